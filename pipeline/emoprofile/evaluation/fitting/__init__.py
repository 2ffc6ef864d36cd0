"""Everything in a model spec that is fitted on labelled sentences: calibration, thresholds, group rules, valence."""

from emoprofile.evaluation.fitting.folds import grouped_folds
from emoprofile.evaluation.fitting.spec import fitted_spec, group_gold
from emoprofile.evaluation.fitting.thresholds import expected_f1_thresholds

__all__ = ["expected_f1_thresholds", "fitted_spec", "group_gold", "grouped_folds"]
