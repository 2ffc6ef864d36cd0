"""JSON Lines files: whole or not there, exact, and one object a line."""

import json
import os
from pathlib import Path

import pytest
from tests.write.profiles import config, made, write

from emoprofile.config import ModelSpec
from emoprofile.errors import WriteError
from emoprofile.write import JsonlFile
from emoprofile.write.values import round_floats


def test_lines_are_json_objects(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with JsonlFile(path) as file:
        file.write({"a": 0.5, "c": {"d": None, "e": "“é”\n"}, "f": 3})
        file.write({})
    assert path.read_text(encoding="utf-8") == '{"a": 0.5, "c": {"d": null, "e": "“é”\\n"}, "f": 3}\n{}\n'


def test_figures_are_rounded_however_deep_and_none_is_a_negative_zero() -> None:
    assert str(round_floats({"a": [1.00049, -0.0001], "b": (0.123456, 3, None)}, 3)) == (
        "{'a': [1.0, 0.0], 'b': [0.123, 3, None]}"
    )


def test_a_line_is_the_profile_itself(tiny_spec: ModelSpec, tmp_path: Path) -> None:
    pair = made(tiny_spec)
    path = write(tmp_path / "a.jsonl", tiny_spec, pair, run=config("output.detail=full", "output.text=true"))
    assert json.loads(path.read_text()) == round_floats(pair[1].to_dict(), 6)


def test_floats_of_other_lines_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with JsonlFile(path) as file:
        file.write({"a": 1 / 3})
    assert json.loads(path.read_text()) == {"a": 1 / 3}


def interrupted(path: Path) -> None:
    with JsonlFile(path) as file:
        file.write({"a": 1})
        raise KeyboardInterrupt


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("from yesterday\n")
    with pytest.raises(KeyboardInterrupt):
        interrupted(path)
    assert path.read_text() == "from yesterday\n"
    assert (tmp_path / "out.jsonl.part").read_text() == '{"a": 1}\n'


def test_an_empty_file_is_published_or_removed_as_asked(tmp_path: Path) -> None:
    kept, removed = tmp_path / "kept.jsonl", tmp_path / "removed.jsonl"
    removed.write_text("failures of yesterday\n")
    with JsonlFile(kept), JsonlFile(removed, keep_empty=False):
        pass
    assert kept.read_text() == ""
    assert os.listdir(tmp_path) == ["kept.jsonl"]


def test_a_lone_surrogate_is_written_as_an_escape(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with JsonlFile(path) as file:
        file.write({"a": "\ud800"})
    assert json.loads(path.read_text(encoding="utf-8")) == {"a": "\ud800"}


def test_what_cannot_be_written_is_said_before_anything_is_computed(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    for path, message in {
        tmp_path / "no" / "out.jsonl": "there is no folder",
        tmp_path / "folder.jsonl": "it is a folder",
        tmp_path / ("x" * 300 + ".jsonl"): "File name too long",
    }.items():
        with pytest.raises(WriteError, match=message), JsonlFile(path):
            pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    (tmp_path / "out.jsonl.part").symlink_to("/dev/full")
    with pytest.raises(WriteError, match="out.jsonl.*: No space left on device"):
        filled(path)
    assert not path.exists()


def filled(path: Path) -> None:
    with JsonlFile(path) as file:
        for _ in range(1000):
            file.write({"a": "x" * 100})
