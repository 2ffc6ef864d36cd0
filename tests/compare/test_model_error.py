"""What all articles share of the error of a label, from profiles as written: as in the draws that they came from."""

import numpy as np
import pytest
from tests.compare.simulated import DRAWS, LABELS, World

from emoprofile.aggregate import draw_parameters
from emoprofile.compare import open_profiles
from emoprofile.compare.model_error import CommonEvent, CommonOffset, find_common_errors
from emoprofile.config import ModelSpec
from emoprofile.config.error import EventError
from emoprofile.data import EventErrors


@pytest.mark.parametrize("centre", [-4.0, -1.0])
def test_a_group_moves_with_intercept_and_slope_as_its_draws_do(centre: float) -> None:
    random = np.random.default_rng(int(-centre))
    world = World.make(random, centre)
    errors = EventErrors(
        slope=np.array([each.slope for each in world.fitted]),
        intercept=np.array([each.intercept for each in world.fitted]),
        covariance=np.array([each.covariance for each in world.fitted]),
        tau=np.array([each.tau for each in world.fitted]),
        origin="fitted",
    )
    batch, draws = world.profiles_with_draws(random, centre, 200)
    intercepts, slopes = draw_parameters("v", LABELS, errors, DRAWS)
    for i, error in enumerate(world.fitted):
        real = draws[:, i].mean(axis=0)
        level, tilt = CommonEvent(error).sensitivities(
            batch.means[:, i], batch.sds[:, i], batch.sentences.astype(float)
        )
        moved = level.mean() * (intercepts[i] - error.intercept) + tilt.mean() * (slopes[i] - error.slope)
        # Most of what moves the mean of 200 articles is what they share.
        assert np.corrcoef(moved, real)[0, 1] > 0.9
        assert np.polyfit(moved, real - real.mean(), 1)[0] == pytest.approx(1.0, abs=0.2)


def test_articles_of_sure_sentences_move_less_than_articles_of_unsure_ones() -> None:
    error = CommonEvent(EventError(slope=1.0, intercept=0.0, covariance=((0.2, 0.0), (0.0, 0.0)), tau=0.5))
    means, sentences = np.array([0.3, 0.3]), np.array([30.0, 30.0])
    unsure = np.sqrt(0.21 / 30 + 0.21**2 * (0.5**2 + 0.2))
    (more, less), _ = error.sensitivities(means, np.array([unsure, unsure / 3]), sentences)
    assert more == pytest.approx(0.21, rel=0.05)
    assert less < 0.06


def test_nothing_is_shared_where_nothing_is_uncertain() -> None:
    error = CommonEvent(EventError(slope=1.0, intercept=0.0, covariance=((0.2, 0.0), (0.0, 0.1)), tau=0.5))
    level, tilt = error.sensitivities(np.array([0.0, 1.0, 0.4]), np.zeros(3), np.array([1.0, 9.0, 9.0]))
    assert level == pytest.approx(np.zeros(3))
    assert tilt == pytest.approx(np.zeros(3))


def test_the_share_without_a_label_moves_the_other_way() -> None:
    error = EventError(slope=0.9, intercept=-0.3, covariance=((0.2, 0.0), (0.0, 0.1)), tau=0.5)
    means, sds, sentences = np.array([0.3]), np.array([0.1]), np.array([20.0])
    with_it = CommonEvent(error).sensitivities(means, sds, sentences)
    without = CommonEvent(error, -1.0).sensitivities(1 - means, sds, sentences)
    assert [-each for each in without] == [pytest.approx(each) for each in with_it]


def test_every_figure_of_a_profile_has_its_error(tiny_spec: ModelSpec, corpus: dict[str, str]) -> None:
    contents, _ = open_profiles([corpus["jsonl"]])
    found = find_common_errors(tiny_spec, contents)
    assert set(found) == set(contents.figures)
    emotional, neutral = found["expressed.emotional"], found["expressed.neutral"]
    assert isinstance(emotional, CommonEvent)
    assert isinstance(neutral, CommonEvent)
    assert (emotional.error, emotional.sign, neutral.sign) == (neutral.error, -1.0, 1.0)
    assert isinstance(found["valence"], CommonOffset)
    assert found["valence"].width == 2.0
