"""A `Trainer` for rows of which some targets are unknown."""

from typing import Any

import torch
from torch import nn
from transformers import Trainer

HEAD = "classifier"


class MaskedTrainer(Trainer):
    """Binary cross-entropy over the known targets, and a learning rate of its own for the head.

    Args:
        weights: Shape (outputs,): what an error of each output counts.
        head_learning_rate: Of the classifier, after warm-up.
    """

    def __init__(self, *args: Any, weights: torch.Tensor, head_learning_rate: float, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._weights = weights
        self._head_learning_rate = head_learning_rate

    def compute_loss(
        self,
        model: nn.Module,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: torch.Tensor | int | None = None,
    ) -> Any:
        """The weighted sum over known targets of their cross-entropy, averaged over the rows of the batch."""
        targets = inputs.pop("labels").float()
        outputs = model(**inputs)
        loss = masked_loss(outputs.logits.float(), targets, self._weights.to(targets.device))
        return (loss, outputs) if return_outputs else loss

    def create_optimizer(self, *unused: Any) -> torch.optim.Optimizer:
        """AdamW; biases and layer norms do not decay."""
        if self.optimizer is None:
            assert self.model is not None
            decaying = set(self.get_decay_parameter_names(self.model))
            groups = [
                {
                    "params": [
                        p
                        for name, p in self.model.named_parameters()
                        if p.requires_grad and name.startswith(HEAD) is head and (name in decaying) is decays
                    ],
                    "lr": self._head_learning_rate if head else self.args.learning_rate,
                    "weight_decay": self.args.weight_decay if decays else 0.0,
                }
                for head in (False, True)
                for decays in (False, True)
            ]
            self.optimizer = torch.optim.AdamW(groups)
        return self.optimizer


def masked_loss(logits: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of graded targets in [0, 1]; a target that is nan counts nothing.

    Args:
        logits: Shape (rows, outputs).
        targets: Shape (rows, outputs).
        weights: Shape (outputs,).
    """
    known = ~torch.isnan(targets)
    each = nn.functional.binary_cross_entropy_with_logits(logits, torch.nan_to_num(targets), reduction="none")
    return (each * known * weights).sum() / len(logits)
