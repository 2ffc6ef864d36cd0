"""Tidy tables -> files: CSV, TSV or Parquet, a file per table; JSON and Markdown, all in one."""

import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from emoprofile.compare.tables import TidyTable
from emoprofile.errors import WriteError
from emoprofile.write import write_atomically, write_table

ONE_TABLE_EACH = (".csv", ".tsv", ".parquet")
TOGETHER = (".json", ".md")
SUFFIXES = (*ONE_TABLE_EACH, *TOGETHER)


def list_places(path: Path, names: Sequence[str]) -> list[Path]:
    """Where tables of some names will stand: the first under the name that was given, others beside it."""
    if path.suffix.lower() not in ONE_TABLE_EACH:
        return [path]
    return [path, *(path.with_name(f"{path.stem}.{name}{path.suffix}") for name in names[1:])]


def check_places(places: Sequence[Path], *, overwrite: bool) -> None:
    """Refuse what cannot be written, before any time is spent.

    Raises:
        WriteError: If something is in the way, or there is no folder for it.
    """
    for place in places:
        if not place.absolute().parent.is_dir():
            raise WriteError(f"cannot write {place}: there is no folder {place.parent}")
        if place.is_dir():
            raise WriteError(f"cannot write {place}: it is a folder. Name a file")
        if os.path.lexists(place) and not overwrite:
            raise WriteError(f"cannot write {place}: it exists. Add --overwrite, or give another name with --output")


def export_tables(path: Path, title: str, tables: Sequence[TidyTable], notes: Sequence[str]) -> None:
    """Write tables in the format that the suffix names.

    Args:
        path: Where they will stand.
        title: What they answer, in one line.
        tables: The first is the main one.
        notes: What to know beside the figures.

    Raises:
        WriteError: If the disk refuses.
    """
    suffix = path.suffix.lower()
    if suffix in ONE_TABLE_EACH:
        for place, table in zip(list_places(path, [table.name for table in tables]), tables, strict=True):
            write_table(place, table.columns, table.rows)
        return
    text = _to_json(title, tables, notes) if suffix == ".json" else _to_markdown(title, tables, notes)
    write_atomically(path, text.encode())


def _to_json(title: str, tables: Sequence[TidyTable], notes: Sequence[str]) -> str:
    whole = {
        "title": title,
        "notes": list(notes),
        "columns": {table.name: {column.name: column.about for column in table.columns} for table in tables},
        **{table.name: list(table.rows) for table in tables},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False, default=_plain) + "\n"


def _to_markdown(title: str, tables: Sequence[TidyTable], notes: Sequence[str]) -> str:
    parts = [f"# {title}", "\n".join(f"- {_escape(note)}" for note in notes)]
    for table in tables:
        names = [column.name for column in table.columns]
        rows = [[_cell(row[name]) for name in names] for row in table.rows]
        lines = [names, ["---"] * len(names), *rows]
        parts += [f"## {table.name.capitalize()}", "\n".join(f"| {' | '.join(line)} |" for line in lines)]
        parts.append("\n".join(f"- `{column.name}`: {column.about}" for column in table.columns))
    return "\n\n".join(parts) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    return _escape(str(value))


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _plain(value: Any) -> str:
    assert isinstance(value, date)
    return value.isoformat()
