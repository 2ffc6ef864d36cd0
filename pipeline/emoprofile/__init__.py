"""emoprofile turns articles into emotional profiles.

>>> from emoprofile import profile
>>> story = profile("They had lost everything. Still, the neighbours were wonderful, and we are so grateful!")
>>> [leader.label for leader in story.dominant]
"""

from emoprofile.config import RunConfig, load_run_config
from emoprofile.data import Document, Failure, Profile
from emoprofile.errors import EmoprofileError
from emoprofile.profiler import Profiler, profile

__version__ = "0.1.0"
__all__ = ["Document", "EmoprofileError", "Failure", "Profile", "Profiler", "RunConfig", "load_run_config", "profile"]
