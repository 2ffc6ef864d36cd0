"""What reaches the terminal: text from outside is shown and never obeyed, and every encoding can take it."""

import ast
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rich.text
from hypothesis import given
from hypothesis import strategies as st

import emoprofile.cli
from emoprofile.cli import main
from emoprofile.data.visible_text import HAZARDOUS, make_visible

EVIL = "\x1b[31m\x07\x9b1m\u202eevil\u2066\u2028\x7f"
ENCODINGS = ("utf-8", "cp1252", "latin-1", "cp437", "ascii")
HARMLESS = set("\n\t")


def obeyed(text: str) -> set[str]:
    """The characters in it that a terminal would obey."""
    return {c for c in text if c not in HARMLESS and HAZARDOUS.match(c)}


def emoprofile_in(encoding: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    """The command as a user runs it, its output on pipes of an encoding."""
    with monkeypatch.context() as patch:
        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") for name in ("stdout", "stderr")}
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        patch.setattr(sys, "argv", ["emoprofile", *words])
        patch.setattr(rich.text, "strip_control_codes", vars(rich.text)["strip_control_codes"])  # put back afterwards
        with pytest.raises(SystemExit) as caught:
            main()
        for stream in streams.values():
            stream.flush()
        out, err = (stream.buffer.getvalue().decode(encoding) for stream in streams.values())
    return int(caught.value.code or 0), out, err


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not obeyed(make_visible(text))
    assert make_visible(make_visible(text)) == make_visible(text)


def test_what_is_harmless_stays() -> None:
    text = "Żołnierz płakał.\t“Café”\n👩‍👩‍👧 مرحبا"
    assert make_visible(text) == text
    assert make_visible("a\x1b[2Jb\x9b\u202e\ud800") == "a␛[2Jb\\x9b\\u202e\\ud800"


def test_every_text_goes_through_one_place() -> None:
    for path in Path(emoprofile.cli.__file__).parent.glob("*.py"):
        if path.name != "terminal.py":
            calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
            names = {ast.unparse(call.func) for call in calls}
            assert not names & {"typer.echo", "Console", "print", "click.echo", "sys.stdout.write"}, path


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_hostile_text_is_shown_in_every_encoding(
    encoding: str, tmp_path: Path, tiny_config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"I am so happy {EVIL} today. “We love it…” said {EVIL} — not good." + " It was good." * 500
    Path("\x1b[31m\na.txt").write_text(text, encoding="utf-8")
    Path("b\u202e.jsonl").write_text(json.dumps({"id": f"\ud800{EVIL}", "text": "half \ud800 of it"}))
    lost = os.fsdecode(b"c\xff.txt")
    Path(lost).symlink_to("nowhere")
    words = ["\x1b[31m\na.txt", lost, "-c", str(tiny_config)]
    for more in ([], ["--show", "text"], ["--show", "json"], ["--set", f"{EVIL}=1"], ["-c", EVIL], [f"--{EVIL}"]):
        code, out, err = emoprofile_in(encoding, monkeypatch, "profile", *words, *more)
        assert code in (1, 2)
        assert not obeyed(out + err)
        if more == ["--show", "json"]:
            assert json.loads(out)["id"] == "\x1b[31m\na.txt"
            assert "failed: c\\udcff.txt: no such file" in err
    inputs = ["\x1b[31m\na.txt", "b\u202e.jsonl", lost]
    score = ["score", *inputs, "-o", "o.jsonl", "-c", str(tiny_config), "--executor", "inline"]
    code, out, err = emoprofile_in(encoding, monkeypatch, *score)
    assert code == 1
    assert not obeyed(out + err)
    failed = [line for line in err.splitlines() if line.startswith("failed: ")]
    assert len(failed) == 2
    assert any("half a character" in line for line in failed)


def test_in_ascii_bars_rules_and_quotes_are_ascii(
    tmp_path: Path, tiny_config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("“I am so happy – today…” They love it.", encoding="utf-8")
    shown = emoprofile_in("ascii", monkeypatch, "profile", "a.txt", "-c", str(tiny_config))[1]
    assert shown.splitlines()[0].startswith("a.txt ----")
    assert "#" in shown
    assert '"I am so happy - today..."' in shown
    assert "\\u" not in shown


def test_an_error_that_nobody_expected_is_one_message(tmp_path: Path) -> None:
    code = "import emoprofile.cli.app as a; a.make_app = lambda words: lambda: 1 / 0; a.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ZeroDivisionError: division by zero\nemoprofile did not expect this (at ")
