"""Files of profiles -> sums per key, read once from the first article to the last."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Generic, TypeVar

import numpy as np

from emoprofile.compare.figure_choice import choose_figures, find_figures
from emoprofile.compare.intervals import mean_intervals
from emoprofile.compare.keys import Group, KeyReader
from emoprofile.compare.model_error import find_common_errors
from emoprofile.compare.results import FEWEST_ARTICLES, Estimate, Figure
from emoprofile.compare.sums import Moments, Sums
from emoprofile.compare.written import Batch, Contents, ProfileFile
from emoprofile.config import ModelSpec
from emoprofile.data.scores import FloatArray

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Gathered(Generic[Key]):
    """What was read.

    Attributes:
        sums: Per key, of all figures that may be shown.
        covariances: Shape (figures, 2, 2): what all articles share of the error of each; 0 where that is unknown.
        shown: The positions of the figures that are shown.
        profiles: How many were read, those that came before left out.
        repeated: How many came before, with the same id and the same figures.
        fingerprints: In how many ways they were scored.
    """

    sums: Sums[Key]
    covariances: FloatArray
    shown: tuple[int, ...]
    profiles: int
    repeated: int
    fingerprints: int

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Those that are shown."""
        return tuple(self.sums.figures[i] for i in self.shown)

    def estimate(self, moments: Moments) -> list[tuple[Estimate, ...]]:
        """For each figure that is shown, the estimates of some groups."""
        low, high = mean_intervals(moments, self.covariances)
        counts = moments.counts.astype(int).tolist()
        found = []
        for i in self.shown:
            least = self.sums.figures[i].least
            means, lows, highs = (_scale(each[:, i], least) for each in (moments.means, low, high))
            found.append(
                tuple(
                    Estimate(
                        articles=count,
                        mean=mean if count else None,
                        interval=(one, other) if count >= FEWEST_ARTICLES else None,
                    )
                    for count, mean, one, other in zip(counts, means, lows, highs, strict=True)
                )
            )
        return found


def gather(
    contents: Contents,
    files: Sequence[ProfileFile],
    names: Sequence[str],
    spec: ModelSpec | None,
    read_keys: Callable[[Batch], Sequence[Key | None]],
) -> Gathered[Key]:
    """Read all profiles once.

    Args:
        contents: What they hold.
        files: Where they are.
        names: The figures that the user named; of none, a few are chosen.
        spec: Of the model; None leaves out what articles share of its error.
        read_keys: The key of each article of a batch; None for one that is left out.

    Raises:
        InvalidValueError: If there is no such figure.
        ReadError: If a profile cannot be read.
    """
    figures = find_figures(contents, names)
    errors = find_common_errors(spec, contents) if spec else {}
    sums: Sums[Key] = Sums(figures, errors)
    fingerprints: set[str] = set()
    seen: set[int] = set()
    read = 0
    for file in files:
        for batch in file.read([figure.name for figure in figures]):
            read += len(batch.ids)
            fingerprints.update(batch.fingerprints)
            new = _drop_repeats(batch, seen)
            sums.add(new, read_keys(new))
    common = [errors[figure.name].covariance if figure.name in errors else np.zeros((2, 2)) for figure in figures]
    every = range(len(figures))
    shown = every if names or not sums.keys else choose_figures(figures, sums.moments([sums.keys]))
    return Gathered(sums, np.stack(common), tuple(shown), len(seen), read - len(seen), len(fingerprints))


def read_groups(files: Sequence[ProfileFile], by: Sequence[str]) -> dict[str, Group | None]:
    """The group of every article by its id; None for one that lacks a key.

    Raises:
        InvalidValueError: If none has the keys and a sentence.
        ReadError: If a profile cannot be read.
    """
    reader = KeyReader(by)
    found: dict[str, Group | None] = {}
    for file in files:
        for batch in file.read([]):
            found |= zip(batch.ids, reader.read_groups(batch), strict=True)
    if all(group is None for group in found.values()):
        raise reader.explain_nothing(len(found))
    return found


def _drop_repeats(batch: Batch, seen: set[int]) -> Batch:
    """The batch without profiles that came before: the runs of a corpus may overlap."""
    is_new = []
    for name, row in zip(batch.ids, np.ascontiguousarray(batch.means), strict=True):
        digest = hash((name, row.tobytes()))
        is_new.append(digest not in seen)
        seen.add(digest)
    if all(is_new):
        return batch
    kept = np.array(is_new)
    return replace(
        batch,
        ids=list(compress(batch.ids, is_new)),
        metadata=list(compress(batch.metadata, is_new)),
        fingerprints=list(compress(batch.fingerprints, is_new)),
        sentences=batch.sentences[kept],
        means=batch.means[kept],
        sds=batch.sds[kept],
    )


def _scale(parts: FloatArray, least: float) -> list[float]:
    """From parts of a range to the figure."""
    return [float(value) for value in parts * (1.0 - least) + least]
