"""All errors that emoprofile raises on purpose.

    EmoprofileError
    ├── ConfigError          a run configuration, model spec or training recipe is wrong
    ├── UnknownNameError     a name that no registry or folder knows
    ├── InvalidValueError    a value that contradicts itself (also a ValueError)
    ├── ReadError            an input that cannot be read as an article
    ├── WriteError           an output that cannot be written
    ├── ModelError           a model that is not here, or cannot be loaded
    │   └── ModelRefusedError  a model that would be mis-scored
    ├── OutOfMemoryError     a batch of sentences that does not fit into memory
    ├── RunError             a batch run that cannot start, go on or be resumed
    │   └── ThresholdError     a batch run of which more failed, or has a flag, than was allowed
    ├── LabelledDataError         labelled data with rows that are wrong
    ├── MissingExtraError    an optional dependency that is not installed
    └── TrainingError        a training run that cannot start or go on

A message says what is wrong, where, and what to do.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

_LONGEST_NAME = 200
"""The most characters of an unknown name in a message."""


class EmoprofileError(Exception):
    """The root: catching it catches every deliberate error of the library."""


class ConfigError(EmoprofileError):
    """A configuration with one or more problems, all of them listed.

    Attributes:
        problems: One line per problem, each naming the file and the dotted key.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        super().__init__(f"{head} in the configuration:\n" + "\n".join(f"  {line}" for line in self.problems))

    def __reduce__(self) -> tuple[type["ConfigError"], tuple[tuple[str, ...]]]:
        return type(self), (self.problems,)


class UnknownNameError(EmoprofileError):
    """A name that is not registered; the message lists the names that are."""

    def __init__(self, kind: str, name: str, known: Iterable[str], remedy: str = "") -> None:
        self.kind, self.name, self.known, self.remedy = kind, name, tuple(sorted(known)), remedy
        name = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        close = get_close_matches(name, self.known, n=1)
        guess = f" Did you mean {close[0]!r}?" if close else ""
        allowed = ", ".join(self.known) or "none"
        super().__init__(f"unknown {kind} {name!r}.{guess} Known: {allowed}.{' ' + remedy if remedy else ''}")

    def __reduce__(self) -> tuple[type["UnknownNameError"], tuple[str, str, tuple[str, ...], str]]:
        return type(self), (self.kind, self.name, self.known, self.remedy)


class InvalidValueError(EmoprofileError, ValueError):
    """A value that breaks its own rules, such as a span that ends before it starts."""


class ReadError(EmoprofileError):
    """An input that is missing, not text, or too large."""


class WriteError(EmoprofileError):
    """An output path that cannot be written."""


class ModelError(EmoprofileError):
    """A model that cannot be loaded, or would be mis-scored."""


class ModelRefusedError(ModelError):
    """A model that is not what its spec says.

    Attributes:
        findings: The findings of all checks up to the refusal.
    """

    def __init__(self, name: str, refusals: Sequence[str], findings: Sequence[object]) -> None:
        self.name, self.refusals, self.findings = name, tuple(refusals), tuple(findings)
        super().__init__(f"model {name!r} would be mis-scored: " + "; ".join(refusals))

    def __reduce__(self) -> tuple[type["ModelRefusedError"], tuple[str, tuple[str, ...], tuple[object, ...]]]:
        return type(self), (self.name, self.refusals, self.findings)


class OutOfMemoryError(EmoprofileError):
    """A batch of sentences that does not fit into memory."""


class RunError(EmoprofileError):
    """A batch run that cannot start, continue or be resumed. Its committed chunks are kept."""


class ThresholdError(RunError):
    """A batch run that stopped, because more articles failed or have a flag than was allowed."""


class LabelledDataError(EmoprofileError):
    """Labelled data with problems. The message shows the first problems, and their number.

    Attributes:
        path: The path of the data.
        problems: All problems, each with its place.
        remedy: What is allowed, and what to do.
    """

    MOST_SHOWN = 20

    def __init__(self, path: str, problems: Sequence[str], remedy: str = "") -> None:
        self.path, self.problems, self.remedy = path, tuple(problems), remedy
        count = len(self.problems)
        shown = "\n".join(f"  {line}" for line in self.problems[: self.MOST_SHOWN])
        more = f"\n  and {count - self.MOST_SHOWN:,} more" if count > self.MOST_SHOWN else ""
        head = "1 problem" if count == 1 else f"{count:,} problems"
        super().__init__(f"{head} in the labelled data {path}:\n{shown}{more}{chr(10) + remedy if remedy else ''}")

    def __reduce__(self) -> tuple[type["LabelledDataError"], tuple[str, tuple[str, ...], str]]:
        return type(self), (self.path, self.problems, self.remedy)


class MissingExtraError(EmoprofileError):
    """An optional dependency that is not installed. The message names the extra that installs it."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        self.package, self.extra, self.purpose = package, extra, purpose
        super().__init__(
            f"{purpose} needs the package {package!r}, which is not installed. "
            f"Install it with: pip install 'emoprofile[{extra}]'"
        )

    def __reduce__(self) -> tuple[type["MissingExtraError"], tuple[str, str, str]]:
        return type(self), (self.package, self.extra, self.purpose)


class TrainingError(EmoprofileError):
    """Training data, base weights or a saved run that do not fit the recipe."""
