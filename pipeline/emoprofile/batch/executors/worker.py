"""The process of the local executor: takes a job and chunks from a pipe, and says what it has done.

It dies with the process that started it, at once: whoever goes on with the run must be alone with it.
"""

import os
import pickle
import signal
import sys
import threading
import traceback
from queue import SimpleQueue
from typing import Any, BinaryIO

from emoprofile.batch.chunk_scorer import ChunkScorer
from emoprofile.errors import EmoprofileError, RunError
from emoprofile.profiler import Profiler


def main() -> None:
    """Serve until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides what an interrupt means
    # What libraries print must not get between the messages.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        messages, turn = _start_receiving(sys.stdin.buffer), threading.Lock()

        def say(message: object) -> None:
            with turn:  # chunks are prepared in a thread of their own
                _say(out, message)

        try:
            job = messages.get()
            profiler = Profiler(job.config, job.spec, name=job.name)
            say(profiler.decisive)
            while True:
                plan, folder, numbers, deaths = messages.get()
                ChunkScorer(profiler, plan, folder).run(numbers, say, deaths, say)
                say(None)
        except EmoprofileError as error:
            say(error)
        except Exception as error:  # a fault of ours: it would come again, whoever starts the process again
            traceback.print_exc()
            say(RunError(f"the process met an error that nobody expected: {type(error).__name__}: {error}"))


def _start_receiving(pipe: BinaryIO) -> "SimpleQueue[Any]":
    found: SimpleQueue[Any] = SimpleQueue()

    def listen() -> None:
        try:
            while True:
                found.put(pickle.load(pipe))
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)  # whatever the model is doing: nobody wants it any more

    threading.Thread(target=listen, name="listen", daemon=True).start()
    return found


def _say(out: BinaryIO, message: object) -> None:
    try:
        pickle.dump(message, out)
        out.flush()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
