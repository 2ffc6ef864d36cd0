"""Emotion vocabularies, and the mappings from fine to coarse vocabularies.

A vocabulary fixes the names of its labels, which of them means "no emotion", and which are positive and negative.
Sources: GoEmotions and both of its groupings, Demszky et al. (2020), "GoEmotions: A Dataset of Fine-Grained Emotions";
Ekman (1992), "An argument for basic emotions"; Plutchik (2001), "The nature of emotions"; semeval-2018, the labels of
Mohammad et al. (2018), "SemEval-2018 Task 1: Affect in Tweets".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from emoprofile.errors import InvalidValueError, UnknownNameError


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed, ordered set of labels.

    Attributes:
        name: The name in configurations and profiles.
        labels: The label names, in the order in which they are shown.
        neutral: The label that means "no emotion", or None where there is none.
        positive: Labels of positive polarity.
        negative: Labels of negative polarity.
        values: The valence of each label, in [-1, 1], if labels are degrees of valence (stars, sentiment); otherwise
            empty. A model with such labels says how pleasant a sentence is, not which emotions it expresses.

    Raises:
        InvalidValueError: If a label repeats, or a role names a label that is not in `labels`.
    """

    name: str
    labels: tuple[str, ...]
    neutral: str | None = None
    positive: frozenset[str] = frozenset()
    negative: frozenset[str] = frozenset()
    values: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(set(self.labels)) != len(self.labels):
            raise InvalidValueError(f"vocabulary {self.name!r} repeats a label: {self.labels}")
        roles = self.positive | self.negative | ({self.neutral} if self.neutral else frozenset())
        if unknown := roles - set(self.labels):
            raise InvalidValueError(f"vocabulary {self.name!r} gives a role to unknown labels: {sorted(unknown)}")
        if self.values and set(self.values) != set(self.labels):
            raise InvalidValueError(f"vocabulary {self.name!r} gives values to {sorted(self.values)} of {self.labels}")
        if both := self.positive & self.negative:
            raise InvalidValueError(f"vocabulary {self.name!r} has labels of both polarities: {sorted(both)}")

    @property
    def emotions(self) -> tuple[str, ...]:
        """The labels without neutral, in order."""
        return tuple(label for label in self.labels if label != self.neutral)

    def restrict_to(self, labels: Collection[str]) -> "Vocabulary":
        """Give the part of the vocabulary with these labels, under the same name and in the same order."""
        return Vocabulary(
            name=self.name,
            labels=tuple(label for label in self.labels if label in labels),
            neutral=self.neutral if self.neutral in labels else None,
            positive=self.positive & set(labels),
            negative=self.negative & set(labels),
            values={label: value for label, value in self.values.items() if label in labels},
        )


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
    values=MappingProxyType({"positive": 1.0, "negative": -1.0, "ambiguous": 0.0, "neutral": 0.0}),
)

PLUTCHIK = Vocabulary(
    name="plutchik",
    labels=("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust"),
    positive=frozenset({"joy", "trust"}),
    negative=frozenset({"anger", "disgust", "fear", "sadness"}),
)
SEMEVAL_2018 = Vocabulary(
    name="semeval-2018",
    labels=(
        "anger", "anticipation", "disgust", "fear", "joy", "love",
        "optimism", "pessimism", "sadness", "surprise", "trust",
    ),
    positive=frozenset({"joy", "love", "optimism", "trust"}),
    negative=frozenset({"anger", "disgust", "fear", "pessimism", "sadness"}),
)  # fmt: skip
STARS = Vocabulary(
    name="stars",
    labels=("1-star", "2-stars", "3-stars", "4-stars", "5-stars"),
    neutral="3-stars",
    positive=frozenset({"4-stars", "5-stars"}),
    negative=frozenset({"1-star", "2-stars"}),
    values=MappingProxyType({"1-star": -1.0, "2-stars": -0.5, "3-stars": 0.0, "4-stars": 0.5, "5-stars": 1.0}),
)

NO_LABELS = Vocabulary("none", ())
"""The vocabulary of a model without labels of a reading."""
VOCABULARIES: Mapping[str, Vocabulary] = MappingProxyType(
    {v.name: v for v in (GOEMOTIONS, EKMAN, SENTIMENT, PLUTCHIK, SEMEVAL_2018, STARS)}
)


def _invert(groups: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return MappingProxyType({member: group for group, members in groups.items() for member in members})


# A label without an entry has no counterpart: a bridge says that it is unmapped.
_MAPPINGS: Mapping[tuple[str, str], Mapping[str, str]] = MappingProxyType(
    {
        ("goemotions", "ekman"): _invert(
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
        ("goemotions", "sentiment"): _invert(
            {"positive": _POSITIVE, "negative": _NEGATIVE, "ambiguous": _AMBIGUOUS, "neutral": ("neutral",)}
        ),
        ("ekman", "sentiment"): _invert(
            {
                "positive": ("joy",),
                "negative": ("anger", "disgust", "fear", "sadness"),
                "ambiguous": ("surprise",),
                "neutral": ("neutral",),
            }
        ),
        ("plutchik", "ekman"): _invert({label: (label,) for label in EKMAN.emotions}),
        ("plutchik", "sentiment"): _invert(
            {
                "positive": ("joy", "trust"),
                "negative": ("anger", "disgust", "fear", "sadness"),
                "ambiguous": ("anticipation", "surprise"),
            }
        ),
        # A mixture of two of Plutchik's emotions maps to the first: love is joy and trust, optimism is anticipation and
        # joy, pessimism is sadness and anticipation.
        ("semeval-2018", "plutchik"): _invert(
            {label: (label,) for label in PLUTCHIK.labels}
            | {
                "joy": ("joy", "love"),
                "anticipation": ("anticipation", "optimism"),
                "sadness": ("sadness", "pessimism"),
            }
        ),
        ("semeval-2018", "ekman"): _invert(
            {label: (label,) for label in EKMAN.emotions}
            | {"joy": ("joy", "love", "optimism"), "sadness": ("sadness", "pessimism")}
        ),
        ("semeval-2018", "sentiment"): _invert(
            {
                "positive": ("joy", "love", "optimism", "trust"),
                "negative": ("anger", "disgust", "fear", "pessimism", "sadness"),
                "ambiguous": ("anticipation", "surprise"),
            }
        ),
        ("stars", "sentiment"): _invert(
            {"positive": ("4-stars", "5-stars"), "negative": ("1-star", "2-stars"), "neutral": ("3-stars",)}
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Bridge:
    """The mapping from the labels of a model to those of a coarser vocabulary.

    Attributes:
        target: The part of the coarser vocabulary that has a counterpart in the model.
        members: For each label of the target, the labels of the model that map to it.
        unmapped: Labels of the model that have no counterpart.
    """

    target: Vocabulary
    members: Mapping[str, tuple[str, ...]]
    unmapped: tuple[str, ...]


def bridge(source: Vocabulary, target: str) -> Bridge:
    """Build the bridge from a vocabulary, or the part of it that a model has, to a coarser one.

    Raises:
        UnknownNameError: If no mapping leads from `source` to `target`.
    """
    try:
        belongs = _MAPPINGS[source.name, target]
    except KeyError:
        raise UnknownNameError(f"grouping of {source.name}", target, list_groupings(source.name)) from None
    coarse = find_vocabulary(target)
    members = {group: tuple(label for label in source.labels if belongs.get(label) == group) for group in coarse.labels}
    members = {group: labels for group, labels in members.items() if labels}
    unmapped = tuple(label for label in source.labels if label not in belongs)
    return Bridge(coarse.restrict_to(members), members, unmapped)


def find_vocabulary(name: str) -> Vocabulary:
    """Find the vocabulary of that name.

    Raises:
        UnknownNameError: If there is none; the message lists the names.
    """
    try:
        return VOCABULARIES[name]
    except KeyError:
        raise UnknownNameError("vocabulary", name, VOCABULARIES) from None


def list_groupings(source: str) -> tuple[str, ...]:
    """List the names of the coarser vocabularies that `source` maps into, the finest first."""
    return tuple(coarse for fine, coarse in _MAPPINGS if fine == source)
