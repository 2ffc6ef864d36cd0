"""The process for web pages: takes a page from a pipe, and answers with the article in it."""

import os
import pickle
import resource
import signal
import sys
from functools import partial
from typing import BinaryIO

from emoprofile.data import attempt
from emoprofile.read.pages.extraction import extract_article


def main() -> None:
    """Serve until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides what an interrupt means
    # What libraries print must not get between the answers, nor onto anybody's terminal.
    out: BinaryIO = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    while True:
        try:
            page, seconds, memory = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        most = resource.getrlimit(resource.RLIMIT_AS)[1]  # which a process may lower, never raise
        allowed = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, most))
        # Its signal ends the process, even in the middle of a library that is not Python.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        found = attempt("page", "read", partial(extract_article, page))
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickle.dump(found, out)
        out.flush()


if __name__ == "__main__":
    main()
