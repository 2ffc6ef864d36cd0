"""The figures of an evaluation: functions of arrays, with intervals. `evaluate_modules` wraps them for `evaluate`."""

from emoprofile.metrics.arcs import ArcFit, ArcQuality, measure_arcs
from emoprofile.metrics.correlation import Agreement, measure_agreement
from emoprofile.metrics.documents import (
    ArticleQuality,
    ProfileDistance,
    average_agreement,
    leading_accuracy,
    measure_articles,
    measure_distance,
)
from emoprofile.metrics.graded import GradedFit, GradedQuality, average_fits, measure_fit, measure_ratings
from emoprofile.metrics.intervals import (
    AboveBin,
    AboveQuality,
    IntervalQuality,
    is_worth_counting,
    leading_precision,
    measure_above,
    measure_coverage,
)
from emoprofile.metrics.measure import (
    BoolArray,
    Measure,
    average_measures,
    flatten,
    make_measure,
    make_missing,
    subtract,
    subtract_all,
    to_plain,
)
from emoprofile.metrics.probabilities import (
    Calibration,
    CalibrationQuality,
    ReliabilityBin,
    bin_reliability,
    brier_score,
    calibration_error,
    log_loss,
    measure_calibration,
)
from emoprofile.metrics.resampling import Resamples, average_rows
from emoprofile.metrics.sentences import (
    LabelQuality,
    Rates,
    SentenceQuality,
    measure_sentences,
)

__all__ = [
    "AboveBin",
    "AboveQuality",
    "Agreement",
    "ArcFit",
    "ArcQuality",
    "ArticleQuality",
    "BoolArray",
    "Calibration",
    "CalibrationQuality",
    "GradedFit",
    "GradedQuality",
    "IntervalQuality",
    "LabelQuality",
    "Measure",
    "ProfileDistance",
    "Rates",
    "ReliabilityBin",
    "Resamples",
    "SentenceQuality",
    "average_agreement",
    "average_fits",
    "average_measures",
    "average_rows",
    "bin_reliability",
    "brier_score",
    "calibration_error",
    "flatten",
    "is_worth_counting",
    "leading_accuracy",
    "leading_precision",
    "log_loss",
    "make_measure",
    "make_missing",
    "measure_above",
    "measure_agreement",
    "measure_arcs",
    "measure_articles",
    "measure_calibration",
    "measure_coverage",
    "measure_distance",
    "measure_fit",
    "measure_ratings",
    "measure_sentences",
    "subtract",
    "subtract_all",
    "to_plain",
]
