"""What questions to a corpus give: figures of groups of articles, their differences, and how they go over time."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from emoprofile.data.figures import Interval
from emoprofile.registry import NOTEBOOK

Bin = Literal["day", "week", "month", "quarter", "year"]
Reading = Literal["expressed", "evoked", "dimensions"]
FEWEST_ARTICLES = 5
"""Fewer articles say too little of others like them: they have no interval."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of profiles, in the order in which it is shown.

    Attributes:
        name: Its full name, as in columns of tables: `expressed.fear`, `expressed.ekman.joy`, `evoked.fear`, `valence`.
        reading: What it is of.
        least: The lower end of its range: -1 for valence, else 0. The upper end is 1.
        rough: Whether the model reads it too unreliably to be relied on.
        baseline: Its value in unemotional text; null where that is unknown.
    """

    name: str
    reading: Reading
    least: float
    rough: bool
    baseline: float | None

    @property
    def is_share(self) -> bool:
        """Whether it is a share of sentences, shown in %; others are means on a scale."""
        return self.reading == "expressed"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure in a group of articles.

    Attributes:
        articles: How many.
        mean: Of the figure over them, within its range; null for no article.
        interval: 90 %: where the mean over many articles like these lies, as a careful reader would find it. It holds
            what is uncertain about which articles there are, and about the model. Null for fewer than five articles.
    """

    articles: int
    mean: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """A figure in two groups.

    Attributes:
        figure: Its name.
        group: The key of one group.
        other: The key of the other; None for all other articles together.
        difference: The mean in the group less that in the other: in [-1, 1], of valence in [-2, 2].
        interval: 90 % for all differences of the table together; null if a group has fewer than five articles.
        is_clear: Whether the interval leaves out 0, of a figure that is not rough.
    """

    figure: str
    group: tuple[str, ...]
    other: tuple[str, ...] | None
    difference: float
    interval: Interval | None
    is_clear: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The profiles that a question could not use.

    Attributes:
        without_sentence: How many have no sentence, so no figures.
        without_key: How many lack a key of their metadata, by the key.
        without_date: How many have a date that cannot be read, or that names no day of the bin.
        undated: The first few of those dates, as they were written.
        repeated: How many came before, with the same id and the same figures.
    """

    without_sentence: int
    without_key: Mapping[str, int]
    without_date: int = 0
    undated: tuple[str, ...] = ()
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where the figures are from.

    Attributes:
        model: What made the profiles.
        profiles: How many were used.
        left_out: Those that were not.
        fingerprints: In how many ways they were scored: more than one asks for care.
        has_model_error: Whether intervals hold the error of the model that all articles share. If not, its spec was not
            found, and they may be too narrow.
    """

    model: str
    profiles: int
    left_out: LeftOut
    fingerprints: int
    has_model_error: bool


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Groups of articles, by what their metadata say.

    Attributes:
        by: The keys of the metadata.
        figures: The figures, in the order in which they are shown.
        groups: The key of each group, one value per key of `by`; the largest group first.
        estimates: Per figure by its name: one estimate per group, in the order of `groups`.
        differences: In the order of figures. Of at most four groups, each is held against each larger one; of more,
            each of the fifty largest against all other articles together. Empty for a single group.
        source: Where the figures are from.
    """

    by: tuple[str, ...]
    figures: tuple[Figure, ...]
    groups: tuple[tuple[str, ...], ...]
    estimates: Mapping[str, tuple[Estimate, ...]]
    differences: tuple[GroupDifference, ...]
    source: Source

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        return NOTEBOOK.get("groups")(self)


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """Where a line changes its level.

    Attributes:
        start: The first day of the first bin of the new level.
        before: The mean between the change before, or the start of the line, and this one.
        after: The mean from here to the next change, or the end of the line.
        p: How often a line of the same values in shuffled order shows a change as strong: at most .05.
    """

    start: datetime.date
    before: float
    after: float
    p: float


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One figure of one group over time.

    Attributes:
        figure: Its name.
        group: The values of the keys of `by`; empty where there are none.
        estimates: One per bin of the trend; of a bin without an article, `mean` is null: a gap.
        changes: Where its level changes, in order.
    """

    figure: str
    group: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    changes: tuple[ChangePoint, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """How figures go over time.

    Attributes:
        date: The key of the metadata that holds the date.
        bin: How long a bin is.
        by: The keys of the metadata that make groups; may be empty.
        figures: The figures, in the order in which they are shown: one panel each.
        starts: The first day of each bin, in order, without gaps.
        groups: The key of each group, the largest first; one empty key without `by`.
        lines: One per figure and group: figures in their order, within them groups in theirs.
        source: Where the figures are from.
    """

    date: str
    bin: Bin
    by: tuple[str, ...]
    figures: tuple[Figure, ...]
    starts: tuple[datetime.date, ...]
    groups: tuple[tuple[str, ...], ...]
    lines: tuple[TrendLine, ...]
    source: Source

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        return NOTEBOOK.get("trend")(self)
