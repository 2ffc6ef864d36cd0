"""The training run itself: transformers' `Trainer`, set up from a recipe; resumable, and deterministic by seed."""

import hashlib
import json
import logging
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from transformers import (
    AutoTokenizer,
    DataCollatorWithPadding,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PrinterCallback,
    ProgressCallback,
    TrainingArguments,
    set_seed,
)
from transformers.trainer_utils import get_last_checkpoint

from emoprofile.errors import TrainingError
from emoprofile.provenance import fingerprint, hash_file
from emoprofile.training.base_encoder import WEIGHTS
from emoprofile.training.base_reading import BaseReading, keep_former_outputs, read_texts
from emoprofile.training.classifier import average_weights, freeze_layers, start_classifier
from emoprofile.training.corpora import Rows
from emoprofile.training.masked_trainer import MaskedTrainer
from emoprofile.training.outputs import Outputs
from emoprofile.training.progress import Progress, Reporter
from emoprofile.training.recipe import Optimisation, TrainingRecipe

log = logging.getLogger(__name__)
MARKER = "run.json"
READING = "base.npz"
"""What the base says of the rows: read once per run."""


def fine_tune(
    recipe: TrainingRecipe,
    base: Path,
    corpora: Mapping[str, Rows],
    run: Path,
    on_progress: Callable[[Progress], None],
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """Train, or go on with a run that was interrupted.

    Args:
        recipe: How to train.
        base: A checkpoint: an encoder and its tokenizer, with or without a classifier.
        corpora: The training rows of each corpus of the recipe.
        run: The folder of the checkpoints, with one of each student in it. A student that is finished is not trained
            again: its weights are loaded.
        on_progress: Called after each step.

    Returns:
        The mean of the students, and their tokenizer.

    Raises:
        TrainingError: If `run` holds the checkpoints of another recipe, base or corpus.
    """
    tokenizer = AutoTokenizer.from_pretrained(base)
    students = []
    for k, optimisation in enumerate(recipe.optimisations):
        rows = mix_epochs(optimisation, corpora)
        folder = run / f"student-{k + 1}"
        _claim(folder, recipe.list_decisive(optimisation), base, rows)
        students.append(_train_student(recipe, optimisation, base, tokenizer, rows, folder, on_progress))
    average_weights(students)
    return students[0], tokenizer


def _read_once(base: Path, rows: Rows, max_tokens: int, path: Path) -> BaseReading:
    if not path.exists():
        found = read_texts(base, rows.texts, max_tokens)
        part = path.with_suffix(".part.npz")  # numpy gives other names this ending anyway
        np.savez(part, features=found.features, logits=found.logits, names=np.array(found.names))
        part.replace(path)
    with np.load(path) as kept:
        return BaseReading(kept["features"], kept["logits"], tuple(kept["names"].tolist()))


def _train_student(
    recipe: TrainingRecipe,
    optimisation: Optimisation,
    base: Path,
    tokenizer: PreTrainedTokenizerBase,
    rows: Rows,
    folder: Path,
    on_progress: Callable[[Progress], None],
) -> PreTrainedModel:
    takes_regression, share = optimisation.head_start == "regression", optimisation.former_share
    reading = None
    if takes_regression or share is not None:
        reading = _read_once(base, rows, optimisation.max_tokens, folder / READING)
    set_seed(optimisation.seed)
    model = start_classifier(base, recipe.columns, rows.targets, reading if takes_regression else None)
    if reading is not None and share is not None:
        rows = keep_former_outputs(rows, reading, recipe.columns, share)
    if optimisation.frozen_layers is not None:
        freeze_layers(model, optimisation.frozen_layers)
    inputs = tokenizer(list(rows.texts), truncation=True, max_length=optimisation.max_tokens)
    trainer = MaskedTrainer(
        model=model,
        args=_arguments(optimisation, folder),
        train_dataset=Dataset.from_dict({**inputs, "labels": rows.targets}),
        data_collator=DataCollatorWithPadding(tokenizer),
        callbacks=[Reporter(on_progress)],
        weights=_weigh_outputs(recipe.columns, optimisation.graded_weight),
        head_learning_rate=optimisation.head_learning_rate,
    )
    for unwanted in (ProgressCallback, PrinterCallback):
        trainer.remove_callback(unwanted)
    checkpoint = get_last_checkpoint(str(folder))  # type: ignore[no-untyped-call]
    if checkpoint:
        log.info("going on from %s", checkpoint)
    trainer.train(resume_from_checkpoint=checkpoint)
    return model


def mix_epochs(optimisation: Optimisation, corpora: Mapping[str, Rows]) -> Rows:
    """The rows of all epochs, one epoch after the other; each draws anew from the corpora."""
    rng = random.Random(optimisation.seed)
    return Rows.join(
        [
            corpora[name].draw(round(share * len(corpora[name])), rng)
            for _ in range(optimisation.epochs)
            for name, share in optimisation.rows.items()
        ]
    )


def _claim(run: Path, settings: Mapping[str, Any], base: Path, rows: Rows) -> None:
    """Bind the folder to this recipe, this base and this data, or refuse it."""
    data = {"texts": list(rows.texts), "targets": hashlib.sha256(rows.targets.tobytes()).hexdigest()}
    decisive = {**settings, "base": hash_file(base / WEIGHTS)}
    mark = fingerprint({"recipe": decisive, "train": data})
    marker = run / MARKER
    if not marker.exists():
        run.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps({"fingerprint": mark, "recipe": decisive}, indent=2) + "\n")
    elif (seen := json.loads(marker.read_text())["fingerprint"]) != mark:
        raise TrainingError(
            f"{run} holds a run of another recipe or other data ({seen[:19]}…, this one is {mark[:19]}…). "
            "Name another folder with --run, or delete that one."
        )


def _weigh_outputs(columns: Outputs, graded_weight: float) -> torch.Tensor:
    """What an error of each output counts: shape (outputs,); the expressed labels together count 1."""
    weights = torch.full((len(columns.names),), 1 / len(columns.expressed.labels))
    weights[list(columns.graded)] *= graded_weight
    return weights


def _arguments(optimisation: Optimisation, folder: Path) -> TrainingArguments:
    settings: dict[str, Any] = {"train_sampling_strategy": "group_by_length", "optim": "adamw_torch"}
    return TrainingArguments(
        output_dir=str(folder),
        seed=optimisation.seed,
        data_seed=optimisation.seed,
        num_train_epochs=1,  # the rows of all epochs stand one after the other
        per_device_train_batch_size=optimisation.batch_size,
        learning_rate=optimisation.learning_rate,
        warmup_steps=optimisation.warmup_ratio,
        lr_scheduler_type="linear",
        weight_decay=optimisation.weight_decay,
        bf16=optimisation.precision == "bfloat16",
        use_cpu=not torch.cuda.is_available(),
        eval_strategy="no",
        save_strategy="steps",
        save_steps=optimisation.checkpoint_every,
        save_total_limit=2,
        logging_steps=25,
        report_to=[],
        disable_tqdm=True,
        remove_unused_columns=False,
        dataloader_pin_memory=False,
        **settings,
    )
