"""Scores and commits chunks one after the other; reads and segments the next one while the model scores this one."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest

from emoprofile.batch.attempts import DEATHS_ALONE, Attempt, Deaths
from emoprofile.batch.chunk_reader import ChunkReader, Entry
from emoprofile.batch.plan import Plan
from emoprofile.batch.run_directory import Record, RunDirectory, part_name
from emoprofile.data import STOPS, Document, Failure, Segmentation
from emoprofile.data.document import content_digest
from emoprofile.errors import RunError, WriteError
from emoprofile.profiler import Batch, Profiler
from emoprofile.write import JsonlFile, make_writer, write_atomically

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """What was done since the last one.

    Attributes:
        articles: How many got a profile or a failure.
        failures: How many of them failed.
        flags: Of those that got a profile.
        windows: How many token windows the model has seen: about as many as sentences.
        seen: About how many articles that is; they get their profiles when the model has seen the whole chunk.
    """

    articles: int = 0
    failures: int = 0
    flags: tuple[str, ...] = ()
    windows: int = 0
    seen: float = 0.0


Event = Progress | Record
Emit = Callable[[Event], None]
OnAttempt = Callable[[Attempt], None]


class ChunkScorer:
    """Scores chunks of a plan.

    Args:
        profiler: Does the work.
        plan: What the chunks are of.
        folder: Where they are committed.
    """

    def __init__(self, profiler: Profiler, plan: Plan, folder: RunDirectory) -> None:
        self._profiler, self._plan, self._folder = profiler, plan, folder
        self._reader = ChunkReader(plan, profiler.config.read, folder.spool, profiler.config.limits)

    def run(
        self,
        numbers: Sequence[int],
        emit: Emit,
        deaths: Mapping[int, Deaths] | None = None,
        on_attempt: OnAttempt = lambda attempt: None,
    ) -> None:
        """Score and commit some chunks.

        Args:
            numbers: Of the chunks, ascending.
            emit: Told of what is done, and of each commit.
            deaths: What is known of processes that died with one of the chunks.
            on_attempt: Told, from any thread, of whatever may end the process, before it is begun.

        Raises:
            WriteError: If the disk refuses.
        """
        known = deaths or {}

        def prepare(number: int) -> _Ready:
            return self._prepare(number, known.get(number, Deaths()), on_attempt)

        def is_suspicious(number: int) -> bool:
            return number in known and known[number].is_suspicious

        with self._reader, ThreadPoolExecutor(1, "prepare") as pool:
            waiting: Future[_Ready] | None = None
            for number, following in zip_longest(numbers, numbers[1:]):
                ready = (waiting or pool.submit(prepare, number)).result()
                # While articles are tried one by one nothing else is done: otherwise the wrong one might be blamed.
                is_last = following is None or is_suspicious(following)
                waiting = None if is_last else pool.submit(prepare, following)
                self._score(ready, emit)

    def _prepare(self, number: int, deaths: Deaths, on_attempt: OnAttempt) -> "_Ready":
        on_attempt(Attempt(number))
        entries = self._reader.read(self._plan.chunks[number])
        if deaths.is_suspicious:
            articles = self._survivors(number, [entry.article for entry in entries], deaths, on_attempt)
            entries = [Entry(article, entry.key) for article, entry in zip(articles, entries, strict=True)]
        segmented = [self._segment(entry.article) for entry in entries]
        return _Ready(number, tuple(entries), self._profiler.encode(segmented))

    def _segment(self, article: Document | Failure) -> Segmentation | Failure:
        """As the profiler does. Here, beside the main thread, no signal raises SystemExit: only what splits a text."""
        try:
            return self._profiler.segment(article)
        except SystemExit as error:
            return Failure.of(article.id, "split", error)

    def _survivors(
        self, number: int, articles: Sequence[Document | Failure], deaths: Deaths, on_attempt: OnAttempt
    ) -> list[Document | Failure]:
        """The articles of a chunk that ends its process: each is tried alone, and given up if that is its doing.

        Its results are thrown away: the chunk is then scored as any other is, so that its bytes are the same.
        """
        log.warning("chunk %d ended its process %d times: trying its articles one by one", number, deaths.together)
        found = list(articles)
        for position, article in enumerate(articles):
            if isinstance(article, Failure):
                continue
            if position in deaths.given_up:
                error = RunError(
                    f"it ended the process that scored it by itself {DEATHS_ALONE} times: by taking all memory, or by "
                    "a fault in a library. Try it with: emoprofile profile"
                )
                found[position] = Failure.of(article.id, "score", error)
            elif position >= deaths.passed:
                on_attempt(Attempt(number, position, position))
                scored, _ = self._profiler.score(self._profiler.encode([self._segment(article)]))
                self._profiler.aggregate(scored[0])
        on_attempt(Attempt(number, None, len(articles)))
        return found

    def _score(self, ready: "_Ready", emit: Emit) -> None:
        number, config = ready.number, self._profiler.config
        written = self._folder.scratch()
        failures = sentences = flagged = 0
        keys, flags = bytearray(), Counter[str]()
        with (
            make_writer(written / part_name(number, self._folder.suffix), config, self._profiler.spec) as writer,
            JsonlFile(written / part_name(number, "", "failures"), keep_empty=False) as dead,
        ):
            encoded = ready.batch.encoded
            share = len(ready.entries) / len(encoded.inputs) if encoded else 0.0
            scored, budget = self._profiler.score(
                ready.batch, lambda windows: emit(Progress(windows=windows, seen=windows * share))
            )
            for entry, result in zip(ready.entries, map(self._profiler.aggregate, scored), strict=True):
                if not isinstance(result, Failure):
                    try:
                        writer.write(*result)
                    except (WriteError, *STOPS):
                        raise
                    except BaseException as error:  # what one article holds must not stop the others
                        result = Failure.of(entry.article.id, "write", error)
                if isinstance(result, Failure):
                    dead.write(_add_hash(result, entry.article).to_dict())
                    failures += 1
                    emit(Progress(articles=1, failures=1))
                else:
                    keys += entry.key
                    flags.update(result[1].flags)
                    flagged += bool(result[1].flags)
                    sentences += len(result[0].scores)
                    emit(Progress(articles=1, flags=result[1].flags))
        write_atomically(written / part_name(number, "", "articles"), bytes(keys))
        profiles = len(ready.entries) - failures
        record = Record(number, profiles, failures, sentences, budget, flagged, dict(sorted(flags.items())))
        self._folder.commit(record, written)
        written.rmdir()
        emit(record)


@dataclass(frozen=True, slots=True)
class _Ready:
    number: int
    entries: tuple[Entry, ...]
    batch: Batch


def _add_hash(failure: Failure, article: Document | Failure) -> Failure:
    return failure.with_hash(content_digest(article.text).hex()) if isinstance(article, Document) else failure
