"""The error model of graded labels: its likelihood against that of a normal vector, its estimates against the truth."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from emoprofile.calibration import fit_graded_errors
from emoprofile.calibration.graded_likelihood import GradedLikelihood
from emoprofile.data.scores import FloatArray, IntArray

PARAMETERS = np.array([[0.05, -0.3, -1.8, -2.5], [-0.1, 0.2, -1.2, -1.0]])


def simulate(articles: int, sentences: int, labels: int, seed: int) -> tuple[FloatArray, FloatArray, IntArray]:
    """Values and ratings with a slope of .8, an intercept of .05, a sentence error of .12 and article shifts of .06."""
    random = np.random.default_rng(seed)
    units = np.repeat(np.arange(articles), sentences)
    y = random.beta(1, 4, (len(units), labels))
    shifts = 0.06 * random.standard_normal((articles, labels))
    return y, 0.05 + 0.8 * y + shifts[units] + 0.12 * random.standard_normal(y.shape), units


def test_the_likelihood_is_that_of_a_normal_vector_with_a_common_part() -> None:
    y, r, units = simulate(7, 5, 2, 1)
    r[3:9, 0] = np.nan
    found = GradedLikelihood.of(y, r, units)(PARAMETERS)[0]
    for label in range(2):
        a, (b, s, t) = PARAMETERS[label, 0], np.exp(PARAMETERS[label, 1:])
        expected = 0.0
        for unit in range(7):
            here = (units == unit) & ~np.isnan(r[:, label])
            if not here.any():
                continue
            n = int(here.sum())
            law = multivariate_normal(a + b * y[here, label], s**2 * np.eye(n) + t**2)
            expected += law.logpdf(r[here, label])
        assert found[label] == pytest.approx(expected, abs=1e-8)


def test_gradient_and_hessian_are_the_slopes_of_the_likelihood() -> None:
    y, r, units = simulate(9, 6, 2, 2)
    r[:4, 1] = np.nan
    likelihood = GradedLikelihood.of(y, r, units)
    _, gradient, hessian = likelihood(PARAMETERS)
    for i, step in enumerate(np.eye(4) * 1e-5):
        up, down = likelihood(PARAMETERS + step), likelihood(PARAMETERS - step)
        np.testing.assert_allclose(gradient[:, i], (up[0] - down[0]) / 2e-5, rtol=1e-5, atol=1e-4)
        np.testing.assert_allclose(hessian[:, i], (up[1] - down[1]) / 2e-5, rtol=1e-3, atol=1e-2)


def test_known_parameters_are_found() -> None:
    for error in fit_graded_errors(*simulate(150, 20, 3, 3)).labels:
        assert error.slope == pytest.approx(0.8, abs=0.04)
        assert error.intercept == pytest.approx(0.05, abs=0.02)
        assert error.sentence == pytest.approx(0.12, abs=0.01)
        assert error.article == pytest.approx(0.06, abs=0.015)


def test_the_offset_is_the_scatter_of_the_line_at_the_mean_value() -> None:
    lines, said = [], []
    for seed in range(60):
        y, r, units = simulate(12, 10, 1, 100 + seed)
        [error] = fit_graded_errors(y, r, units).labels
        lines.append(error.intercept + error.slope * 0.2)
        said.append(error.offset)
    assert np.mean(said) == pytest.approx(np.std(lines), rel=0.35)


def test_sentences_without_a_rating_change_nothing() -> None:
    y, r, units = simulate(30, 8, 2, 5)
    more_y = np.concatenate([y, np.full((6, 2), 0.9)])
    more_r = np.concatenate([r, np.full((6, 2), np.nan)])
    more = fit_graded_errors(more_y, more_r, np.concatenate([units, np.arange(6) + 100]))
    for one, other in zip(fit_graded_errors(y, r, units).labels, more.labels, strict=True):
        assert one.model_dump() == pytest.approx(other.model_dump(), abs=1e-6)


def test_a_label_with_few_ratings_is_drawn_to_the_others() -> None:
    y, r, units = simulate(60, 10, 6, 6)
    r[:, 5] = 0.5 - 0.3 * y[:, 5]
    r[8:, 5] = np.nan
    found = fit_graded_errors(y, r, units)
    assert found.labels[5].offset > 2 * found.labels[0].offset
    assert found.labels[5].slope > 0.4
