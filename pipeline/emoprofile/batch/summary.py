"""What became of every article, checked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from emoprofile.batch.plan import Plan
from emoprofile.batch.run_directory import Record
from emoprofile.errors import RunError


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of every article: articles + known + skipped = profiles + failures + known + skipped.

    Attributes:
        articles: How many came in, without those that the output held already.
        profiles: How many have a profile.
        failures: How many have none.
        skipped: Files that are no articles.
        sentences: How many were scored.
        chunks: How many there are.
        smaller: How many were scored in smaller batches than configured, because memory ran out.
        left: Of a shard: chunks that are not committed yet, by any; 0 once the output is published.
        known: How many articles came in that the output held already.
        flagged: How many profiles have a flag.
        flags: How many have which: see `Profile.flags`.
        retried: How many articles failed in an earlier run into this output, and were scored or failed again.
        generation: How many runs the output is of, with this one.
    """

    articles: int
    profiles: int
    failures: int
    skipped: int
    sentences: int
    chunks: int
    smaller: int
    left: int = 0
    known: int = 0
    flagged: int = 0
    flags: Mapping[str, int] = field(default_factory=dict)
    retried: int = 0
    generation: int = 1


def sum_up(plan: Plan, records: Sequence[Record], batch_tokens: int, left: int) -> Summary:
    """What became of every article of the committed chunks.

    Args:
        plan: Of the run.
        records: What is committed.
        batch_tokens: Tokens per batch that were configured.
        left: How many chunks are not committed.

    Raises:
        RunError: If a chunk holds more or less than was planned.
    """
    for record in records:
        planned_articles = plan.chunks[record.chunk].articles
        if record.profiles + record.failures != planned_articles:
            raise RunError(
                f"chunk {record.chunk} holds {record.profiles} profiles and {record.failures} failures for "
                f"{planned_articles} articles: the run directory was changed from outside"
            )
    return Summary(
        articles=plan.articles,
        profiles=sum(record.profiles for record in records),
        failures=len(plan.failures) + sum(record.failures for record in records),
        skipped=plan.skipped,
        sentences=sum(record.sentences for record in records),
        chunks=len(plan.chunks),
        smaller=sum(record.batch_tokens < batch_tokens for record in records),
        left=left,
        known=plan.known,
        flagged=sum(record.flagged for record in records),
        flags=count_flags(records),
        generation=plan.generation,
    )


def count_flags(records: Iterable[Record]) -> dict[str, int]:
    """How many profiles of some chunks have which flag."""
    flags: Counter[str] = Counter()
    for record in records:
        flags.update(record.flags)
    return dict(sorted(flags.items()))
