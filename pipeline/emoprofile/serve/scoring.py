"""One article after the other through the model: what a request gets does not depend on what others ask meanwhile."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from emoprofile.serve.bodies import Limits, RefusedError

T = TypeVar("T")


class Line:
    """A thread that does one piece of work at a time, and those who wait for it.

    The model uses all cores for one pass; several at once would only make each slower. Articles of different requests
    are not scored together: scores of a sentence may differ in the last bits from batch to batch.

    Args:
        limits: How many may wait, and how long.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="emoprofile-serve")
        self._waiting = 0

    async def run(self, work: Callable[[], T]) -> T:
        """What some work gives, when its turn comes.

        Raises:
            RefusedError: If too many wait, or it is not done in time; work that has begun is finished in vain.
        """
        if self._waiting >= self._limits.waiting:
            raise RefusedError(503, f"{self._waiting} requests wait already; come again in a moment")
        self._waiting += 1
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.wait_for(future, self._limits.seconds)
        except TimeoutError:
            raise RefusedError(503, f"not done within {self._limits.seconds:g} seconds; send less at once") from None
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Take no more work."""
        self._thread.shutdown(wait=False, cancel_futures=True)
