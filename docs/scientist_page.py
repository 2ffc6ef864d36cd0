"""Writes the page "A scientist's path": every command on it is run, and what it prints is what the page shows."""

import csv
import os
import re
import runpy
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typer.testing import CliRunner

from emoprofile.cli.app import app

FOLDER = Path(__file__).resolve().parent
COLUMNS = 100
MOST_LINES = 34
TEXT = FOLDER / "scientist.template.md"
COMMAND = re.compile(r"^```console\n\$ (.*?)\n```\n", re.MULTILINE | re.DOTALL)


def write_page() -> str:
    """The template, with what each command prints below it, and with the figures of the files that it wrote."""
    template = TEXT.read_text(encoding="utf-8")
    with _work_in_new_folder():
        page = COMMAND.sub(lambda found: f"```console\n$ {found[1]}\n{_run(found[1])}```\n", template)
        return re.sub(r"\{\{(.*?)\}\}", lambda found: _look_up(found[1]), page)


def _run(command: str) -> str:
    words = shlex.split(command.replace("\\\n", " "))
    if words[0] == "python":
        script = runpy.run_path(str(FOLDER / Path(words[1]).name))
        script["label_sheet" if words[2] == "--label" else "write_corpus"](Path(words[-1]))
        return ""
    quiet = ["--quiet", "--executor", "inline"] if words[1] == "score" else []
    done = CliRunner(env={"COLUMNS": str(COLUMNS)}).invoke(app, [*words[1:], *quiet], catch_exceptions=False)
    if done.exit_code:
        raise RuntimeError(f"{command}: {done.output}")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES} more lines"]
    return "".join(f"{line}\n" for line in lines)


def _look_up(place: str) -> str:
    """A figure of a file, such as `corrected.csv outlet=Gazette low %`: the first row that fits."""
    file, *conditions, column, form = place.split("; ")
    with Path(file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if all(row[name] == value for name, value in (each.split("=", 1) for each in conditions)):
                value = row[column]
                return f"{100 * float(value):.1f}" if form == "%" else value
    raise RuntimeError(f"no row of {file} fits {place}")


@contextmanager
def _work_in_new_folder() -> Iterator[None]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
