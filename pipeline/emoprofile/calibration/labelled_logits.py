"""The data that a spec is fitted on: raw logits of sentences, with their labels or ratings."""

from dataclasses import dataclass

import numpy as np

from emoprofile.config import ModelSpec
from emoprofile.data import ScoreMatrix
from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.errors import InvalidValueError
from emoprofile.labels import Vocabulary, bridge, list_groupings
from emoprofile.labels import find_vocabulary as vocabulary_of
from emoprofile.metrics import BoolArray
from emoprofile.score.outputs import calibrate
from emoprofile.score.readings import score_matrix


@dataclass(frozen=True, slots=True, eq=False)
class LabelledLogits:
    """Sentences that carry labels or not.

    Attributes:
        name: Of the data, for provenance.
        raw: Shape (n, outputs), columns as `spec.outputs`.
        given: Shape (n, labels): whether each sentence carries each label.
        vocabulary: The labels that could be given, the columns of `given`: all of a vocabulary, or some.
        units: Shape (n,): the article of each sentence.

    Raises:
        InvalidValueError: If the shapes do not fit together, or there is no sentence.
    """

    name: str
    raw: FloatArray
    given: BoolArray
    vocabulary: Vocabulary
    units: IntArray

    def __post_init__(self) -> None:
        _check_rows(self.name, self.raw, self.given, self.units, len(self.vocabulary.labels))

    def select(self, index: BoolArray) -> "LabelledLogits":
        """Some of the sentences."""
        return LabelledLogits(self.name, self.raw[index], self.given[index], self.vocabulary, self.units[index])

    def truth(self, target: Vocabulary) -> dict[str, BoolArray]:
        """Which sentences carry each label of a vocabulary, shape (n,); labels of which this is not known are left out.

        A label of a coarser vocabulary is known if all labels that it takes together could be given.
        """
        names, own = self.vocabulary.labels, self.vocabulary.name
        if target.name == own:
            return {label: self.given[:, names.index(label)] for label in target.labels if label in names}
        if target.name not in list_groupings(own):
            return {}
        members = bridge(vocabulary_of(own), target.name).members
        return {
            group: np.asarray(self.given[:, [names.index(label) for label in members[group]]].any(axis=1))
            for group in target.labels
            if group in members and set(members[group]) <= set(names)
        }


@dataclass(frozen=True, slots=True, eq=False)
class RatedLogits:
    """Sentences with graded ratings.

    Attributes:
        name: Of the data, for provenance.
        raw: Shape (n, outputs), columns as `spec.outputs`.
        ratings: Per label, `evoked:fear` or `dimension:valence`: shape (n,), on the scale of the figure, nan where
            nobody rated.
        units: Shape (n,): the article of each sentence.

    Raises:
        InvalidValueError: If the shapes do not fit together, or there is no sentence.
    """

    name: str
    raw: FloatArray
    ratings: dict[str, FloatArray]
    units: IntArray

    def __post_init__(self) -> None:
        table = np.column_stack([*self.ratings.values()]) if self.ratings else np.empty((len(self.raw), 0))
        _check_rows(self.name, self.raw, table, self.units, len(self.ratings))

    def select(self, index: BoolArray) -> "RatedLogits":
        """Some of the sentences."""
        ratings = {name: values[index] for name, values in self.ratings.items()}
        return RatedLogits(self.name, self.raw[index], ratings, self.units[index])


@dataclass(frozen=True, slots=True, eq=False)
class BaselineLogits:
    """Unemotional sentences.

    Attributes:
        name: Of the text, for provenance.
        raw: Shape (n, outputs).
    """

    name: str
    raw: FloatArray


def scores_of(spec: ModelSpec, raw: FloatArray) -> ScoreMatrix:
    """Compute the scores of raw logits under a spec: shape (n, outputs)."""
    ones = np.ones(len(raw), np.int64)
    return score_matrix(spec, calibrate(spec, raw), ones, ones)


def _check_rows(name: str, raw: FloatArray, table: FloatArray | BoolArray, units: IntArray, width: int) -> None:
    if not len(raw) == len(table) == len(units) or table.shape[1:] != (width,):
        raise InvalidValueError(
            f"{name}: logits of shape {raw.shape}, labels of shape {table.shape} for {width} labels and {len(units)} "
            "articles do not fit together; each sentence needs a row of logits, a row of labels and its article"
        )
    if not len(raw):
        raise InvalidValueError(f"{name}: there is no sentence in it")
