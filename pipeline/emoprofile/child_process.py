"""A process beside this one, and the messages between both: what may end a process is done there.

It dies with the process that started it, at once: whoever goes on with the run must be alone with it.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any, BinaryIO

_GONE = (EOFError, BrokenPipeError, ConnectionResetError, pickle.UnpicklingError)


class DiedError(Exception):
    """The process ended, and this one did not end it.

    Attributes:
        code: As `subprocess` has it: the negative number of a signal, or an exit code.
    """

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"was killed by signal {-code}" if code < 0 else f"ended with code {code}")


class ChildProcess:
    """A process that answers messages.

    Args:
        module: What it runs.
    """

    def __init__(self, module: str) -> None:
        # -P: what lies in the working directory is no module, whatever it is called.
        command = [sys.executable, "-P", "-m", module]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def send(self, message: object) -> None:
        """Send a message; if the process is dead already, that is seen when its answer is awaited."""
        assert self._process.stdin
        with suppress(*_GONE):
            pickle.dump(message, self._process.stdin)
            self._process.stdin.flush()

    def receive(self) -> Any:
        """What it says next; an error that it says is raised here.

        Raises:
            DiedError: If it says nothing any more.
        """
        assert self._process.stdout
        try:
            message = pickle.load(self._process.stdout)
        except _GONE:
            code = self._process.wait()
            self.stop()
            raise DiedError(code) from None
        if isinstance(message, BaseException):
            raise message
        return message

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(*_GONE):  # what was not sent has nobody to go to
                if pipe:
                    pipe.close()


@contextmanager
def answering() -> Iterator[tuple[Callable[[], Any], Callable[[object], None]]]:
    """In the process itself: how it gets the next message, and how it says something, from any thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides what an interrupt means
    # What libraries print must not get between the messages.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        messages: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=_listen, args=(sys.stdin.buffer, messages), name="listen", daemon=True).start()
        turn = threading.Lock()

        def say(message: object) -> None:
            with turn:
                try:
                    pickle.dump(message, out)
                    out.flush()
                except BrokenPipeError:
                    os._exit(0)

        yield messages.get, say


def _listen(pipe: BinaryIO, messages: "SimpleQueue[Any]") -> None:
    try:
        while True:
            messages.put(pickle.load(pipe))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)  # whatever is being done: nobody wants it any more
