"""The encoder of our own says what transformers says; what it does not know exactly is left to transformers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from tests.checkpoint.planted import Plant, configured, reweighted
from tests.conftest import TINY_MAX_TOKENS
from tests.score.families import SENTENCES, TEXTS, TOLERANCE, needs_bfloat16, reference_scores, write_family

from emoprofile.config import ScoreConfig, load_model_spec
from emoprofile.errors import EmoprofileError
from emoprofile.score import Scorer
from emoprofile.score.encoder import EncoderClassifier
from emoprofile.score.encoder_layouts import LAYOUTS

OURS, THEIRS = ScoreConfig(device="cpu"), ScoreConfig(device="cpu", backend="transformers")


@pytest.fixture(scope="module")
def pair_of(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Of a family: a scorer with our encoder, and one with that of transformers."""
    from functools import cache

    @cache
    def made(family: str) -> tuple[Scorer, Scorer]:
        spec = write_family(family, tmp_path_factory.mktemp(family), num_hidden_layers=2, n_layers=2)
        return Scorer(spec, OURS), Scorer(spec, THEIRS)

    return made


@pytest.mark.parametrize("family", LAYOUTS)
@settings(max_examples=10, deadline=None)
@given(texts=SENTENCES)
def test_it_says_what_transformers_says(pair_of: Any, family: str, texts: list[str]) -> None:
    ours, theirs = pair_of(family)
    assert isinstance(ours.backend.model, EncoderClassifier)
    assert type(theirs.backend.model).__module__.startswith("transformers.models.")
    np.testing.assert_allclose(ours.raw_logits(texts), theirs.raw_logits(texts), atol=TOLERANCE, rtol=TOLERANCE)
    assert ours.files == theirs.files


@pytest.mark.parametrize("activation", ["gelu_new", "relu", "gelu_pytorch_tanh"])
@pytest.mark.parametrize("family", LAYOUTS)
def test_it_knows_other_activations(tmp_path: Path, family: str, activation: str) -> None:
    spec = write_family(family, tmp_path)
    configured(**{LAYOUTS[family].settings[-1]: activation})(tmp_path)
    ours, theirs = Scorer(spec, OURS), Scorer(spec, THEIRS)
    assert isinstance(ours.backend.model, EncoderClassifier)  # type: ignore[attr-defined]
    np.testing.assert_allclose(ours.raw_logits(TEXTS), theirs.raw_logits(TEXTS), atol=TOLERANCE, rtol=TOLERANCE)


def test_the_embedded_model_is_computed_by_it_and_says_what_the_pipeline_says() -> None:
    spec = load_model_spec("minilm-news")
    scorer = Scorer(spec, OURS)
    assert isinstance(scorer.backend.model, EncoderClassifier)  # type: ignore[attr-defined]
    logits = scorer.raw_logits(TEXTS)
    assert spec.source.folder
    expected = reference_scores(spec.source.folder, TEXTS, spec.outputs)
    np.testing.assert_allclose(1 / (1 + np.exp(-logits)), expected, atol=TOLERANCE, rtol=0)


@needs_bfloat16
@pytest.mark.parametrize("family", LAYOUTS)
def test_in_bfloat16_they_are_as_close_as_it_can_be_told(tmp_path: Path, family: str) -> None:
    spec = write_family(family, tmp_path)
    ours, theirs = (Scorer(spec, each.model_copy(update={"dtype": "bfloat16"})) for each in (OURS, THEIRS))
    exact = Scorer(spec, THEIRS).raw_logits(TEXTS)
    apart = [np.abs(each.raw_logits(TEXTS) - exact).max() for each in (ours, theirs)]
    assert apart[0] < 2 * apart[1] + 0.02


def drop_types(weights: dict[str, Any]) -> None:
    del weights["bert.embeddings.token_type_embeddings.weight"]


def turn(weights: dict[str, Any]) -> None:
    weights["bert.embeddings.position_ids"] = torch.arange(TINY_MAX_TOKENS).flip(0)[None]


UNKNOWN: dict[str, Plant] = {
    "another activation": configured(hidden_act="silu"),
    "a tensor too few": reweighted(drop_types),
    "positions in another order": reweighted(turn),
    "a layer too few": configured(num_hidden_layers=3),
    "a layer too many": reweighted(lambda w: w.update({"bert.encoder.layer.1.output.dense.bias": torch.zeros(16)})),
    "another width": configured(intermediate_size=48),
}


@pytest.mark.parametrize("plant", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_it_does_not_know_is_judged_as_under_transformers(tmp_path: Path, plant: Plant) -> None:
    spec = write_family("bert", tmp_path)
    plant(tmp_path)
    said = []
    for config in (OURS, THEIRS):
        try:
            scorer = Scorer(spec, config)
            assert not isinstance(scorer.backend.model, EncoderClassifier)  # type: ignore[attr-defined]
            said.append(str([scorer.raw_logits(TEXTS).tolist()]))
        except EmoprofileError as error:
            said.append(str(error))
    assert said[0] == said[1]


def test_old_names_are_known(tmp_path: Path) -> None:
    """As files of the first versions have them: LayerNorm's gamma and beta, and no prefix."""
    spec = write_family("bert", tmp_path)
    before = Scorer(spec, OURS).raw_logits(TEXTS)

    def rename(weights: dict[str, Any]) -> None:
        for name in [*weights]:
            old = name.removeprefix("bert.").replace("LayerNorm.weight", "LayerNorm.gamma")
            weights[old.replace("LayerNorm.bias", "LayerNorm.beta")] = weights.pop(name)

    reweighted(rename)(tmp_path)
    scorer = Scorer(spec, OURS)
    assert isinstance(scorer.backend.model, EncoderClassifier)  # type: ignore[attr-defined]
    np.testing.assert_array_equal(scorer.raw_logits(TEXTS), before)
