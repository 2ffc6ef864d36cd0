"""The classifier that a run starts with: the encoder of a checkpoint, and a head with the outputs of the recipe."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoConfig, AutoModelForSequenceClassification, PreTrainedModel

from emoprofile.training.outputs import Outputs


def start_classifier(base: Path, outputs: Outputs, targets: NDArray[np.float32]) -> PreTrainedModel:
    """A model to train. Outputs that the checkpoint has already, by name, keep their weights.

    The bias of the others starts at the log-odds of their mean target: with most labels absent from most sentences, a
    zero bias would spend the first epoch on learning just that.

    Args:
        base: A checkpoint, with or without a classifier.
        outputs: The columns of the head.
        targets: Shape (rows, outputs): nan where unknown.
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
        for column, name in former.id2label.items():
            if name in names:
                model.classifier.weight[names.index(name)] = head.weight[column]
                model.classifier.bias[names.index(name)] = head.bias[column]
    return model  # type: ignore[no-any-return]
