"""emoprofile turns articles into emotional profiles.

>>> from emoprofile import profile
>>> story = profile("They had lost everything. Still, the neighbours were wonderful, and we are so grateful!")
>>> [leading.label for leading in story.leading]
>>> story.valence.mean, story.valence.interval
"""

from typing import TYPE_CHECKING, Any

from emoprofile.config import RunConfig, load_run_config
from emoprofile.data import Document, Failure, Profile
from emoprofile.errors import EmoprofileError
from emoprofile.profiler import Profiler, profile

__version__ = "0.1.0"
__all__ = [
    "Document",
    "EmoprofileError",
    "Failure",
    "Profile",
    "Profiler",
    "RunConfig",
    "evaluate",
    "load_run_config",
    "profile",
]

if TYPE_CHECKING:
    from emoprofile.evaluation.evaluate import evaluate


def __getattr__(name: str) -> Any:
    # Only when it is asked for: it brings libraries that profiling never needs.
    if name == "evaluate":
        from emoprofile.evaluation.evaluate import evaluate

        return evaluate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
