"""Corrected shares are right on average whatever the model does wrong; intervals hold as often as they say."""

from math import sqrt

import numpy as np
import pytest
from tests.audit.simulated import World, correct_by

from emoprofile.audit.correction import Labelled, average_shares, correct_articles, subtract_shares

ROUNDS = 300
SE = sqrt(0.9 * 0.1 / ROUNDS)


@pytest.mark.parametrize("world", [World(), World(apart=1.0), World(centre=-1.0, intercept=0.5, slope=1.2)])
def test_intervals_hold_the_true_share(world: World) -> None:
    random = np.random.default_rng(8)
    whole, apart, errors, reported = [], [], [], []
    truth = [world.true_share(group) for group in (0, 1)]
    for seed in range(ROUNDS):
        sentences, answers, groups = world.sentences(random, 300)
        corrected, means = correct_by(sentences, answers, groups, 200, seed)
        first, second = (np.flatnonzero(groups == group) for group in (0, 1))
        share = average_shares(corrected, means, np.arange(300))
        assert share.interval is not None
        assert share.corrected is not None
        whole.append(share.interval[0] <= np.mean(truth) <= share.interval[1])
        errors.append(share.corrected - np.mean(truth))
        reported.append(share.reported)
        change = subtract_shares(corrected, first, second)
        assert change is not None
        apart.append(change[1][0] <= truth[1] - truth[0] <= change[1][1])
    assert abs(np.mean(whole) - 0.9) < 2 * SE
    assert abs(np.mean(apart) - 0.9) < 2 * SE
    assert abs(np.mean(errors)) < 3 * np.std(errors) / sqrt(ROUNDS)
    assert abs(np.mean(reported) - np.mean(truth)) > 0.01  # the model itself is off


def test_a_good_model_saves_labels_and_a_useless_one_is_left_out() -> None:
    random = np.random.default_rng(9)
    sentences, answers, groups = World(intercept=0.0, slope=1.0).sentences(random, 400)
    good, means = correct_by(sentences, answers, groups, 300, 1)
    assert good.weight > 0.4
    share = average_shares(good, means, np.arange(400))
    assert share.worth is not None
    assert share.worth > 300
    shuffled = random.permutation(answers)
    useless, means = correct_by(sentences, shuffled, groups, 300, 1)
    assert useless.weight < 0.2
    found = average_shares(useless, means, np.arange(400)).interval
    assert found is not None
    assert found[0] < shuffled.mean() < found[1]


def test_as_many_labels_as_it_says_halve_the_interval() -> None:
    random = np.random.default_rng(10)
    sentences, answers, groups = World().sentences(random, 2000)
    widths = []
    needed = 0
    for count in (200, 0):
        corrected, means = correct_by(sentences, answers, groups, count or needed, 3)
        share = average_shares(corrected, means, np.arange(2000))
        assert share.interval is not None
        assert share.needed is not None
        needed = share.needed
        widths.append(share.interval[1] - share.interval[0])
    assert widths[1] / widths[0] == pytest.approx(0.5, abs=0.08)


def test_where_articles_differ_most_no_number_of_labels_halves_the_interval() -> None:
    articles = np.arange(40)
    shares = np.where(articles < 20, 0.0, 1.0)
    labelled = Labelled(articles, np.ones(40, int), np.ones(40), np.zeros(40, int), shares, shares)
    found = average_shares(correct_articles(shares, np.ones((40, 1)), labelled), shares, articles)
    assert found.corrected == pytest.approx(0.5)
    assert found.needed is None


def test_with_all_sentences_labelled_the_share_is_what_people_say() -> None:
    random = np.random.default_rng(11)
    sentences, answers, _ = World().sentences(random, 30)
    n = len(sentences.article)
    lengths = sentences.lengths
    labelled = Labelled(
        sentences.article, lengths[sentences.article], np.ones(n), np.zeros(n, int), sentences.values[:, 0], answers
    )
    means = np.bincount(sentences.article, sentences.values[:, 0]) / lengths
    corrected = correct_articles(means, np.ones((30, 1)), labelled)
    truth = np.bincount(sentences.article, answers) / lengths
    # Each article is what people say of it, but for the factor that makes up for the estimated mean.
    np.testing.assert_allclose(corrected.shares, truth, atol=1e-3)


def test_few_labels_correct_nothing() -> None:
    labelled = Labelled(np.arange(19), np.full(19, 5), np.ones(19), np.zeros(19, int), np.zeros(19), np.ones(19))
    corrected = correct_articles(np.zeros(19), np.ones((19, 1)), labelled)
    found = average_shares(corrected, np.zeros(19), np.arange(19))
    assert (found.labels, found.corrected, found.interval, found.needed, found.worth) == (19, None, None, None, None)
    assert subtract_shares(corrected, np.arange(9), np.arange(9, 19)) is None
