"""Figures of an evaluation, as plain array functions with intervals; `modules` offers them to `evaluate`."""

from emoprofile.evaluation.metrics.arcs import ArcFit, ArcQuality, arc_quality
from emoprofile.evaluation.metrics.article import (
    ArticleQuality,
    ProfileDistance,
    article_quality,
    dominant_accuracy,
    interval_coverage,
    mean_agreement,
    profile_distance,
)
from emoprofile.evaluation.metrics.calibration import (
    Calibration,
    CalibrationQuality,
    ReliabilityBin,
    brier_score,
    calibration_error,
    calibration_quality,
    log_loss,
    reliability,
)
from emoprofile.evaluation.metrics.correlation import Agreement, agreement
from emoprofile.evaluation.metrics.measure import (
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
from emoprofile.evaluation.metrics.resampling import Resamples
from emoprofile.evaluation.metrics.sentence import (
    LabelMetrics,
    LabelQuality,
    Rates,
    SentenceMetrics,
    SentenceQuality,
    sentence_metrics,
    sentence_quality,
)

__all__ = [
    "Agreement",
    "ArcFit",
    "ArcQuality",
    "ArticleQuality",
    "BoolArray",
    "Calibration",
    "CalibrationQuality",
    "LabelMetrics",
    "LabelQuality",
    "Measure",
    "ProfileDistance",
    "Rates",
    "ReliabilityBin",
    "Resamples",
    "SentenceMetrics",
    "SentenceQuality",
    "absent",
    "agreement",
    "arc_quality",
    "article_quality",
    "brier_score",
    "calibration_error",
    "calibration_quality",
    "difference",
    "differences",
    "dominant_accuracy",
    "flattened",
    "interval_coverage",
    "log_loss",
    "mean_agreement",
    "mean_of",
    "measured",
    "plain",
    "profile_distance",
    "reliability",
    "sentence_metrics",
    "sentence_quality",
]
