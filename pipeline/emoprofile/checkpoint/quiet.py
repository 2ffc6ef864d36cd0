"""Keeps the progress bars and warnings of transformers off the user's terminal."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_QUIET = threading.RLock()


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """Keep the progress bars and warnings of transformers off the terminal, then restore its settings."""
    from transformers.utils import logging as transformers_logging  # imported late: the onnx backend does not need it

    with _QUIET:
        verbosity, bars = transformers_logging.get_verbosity(), transformers_logging.is_progress_bar_enabled()
        transformers_logging.set_verbosity(logging.ERROR)
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            yield
        finally:
            transformers_logging.set_verbosity(verbosity)
            if bars:
                transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]
