"""Profiles against each other: of one article by several models, of two articles or groups, of a corpus."""

from emoprofile.compare.articles import ArticleComparison, Difference, Part, compare_articles
from emoprofile.compare.dates import Order
from emoprofile.compare.distance import jensen_shannon
from emoprofile.compare.export import SUFFIXES as TABLE_SUFFIXES
from emoprofile.compare.export import check_places, export_tables, list_places
from emoprofile.compare.gather import read_groups
from emoprofile.compare.groups import compare_groups
from emoprofile.compare.mentions import Mentions, compare_mentions
from emoprofile.compare.notes import CHANGES, INTERVALS, note_groups, note_trend
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
from emoprofile.compare.tables import (
    TidyTable,
    difference_columns,
    difference_key_columns,
    group_columns,
    key_columns,
    tabulate_groups,
    tabulate_trend,
    trend_columns,
)
from emoprofile.compare.trend import trace_trend
from emoprofile.compare.written import Contents, ProfileFile, open_profiles

__all__ = [
    "CHANGES",
    "INTERVALS",
    "TABLE_SUFFIXES",
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
    "Mentions",
    "Order",
    "Part",
    "ProfileFile",
    "SideBySide",
    "Source",
    "TidyTable",
    "Trend",
    "TrendLine",
    "check_places",
    "compare_articles",
    "compare_groups",
    "compare_mentions",
    "difference_columns",
    "difference_key_columns",
    "export_tables",
    "group_columns",
    "jensen_shannon",
    "key_columns",
    "list_places",
    "note_groups",
    "note_trend",
    "open_profiles",
    "read_groups",
    "side_by_side",
    "tabulate_groups",
    "tabulate_trend",
    "trace_trend",
    "trend_columns",
]
