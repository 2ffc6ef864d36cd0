"""Profiles against each other: of one article by several models, of two articles or groups, of groups in a file."""

from emoprofile.compare.articles import ArticleComparison, Difference, Part, compare_articles
from emoprofile.compare.groups import GroupTable, group_table, read_profiles
from emoprofile.compare.side_by_side import Column, SideBySide, jensen_shannon, side_by_side

__all__ = [
    "ArticleComparison",
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
