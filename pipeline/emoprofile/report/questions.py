"""What is asked of a corpus: how it goes over time, and what its groups hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from emoprofile.compare import Bin, GroupTable, Trend, compare_groups, trace_trend
from emoprofile.compare.dates import read_date
from emoprofile.compare.results import Figure
from emoprofile.compare.written.batch import ROWS, Batch, Contents, make_figure
from emoprofile.config import ModelSpec, load_model_spec
from emoprofile.errors import EmoprofileError, InvalidValueError
from emoprofile.report.corpus import Corpus

DATE = "date"
LONGEST: tuple[tuple[int, Bin], ...] = ((45, "day"), (300, "week"), (6 * 366, "month"), (15 * 366, "quarter"))
"""Up to so many days the steps of a trend are so long where none is asked for; beyond, a year."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked.

    Attributes:
        date: The key of the metadata that holds the date; None takes `date` where articles have it.
        bin: How long a step of the trend is; None chooses by how long the time is.
        by: Keys of the metadata that make groups; none asks for no groups.
        figures: Which figures the trend and the groups show; none shows a few of each reading.
    """

    date: str | None = None
    bin: Bin | None = None
    by: Sequence[str] = ()
    figures: Sequence[str] = ()

    def answer(self, corpus: Corpus) -> tuple[Trend | None, GroupTable | None, list[str]]:
        """The trend and the groups, and why there is no trend where the articles seem to have dates.

        Raises:
            InvalidValueError: If the keys or figures that were asked for are not there.
        """
        file = _Gathered(corpus)
        assert file.contents is not None
        spec = _find_spec(corpus.model)
        groups = compare_groups(file.contents, [file], self.by, self.figures, spec) if self.by else None
        trend, remarks = None, []
        if self.date is not None or any(DATE in each for each in corpus.metadata):
            key = self.date or DATE
            try:
                trend = trace_trend(
                    file.contents, [file], key, self.bin or choose_bin(corpus, key), self.by, self.figures, spec
                )
            except InvalidValueError as error:
                if self.date is not None:
                    raise
                remarks.append(f"There is no trend by {key!r}: {error}")
        return trend, groups, remarks


def choose_bin(corpus: Corpus, key: str) -> Bin:
    """How long the steps of a trend are: by the time that nine in ten articles are of."""
    found = [read_date(str(each[key])) for each in corpus.metadata if each.get(key) is not None]
    days: list[date] = [day for each in found if each for day in (each.day_first or each.month_first,) if day]
    # A few dates that are slips, or far from the others, must not make the steps long.
    days = sorted(days)[len(days) // 20 : len(days) - len(days) // 20]
    span = (days[-1] - days[0]).days if days else 0
    return next((step for longest, step in LONGEST if span <= longest), "year")


class _Gathered:
    """What was gathered of a corpus, as a file of profiles.

    Args:
        corpus: At least one article with a sentence.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.path = Path("report")
        assert corpus.example is not None
        expressed = corpus.example.expressed
        figures: dict[str, Figure] = {
            name: make_figure(name, one.baseline, rough=one.rough) for name, one in corpus.first.items()
        }
        self.contents: Contents | None = Contents(corpus.model, expressed.vocabulary if expressed else None, figures)

    def read(self, names: Sequence[str]) -> Iterator[Batch]:
        """All articles with a sentence, in order, with some of their figures."""
        corpus = self._corpus
        values = corpus.columns(names)
        for start in range(0, corpus.articles, ROWS):
            part = slice(start, start + ROWS)
            count = len(values[part])
            yield Batch(
                ids=corpus.ids[part],
                metadata=corpus.metadata[part],
                sentences=np.ones(count, np.int64),
                fingerprints=corpus.fingerprints[part],
                means=values[part, :, 0],
                sds=values[part, :, 1],
            )


def _find_spec(model: str) -> ModelSpec | None:
    """The spec of the model by its name; without it, intervals lack what articles share of its error."""
    try:
        return load_model_spec(model)
    except EmoprofileError:
        return None
