"""The training run itself: transformers' `Trainer`, stage after stage; resumable, and deterministic by seed."""

import json
import logging
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from numpy.typing import NDArray
from transformers import (
    AutoConfig,
    AutoModelForSequenceClassification,
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
from emoprofile.provenance import fingerprint
from emoprofile.training.corpora import Rows
from emoprofile.training.masked_trainer import MaskedTrainer
from emoprofile.training.progress import Progress, Reporter
from emoprofile.training.recipe import Stage, TrainingRecipe

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
        base: A folder with an encoder and its tokenizer.
        corpora: The training rows of each corpus of the recipe.
        run: The folder of the checkpoints. A finished run is not trained again: its weights are loaded.
        on_progress: Called after each step.

    Raises:
        TrainingError: If `run` holds the checkpoints of another recipe, base or corpus.
    """
    set_seed(recipe.optimisation.seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = _with_fresh_head(base, recipe)
    taught = np.zeros(len(recipe.columns.names), bool)
    for number, stage in enumerate(recipe.stages, 1):
        folder = run / f"stage-{number}"
        _claim(folder, recipe, number, corpora)
        rows = mix_epochs(stage, corpora, recipe.optimisation.seed)
        taught = _start_outputs(model, rows, taught)
        _train_stage(model, tokenizer, recipe, stage, rows, folder, on_progress)
    return model, tokenizer


def _train_stage(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    recipe: TrainingRecipe,
    stage: Stage,
    rows: Rows,
    folder: Path,
    on_progress: Callable[[Progress], None],
) -> None:
    optimisation = recipe.optimisation
    set_seed(optimisation.seed)
    inputs = tokenizer(list(rows.texts), truncation=True, max_length=optimisation.max_tokens)
    trainer = MaskedTrainer(
        model=model,
        args=_arguments(recipe, stage, folder),
        train_dataset=Dataset.from_dict({**inputs, "labels": rows.targets}),
        data_collator=DataCollatorWithPadding(tokenizer),
        callbacks=[Reporter(on_progress)],
        weights=_weigh_outputs(recipe),
        head_learning_rate=stage.head_learning_rate,
    )
    for unwanted in (ProgressCallback, PrinterCallback):
        trainer.remove_callback(unwanted)
    checkpoint = get_last_checkpoint(str(folder)) if folder.is_dir() else None  # type: ignore[no-untyped-call]
    if checkpoint:
        log.info("going on from %s", checkpoint)
    trainer.train(resume_from_checkpoint=checkpoint)


def mix_epochs(stage: Stage, corpora: Mapping[str, Rows], seed: int) -> Rows:
    """The rows of all epochs of a stage; each epoch draws anew from the corpora."""
    rng = random.Random(seed)
    return Rows.join(
        [
            corpora[name].draw(round(share * len(corpora[name])), rng)
            for _ in range(stage.epochs)
            for name, share in stage.rows.items()
        ]
    )


def _claim(folder: Path, recipe: TrainingRecipe, number: int, corpora: Mapping[str, Rows]) -> None:
    """Bind the folder of a stage to the recipe and the data up to it, or refuse it."""
    decisive = recipe.decisive(number)
    used = sorted({name for stage in recipe.stages[:number] for name in stage.rows})
    data = {name: [list(corpora[name].texts), corpora[name].targets.tobytes().hex()] for name in used}
    mark = fingerprint({"recipe": decisive, "train": data})
    marker = folder / MARKER
    if not marker.exists():
        folder.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps({"fingerprint": mark, "recipe": decisive}, indent=2) + "\n")
    elif (seen := json.loads(marker.read_text())["fingerprint"]) != mark:
        raise TrainingError(
            f"{folder} holds a run of another recipe or other data ({seen[:19]}…, this one is {mark[:19]}…). "
            "Name another folder with --run, or delete that one."
        )


def _with_fresh_head(base: Path, recipe: TrainingRecipe) -> PreTrainedModel:
    """The encoder with a new classifier."""
    names = recipe.columns.names
    config = AutoConfig.from_pretrained(
        base,
        num_labels=len(names),
        id2label=dict(enumerate(names)),
        label2id={name: i for i, name in enumerate(names)},
        problem_type="multi_label_classification",
    )
    return AutoModelForSequenceClassification.from_pretrained(base, config=config, dtype=torch.float32)  # type: ignore[no-any-return]


def _start_outputs(model: PreTrainedModel, rows: Rows, taught: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Give the outputs that no earlier stage taught the log-odds of their mean target as bias.

    With most labels absent from most sentences, a zero bias would spend the first epoch on learning just that.

    Returns:
        Shape (outputs,): which are taught now.
    """
    known = ~np.isnan(rows.targets)
    mean = (np.where(known, rows.targets, 0).sum(axis=0) + 1) / (known.sum(axis=0) + 2)
    new = known.any(axis=0) & ~taught
    with torch.no_grad():
        model.classifier.bias[torch.from_numpy(new)] = torch.from_numpy(np.log(mean / (1 - mean))[new]).float()
    return taught | new


def _weigh_outputs(recipe: TrainingRecipe) -> torch.Tensor:
    """What an error of each output counts: shape (outputs,); the expressed labels together count 1."""
    columns = recipe.columns
    weights = torch.full((len(columns.names),), 1 / len(columns.expressed.labels))
    weights[list(columns.graded)] *= recipe.optimisation.graded_weight
    return weights


def _arguments(recipe: TrainingRecipe, stage: Stage, folder: Path) -> TrainingArguments:
    optimisation = recipe.optimisation
    settings: dict[str, Any] = {"train_sampling_strategy": "group_by_length", "optim": "adamw_torch"}
    return TrainingArguments(
        output_dir=str(folder),
        seed=optimisation.seed,
        data_seed=optimisation.seed,
        num_train_epochs=1,  # the rows of all epochs stand one after the other
        per_device_train_batch_size=optimisation.batch_size,
        learning_rate=stage.learning_rate,
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
