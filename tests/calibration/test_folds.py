"""Folds that keep articles whole."""

import numpy as np

from emoprofile.calibration import grouped_folds


def test_folds_keep_articles_whole_and_are_of_a_size() -> None:
    units = [f"a{i}" for i in np.random.default_rng(0).integers(17, size=300)]
    fold = grouped_folds(units, 5)
    assert all(len({k for k, unit in zip(fold, units, strict=True) if unit == one}) == 1 for one in units)
    sizes = np.bincount(fold)
    assert len(sizes) == 5
    assert sizes.max() - sizes.min() <= 20
    assert (grouped_folds(units, 5) == fold).all()
    assert set(grouped_folds(["x", "y", "x"], 5)) == {0, 1}
