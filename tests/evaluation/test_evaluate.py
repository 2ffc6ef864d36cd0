"""Systems on labelled data: every figure is that of the part it comes from, and all systems see the same."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.conftest import ROOT, write_tiny_model

import emoprofile
from emoprofile import Profiler
from emoprofile.data import ScoreMatrix
from emoprofile.errors import ConfigError, LabelledDataError, MissingExtraError, UnknownNameError
from emoprofile.evaluation.baselines import Majority, TfIdf, Vader
from emoprofile.evaluation.evaluate import evaluate
from emoprofile.evaluation.gold_profiles import labelled_segmentation
from emoprofile.evaluation.markdown import as_markdown
from emoprofile.evaluation.results import Evaluation
from emoprofile.evaluation.sentence_results import gold_valence
from emoprofile.evaluation.systems import word_counts
from emoprofile.labelled import LabelledDataset, LabelledArticle, LabelledSentence, read_labelled
from emoprofile.labelled.overlap import without_texts
from emoprofile.metrics import sentence_metrics

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
    labels = [lead, "neutral", lead, names[(i + 1) % 5], "neutral", lead, lead]
    text, sentences = "", []
    for k, name in enumerate(labels):
        words = f"{SAID[name].capitalize()} {chr(97 + (i + k) % 26)}."
        sentences.append({"start": len(text), "end": len(text) + len(words), "labels": [name]})
        text += words + " "
    text += "They said it."
    return {"id": f"a{i}", "split": split, "text": text, "sentences": sentences, "emotions": {lead: 3, "joy": i % 3},
            "dominant": None if i == 0 else "none" if i == 1 else lead}  # fmt: skip


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
        own = scores.speaking(name).emotions
        assert own.thresholds is not None
        expected = sentence_metrics(own.labels, own.probabilities >= own.thresholds, labelled.given)
        result = found.systems[0].sentences[name]
        assert result.quality.macro.f1.value == pytest.approx(expected.macro_f1)
        assert result.quality.micro.f1.value == pytest.approx(expected.micro_f1)
        assert result.quality.labels["joy"].support == labelled.given[:, own.labels.index("joy")].sum()
    assert found.figure("macro_f1") is found.systems[0].figures["goemotions.macro_f1"]
    assert found.figure("ekman.joy.f1").value is not None
    assert found.systems[0].figures["goemotions.macro_f1"].interval is not None


def test_a_system_of_ones_own_is_measured_as_any_other(articles: LabelledDataset, tiny: Profiler) -> None:
    found = evaluate(articles, tiny, split="dev", baselines=[f"{__name__}:Oracle"], replicates=99)
    oracle = found.systems[1]
    assert oracle.name == "oracle"
    assert oracle.figures["goemotions.micro_f1"].value == 1
    assert oracle.figures["goemotions.calibration_error"].value == pytest.approx(0, abs=1e-5)
    assert oracle.articles is not None
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
        from emoprofile.evaluation.systems import label_scores
        from emoprofile.labels import GOEMOTIONS

        p = np.zeros((len(texts), 28))
        for row, text in zip(p, texts, strict=True):
            name = next((name for words, name in self.labels.items() if text.lower().startswith(words)), "neutral")
            row[GOEMOTIONS.labels.index(name)] = 1.0
        own = label_scores(GOEMOTIONS, logit(p), np.full(28, 0.5))
        return ScoreMatrix(own, {}, None, word_counts(texts), np.ones(len(texts), np.int64))


def test_articles_are_profiled_as_they_are_fed_and_arcs_on_the_labelled_sentences(
    articles: LabelledDataset, tiny: Profiler, found: Evaluation
) -> None:
    dev = articles.split("dev")
    result = found.systems[0].articles
    assert result is not None
    assert (result.end_to_end, result.gold, result.articles, result.failures) == (True, "ratings", 8, ())
    profiles = [tiny.profile(one.text or "") for one in dev.articles]
    assert result.valence is not None
    truth = gold_valence(dev).reshape(8, 7).mean(axis=1)
    predicted = [profile.valence for profile in profiles]
    assert result.valence.pearson.value == pytest.approx(np.corrcoef(np.array(predicted, float), truth)[0, 1])
    leaders = [next((d.label for d in profile.dominant), "none") for profile in profiles]
    judged = [i for i, one in enumerate(dev.articles) if one.dominant]
    right = [leaders[i] == dev.articles[i].dominant for i in judged]
    assert len(judged) == 7
    assert result.quality is not None
    assert result.quality.dominant.value == pytest.approx(np.mean(right))
    assert set(result.arc) == {"valence", *(label for label in articles.vocabulary.emotions)}
    assert result.coverage.value is not None


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
    with pytest.raises(ConfigError, match="baselines: tfidf: there are no labelled sentences to learn from"):
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
    own = scores.emotions
    assert own.thresholds is not None
    assert own.probabilities[1, own.labels.index("joy")] == pytest.approx(0.2)
    claimed = own.probabilities >= own.thresholds
    assert [label for label, yes in zip(own.labels, claimed[0], strict=True) if yes] == sorted(
        SAID, key=own.labels.index
    )
    assert scores.groups["ekman"].probabilities[0].max() == pytest.approx(0.4)


def test_the_bag_of_words_learns_what_words_say(tmp_path: Path) -> None:
    train = fixture_of(tmp_path / "train.jsonl", rows(200))
    scores = TfIdf(train).score(["We love it", "so sad, the war", "they said it was the war"])
    own = scores.emotions
    assert [own.labels[i] for i in own.probabilities.argmax(axis=1)] == ["love", "sadness", "neutral"]
    assert set(scores.groups) == {"ekman", "sentiment"}
    assert scores.valence is not None
    assert scores.valence[0] > scores.valence[2] > scores.valence[1]
    with pytest.raises(ConfigError, match="'tfidf' learns from labelled sentences"):
        TfIdf(None)


def test_the_word_list_knows_valence_only_and_is_an_extra(monkeypatch: pytest.MonkeyPatch, found: Evaluation) -> None:
    scores = Vader().score(["What a wonderful day!", "A horrible, awful crime."])
    assert scores.valence is not None
    assert scores.valence[0] > 0.5 > -0.5 > scores.valence[1]
    vader = found.systems[-1]
    assert vader.sentences == {}
    assert {name for name in vader.figures if "valence" not in name} == {"articles.coverage"}
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
    assert system.valence is not None
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
    p = tiny.score_sentences(data.texts).emotions
    joy = found.systems[0].sentences["goemotions"].degrees["joy"]
    expected = np.corrcoef(p.probabilities[:, p.labels.index("joy")], data.gold[:, data.vocabulary.labels.index("joy")])
    assert joy.pearson.value == pytest.approx(expected[0, 1])
    assert found.figure("degrees.pearson").value is not None
    assert "degrees, Pearson" in as_markdown(found)


def test_two_configurations_are_compared_on_the_same_resamples(
    articles: LabelledDataset, tiny: Profiler, tmp_path: Path
) -> None:
    folder = write_tiny_model(tmp_path / "same")
    config = tmp_path / "other.yaml"
    config.write_text(f"extends: default\nmodel: {folder}/spec.yaml\n", encoding="utf-8")
    found = evaluate(articles, tiny, configs=[config], split="dev", baselines=[], replicates=99)
    assert [system.name for system in found.systems] == ["tiny-run", "other"]
    for name, gap in found.differences["other"].items():
        assert gap.value == pytest.approx(0, abs=1e-9), name
        assert gap.interval in (None, (0.0, 0.0))
    with pytest.raises(ConfigError, match="each may be given once"):
        evaluate(articles, tiny, configs=[tiny], split="dev")


def test_an_article_is_taken_apart_into_what_was_labelled() -> None:
    text = "  One. Two!\n\nBy us. Three?  "
    spans = [(2, 6), (7, 11), (20, 26)]
    sentences = tuple(LabelledSentence(text[a:b], {}, a, b) for a, b in spans)
    found = labelled_segmentation(LabelledArticle("a", text, sentences))
    assert [sentence.text for sentence in found.sentences] == ["One.", "Two!", "Three?"]
    assert [(part.span.of(text), part.reason) for part in found.dropped] == [("By us.", "unlabelled")]
    alone = labelled_segmentation(
        LabelledArticle("a", None, (LabelledSentence("One.", {}), LabelledSentence("Two", {})))
    )
    assert (alone.document.text, len(alone.sentences)) == ("One.\nTwo", 2)


def test_valence_is_what_was_said_or_else_follows_from_the_labels(tmp_path: Path) -> None:
    table: list[dict[str, Any]] = [
        {"text": "a", "labels": ["joy", "love", "fear"]},
        {"text": "b", "labels": []},
        {"text": "c", "labels": ["neutral"]},
        {"text": "d", "labels": ["joy"], "valence": -0.5},
    ]
    assert gold_valence(fixture_of(tmp_path / "a.jsonl", table)).tolist() == pytest.approx([1 / 3, 0, 0, -0.5])


def test_an_evaluation_is_plain_json_and_readable_markdown(found: Evaluation) -> None:
    plain = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert plain["schema"] == "emoprofile-evaluation/1"
    assert plain["data"]["split"] == "dev"
    assert len(plain["data"]["sha256"]) == 64
    assert plain["systems"][0]["provenance"]["fingerprint"].startswith("sha256:")
    assert plain["systems"][2]["provenance"]["trained_on"] == "articles.jsonl"
    assert set(plain["differences"]) == {"majority", "tfidf", "vader"}
    page = as_markdown(found)
    assert "| macro-F1 | " in page
    assert "## tiny-run, per label of ekman" in page
    assert "differs from tiny-run" in page
    assert all(line.count("|") > 1 for line in page.splitlines() if line.startswith("|"))


def test_it_is_at_hand_in_the_package(tmp_path: Path, tiny: Profiler) -> None:
    found = emoprofile.evaluate(fixture_of(tmp_path / "some.jsonl", rows(10)), tiny, baselines=[], replicates=99)
    assert found.systems[0].articles is None
    with pytest.raises(AttributeError, match="no attribute 'evaluates'"):
        _ = emoprofile.evaluates
    with pytest.raises(LabelledDataError, match="no such file or folder"):
        emoprofile.evaluate(tmp_path / "absent.csv", tiny)


def test_the_card_of_the_embedded_model_is_reproduced_from_the_published_file(embedded: Profiler) -> None:
    data = ROOT.parent / "shared" / "data" / "goemotions" / "dev.tsv"
    if not data.is_file():
        pytest.skip("goemotions/dev.tsv is not on this machine")
    from emoprofile.training.model_report import report

    dev = read_labelled(data)
    few = LabelledDataset(dev.name, dev.format, dev.sha256, dev.level, dev.vocabulary, False, 0.5, dev.articles[:60])
    found = evaluate(few, embedded, baselines=[], replicates=99).systems[0].sentences
    expected = report(embedded.spec, embedded._scorer.raw_logits(few.texts), few.given)
    assert found["goemotions"].quality.macro.f1.value == pytest.approx(expected.emotions.macro_f1)
    for name, group in expected.groups.items():
        assert found[name].quality.macro.f1.value == pytest.approx(group.macro_f1)
    before = found["goemotions"].uncalibrated
    assert before is not None
    assert before.pooled.brier.value == pytest.approx(expected.brier_uncalibrated)
    assert before.pooled.calibration_error.value == pytest.approx(expected.calibration_error_uncalibrated)
