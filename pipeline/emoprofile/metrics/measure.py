"""A figure with its uncertainty: a number and its interval, or no number and the reason why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError

BoolArray = NDArray[np.bool_]
CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of an evaluation.

    Attributes:
        value: The figure; None where the data do not define it.
        interval: Its 90 % bootstrap interval; None where nothing was resampled, or too few resamples define it.
        missing: Why there is no value; empty where there is one.
        replicates: Shape (replicates,): the figure in each resample, nan where that does not define it. The same place
            is the same draw in all measures made with the same `Resamples`: a difference of two is then paired. Not
            written out.

    Raises:
        InvalidValueError: If there is neither a finite value nor a reason, or both.
    """

    value: float | None
    interval: tuple[float, float] | None = None
    missing: str = ""
    replicates: FloatArray | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.missing):
            raise InvalidValueError(
                f"a measure has a value or a reason why there is none; seen {self.value!r} and {self.missing!r}"
            )
        if self.value is not None and not np.isfinite(self.value):
            raise InvalidValueError(f"a measure is finite; seen {self.value}. Give None and the reason instead")
        if self.value is None and self.interval is not None:
            raise InvalidValueError(f"a measure without a value has no interval; seen {self.interval}")

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values: `value`, `interval` and `missing`, always all three."""
        return {"value": self.value, "interval": self.interval and list(self.interval), "missing": self.missing}


def make_measure(value: float, replicates: FloatArray | None = None, missing: str = "") -> Measure:
    """The measure of a figure.

    Args:
        value: The figure; nan where the data do not define it.
        replicates: Shape (replicates,): the figure in each resample.
        missing: Why there is no value, if there is none.
    """
    if missing or np.isnan(value):
        return Measure(None, missing=missing or "the data do not define it")
    return Measure(float(value), None if replicates is None else percentiles(replicates), replicates=replicates)


def make_missing(missing: str) -> Measure:
    """The measure of a figure that the data do not define, for this reason."""
    return Measure(None, missing=missing)


def average_measures(measures: Sequence[Measure]) -> Measure:
    """The plain mean over those that have a value; in each resample, over those that have one there."""
    kept = [measure for measure in measures if measure.value is not None]
    if not kept:
        return make_missing(measures[0].missing if measures else "there is no label")
    value = float(np.mean([measure.value for measure in kept]))
    replicates = [measure.replicates for measure in kept if measure.replicates is not None]
    if len(replicates) < len(kept):
        return make_measure(value)
    table = np.array(replicates)
    defined = ~np.isnan(table)
    counts = defined.sum(axis=0)
    return make_measure(
        value, np.where(counts > 0, np.where(defined, table, 0).sum(axis=0) / np.maximum(counts, 1), np.nan)
    )


def percentiles(replicates: FloatArray, tests: int = 1) -> tuple[float, float] | None:
    """The 90 % percentile interval (Efron, 1979); None if more than half of the resamples do not define the figure.

    Args:
        replicates: Shape (replicates,); those that are nan are left out.
        tests: How many intervals are to hold together (Bonferroni).
    """
    defined = replicates[~np.isnan(replicates)]
    if not len(defined) or 2 * len(defined) < len(replicates):
        return None
    tail = (1 - CONFIDENCE) / (2 * tests)
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)


def subtract(one: Measure, other: Measure) -> Measure:
    """`other` minus `one`, with the interval of the paired bootstrap if both were made with the same `Resamples`.

    Raises:
        InvalidValueError: If they were made with different numbers of resamples.
    """
    for side in (one, other):
        if side.missing:
            return make_missing(side.missing)
    assert one.value is not None
    assert other.value is not None
    if one.replicates is None or other.replicates is None:
        return make_measure(other.value - one.value)
    if one.replicates.shape != other.replicates.shape:
        raise InvalidValueError(
            f"{len(one.replicates)} and {len(other.replicates)} resamples cannot be paired. "
            "Make both measures with the same Resamples"
        )
    return make_measure(other.value - one.value, other.replicates - one.replicates)


def flatten(figures: Any) -> dict[str, Measure]:
    """Every measure in a tree of dataclasses and mappings, by its dotted path, such as `labels.joy.rates.f1`."""
    return dict(_walk(figures, ""))


def subtract_all(one: Any, other: Any) -> dict[str, Measure]:
    """Of each measure that both trees hold, by its dotted path: `other` minus `one`, paired."""
    left, right = flatten(one), flatten(other)
    return {path: subtract(left[path], right[path]) for path in left if path in right}


def to_plain(figures: Any) -> Any:
    """A tree of dataclasses, mappings, sequences and measures as plain JSON values."""
    if isinstance(figures, Measure):
        return figures.to_dict()
    if is_dataclass(figures):
        return {part.name: to_plain(getattr(figures, part.name)) for part in fields(figures)}
    if isinstance(figures, Mapping):
        return {name: to_plain(value) for name, value in figures.items()}
    if isinstance(figures, tuple | list):
        return [to_plain(value) for value in figures]
    return figures


def _walk(figures: Any, path: str) -> list[tuple[str, Measure]]:
    if isinstance(figures, Measure):
        return [(path, figures)]
    parts: Mapping[str, Any] = {}
    if is_dataclass(figures):
        parts = {part.name: getattr(figures, part.name) for part in fields(figures)}
    elif isinstance(figures, Mapping):
        parts = figures
    return [pair for name, part in parts.items() for pair in _walk(part, f"{path}.{name}" if path else name)]
