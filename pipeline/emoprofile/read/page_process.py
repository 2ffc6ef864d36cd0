"""Web pages are parsed in a process of their own: one that takes too long, too much memory, or crashes, is one failure.

The parsers of pages have inputs that cost them the square of their size, and no limit of their own. No check beforehand
can know all of these, so the operating system sets the limit: processor time, which does not depend on what else the
machine does, and memory.
"""

import atexit
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
from typing import Any, BinaryIO

from emoprofile.config import LimitsConfig
from emoprofile.data import Failure, attempted
from emoprofile.errors import ReadError

Parsed = tuple[str, dict[str, str]]
"""A text, and what the page says of itself."""
_COMMAND = [sys.executable, "-P", "-m", "emoprofile.read.page_process"]


class PageProcess:
    """The process, started when it is first needed and again after each death. Threads wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def parsed(self, page: str, limits: LimitsConfig) -> Parsed:
        """The article in a page.

        Raises:
            ReadError: If there is none, or if a limit was reached.
        """
        with self._lock:
            process = self._running()
            try:
                pickle.dump((page, limits.max_seconds, limits.max_page_memory), process.stdin)  # type: ignore[arg-type]
                process.stdin.flush()  # type: ignore[union-attr]
                found = pickle.load(process.stdout)  # type: ignore[arg-type]
            except (OSError, EOFError, pickle.UnpicklingError):
                raise ReadError(self._death(limits)) from None
        if isinstance(found, Failure):
            raise ReadError(found.message)
        return found  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process and self._owner == os.getpid():
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._owner != os.getpid():  # the process of a parent is not ours
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._process = subprocess.Popen(
                _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
            )
            self._owner = os.getpid()
        return self._process

    def _death(self, limits: LimitsConfig) -> str:
        assert self._process
        code = self._process.wait()
        self.stop()
        if code == -signal.SIGPROF:
            return (
                f"the page takes more than {limits.max_seconds:g} s of processor time to read (limits.max_seconds): "
                "it is not built as pages of articles are. Save its text as .txt instead"
            )
        return f"the page ended the process that read it (code {code}). Save its text as .txt instead"


PAGES = PageProcess()
"""One for all pages that this process reads."""
atexit.register(PAGES.stop)


def main() -> None:
    """Serve until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides what an interrupt means
    # What libraries print must not get between the answers, nor onto anybody's terminal.
    out: BinaryIO = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    from emoprofile.read.html import extracted

    while True:
        try:
            page, seconds, memory = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
        # Its signal ends the process, even in the middle of a library that is not Python.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        found: Any = attempted("page", "read", lambda page=page: extracted(page))
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(found, out)
        out.flush()


if __name__ == "__main__":
    main()
