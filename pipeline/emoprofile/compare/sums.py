"""Articles -> sums per group: all that means, intervals and differences are made of, however many articles."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy.sparse import csr_array

from emoprofile.compare.model_error import CommonError
from emoprofile.compare.results import Figure
from emoprofile.compare.written import Batch
from emoprofile.data.scores import FloatArray

Key = TypeVar("Key", bound=Hashable)
PER_FIGURE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Figures of some groups, as parts of their range: each array has the shape (groups, figures).

    Attributes:
        counts: Shape (groups,): how many articles.
        means: Over the articles.
        variances: Between the articles, from n - 1; 0 for one article.
        levels: How far the mean moves with the intercept or offset that all articles share.
        tilts: How far it moves with the slope that all articles share.
    """

    counts: FloatArray
    means: FloatArray
    variances: FloatArray
    levels: FloatArray
    tilts: FloatArray

    @classmethod
    def of(cls, counts: FloatArray, sums: FloatArray) -> "Moments":
        """From sums.

        Args:
            counts: Shape (groups,).
            sums: Shape (groups, 4, figures): of the figures, their squares, levels and tilts.
        """
        n = np.maximum(counts, 1)[:, None]
        first, second, level, tilt = (sums[:, i] for i in range(PER_FIGURE))
        means = np.clip(first / n, 0.0, 1.0)
        variances = np.maximum(second - n * means**2, 0.0) / np.maximum(n - 1, 1)
        return cls(counts, means, variances, level / n, tilt / n)

    @classmethod
    def join(cls, one: "Moments", other: "Moments") -> "Moments":
        """The groups of both, one after the other."""
        return cls(*(np.concatenate([getattr(one, each), getattr(other, each)]) for each in cls.__slots__))

    def choose(self, figures: Sequence[int]) -> "Moments":
        """The same groups, with some of their figures."""
        chosen = (each[:, figures] for each in (self.means, self.variances, self.levels, self.tilts))
        return Moments(self.counts, *chosen)


class Sums(Generic[Key]):
    """Sums that grow as articles come.

    Args:
        figures: What is summed.
        errors: What articles share of the error of each; one that is not there has none.
    """

    def __init__(self, figures: Sequence[Figure], errors: Mapping[str, CommonError]) -> None:
        self.figures = tuple(figures)
        self._errors = [errors.get(figure.name) for figure in figures]
        self._rows: dict[Key, int] = {}
        self._counts = np.zeros(0)
        self._sums = np.zeros((0, PER_FIGURE, len(self.figures)))

    @property
    def keys(self) -> tuple[Key, ...]:
        """Of the groups, in the order in which they came."""
        return tuple(self._rows)

    def add(self, batch: Batch, keys: Sequence[Key | None]) -> None:
        """Add articles to the groups of these keys; one without a key, or without a sentence, is left out."""
        kept = np.array([key is not None for key in keys]) & (batch.sentences > 0)
        if not kept.any():
            return
        chosen = [key for key, is_kept in zip(keys, kept, strict=True) if key is not None and is_kept]
        rows = np.array([self._rows.setdefault(key, len(self._rows)) for key in chosen])
        self._grow()
        group = csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(len(self._rows), len(rows)))
        terms = self._terms(batch.means[kept], batch.sds[kept], batch.sentences[kept].astype(np.float64))
        self._counts += np.asarray(group.sum(axis=1))
        self._sums += np.asarray(group @ terms.reshape(len(rows), -1)).reshape(self._sums.shape)

    def moments(self, groups: Sequence[Sequence[Key]]) -> Moments:
        """The moments of groups, each of which is made of the articles of one key or of several."""
        return Moments.of(*self._gather(groups))

    def moments_of_others(self, groups: Sequence[Sequence[Key]]) -> Moments:
        """For each group, the moments of all articles that are not in it."""
        counts, sums = self._gather(groups)
        return Moments.of(self._counts.sum() - counts, self._sums.sum(axis=0) - sums)

    def _gather(self, groups: Sequence[Sequence[Key]]) -> tuple[FloatArray, FloatArray]:
        counts = np.zeros(len(groups))
        sums = np.zeros((len(groups), PER_FIGURE, len(self.figures)))
        for i, keys in enumerate(groups):
            rows = [self._rows[key] for key in keys if key in self._rows]
            counts[i] = self._counts[rows].sum()
            sums[i] = self._sums[rows].sum(axis=0)
        return counts, sums

    def _grow(self) -> None:
        more = len(self._rows) - len(self._counts)
        if more:
            self._counts = np.concatenate([self._counts, np.zeros(more)])
            self._sums = np.concatenate([self._sums, np.zeros((more, *self._sums.shape[1:]))])

    def _terms(self, means: FloatArray, sds: FloatArray, sentences: FloatArray) -> FloatArray:
        """What each article adds: shape (articles, 4, figures)."""
        terms = np.zeros((len(means), PER_FIGURE, len(self.figures)))
        for i, (figure, error) in enumerate(zip(self.figures, self._errors, strict=True)):
            width = 1.0 - figure.least
            values = (means[:, i] - figure.least) / width
            terms[:, 0, i], terms[:, 1, i] = values, values**2
            if error is not None:
                terms[:, 2, i], terms[:, 3, i] = error.sensitivities(values, sds[:, i] / width, sentences)
        return terms
