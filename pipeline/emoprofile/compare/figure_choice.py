"""Which figures a question to a corpus shows: those that the user names, or a few of each reading."""

from collections.abc import Sequence

from emoprofile.compare.results import Figure
from emoprofile.compare.sums import Moments
from emoprofile.compare.written import Contents
from emoprofile.errors import InvalidValueError

ALL = "all"
MOST_OF_READING = 5
"""So many labels of a reading are shown where none is named: those that all articles hold most of, above baseline."""
_APART = ("neutral", "emotional")


def find_figures(contents: Contents, names: Sequence[str]) -> tuple[Figure, ...]:
    """The figures that some names ask for, in their order; of no name, those of which a few are shown.

    Args:
        contents: What the profiles hold.
        names: Figures, such as `evoked.fear`; readings and vocabularies, such as `evoked` and `expressed.ekman`, which
            stand for their labels; `all`.

    Raises:
        InvalidValueError: If there is no such figure; it names those that there are.
    """
    if not names:
        found = [*_labels(contents, "expressed"), *_labels(contents, "evoked"), *_labels(contents, "dimensions")]
        return tuple(found)
    chosen: dict[str, Figure] = {}
    for name in names:
        if name == ALL:
            chosen |= contents.figures
        elif name in contents.figures:
            chosen[name] = contents.figures[name]
        elif labels := _labels(contents, name):
            chosen |= {figure.name: figure for figure in labels}
        else:
            raise InvalidValueError(f"no profile holds the figure {name!r}. {_list_figures(contents)}")
    return tuple(chosen.values())


def choose_figures(figures: Sequence[Figure], overall: Moments) -> list[int]:
    """The positions of the figures to show where the user named none.

    The choice looks at all articles together alone, which tells nothing of how groups differ: so a correction for
    the number of figures that are shown is enough.

    Args:
        figures: All that may be shown.
        overall: Shape (1, figures): over all articles.
    """
    kept: list[int] = []
    for reading in ("expressed", "evoked", "dimensions"):
        own = [i for i, figure in enumerate(figures) if figure.reading == reading and not figure.rough]
        own.sort(key=lambda i: (figures[i].baseline or 0.0) - overall.means[0, i])
        kept += own if reading == "dimensions" else own[:MOST_OF_READING]
    return kept or list(range(min(len(figures), MOST_OF_READING)))


def _labels(contents: Contents, prefix: str) -> list[Figure]:
    """The labels of a reading or vocabulary, what is kept apart left out."""
    if prefix == "dimensions":
        return [figure for figure in contents.figures.values() if figure.reading == "dimensions"]
    own = f"expressed.{contents.vocabulary}"
    prefix = "expressed" if prefix == own else prefix
    return [
        figure
        for name, figure in contents.figures.items()
        if name.rpartition(".")[0] == prefix and name.rpartition(".")[2] not in _APART
    ]


def _list_figures(contents: Contents) -> str:
    prefixes = list(dict.fromkeys(name.rpartition(".")[0] for name in contents.figures if "." in name))
    examples = [next(name for name in contents.figures if name.rpartition(".")[0] == prefix) for prefix in prefixes]
    dimensions = [name for name in contents.figures if "." not in name]
    labels = ", ".join([*examples, *dimensions])
    return f"All labels of one: {', '.join(prefixes) or 'none'}. One label: {labels}; or {ALL}"
