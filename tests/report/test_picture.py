"""The picture at the top of README.md is what the command makes, and the page about reports says what is so."""

import re
from pathlib import Path

import pytest
from tests.conftest import ROOT
from typer.testing import CliRunner

from emoprofile.cli.app import app


def words(svg: str) -> list[str]:
    """The texts of a figure without their numbers, which may differ in the last digit from machine to machine."""
    return [re.sub(r"[-+]?\d[\d.]*", "#", text) for text in re.findall(r"<text [^>]*>([^<]*)</text>", svg)]


def test_the_picture_is_made_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # the path is the id, and the draws of an article are seeded by it
    [line] = re.findall(r"emoprofile report (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    made = tmp_path / "profile.svg"
    done = CliRunner().invoke(app, ["report", *line.replace("docs/pictures/profile.svg", str(made)).split()])
    assert done.exit_code == 0, done.output
    shown = (ROOT / "docs" / "pictures" / "profile.svg").read_text(encoding="utf-8")
    assert words(shown) == words(made.read_text(encoding="utf-8")), "draw it anew: make picture"


def test_the_blocks_of_the_page_about_reports_run() -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "report.md").read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)
    assert str(names["svg"]).startswith("<svg ")
    assert len(names["results"]) == 2  # type: ignore[arg-type]
