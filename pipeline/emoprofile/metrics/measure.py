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
        interval: Its 90 % bootstrap interval; None if nothing was resampled, or too few resamples define the figure.
        missing: The reason why there is no value; empty if there is one.
        replicates: Shape (replicates,): the figure in each resample, nan if the resample does not define it. In all
            measures from the same `Resamples`, the same position is the same resample, so that differences are paired.
            Replicates are not written to files.

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
    """Make the measure of a figure.

    Args:
        value: The figure; nan if the data do not define it.
        replicates: Shape (replicates,): the figure in each resample.
        missing: The reason why there is no value; empty if there is one.
    """
    if missing or np.isnan(value):
        return Measure(None, missing=missing or "the data do not define it")
    return Measure(float(value), None if replicates is None else percentiles(replicates), replicates=replicates)


def make_missing(missing: str) -> Measure:
    """Make the measure of a figure that the data do not define, with the reason."""
    return Measure(None, missing=missing)


def average_measures(measures: Sequence[Measure]) -> Measure:
    """Average the measures that have a value; in each resample, those that have a value in it."""
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
        replicates: Shape (replicates,); nan are left out.
        tests: The number of intervals that shall hold at the same time (Bonferroni).
    """
    defined = replicates[~np.isnan(replicates)]
    if not len(defined) or 2 * len(defined) < len(replicates):
        return None
    tail = (1 - CONFIDENCE) / (2 * tests)
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)


def subtract(one: Measure, other: Measure) -> Measure:
    """Subtract `one` from `other`, with the interval of the paired bootstrap if both have the same `Resamples`.

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
    """List all measures in a tree of dataclasses and mappings by dotted path, such as `labels.joy.rates.f1`."""
    return dict(_walk(figures, ""))


def subtract_all(one: Any, other: Any) -> dict[str, Measure]:
    """Subtract each measure of `one` from that of `other` with the same dotted path, paired."""
    left, right = flatten(one), flatten(other)
    return {path: subtract(left[path], right[path]) for path in left if path in right}


def to_plain(figures: Any) -> Any:
    """Convert a tree of dataclasses, mappings, sequences and measures to plain JSON values."""
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
