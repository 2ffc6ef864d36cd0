"""Intervals of groups hold the truth as often as they say, and what all articles share is treated as shared."""

from math import sqrt

import numpy as np
import pytest
from scipy.stats import t as student
from tests.compare.simulated import FIGURES, World, cover

from emoprofile.compare.intervals import CONFIDENCE, difference_intervals, mean_intervals
from emoprofile.compare.model_error import CommonOffset
from emoprofile.compare.sums import Moments
from emoprofile.config.error import GradedError


def moments(means: list[float], *, articles: float = 50, spread: float = 0.1, level: float = 1.0) -> Moments:
    """Groups of one figure."""
    shape = (len(means), 1)
    return Moments(
        counts=np.full(len(means), articles),
        means=np.array(means)[:, None],
        variances=np.full(shape, spread**2),
        levels=np.full(shape, level),
        tilts=np.zeros(shape),
    )


def covariance(sd: float) -> np.ndarray:
    return np.array([[[sd**2, 0.0], [0.0, 0.0]]])


@pytest.mark.parametrize(("centres", "articles"), [((-3.0, -2.0), (40, 40)), ((-2.0, -2.0), (12, 60))])
def test_intervals_hold_the_truth_as_often_as_they_say(centres: tuple[float, float], articles: tuple[int, int]) -> None:
    found = list(cover(np.random.default_rng(11), 40, centres, articles))
    means = np.array([each[0] for each in found])
    differences = np.array([each[1] for each in found])
    # 40 worlds of four labels: the share lies within two standard errors of what is promised.
    assert abs(differences.mean() - CONFIDENCE) < 2 * sqrt(0.9 * 0.1 / differences.size)
    assert abs(means.mean() - CONFIDENCE) < 2 * sqrt(0.9 * 0.1 / differences.size)


def test_intervals_without_the_error_of_the_model_are_too_narrow() -> None:
    random = np.random.default_rng(12)
    held = []
    for _ in range(20):
        world = World.make(random)
        batch = world.profiles(random, -2.5, 200)
        found = world.sums([batch]).moments([[0]])
        low, high = mean_intervals(found, np.zeros((len(FIGURES), 2, 2)))
        truth = world.true_share(-2.5)
        held.append((low[0] <= truth) & (truth <= high[0]))
    assert np.mean(held) < 0.7


def test_what_moves_both_groups_alike_cancels_in_their_difference() -> None:
    both, pair = moments([0.45, 0.55]), np.array([[0, 1]])
    alone = difference_intervals(both, covariance(0.0), pair, tests=1)
    shared = difference_intervals(both, covariance(0.2), pair, tests=1)
    # On the scale of log-odds both move alike; the difference of shares moves a little, by the bend of that scale.
    assert (shared[1] - shared[0])[0, 0] < 1.3 * (alone[1] - alone[0])[0, 0]
    assert shared[0][0, 0] > 0
    wide = mean_intervals(both, covariance(0.2))
    assert (wide[1] - wide[0])[0, 0] > 5 * (alone[1] - alone[0])[0, 0]


def test_an_error_that_scales_both_groups_never_turns_their_order_around() -> None:
    # Ten times as much in one group: whatever the intercept is, it stays the larger.
    both = Moments(
        np.full(2, 1e6),
        np.array([[0.01], [0.1]]),
        np.full((2, 1), 1e-4),
        np.array([[0.0099], [0.09]]),
        np.zeros((2, 1)),
    )
    low, high = difference_intervals(both, covariance(1.0), np.array([[0, 1]]), tests=1)
    assert 0 < low[0, 0] < 0.05 < 0.2 < high[0, 0]


def test_more_differences_have_wider_intervals() -> None:
    both, pair = moments([0.4, 0.6], spread=0.01), np.array([[0, 1]])
    widths = []
    for tests in (1, 10, 100, 1000):
        low, high = difference_intervals(both, covariance(0.0), pair, tests)
        widths.append(float((high - low)[0, 0]))
    assert widths == sorted(widths)
    expected = student.ppf([0.95, 0.995, 0.9995, 0.99995], 98) / student.ppf(0.95, 98)
    assert np.array(widths) / widths[0] == pytest.approx(expected, rel=0.05)


def test_figures_at_the_ends_of_their_range_have_intervals_inside() -> None:
    low, high = mean_intervals(moments([0.0, 1.0], spread=0.0), covariance(0.1))
    assert ((low >= 0) & (low <= high) & (high <= 1)).all()


def test_an_offset_moves_every_article_by_as_much() -> None:
    offset = CommonOffset(GradedError(sentence=0.1, article=0.1, offset=0.05), 2.0)
    level, tilt = offset.sensitivities(np.array([0.5, 0.0]), np.array([0.1, 0.0]), np.array([9.0, 9.0]))
    assert level.tolist() == [1.0, 0.0]
    assert tilt.tolist() == [0.0, 0.0]
    assert offset.covariance[0, 0] == pytest.approx(0.025**2)
