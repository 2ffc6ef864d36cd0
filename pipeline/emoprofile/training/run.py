"""A training run from recipe to finished model folder: train, export, fit the spec, report, write the card."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from emoprofile.checkpoint import quiet_transformers
from emoprofile.config import ScoreConfig
from emoprofile.errors import WriteError
from emoprofile.score import Scorer
from emoprofile.training.base_encoder import find_base
from emoprofile.training.card import model_card
from emoprofile.training.corpora import Split, read_corpus
from emoprofile.training.fine_tune import fine_tune
from emoprofile.training.fit_model import DEV, fit_model, fit_own_domain, read_domain, read_rated
from emoprofile.training.model_folder import export_model, write_spec
from emoprofile.training.model_report import ModelReport, report_model
from emoprofile.training.progress import Progress
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
    used = dict.fromkeys(name for each in recipe.optimisations for name in each.rows)
    corpora = {name: read_corpus(recipe.corpora[name], paths.data, "train", recipe.columns) for name in used}
    with quiet_transformers():
        model, tokenizer = fine_tune(recipe, base, corpora, paths.checkpoints, on_progress)
        # What an interrupted run left there is its own; the model takes its place when it is whole.
        arriving = paths.checkpoints / ARRIVING
        shutil.rmtree(arriving, ignore_errors=True)
        bare = export_model(model, tokenizer, recipe, arriving)
    scorer = Scorer(bare, ScoreConfig())
    domain = read_domain(recipe, paths.data, DEV, scorer)
    rated = read_rated(recipe, paths.data, DEV, scorer)
    fitted = fit_model(bare, recipe, paths.data, scorer, domain, rated)
    write_spec(fitted.spec, arriving)
    judged = fit_own_domain(bare, domain).model_copy(update={"error": fitted.spec.error})
    split: Split = DEV
    if report_test:
        split = "test"
        domain = read_domain(recipe, paths.data, split, scorer)
        rated = read_rated(recipe, paths.data, split, scorer)
    found = report_model(judged, split, domain, rated)
    (arriving / REPORT).write_text(json.dumps(found.to_dict(), indent=2) + "\n", encoding="utf-8")
    (arriving / CARD).write_text(model_card(recipe, recipe_name, judged, fitted, found), encoding="utf-8")
    if paths.output.exists():
        paths.output.rmdir()  # it is empty; otherwise this refuses
    paths.output.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(arriving, paths.output)
    return found
