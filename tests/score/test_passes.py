"""A pass holds windows of one length, and every window goes through the model once, without padding."""

from collections.abc import Sequence
from time import sleep
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import WORDS

from emoprofile.config import ModelSpec, ScoreConfig
from emoprofile.data import Finding
from emoprofile.data.scores import FloatArray
from emoprofile.score import Scorer
from emoprofile.score.encoded import Encoded
from emoprofile.score.passes import compute_passes, cut_passes


@given(st.lists(st.integers(1, 60), max_size=80), st.integers(10, 300))
def test_every_window_is_in_one_pass_of_its_length_within_the_budget(lengths: list[int], budget: int) -> None:
    found = list(cut_passes(lengths, budget))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    for batch in found:
        [length] = {lengths[i] for i in batch}
        assert len(batch) * length <= budget or len(batch) == 1


@given(st.lists(st.integers(1, 60), max_size=80), st.integers(10, 300))
def test_there_are_no_more_passes_than_lengths_and_budget_ask_for(lengths: list[int], budget: int) -> None:
    needed = sum(-(-lengths.count(length) // max(1, budget // length)) for length in set(lengths))
    assert len(list(cut_passes(lengths, budget))) == needed


def test_the_longest_come_first() -> None:
    assert list(cut_passes([3, 30, 4, 30, 3, 3], 64)) == [[1, 3], [2], [0, 4, 5]]
    assert list(cut_passes([3, 3, 3], 6)) == [[0, 1], [2]]


def test_the_model_sees_each_token_once_and_no_filling(tiny_spec: ModelSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    scorer: Any = Scorer(tiny_spec, ScoreConfig())
    seen: list[dict[str, Any]] = []
    encoded: list[int] = []
    forward, encode = scorer.backend.model.forward, scorer.backend._encoder._tokenizer.encode_batch

    def counted(**inputs: Any) -> Any:
        seen.append(inputs)
        return forward(**inputs)

    monkeypatch.setattr(scorer.backend.model, "forward", counted)

    class Tokenizer:
        def encode_batch(self, texts: list[str]) -> object:
            encoded.append(len(texts))
            return encode(texts)

    monkeypatch.setattr(scorer.backend._encoder, "_tokenizer", Tokenizer())
    texts = [" ".join(WORDS[i : i + n]) for n in (1, 2, 5, 9) for i in (0, 3, 7)]
    scorer.score([*texts, *texts])
    assert encoded == [len(texts)]
    assert len(seen) == 4
    assert sum(inputs["input_ids"].numel() for inputs in seen) == sum(len(text.split()) + 2 for text in texts)
    assert all((inputs["input_ids"] != 0).all() and "attention_mask" not in inputs for inputs in seen)


class Broken:
    """A backend that fails at the second pass."""

    findings: tuple[Finding, ...] = ()
    packages: tuple[str, ...] = ()
    workers, drift, calls, left = 1, 0.0, 0, 0

    def encode(self, texts: Sequence[str]) -> Encoded:
        raise NotImplementedError

    def logits(self, encoded: Encoded, batch: Sequence[int]) -> FloatArray:
        self.calls += 1
        if self.calls == 2:
            raise MemoryError
        sleep(0.01)  # so that there is time to give up the others
        return np.zeros((len(batch), 1))

    def leave_threads(self) -> None:
        self.left += 1


def test_after_a_pass_that_fails_no_other_is_begun() -> None:
    backend = Broken()
    nothing = Encoded((), *(np.zeros(0, np.int64) for _ in range(3)))
    with pytest.raises(MemoryError):
        list(compute_passes(backend, nothing, [[i] for i in range(500)]))
    assert backend.calls < 500
    assert backend.left == 1


def test_a_pass_of_unlike_lengths_is_refused(tiny_spec: ModelSpec) -> None:
    """It would be filled up, and nothing would hide the filling."""
    backend = Scorer(tiny_spec, ScoreConfig()).backend
    with pytest.raises(ValueError, match=r"windows of one length, not of \[3, 5\] tokens"):
        backend.logits(backend.encode(["fear", "we love it"]), [0, 1])
