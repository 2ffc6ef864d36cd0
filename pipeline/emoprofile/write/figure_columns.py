"""The columns of a figure: the figure under its name, and its parts under the name with a suffix."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from emoprofile.data import Emotional, Figures, Profile

Kind = Literal["text", "integer", "number", "texts", "value", "json"]
"""`texts` is a list of texts, `value` any value in the metadata of an article, `json` an object as JSON."""
AnyFigures = Figures | Emotional
PREVALENCE = "the expected share of the article whose words express it, 0 to 1"
INTENSITY = "how strongly the content would move an average reader, 0 to 1"
VALENCE = "how unpleasant or pleasant the article is, -1 to 1"
AROUSAL = "how calm or stirring the article is, 0 to 1"
EMOTIONAL = "the share of the article that expresses some emotion, 0 to 1"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its name; no other column has the same name in another case.
        kind: The kind of its cells; any cell may be null.
        about: Its explanation, in one line.
        read: The function that reads its cell from a profile, not rounded.
    """

    name: str
    kind: Kind
    about: str
    read: Callable[[Profile], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure that is written beside the figure itself, such as the lower end of its interval.

    Attributes:
        about: Its explanation, in one line.
        read: The function that reads the part from the figures of a label.
    """

    about: str
    read: Callable[[Any], float | None]


CERTAINTY: Mapping[str, Part] = {
    "low": Part("the lower end of the 90 % interval", lambda one: one.interval and one.interval[0]),
    "high": Part("the upper end of the 90 % interval", lambda one: one.interval and one.interval[1]),
    "sd": Part("the standard deviation: how uncertain the figure is", lambda one: one.sd),
    "baseline": Part("the same figure for unemotional text; empty where it is unknown", lambda one: one.baseline),
    "above": Part(
        "the probability that the figure is above its baseline; empty without a baseline", lambda one: one.above
    ),
}
"""The parts that every figure has."""
PEAK = {"peak": Part("the mean of the strongest tenth of the sentences, at least one", lambda one: one.peak)}
SHARE = {"share": Part("its part of the sum over all labels of the reading but neutral", lambda one: one.share)}
SCORE = {
    "score": Part("the score under the method of the configuration", lambda one: one.score and one.score.value),
    "score.low": Part(
        "the lower end of the 90 % interval of the score", lambda one: one.score and one.score.interval[0]
    ),
    "score.high": Part(
        "the upper end of the 90 % interval of the score", lambda one: one.score and one.score.interval[1]
    ),
}
"""The parts under a method other than `mean`. Under `mean`, the score would be the figure itself."""


def list_figure_columns(
    name: str, about: str, find: Callable[[Profile], AnyFigures | None], parts: Mapping[str, Part]
) -> Iterator[Column]:
    """List the columns of one figure.

    Args:
        name: Its full name, such as `expressed.fear`.
        about: Its explanation, in one line.
        find: The function that finds its figures in a profile; it gives None where the profile has none.
        parts: The parts that are written beside the figure, by suffix.
    """

    def column(suffix: str, part: Part) -> Column:
        def of(profile: Profile) -> float | None:
            figures = find(profile)
            return None if figures is None else part.read(figures)

        return Column(f"{name}{suffix}", "number", part.about, of)

    yield column("", Part(about, lambda one: one.value))
    yield from (column(f".{suffix}", part) for suffix, part in parts.items())
