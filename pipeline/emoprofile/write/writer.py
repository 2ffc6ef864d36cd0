"""Writes profiles to a file in the format of its suffix and, on request, their sentences to a second file."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from emoprofile.config import ModelSpec, OutputConfig, RunConfig
from emoprofile.data import Profile, Scored
from emoprofile.errors import WriteError
from emoprofile.write.columns import fill_cells, list_columns
from emoprofile.write.figure_columns import Column
from emoprofile.write.jsonl import JsonlFile, build_profile_line
from emoprofile.write.part import PartFile
from emoprofile.write.separated import SEPARATORS, SeparatedFile
from emoprofile.write.values import round_floats

Row = Callable[[Profile], Mapping[str, Any]]
PARQUET = ".parquet"
SUFFIXES = (".jsonl", *SEPARATORS, PARQUET)


class ProfileWriter(Protocol):
    """Writes profiles. The files appear under their names when the writer is closed without an error."""

    @property
    def profiles(self) -> int:
        """The number of profiles that were written."""

    def __enter__(self) -> Self: ...

    def write(self, scored: Scored, profile: Profile) -> None:
        """Add a profile, and the scores that it is made from.

        Raises:
            WriteError: If it cannot be written.
        """

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class FileWriter:
    """Writes profiles to one file and, on request, their sentences to another.

    Args:
        file: The file of the profiles.
        row: The function that builds the row of a profile.
        sentences: The file of the sentences; None without. It is published first, so that the file of profiles never
            stands without it.
        decimals: The number of decimals of the figures of sentences.
    """

    def __init__(self, file: PartFile, row: Row, sentences: PartFile | None, decimals: int) -> None:
        self.file, self.sentences = file, sentences
        self._row, self._decimals = row, decimals
        self._open = ExitStack()

    @property
    def profiles(self) -> int:
        """The number of profiles that were written."""
        return self.file.rows

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.file)
            if self.sentences:
                stack.enter_context(self.sentences)
            self._open = stack.pop_all()
        return self

    def write(self, scored: Scored, profile: Profile) -> None:
        """Add a profile, and the scores that it is made from.

        Raises:
            WriteError: If it cannot be written.
        """
        if self.sentences:
            for row in scored.to_rows():
                self.sentences.write(round_floats(row, self._decimals))
        self.file.write(self._row(profile))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)


def make_writer(path: Path, config: RunConfig, spec: ModelSpec) -> ProfileWriter:
    """Make the writer of the format that the suffix names.

    Args:
        path: The path of the file of profiles; the table of sentences is `NAME.sentences.parquet` in the same folder.
        config: The run configuration: it sets the detail, the decimals, and the vocabulary that comes first.
        spec: The spec of the model; its readings and labels become columns.

    Raises:
        WriteError: If there is no format of that suffix.
        ConfigError: If the model does not express the vocabulary that the configuration names.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise WriteError(
            f"cannot write {path.name!r}: the suffix must be one of {known}, got {path.suffix or 'none'!r}"
        )
    table = list_columns(spec, config)
    file, row = _choose_format(path, suffix, table, config.output)
    return FileWriter(file, row, _make_sentence_file(path, spec, config.output), config.output.decimals)


def _choose_format(path: Path, suffix: str, table: Sequence[Column], config: OutputConfig) -> tuple[PartFile, Row]:
    if suffix in SEPARATORS:
        file = SeparatedFile(path, table, SEPARATORS[suffix])
        return file, lambda profile: fill_cells(profile, table, config.decimals)
    if suffix == PARQUET:
        # pyarrow is imported only here: help and usage errors must appear at once.
        from emoprofile.write.parquet import build_profile_row, make_profile_file

        return make_profile_file(path, table, config), lambda profile: build_profile_row(profile, table, config)
    return JsonlFile(path), lambda profile: build_profile_line(profile, config)


def _make_sentence_file(path: Path, spec: ModelSpec, config: OutputConfig) -> PartFile | None:
    if not config.sentences:
        return None
    from emoprofile.write.parquet import make_sentence_file

    return make_sentence_file(path.with_name(f"{path.stem}.sentences{PARQUET}"), spec, text=config.text)
