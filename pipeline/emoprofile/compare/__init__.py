"""Profiles against each other: of one article by several models, of two articles or groups, of groups in a file."""

from emoprofile.compare.articles import ArticleComparison, Difference, Part, compare_articles
from emoprofile.compare.distance import jensen_shannon
from emoprofile.compare.groups import Cell, GroupTable, group_table
from emoprofile.compare.side_by_side import Column, SideBySide, side_by_side
from emoprofile.compare.written import read_profiles

__all__ = [
    "ArticleComparison",
    "Cell",
    "Column",
    "Difference",
    "GroupTable",
    "Part",
    "SideBySide",
    "compare_articles",
    "group_table",
    "jensen_shannon",
    "read_profiles",
    "side_by_side",
]
