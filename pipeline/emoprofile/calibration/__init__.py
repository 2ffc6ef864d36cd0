"""Everything in a model spec that is fitted: calibration, thresholds, error models, baselines, reliability."""

from emoprofile.calibration.domain_fitting import fit_domain, group_gold
from emoprofile.calibration.folds import grouped_folds
from emoprofile.calibration.thresholds import expected_f1_thresholds

__all__ = ["expected_f1_thresholds", "fit_domain", "group_gold", "grouped_folds"]
