"""A sentence has the same score to the last bit, whatever shares its pass: families, sizes, orders, threads, dtypes."""

import random
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.score.families import FAMILIES, SENTENCES, needs_bfloat16, write_family

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import Finding
from emoprofile.score import Scorer
from emoprofile.score.steady_linear import FEWEST_ROWS, SteadyLinear, make_plain, make_steady

DTYPES = ("float32", pytest.param("bfloat16", marks=needs_bfloat16))


@pytest.fixture(scope="module")
def scorer_of(tmp_path_factory: pytest.TempPathFactory) -> Any:
    @cache
    def spec(family: str) -> ModelSpec:
        return write_family(family, tmp_path_factory.mktemp(family))

    @cache
    def made(family: str, **settings: Any) -> Scorer:
        return Scorer(spec(family), ScoreConfig(device="cpu", **settings))

    return made


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=4, deadline=None)
@given(
    texts=SENTENCES,
    tokens=st.integers(64, 600),
    threads=st.sampled_from([1, 2, 5]),
    seed=st.randoms(use_true_random=False),
)
def test_a_score_has_the_same_bits_whatever_is_scored_with_it(
    scorer_of: Any, family: str, dtype: str, texts: list[str], tokens: int, threads: int, seed: random.Random
) -> None:
    scorer = scorer_of(family, dtype=dtype)
    alone = np.concatenate([scorer.raw_logits([text]) for text in texts])
    order = list(range(len(texts)))
    seed.shuffle(order)
    other = scorer_of(family, dtype=dtype, threads=threads, batch_tokens=tokens)
    np.testing.assert_array_equal(other.raw_logits([texts[i] for i in order]), alone[order])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("family", FAMILIES)
def test_it_is_seen_at_load(scorer_of: Any, family: str, dtype: str) -> None:
    scorer = scorer_of(family, dtype=dtype)
    assert scorer.backend.drift == 0
    said = "a sentence's scores have the same bits alone and beside others"
    assert Finding("neighbours", "fine", said) in scorer.findings


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_embedded_model_holds_it(dtype: str) -> None:
    from emoprofile.config import load_model_spec

    scorer = Scorer(load_model_spec("minilm-news"), ScoreConfig(dtype=dtype, device="cpu"))
    words = "they said that the war is over and we are so very glad of it".split()  # noqa: SIM905
    texts = [" ".join(words[i:] + words[:i]) for i in range(len(words))] + [" ".join(words[:n]) for n in range(1, 9)]
    together = scorer.raw_logits(texts)
    for i in (0, 3, 14, 15, 22):
        np.testing.assert_array_equal(scorer.raw_logits([texts[i]])[0], together[i])
    np.testing.assert_array_equal(scorer.raw_logits(texts[::-1])[::-1], together)


def test_a_model_whose_scores_move_with_their_neighbours_says_how_far(
    scorer_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from emoprofile.score.steadiness import measure_drift

    backend = scorer_of("bert").backend
    logits = type(backend).logits
    monkeypatch.setattr(type(backend), "logits", lambda *given: logits(*given) + 0.002 * len(given[2]))
    drift, finding = measure_drift(backend, "We love it, they said.")
    assert drift == pytest.approx(0.008)
    assert finding.message == "a logit moves by 8e-03 with what shares its pass: scores depend on score.batch_tokens"


def test_threads_of_the_process_are_left_as_they_were(scorer_of: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    scorer, before = scorer_of("bert", threads=5), torch.get_num_threads()
    try:
        torch.set_num_threads(3)
        scorer.score(["We love it.", "fear", "They said we love the war."])
        with ThreadPoolExecutor(1) as pool:
            assert (torch.get_num_threads(), pool.submit(torch.get_num_threads).result()) == (3, 3)
    finally:
        torch.set_num_threads(before)


@given(rows=st.integers(0, 3 * FEWEST_ROWS), outer=st.integers(1, 3))
def test_a_steady_layer_says_what_the_plain_one_says(rows: int, outer: int) -> None:
    torch.manual_seed(rows)
    plain, x = torch.nn.Linear(8, 5), torch.randn(outer, rows, 8)
    expected = plain(x).detach()
    steady = make_steady(torch.nn.Sequential(plain))
    assert isinstance(steady[0], SteadyLinear)
    torch.testing.assert_close(steady(x).detach(), expected, atol=1e-6, rtol=0)
    assert type(make_plain(steady)[0]) is torch.nn.Linear
