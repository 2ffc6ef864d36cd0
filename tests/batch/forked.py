"""Processes as `ChildProcess` starts them, but forked from a server that has the libraries loaded."""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Any, BinaryIO


class ForkedProcess:
    """What `subprocess.Popen` is to `ChildProcess`."""

    def __init__(self, forks: ForkServerContext, command: Sequence[str], environment: Mapping[str, str]) -> None:
        source, stdin = forks.Pipe(duplex=False)
        stdout, sink = forks.Pipe(duplex=False)
        self._process = forks.Process(target=serve, args=(command[-1], source, sink, dict(environment)))
        self._process.start()
        self.stdin: BinaryIO = os.fdopen(os.dup(stdin.fileno()), "wb")
        self.stdout: BinaryIO = os.fdopen(os.dup(stdout.fileno()), "rb")
        for end in (source, sink, stdin, stdout):
            end.close()

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> int:
        self._process.join()
        assert self._process.exitcode is not None
        return self._process.exitcode


def serve(module: str, source: Connection, sink: Connection, environment: Mapping[str, Any]) -> None:
    """What runs in the fork."""
    os.dup2(source.fileno(), 0)
    os.dup2(sink.fileno(), 1)
    source.close()
    sink.close()
    sys.stdin = os.fdopen(0, "r")
    os.environ.update(environment)
    importlib.import_module(module).main()
