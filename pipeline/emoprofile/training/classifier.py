"""The classifier that a run starts with: the encoder of a checkpoint, and a head with the outputs of the recipe."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoConfig, AutoModelForSequenceClassification, PreTrainedModel

from emoprofile.training.base_reading import BaseReading, regress_head
from emoprofile.training.outputs import Outputs


def start_classifier(
    base: Path, outputs: Outputs, targets: NDArray[np.float32], reading: BaseReading | None = None
) -> PreTrainedModel:
    """A model to train. Outputs that the checkpoint has already, by name, keep their weights.

    The others start from a regression, or with random weights. In that case their bias starts at the log-odds of their
    mean target: with most labels absent from most sentences, a zero bias would spend the first epoch on learning just
    that.

    Args:
        base: A checkpoint, with or without a classifier.
        outputs: The columns of the head.
        targets: Shape (rows, outputs): nan where unknown.
        reading: Of the same rows by the base; None starts new outputs with random weights.
    """
    names = outputs.names
    former = AutoConfig.from_pretrained(base)
    config = AutoConfig.from_pretrained(
        base,
        num_labels=len(names),
        id2label=dict(enumerate(names)),
        label2id={name: i for i, name in enumerate(names)},
        problem_type="multi_label_classification",
    )
    model = AutoModelForSequenceClassification.from_pretrained(
        base, config=config, dtype=torch.float32, ignore_mismatched_sizes=True
    )
    known = ~np.isnan(targets)
    mean = (np.where(known, targets, 0).sum(axis=0) + 1) / (known.sum(axis=0) + 2)
    head = AutoModelForSequenceClassification.from_pretrained(base, dtype=torch.float32).classifier
    with torch.no_grad():
        model.classifier.bias.copy_(torch.from_numpy(np.log(mean / (1 - mean))))
        new = [column for column, name in enumerate(names) if name not in former.id2label.values()]
        if reading is not None and new:
            weight, bias = regress_head(reading.features, targets[:, new])
            model.classifier.weight[new] = torch.from_numpy(weight).float()
            model.classifier.bias[new] = torch.from_numpy(bias).float()
        for column, name in former.id2label.items():
            if name in names:
                model.classifier.weight[names.index(name)] = head.weight[column]
                model.classifier.bias[names.index(name)] = head.bias[column]
    return model  # type: ignore[no-any-return]


def freeze_layers(model: PreTrainedModel, layers: int) -> None:
    """Keep the embeddings and so many of the lower layers of the encoder as they are."""
    encoder: Any = model.base_model
    for part in (encoder.embeddings, *encoder.encoder.layer[:layers]):
        part.requires_grad_(False)


def average_weights(models: Sequence[PreTrainedModel]) -> None:
    """Give the first of some models the mean of their weights."""
    states = [model.state_dict() for model in models]
    for name, weight in states[0].items():
        if weight.dtype.is_floating_point:
            weight.copy_(torch.stack([state[name] for state in states]).mean(dim=0))
