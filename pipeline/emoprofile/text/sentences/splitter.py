"""What a splitter is."""

from collections.abc import Callable, Iterator

Splitter = Callable[[str], Iterator[tuple[int, int]]]
"""A block of text -> ordered, disjoint (start, end) ranges that cover every character other than space."""
