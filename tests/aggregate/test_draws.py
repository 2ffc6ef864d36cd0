"""The draws: what they are made of, what they share, and how often their intervals hold the truth."""

import numpy as np
import pytest
from scipy.special import expit
from tests.aggregate.samples import (
    AGGREGATOR,
    event_errors,
    events,
    graded,
    matrix,
    profiled,
    random_matrix,
    segmentation,
)

from emoprofile.aggregate.draws import Draws, draw, quantiles
from emoprofile.aggregate.seeds import draw_common_normals, seed_article
from emoprofile.data import Document, EventScores, GradedErrors, Scored, ScoreMatrix

SEED = bytes(range(32))


def drawn(scores: ScoreMatrix, seed: bytes = SEED, count: int = 999) -> Draws:
    n = len(scores)
    return draw(scores, np.full((1, n), 1 / n), count, seed)


def test_the_interval_lies_on_draws_and_holds_nine_tenths_of_them() -> None:
    values = np.random.default_rng(0).permutation(999).astype(float)
    low, high = quantiles(values)
    assert (float(low), float(high)) == (49, 949)  # the 50th from below and from above
    assert ((values > low) & (values < high)).mean() == pytest.approx(0.9, abs=0.002)


def test_voices_add_up_to_the_whole_in_every_draw_before_clipping() -> None:
    random = np.random.default_rng(1)
    scores = random_matrix(15, random)
    shares = random.dirichlet([1, 1, 1])
    voices = random.dirichlet(np.ones(15), 3)
    found = draw(scores, np.concatenate([(shares @ voices)[None], voices]), 99, SEED)
    for sample in (found.expressed, *found.groups.values(), found.evoked, found.dimensions):
        assert sample is not None
        np.testing.assert_allclose(np.tensordot(shares, sample.sums[1:], 1), sample.sums[0], atol=1e-9)


def test_the_article_is_drawn_alike_whatever_its_voices_are() -> None:
    scores, n = random_matrix(9, np.random.default_rng(2)), 9
    w = np.full((1, n), 1 / n)
    more = np.concatenate([w, np.random.default_rng(3).dirichlet(np.ones(n), 2)])
    alone, among = draw(scores, w, 99, SEED), draw(scores, more, 99, SEED)
    assert alone.expressed
    assert among.expressed
    np.testing.assert_allclose(alone.expressed.sums[0], among.expressed.sums[0], atol=1e-12)


def test_answers_have_the_mean_and_the_spread_of_their_formula() -> None:
    p = np.array([[0.2, 0.6, 0.01, 0.5], [0.4, 0.9, 0.02, 0.5]])
    sample = drawn(matrix(events(p)), count=99_999).expressed
    assert sample is not None
    np.testing.assert_allclose(sample.sums[0].mean(axis=1), p.mean(axis=0), atol=0.005)
    np.testing.assert_allclose(sample.sums[0].var(axis=1), (p * (1 - p)).sum(axis=0) / 4, atol=0.002)


def test_the_mean_of_the_draws_is_the_prevalence() -> None:
    scores = random_matrix(6, np.random.default_rng(8)).expressed
    assert scores is not None
    known = events(expit(scores.logits), errors=event_errors(4, tau=np.array([0.2, 0.7, 1.5, 3.0])))
    sample = drawn(matrix(known), count=49_999).expressed
    assert sample is not None
    np.testing.assert_allclose(sample.sums[0].mean(axis=1), known.values.mean(axis=0), atol=0.01)


def test_exclusive_answers_are_one_per_sentence() -> None:
    scores = random_matrix(7, np.random.default_rng(4), kind="exclusive")
    sample = drawn(scores).expressed
    assert sample is not None
    np.testing.assert_allclose(sample.sums[0].sum(axis=0), 1, atol=1e-9)


def test_graded_draws_have_the_spread_of_their_formula() -> None:
    y = np.random.default_rng(5).random((8, 2))
    errors = GradedErrors(np.array([0.4, 0.0]), np.array([0.1, 0.3]), np.array([0.05, 0.2]), "fitted")
    w = np.random.default_rng(6).dirichlet(np.ones(8))
    sample = draw(matrix(None, graded(y, errors=errors)), w[None], 99_999, SEED).evoked
    assert sample is not None
    np.testing.assert_allclose(sample.sums[0].mean(axis=1), w @ y, atol=0.005)
    expected = errors.offset**2 + errors.article**2 + errors.sentence**2 * (w**2).sum()
    np.testing.assert_allclose(sample.sums[0].var(axis=1), expected, rtol=0.02)


def test_what_all_articles_share_is_the_same_in_every_article() -> None:
    errors = event_errors(4, covariance=np.tile(np.diag([0.5, 0.0]), (4, 1, 1)))
    p = np.full((400, 4), 0.3)
    samples = [drawn(matrix(events(p, errors=errors)), bytes([i] * 32)).expressed for i in range(2)]
    one, other = (sample.sums[0, 0] for sample in samples if sample)
    assert np.corrcoef(one, other)[0, 1] > 0.9
    assert (one != other).any()


def test_the_common_draws_are_exact_and_belong_to_a_label_by_name() -> None:
    normals = draw_common_normals("v", ("joy", "fear"), 999, 2)
    np.testing.assert_allclose(normals.mean(axis=2), 0, atol=1e-12)
    np.testing.assert_allclose(normals @ normals.transpose(0, 2, 1) / 999, np.tile(np.eye(2), (2, 1, 1)), atol=1e-9)
    np.testing.assert_array_equal(draw_common_normals("v", ("fear",), 999, 2)[0], normals[1])


def test_the_seed_is_the_content_and_the_id() -> None:
    seeds = {seed_article(Document(name, text)) for name in ("a", "b") for text in ("x", "y")}
    assert len(seeds) == 4
    assert seed_article(Document("a", "x", {"title": "t"})) in seeds


def test_long_articles_are_drawn_in_parts() -> None:
    scores = random_matrix(3000, np.random.default_rng(7))
    sample = drawn(scores).expressed
    assert sample is not None
    assert scores.expressed is not None
    flat = event_errors(4)
    exact = drawn(matrix(events(np.full((3000, 4), 0.2), errors=flat))).expressed
    assert exact is not None
    assert exact.sums[0].std(axis=1) == pytest.approx(np.full(4, (0.16 / 3000) ** 0.5), rel=0.15)


def test_the_aggregator_gives_the_draws_that_its_figures_are_read_off() -> None:
    scores = random_matrix(10, np.random.default_rng(9))
    scored = Scored(segmentation(10), scores)
    found = AGGREGATOR.draw(scored)
    assert found is not None
    assert found.expressed is not None
    own = profiled(scores).expressed
    assert own is not None
    low, high = quantiles(found.expressed.figures[0, 1])
    assert own.labels["fear"].interval == pytest.approx((float(low), float(high)), abs=1e-12)
    assert AGGREGATOR.draw(Scored(segmentation(0), scores.select(slice(0, 0)))) is None


@pytest.mark.parametrize("n", [1, 2, 5, 40, 400])
@pytest.mark.parametrize("prevalence", [0.01, 0.05, 0.2])
def test_intervals_hold_the_simulated_truth(n: int, prevalence: float) -> None:
    """300 articles whose truth follows the error model; the bound is .88 less three standard errors."""
    random = np.random.default_rng(int(1000 * prevalence) + n)
    held, exact = [], n * prevalence >= 10
    for i in range(100):
        tau = 0.5
        z = random.normal(np.log(prevalence / (1 - prevalence)), 1.0, (n, 3))
        truth = (random.random((n, 3)) < expit(z + tau * random.normal(size=3))).mean(axis=0)
        found = drawn(matrix(_three(z, tau)), i.to_bytes(32, "big"), 199)
        assert found.expressed is not None
        low, high = quantiles(found.expressed.figures[0])
        held.extend((low - 1e-9 <= truth) & (truth <= high + 1e-9))
    assert np.mean(held) >= 0.88 - 3 * (0.9 * 0.1 / 300) ** 0.5
    assert not exact or np.mean(held) <= 0.92 + 3 * (0.9 * 0.1 / 300) ** 0.5


def _three(z: np.ndarray, tau: float) -> EventScores:
    count = z.shape[1]
    return EventScores(
        "v", ("a", "b", "c"), None, "multi-label", z, event_errors(count, tau=np.full(count, tau)), np.zeros(count),
        ("unknown",) * count,
    )  # fmt: skip
