"""What is not the same as when a run was planned."""

from collections.abc import Iterator
from pathlib import Path

from emoprofile.batch.plan import Input, Plan
from emoprofile.batch.planning import described
from emoprofile.read import STDIN, Found


def changed(plan: Plan, found: Found) -> Iterator[str]:
    """What is not as it was planned, a line each."""
    planned = tuple(each.path for each in plan.inputs)
    then, now_there = set(planned), set(found.inputs)
    yield from (f"input gone: {path}" for path in sorted(then - now_there))
    yield from (f"input new: {path}" for path in sorted(now_there - then))
    if then == now_there and planned != found.inputs:
        yield "the order of the inputs"
    for before in plan.inputs:
        if before.path in now_there and before.path != STDIN and not _is_same(before):
            now = described(before.path, before.articles)
            yield f"input changed: {before.path}: {_facts(before)} -> {_facts(now)}"


def _is_same(before: Input) -> bool:
    try:
        facts = Path(before.path).stat() if before.sha256 else None
    except OSError:
        return False
    if facts and (facts.st_size, facts.st_mtime_ns) == (before.bytes, before.modified):
        return True
    now = described(before.path, before.articles)
    if before.sha256:  # touched or copied: the content decides
        return now.sha256 == before.sha256
    return now == before


def _facts(known: Input) -> str:
    size = "no size" if known.bytes is None else f"{known.bytes:,} bytes"
    return f"{size}, sha256 {known.sha256[:12]}…" if known.sha256 else size
