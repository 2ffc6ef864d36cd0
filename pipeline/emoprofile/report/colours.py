"""One colour per label, the same in the terminal, on the page and in figures; defined here and nowhere else.

Each label has a colour for white paper and one for a dark screen. The eight emotions of Plutchik are the most distinct:
also for readers with protanopia, deuteranopia or tritanopia (Machado et al., 2009), and by lightness in a grey print.
Other labels share the hue of the emotion nearest to them and differ in lightness. No figure tells labels apart by
colour alone: each is named where it is drawn.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Colour(NamedTuple):
    """A colour as `#rrggbb`.

    Attributes:
        light: On white; at least 3 to 1 in contrast against it.
        dark: On a dark screen; likewise.
    """

    light: str
    dark: str


LABELS: Mapping[str, Colour] = MappingProxyType(
    {
        name: Colour(*pair)
        for name, pair in {
            "anger": ("#93042f", "#fe475e"),
            "annoyance": ("#a44a61", "#fe9dac"),
            "disapproval": ("#cb6d68", "#fde0dc"),
            "disgust": ("#064902", "#22931b"),
            "fear": ("#311573", "#7c50dc"),
            "nervousness": ("#7e85cc", "#e5e5ff"),
            "joy": ("#af9017", "#fae76e"),
            "amusement": ("#493400", "#977e2e"),
            "excitement": ("#574e04", "#9c9d4e"),
            "pride": ("#7d5e16", "#c9af61"),
            "relief": ("#867c34", "#d0d181"),
            "trust": ("#006362", "#52f9e8"),
            "admiration": ("#08413b", "#2b937e"),
            "approval": ("#194f53", "#37a9a7"),
            "caring": ("#3b6e67", "#53b69f"),
            "gratitude": ("#467a7e", "#54c1c0"),
            "love": ("#649890", "#78d9c1"),
            "sadness": ("#3c6ded", "#0e98fe"),
            "disappointment": ("#003672", "#1988c6"),
            "embarrassment": ("#313992", "#74a9fa"),
            "grief": ("#0f55a4", "#77c6fe"),
            "remorse": ("#4f5db9", "#b8d4ff"),
            "pessimism": ("#4c8de2", "#d4ecfe"),
            "surprise": ("#de5ab7", "#cc63b8"),
            "confusion": ("#5d0d57", "#e4a0e5"),
            "realization": ("#9c3c70", "#ffddef"),
            "anticipation": ("#a7510a", "#fba000"),
            "curiosity": ("#5f2205", "#b46d26"),
            "desire": ("#77420a", "#c49034"),
            "optimism": ("#be785c", "#fee2cc"),
            "neutral": ("#808080", "#aaaaaa"),
            "positive": ("#1b6c8c", "#65c6e4"),
            "negative": ("#a7391e", "#ef774b"),
            "ambiguous": ("#746e81", "#a7a1b5"),
            "valence": ("#474d58", "#c6cedb"),
            "arousal": ("#a83876", "#ef87ba"),
            "1-star": ("#892218", "#e45e4d"),
            "2-stars": ("#b95c3a", "#f0986f"),
            "3-stars": ("#808080", "#aaaaaa"),
            "4-stars": ("#398ba9", "#77cce6"),
            "5-stars": ("#005477", "#3a9ec8"),
        }.items()
    }
)
ROLES: Mapping[str, Colour] = MappingProxyType(
    {
        "paper": Colour("#ffffff", "#15171c"),
        "ink": Colour("#1b1d22", "#e8e9ec"),
        "muted": Colour("#5c6068", "#a6abb5"),
        "grid": Colour("#dfe1e6", "#333842"),
        "band": Colour("#c9ccd3", "#454b57"),
    }
)
"""What is drawn that is no label."""
GROUPS: tuple[Colour, ...] = (
    Colour("#0b5fa5", "#5fb0f5"),
    Colour("#b3430f", "#f09055"),
    Colour("#2e7d32", "#7ccb80"),
    Colour("#7a3d9a", "#c796e0"),
    Colour("#8a6d00", "#dfc04a"),
    Colour("#4d5560", "#b6bec9"),
)
"""Of groups of articles, in order; each also has its own dashes."""


def find_colour(name: str) -> Colour:
    """The colour of a label by its name or full name (`expressed.fear`, `expressed.ekman.joy`), role or group.

    Groups are called `group-0`, `group-1` and so on; after the last the first comes again.

    Raises:
        KeyError: If nothing is called so.
    """
    if name.startswith("group-"):
        return GROUPS[int(name.removeprefix("group-")) % len(GROUPS)]
    return ROLES[name] if name in ROLES else LABELS[name.rpartition(".")[2]]


def choose_paint(name: str) -> str:
    """The name of a label without that of its reading and vocabulary: what a figure paints with.

    A label that has no colour, of which a trend may be made all the same (`expressed.emotional`), takes that of text.
    """
    short = name.rpartition(".")[2]
    return short if short in LABELS else "ink"
