"""Every metric against its formula, written out in numpy, on random inputs."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from emoprofile.metrics import (
    Measure,
    is_worth_counting,
    leading_precision,
    measure_above,
    measure_agreement,
    measure_arcs,
    measure_articles,
    measure_calibration,
    measure_coverage,
    measure_distance,
    measure_ratings,
    measure_sentences,
)

LABELS = ("a", "b", "c")
EXACT = 1e-12
BOOLS = arrays(np.bool_, (12, 3))
# Few distinct values, so that ties are common.
COARSE = arrays(np.int64, (12, 3), elements=st.integers(0, 7)).map(lambda values: values / 7)
FINE = arrays(np.float64, (12, 3), elements=st.floats(0, 1))
RATINGS = arrays(np.int64, (9, 3), elements=st.integers(0, 9)).map(lambda values: values / 3)


def exactly(measure: Measure, expected: float | None) -> bool:
    if expected is None:
        return measure.value is None and bool(measure.missing)
    return measure.value == pytest.approx(expected, abs=EXACT, rel=EXACT)


def rates(claimed: np.ndarray, gold: np.ndarray) -> tuple[float | None, float | None, float]:
    right, said, there = int((claimed & gold).sum()), int(claimed.sum()), int(gold.sum())
    f1 = 2 * right / (said + there) if said + there else 0.0
    return right / said if said else None, right / there if there else None, f1


def average_precision(p: np.ndarray, gold: np.ndarray) -> float | None:
    if gold.all() or not gold.any() or len(set(p)) == 1:
        return None
    total, recall = 0.0, 0.0
    for threshold in sorted(set(p), reverse=True):
        over = p >= threshold
        here = (over & gold).sum() / gold.sum()
        total += (here - recall) * (over & gold).sum() / over.sum()
        recall = here
    return total


@given(BOOLS, BOOLS, COARSE)
def test_claims_and_their_order(claimed: np.ndarray, gold: np.ndarray, p: np.ndarray) -> None:
    assume(gold.any())
    found = measure_sentences(LABELS, claimed, gold, p)
    each = [rates(claimed[:, i], gold[:, i]) for i in range(3)]
    support = gold.sum(axis=0)
    for i, label in enumerate(LABELS):
        row = found.labels[label]
        assert all(map(exactly, (row.rates.precision, row.rates.recall, row.rates.f1), each[i]))
        assert exactly(row.average_precision, average_precision(p[:, i], gold[:, i]))
        assert (row.support, row.claimed) == (support[i], claimed[:, i].sum())
    for j, name in enumerate(("precision", "recall", "f1")):
        column = [one[j] or 0.0 for one in each]
        assert exactly(getattr(found.macro, name), sum(column) / 3)
        assert exactly(getattr(found.weighted, name), sum(column * support) / sum(support))
        assert exactly(getattr(found.micro, name), rates(claimed, gold)[j] or 0.0)
    ranked = [average_precision(p[:, i], gold[:, i]) for i in range(3)]
    kept = [value for value in ranked if value is not None]
    assert exactly(found.average_precision, sum(kept) / len(kept) if kept else None)
    jaccard = []
    for one, other in zip(claimed, gold, strict=True):
        said, there = set(np.flatnonzero(one)), set(np.flatnonzero(other))
        jaccard.append(len(said & there) / len(said | there) if said | there else 1.0)
    assert exactly(found.jaccard, sum(jaccard) / 12)


@given(FINE, BOOLS)
def test_probabilities(p: np.ndarray, gold: np.ndarray) -> None:
    found = measure_calibration(LABELS, p, gold)
    for row, values, truth in [
        (found.pooled, p.ravel(), gold.ravel()),
        *((found.labels[label], p[:, i], gold[:, i]) for i, label in enumerate(LABELS)),
    ]:
        pairs = list(zip(values.tolist(), truth.tolist(), strict=True))
        assert exactly(row.brier, sum((x - g) ** 2 for x, g in pairs) / len(pairs))
        clipped = [min(max(x, 1e-6), 1 - 1e-6) for x in values]
        losses = [-math.log(x if g else 1 - x) for x, g in zip(clipped, truth, strict=True)]
        assert row.log_loss.value == pytest.approx(sum(losses) / len(pairs), rel=1e-9)
        bins = [[(x, g) for x, g in pairs if min(math.floor(x * 10), 9) == k] for k in range(10)]
        for held, shown in zip(bins, row.reliability, strict=True):
            assert shown.count == len(held)
            if held:
                assert shown.probability == pytest.approx(sum(x for x, _ in held) / len(held), abs=EXACT)
                assert shown.share == pytest.approx(sum(g for _, g in held) / len(held), abs=EXACT)
        likely = [[(x, g) for x, g in held if x >= 0.1] for held in bins]
        count = sum(map(len, likely))
        gap = sum(abs(sum(x - g for x, g in held)) for held in likely)
        assert exactly(row.calibration_error, gap / count if count else None)


def ranks(values: np.ndarray) -> np.ndarray:
    return np.array([(values < value).sum() + ((values == value).sum() + 1) / 2 for value in values])


def pearson(x: np.ndarray, y: np.ndarray) -> float:
    dx, dy = x - x.mean(), y - y.mean()
    return float((dx * dy).sum() / math.sqrt((dx**2).sum() * (dy**2).sum()))


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    return pearson(ranks(x), ranks(y))


def lin(x: np.ndarray, y: np.ndarray) -> float:
    dx, dy = x - x.mean(), y - y.mean()
    return float(2 * (dx * dy).sum() / ((dx**2).sum() + (dy**2).sum() + len(x) * (x.mean() - y.mean()) ** 2))


@given(RATINGS, RATINGS)
def test_series_that_go_together(predicted: np.ndarray, gold: np.ndarray) -> None:
    found = measure_articles(LABELS, predicted, gold)
    columns = list(zip(predicted.T, gold.T, strict=True))
    defined = [len(set(x)) > 1 and len(set(y)) > 1 for x, y in columns]
    for name, formula in {
        "pearson": pearson,
        "concordance": lin,
        "spearman": spearman,
    }.items():
        each = [formula(x, y) if fine else None for (x, y), fine in zip(columns, defined, strict=True)]
        assert all(exactly(getattr(found.labels[label], name), each[i]) for i, label in enumerate(LABELS))
        kept = [value for value in each if value is not None]
        assert exactly(getattr(found.mean, name), sum(kept) / len(kept) if kept else None)


@given(RATINGS, RATINGS)
def test_distances_of_profiles(predicted: np.ndarray, gold: np.ndarray) -> None:
    def entropy(shares: np.ndarray) -> float:
        return -sum(float(s) * math.log2(s) for s in shares if s > 0)

    found = measure_distance(predicted, gold)
    values = []
    for p, q, measure in zip(predicted, gold, found.articles, strict=True):
        if not p.any() or not q.any():
            assert measure.value is None
            assert measure.missing
            continue
        p, q = p / p.sum(), q / q.sum()
        divergence = max(entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2, 0.0)
        # The root of a rounding near 0 is far larger than the rounding: the squares are compared.
        assert measure.value is not None
        assert measure.value**2 == pytest.approx(divergence, abs=EXACT)
        values.append(measure.value)
    assert exactly(found.mean, sum(values) / len(values) if values else None)


def test_leading_emotions_are_counted() -> None:
    gold = np.array([[0.5, 0.0], [0.2, 0.9], [0.0, 0.0]])
    found = measure_articles(("a", "b"), gold, gold, leading=(["a", "b", None], ["a", None, None]))
    assert exactly(found.leading, 2 / 3)


def mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


@given(RATINGS, RATINGS, RATINGS, BOOLS)
def test_intervals_that_hold_gold(gold: np.ndarray, one: np.ndarray, other: np.ndarray, drop: np.ndarray) -> None:
    low, high = np.minimum(one, other), np.maximum(one, other)
    gold = np.where(drop[:9], np.nan, gold)
    counted = is_worth_counting(gold, one / 40)
    found = measure_coverage(gold, low, high, counted)
    pairs = [
        (gold[i, j], low[i, j], high[i, j])
        for i in range(9)
        for j in range(3)
        if not np.isnan(gold[i, j]) and (gold[i, j] > 0 or one[i, j] / 40 >= 0.02)
    ]
    assert found.pairs == len(pairs)
    assert exactly(found.coverage, mean([float(a <= g <= b) for g, a, b in pairs]))
    assert exactly(found.coverage_present, mean([float(a <= g <= b) for g, a, b in pairs if g > 0]))
    assert exactly(found.gold_below, mean([float(g < a) for g, a, _ in pairs]))
    assert exactly(found.gold_above, mean([float(g > b) for g, _, b in pairs]))
    assert exactly(found.width, mean([b - a for _, a, b in pairs]))
    widths = [high[i, j] - low[i, j] for i in range(9) for j in range(3) if not np.isnan(gold[i, j])]
    assert exactly(found.width_all, mean(widths))


@given(FINE, COARSE, COARSE, BOOLS)
def test_above_is_right_as_often_as_it_says(
    said: np.ndarray, gold: np.ndarray, baseline: np.ndarray, drop: np.ndarray
) -> None:
    found = measure_above(said, gold, np.where(drop, np.nan, baseline))
    pairs = [
        (s, float(g > b)) for s, g, b, d in zip(*map(np.ravel, (said, gold, baseline, drop)), strict=True) if not d
    ]
    bins = [[pair for pair in pairs if min(math.floor(pair[0] * 5), 4) == k] for k in range(5)]
    assert [one.pairs for one in found.bins] == [len(held) for held in bins]
    gap = 0.0
    for one, held in zip(found.bins, bins, strict=True):
        assert (one.said is None) == (not held)
        if held:
            assert one.said == pytest.approx(mean([s for s, _ in held]), abs=EXACT)
            assert one.right == pytest.approx(mean([r for _, r in held]), abs=EXACT)
            gap += len(held) * abs(one.said - one.right)  # type: ignore[operator]
    assert found.error.value == (pytest.approx(gap / len(pairs), abs=1e-9) if pairs else None)


@given(COARSE, BOOLS)
def test_what_is_listed_is_present(gold: np.ndarray, chosen: np.ndarray) -> None:
    listed = [np.flatnonzero(row).tolist() for row in chosen]
    found = leading_precision(listed, gold)
    assert exactly(found, mean([float(gold[i, k] > 0) for i, row in enumerate(listed) for k in row]))


@given(RATINGS, RATINGS)
def test_graded_figures(predicted: np.ndarray, gold: np.ndarray) -> None:
    found = measure_ratings(LABELS, predicted, gold)
    assert found.rated == 9
    errors = [sum(abs(x - y) for x, y in zip(predicted[:, i], gold[:, i], strict=True)) / 9 for i in range(3)]
    for i, label in enumerate(LABELS):
        x, y = predicted[:, i], gold[:, i]
        fine = len(set(x)) > 1 and len(set(y)) > 1
        row = found.labels[label]
        assert exactly(row.pearson, pearson(x, y) if fine else None)
        assert exactly(row.spearman, spearman(x, y) if fine else None)
        assert exactly(row.concordance, lin(x, y) if fine else None)
        assert exactly(row.absolute_error, errors[i])
    assert exactly(found.mean.absolute_error, sum(errors) / 3)


@settings(max_examples=30)
@given(st.integers(5, 70), st.integers(0, 1000))
def test_arcs_are_binned_as_profiles_bin_them(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    series = [(random.random(n), random.random(n)) for _ in range(3)]
    found = measure_arcs([x for x, _ in series], [y for _, y in series], shuffles=5)
    count = min(n, 20)
    cuts = [k * n // count for k in range(count + 1)]

    def curve(values: np.ndarray) -> np.ndarray:
        return np.array([values[a:b].mean() for a, b in itertools.pairwise(cuts)])

    curves = [(curve(x), curve(y)) for x, y in series]
    assert exactly(found.concordance.natural, float(np.mean([lin(x, y) for x, y in curves])))
    assert exactly(found.pearson.natural, float(np.mean([pearson(x, y) for x, y in curves])))


def test_a_true_arc_stands_above_shuffled_orders_and_noise_does_not() -> None:
    random = np.random.default_rng(5)
    gold = [np.sin(np.linspace(0, 6, n)) for n in random.integers(20, 60, size=30)]
    noise = [random.permutation(y) for y in gold]
    true = measure_arcs([y + random.normal(0, 0.3, len(y)) for y in gold], gold)
    false = measure_arcs(noise, gold)
    assert true.articles == false.articles == 30
    assert true.concordance.natural.value > 0.8  # type: ignore[operator]
    assert abs(true.concordance.shuffled.value) < 0.05  # type: ignore[arg-type]
    assert true.concordance.shuffled_high.value < 0.2  # type: ignore[operator]
    assert false.concordance.natural.value < 0.15  # type: ignore[operator]


def test_concordance_counts_level_and_spread_and_correlation_does_not() -> None:
    y = np.arange(10.0)
    found = measure_agreement(3 * y + 5, y)
    assert found.pearson.value == pytest.approx(1)
    assert found.spearman.value == pytest.approx(1)
    assert found.concordance.value < 0.3  # type: ignore[operator]
