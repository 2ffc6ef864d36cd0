"""The model card: what the model is, what a score means, how good it is, where it should not be trusted."""

from emoprofile.config import ModelSpec
from emoprofile.metrics import LabelMetrics, SentenceMetrics
from emoprofile.training.model_report import ModelReport
from emoprofile.training.recipe import TrainingRecipe

_HEADER = """\
---
library_name: transformers
pipeline_tag: text-classification
language: {language}
license: {licence_id}
base_model: {base}
tags: [emotion, multi-label, article-level]
---

# {name}

{description}. Trained by emoprofile from a recipe that stands in its repository.

**What a score means.** A score is how strongly the *words* express an emotion, as a reader of that sentence alone
would say. It is not what the reader feels, nor what a person in the story felt.

| | |
|---|---|
| Base | {base} ({base_licence}) |
| Trained on | {data} ({data_licence}): {citation} |
| Reference measured on | {prose} ({prose_licence}), {prose_sentences:,} sentences |
| Licence of the weights | {licence} |
| Labels | {labels}, multi-label (sigmoid), vocabulary `{vocabulary}` |
| Weights | safetensors, stored as float16, computed in float32; sha256 `{sha256}` |

## Recipe

{epochs} epochs of AdamW, learning rate {learning_rate:g} with {warmup:.0%} warm-up and linear decay, weight decay
{weight_decay:g}, batches of {batch_size} grouped by length, at most {max_tokens} tokens, {precision} arithmetic over
float32 weights, seed {seed}. The classifier's bias starts at the log-odds of the label frequencies. Texts of train
that stand in dev or test as well were left out. The last epoch is the model; no epoch was picked.

Thresholds, calibration, group rules and valence were fitted on dev; the reference on plain prose. All of them stand in
`spec.yaml`, with what was compared.

To train it anew:

```
emoprofile train --config {recipe} --data FOLDER --output models/{name} --report-test
```
"""

_RESULTS = """
## Results on {split}

{sentences:,} sentences, thresholds from dev. Macro-F1 **{macro:.3f}**, micro-F1 {micro:.3f}. In groups: {groups}.

| | calibrated | as trained |
|---|---|---|
| Calibration error of predictions ≥ 0.1, pooled over labels | {ece:.3f} | {ece_before:.3f} |
| Brier score | {brier:.4f} | {brier_before:.4f} |

| label | precision | recall | F1 | sentences | threshold |
|---|---|---|---|---|---|
{rows}
"""

_LIMITS = """
## Limits

- It learnt from English Reddit comments, one at a time. On news, essays and fiction its probabilities are less well
  calibrated than the table says; a score is best read against the reference and against other articles.
- It sees one sentence at a time: irony, and emotion that only the context gives, escape it.
- Labels with few examples are found unreliably: look at the column `sentences` before you build on one.
- The raters of the training data were few and English-speaking, from one country; what counts as anger or pride is not
  the same everywhere. Comments on Reddit carry slurs and stereotypes, and the model has seen them.
- It is not for judging people: neither authors nor the persons in a text.
"""


def model_card(recipe: TrainingRecipe, recipe_name: str, spec: ModelSpec, split: str, found: ModelReport) -> str:
    """The card as Markdown, with the results on one split."""
    optimisation = recipe.optimisation
    header = _HEADER.format(
        language=recipe.language,
        licence_id=recipe.licence.lower(),
        licence=recipe.licence,
        base=recipe.base.name,
        base_licence=recipe.base.licence,
        name=recipe.name,
        description=recipe.description,
        data=recipe.data.name,
        data_licence=recipe.data.licence,
        citation=recipe.data.citation,
        prose=recipe.plain_prose.name,
        prose_licence=recipe.plain_prose.licence,
        prose_sentences=recipe.plain_prose.sentences,
        labels=len(found.emotions.labels),
        vocabulary=spec.vocabulary,
        sha256=spec.weights_sha256,
        epochs=optimisation.epochs,
        learning_rate=optimisation.learning_rate,
        warmup=optimisation.warmup_ratio,
        weight_decay=optimisation.weight_decay,
        batch_size=optimisation.batch_size,
        max_tokens=recipe.data.max_tokens,
        precision=optimisation.precision,
        seed=optimisation.seed,
        recipe=recipe_name,
    )
    results = _RESULTS.format(
        split=split,
        sentences=found.sentences,
        macro=found.emotions.macro_f1,
        micro=found.emotions.micro_f1,
        groups=", ".join(f"{name} macro-F1 **{group.macro_f1:.3f}**" for name, group in found.groups.items()),
        ece=found.calibration_error,
        ece_before=found.calibration_error_uncalibrated,
        brier=found.brier,
        brier_before=found.brier_uncalibrated,
        rows="\n".join(_rows(found.emotions, spec.thresholds or {})),
    )
    tables = "".join(_group_table(name, group, spec) for name, group in found.groups.items())
    return header + results + tables + _LIMITS


def _group_table(name: str, group: SentenceMetrics, spec: ModelSpec) -> str:
    rows = "\n".join(_rows(group, spec.group(name).thresholds or {}))
    return (
        f"\nIn the vocabulary `{name}`, combined within each sentence by `{spec.group(name).rule}`:\n\n"
        f"| label | precision | recall | F1 | sentences | threshold |\n|---|---|---|---|---|---|\n{rows}\n"
    )


def _rows(metrics: SentenceMetrics, thresholds: dict[str, float]) -> list[str]:
    def row(label: str, found: LabelMetrics) -> str:
        figures = f"{found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f}"
        return f"| {label} | {figures} | {found.support} | {thresholds[label]:.3f} |"

    return [row(label, found) for label, found in metrics.labels.items()]
