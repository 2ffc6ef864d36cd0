"""What the spec of a trained model is fitted on: its own corpora, labelled articles, ratings and baseline text."""

from datetime import date
from pathlib import Path

import numpy as np

from emoprofile.calibration import BaselineLogits, FittedSpec, LabelledLogits, RatedLogits, fit_domain, fit_spec
from emoprofile.config import Fitted, ModelSpec
from emoprofile.data.scores import FloatArray
from emoprofile.labelled import read_labelled
from emoprofile.score import Scorer
from emoprofile.training.baseline_text import read_baseline_text
from emoprofile.training.corpora import Rows, Split, read_corpus
from emoprofile.training.outputs import DIMENSION
from emoprofile.training.rated_news import RATED
from emoprofile.training.recipe import Corpus, TrainingRecipe

DEV: Split = "dev"


def read_domain(recipe: TrainingRecipe, data: Path, split: Split, scorer: Scorer) -> LabelledLogits:
    """The labelled sentences of the model's own domain, scored."""
    corpus = recipe.corpora[recipe.calibrate_on]
    rows, own = read_corpus(corpus, data, split, recipe.columns), recipe.columns.expressed
    given = rows.targets[:, : len(own.labels)] > 0.5
    return LabelledLogits(
        f"{corpus.name}, {split}", scorer.raw_logits(rows.texts), given, own, np.arange(len(rows), dtype=np.int64)
    )


def read_rated(recipe: TrainingRecipe, data: Path, split: Split, scorer: Scorer) -> RatedLogits | None:
    """The rated sentences, scored; None for a recipe without graded outputs."""
    corpus = next((each for each in recipe.corpora.values() if each.format == RATED), None)
    if corpus is None or not len(recipe.columns.graded):
        return None
    rows = read_corpus(corpus, data, split, recipe.columns)
    return RatedLogits(f"{corpus.name}, {split}", scorer.raw_logits(rows.texts), _ratings(recipe, rows), rows.units)


def fit_model(
    bare: ModelSpec,
    recipe: TrainingRecipe,
    data: Path,
    scorer: Scorer,
    domain: LabelledLogits,
    rated: RatedLogits | None,
) -> FittedSpec:
    """Fit the whole spec on dev parts; test is never read.

    Args:
        bare: The spec of the model as it was trained.
        recipe: Names the data.
        data: The folder of the corpora.
        scorer: Of the model.
        domain: The dev part of the labelled sentences of its own domain.
        rated: The dev part of the rated sentences; None for a recipe without graded outputs.
    """
    text = recipe.baseline_text
    sentences = read_baseline_text(text, data, recipe.optimisation.seed)
    origin = Fitted(data=_names(recipe.corpora, recipe.labelled_articles), split=DEV, date=f"{date.today():%Y-%m}")
    return fit_spec(
        bare,
        origin,
        domain=domain,
        articles=_read_articles(recipe, scorer),
        rated=rated,
        baseline=BaselineLogits(text.name, scorer.raw_logits(sentences)),
    )


def fit_own_domain(bare: ModelSpec, domain: LabelledLogits) -> ModelSpec:
    """The spec that sentences of the model's own domain are judged by: without what was fitted on articles."""
    return fit_domain(bare, domain)[0]


def _read_articles(recipe: TrainingRecipe, scorer: Scorer) -> LabelledLogits | None:
    if recipe.labelled_articles is None:
        return None
    articles = read_labelled(recipe.labelled_articles).split(DEV)
    raw = scorer.raw_logits(articles.texts)
    return LabelledLogits(
        f"labelled articles of the project, {DEV}", raw, articles.given, articles.vocabulary, articles.units
    )


def _ratings(recipe: TrainingRecipe, rows: Rows) -> dict[str, FloatArray]:
    """The ratings by output, on the scale of the figure: valence from -1 to 1."""
    columns = recipe.columns
    found = {columns.names[i]: rows.targets[:, i].astype(np.float64) for i in columns.graded}
    valence = f"{DIMENSION}valence"
    return {name: 2 * values - 1 if name == valence else values for name, values in found.items()}


def _names(corpora: dict[str, Corpus], labelled: str | None) -> str:
    return ", ".join([*(each.name for each in corpora.values()), *(["labelled articles"] if labelled else [])])
