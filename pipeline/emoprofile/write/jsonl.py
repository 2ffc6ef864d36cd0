"""JSON Lines: one JSON object a line, UTF-8, published under its name only when it is whole."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from emoprofile.config import OutputConfig
from emoprofile.data import Profile
from emoprofile.errors import WriteError

SUFFIX = ".jsonl"


class JsonlFile:
    """A file that grows as `NAME.part` and takes its name when it is closed without an error.

    After an error or an interrupt the `.part` file stays: what was computed is not thrown away.

    Args:
        path: Where it will stand; a file of that name from an earlier run is replaced.
        decimals: Places that floats are rounded to; None leaves them.
        keep_empty: Whether a file without a line is published; otherwise there will be no file.

    Raises:
        WriteError: On entering, if the file cannot be created; later, if the disk refuses.
    """

    def __init__(self, path: Path, decimals: int | None = None, *, keep_empty: bool = True) -> None:
        self.path, self.part = path, path.with_name(path.name + ".part")
        self.lines = 0
        self._decimals, self._keep_empty = decimals, keep_empty

    def __enter__(self) -> Self:
        with _translated(self.path):
            if not self.path.parent.is_dir():
                raise WriteError(f"cannot write {self.path}: there is no folder {self.path.parent}")
            if self.path.is_dir():
                raise WriteError(f"cannot write {self.path}: it is a folder")
            # A lone surrogate, which JSON input can carry, is written as an escape rather than refused.
            self._stream = self.part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        return self

    def write(self, value: Mapping[str, Any]) -> None:
        """Add a line.

        Raises:
            WriteError: If the disk refuses.
        """
        line = json.dumps(_rounded(value, self._decimals), ensure_ascii=False, allow_nan=False)
        with _translated(self.part):
            self._stream.write(line + "\n")
        self.lines += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _translated(self.path):
            self._stream.close()
            if kind is None and (self.lines or self._keep_empty):
                os.replace(self.part, self.path)
            elif not self.lines:
                self.part.unlink()
                if kind is None:
                    self.path.unlink(missing_ok=True)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror}") from error


def profile_writer(path: Path, config: OutputConfig) -> JsonlFile:
    """The file that profiles are written to, rounded as the configuration says.

    Raises:
        WriteError: If the suffix is not one that can be written.
    """
    if path.suffix != SUFFIX:
        raise WriteError(f"cannot write {path.name!r}: the suffix must be {SUFFIX}, got {path.suffix or 'none'!r}")
    return JsonlFile(path, config.decimals)


def profile_line(profile: Profile, config: OutputConfig) -> dict[str, Any]:
    """What is written of a profile."""
    return profile.to_dict(detail=config.detail, text=config.text)


def _rounded(value: Any, decimals: int | None) -> Any:
    if decimals is None:
        return value
    if isinstance(value, float):
        return round(value, decimals) + 0.0  # no negative zero
    if isinstance(value, Mapping):
        return {key: _rounded(inner, decimals) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(inner, decimals) for inner in value]
    return value
