"""Which file profiles go to: the format by its suffix, and beside it the table of sentences."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from emoprofile.config import ModelSpec, OutputConfig, RunConfig
from emoprofile.data import Profile, Scored
from emoprofile.errors import WriteError
from emoprofile.write.columns import cells, columns
from emoprofile.write.figure_columns import Column
from emoprofile.write.jsonl import JsonlFile, profile_line
from emoprofile.write.part import PartFile
from emoprofile.write.separated import SEPARATORS, SeparatedFile
from emoprofile.write.values import round_floats

Row = Callable[[Profile], Mapping[str, Any]]
PARQUET = ".parquet"
SUFFIXES = (".jsonl", *SEPARATORS, PARQUET)


class ProfileWriter(Protocol):
    """Takes profiles, and publishes what it made of them when it is closed without an error."""

    @property
    def profiles(self) -> int:
        """How many it took."""

    def __enter__(self) -> Self: ...

    def write(self, scored: Scored, profile: Profile) -> None:
        """Add a profile, and the scores that it is made of.

        Raises:
            WriteError: If the disk refuses.
        """

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class FileWriter:
    """Profiles in one file, and where it is asked for, their sentences in another.

    Args:
        file: Of the profiles.
        row: What is written of a profile.
        sentences: Of the sentences; published first, so that where profiles stand their sentences do too.
        decimals: Places that the figures of sentences are rounded to.
    """

    def __init__(self, file: PartFile, row: Row, sentences: PartFile | None, decimals: int) -> None:
        self.file, self.sentences = file, sentences
        self._row, self._decimals = row, decimals
        self._open = ExitStack()

    @property
    def profiles(self) -> int:
        """How many it took."""
        return self.file.rows

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.file)
            if self.sentences:
                stack.enter_context(self.sentences)
            self._open = stack.pop_all()
        return self

    def write(self, scored: Scored, profile: Profile) -> None:
        """Add a profile, and the scores that it is made of.

        Raises:
            WriteError: If the disk refuses.
        """
        if self.sentences:
            for row in scored.rows():
                self.sentences.write(round_floats(row, self._decimals))
        self.file.write(self._row(profile))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)


def writer_for(path: Path, config: RunConfig, spec: ModelSpec) -> ProfileWriter:
    """The writer of the format that the suffix names.

    Args:
        path: Where the profiles will stand; the table of sentences stands beside it as `NAME.sentences.parquet`.
        config: Decides how much is written, how it is rounded, and which vocabulary comes first.
        spec: Its readings and labels are the columns of a table.

    Raises:
        WriteError: If the suffix is not one that can be written.
        ConfigError: If the model does not express the vocabulary that the configuration names.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise WriteError(
            f"cannot write {path.name!r}: the suffix must be one of {known}, got {path.suffix or 'none'!r}"
        )
    table = columns(spec, config)
    file, row = _profiles(path, suffix, table, config.output)
    return FileWriter(file, row, _sentences(path, spec, config.output), config.output.decimals)


def _profiles(path: Path, suffix: str, table: Sequence[Column], config: OutputConfig) -> tuple[PartFile, Row]:
    if suffix in SEPARATORS:
        file = SeparatedFile(path, table, SEPARATORS[suffix])
        return file, lambda profile: cells(profile, table, config.decimals)
    if suffix == PARQUET:
        # Imported only where it is needed, as all of pyarrow: help and errors of usage answer at once.
        from emoprofile.write.parquet import profile_file, profile_row

        return profile_file(path, table, config), lambda profile: profile_row(profile, table, config)
    return JsonlFile(path), lambda profile: profile_line(profile, config)


def _sentences(path: Path, spec: ModelSpec, config: OutputConfig) -> PartFile | None:
    if not config.sentences:
        return None
    from emoprofile.write.parquet import sentence_file

    return sentence_file(path.with_name(f"{path.stem}.sentences{PARQUET}"), spec, text=config.text)
