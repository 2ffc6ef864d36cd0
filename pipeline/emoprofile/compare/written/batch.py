"""Profiles as questions to a corpus need them: a few figures of each, in batches, whatever file they are from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from emoprofile.compare.results import Figure
from emoprofile.data.scores import FloatArray

ROWS = 2048
"""Of a batch: enough for fast arithmetic, few enough to hold."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the profiles of a file hold.

    Attributes:
        model: The name of the model that made them.
        vocabulary: That of `expressed` as it is written; null without that reading.
        figures: Every figure in them, by its name: `expressed.fear`, `expressed.emotional`, `expressed.ekman.joy`,
            `evoked.fear`, `valence`.
    """

    model: str
    vocabulary: str | None
    figures: Mapping[str, Figure]

    def locate(self, name: str) -> tuple[str, str]:
        """The vocabulary and the label of a figure of `expressed`."""
        _, *vocabulary, label = name.split(".")
        return (vocabulary[0] if vocabulary else self.vocabulary or ""), label


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some profiles of a file.

    Attributes:
        ids: Of n articles.
        metadata: Of each.
        sentences: Shape (n,): how many were scored.
        fingerprints: Of each: equal for articles that were scored in the same way.
        means: Shape (n, figures): prevalence or mean, NaN without a sentence.
        sds: Shape (n, figures): the standard deviation of each, likewise.
    """

    ids: Sequence[str]
    metadata: Sequence[Mapping[str, Any]]
    sentences: NDArray[np.int64]
    fingerprints: Sequence[str]
    means: FloatArray
    sds: FloatArray


class ProfileFile(Protocol):
    """A file of profiles.

    Attributes:
        path: Where it stands.
        contents: What they hold; None for a file without a profile.
    """

    path: Path
    contents: Contents | None

    def read(self, names: Sequence[str]) -> Iterator[Batch]:
        """All profiles, in order, with some of their figures.

        Raises:
            ReadError: If one of them cannot be read, or was made by another model than the first; it says which.
        """


def make_figure(name: str, baseline: float | None, *, rough: bool) -> Figure:
    """A figure by its name."""
    reading, _, rest = name.partition(".")
    least = -1.0 if name == "valence" else 0.0
    if not rest:
        return Figure(name, "dimensions", least, rough, baseline)
    return Figure(name, "expressed" if reading == "expressed" else "evoked", least, rough, baseline)
