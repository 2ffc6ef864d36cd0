"""Splitters that end their process with a real SIGKILL, and a run that is killed at a chosen moment."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from emoprofile.batch import How, planner, score_files
from emoprofile.batch.table_planner import PlannedTable, TableRequest, plan_table
from emoprofile.errors import EmoprofileError

Ranges = list[tuple[int, int]]
MARK = "KILL"
CRASHES = {"crash-s": signal.SIGSEGV, "crash-t": signal.SIGTERM}
CHUNK_ARTICLES = 3


def always(language: str) -> Callable[[str], Ranges]:
    """A splitter that no article with the mark survives, as where memory runs out."""
    return _splitter(lambda: True)


def terminated(language: str) -> Callable[[str], Ranges]:
    """A splitter during which somebody from outside ends the process, whenever the mark is met."""
    return _splitter(lambda: True, signal.SIGTERM)


def while_there(language: str) -> Callable[[str], Ranges]:
    """A splitter that kills as long as a line of the article is the path of a file."""

    def split(text: str) -> Ranges:
        if any(line.startswith("/") and Path(line).exists() for line in text.splitlines()):
            os.kill(os.getpid(), signal.SIGKILL)
        return list(_lines(text))

    return split


def loading(language: str) -> Callable[[str], Ranges]:
    """A splitter that ends its process before there is any article."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def loading_once(language: str) -> Callable[[str], Ranges]:
    """A splitter that ends its process before there is any article, the first time."""
    return loading(language) if _first_time() else _splitter(lambda: False)


def leaving(language: str) -> Callable[[str], Ranges]:
    """A splitter that wants to end the program."""

    def leave() -> bool:
        raise SystemExit(3)

    return _splitter(leave)


def once(language: str) -> Callable[[str], Ranges]:
    """A splitter that kills when it first meets the mark; the file that `EMOPROFILE_KILLED` names remembers."""
    return _splitter(_first_time)


def plan_or_crash(request: TableRequest, on_planned: Callable[[int], None]) -> PlannedTable:
    """What plans a table, with a fault in a library: its name says by which signal."""
    name = Path(request.path).stem
    if name in CRASHES:
        os.kill(os.getpid(), CRASHES[name])
    return plan_table(request, on_planned)


def _first_time() -> bool:
    try:
        Path(os.environ["EMOPROFILE_KILLED"]).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _splitter(deadly: Callable[[], bool], number: int = signal.SIGKILL) -> Callable[[str], Ranges]:
    def split(text: str) -> Ranges:
        if MARK in text and deadly():
            os.kill(os.getpid(), number)
        return list(_lines(text))

    return split


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            at = start + line.index(stripped[0])
            yield at, at + len(stripped)
        start += len(line)


def run_to_kill(
    paths: Sequence[str],
    output: str,
    config: str,
    overrides: Sequence[str],
    moment: int | None,
    chunk_articles: int = CHUNK_ARTICLES,
    append: bool = False,
) -> None:
    """A run in small chunks; at the given file operation in its folder the process kills itself.

    Args:
        paths: To read.
        output: To write.
        config: Path of the configuration.
        overrides: Of the configuration.
        moment: Counted from 1; None lets it end, and notes how many file operations there were.
        chunk_articles: The most in a chunk: in other chunks, sentences are in other batches.
        append: Whether it adds to the output.
    """
    import torch

    torch.set_num_threads(1)
    os.environ["EMOPROFILE_KILLED"] = __file__  # which is there: `once` has killed already
    planner.CHUNK_ARTICLES = chunk_articles
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in WATCHED and any(str(Path(output).parent) in str(each) for each in arguments):
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    try:
        score_files(paths, output, config, overrides, How(executor="inline", resume=True, append=append))
    except EmoprofileError as error:
        Path(f"{output.rstrip('/')}.error").write_text(f"{type(error).__name__}: {error}")
        raise
    Path(f"{output.rstrip('/')}.seen").write_text(str(seen))


WATCHED = frozenset({"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.scandir"})
