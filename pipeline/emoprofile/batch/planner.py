"""Inputs -> plan: every table is read once before the first sentence is scored, so that the whole is known."""

import io
import os
import stat
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from emoprofile.batch.hashing import ArticlesHash, Watcher
from emoprofile.batch.plan import Chunk, Input, Plan
from emoprofile.config import LIMITS, LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.data.document import content_digest
from emoprofile.provenance import file_sha256, fingerprint
from emoprofile.read import STDIN, Found, Watch, articles_in, id_digest, is_single, unwatched

CHUNK_ARTICLES = 1000
CHUNK_SIZE = 1_000_000
"""Characters of a table's articles, or bytes of files, after which a chunk ends: about 8,000 sentences.
A killed process loses at most that much work, and a run holds about that much in memory."""
DATASET_FOLDER = "hf:///"
CHANGED = "changed while the run was planned"
"""Stands in the place of the hash of articles that cannot be told from those that came later."""
Cut = tuple[int, int, str]
"""The articles of a table from one number to before another, and their hash."""
OnPlanned = Callable[[int], None]
"""Called with the number of articles planned so far."""


def make_plan(
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
    ranges: list[Chunk] = []
    digests = array("Q")
    files, size = 0, 0

    def close_files() -> None:
        nonlocal files, size
        if files:
            ranges.append(Chunk(len(inputs) - files, files, 0, 1))
        files = size = 0

    for position, path in enumerate(found.inputs):
        if is_single(path, config):
            inputs.append(describe_input(path, 1, spool))
            digests.append(_digest(path))
            files, size = files + 1, size + (inputs[-1].bytes or 0)
            if files >= CHUNK_ARTICLES or size >= CHUNK_SIZE:
                close_files()
        else:
            close_files()
            known, cuts = _read_table(path, config, spool, digests, on_planned, limits)
            inputs.append(known)
            ranges += [Chunk(position, 1, start, stop, sha256=content) for start, stop, content in cuts]
        on_planned(len(digests))
    close_files()
    return Plan(
        settings=settings,
        inputs=tuple(inputs),
        chunks=_chunks(ranges, digests),
        failures=tuple(failure.to_dict() for failure in found.failures),
        skipped=len(found.skipped),
    )


def describe_input(path: str, articles: int, spool: Path | None = None) -> Input:
    """An input as it is now; what is no regular file has no size, and is never opened here."""
    if path.startswith(DATASET_FOLDER):
        return _described_folder(path, articles)
    file = str(spool) if path == STDIN and spool else path
    try:
        facts = os.stat(file)
        if not stat.S_ISREG(facts.st_mode):
            return Input(path, articles)
        # What standard input was is kept in a file of the run's own: when that was written says nothing.
        modified = None if path == STDIN else times(facts)
        return Input(path, articles, facts.st_size, modified, file_sha256(Path(file)))
    except (OSError, ValueError):
        return Input(path, articles)


def times(facts: os.stat_result) -> tuple[int, int]:
    """When a file was last written, and when its entry was last changed, in nanoseconds."""
    return facts.st_mtime_ns, facts.st_ctime_ns


@contextmanager
def reading(
    path: str,
    config: ReadConfig,
    spool: Path | None,
    limits: LimitsConfig = LIMITS,
    watch: Watch = unwatched,
) -> Iterator[Iterator[Document | Failure]]:
    """The articles of an input; of standard input, as it was kept."""
    if path != STDIN:
        yield articles_in(path, config, limits=limits, watch=watch)
        return
    with io.BytesIO() if spool is None else spool.open("rb") as kept, watch(kept) as stream:
        yield articles_in(path, config, stream, limits)


def _described_folder(path: str, articles: int) -> Input:
    folder = Path(path.removeprefix("hf://").split(":")[0])
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    if not files:
        return Input(path, articles)
    whole = fingerprint({file.relative_to(folder).as_posix(): file_sha256(file) for file in files})
    return Input(path, articles, sum(file.stat().st_size for file in files), None, whole.removeprefix("sha256:"))


def _read_table(
    path: str,
    config: ReadConfig,
    spool: Path | None,
    digests: "array[int]",
    on_planned: OnPlanned,
    limits: LimitsConfig,
) -> tuple[Input, list[Cut]]:
    """A table, hashed as it was read, and its articles cut into chunks."""
    before = describe_input(path, 0) if path.startswith(DATASET_FOLDER) else _stat_input(path)
    count, watcher = len(digests), Watcher()
    cuts = _cuts(path, config, spool, watcher, digests, on_planned, limits)
    known = replace(before, articles=len(digests) - count)
    if watcher.file:
        known = replace(known, bytes=watcher.file.bytes, sha256=watcher.sha256)
    is_steady = watcher.sha256 is not None if watcher.file else _is_unchanged(before)
    # Otherwise nobody can tell what was read: none of it is scored.
    return known, cuts if is_steady else [(start, stop, CHANGED) for start, stop, _ in cuts]


def _stat_input(path: str) -> Input:
    try:
        facts = os.stat(path)
    except (OSError, ValueError):
        return Input(path, 0)
    return Input(path, 0, None, times(facts) if stat.S_ISREG(facts.st_mode) else None)


def _is_unchanged(before: Input) -> bool:
    """Whether a saved dataset is as it was before it was read; of anything else nothing was read."""
    return not before.path.startswith(DATASET_FOLDER) or describe_input(before.path, 0).facts() == before.facts()


def _cuts(
    path: str,
    config: ReadConfig,
    spool: Path | None,
    watcher: Watcher,
    digests: "array[int]",
    on_planned: OnPlanned,
    limits: LimitsConfig,
) -> list[Cut]:
    cuts: list[Cut] = []
    start = size = count = 0
    content = ArticlesHash()
    with reading(path, config, spool, limits, watcher) as articles:
        for count, article in enumerate(articles, 1):
            content.add(article)
            if isinstance(article, Document):
                digests.append(id_digest(article))
                size += len(article.text)
            else:
                digests.append(_digest(f"{path}\0{count}"))  # a failure is no article: its id may be that of another
            if count - start >= CHUNK_ARTICLES or size >= CHUNK_SIZE:
                cuts.append((start, count, content.hexdigest()))
                start, size, content = count, 0, ArticlesHash()
            if count % CHUNK_ARTICLES == 0:
                on_planned(len(digests))
    return [*cuts, (start, count, content.hexdigest())] if count > start else cuts


def _chunks(ranges: Iterable[Chunk], digests: "array[int]") -> tuple[Chunk, ...]:
    """The chunks with the places of the ids that came before."""
    ids = np.frombuffer(digests, np.uint64) if digests else np.zeros(0, np.uint64)
    is_repeat = np.ones(len(ids), bool)
    is_repeat[np.unique(ids, return_index=True)[1]] = False
    chunks, before = [], 0
    for chunk in ranges:
        repeats = np.flatnonzero(is_repeat[before : before + chunk.articles])
        chunks.append(replace(chunk, repeats=tuple(repeats.tolist())))
        before += chunk.articles
    return tuple(chunks)


def _digest(name: str) -> int:
    return int.from_bytes(content_digest(name)[:8])
