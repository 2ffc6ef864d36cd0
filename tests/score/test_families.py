"""The promises about scores hold in every family of models, not only in that of the embedded one."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.conftest import TINY_MAX_TOKENS, WORDS
from tests.score.families import (
    FAMILIES,
    TEXTS,
    TOLERANCE,
    expressed,
    rebuilt,
    reference_scores,
    write_family,
)

from emoprofile.config import ScoreConfig
from emoprofile.errors import ModelRefusedError
from emoprofile.score import Scorer

every_family = pytest.mark.parametrize("family", FAMILIES)


@pytest.fixture(scope="module")
def scorer_of(tmp_path_factory: pytest.TempPathFactory) -> Any:
    @cache
    def made(family: str, activation: str = "sigmoid") -> Scorer:
        return Scorer(write_family(family, tmp_path_factory.mktemp(family), activation), ScoreConfig())

    return made


@pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
@every_family
def test_scores_equal_the_reference_pipeline(scorer_of: Any, family: str, activation: str) -> None:
    scorer = scorer_of(family, activation)
    ours = expressed(scorer.score(TEXTS)).probabilities
    np.testing.assert_allclose(ours, reference_scores(scorer.spec.source.folder, TEXTS), atol=TOLERANCE, rtol=0)
    assert ours.std(axis=0).mean() > 0.005  # a model that says the same of everything would prove nothing


@every_family
def test_no_token_of_a_long_sentence_is_cut_off(scorer_of: Any, family: str) -> None:
    from transformers import AutoTokenizer

    scorer = scorer_of(family)
    whole = AutoTokenizer.from_pretrained(scorer.spec.source.folder)
    for length in (1, 20, 30, 31, 60, 300):
        text = " ".join(WORDS[(i * i) % len(WORDS)] for i in range(length))
        expected = whole(text, add_special_tokens=False)["input_ids"]
        windows = scorer.backend.encode([text])
        assert rebuilt(windows, scorer.backend._encoder.overlap) == expected
        assert max(windows.lengths) <= TINY_MAX_TOKENS
        assert windows.added.sum() == len(expected)
    assert np.isfinite(expressed(scorer.score([text])).logits).all()


def test_a_roberta_has_two_positions_fewer_than_it_says(tmp_path: Path) -> None:
    spec = write_family("roberta", tmp_path)
    longer = spec.model_copy(update={"max_tokens": TINY_MAX_TOKENS + 1})
    with pytest.raises(ModelRefusedError, match=f"positions for {TINY_MAX_TOKENS} tokens"):
        Scorer(longer, ScoreConfig())
