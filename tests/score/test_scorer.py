"""Scores equal the reference implementation, and depend on the sentence alone."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import TINY_MAX_TOKENS, WORDS
from tests.score.families import SENTENCES, expressed, rebatched, rebuilt, reference_scores

from emoprofile.checkpoint import locate
from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data.scores import sigmoid
from emoprofile.score import Scorer
from emoprofile.score.encoded import Encoded

CAPACITY = TINY_MAX_TOKENS - 2
TOLERANCE = 1e-5


@pytest.fixture(scope="module")
def scorer(tiny_spec: ModelSpec) -> Scorer:
    return Scorer(tiny_spec, ScoreConfig())


@pytest.fixture(scope="module")
def whole(tiny_model: Path) -> Any:
    """A tokenizer that does not cut."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(tiny_model)


TEXTS = [
    "I am so happy today!", "The war is over, they said.", "We love it", "fear", "I was not good and not calm.",
    "It was good.", "They said we love fear and the war is very good, so very good, and I am very, very afraid today!",
]  # fmt: skip


def test_uncalibrated_scores_equal_the_reference_pipeline(scorer: Scorer, tiny_model: Path) -> None:
    ours = sigmoid(scorer.raw_logits(TEXTS))
    np.testing.assert_allclose(ours, reference_scores(tiny_model, TEXTS), atol=TOLERANCE, rtol=0)
    assert ours.std() > 0.05  # a model that says the same of everything would prove nothing


def test_the_embedded_model_equals_the_reference_pipeline() -> None:
    from emoprofile.config import load_model_spec

    spec = load_model_spec("minilm-news")
    ours = sigmoid(Scorer(spec, ScoreConfig()).raw_logits(TEXTS))
    expected = reference_scores(locate(spec).folder, TEXTS, spec.outputs)
    np.testing.assert_allclose(ours, expected, atol=TOLERANCE, rtol=0)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=SENTENCES, budget=st.integers(64, 600), seed=st.randoms(use_true_random=False))
def test_a_score_depends_on_the_sentence_alone(scorer: Scorer, texts: list[str], budget: int, seed: object) -> None:
    together = expressed(scorer.score(texts)).probabilities
    alone = np.concatenate([expressed(scorer.score([text])).probabilities for text in texts])
    np.testing.assert_array_equal(together, alone)
    order = list(range(len(texts)))
    seed.shuffle(order)  # type: ignore[attr-defined]
    shuffled = expressed(rebatched(scorer, budget).score([texts[i] for i in order])).probabilities
    np.testing.assert_array_equal(shuffled, together[order])


def test_a_repeated_sentence_goes_through_the_model_once(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    run = scorer.backend.logits

    def counted(encoded: Encoded, batch: list[int]) -> np.ndarray:
        seen.append(len(batch))
        return run(encoded, batch)

    monkeypatch.setattr(scorer.backend, "logits", counted)
    scores = scorer.score(["we love it", "fear", "we love it", "we love it"])
    assert sum(seen) == 2
    np.testing.assert_array_equal(expressed(scores).logits[0], expressed(scores).logits[3])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(1, 400))
def test_no_token_of_a_long_sentence_is_cut_off(scorer: Scorer, whole: Any, length: int) -> None:
    words = [WORDS[i % len(WORDS)] for i in range(length)]
    encoder = scorer.backend._encoder  # type: ignore[attr-defined]
    windows = encoder([" ".join(words)])
    assert rebuilt(windows, encoder.overlap) == whole(" ".join(words), add_special_tokens=False)["input_ids"]
    assert max(windows.lengths) <= TINY_MAX_TOKENS
    assert windows.added.sum() == length


def test_a_sentence_of_5000_words_is_scored_in_windows_and_says_so(scorer: Scorer) -> None:
    long = " ".join(WORDS[i % len(WORDS)] for i in range(5000))
    scores = scorer.score([long, "fear"])
    assert scores.tokens.tolist() == [5000, 1]
    assert scores.windows[0] > 5000 / CAPACITY
    assert scores.windows[1] == 1


def test_windows_are_averaged_by_the_tokens_that_each_adds(scorer: Scorer) -> None:
    long = " ".join(WORDS[(i * i) % len(WORDS)] for i in range(70))
    windows = scorer.backend.encode([long])
    each = sigmoid(np.concatenate([scorer.backend.logits(windows, [i]) for i in range(len(windows.inputs))]))
    expected = (each * windows.added[:, None]).sum(axis=0) / windows.added.sum()
    np.testing.assert_allclose(expressed(scorer.score([long])).probabilities[0], expected, atol=1e-9)


def test_nothing_to_score_gives_an_empty_matrix(scorer: Scorer) -> None:
    assert len(scorer.score([])) == 0


def test_a_scorer_can_be_sent_to_another_process(scorer: Scorer) -> None:
    copy = pickle.loads(pickle.dumps(scorer))
    np.testing.assert_array_equal(expressed(copy.score(TEXTS)).logits, expressed(scorer.score(TEXTS)).logits)


def test_the_first_calls_of_a_tokenizer_may_come_at_once(scorer: Scorer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from transformers import AutoTokenizer

    from emoprofile.score.encoding import INPUTS, Encoder

    for _ in range(20):
        tokenizer: Any = AutoTokenizer.from_pretrained(scorer.spec.source.folder)
        encoder = Encoder(tokenizer, TINY_MAX_TOKENS, INPUTS)
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _, encode=encoder: encode(TEXTS * 50).lengths, range(8)))
        assert all(lengths == found[0] for lengths in found)


def test_a_scorer_is_safe_to_call_from_threads(scorer: Scorer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    expected = expressed(scorer.score(TEXTS)).probabilities
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: expressed(scorer.score(TEXTS)).probabilities, range(64)):
            np.testing.assert_array_equal(found, expected)
