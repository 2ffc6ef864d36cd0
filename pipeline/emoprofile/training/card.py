"""The model card: what the model is, what its figures mean, how good it is, where it should not be trusted."""

from emoprofile.calibration import FittedSpec
from emoprofile.config import ModelSpec
from emoprofile.metrics import Agreement, LabelQuality, Measure, SentenceQuality
from emoprofile.training.model_report import ModelReport
from emoprofile.training.recipe import Optimisation, TrainingRecipe

_HEADER = """\
---
library_name: transformers
pipeline_tag: text-classification
language: {language}
license: {licence_id}
base_model: {base}
tags: [emotion, multi-label, news, article-level]
---

# {name}

{description}. Trained by emoprofile from a recipe that stands in its repository.

**What a figure means.** The model says up to three things about a sentence, and they are never mixed. *Expressed*: the
probability that the words express an emotion, as a careful reader of the sentence would say. *Evoked*: how strongly the
content would move an average reader with no stake in it, from 0 to 1. *Dimensions*: valence, from -1 (unpleasant) to 1
(pleasant), and arousal, from 0 (calm) to 1 (stirring).

| | |
|---|---|
| Base | {base} ({base_licence}) |
| Trained on | {data} |
| Baselines measured on | {text} ({text_licence}), {text_sentences:,} sentences |
| Licence of the weights | {licence} |
| Outputs | {outputs}: one classifier head, sigmoid, unique names in `id2label` |
| Weights | safetensors, stored as float16, computed in float32; sha256 `{sha256}` |

## Recipe

{students}
Batches are grouped by length, the arithmetic is {precision} over float32 weights. The loss is the binary cross-entropy
of the outputs that a row has targets for; an error of a graded output counts {graded_weight:g} times that of a label.
Texts of train that stand in dev or test as well were left out. No epoch was picked: the last one is the result.

Calibration, thresholds, group rules, error models, baselines and reliability were fitted on dev parts. All of them
stand in `spec.yaml`, with what they were fitted on. {notes}

To train it anew:

```
emoprofile train --config {recipe} --data FOLDER --output FOLDER --report-test
```
"""

_EXPRESSED = """
## What the words express, on {split}

{sentences:,} sentences of {domain}, thresholds from dev. Macro-F1 **{macro:.3f}**, micro-F1 {micro:.3f}.
In groups: {groups}.

| | calibrated | as trained |
|---|---|---|
| Calibration error of predictions ≥ 0.1, pooled over labels | {ece:.3f} | {ece_before:.3f} |
| Brier score | {brier:.4f} | {brier_before:.4f} |

| label | precision | recall | F1 | sentences | threshold |
|---|---|---|---|---|---|
{rows}
"""

_GRADED = """
## What the content evokes, valence and arousal, on {split}

{rated:,} rated sentences of articles that were not trained on. Language models rated them; the card of
`datasets/rated-news` says how, and how far they agree with people.

| output | Pearson | Spearman | concordance |
|---|---|---|---|
{rows}
"""

_LIMITS = """
## Limits

- What words express was learnt from English Reddit comments, one at a time. On news its probabilities are less well
  calibrated than the table says; the error model in the spec, fitted on labelled articles, corrects and widens them.
- It reads one sentence at a time: irony, and emotion that only the context gives, escape it.
- Labels with few examples are read unreliably. The spec has the reliability of each; rough labels never lead a profile.
- The raters of GoEmotions were few and English-speaking, from one country; the ratings of news are those of language
  models. What counts as anger or pride is not the same everywhere, and the model has seen slurs and stereotypes.
- It is not for judging people: neither authors nor the persons in a text.
"""


def model_card(
    recipe: TrainingRecipe, recipe_name: str, judged: ModelSpec, fitted: FittedSpec, found: ModelReport
) -> str:
    """The card as Markdown, with the results on one split.

    Args:
        recipe: How the model was trained.
        recipe_name: How to do it again.
        judged: The spec with the thresholds that the report holds for.
        fitted: The whole spec.
        found: The report.
    """
    optimisation, columns, text = recipe.optimisation, recipe.columns, recipe.baseline_text
    header = _HEADER.format(
        language=recipe.language,
        licence_id=recipe.licence.lower(),
        licence=recipe.licence,
        base=recipe.base.name,
        base_licence=recipe.base.licence,
        name=recipe.name,
        description=recipe.description,
        data="; ".join(f"{each.name} ({each.licence}): {each.citation}" for each in recipe.corpora.values()),
        text=text.name,
        text_licence=text.licence,
        text_sentences=text.sentences,
        outputs=f"{len(columns.expressed.labels)} expressed labels and {len(columns.graded)} graded ones",
        sha256=fitted.spec.weights_sha256,
        students="\n\n".join(map(_student, recipe.optimisations)) + _mean_of(len(recipe.students)),
        precision=optimisation.precision,
        graded_weight=optimisation.graded_weight,
        notes=" ".join(fitted.notes),
        recipe=recipe_name,
    )
    own = found.expressed[judged.own.name]
    expressed = _EXPRESSED.format(
        split=found.split,
        sentences=own.sentences,
        domain=recipe.corpora[recipe.calibrate_on].name,
        macro=own.macro.f1.value,
        micro=own.micro.f1.value,
        groups=", ".join(
            f"{name} macro-F1 **{_number(group.macro.f1)}**"
            for name, group in found.expressed.items()
            if name != judged.own.name
        ),
        ece=found.calibration.pooled.calibration_error.value,
        ece_before=found.uncalibrated.pooled.calibration_error.value,
        brier=found.calibration.pooled.brier.value,
        brier_before=found.uncalibrated.pooled.brier.value,
        rows=_rows(own, judged.thresholds or {}),
    )
    tables = "".join(
        _group_table(name, group, judged) for name, group in found.expressed.items() if name != judged.own.name
    )
    graded = ""
    if found.graded:
        rows = "\n".join(_graded_row(name, each) for name, each in found.graded.items())
        graded = _GRADED.format(split=found.split, rated=found.rated, rows=rows)
    return header + expressed + tables + graded + _LIMITS


def _student(of: Optimisation) -> str:
    """How one student was trained, in sentences."""
    mix = " and ".join(f"{share:g} of {name}" for name, share in of.rows.items())
    settings = (
        f"{of.epochs} epochs of AdamW over {mix} rows an epoch, learning rate {of.learning_rate:g} (classifier "
        f"{of.head_learning_rate:g}) with {of.warmup_ratio:.0%} warm-up and linear decay, weight decay "
        f"{of.weight_decay:g}, batches of {of.batch_size}, at most {of.max_tokens} tokens, seed {of.seed}."
    )
    said = [settings]
    if of.head_start == "regression":
        said.append("New outputs started from a logistic regression on the features of the base.")
    if of.frozen_layers is not None:
        said.append(f"The word embeddings and the {of.frozen_layers} lowest layers are those of the base.")
    if of.former_share is not None:
        said.append(
            f"What the base says makes up {of.former_share:g} of the targets of the outputs that it has, and all of "
            "them where a row has none."
        )
    return "\n".join(said)


def _mean_of(students: int) -> str:
    return f"\n\nThe weights are the mean of these {students} students.\n" if students > 1 else "\n"


def _group_table(name: str, group: SentenceQuality, spec: ModelSpec) -> str:
    return (
        f"\nIn the vocabulary `{name}`, combined within each sentence by `{spec.group(name).rule}`:\n\n"
        "| label | precision | recall | F1 | sentences | threshold |\n|---|---|---|---|---|---|\n"
        f"{_rows(group, spec.group(name).thresholds or {})}\n"
    )


def _rows(quality: SentenceQuality, thresholds: dict[str, float]) -> str:
    def row(label: str, found: LabelQuality) -> str:
        figures = " | ".join(_number(each) for each in (found.rates.precision, found.rates.recall, found.rates.f1))
        return f"| {label} | {figures} | {found.support} | {thresholds[label]:.3f} |"

    return "\n".join(row(label, found) for label, found in quality.labels.items())


def _graded_row(name: str, found: Agreement) -> str:
    return f"| {name} | {_number(found.pearson)} | {_number(found.spearman)} | {_number(found.concordance)} |"


def _number(measure: Measure) -> str:
    return "-" if measure.value is None else f"{measure.value:.3f}"
