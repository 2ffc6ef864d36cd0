"""Data sets that research publishes, in the formats in which it does, told by their content.

SemEval-2007 task 14: Strapparava and Mihalcea (2007). SemEval-2018 task 1: Mohammad
et al. (2018). SemEval-2025 task 11: Muhammad et al. (2025).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path

from emoprofile.errors import InvalidValueError, LabelledDataError, ReadError
from emoprofile.labelled.cell_values import number
from emoprofile.labelled.goemotions import read_goemotions
from emoprofile.labelled.label_names import key_of
from emoprofile.labelled.published_rows import make_row, read_unquoted
from emoprofile.labelled.raw import Problems, RawArticle, RawDataset
from emoprofile.labels import SEMEVAL_2018
from emoprofile.read.compression import FAULTS, describe_damage, open_unpacked
from emoprofile.read.formats import split_suffixes
from emoprofile.read.source import Source
from emoprofile.read.tables.csv import open_csv

_HEAD = 8192
_IDS = re.compile(r"\d+(,\d+)*")
_SEMEVAL_2025 = {"anger", "disgust", "fear", "joy", "sadness", "surprise"}
_SEMEVAL_2007 = ("anger", "disgust", "fear", "joy", "sadness", "surprise")
_SEMEVAL_2007_MAXIMUM = 100.0
_INSTANCE = re.compile(r'<instance id="([^"]+)">(.*?)</instance>', re.DOTALL)
Reader = Callable[[str, Problems], RawDataset]


def find_published_format(path: str) -> Reader | None:
    """The reader for a file in one of the official formats; None for any other.

    Raises:
        ReadError: If the file cannot be opened.
    """
    suffix = split_suffixes(path)[0]
    if suffix not in (".tsv", ".txt", ".csv", ".xml"):
        return None
    with open_unpacked(path) as stream:
        try:
            head = stream.read(_HEAD).decode("utf-8-sig", "replace")
        except FAULTS as error:
            raise describe_damage(error) from None
    first = next(iter(head.splitlines()), "")
    if suffix == ".xml":
        return read_semeval_2007 if "<instance id=" in head else None
    if suffix == ".csv":
        return read_semeval_2025 if _is_semeval_2025(first) else None
    columns = first.split("\t")
    if [key_of(name) for name in columns[:2]] == ["id", "tweet"]:
        return read_semeval_2018_ei if key_of(columns[-1]) == "intensity-score" else read_semeval_2018_ec
    is_goemotions = len(columns) == 3 and _IDS.fullmatch(columns[1]) is not None
    return read_goemotions if is_goemotions else None


def read_semeval_2018_ec(path: str, problems: Problems) -> RawDataset:
    """SemEval-2018 task 1, E-c: eleven columns of 0 and 1."""
    rows: list[RawArticle] = []
    columns: list[str] = []
    for place, fields in _read_below_header(path, columns, problems):
        if labels := _read_numbers(dict(zip(columns[2:], fields[2:], strict=True)), place, problems):
            rows.append(make_row(place, fields[0], fields[1], labels))
    told = "SemEval-2018 task 1, E-c"
    return RawDataset(told, tuple(rows), tuple(columns[2:]), SEMEVAL_2018.name, 1.0, files=(path,))


def read_semeval_2018_ei(path: str, problems: Problems) -> RawDataset:
    """SemEval-2018 task 1, EI-reg: the degree of one emotion."""
    rows: list[RawArticle] = []
    columns: list[str] = []
    for place, fields in _read_below_header(path, columns, problems):
        if degree := _read_numbers({fields[2].strip(): fields[3]}, place, problems):
            rows.append(make_row(place, fields[0], fields[1], degree))
    seen = tuple(dict.fromkeys(name for row in rows for name in row.names))
    if len(seen) > 1:
        problems.add(f"column {columns[2]!r}", f"{', '.join(seen)}: a file holds one emotion, as published; split it")
    told = "SemEval-2018 task 1, EI-reg"
    return RawDataset(told, tuple(rows), seen, SEMEVAL_2018.name, 1.0, files=(path,))


def read_semeval_2025(path: str, problems: Problems) -> RawDataset:
    """SemEval-2025 task 11: track A has 0 and 1, track B degrees from 0 to 3."""
    rows = []
    columns: tuple[str, ...] = ()
    with open_csv(Source(path)) as table:
        columns = (table.names or ())[2:]
        for each in table.rows(None):
            if isinstance(each.values, ReadError):
                problems.add(each.place, str(each.values))
                continue
            identity, text, *degrees = each.values.values()
            if labels := _read_numbers(dict(zip(columns, degrees, strict=True)), each.place, problems):
                rows.append(make_row(each.place, identity, text, labels))
    highest = max((value for row in rows for value in row.sentences[0].labels.values()), default=0.0)
    track, maximum, least = ("B", 3.0, 1 / 3) if highest > 1 else ("A", 1.0, None)
    return RawDataset(f"SemEval-2025 task 11, track {track}", tuple(rows), columns, "ekman", maximum, least, (path,))


def read_semeval_2007(path: str, problems: Problems) -> RawDataset:
    """SemEval-2007 task 14: headlines in XML, with the gold in two files beside it, degrees from 0 to 100.

    Raises:
        LabelledDataError: If there is no file with the emotions.
    """
    stem = Path(path).name.removesuffix(".gz").removesuffix(".xml")
    emotions, valences = (Path(path).with_name(f"{stem}.{name}.gold") for name in ("emotions", "valence"))
    if not emotions.is_file():
        remedy = f"A line of it holds an id, then a number for each of {', '.join(_SEMEVAL_2007)}."
        raise LabelledDataError(path, [f"there is no {emotions.name} beside it"], remedy)
    gold = _read_gold(emotions, _SEMEVAL_2007, problems)
    valence = _read_gold(valences, ("valence",), problems) if valences.is_file() else {}
    with open_unpacked(path) as stream:
        page = stream.read().decode("latin-1")
    rows = []
    for identity, text in _INSTANCE.findall(page):
        place = f"instance {identity}"
        if identity not in gold:
            problems.add(place, f"has no line in {emotions.name}")
            continue
        polarity = valence.get(identity, {}).get("valence")
        scaled = None if polarity is None else polarity / _SEMEVAL_2007_MAXIMUM
        rows.append(make_row(place, identity, unescape(text).strip(), gold[identity], scaled))
    files = (path, str(emotions), *([str(valences)] if valences.is_file() else []))
    return RawDataset("SemEval-2007 task 14", tuple(rows), _SEMEVAL_2007, "ekman", _SEMEVAL_2007_MAXIMUM, None, files)


def _read_gold(path: Path, names: Sequence[str], problems: Problems) -> dict[str, dict[str, float]]:
    """The numbers of each id; those that are wrong are told, and stand as none."""
    found = {}
    for line, fields in enumerate(path.read_text(encoding="latin-1").splitlines(), 1):
        identity, *values = fields.split() or [""]
        if len(values) == len(names):
            found[identity] = _read_numbers(
                dict(zip(names, values, strict=True)), f"{path.name}, line {line}", problems
            )
        elif identity:
            expected = f"expected an id, {', '.join(names)}"
            problems.add(f"{path.name}, line {line}", f"{fields!r:.60}; {expected}")
    return found


def _read_below_header(path: str, columns: list[str], problems: Problems) -> Iterator[tuple[str, list[str]]]:
    """The lines with a text and as many fields as the header, which fills `columns`."""
    for line, fields in read_unquoted(path):
        if line == 1:
            columns.extend(fields)
        elif len(fields) != len(columns):
            problems.add(f"line {line}", f"{len(fields)} fields, but {len(columns)} columns, separated by tabs")
        elif not fields[1].strip():
            problems.add(f"line {line}", f"the text, {columns[1]!r}, is blank")
        else:
            yield f"line {line}", fields


def _read_numbers(values: Mapping[str, str], place: str, problems: Problems) -> dict[str, float]:
    """The numbers of a row; none of them, with the problem told, if one is wrong."""
    try:
        return {name: number(value, name) for name, value in values.items()}
    except InvalidValueError as error:
        problems.add(place, str(error))
        return {}


def _is_semeval_2025(header: str) -> bool:
    names = [key_of(name) for name in header.split(",")]
    return names[:2] == ["id", "text"] and len(names) > 2 and set(names[2:]) <= _SEMEVAL_2025
