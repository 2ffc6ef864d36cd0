"""What the base makes of the training texts: the features that its head stands on, and the outputs that it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.special import expit
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from emoprofile.data.scores import FloatArray
from emoprofile.training.corpora import Rows
from emoprofile.training.outputs import Outputs

BATCH = 64
STRENGTH = 1e-3
"""Of the penalty on the squared weights of a head: it keeps features that few texts show from weighing much."""
ITERATIONS = 200


@dataclass(frozen=True, slots=True, eq=False)
class BaseReading:
    """Texts as the base reads them.

    Attributes:
        features: Shape (n, hidden): what goes into the head.
        logits: Shape (n, outputs of the base).
        names: Of these outputs.
    """

    features: FloatArray
    logits: FloatArray
    names: tuple[str, ...]


def read_texts(base: Path, texts: Sequence[str], max_tokens: int) -> BaseReading:
    """Run the base on texts.

    Args:
        base: A checkpoint with a linear classifier.
        texts: n texts; each different one is read once.
        max_tokens: Longer texts are cut.
    """
    tokenizer = AutoTokenizer.from_pretrained(base)
    model: Any = AutoModelForSequenceClassification.from_pretrained(base, dtype=torch.float32).eval()
    seen: list[torch.Tensor] = []
    model.classifier.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    distinct, places = np.unique(np.asarray(texts, object), return_inverse=True)
    ids = tokenizer(list(distinct), truncation=True, max_length=max_tokens)["input_ids"]
    by_length = np.argsort([len(each) for each in ids], kind="stable")
    features = np.empty((len(ids), model.config.hidden_size))
    logits = np.empty((len(ids), model.config.num_labels))
    with torch.inference_mode():
        for start in range(0, len(ids), BATCH):
            some = by_length[start : start + BATCH]
            batch = tokenizer.pad({"input_ids": [ids[i] for i in some]}, return_tensors="pt")
            logits[some] = model(**batch).logits.numpy()
            features[some] = seen.pop().numpy()
    return BaseReading(features[places], logits[places], tuple(model.config.id2label.values()))


def keep_former_outputs(rows: Rows, reading: BaseReading, outputs: Outputs, share: float) -> Rows:
    """The rows with what the base says in their targets, so that training does not move it without need.

    Source: Li & Hoiem (2017), "Learning without Forgetting", IEEE TPAMI.

    Args:
        rows: n rows.
        reading: Of their texts.
        outputs: The columns of the targets.
        share: Of the base in the target of an output that it has and the row has a target for; where the row has none,
            the target is what the base says.
    """
    targets = rows.targets.copy()
    for column, name in enumerate(outputs.names):
        if name in reading.names:
            said = expit(reading.logits[:, reading.names.index(name)])
            given = targets[:, column]
            targets[:, column] = np.where(np.isnan(given), said, (1 - share) * given + share * said)
    return Rows(rows.texts, targets, rows.articles)


def regress_head(features: FloatArray, targets: NDArray[np.float32]) -> tuple[FloatArray, FloatArray]:
    """Weights and biases of a head on features that stay as they are: a logistic regression of graded targets.

    A head that fits already does not pull the features out of shape in the first steps. Source: Kumar et al. (2022),
    "Fine-Tuning can Distort Pretrained Features and Underperform Out-of-Distribution", ICLR.

    Args:
        features: Shape (n, hidden).
        targets: Shape (n, outputs), in [0, 1], nan where unknown; each output is known somewhere.

    Returns:
        Shapes (outputs, hidden) and (outputs,).
    """
    x, y = torch.from_numpy(features), torch.from_numpy(targets).double()
    known = ~torch.isnan(y)
    y = torch.nan_to_num(y)
    counts = known.sum(dim=0)
    weight = torch.zeros((y.shape[1], x.shape[1]), dtype=torch.float64, requires_grad=True)
    bias = torch.logit(((y * known).sum(dim=0) + 1) / (counts + 2)).requires_grad_()
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=ITERATIONS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        each = torch.nn.functional.binary_cross_entropy_with_logits(x @ weight.T + bias, y, reduction="none")
        found = (each * known / counts).sum() + STRENGTH * weight.square().sum()
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return weight.detach().numpy(), bias.detach().numpy()
