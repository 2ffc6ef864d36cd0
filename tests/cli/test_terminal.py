"""What reaches the terminal: text from outside is shown and never obeyed, and every encoding can take it."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import emoprofile.cli
from emoprofile.cli import terminal

EVIL = "\x1b[31m\x07\x9b1m\u202eevil\u2066\u2028\x7f"
ENCODINGS = ("utf-8", "cp1252", "latin-1", "cp437", "ascii")
HARMLESS = set("\n\t")


def obeyed(text: str) -> set[str]:
    """The characters in it that a terminal would obey."""
    return {c for c in text if c not in HARMLESS and terminal._HAZARDOUS.match(c)}


def emoprofile_in(encoding: str, folder: Path, *words: str) -> tuple[int, str, str]:
    """The command as a user runs it, its output in an encoding."""
    command = [str(Path(sys.executable).with_name("emoprofile")), *words]
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=folder, env=os.environ | {"PYTHONIOENCODING": encoding}
    )
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not obeyed(terminal.visible(text))
    assert terminal.visible(terminal.visible(text)) == terminal.visible(text)


def test_what_is_harmless_stays() -> None:
    text = "Żołnierz płakał.\t“Café”\n👩‍👩‍👧 مرحبا"
    assert terminal.visible(text) == text
    assert terminal.visible("a\x1b[2Jb\x9b\u202e\ud800") == "a␛[2Jb\\x9b\\u202e\\ud800"


def test_every_text_goes_through_one_place() -> None:
    for path in Path(emoprofile.cli.__file__).parent.glob("*.py"):
        if path.name != "terminal.py":
            names = {
                ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
            }
            assert not names & {"typer.echo", "Console", "print", "click.echo", "sys.stdout.write"}, path


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_hostile_text_is_shown_in_every_encoding(encoding: str, tmp_path: Path, tiny_config: Path) -> None:
    (tmp_path / "\x1b[31m\na.txt").write_text(f"I am so happy {EVIL} today. “We love it…” said {EVIL} — not good.")
    (tmp_path / "b\u202e.jsonl").write_text(json.dumps({"id": f"\ud800{EVIL}", "text": "half \ud800 of it"}))
    os.symlink("nowhere", os.fsencode(tmp_path) + b"/c\xff.txt")
    words = ["\x1b[31m\na.txt", os.fsdecode(b"c\xff.txt"), "-c", str(tiny_config)]
    for more in ([], ["--show", "text"], ["--show", "json"], ["--set", f"{EVIL}=1"], ["-c", EVIL], [f"--{EVIL}"]):
        code, out, err = emoprofile_in(encoding, tmp_path, "profile", *words, *more)
        assert code in (1, 2)
        assert not obeyed(out + err)
        assert "Traceback" not in err
        if more == ["--show", "json"]:
            assert json.loads(out)["id"] == "\x1b[31m\na.txt"
            assert err.startswith("failed: c\\udcff.txt: no such file")
    code, out, err = emoprofile_in(encoding, tmp_path, "score", ".", "-o", "o.jsonl", "-c", str(tiny_config))
    assert code == 1
    assert not obeyed(out + err)
    assert "Traceback" not in err
    assert "half a character" in err
    assert err.count("\n") == 3  # a file name with a line end makes no line of its own


def test_in_ascii_bars_rules_and_quotes_are_ascii(tmp_path: Path, tiny_config: Path) -> None:
    (tmp_path / "a.txt").write_text("“I am so happy – today…” They love it.")
    shown = emoprofile_in("ascii", tmp_path, "profile", "a.txt", "-c", str(tiny_config))[1]
    assert shown.splitlines()[0].startswith("a.txt ----")
    assert "#" in shown
    assert '"I am so happy - today..."' in shown
    assert "\\u" not in shown


def test_an_error_that_nobody_expected_is_one_message(tmp_path: Path) -> None:
    code = "import emoprofile.cli.app as a; a.app = lambda: 1 / 0; a.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ZeroDivisionError: division by zero\nemoprofile did not expect this (at ")
