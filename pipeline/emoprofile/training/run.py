"""A training run from recipe to finished model folder: train, export, fit the spec on dev, report, write the card."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from datasets import Dataset

from emoprofile.calibration import fitted_spec
from emoprofile.checkpoint import quiet_transformers
from emoprofile.config import Fitted, ScoreConfig
from emoprofile.data.scores import FloatArray
from emoprofile.errors import WriteError
from emoprofile.labels import vocabulary
from emoprofile.metrics import BoolArray
from emoprofile.score import Scorer
from emoprofile.training.base_encoder import find_base
from emoprofile.training.card import model_card
from emoprofile.training.corpus import Split, read_split
from emoprofile.training.fine_tune import Progress, fine_tune
from emoprofile.training.model_folder import export_model, write_spec
from emoprofile.training.model_report import ModelReport, report
from emoprofile.training.prose import read_prose
from emoprofile.training.recipe import TrainingRecipe

CARD = "README.md"
REPORT = "evaluation.json"
ARRIVING = "model.part"
"""Where the model stands among the checkpoints until it is whole."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where a run reads and writes.

    Attributes:
        data: Holds the corpora of the recipe.
        checkpoints: Of the run; needed no more once the model is written.
        output: The finished model folder.
    """

    data: Path
    checkpoints: Path
    output: Path


def train(
    recipe: TrainingRecipe,
    recipe_name: str,
    paths: Paths,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    *,
    report_test: bool = False,
) -> ModelReport:
    """Train a model, or finish a run that was interrupted, and write its folder.

    What is fitted and reported is computed by the same code that scores articles, from the weights as they were
    written.

    Args:
        recipe: What to do.
        recipe_name: How the card says to do it again.
        paths: Where.
        on_progress: Called after each step.
        report_test: Report on test instead of dev. Otherwise its labels are never looked at.

    Returns:
        The figures that stand in the card.

    Raises:
        MissingExtraError: If the extra [train] is not installed.
        TrainingError: If base, data or checkpoints do not fit the recipe.
        WriteError: If there is something in the output folder.
    """
    if os.path.lexists(paths.output) and not (paths.output.is_dir() and not any(paths.output.iterdir())):
        raise WriteError(f"{paths.output} exists and is not an empty folder. Name a new one.")
    base = find_base(recipe.base)
    own = vocabulary(recipe.data.vocabulary)
    prose = read_prose(recipe.plain_prose, paths.data, recipe.optimisation.seed)

    train_rows = read_split(recipe.data, paths.data, "train", own)
    dev_rows = read_split(recipe.data, paths.data, "dev", own)
    with quiet_transformers():
        model, tokenizer = fine_tune(recipe, base, train_rows, dev_rows, own, paths.checkpoints, on_progress)
        # What an interrupted run left there is its own; the model takes its place when it is whole.
        arriving = paths.checkpoints / ARRIVING
        shutil.rmtree(arriving, ignore_errors=True)
        bare = export_model(model, tokenizer, recipe, arriving)
    scorer = Scorer(bare, ScoreConfig())
    raw, gold = _scored(scorer, dev_rows)
    origin = Fitted(
        data=recipe.data.name,
        split="dev",
        metric="expected F1",
        date=f"{date.today():%Y-%m}",
        reference=recipe.plain_prose.name,
    )
    spec = fitted_spec(bare, raw, gold, scorer.raw_logits(prose), origin)
    write_spec(spec, arriving)
    split: Split = "test" if report_test else "dev"
    if report_test:
        raw, gold = _scored(scorer, read_split(recipe.data, paths.data, split, own))
    found = report(spec, raw, gold)
    summary = json.dumps({"split": split, **found.to_dict()}, indent=2)
    (arriving / REPORT).write_text(summary + "\n", encoding="utf-8")
    (arriving / CARD).write_text(model_card(recipe, recipe_name, spec, split, found), encoding="utf-8")
    if paths.output.exists():
        paths.output.rmdir()  # it is empty; otherwise this refuses
    paths.output.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(arriving, paths.output)
    return found


def _scored(scorer: Scorer, rows: Dataset) -> tuple[FloatArray, BoolArray]:
    """Raw logits and gold labels of some rows, both of shape (n, labels)."""
    return scorer.raw_logits(rows["text"][:]), np.array(rows["labels"][:]) > 0.5
