"""What is not the same as when a run was planned."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from emoprofile.batch.plan import Input, Plan
from emoprofile.batch.table_planner import describe_input, times
from emoprofile.read import STDIN, Found
from emoprofile.storage import is_remote, read_state


def find_changes(plan: Plan, found: Found) -> Iterator[str]:
    """What is not as it was planned, a line each.

    Args:
        plan: What was planned.
        found: What the same paths lead to now.
    """
    before = {each.path: each for each in plan.inputs}
    now = [_now(before[path]) if path in before else Input(path, 0) for path in found.inputs]
    yield from input_differences(plan.inputs, now)


def input_differences(before: Sequence[Input], now: Sequence[Input]) -> Iterator[str]:
    """What is not the same in two lists of inputs, a line each; the times of files do not matter."""
    then, today = ({each.path: each for each in inputs} for inputs in (before, now))
    yield from (f"input gone: {path}" for path in sorted(then.keys() - today.keys()))
    yield from (f"input new: {path}" for path in sorted(today.keys() - then.keys()))
    if then.keys() == today.keys() and list(then) != list(today):
        yield "the order of the inputs"
    for path, planned in then.items():
        if path in today and planned.facts() != today[path].facts():
            yield f"input changed: {path}: {planned} -> {today[path]}"


def _now(planned: Input) -> Input:
    if planned.path == STDIN or _is_untouched(planned):
        return planned
    return describe_input(planned.path, planned.articles)


def _is_untouched(planned: Input) -> bool:
    """Whether nobody wrote to the file since: the time of its entry cannot be set back, as that of its content can."""
    if is_remote(planned.path):
        state = read_state(planned.path)
        return state is not None and (planned.bytes, planned.modified) == (state.size, (state.mark, 0))
    try:
        facts = Path(planned.path).stat()
    except (OSError, ValueError):
        return False
    return planned.modified == times(facts) and planned.bytes == facts.st_size
