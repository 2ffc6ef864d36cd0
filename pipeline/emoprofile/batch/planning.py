"""Inputs -> plan: every table is read once before the first sentence is scored, so that the whole is known."""

import io
import os
import stat
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.batch.plan import Input, Plan, Unit
from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.data.document import content_digest
from emoprofile.provenance import file_sha256
from emoprofile.read import STDIN, Found, articles_in, id_digest, is_single

UNIT_ARTICLES = 1000
UNIT_SIZE = 1_000_000
"""Characters of a table's articles, or bytes of files, after which a unit ends: some 8,000 sentences. What is lost when
a process is killed, and what is held in memory, is about that much."""
DATASET_FOLDER = "hf:///"
OnPlanned = Callable[[int], None]
"""Called with the number of articles planned so far."""


def planned(
    found: Found,
    config: ReadConfig,
    settings: Mapping[str, Any],
    spool: Path | None = None,
    on_planned: OnPlanned = lambda articles: None,
    limits: LimitsConfig = LIMITS,
) -> Plan:
    """The plan of a run. Nothing is kept of an article but eight bytes of the hash of its id.

    Args:
        found: What is to be read.
        config: How.
        settings: What else the output depends on.
        spool: Where standard input was kept.
        on_planned: Called as articles are counted.
        limits: What is refused.
    """
    inputs: list[Input] = []
    ranges: list[tuple[int, int, int, int]] = []
    digests = array("Q")
    files, size = 0, 0

    def close_files() -> None:
        nonlocal files, size
        if files:
            ranges.append((len(inputs) - files, files, 0, 1))
        files = size = 0

    for position, path in enumerate(found.inputs):
        if is_single(path, config):
            inputs.append(described(path, 1, spool))
            digests.append(_digest(path))
            files, size = files + 1, size + (inputs[-1].bytes or 0)
            if files >= UNIT_ARTICLES or size >= UNIT_SIZE:
                close_files()
        else:
            close_files()
            before = len(digests)
            cuts = _cuts(path, config, spool, digests, on_planned, limits)
            inputs.append(described(path, len(digests) - before, spool))
            ranges += [(position, 1, start, stop) for start, stop in cuts]
        on_planned(len(digests))
    close_files()
    return Plan(
        settings=settings,
        inputs=tuple(inputs),
        units=_units(ranges, digests),
        failures=tuple(failure.to_dict() for failure in found.failures),
        skipped=len(found.skipped),
    )


def described(path: str, articles: int, spool: Path | None = None) -> Input:
    """An input as it is now; what is no regular file has no size, and is never opened here."""
    if path.startswith(DATASET_FOLDER):
        return _described_folder(path, articles)
    file = str(spool) if path == STDIN and spool else path
    try:
        facts = os.stat(file)
        if not stat.S_ISREG(facts.st_mode):
            return Input(path, articles)
        # What standard input was is kept in a file of the run's own: when that was written says nothing.
        modified = None if path == STDIN else facts.st_mtime_ns
        return Input(path, articles, facts.st_size, modified, file_sha256(Path(file)))
    except (OSError, ValueError):
        return Input(path, articles)


@contextmanager
def reading(
    path: str, config: ReadConfig, spool: Path | None, limits: LimitsConfig = LIMITS
) -> Iterator[Iterator[Document | Failure]]:
    """The articles of an input; of standard input, as it was kept."""
    if path != STDIN:
        yield articles_in(path, config, limits=limits)
        return
    with io.BytesIO() if spool is None else spool.open("rb") as stream:
        yield articles_in(path, config, stream, limits)


def _described_folder(path: str, articles: int) -> Input:
    folder = Path(path.removeprefix("hf://").split(":")[0])
    facts = [file.stat() for file in sorted(folder.rglob("*")) if file.is_file()]
    if not facts:
        return Input(path, articles)
    return Input(path, articles, sum(each.st_size for each in facts), max(each.st_mtime_ns for each in facts))


def _cuts(
    path: str,
    config: ReadConfig,
    spool: Path | None,
    digests: "array[int]",
    on_planned: OnPlanned,
    limits: LimitsConfig,
) -> Iterable[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    start = size = count = 0
    with reading(path, config, spool, limits) as articles:
        for count, article in enumerate(articles, 1):
            if isinstance(article, Document):
                digests.append(id_digest(article))
                size += len(article.text)
            else:
                digests.append(_digest(f"{path}\0{count}"))  # a failure is no article: its id may be that of another
            if count - start >= UNIT_ARTICLES or size >= UNIT_SIZE:
                cuts.append((start, count))
                start, size = count, 0
            if count % UNIT_ARTICLES == 0:
                on_planned(len(digests))
    return [*cuts, (start, count)] if count > start else cuts


def _units(ranges: Iterable[tuple[int, int, int, int]], digests: "array[int]") -> tuple[Unit, ...]:
    ids = np.frombuffer(digests, np.uint64) if digests else np.zeros(0, np.uint64)
    is_repeat = np.ones(len(ids), bool)
    is_repeat[np.unique(ids, return_index=True)[1]] = False
    units, before = [], 0
    for first, inputs, start, stop in ranges:
        count = inputs if inputs > 1 else stop - start
        repeats = np.flatnonzero(is_repeat[before : before + count])
        units.append(Unit(first, inputs, start, stop, tuple(repeats.tolist())))
        before += count
    return tuple(units)


def _digest(name: str) -> int:
    return int.from_bytes(content_digest(name)[:8])
