"""Systems on labelled data: every figure is that of the part it comes from, and all systems see the same."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from scipy.stats import spearmanr
from sklearn.metrics import f1_score
from tests.conftest import write_tiny_model

import emoprofile
from emoprofile import Profiler
from emoprofile.data import Scored, ScoreMatrix
from emoprofile.errors import ConfigError, LabelledDataError, MissingExtraError, UnknownNameError
from emoprofile.evaluation.baselines import Majority, Vader, train_tfidf
from emoprofile.evaluation.evaluate import evaluate
from emoprofile.evaluation.gold import derive_valence, find_flat_sentences
from emoprofile.evaluation.gold_profiles import segment_by_labels
from emoprofile.evaluation.markdown import render_markdown
from emoprofile.evaluation.results import Evaluation
from emoprofile.labelled import LabelledArticle, LabelledDataset, LabelledSentence, read_labelled
from emoprofile.labelled.overlap import without_texts
from emoprofile.labels import GOEMOTIONS

SAID = {
    "joy": "we are so happy today",
    "love": "we love it",
    "fear": "i am very afraid",
    "sadness": "it was so sad and the war is over",
    "neutral": "they said it was the war",
}


def rows(count: int, start: int = 0) -> list[dict[str, Any]]:
    """Sentences that a bag of words can tell apart."""
    names = list(SAID)
    chosen = [names[i % len(names)] for i in range(start, start + count)]
    return [{"text": f"{SAID[name]} {chr(97 + i % 26)}!", "labels": [name]} for i, name in enumerate(chosen)]


def fixture_of(path: Path, table: Sequence[dict[str, Any]], **options: Any) -> LabelledDataset:
    path.write_text("".join(json.dumps(row) + "\n" for row in table), encoding="utf-8")
    return read_labelled(path, vocabulary="goemotions", **options)


def article(i: int, split: str) -> dict[str, Any]:
    names = list(SAID)
    lead = names[i % 4]
    is_flat = i == 6
    labels = ["neutral"] * 7 if is_flat else [lead, "neutral", lead, names[(i + 1) % 5], "neutral", lead, lead]
    text, sentences = "", []
    for k, name in enumerate(labels):
        words = f"{SAID[name].capitalize()} {chr(97 + (i + k) % 26)}."
        sentences.append({"start": len(text), "end": len(text) + len(words), "labels": [name]})
        text += words + " "
    text += "They said it."
    return {
        "id": f"a{i}",
        "split": split,
        "text": text,
        "sentences": sentences,
        "emotions": {} if is_flat else {lead: 3, "joy": i % 3},
        "dominant": None if i == 0 else "none" if i == 1 or is_flat else lead,
    }


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> LabelledDataset:
    table = [article(i, "train" if i % 2 else "dev") for i in range(16)]
    return fixture_of(tmp_path_factory.mktemp("data") / "articles.jsonl", table)


@pytest.fixture(scope="module")
def found(articles: LabelledDataset, tiny: Profiler) -> Evaluation:
    """The tiny model and all baselines on articles."""
    return evaluate(articles, tiny, split="dev", baselines=["majority", "tfidf", "vader"], replicates=99)


def test_the_figures_of_sentences_are_those_of_the_scores(
    articles: LabelledDataset, tiny: Profiler, found: Evaluation
) -> None:
    dev = articles.split("dev")
    scores = tiny.score_sentences(dev.texts)
    for name, labelled in (("goemotions", dev), ("ekman", dev.speaking("ekman"))):
        own = scores.in_vocabulary(name).expressed
        assert own is not None
        assert own.thresholds is not None
        claimed = own.probabilities >= own.thresholds
        result = found.systems[0].sentences[name]
        for average in ("macro", "micro"):
            expected = f1_score(labelled.given, claimed, average=average, zero_division=0)
            assert found.systems[0].figures[f"{name}.{average}_f1"].value == pytest.approx(expected)
        squares = (own.values - labelled.given) ** 2
        assert found.systems[0].figures[f"{name}.on_articles.brier"].value == pytest.approx(squares.mean())
        assert result.quality.labels["joy"].support == labelled.given[:, own.labels.index("joy")].sum()
    assert found.find_figure("macro_f1") is found.systems[0].figures["goemotions.macro_f1"]
    assert found.find_figure("ekman.joy.f1").value is not None
    assert found.systems[0].figures["goemotions.macro_f1"].interval is not None


def test_a_system_of_ones_own_is_measured_as_any_other(articles: LabelledDataset, tiny: Profiler) -> None:
    found = evaluate(articles, tiny, split="dev", baselines=[f"{__name__}:Oracle"], replicates=99)
    oracle = found.systems[1]
    assert oracle.name == "oracle"
    assert oracle.figures["goemotions.micro_f1"].value == 1
    assert oracle.figures["goemotions.calibration_error"].value == pytest.approx(0, abs=1e-5)
    assert oracle.articles is not None
    # It is certain, and right; its list holds what is there, most frequent first.
    certainty = oracle.articles.certainty["goemotions"]
    assert certainty.intervals.coverage.value == 1
    assert certainty.intervals.coverage_present.value == 1
    assert certainty.intervals.width.value == pytest.approx(0, abs=0.02)
    assert certainty.above.error.value == pytest.approx(0, abs=0.02)
    assert certainty.leading is not None
    assert certainty.leading.precision.value == 1
    assert certainty.leading.first.value == 1
    assert certainty.leading.flat_empty.value == 1
    # Its arcs are those of gold; shuffled they are not.
    assert oracle.figures["articles.arc.emotions"].value == pytest.approx(1, abs=1e-4)
    shuffled = oracle.figures["articles.arc.emotions_shuffled"].value
    assert shuffled is not None
    assert shuffled < 0.5
    gap = found.differences["oracle"]["goemotions.micro_f1"]
    assert gap.interval is not None
    assert gap.interval[0] > 0


class Oracle:
    """Knows what the sentences of this file say."""

    name = "oracle"

    def __init__(self, training: LabelledDataset | None) -> None:
        self.labels = {words: name for name, words in SAID.items()}

    def score(self, texts: Sequence[str]) -> ScoreMatrix:
        from emoprofile.data.scores import logit
        from emoprofile.evaluation.systems import build_event_scores, build_score_matrix
        from emoprofile.labels import GOEMOTIONS

        p = np.zeros((len(texts), 28))
        for row, text in zip(p, texts, strict=True):
            name = next((name for words, name in self.labels.items() if text.lower().startswith(words)), "neutral")
            row[GOEMOTIONS.labels.index(name)] = 1.0
        return build_score_matrix(
            texts, expressed=build_event_scores(GOEMOTIONS, logit(p), np.full(28, 0.5), np.full(28, 0.001))
        )


def test_articles_are_profiled_as_they_are_fed_and_arcs_on_the_labelled_sentences(
    articles: LabelledDataset, tiny: Profiler, found: Evaluation
) -> None:
    dev = articles.split("dev")
    result = found.systems[0].articles
    assert result is not None
    assert (result.end_to_end, result.gold, result.articles, result.failures) == (True, "ratings", 8, ())
    profiles = [tiny.profile(one.text or "") for one in dev.articles]
    assert result.valence is not None
    truth = derive_valence(dev).reshape(8, 7).mean(axis=1)
    predicted = np.array([profile.valence.mean for profile in profiles if profile.valence], float)
    assert result.valence.fit.pearson.value == pytest.approx(np.corrcoef(predicted, truth)[0, 1])
    assert result.valence.fit.absolute_error.value == pytest.approx(np.abs(predicted - truth).mean())
    assert result.valence.positive.value == (predicted > 0).mean()
    assert result.valence.positive_gold.value == (truth > 0).mean()
    assert set(result.arc) == {"valence", *(label for label in articles.vocabulary.emotions)}
    assert set(result.certainty) == {"goemotions", "ekman", "sentiment", "valence"}


def test_the_leading_labels_are_judged_beside_the_majority(
    articles: LabelledDataset, tiny: Profiler, found: Evaluation
) -> None:
    dev = articles.split("dev")
    profiles = [tiny.profile(one.text or "") for one in dev.articles]
    for name in ("goemotions", "ekman"):
        expressed = [profile.expressed.vocabularies[name] for profile in profiles if profile.expressed]
        gold = [one.dominant for one in dev.speaking(name).articles]
        result = found.systems[0].articles
        assert result is not None
        certainty = result.certainty[name].leading
        if expressed[0].leading is None:
            assert certainty is not None
            assert certainty.first.missing
            continue
        lists = [[one.label for one in each.leading or ()] or ["none"] for each in expressed]
        judged = [i for i, one in enumerate(gold) if one]
        assert len(judged) == 7
        assert certainty is not None
        assert certainty.first.value == pytest.approx(np.mean([lists[i][0] == gold[i] for i in judged]))
        assert certainty.among.value == pytest.approx(np.mean([gold[i] in lists[i] for i in judged]))
        most = max([gold.count(one) for one in set(gold) if one])
        assert certainty.majority.value == pytest.approx(most / 7)
        assert gold.count(certainty.majority_label) == most
        flat = [i for i, one in enumerate(dev.articles) if one.dominant == "none"]
        assert len(flat) == 1
        assert certainty.flat_empty.value == (lists[flat[0]] == ["none"])


def test_intervals_are_held_against_the_labelled_share(
    articles: LabelledDataset, tiny: Profiler, found: Evaluation
) -> None:
    dev = articles.split("dev")
    held, present, widths, said = [], [], [], []
    for one in dev.articles:
        scored = Scored(segment_by_labels(one), tiny.score_sentences([sentence.text for sentence in one.sentences]))
        expressed = tiny.aggregator.profile(scored, tiny.provenance).expressed
        assert expressed is not None
        for label in dev.vocabulary.labels:
            figures = expressed.neutral if label == "neutral" else expressed.labels[label]
            assert figures is not None
            share = np.mean([label in sentence.labels for sentence in one.sentences])
            low, high = figures.interval or (0, 0)
            said.append((figures.above, share > (figures.baseline or 0)))
            if share > 0 or (figures.prevalence or 0) >= 0.02:
                held.append(low - 1e-9 <= share <= high + 1e-9)
                widths.append(high - low)
                present += [held[-1]] if share > 0 else []
    result = found.systems[0].articles
    assert result is not None
    intervals = result.certainty["goemotions"].intervals
    assert intervals.pairs == len(held)
    assert intervals.coverage.value == pytest.approx(np.mean(held))
    assert intervals.coverage_present.value == pytest.approx(np.mean(present))
    assert intervals.width.value == pytest.approx(np.mean(widths))
    assert found.find_figure("articles.coverage") is intervals.coverage
    above = result.certainty["goemotions"].above
    assert above.pairs == len(said) == 8 * 28
    inside = [right for value, right in said if value is not None and 0.4 <= value < 0.6]
    assert (above.bins[2].pairs, above.bins[2].right) == (
        len(inside), pytest.approx(np.mean(inside)) if inside else None,
    )  # fmt: skip


def test_the_baselines_learn_from_the_other_splits_and_never_from_test(
    articles: LabelledDataset, tiny: Profiler
) -> None:
    found = evaluate(articles, tiny, split="dev", replicates=99)
    assert [system.name for system in found.systems] == ["tiny-run", "majority", "tfidf", "vader"]
    kept = without_texts(articles.split("train"), articles.split("dev").texts)
    assert found.systems[1].provenance["sentences"] == len(kept.sentences)
    renamed = [article(i, "test" if i % 2 else "dev") for i in range(6)]
    path = Path(str(articles.name))
    held = LabelledDataset(
        path.name, "rows", "0" * 64, "articles", articles.vocabulary, False, 0.5,
        tuple(LabelledArticle(one["id"], None, (LabelledSentence("hm", {}),), split=one["split"]) for one in renamed),
    )  # fmt: skip
    alone = evaluate(held, tiny, split="dev", replicates=99)
    assert [system.name for system in alone.systems] == ["tiny-run", "vader"]
    assert "nothing to learn from; name labelled data: --train LABELLED" in alone.notes[0]
    with pytest.raises(ConfigError, match="baselines: tfidf: there is nothing to learn from"):
        evaluate(held, tiny, split="dev", baselines=["tfidf"])
    with pytest.raises(UnknownNameError, match="unknown baseline 'tfdif'. Did you mean 'tfidf'"):
        evaluate(held, tiny, baselines=["tfdif"])


def test_what_is_evaluated_is_left_out_of_training(tmp_path: Path, tiny: Profiler) -> None:
    data = fixture_of(tmp_path / "some.jsonl", rows(30))
    train = fixture_of(tmp_path / "train.jsonl", [*rows(30), *rows(45, start=1)])
    kept = without_texts(train, data.texts)
    assert len(kept.sentences) == len([t for t in train.texts if t not in set(data.texts)])
    found = evaluate(data, tiny, train=train, baselines=["majority"], replicates=99)
    left_out = 75 - len(kept.sentences)
    told = f"baselines learnt from {len(kept.sentences)} sentences of train.jsonl; {left_out} that are evaluated were"
    assert found.notes == (f"{told} left out",)


def test_the_majority_claims_what_was_given_and_its_probabilities_are_the_base_rates(tmp_path: Path) -> None:
    train = fixture_of(tmp_path / "train.jsonl", rows(50))
    scores = Majority(train).score(["hm", "oh no"])
    own = scores.expressed
    assert own is not None
    assert own.thresholds is not None
    assert own.probabilities[1, own.labels.index("joy")] == pytest.approx(0.2)
    claimed = own.probabilities >= own.thresholds
    assert [label for label, yes in zip(own.labels, claimed[0], strict=True) if yes] == sorted(
        SAID, key=own.labels.index
    )
    assert scores.groups["ekman"].probabilities[0].max() == pytest.approx(0.4)


def test_the_bag_of_words_learns_what_words_say(tmp_path: Path) -> None:
    train = fixture_of(tmp_path / "train.jsonl", rows(200))
    scores = train_tfidf(train).score(["We love it", "so sad, the war", "they said it was the war"])
    own = scores.expressed
    assert own is not None
    assert [own.labels[i] for i in own.probabilities.argmax(axis=1)] == ["love", "sadness", "neutral"]
    assert set(scores.groups) == {"ekman", "sentiment"}
    assert scores.dimensions is not None
    love, sadness, neutral = scores.dimensions.values[:, 0]
    assert love > neutral > sadness
    with pytest.raises(ConfigError, match="'tfidf' learns from labelled sentences"):
        train_tfidf(None)


def test_the_word_list_knows_valence_only_and_is_an_extra(monkeypatch: pytest.MonkeyPatch, found: Evaluation) -> None:
    scores = Vader().score(["What a wonderful day!", "A horrible, awful crime."])
    assert scores.expressed is None
    assert scores.dimensions is not None
    assert scores.dimensions.values[0, 0] > 0.5 > -0.5 > scores.dimensions.values[1, 0]
    vader = found.systems[-1]
    assert vader.sentences == {}
    assert {name for name in vader.figures if "valence" not in name} == set()
    assert vader.figures["articles.valence.pearson"].value is not None
    monkeypatch.setitem(__import__("sys").modules, "vaderSentiment.vaderSentiment", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'emoprofile\[baselines\]'"):
        Vader()


def test_a_model_of_another_vocabulary_is_held_against_the_groups_that_it_shares(
    tmp_path: Path, tiny: Profiler
) -> None:
    table = [
        {"text": row["text"], **{e: int(e in row["labels"]) for e in ("joy", "fear", "anger")}} for row in rows(12)
    ]
    (tmp_path / "some.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table))
    found = evaluate(tmp_path / "some.jsonl", tiny, baselines=[], replicates=99)
    [system] = found.systems
    assert list(system.sentences) == ["ekman", "sentiment"]
    assert system.sentences["ekman"].unjudged == ("disgust", "sadness", "surprise", "neutral")
    assert list(system.sentences["ekman"].quality.labels) == ["anger", "fear", "joy"]
    assert set(system.dimensions) == {"valence"}
    assert found.data["labels"] == ["anger", "fear", "joy"]


def test_profiles_are_judged_in_the_vocabulary_that_a_run_speaks(articles: LabelledDataset, tiny_config: Path) -> None:
    overrides = ["aggregate.vocabulary=ekman"]
    found = evaluate(
        articles, tiny_config, split="dev", overrides=overrides, baselines=["majority", "vader"], replicates=99
    )
    told = [system.articles.vocabulary for system in found.systems if system.articles]
    assert told == ["ekman", "ekman", ""]
    assert found.systems[2].figures["articles.valence.pearson"].value is not None


def test_degrees_are_held_against_probabilities(tmp_path: Path, tiny: Profiler) -> None:
    table = [{"text": row["text"], "joy": i % 4, "fear": (i * 7) % 3} for i, row in enumerate(rows(24))]
    data = fixture_of(tmp_path / "some.jsonl", table, maximum=3)
    found = evaluate(data, tiny, baselines=[], replicates=99)
    p = tiny.score_sentences(data.texts).expressed
    assert p is not None
    result = found.systems[0].graded["expressed"]
    assert (result.reading, result.vocabulary, result.instead) == ("expressed", "goemotions", False)
    joy, truth = p.values[:, p.labels.index("joy")], data.gold[:, data.vocabulary.labels.index("joy")]
    assert result.quality.labels["joy"].pearson.value == pytest.approx(np.corrcoef(joy, truth)[0, 1])
    assert result.quality.labels["joy"].absolute_error.value == pytest.approx(np.abs(joy - truth).mean())
    assert found.find_figure("expressed.pearson").value is not None
    page = render_markdown(found)
    assert "degrees, from what is expressed" in page.lower()
    assert "| joy | " in page


EVOKED = ("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust")


@pytest.fixture(scope="module")
def ratings(tmp_path_factory: pytest.TempPathFactory) -> LabelledDataset:
    """Rated sentences, as rated news is joined with its texts."""
    words = ("happy", "sad", "afraid", "calm", "good")
    table = [
        {
            "text": f"we are so {words[i % 5]} {chr(97 + i % 26)} {chr(97 + i // 5)}!",
            "split": "train" if i % 2 else "dev",
            "intensities": {label: round(0.9 * (k == i % 5) + 0.01 * (i % 7), 3) for k, label in enumerate(EVOKED)},
            "valence": [0.8, -0.8, -0.6, 0.0, 0.5][i % 5],
            "arousal": [0.7, 0.3, 0.8, 0.1, 0.4][i % 5],
        }
        for i in range(60)
    ]
    path = tmp_path_factory.mktemp("rated") / "rated.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in table), encoding="utf-8")
    return read_labelled(path)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Profiler:
    """A tiny model with all three readings."""
    names = (*GOEMOTIONS.labels, *(f"evoked:{label}" for label in EVOKED), "dimension:valence", "dimension:arousal")
    folder = write_tiny_model(tmp_path_factory.mktemp("reader"), names)
    spec = yaml.safe_load((folder / "spec.yaml").read_text())
    spec |= {"evoked": {"vocabulary": "plutchik"}, "dimensions": {"valence": {"baseline": 0.1}, "arousal": {}}}
    (folder / "spec.yaml").write_text(yaml.safe_dump(spec, sort_keys=False))
    (folder / "reader.yaml").write_text(f"extends: default\nmodel: {folder}/spec.yaml\n")
    return Profiler.from_config(folder / "reader.yaml")


def test_ratings_are_held_against_what_is_evoked(ratings: LabelledDataset, reader: Profiler, tiny: Profiler) -> None:
    found = evaluate(ratings, reader, configs=[tiny], split="dev", replicates=99)
    assert [system.name for system in found.systems] == ["reader", "tiny-run", "majority", "tfidf", "vader"]
    own, other, majority, words, vader = found.systems
    dev = ratings.split("dev")
    scores = reader.score_sentences(dev.texts)
    assert scores.evoked is not None
    assert scores.dimensions is not None
    assert own.sentences == {}
    evoked = own.graded["evoked"].quality
    assert tuple(evoked.labels) == EVOKED
    for k, label in enumerate(EVOKED):
        x, y = scores.evoked.values[:, k], dev.gold[:, k]
        assert evoked.labels[label].spearman.value == pytest.approx(spearmanr(x, y).statistic)
        assert evoked.labels[label].absolute_error.value == pytest.approx(np.abs(x - y).mean())
    each = [fit.pearson.value for fit in evoked.labels.values()]
    assert found.find_figure("evoked.pearson").value == pytest.approx(np.mean(np.array(each, float)))
    assert found.find_figure("evoked.fear.concordance") is evoked.labels["fear"].concordance
    for k, (name, truth) in enumerate((("valence", dev.valence), ("arousal", dev.arousal))):
        expected = np.corrcoef(scores.dimensions.values[:, k], truth)[0, 1]
        assert own.dimensions[name].pearson.value == pytest.approx(expected)
    # A model that has only what is expressed: its own labels, under another name.
    assert (other.graded["expressed"].instead, other.graded["expressed"].vocabulary) == (True, "ekman")
    assert "evoked.pearson" not in other.figures
    assert other.figures["expressed_for_evoked.pearson"].value is not None
    assert majority.figures["evoked.pearson"].missing == "the predictions are the same everywhere"
    train = ratings.split("train").gold.mean(axis=0)
    expected = np.abs(dev.gold - train).mean()
    assert majority.figures["evoked.absolute_error"].value == pytest.approx(expected)
    for label in EVOKED[:5]:  # the others are noise
        assert words.graded["evoked"].quality.labels[label].pearson.value > 0.8  # type: ignore[operator]
    assert words.figures["arousal.pearson"].value > 0.8  # type: ignore[operator]
    assert words.figures["evoked.absolute_error"].value < expected
    assert set(vader.dimensions) == {"valence"}
    assert vader.graded == {}
    page = render_markdown(found)
    assert "tiny-run: has no reading of what is evoked; what is expressed (ekman: anger, disgust" in page
    assert "## reader, evoked, against ratings" in page
    json.dumps(found.to_dict(), allow_nan=False)


def test_ratings_of_some_emotions_are_held_against_these(tmp_path: Path, reader: Profiler) -> None:
    table = [
        {"text": row["text"], "joy": i % 4, "fear": (i * 7) % 3, "disgust": i % 2} for i, row in enumerate(rows(24))
    ]
    (tmp_path / "some.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table))
    data = read_labelled(tmp_path / "some.jsonl", vocabulary="ekman", maximum=3)
    [system] = evaluate(data, reader, baselines=[], replicates=99).systems
    assert tuple(system.graded["evoked"].quality.labels) == ("disgust", "fear", "joy")
    assert tuple(system.graded["expressed"].quality.labels) == ("disgust", "fear", "joy")
    assert not system.graded["expressed"].instead


def test_rated_articles_have_certainty_of_what_is_evoked(tmp_path: Path, reader: Profiler) -> None:
    table = []
    for i in range(7):
        sentences = [
            {"text": f"We are so {word} {i}.", "intensities": {"joy": 0.1 * i, "fear": k / 8, "trust": 0.2},
             "valence": (i - 3) / 4, "arousal": k / 8}
            for k, word in enumerate(("happy", "sad", "afraid", "calm", "good", "war"))
        ]  # fmt: skip
        table.append({"id": i, "sentences": sentences})
    (tmp_path / "rated.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table))
    data = read_labelled(tmp_path / "rated.jsonl", vocabulary="plutchik")
    [system] = evaluate(data, reader, baselines=[], replicates=99).systems
    result = system.articles
    assert result is not None
    assert (result.reading, result.vocabulary, result.gold) == ("evoked", "plutchik", "shares")
    assert set(result.certainty) == {"evoked", "valence", "arousal"}
    assert result.certainty["evoked"].intervals.pairs == 7 * 8
    held, widths = [], []
    for i, one in enumerate(data.articles):
        scored = Scored(segment_by_labels(one), reader.score_sentences([sentence.text for sentence in one.sentences]))
        valence = reader.aggregator.profile(scored, reader.provenance).valence
        assert valence is not None
        assert valence.interval is not None
        held.append(valence.interval[0] - 1e-9 <= (i - 3) / 4 <= valence.interval[1] + 1e-9)
        widths.append(valence.interval[1] - valence.interval[0])
    assert system.figures["articles.valence.coverage"].value == np.mean(held)
    assert system.figures["articles.valence.width"].value == pytest.approx(np.mean(widths))
    assert system.figures["articles.valence.positive_gold"].value == pytest.approx(3 / 7)
    assert system.figures["articles.valence.within"].missing == "no article has sentences to rank"


def test_flat_sentences_have_a_valence_of_their_own(tmp_path: Path, tiny: Profiler) -> None:
    table = rows(20)
    data = fixture_of(tmp_path / "some.jsonl", table)
    [system] = evaluate(data, tiny, baselines=[], replicates=99).systems
    flat = np.array([row["labels"] == ["neutral"] for row in table])
    dimensions = tiny.score_sentences(data.texts).dimensions
    assert dimensions is not None
    values = dimensions.values[flat, 0]
    found = system.flat_valence
    assert found is not None
    assert (found.sentences, found.baseline) == (4, 0.0)
    assert found.mean.value == pytest.approx(values.mean())
    assert found.mean_absolute.value == pytest.approx(np.abs(values).mean())
    assert "4 flat sentences; its valence of unemotional text (baseline) is +0.000" in render_markdown(
        evaluate(data, tiny, baselines=[], replicates=99)
    )
    rated: list[dict[str, Any]] = [
        {"text": "a", "intensities": {"joy": 0.1}, "valence": -0.1},
        {"text": "b", "intensities": {"joy": 0.2}},
        {"text": "c", "intensities": {}, "valence": 0.3},
    ]
    assert find_flat_sentences(fixture_of(tmp_path / "rated.jsonl", rated)).tolist() == [True, False, False]


def test_two_configurations_are_compared_on_the_same_resamples(
    articles: LabelledDataset, tiny: Profiler, tmp_path: Path
) -> None:
    folder = write_tiny_model(tmp_path / "same")
    config = tmp_path / "other.yaml"
    config.write_text(f"extends: default\nmodel: {folder}/spec.yaml\n", encoding="utf-8")
    found = evaluate(articles, tiny, configs=[config], split="dev", baselines=[], replicates=99)
    assert [system.name for system in found.systems] == ["tiny-run", "other"]
    for name, gap in found.differences["other"].items():
        assert gap.value == (None if gap.missing else pytest.approx(0, abs=1e-9)), name
        assert gap.missing == found.systems[0].figures[name].missing
        assert gap.interval in (None, (0.0, 0.0))
    with pytest.raises(ConfigError, match="give each once"):
        evaluate(articles, tiny, configs=[tiny], split="dev")


def test_an_article_is_taken_apart_into_what_was_labelled() -> None:
    text = "  One. Two!\n\nBy us. Three?  "
    spans = [(2, 6), (7, 11), (20, 26)]
    sentences = tuple(LabelledSentence(text[a:b], {}, a, b) for a, b in spans)
    found = segment_by_labels(LabelledArticle("a", text, sentences))
    assert [sentence.text for sentence in found.sentences] == ["One.", "Two!", "Three?"]
    assert [(part.span.of(text), part.reason) for part in found.dropped] == [("By us.", "unlabelled")]
    alone = segment_by_labels(LabelledArticle("a", None, (LabelledSentence("One.", {}), LabelledSentence("Two", {}))))
    assert (alone.document.text, len(alone.sentences)) == ("One.\nTwo", 2)


def test_valence_is_what_was_said_or_else_follows_from_the_labels(tmp_path: Path) -> None:
    table: list[dict[str, Any]] = [
        {"text": "a", "labels": ["joy", "love", "fear"]},
        {"text": "b", "labels": []},
        {"text": "c", "labels": ["neutral"]},
        {"text": "d", "labels": ["joy"], "valence": -0.5},
    ]
    assert derive_valence(fixture_of(tmp_path / "a.jsonl", table)).tolist() == pytest.approx([1 / 3, 0, 0, -0.5])


def test_an_evaluation_is_plain_json_and_readable_markdown(found: Evaluation) -> None:
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["schema"] == "emoprofile-evaluation/2"
    assert plain["data"]["split"] == "dev"
    assert len(plain["data"]["sha256"]) == 64
    assert plain["systems"][0]["provenance"]["fingerprint"].startswith("sha256:")
    assert plain["systems"][2]["provenance"]["trained_on"] == "articles.jsonl"
    assert set(plain["differences"]) == {"majority", "tfidf", "vader"}
    page = render_markdown(found)
    assert "| macro-F1 | " in page
    assert "## tiny-run, per label of ekman" in page
    assert "differs from tiny-run" in page
    assert "## tiny-run, goemotions: what `above` says of articles, and how often it is right" in page
    assert "goemotions: the most frequent leading emotion is" in page
    assert all(line.count("|") > 1 for line in page.splitlines() if line.startswith("|"))


def test_it_is_at_hand_in_the_package(tmp_path: Path, tiny: Profiler) -> None:
    found = emoprofile.evaluate(fixture_of(tmp_path / "some.jsonl", rows(10)), tiny, baselines=[], replicates=99)
    assert found.systems[0].articles is None
    with pytest.raises(AttributeError, match="no attribute 'evaluates'"):
        _ = emoprofile.evaluates
    with pytest.raises(LabelledDataError, match="no such file or folder"):
        emoprofile.evaluate(tmp_path / "absent.csv", tiny)
