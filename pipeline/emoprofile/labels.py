"""Emotion vocabularies, and the mappings from the fine to the coarse.

A vocabulary fixes the names of its labels, which of them means "no emotion", and which are positive and negative.
GoEmotions and both of its groupings follow Demszky et al. (2020), "GoEmotions: A Dataset of Fine-Grained Emotions".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from emoprofile.errors import InvalidValueError, UnknownNameError


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed, ordered set of labels.

    Attributes:
        name: How configurations and profiles refer to it.
        labels: The label names, in the order in which they are shown.
        neutral: The label that means "no emotion", or None where there is none.
        positive: Labels of positive polarity.
        negative: Labels of negative polarity.

    Raises:
        InvalidValueError: If a label repeats, or a role names a label that is not in `labels`.
    """

    name: str
    labels: tuple[str, ...]
    neutral: str | None = None
    positive: frozenset[str] = frozenset()
    negative: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if len(set(self.labels)) != len(self.labels):
            raise InvalidValueError(f"vocabulary {self.name!r} repeats a label: {self.labels}")
        roles = self.positive | self.negative | ({self.neutral} if self.neutral else frozenset())
        if unknown := roles - set(self.labels):
            raise InvalidValueError(f"vocabulary {self.name!r} gives a role to unknown labels: {sorted(unknown)}")
        if both := self.positive & self.negative:
            raise InvalidValueError(f"vocabulary {self.name!r} has labels of both polarities: {sorted(both)}")

    @property
    def emotions(self) -> tuple[str, ...]:
        """The labels without neutral, in order."""
        return tuple(label for label in self.labels if label != self.neutral)


_POSITIVE = (
    "admiration", "amusement", "approval", "caring", "desire", "excitement",
    "gratitude", "joy", "love", "optimism", "pride", "relief",
)  # fmt: skip
_NEGATIVE = (
    "anger", "annoyance", "disappointment", "disapproval", "disgust", "embarrassment",
    "fear", "grief", "nervousness", "remorse", "sadness",
)  # fmt: skip
_AMBIGUOUS = ("confusion", "curiosity", "realization", "surprise")

GOEMOTIONS = Vocabulary(
    name="goemotions",
    labels=(*sorted(_POSITIVE + _NEGATIVE + _AMBIGUOUS), "neutral"),
    neutral="neutral",
    positive=frozenset(_POSITIVE),
    negative=frozenset(_NEGATIVE),
)
EKMAN = Vocabulary(
    name="ekman",
    labels=("anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"),
    neutral="neutral",
    positive=frozenset({"joy"}),
    negative=frozenset({"anger", "disgust", "fear", "sadness"}),
)
SENTIMENT = Vocabulary(
    name="sentiment",
    labels=("positive", "negative", "ambiguous", "neutral"),
    neutral="neutral",
    positive=frozenset({"positive"}),
    negative=frozenset({"negative"}),
)

VOCABULARIES: Mapping[str, Vocabulary] = MappingProxyType({v.name: v for v in (GOEMOTIONS, EKMAN, SENTIMENT)})


def _inverted(groups: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return MappingProxyType({member: group for group, members in groups.items() for member in members})


_MAPPINGS: Mapping[tuple[str, str], Mapping[str, str]] = MappingProxyType(
    {
        ("goemotions", "ekman"): _inverted(
            {
                "anger": ("anger", "annoyance", "disapproval"),
                "disgust": ("disgust",),
                "fear": ("fear", "nervousness"),
                "joy": _POSITIVE,
                "sadness": ("disappointment", "embarrassment", "grief", "remorse", "sadness"),
                "surprise": _AMBIGUOUS,
                "neutral": ("neutral",),
            }
        ),
        ("goemotions", "sentiment"): _inverted(
            {"positive": _POSITIVE, "negative": _NEGATIVE, "ambiguous": _AMBIGUOUS, "neutral": ("neutral",)}
        ),
    }
)


def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of that name.

    Raises:
        UnknownNameError: If there is none; the message lists the names.
    """
    try:
        return VOCABULARIES[name]
    except KeyError:
        raise UnknownNameError("vocabulary", name, VOCABULARIES) from None


def groupings(source: str) -> tuple[str, ...]:
    """Names of the coarser vocabularies that `source` maps into."""
    return tuple(coarse for fine, coarse in _MAPPINGS if fine == source)


def mapping(source: str, target: str) -> Mapping[str, str]:
    """For each label of `source`, the label of `target` that it belongs to.

    Raises:
        UnknownNameError: If no mapping leads from `source` to `target`.
    """
    try:
        return _MAPPINGS[source, target]
    except KeyError:
        raise UnknownNameError(f"grouping of {source}", target, groupings(source)) from None
