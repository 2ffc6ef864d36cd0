"""Profiles against each other: of one article by several models, of two articles or groups, of a corpus."""

from emoprofile.compare.articles import ArticleComparison, Difference, Part, compare_articles
from emoprofile.compare.dates import Order
from emoprofile.compare.distance import jensen_shannon
from emoprofile.compare.groups import compare_groups
from emoprofile.compare.results import (
    Bin,
    ChangePoint,
    Estimate,
    Figure,
    GroupDifference,
    GroupTable,
    LeftOut,
    Source,
    Trend,
    TrendLine,
)
from emoprofile.compare.side_by_side import Column, SideBySide, side_by_side
from emoprofile.compare.trend import trace_trend
from emoprofile.compare.written import Contents, ProfileFile, open_profiles

__all__ = [
    "ArticleComparison",
    "Bin",
    "ChangePoint",
    "Column",
    "Contents",
    "Difference",
    "Estimate",
    "Figure",
    "GroupDifference",
    "GroupTable",
    "LeftOut",
    "Order",
    "Part",
    "ProfileFile",
    "SideBySide",
    "Source",
    "Trend",
    "TrendLine",
    "compare_articles",
    "compare_groups",
    "jensen_shannon",
    "open_profiles",
    "side_by_side",
    "trace_trend",
]
