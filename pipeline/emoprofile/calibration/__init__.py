"""Everything in a model spec that is fitted on labelled sentences: calibration, thresholds, group rules, valence."""

from emoprofile.calibration.folds import grouped_folds
from emoprofile.calibration.spec_fitting import fitted_spec, group_gold
from emoprofile.calibration.thresholds import expected_f1_thresholds

__all__ = ["expected_f1_thresholds", "fitted_spec", "group_gold", "grouped_folds"]
