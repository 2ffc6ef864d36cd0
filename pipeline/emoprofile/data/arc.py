"""The arc of an article: how its emotions change from the first sentence to the last."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the article that differs from the rest of it by more than shuffled sentences would.

    Attributes:
        first: Its first sentence, from 0.
        last: Its last sentence.
        inside: The mean of the series in it.
        outside: The mean of the series in the rest.
        p_value: How often a shuffled article has a stretch as different, in (0, 1], for this series alone.
    """

    first: int
    last: int
    inside: float
    outside: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Series:
    """One curve of an arc.

    Attributes:
        values: The weighted mean in each bin, of the probabilities of an event or the values of a graded label.
        band: The lower and upper limit between which the whole curve stays in 95 % of shuffled articles.
        stretches: The stretches in which the series clearly differs, in the order of the article. The test is corrected
            for the number of series shown.
    """

    values: tuple[float, ...]
    band: tuple[float, float]
    stretches: tuple[Stretch, ...]

    @property
    def change_points(self) -> tuple[int, ...]:
        """The sentences at which a stretch begins, or the rest begins again."""
        edges = {edge for stretch in self.stretches for edge in (stretch.first, stretch.last + 1)}
        return tuple(sorted(edges))


@dataclass(frozen=True, slots=True)
class Arc:
    """The curves of an article, over bins of consecutive sentences.

    Attributes:
        bins: The first and last sentence of each bin; sizes differ by at most one.
        series: The curves by name: `valence`, and leading labels such as `expressed.fear`.
    """

    bins: tuple[tuple[int, int], ...]
    series: Mapping[str, Series]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "bins": [list(each) for each in self.bins],
            "series": {
                name: {
                    "values": list(one.values),
                    "band": list(one.band),
                    "stretches": [asdict(stretch) for stretch in one.stretches],
                }
                for name, one in self.series.items()
            },
        }
