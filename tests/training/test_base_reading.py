"""What a run takes over from its base: features, outputs, and the start of a new head."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from tests.conftest import write_tiny_model

from emoprofile.labels import EKMAN, PLUTCHIK
from emoprofile.training.base_reading import STRENGTH, BaseReading, keep_former_outputs, read_texts, regress_head
from emoprofile.training.classifier import average_weights, freeze_layers, start_classifier
from emoprofile.training.corpora import Rows
from emoprofile.training.outputs import Outputs

TEXTS = ["the war is over", "happy", "the war is over", "i am afraid of the war", "sad"]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    write_tiny_model(folder)
    return folder


def test_the_base_reads_texts_as_it_does_one_by_one(base: Path) -> None:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    model: Any = AutoModelForSequenceClassification.from_pretrained(base, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(base)
    found = read_texts(base, TEXTS, 64)
    assert found.names == tuple(model.config.id2label.values())
    for i, text in enumerate(TEXTS):
        with torch.inference_mode():
            expected = model(**tokenizer(text, return_tensors="pt")).logits[0].numpy()
        np.testing.assert_allclose(found.logits[i], expected, atol=1e-5)
    head = model.classifier
    again = found.features @ head.weight.detach().numpy().T + head.bias.detach().numpy()
    np.testing.assert_allclose(again, found.logits, atol=1e-5)


def test_a_regressed_head_is_the_one_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(300, 4))
    y = rng.random((300, 2)) < expit(x @ rng.normal(size=(4, 2)) - 0.5)
    targets = y.astype(np.float32)
    targets[200:, 1] = np.nan
    weight, bias = regress_head(x, targets)
    for column, n in enumerate((300, 200)):
        reference = LogisticRegression(C=1 / (2 * STRENGTH * n), tol=1e-8).fit(x[:n], y[:n, column])
        np.testing.assert_allclose(weight[column], reference.coef_[0], atol=2e-3)
        np.testing.assert_allclose(bias[column], reference.intercept_[0], atol=2e-3)


def test_targets_keep_what_the_base_says() -> None:
    outputs = Outputs(EKMAN, PLUTCHIK, ("valence",))
    first, second = EKMAN.labels[:2]
    targets = np.full((2, len(outputs.names)), np.nan, np.float32)
    targets[0, 0] = 1.0
    targets[0, -1] = 0.3
    reading = BaseReading(np.zeros((2, 3)), np.array([[2.0, 0.0], [-2.0, 1.0]]), (first, second))
    kept = keep_former_outputs(Rows(("a", "b"), targets, ("a", "b")), reading, outputs, 0.25).targets
    np.testing.assert_allclose(kept[:, 0], [0.75 + 0.25 * expit(2.0), expit(-2.0)], atol=1e-6)
    np.testing.assert_allclose(kept[:, 1], expit([0.0, 1.0]), atol=1e-6)
    assert kept[0, -1] == np.float32(0.3)
    assert np.isnan(kept[:, 2:-1]).all()
    assert np.isnan(targets[1]).all()  # the rows that were given stay as they are


def test_new_outputs_start_from_a_regression(base: Path) -> None:
    outputs = Outputs(EKMAN, PLUTCHIK, ("valence",))
    rng = np.random.default_rng(1)
    targets = rng.random((len(TEXTS), len(outputs.names))).astype(np.float32)
    reading = read_texts(base, TEXTS, 64)
    new = [i for i, name in enumerate(outputs.names) if name not in reading.names]
    weight, bias = regress_head(reading.features, targets[:, new])
    model: Any = start_classifier(base, outputs, targets, reading)
    np.testing.assert_allclose(model.classifier.weight[new].detach().numpy(), weight, atol=1e-6)
    np.testing.assert_allclose(model.classifier.bias[new].detach().numpy(), bias, atol=1e-6)
    random: Any = start_classifier(base, outputs, targets)
    assert not math.isclose(random.classifier.weight[new[0], 0].item(), weight[0, 0], abs_tol=1e-6)


def test_lower_layers_are_frozen_and_the_rest_learns(base: Path) -> None:
    model: Any = start_classifier(base, Outputs(EKMAN), np.full((1, len(EKMAN.labels)), 0.5, np.float32))
    freeze_layers(model, 1)
    frozen = {name for name, weight in model.named_parameters() if not weight.requires_grad}
    assert frozen == {
        name for name, _ in model.named_parameters() if ".embeddings." in name or ".encoder.layer.0." in name
    }


def test_weights_are_averaged(base: Path) -> None:
    targets = np.full((1, len(EKMAN.labels)), 0.5, np.float32)
    models = [start_classifier(base, Outputs(EKMAN), targets) for _ in range(2)]
    for weight in models[1].parameters():
        weight.data.add_(1.0)
    expected = {name: (weight + models[1].state_dict()[name]) / 2 for name, weight in models[0].state_dict().items()}
    average_weights(models)
    for name, weight in models[0].state_dict().items():
        torch.testing.assert_close(weight, expected[name])
