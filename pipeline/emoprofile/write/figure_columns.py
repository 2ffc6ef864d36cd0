"""The columns of a figure: the figure itself under its name, and how sure it is under the name and a suffix."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from emoprofile.data import Emotional, Figures, Profile

Kind = Literal["text", "integer", "number", "texts", "value", "json"]
"""`texts` is a list of them, `value` whatever the metadata of an article hold, `json` an object as JSON."""
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
        name: Its name, unique whatever the case.
        kind: What its cells hold; any of them may be null.
        about: What it is, in one line.
        read: Its cell for a profile, not rounded.
    """

    name: str
    kind: Kind
    about: str
    read: Callable[[Profile], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What is written of a figure beside the figure itself.

    Attributes:
        about: What it is, in one line.
        read: The part of some figures; they have the attribute that it reads.
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
"""What every figure has."""
PEAK = {"peak": Part("the mean of the strongest tenth of the sentences, at least one", lambda one: one.peak)}
SHARE = {"share": Part("its part of the sum over all labels of its reading but neutral", lambda one: one.share)}
SCORE = {
    "score": Part("what the method of the configuration makes of it", lambda one: one.score and one.score.value),
    "score.low": Part(
        "the lower end of the 90 % interval of the score", lambda one: one.score and one.score.interval[0]
    ),
    "score.high": Part(
        "the upper end of the 90 % interval of the score", lambda one: one.score and one.score.interval[1]
    ),
}
"""Of a method other than `mean`, under which the score would be the figure."""


def list_figure_columns(
    name: str, about: str, find: Callable[[Profile], AnyFigures | None], parts: Mapping[str, Part]
) -> Iterator[Column]:
    """The columns of one figure.

    Args:
        name: Its full name, such as `expressed.fear`.
        about: What the figure is.
        find: Its figures in a profile; None where the profile has none.
        parts: What is written beside the figure, by suffix.
    """

    def column(suffix: str, part: Part) -> Column:
        def of(profile: Profile) -> float | None:
            figures = find(profile)
            return None if figures is None else part.read(figures)

        return Column(f"{name}{suffix}", "number", part.about, of)

    yield column("", Part(about, lambda one: one.value))
    yield from (column(f".{suffix}", part) for suffix, part in parts.items())
