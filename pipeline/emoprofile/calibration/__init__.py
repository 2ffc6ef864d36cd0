"""Fits the numbers of a model spec: calibration, thresholds, error models, baselines, reliability."""

from emoprofile.calibration.domain_fitting import fit_domain, group_gold
from emoprofile.calibration.event_error import fit_event_errors
from emoprofile.calibration.fit_spec import FittedSpec, fit_spec
from emoprofile.calibration.folds import grouped_folds
from emoprofile.calibration.graded_error import fit_graded_errors
from emoprofile.calibration.labelled_logits import BaselineLogits, LabelledLogits, RatedLogits, scores_of
from emoprofile.calibration.thresholds import expected_f1_thresholds

__all__ = [
    "BaselineLogits",
    "FittedSpec",
    "LabelledLogits",
    "RatedLogits",
    "expected_f1_thresholds",
    "fit_domain",
    "fit_event_errors",
    "fit_graded_errors",
    "fit_spec",
    "group_gold",
    "grouped_folds",
    "scores_of",
]
