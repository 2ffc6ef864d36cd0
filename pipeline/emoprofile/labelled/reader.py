"""A path -> a labelled dataset: read, labels told, degrees scaled, everything that is wrong told at once."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from emoprofile.errors import InvalidValueError, LabelledDataError, ReadError
from emoprofile.labelled.data import NO_EMOTION, LabelledDataset
from emoprofile.labelled.goemotions import is_ratings, read_goemotions_ratings
from emoprofile.labelled.label_names import Names, key_of
from emoprofile.labelled.published_formats import find_published_format
from emoprofile.labelled.raw import Problems, RawDataset
from emoprofile.labelled.table_rows import read_rows
from emoprofile.labelled.validation import Reading
from emoprofile.labels import Vocabulary
from emoprofile.labels import find_vocabulary as vocabulary_of
from emoprofile.provenance import fingerprint, hash_file
from emoprofile.read.formats import DATASET_PREFIX
from emoprofile.read.reader import open_table
from emoprofile.read.source import Source

HALF = 0.5
SPLITS = ("train", "dev", "test", "validation", "valid", "val", "trial")


def read_labelled(
    path: str | Path,
    *,
    vocabulary: str | None = None,
    names: Mapping[str, str] | None = None,
    maximum: float | None = None,
    least: float | None = None,
    text_column: str | None = None,
) -> LabelledDataset:
    """Labelled data, whatever format they come in.

    Args:
        path: A file of JSON Lines, CSV, TSV or Parquet, packed or not; a dataset, `hf://…`; or a file in one of the
            official formats, which are told by their content.
        vocabulary: What the labels are of; None takes the smallest vocabulary that holds all names seen.
        names: What names mean that no vocabulary has, such as {"happy": "joy"}.
        maximum: The highest degree that could be given; 1 if not stated by the format.
        least: The degree, of 0 to 1, from which a label counts as given; half if not stated by the format.
        text_column: Which column holds the texts; guessed by its name if not given.

    Raises:
        LabelledDataError: If anything is wrong; all bad rows are told, the first of them in the message.
        UnknownNameError: If there is no such vocabulary, or a name stands for what is no label.
        InvalidValueError: If `maximum` is not positive, or `least` not in (0, 1].
    """
    path = str(path)
    if maximum is not None and not maximum > 0:
        raise InvalidValueError(f"the highest degree is {maximum}; it must be positive")
    if least is not None and not 0 < least <= 1:
        raise InvalidValueError(f"a label is to count as given from the degree {least}; it must be in (0, 1]")
    own = None if vocabulary is None else vocabulary_of(vocabulary)
    told, problems = Names(names), Problems()
    raw = _read_raw(path, told, own, text_column, problems)
    if not raw.rows and not problems:
        raise LabelledDataError(path, ["there is no row in it"])
    if own is None:
        own = vocabulary_of(raw.vocabulary) if raw.vocabulary else _infer_vocabulary(raw, told)
    scale = maximum or raw.maximum or 1.0
    reading = Reading(told, own, scale, _find_split(path), problems)
    articles = reading.articles(raw.rows)
    if problems:
        raise LabelledDataError(path, problems.in_order, reading.remedy)
    values = {value for article in articles for one in article.sentences for value in one.labels.values()}
    return LabelledDataset(
        name=path if path.startswith(DATASET_PREFIX) else Path(path).name,
        format=raw.format,
        sha256=_hash(raw),
        level="articles" if any(row.whole or row.group for row in raw.rows) else "sentences",
        vocabulary=own.restrict_to(reading.possible(raw, named=vocabulary is not None)),
        graded=bool(values - {0.0, 1.0}),
        least=least or raw.least or HALF,
        articles=articles,
    )


def _read_raw(
    path: str, names: Names, own: Vocabulary | None, text_column: str | None, problems: Problems
) -> RawDataset:
    try:
        if not path.startswith(DATASET_PREFIX):
            reader = find_published_format(path)
            if reader is not None and text_column is None:
                return reader(path, problems)
        with open_table(Source(path)) as table:
            if is_ratings(table.names or ()):
                raw = read_goemotions_ratings(table, problems)
            else:
                raw = read_rows(path, table, names, own, text_column, problems)
    except ReadError as error:
        raise LabelledDataError(path, [*problems.in_order, str(error)]) from None
    files = (path,) if Path(path).is_file() else ()
    return RawDataset(raw.format, raw.rows, raw.columns, raw.vocabulary, raw.maximum, raw.least, files)


def _infer_vocabulary(raw: RawDataset, names: Names) -> Vocabulary:
    seen = {name for row in raw.rows for name in row.names if key_of(name) != NO_EMOTION}
    return names.vocabulary(seen | set(raw.columns or ()))


def _find_split(path: str) -> str | None:
    """The split that a file, or the last part of a dataset, is named after."""
    name = path.rpartition(":")[2] if path.startswith(DATASET_PREFIX) else Path(path).name.partition(".")[0]
    last = key_of(name).rpartition("-")[2]
    return last if last in SPLITS else None


def _hash(raw: RawDataset) -> str:
    if len(raw.files) == 1:
        return hash_file(Path(raw.files[0]))
    parts: dict[str, object] = {Path(name).name: hash_file(Path(name)) for name in raw.files}
    rows = {} if parts else {str(i): asdict(row) for i, row in enumerate(raw.rows)}
    return fingerprint(parts | rows).removeprefix("sha256:")
