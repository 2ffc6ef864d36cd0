"""The main figures of an evaluation as rows of a table: what terminal and Markdown show alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from emoprofile.evaluation.method_comparison import MethodComparison
from emoprofile.evaluation.results import Evaluation, SentenceResult
from emoprofile.metrics import Measure

TITLES = {
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "average_precision": "average precision",
    "calibration_error": "calibration error ↓",
    "brier": "Brier score ↓",
    "degrees.pearson": "degrees, Pearson",
    "degrees.spearman": "degrees, Spearman",
    "valence.pearson": "valence, Pearson",
    "valence.spearman": "valence, Spearman",
    "pearson": "emotions, Pearson",
    "spearman": "emotions, Spearman",
    "concordance": "shares of emotions, concordance",
    "distance": "distance from gold ↓",
    "dominant": "leading emotion is the gold one",
    "dominant_among": "or gold is among those that tie",
    "arc.valence": "arc of valence, concordance",
    "arc.valence_shuffled": "the same, sentences shuffled",
    "arc.emotions": "arcs of emotions, concordance",
    "arc.emotions_shuffled": "the same, sentences shuffled",
    "coverage": "gold within the 90 % interval",
}
DASH = "–"
LEGEND = "90 % bootstrap intervals, articles drawn whole. ↓: less is better."


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one system.

    Attributes:
        measure: The figure; None where the system has none of that name.
        clear: Whether it differs from that of the first system: the 90 % interval of the paired difference excludes 0.
    """

    measure: Measure | None
    clear: bool = False

    @property
    def value(self) -> str:
        """The figure with three places, or a dash."""
        return DASH if self.measure is None or self.measure.value is None else f"{self.measure.value:.3f}"

    @property
    def interval(self) -> str:
        """Its 90 % interval; empty where there is none."""
        ends = None if self.measure is None else self.measure.interval
        return "" if ends is None else f"{ends[0]:.3f}–{ends[1]:.3f}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of the table that belong together: those of one vocabulary, of valence, or of articles."""

    title: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def sections(evaluation: Evaluation) -> Iterator[Section]:
    """The main figures of all systems, a column each."""
    figures = [system.figures for system in evaluation.systems]
    differences = evaluation.differences
    names = dict.fromkeys(name for each in figures for name in each)
    vocabularies = dict.fromkeys(name for system in evaluation.systems for name in system.sentences)

    def cells(name: str) -> tuple[Cell, ...]:
        found = []
        for system, each in zip(evaluation.systems, figures, strict=True):
            gap = differences.get(system.name, {}).get(name)
            ends = None if gap is None else gap.interval
            found.append(Cell(each.get(name), ends is not None and not ends[0] <= 0 <= ends[1]))
        return tuple(found)

    def section(title: str, prefix: str, *, whole: bool = False) -> Section:
        own = [name for name in names if name.startswith(prefix)]
        return Section(
            title, tuple((TITLES[name if whole else name.removeprefix(prefix)], cells(name)) for name in own)
        )

    for vocabulary in vocabularies:
        yield section(f"sentences, {vocabulary}", f"{vocabulary}.")
    if any(name.startswith("valence.") for name in names):
        yield section("sentences", "valence.", whole=True)
    if any(name.startswith("articles.") for name in names):
        yield section(_articles(evaluation), "articles.")


def facts(evaluation: Evaluation) -> list[str]:
    """What was evaluated on, and what a reader should know."""
    about = evaluation.data
    part = f", split {about['split']}" if about["split"] else ""
    articles = f"{about['articles']:,} articles, " if about["articles"] else ""
    lines = [f"{about['name']}{part}: {articles}{about['sentences']:,} sentences; {about['format']}"]
    graded = f", graded, given from {about['least']:.2f}" if about["graded"] else ""
    lines.append(f"{about['vocabulary']}, {len(about['labels'])} labels{graded}; sha256 {about['sha256'][:12]}")
    for system in evaluation.systems:
        for result in system.sentences.values():
            if result.unclaimed:
                lines.append(f"{system.name}, {result.vocabulary}: cannot say {', '.join(result.unclaimed)}")
            if result.unjudged:
                lines.append(f"{system.name}, {result.vocabulary}: not judged: {', '.join(result.unjudged)}")
        if system.articles and system.articles.failures:
            lines.append(f"{system.name}: not profiled: {'; '.join(system.articles.failures)}")
    return [*lines, *evaluation.notes]


def label_rows(result: SentenceResult) -> Iterator[tuple[str, ...]]:
    """Per label: name, precision, recall, F1, average precision, sentences that carry it, threshold."""
    for label, quality in result.quality.labels.items():
        rates = (quality.rates.precision, quality.rates.recall, quality.rates.f1, quality.average_precision)
        # Of a label that is never claimed no precision is defined; the card of a model has it as 0.
        figures = (f"{one.value or 0:.3f}" if one in rates[:3] else Cell(one).value for one in rates)
        yield label, *figures, str(quality.support), f"{result.thresholds[label]:.3f}"


METHOD_HEADER = ("method", "weighting", "Spearman", "more than the default", "distance", "leader right")
METHOD_NOTE = "†: grows with the length of an article by construction, and is not recommended."


def method_rows(compared: MethodComparison) -> Iterator[tuple[str, ...]]:
    """Per method and weighting: its figures; of methods that grow with length, a mark."""
    for i, fit in enumerate(compared.fits):
        gap = Cell(fit.difference)
        name = f"{fit.method} †" if fit.grows_with_length else fit.method
        told = "" if i == 0 else f"{fit.difference.value or 0:+.3f} ({gap.interval})".replace("-", "−")
        figures = (Cell(fit.quality.distance.mean).value, Cell(fit.quality.dominant).value)
        yield name, fit.weighting, Cell(fit.criterion).value, told, *figures


def _articles(evaluation: Evaluation) -> str:
    first = evaluation.systems[0].articles
    if first is None:
        return "articles"
    fed = "as fed" if first.end_to_end else "gold sentences"
    against = f", against {'ratings' if first.gold == 'ratings' else 'shares'}" if first.gold else ""
    return f"articles {fed}{against}"
