"""The training run itself: transformers' `Trainer`, set up from a recipe; resumable, and deterministic by seed."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from transformers import (
    AutoConfig,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EvalPrediction,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PrinterCallback,
    ProgressCallback,
    Trainer,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
    set_seed,
)
from transformers.trainer_utils import get_last_checkpoint

from emoprofile.calibration import expected_f1_thresholds
from emoprofile.data.scores import sigmoid
from emoprofile.errors import TrainingError
from emoprofile.labels import Vocabulary
from emoprofile.metrics.evaluate_modules import SentenceMetric
from emoprofile.provenance import fingerprint
from emoprofile.training.recipe import TrainingRecipe

log = logging.getLogger(__name__)
MARKER = "run.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        step: Optimiser steps done.
        total: Optimiser steps in all.
        figures: The latest of `loss`, `eval_macro_f1`, …
    """

    step: int
    total: int
    figures: dict[str, float]


def fine_tune(
    recipe: TrainingRecipe,
    base: Path,
    train: Dataset,
    dev: Dataset,
    vocabulary: Vocabulary,
    run: Path,
    on_progress: Callable[[Progress], None],
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """Train, or go on with a run that was interrupted.

    Args:
        recipe: How to train.
        base: A folder with an encoder and its tokenizer.
        train: Rows of `text` and `labels`.
        dev: Likewise; scored after each epoch, and never learnt from.
        vocabulary: Names the columns of `labels`.
        run: The folder of the checkpoints. A finished run is not trained again: its weights are loaded.
        on_progress: Called after each step.

    Raises:
        TrainingError: If `run` holds the checkpoints of another recipe, base or corpus.
    """
    _claim(run, recipe, train)
    optimisation = recipe.optimisation
    set_seed(optimisation.seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = _with_fresh_head(base, vocabulary, np.asarray(train["labels"][:]))
    limit = recipe.data.max_tokens

    def encoded(rows: Dataset) -> Dataset:
        inputs = tokenizer(rows["text"][:], truncation=True, max_length=limit)
        return Dataset.from_dict({**inputs, "labels": rows["labels"][:]})

    trainer = Trainer(
        model=model,
        args=_arguments(recipe, run),
        train_dataset=encoded(train),
        eval_dataset=encoded(dev),
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=_macro_f1,
        callbacks=[_Reporter(on_progress)],
    )
    for unwanted in (ProgressCallback, PrinterCallback):
        trainer.remove_callback(unwanted)
    checkpoint = get_last_checkpoint(str(run))  # type: ignore[no-untyped-call]
    if checkpoint:
        log.info("going on from %s", checkpoint)
    trainer.train(resume_from_checkpoint=checkpoint)
    return model, tokenizer


def _claim(run: Path, recipe: TrainingRecipe, train: Dataset) -> None:
    """Bind the folder to this recipe and this data, or refuse it."""
    mark = fingerprint({"recipe": recipe.decisive(), "train": train.to_dict()})
    marker = run / MARKER
    if not marker.exists():
        run.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps({"fingerprint": mark, "recipe": recipe.decisive()}, indent=2) + "\n")
    elif (seen := json.loads(marker.read_text())["fingerprint"]) != mark:
        raise TrainingError(
            f"{run} holds a run of another recipe or other data ({seen[:19]}…, this one is {mark[:19]}…). "
            "Name another folder with --run, or delete that one."
        )


def _with_fresh_head(base: Path, vocabulary: Vocabulary, labels: np.ndarray) -> PreTrainedModel:
    """The encoder with a new classifier, whose bias starts at the log-odds of the label frequencies.

    With most labels absent from most sentences, a zero bias would spend the first epoch on learning just that.
    """
    config = AutoConfig.from_pretrained(
        base,
        num_labels=len(vocabulary.labels),
        id2label=dict(enumerate(vocabulary.labels)),
        label2id={label: i for i, label in enumerate(vocabulary.labels)},
        problem_type="multi_label_classification",
    )
    model = AutoModelForSequenceClassification.from_pretrained(base, config=config, dtype=torch.float32)
    frequency = (labels.sum(axis=0) + 1) / (len(labels) + 2)
    with torch.no_grad():
        model.classifier.bias.copy_(torch.from_numpy(np.log(frequency / (1 - frequency))))
    return model  # type: ignore[no-any-return]


def _arguments(recipe: TrainingRecipe, run: Path) -> TrainingArguments:
    optimisation = recipe.optimisation
    return TrainingArguments(
        output_dir=str(run),
        seed=optimisation.seed,
        data_seed=optimisation.seed,
        num_train_epochs=optimisation.epochs,
        per_device_train_batch_size=optimisation.batch_size,
        per_device_eval_batch_size=64,
        learning_rate=optimisation.learning_rate,
        warmup_steps=optimisation.warmup_ratio,
        lr_scheduler_type="linear",
        optim="adamw_torch",
        weight_decay=optimisation.weight_decay,
        bf16=optimisation.precision == "bfloat16",
        use_cpu=not torch.cuda.is_available(),
        train_sampling_strategy="group_by_length",
        eval_strategy="epoch",
        save_strategy="steps",
        save_steps=optimisation.checkpoint_every,
        save_total_limit=2,
        logging_steps=25,
        report_to=[],
        disable_tqdm=True,
        remove_unused_columns=False,
        dataloader_pin_memory=False,
    )


def _macro_f1(prediction: EvalPrediction) -> dict[str, float]:
    """Macro-F1 before calibration: for watching a run, not for reporting."""
    probabilities = sigmoid(np.asarray(prediction.predictions, dtype=np.float64))
    gold = np.asarray(prediction.label_ids) > 0.5
    claimed = probabilities >= expected_f1_thresholds(probabilities)
    found: dict[str, float] = SentenceMetric().compute(predictions=claimed, references=gold)
    return {"macro_f1": found["macro_f1"]}


class _Reporter(TrainerCallback):
    """Passes on each step, with the latest figures."""

    def __init__(self, on_progress: Callable[[Progress], None]) -> None:
        self._on_progress = on_progress
        self._figures: dict[str, float] = {}

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        self._figures |= {k: v for k, v in kwargs["logs"].items() if k in ("loss", "eval_loss", "eval_macro_f1")}
        log.info("step %d of %d: %s", state.global_step, state.max_steps, kwargs["logs"])

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        self._on_progress(Progress(state.global_step, state.max_steps, {}))  # a run that goes on starts here

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        self._on_progress(Progress(state.global_step, state.max_steps, dict(self._figures)))
