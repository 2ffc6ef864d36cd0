"""Figures of an evaluation, as plain array functions with intervals; `modules` offers them to `evaluate`."""

from emoprofile.metrics.arcs import ArcFit, ArcQuality, arc_quality
from emoprofile.metrics.correlation import Agreement, agreement
from emoprofile.metrics.documents import (
    ArticleQuality,
    ProfileDistance,
    article_quality,
    leading_accuracy,
    mean_agreement,
    profile_distance,
)
from emoprofile.metrics.graded import GradedFit, GradedQuality, graded_fit, graded_quality, mean_fit
from emoprofile.metrics.intervals import (
    AboveBin,
    AboveQuality,
    IntervalQuality,
    above_quality,
    interval_quality,
    leading_precision,
    worth_counting,
)
from emoprofile.metrics.measure import (
    BoolArray,
    Measure,
    absent,
    difference,
    differences,
    flattened,
    mean_of,
    measured,
    plain,
)
from emoprofile.metrics.probabilities import (
    Calibration,
    CalibrationQuality,
    ReliabilityBin,
    brier_score,
    calibration_error,
    calibration_quality,
    log_loss,
    reliability,
)
from emoprofile.metrics.resampling import Resamples, mean_of_rows
from emoprofile.metrics.sentences import (
    LabelQuality,
    Rates,
    SentenceQuality,
    sentence_quality,
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
    "above_quality",
    "absent",
    "agreement",
    "arc_quality",
    "article_quality",
    "brier_score",
    "calibration_error",
    "calibration_quality",
    "difference",
    "differences",
    "flattened",
    "graded_fit",
    "graded_quality",
    "interval_quality",
    "leading_accuracy",
    "leading_precision",
    "log_loss",
    "mean_agreement",
    "mean_fit",
    "mean_of",
    "mean_of_rows",
    "measured",
    "plain",
    "profile_distance",
    "reliability",
    "sentence_quality",
    "worth_counting",
]
