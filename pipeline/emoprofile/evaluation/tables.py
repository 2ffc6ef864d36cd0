"""The main figures of an evaluation as rows of a table, for the terminal and for Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass

from emoprofile.evaluation.article_results import ArticleResult
from emoprofile.evaluation.certainty import Certainty
from emoprofile.evaluation.graded_results import GradedResult, list_fit_figures
from emoprofile.evaluation.method_comparison import MethodComparison
from emoprofile.evaluation.results import Evaluation, SystemResult
from emoprofile.evaluation.sentence_results import SentenceResult
from emoprofile.metrics import Measure

TITLES = {
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "average_precision": "average precision",
    "calibration_error": "calibration error ↓",
    "brier": "Brier score ↓",
    "on_articles.calibration_error": "calibration error, for articles ↓",
    "on_articles.brier": "Brier score, for articles ↓",
    "pearson": "Pearson",
    "spearman": "Spearman",
    "concordance": "concordance",
    "absolute_error": "mean absolute error ↓",
    "flat": "mean of flat sentences, near 0",
    "flat_absolute": "mean size on flat sentences ↓",
    "distance": "distance from gold ↓",
    "within": "Spearman within articles",
    "positive": "share of articles above 0",
    "positive_gold": "the same, gold",
    "arc.valence": "arc of valence, concordance",
    "arc.valence_shuffled": "the same, sentences shuffled",
    "arc.emotions": "arcs of emotions, concordance",
    "arc.emotions_shuffled": "the same, sentences shuffled",
    "coverage": "gold in the 90 % interval",
    "coverage_present": "the same, where gold is above 0",
    "gold_below": "gold below the interval ↓",
    "gold_above": "gold above the interval ↓",
    "width": "width of the interval ↓",
    "width_all": "the same, all pairs ↓",
    "above_error": "error of `above` ↓",
    "leading_precision": "listed labels that are present",
    "flat_empty": "flat articles with an empty list",
    "leading": "first of the list is the gold one",
    "leading_among": "the list holds the gold one",
    "leading_majority": "always the most frequent gold one",
}
READINGS = {
    "evoked": "what is evoked, mean over labels",
    "expressed_for_evoked": "what is evoked, from what is expressed; mean over labels",
    "expressed": "degrees, from what is expressed; mean over labels",
}
DASH = "–"
LEGEND = "90 % bootstrap intervals, articles drawn whole. ↓: less is better."
CERTAINTY_LEGEND = (
    "Interval rows: pairs of article and label with gold above 0 or a prevalence of .02 and more. "
    "Error of `above`: distance between what it says and how often the label is above baseline."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one system.

    Attributes:
        measure: The figure; None if the system does not have it.
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


def build_sections(evaluation: Evaluation) -> Iterator[Section]:
    """Build the sections of the main figures, with a column per system."""
    figures = [system.figures for system in evaluation.systems]
    differences = evaluation.differences
    names = dict.fromkeys(name for each in figures for name in each)
    vocabularies = dict.fromkeys(name for system in evaluation.systems for name in system.sentences)

    def build_cells(name: str) -> tuple[Cell, ...]:
        found = []
        for system, each in zip(evaluation.systems, figures, strict=True):
            gap = differences.get(system.name, {}).get(name)
            ends = None if gap is None else gap.interval
            found.append(Cell(each.get(name), ends is not None and not ends[0] <= 0 <= ends[1]))
        return tuple(found)

    def build_section(title: str, prefix: str, *, without: tuple[str, ...] = ()) -> Section:
        own = [name for name in names if name.startswith(prefix) and not name.startswith(without)]
        return Section(title, tuple((TITLES[name.removeprefix(prefix)], build_cells(name)) for name in own))

    for vocabulary in vocabularies:
        yield build_section(f"sentences, {vocabulary}", f"{vocabulary}.")
    for prefix, title in (READINGS | {name: name for name in ("valence", "arousal")}).items():
        if any(name.startswith(f"{prefix}.") for name in names):
            yield build_section(f"sentences, {title}", f"{prefix}.")
    results = [system.articles for system in evaluation.systems if system.articles]
    parts = dict.fromkeys(part for result in results for part in result.certainty)
    parts |= {"valence": None} if any(result.valence for result in results) else {}
    inside = tuple(f"articles.{part}." for part in parts)
    if any(name.startswith("articles.") and not name.startswith(inside) for name in names):
        yield build_section(_title_articles(evaluation), "articles.", without=inside)
    for part, prefix in zip(parts, inside, strict=True):
        yield build_section(f"articles, {part}", prefix)


def has_certainty(evaluation: Evaluation) -> bool:
    """Whether some figures are about intervals."""
    return any(system.articles is not None and bool(system.articles.certainty) for system in evaluation.systems)


def list_facts(evaluation: Evaluation) -> list[str]:
    """List the facts about the data, and notes for the reader."""
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
        lines += _list_rating_facts(system)
        if system.articles is not None:
            lines += _list_article_facts(system.name, system.articles)
    return [*lines, *evaluation.notes]


def list_label_rows(result: SentenceResult) -> Iterator[tuple[str, ...]]:
    """List per label: name, precision, recall, F1, average precision, sentences that carry it, threshold."""
    for label, quality in result.quality.labels.items():
        rates = (quality.rates.precision, quality.rates.recall, quality.rates.f1, quality.average_precision)
        # The precision of a label that is never claimed is not defined; the card of a model shows it as 0.
        figures = (f"{one.value or 0:.3f}" if one in rates[:3] else Cell(one).value for one in rates)
        yield label, *figures, str(quality.support), f"{result.thresholds[label]:.3f}"


def list_fit_rows(result: GradedResult) -> Iterator[tuple[str, ...]]:
    """List per label: name, Pearson, Spearman, concordance, mean absolute error."""
    for label, fit in result.quality.labels.items():
        yield label, *(Cell(one).value for _, one in list_fit_figures(fit))


FIT_HEADER = ("label", "Pearson", "Spearman", "concordance", "mean absolute error")


def list_above_rows(certainty: Certainty) -> Iterator[tuple[str, ...]]:
    """List per bin of `above`: its ends, the mean of `above`, how often it is right, pairs of article and label."""
    for one in certainty.above.bins:
        said, right = (DASH if value is None else f"{value:.3f}" for value in (one.said, one.right))
        yield f"{one.low:.1f}–{one.high:.1f}", said, right, str(one.pairs)


ABOVE_HEADER = ("above", "said", "right", "pairs")
METHOD_HEADER = ("method", "weighting", "Spearman", "more than the default", "distance")
METHOD_NOTE = "†: grows with the length of an article by construction, and is not recommended."


def list_method_rows(compared: MethodComparison) -> Iterator[tuple[str, ...]]:
    """List per method and weighting: its figures, and a mark if the method grows with length."""
    for i, fit in enumerate(compared.fits):
        gap = Cell(fit.difference)
        name = f"{fit.method} †" if fit.grows_with_length else fit.method
        gain = "" if i == 0 else f"{fit.difference.value or 0:+.3f} ({gap.interval})".replace("-", "−")
        yield name, fit.weighting, Cell(fit.criterion).value, gain, Cell(fit.quality.distance.mean).value


def _list_rating_facts(system: SystemResult) -> Iterator[str]:
    for result in system.graded.values():
        labels = ", ".join(result.quality.labels)
        if result.instead:
            yield (
                f"{system.name}: has no reading of what is evoked; what is expressed ({result.vocabulary}: {labels}) "
                "is held against the ratings"
            )
        elif result.reading == "evoked":
            yield f"{system.name}: evoked, {len(result.quality.labels)} labels: {labels}"
    flat = system.flat_valence
    if flat is not None and flat.sentences:
        known = "is unknown" if flat.baseline is None else f"is {flat.baseline:+.3f}"
        yield f"{system.name}: {flat.sentences:,} flat sentences; its valence of unemotional text (baseline) {known}"


def _list_article_facts(name: str, result: ArticleResult) -> Iterator[str]:
    if result.failures:
        yield f"{name}: not profiled: {'; '.join(result.failures)}"
    for part, certainty in result.certainty.items():
        if certainty.leading is not None and certainty.leading.majority_label:
            yield f"{name}, {part}: the most frequent leading emotion is {certainty.leading.majority_label}"


def _title_articles(evaluation: Evaluation) -> str:
    first = evaluation.systems[0].articles
    if first is None:
        return "articles"
    fed = "as fed" if first.end_to_end else "of the labelled sentences"
    if not first.gold:
        return f"articles {fed}"
    of = "emotions evoked" if first.reading == "evoked" else f"emotions of {first.vocabulary}"
    return f"articles {fed}, {of} against {first.gold}; concordance of shares"
