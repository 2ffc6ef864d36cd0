"""Cut windows into passes of the model: one length each, so that nothing is padded, and compute them side by side."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from emoprofile.data.scores import FloatArray
from emoprofile.score.backend import Backend
from emoprofile.score.encoded import Encoded


def cut_passes(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Positions of windows, pass by pass, longest first: a pass that does not fit into memory fails at once.

    Args:
        lengths: Tokens of each window.
        budget: The most tokens in a pass; a longer window gets a pass of its own.
    """
    groups: dict[int, list[int]] = {}
    for position, length in enumerate(lengths):
        groups.setdefault(length, []).append(position)
    for length in sorted(groups, reverse=True):
        most = max(1, budget // length)
        group = groups[length]
        for start in range(0, len(group), most):
            yield group[start : start + most]


def compute_passes(
    backend: Backend, encoded: Encoded, passes: Sequence[list[int]]
) -> Iterator[tuple[list[int], FloatArray]]:
    """Each pass with its logits, as they come.

    Passes are shared out among threads, and each is computed by one thread alone: how many there are decides speed,
    and no bit of a score.
    """
    if not passes:
        return
    pool = ThreadPoolExecutor(min(backend.workers, len(passes)), "score")
    try:
        waiting = {pool.submit(backend.logits, encoded, each): each for each in passes}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    finally:
        pool.shutdown(cancel_futures=True)
        backend.leave_threads()
