"""The training run itself: transformers' `Trainer`, set up from a recipe; resumable, and deterministic by seed."""

import hashlib
import json
import logging
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

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
from emoprofile.training.classifier import start_classifier
from emoprofile.training.corpora import Rows
from emoprofile.training.masked_trainer import MaskedTrainer
from emoprofile.training.progress import Progress, Reporter
from emoprofile.training.recipe import Optimisation, TrainingRecipe

log = logging.getLogger(__name__)
MARKER = "run.json"


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
        run: The folder of the checkpoints. A finished run is not trained again: its weights are loaded.
        on_progress: Called after each step.

    Raises:
        TrainingError: If `run` holds the checkpoints of another recipe, base or corpus.
    """
    optimisation = recipe.optimisation
    rows = mix_epochs(optimisation, corpora)
    _claim(run, recipe, base, rows)
    set_seed(optimisation.seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = start_classifier(base, recipe.columns, rows.targets)
    inputs = tokenizer(list(rows.texts), truncation=True, max_length=optimisation.max_tokens)
    trainer = MaskedTrainer(
        model=model,
        args=_arguments(optimisation, run),
        train_dataset=Dataset.from_dict({**inputs, "labels": rows.targets}),
        data_collator=DataCollatorWithPadding(tokenizer),
        callbacks=[Reporter(on_progress)],
        weights=_weigh_outputs(recipe),
        head_learning_rate=optimisation.head_learning_rate,
    )
    for unwanted in (ProgressCallback, PrinterCallback):
        trainer.remove_callback(unwanted)
    checkpoint = get_last_checkpoint(str(run))  # type: ignore[no-untyped-call]
    if checkpoint:
        log.info("going on from %s", checkpoint)
    trainer.train(resume_from_checkpoint=checkpoint)
    return model, tokenizer


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


def _claim(run: Path, recipe: TrainingRecipe, base: Path, rows: Rows) -> None:
    """Bind the folder to this recipe, this base and this data, or refuse it."""
    data = {"texts": list(rows.texts), "targets": hashlib.sha256(rows.targets.tobytes()).hexdigest()}
    decisive = recipe.list_decisive() | {"base": hash_file(base / WEIGHTS)}
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


def _weigh_outputs(recipe: TrainingRecipe) -> torch.Tensor:
    """What an error of each output counts: shape (outputs,); the expressed labels together count 1."""
    columns = recipe.columns
    weights = torch.full((len(columns.names),), 1 / len(columns.expressed.labels))
    weights[list(columns.graded)] *= recipe.optimisation.graded_weight
    return weights


def _arguments(optimisation: Optimisation, run: Path) -> TrainingArguments:
    settings: dict[str, Any] = {"train_sampling_strategy": "group_by_length", "optim": "adamw_torch"}
    return TrainingArguments(
        output_dir=str(run),
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
