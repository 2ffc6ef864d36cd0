"""How far a training run is, step by step."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is.

    Attributes:
        step: Optimiser steps done.
        total: Optimiser steps of the stage.
        figures: The latest `loss`.
    """

    step: int
    total: int
    figures: dict[str, float]


class Reporter(TrainerCallback):
    """Calls a function after each step, with the latest figures."""

    def __init__(self, on_progress: Callable[[Progress], None]) -> None:
        self._on_progress = on_progress
        self._figures: dict[str, float] = {}

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Keep the loss that the trainer logs."""
        self._figures |= {k: v for k, v in kwargs["logs"].items() if k == "loss"}
        log.info("step %d of %d: %s", state.global_step, state.max_steps, kwargs["logs"])

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Say where a run starts: one that goes on does not start at 0."""
        self._on_progress(Progress(state.global_step, state.max_steps, {}))

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Say how far the run is."""
        self._on_progress(Progress(state.global_step, state.max_steps, dict(self._figures)))
