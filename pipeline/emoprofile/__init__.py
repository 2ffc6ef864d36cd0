"""emoprofile turns articles into emotional profiles.

>>> from emoprofile import profile
>>> story = profile("They had lost everything. Still, the neighbours were wonderful, and we are so grateful!")
>>> [leading.label for leading in story.leading]
>>> story.valence.mean, story.valence.interval
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
    from emoprofile.config import RunConfig, load_run_config
    from emoprofile.data import Document, Failure, Profile
    from emoprofile.errors import EmoprofileError
    from emoprofile.evaluation.evaluate import evaluate
    from emoprofile.profiler import Profiler, profile

_HOMES = {
    "emoprofile.config": ("RunConfig", "load_run_config"),
    "emoprofile.data": ("Document", "Failure", "Profile"),
    "emoprofile.errors": ("EmoprofileError",),
    "emoprofile.evaluation.evaluate": ("evaluate",),
    "emoprofile.profiler": ("Profiler", "profile"),
}


def __getattr__(name: str) -> Any:
    # Only when it is asked for: `emoprofile --help` needs none of them, and they bring what takes long to import.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
