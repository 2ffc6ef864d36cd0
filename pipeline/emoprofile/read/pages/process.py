"""Web pages are parsed in a process of their own: one that takes too long, too much memory, or crashes, is one failure.

The parsers of pages have inputs that cost them the square of their size, and no limit of their own. No check beforehand
can know all of these, so the operating system sets the limit: processor time, which does not depend on what else the
machine does, and memory.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from contextlib import suppress

from emoprofile.config import LimitsConfig
from emoprofile.data import Failure
from emoprofile.errors import ReadError
from emoprofile.read.pages.extraction import Extract

_COMMAND = [sys.executable, "-P", "-m", "emoprofile.read.pages.worker"]


class PageProcess:
    """The process, started when it is first needed and again after each death. Threads wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def parse(self, page: str, limits: LimitsConfig) -> Extract:
        """The article in a page.

        Raises:
            ReadError: If there is none, or if a limit was reached.
        """
        with self._lock:
            process = self._start()
            try:
                pickle.dump((page, limits.max_seconds, limits.max_page_memory), process.stdin)  # type: ignore[arg-type]
                process.stdin.flush()  # type: ignore[union-attr]
                found = pickle.load(process.stdout)  # type: ignore[arg-type]
            except (OSError, EOFError, pickle.UnpicklingError):
                raise ReadError(self._describe_death(limits)) from None
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
                with suppress(OSError):  # what was not yet sent has no reader any more
                    pipe.close()  # type: ignore[union-attr]

    def _start(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._owner != os.getpid():  # the process of a parent is not ours
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._process = subprocess.Popen(
                _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
            )
            self._owner = os.getpid()
        return self._process

    def _describe_death(self, limits: LimitsConfig) -> str:
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
