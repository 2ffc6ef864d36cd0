"""The error model of events: its likelihood against integration, its estimates against what made the data."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm

from emoprofile.calibration import fit_event_errors
from emoprofile.calibration.empirical_bayes import find_modes, fit
from emoprofile.calibration.event_error import PRIOR
from emoprofile.calibration.event_likelihood import EventLikelihood
from emoprofile.data.scores import FloatArray, IntArray
from emoprofile.metrics import BoolArray

PARAMETERS = np.array([[0.3, -0.2, -0.7], [-1.0, 0.4, 0.6], [0.0, 0.0, -2.5]])


def simulate(
    a: FloatArray, b: FloatArray, tau: FloatArray, articles: int, sentences: int, seed: int
) -> tuple[FloatArray, BoolArray, IntArray]:
    """Logits, labels and articles that follow the model exactly; one column per entry of a, b and tau."""
    random = np.random.default_rng(seed)
    units = np.repeat(np.arange(articles, dtype=np.int64), sentences)
    z = random.normal(-1, 2, (len(units), len(a)))
    shifts = tau * random.standard_normal((articles, len(a)))
    return z, random.random(z.shape) < expit(a + b * z + shifts[units]), units


@pytest.mark.parametrize("label", range(3))
def test_the_likelihood_is_that_of_brute_force_integration(label: int) -> None:
    z, y, units = simulate(np.zeros(3), np.ones(3), np.ones(3), 6, 9, 1)
    found = EventLikelihood.of(z, y, units)(PARAMETERS)[0][label]
    a, (b, tau) = PARAMETERS[label, 0], np.exp(PARAMETERS[label, 1:])
    expected = 0.0
    for unit in range(6):
        own, given = z[units == unit, label], y[units == unit, label]

        def density(u: float, own: FloatArray = own, given: FloatArray = given) -> float:
            p = expit(a + b * own + u)
            return float(np.prod(np.where(given, p, 1 - p)) * norm.pdf(u, scale=tau))

        expected += np.log(quad(density, -12 * tau, 12 * tau, points=[0.0], limit=200, epsabs=1e-14)[0])
    assert found == pytest.approx(expected, abs=1e-5)


def test_the_order_of_the_sentences_does_not_matter() -> None:
    z, y, units = simulate(np.zeros(3), np.ones(3), np.ones(3), 6, 9, 1)
    order = np.random.default_rng(0).permutation(len(z))
    one = EventLikelihood.of(z, y, units)(PARAMETERS)
    other = EventLikelihood.of(z[order], y[order], units[order])(PARAMETERS)
    for first, second in zip(one, other, strict=True):
        np.testing.assert_allclose(first, second, atol=1e-9)


def test_gradient_and_hessian_are_the_slopes_of_the_likelihood() -> None:
    z, y, units = simulate(np.zeros(3), np.ones(3), np.ones(3), 30, 8, 2)
    likelihood = EventLikelihood.of(z, y, units)
    _, gradient, hessian = likelihood(PARAMETERS)
    for i, step in enumerate(np.eye(3) * 1e-4):
        up, down = likelihood(PARAMETERS + step), likelihood(PARAMETERS - step)
        np.testing.assert_allclose(gradient[:, i], (up[0] - down[0]) / 2e-4, atol=2e-3)
        np.testing.assert_allclose(hessian[:, i], (up[1] - down[1]) / 2e-4, atol=2e-2)


def test_known_parameters_are_found() -> None:
    a, b, tau = np.array([-0.8, 0.5, 0.0, 0.3]), np.array([0.6, 1.4, 1.0, 0.8]), np.array([0.4, 0.9, 0.6, 0.7])
    found = fit_event_errors(*simulate(a, b, tau, 400, 25, 3)).labels
    assert [error.intercept for error in found] == pytest.approx(a.tolist(), abs=0.12)
    assert [error.slope for error in found] == pytest.approx(b.tolist(), abs=0.08)
    assert [error.tau for error in found] == pytest.approx(tau.tolist(), abs=0.12)


def test_a_label_with_few_examples_is_drawn_to_the_others_and_one_with_many_is_not() -> None:
    a = np.array([0.0] * 10 + [2.0, -5.0])
    z, y, units = simulate(a, np.ones(12), np.full(12, 0.3), 40, 12, 4)
    assert y[:, 11].sum() < 15 < 100 < y[:, 10].sum()
    likelihood, start = EventLikelihood.of(z, y, units), np.tile(PRIOR.centre, (12, 1))
    by_itself = find_modes(likelihood, start, PRIOR.centre, np.square(PRIOR.deviation))[0][:, 0]
    found = fit_event_errors(z, y, units)
    many, few = found.labels[10], found.labels[11]
    assert by_itself[11] < few.intercept < found.pooled.intercept
    assert few.intercept - by_itself[11] > 2 * abs(many.intercept - by_itself[10])
    assert few.covariance[0][0] > 2 * many.covariance[0][0]


@pytest.mark.parametrize("apart", [0.0, 0.9])
def test_the_spread_of_labels_is_found_and_uncertainty_is_not_taken_for_it(apart: float) -> None:
    a = apart * np.random.default_rng(6).standard_normal(30)
    z, y, units = simulate(a, np.ones(30), np.full(30, 0.4), 20, 15, 6)
    found = fit(EventLikelihood.of(z, y, units), 30, PRIOR)
    uncertainty = np.sqrt(np.mean(found.covariances[:, 0, 0]))
    assert uncertainty > 0.1
    assert found.spread[0] == pytest.approx(max(apart, 0.2), abs=0.2)


def test_the_covariance_is_the_scatter_of_estimates() -> None:
    """Eighty labels of the same truth, each fitted under a wide prior: their scatter is what each says of itself."""
    count = 80
    z, y, units = simulate(np.full(count, -0.5), np.full(count, 0.9), np.full(count, 0.6), 40, 15, 7)
    start = np.tile(PRIOR.centre, (count, 1))
    modes, covariances = find_modes(EventLikelihood.of(z, y, units), start, PRIOR.centre, np.square(PRIOR.deviation))
    scatter, said = np.cov(modes[:, :2].T), covariances[:, :2, :2].mean(axis=0)
    np.testing.assert_allclose(np.diag(said), np.diag(scatter), rtol=0.4)
    correlation = [m[0, 1] / np.sqrt(m[0, 0] * m[1, 1]) for m in (said, scatter)]
    assert correlation[0] == pytest.approx(correlation[1], abs=0.25)


def test_a_label_that_nobody_gave_has_finite_numbers_and_a_single_label_can_be_fitted() -> None:
    z, y, units = simulate(np.zeros(3), np.ones(3), np.full(3, 0.5), 10, 10, 8)
    y[:, 1] = False
    never = fit_event_errors(z, y, units).labels[1]
    assert np.isfinite([never.intercept, never.slope, never.tau]).all()
    assert never.intercept < 0
    [one] = fit_event_errors(z[:, :1], y[:, :1], units).labels
    assert 0.5 < one.slope < 2
