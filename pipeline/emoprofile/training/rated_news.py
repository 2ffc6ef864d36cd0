"""The rated news of `datasets/rated-news`: numbers and hashes there, joined here with the texts that they rate."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from emoprofile.errors import TrainingError
from emoprofile.labels import PLUTCHIK
from emoprofile.training.outputs import DIMENSION, EVOKED

RATED = "rated-news"
"""The name of the format in recipes."""
RATINGS = "ratings.jsonl"
WRITTEN = "written.jsonl"
WIKINEWS = Path("open_news") / "wikinews.jsonl"
NEWSMTSC = Path("newsmtsc_train") / "sentences.jsonl"
COMMON_VOICE = Path("common_voice_cc0") / "sentence-collector.txt"


@dataclass(frozen=True, slots=True)
class RatedText:
    """A text and the mean of its ratings over all passes.

    Attributes:
        source: `wikinews`, `newsmtsc`, `common_voice` or `written`.
        id: Of the article or sentence in its source; where it has none there, the hash of the text.
        unit: `title`, `sentence` or `article`.
        split: `train`, `dev`, `test`, or `challenge` (traps, never trained on).
        text: As it was rated, white space folded.
        ratings: Eight emotions and arousal from 0 to 100, valence from -100 to 100.
    """

    source: str
    id: str
    unit: str
    split: str
    text: str
    ratings: Mapping[str, float]

    @property
    def article(self) -> str:
        """The article that the text is of. Ids of newsmtsc begin with that of their article."""
        return "_".join(self.id.split("_")[:3]) if self.source == "newsmtsc" else self.id

    @property
    def targets(self) -> dict[str, float]:
        """The ratings on the scale of the model's outputs, [0, 1], by their names; valence is (v / 100 + 1) / 2."""
        return {EVOKED + label: self.ratings[label] / 100 for label in PLUTCHIK.labels} | {
            DIMENSION + "valence": (self.ratings["valence"] / 100 + 1) / 2,
            DIMENSION + "arousal": self.ratings["arousal"] / 100,
        }


def read_ratings(ratings: Path, data: Path) -> Sequence[RatedText]:
    """Every rated text, joined with its source.

    Args:
        ratings: The folder of `ratings.jsonl` and `written.jsonl`.
        data: The folder of the corpora that were rated: `open_news`, `newsmtsc_train`, `common_voice_cc0`.

    Raises:
        TrainingError: If a file is missing, or a text is not the one that was rated.
    """
    return _read_all(ratings.resolve(), data.resolve())


@cache
def _read_all(ratings: Path, data: Path) -> tuple[RatedText, ...]:
    sources = {"wikinews": _wikinews(data), "newsmtsc": _newsmtsc(data), "common_voice": _common_voice(data)}
    passes: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in _lines(ratings / RATINGS):
        passes.setdefault((row["source"], row["id"], row["sha256"], row["start"], row["unit"]), []).append(row)
    real = [_join(rows, sources[rows[0]["source"]](rows[0])) for rows in passes.values()]
    written = [
        RatedText("written", row["id"], row["unit"], row["split"], row["text"], row["ratings"])
        for row in _lines(ratings / WRITTEN)
    ]
    return (*real, *written)


def hash_text(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a text whose white space is folded."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def _join(passes: Sequence[Mapping[str, Any]], text: str | None) -> RatedText:
    row = passes[0]
    folded = " ".join((text or "").split())
    if text is None or hash_text(folded) != row["sha256"]:
        raise TrainingError(
            f"the text of {row['source']} {row['id']!r} ({row['unit']}) is not the one that was rated. "
            "Use the edition of the corpus that the card of datasets/rated-news names."
        )
    mean = {scale: fmean(one["ratings"][scale] for one in passes) for scale in row["ratings"]}
    return RatedText(row["source"], row["id"] or row["sha256"], row["unit"], row["split"], folded, mean)


def _wikinews(data: Path) -> Callable[[Mapping[str, Any]], str | None]:
    articles = {article["id"]: article for article in _lines(data / WIKINEWS)}

    def find(row: Mapping[str, Any]) -> str | None:
        article = articles.get(row["id"])
        if article is None:
            return None
        whole = {"title": article["title"], "article": article["text"]}
        return str(whole.get(row["unit"]) or article["text"][row["start"] : row["end"]])

    return find


def _newsmtsc(data: Path) -> Callable[[Mapping[str, Any]], str | None]:
    sentences = {row["id"]: str(row["sentence"]) for row in _lines(data / NEWSMTSC)}
    return lambda row: sentences.get(row["id"])


def _common_voice(data: Path) -> Callable[[Mapping[str, Any]], str | None]:
    path = data / COMMON_VOICE
    if not path.is_file():
        raise _missing(path)
    sentences = {hash_text(line): line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}
    return lambda row: sentences.get(row["sha256"])


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise _missing(path)
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _missing(path: Path) -> TrainingError:
    return TrainingError(f"no such file: {path}. The card of datasets/rated-news says where the corpora come from.")
