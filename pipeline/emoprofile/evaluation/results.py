"""The results of an evaluation: per system, in each shared vocabulary, and on whole articles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emoprofile.evaluation.article_results import ArticleResult
from emoprofile.evaluation.graded_results import FlatValence, GradedResult, list_fit_figures
from emoprofile.evaluation.method_comparison import MethodComparison
from emoprofile.evaluation.sentence_results import SentenceResult
from emoprofile.metrics import GradedFit, Measure, subtract, to_plain

SCHEMA = "emoprofile-evaluation/2"
NOT_BETTER_HIGH = (
    "absolute_error", "above_error", "brier", "calibration_error", "distance", "flat", "flat_absolute", "gold_above",
    "gold_below", "leading_majority", "log_loss", "positive", "positive_gold", "width", "width_all",
)  # fmt: skip
"""The last part of the names of figures for which more is not better."""


@dataclass(frozen=True, slots=True)
class SystemResult:
    """All results of one system.

    Attributes:
        name: Its name.
        provenance: The provenance of its profiles; for a baseline, the data that it learnt from.
        sentences: The results on sentences, by vocabulary of `expressed`, the finest first.
        graded: The results on rated sentences, by the reading that is compared: `evoked`, `expressed`.
        dimensions: The results for `valence` and `arousal` of sentences.
        flat_valence: The valence of flat sentences; None without valence, or without sentences.
        articles: The results on articles; None if the data have no articles.
    """

    name: str
    provenance: Mapping[str, Any]
    sentences: Mapping[str, SentenceResult]
    graded: Mapping[str, GradedResult]
    dimensions: Mapping[str, GradedFit]
    flat_valence: FlatValence | None
    articles: ArticleResult | None

    @property
    def figures(self) -> dict[str, Measure]:
        """The main figures by name, such as `goemotions.macro_f1`, `valence.pearson` or `articles.ekman.coverage`."""
        found = {f"{name}.{key}": one for name, result in self.sentences.items() for key, one in result.list_figures()}
        for name, graded in self.graded.items():
            # These are means over other labels. They must not be compared with those of a system that has `evoked`.
            prefix = "expressed_for_evoked" if graded.instead else name
            found |= {f"{prefix}.{key}": one for key, one in graded.list_figures()}
        for name, fit in self.dimensions.items():
            found |= {f"{name}.{key}": one for key, one in list_fit_figures(fit)}
        if self.flat_valence is not None:
            found["valence.flat"] = self.flat_valence.mean
            found["valence.flat_absolute"] = self.flat_valence.mean_absolute
        if self.articles is not None:
            found |= {f"articles.{key}": one for key, one in self.articles.list_figures()}
        return found


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Some systems on the same labelled data.

    Attributes:
        data: Facts about the data: name, format, SHA-256, split, sentences, articles, vocabulary and labels.
        systems: The systems. The others are compared with the first.
        notes: Notes for the reader.
        methods: The comparison of methods of aggregation, under the first system; None if it was not requested.
    """

    data: Mapping[str, Any]
    systems: tuple[SystemResult, ...]
    notes: tuple[str, ...] = ()
    methods: MethodComparison | None = None

    @property
    def differences(self) -> dict[str, dict[str, Measure]]:
        """By system and figure: the figure minus that of the first system, with its interval (paired bootstrap)."""
        first, *others = self.systems
        return {
            other.name: {
                name: subtract(one, other.figures[name]) for name, one in first.figures.items() if name in other.figures
            }
            for other in others
        }

    def find_figure(self, name: str) -> Measure:
        """Find a figure of the first system by its name. Without a vocabulary, it is in the finest shared one.

        `goemotions.joy.f1`, or `joy.f1`, is that of a label; `articles.coverage` is `articles.goemotions.coverage`.

        Raises:
            KeyError: If there is none of that name.
        """
        known = self.known_figures
        part, inside = ("articles.", name.removeprefix("articles.")) if name.startswith("articles.") else ("", name)
        articles = self.systems[0].articles
        vocabularies = (*self.systems[0].sentences, *(articles.certainty if articles else ()))
        for key in (name, *(f"{part}{each}.{inside}" for each in vocabularies)):
            if key in known:
                return known[key]
        raise KeyError(name)

    @property
    def known_figures(self) -> dict[str, Measure]:
        """All figures of the first system of which more is better, those of labels included."""
        first = self.systems[0]
        known = {name: one for name, one in first.figures.items() if name.rpartition(".")[2] not in NOT_BETTER_HIGH}
        for vocabulary, result in first.sentences.items():
            for label, quality in result.quality.labels.items():
                known |= {
                    f"{vocabulary}.{label}.precision": quality.rates.precision,
                    f"{vocabulary}.{label}.recall": quality.rates.recall,
                    f"{vocabulary}.{label}.f1": quality.rates.f1,
                }
        for reading, graded in first.graded.items():
            for label, fit in graded.quality.labels.items():
                known |= {
                    f"{reading}.{label}.{key}": one for key, one in list_fit_figures(fit) if key != "absolute_error"
                }
        return known

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "schema": SCHEMA,
            "data": dict(self.data),
            "notes": list(self.notes),
            "systems": [{**to_plain(one), "figures": to_plain(one.figures)} for one in self.systems],
            "differences": to_plain(self.differences),
            "methods": self.methods and self.methods.to_dict(),
        }
