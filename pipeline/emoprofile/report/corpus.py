"""Many profiles, of which a page needs only a little each: figures, a row of a table, and who is extreme."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from emoprofile.data import Profile
from emoprofile.data.figures import Figures
from emoprofile.data.readings import Leading
from emoprofile.data.scores import FloatArray
from emoprofile.errors import InvalidValueError
from emoprofile.report.figures.distributions import Spread

MOST_EXTREME = 3
WIDEST_QUOTE = 300


@dataclass(frozen=True, slots=True, order=True)
class Extreme:
    """An article that holds much of a label.

    Attributes:
        figure: How much.
        place: Its position among the articles, from 0; of two alike the first counts.
        id: Of the article.
        title: Its title; its id where it has none.
        interval: 90 %.
        quote: The sentence that the figure rests on most; empty where the profile was written without it.
    """

    figure: float
    place: int
    id: str
    title: str
    interval: tuple[float, float] | None
    quote: str


@dataclass(slots=True, eq=False)
class Corpus:
    """What is kept of many profiles by one model.

    Attributes:
        example: The first profile.
        without_sentence: How many have none; they have no figures.
        ids: Of each article with a sentence.
        metadata: Of each of them.
        rows: A row of the table for each of them.
        first: The figures of the first article with a sentence: what there is of baselines and roughness.
        extremes: Per figure, the articles with most of it; of valence, those with least under `-valence`.
    """

    example: Profile | None = None
    without_sentence: int = 0
    ids: list[str] = field(default_factory=list)
    metadata: list[Mapping[str, Any]] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    first: dict[str, Figures] = field(default_factory=dict)
    extremes: dict[str, list[Extreme]] = field(default_factory=dict)
    _figures: list[FloatArray] = field(default_factory=list)
    _fingerprints: list[str] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many have a sentence."""
        return len(self.rows)

    @property
    def model(self) -> str:
        """The name of the model."""
        return "" if self.example is None else self.example.provenance.model

    @property
    def fingerprints(self) -> Sequence[str]:
        """Of each article with a sentence: equal where they were scored in the same way."""
        return self._fingerprints

    def spreads(self) -> list[Spread]:
        """How each figure is spread over the articles."""
        figures = np.stack(self._figures)
        return [
            Spread.of(name, figures[:, i, 0], one.baseline, rough=one.rough)
            for i, (name, one) in enumerate(self.first.items())
            if name != "expressed.neutral"
        ]

    def columns(self, names: Sequence[str]) -> FloatArray:
        """Figure and sd of each article: shape (articles, names, 2)."""
        places = list(self.first)
        return np.stack(self._figures)[:, [places.index(name) for name in names]]


def gather_corpus(profiles: Iterable[Profile]) -> Corpus:
    """Read profiles once; of each only a little is kept.

    Raises:
        InvalidValueError: If they do not hold the same figures.
    """
    corpus = Corpus()
    for profile in profiles:
        corpus.example = corpus.example or profile
        if not profile.accounting.sentences:
            corpus.without_sentence += 1
            continue
        _add(corpus, profile, dict(profile.readings.list_figures()))
    return corpus


def list_table_columns(profile: Profile) -> tuple[str, ...]:
    """The headings of the table of articles."""
    return tuple(name for name, _ in _list_cells(profile))


def _add(corpus: Corpus, profile: Profile, figures: Mapping[str, Figures]) -> None:
    if not corpus.first:
        corpus.first = dict(figures)
    elif list(figures) != list(corpus.first):
        raise InvalidValueError(
            f"{profile.id} was profiled by the model {profile.provenance.model}, those before by {corpus.model}: they "
            "hold other figures. Score all articles with one configuration"
        )
    place = corpus.articles
    corpus.ids.append(profile.id)
    corpus.metadata.append(profile.metadata)
    corpus._fingerprints.append(profile.provenance.fingerprint)
    corpus._figures.append(np.array([(one.value, one.sd) for one in figures.values()], np.float64))
    corpus.rows.append(tuple(cell for _, cell in _list_cells(profile)))
    for name, one in figures.items():
        if one.rough or one.value is None or name == "expressed.neutral":
            continue
        _keep(corpus.extremes.setdefault(name, []), one.value, profile, one, place)
        if name == "valence":
            _keep(corpus.extremes.setdefault("-valence", []), -one.value, profile, one, place)


def _keep(heap: list[Extreme], rank: float, profile: Profile, one: Figures, place: int) -> None:
    """Keep an article if it is among the most extreme; the heap holds the least of them first."""
    if len(heap) == MOST_EXTREME and rank <= heap[0].figure:
        return
    quote = " ".join(one.evidence[0].text.split()) if one.evidence else ""
    quote = quote if len(quote) <= WIDEST_QUOTE else quote[:WIDEST_QUOTE] + "…"
    found = Extreme(rank, -place, profile.id, _find_title(profile), one.interval, quote)
    (heapq.heappushpop if len(heap) == MOST_EXTREME else heapq.heappush)(heap, found)


def _list_cells(profile: Profile) -> Iterator[tuple[str, Any]]:
    """A row of the table: what is searched and sorted."""
    yield "article", _find_title(profile)
    for key in ("date", "source"):
        yield key, str(profile.metadata.get(key, ""))
    yield "sentences", profile.accounting.sentences
    for name in ("valence", "arousal"):
        one = getattr(profile, name)
        if one is not None:
            yield name, None if one.mean is None else round(one.mean, 3)
    if profile.expressed is not None:
        emotional = profile.expressed.emotional
        if emotional is not None:
            yield "emotional", None if emotional.prevalence is None else round(emotional.prevalence, 3)
        yield "expressed above baseline", _join_labels(profile.expressed.leading)
    if profile.evoked is not None:
        yield "evoked above baseline", _join_labels(profile.evoked.leading)


def _find_title(profile: Profile) -> str:
    return str(profile.metadata.get("title") or profile.id)


def _join_labels(leading: tuple[Leading, ...] | None) -> str:
    return "" if leading is None else ", ".join(each.label for each in leading)
