"""Change points: found where a level changes, and false in at most one series of twenty."""

import numpy as np
import pytest

from emoprofile.compare.change_points import _grid, find_changes

SPREAD = 0.1


def series(random: np.random.Generator, counts: np.ndarray, extra: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """The means of bins of articles without a change, and their variances."""
    means = random.normal(0.2, SPREAD / np.sqrt(counts)) + extra * random.standard_normal(len(counts))
    return means, SPREAD**2 / counts


@pytest.mark.parametrize(
    ("counts", "extra"),
    [
        (np.full(12, 30.0), 0.0),
        (np.linspace(5, 200, 24), 0.0),  # a corpus that grows
        (np.full(24, 30.0), 0.05),  # bins that vary by more than their articles explain
        (np.geomspace(1, 300, 36), 0.02),
    ],
)
def test_false_alarms_stay_at_their_level(counts: np.ndarray, extra: float) -> None:
    random = np.random.default_rng(len(counts))
    rounds = 200
    alarms = sum(bool(find_changes(*series(random, counts, extra))) for _ in range(rounds))
    # Of a share of .05, 200 rounds show 17 or more with a probability of 2 %.
    assert alarms <= 17


def test_a_step_is_found_where_it_is() -> None:
    random = np.random.default_rng(1)
    means, variances = series(random, np.full(36, 30.0))
    means[20:] += 0.1
    [(place, p)] = find_changes(means, variances)
    assert place == 20
    assert p <= 0.05


def test_both_ends_of_a_peak_are_found() -> None:
    random = np.random.default_rng(2)
    means, variances = series(random, np.full(60, 30.0))
    means[20:26] += 0.15
    assert [place for place, _ in find_changes(means, variances)] == [20, 26]


def test_one_high_bin_at_the_beginning_is_no_change() -> None:
    values = np.array([10.7, 5.1, 5.9, 6.3, 6.3, 4.8, 8.8, 16.5, 10.7, 15.5, 17.8, 15.8]) / 100
    assert [place for place, _ in find_changes(values, np.full(12, 2e-4))] == [7]


def test_what_cannot_change_does_not() -> None:
    assert find_changes(np.full(30, 0.2), np.full(30, 1e-4)) == []
    assert find_changes(np.array([0.1, 0.9] * 3), np.full(6, 1e-4)) == []
    assert find_changes(np.zeros(0), np.zeros(0)) == []


@pytest.mark.parametrize("count", [8, 9, 40, 400])
def test_segments_leave_two_bins_inside_and_outside(count: int) -> None:
    found = _grid(count)
    lengths = found[:, 1] - found[:, 0]
    assert lengths.min() >= 2
    assert lengths.max() <= count - 2
    assert len(found) < 40 * count
