"""No configuration, path or registry name ends in anything but an answer or one clear error, and at once."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from emoprofile.config import load_run_config
from emoprofile.config.yaml_text import parse_value
from emoprofile.errors import ConfigError, EmoprofileError

PAIRS = list(zip("abcdefgh", "bcdefghi", strict=True))
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in PAIRS)
MERGES = "a: &a {x: 1}\n" + "".join(f"{b}: &{b} {{<<: [{','.join([f'*{a}'] * 9)}]}}\n" for a, b in PAIRS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LAUGHS, "more than 20,000 values"),
        (MERGES, "more than 20,000 values"),
        ("[" * 100_000, "nested more than 50 levels deep"),
        ("{a: " * 3000, "nested more than 50 levels deep"),
        ("- " * 20_000, "nested more than 50 levels deep"),
        ("score: {threads: " + "9" * 5000 + "}", "a number of 5,000 characters; at most 100"),
        ("score: {threads: 0x" + "f" * 5000 + "}", "a number of 5,002 characters"),
        ("score: {threads: " + ":".join(["59"] * 3000) + "}", "a number of 8,999 characters"),
        ("a: &a [*a]", "an alias stands inside its own anchor"),
        ("model: 2001-99-99", "not valid YAML: a value is not valid for its type"),
        ("? [a]\n: b", "a key must be a word"),
        ("? {a: 1}\n: b", "a key must be a word"),
        ("1: 2\nmodel: x", "Keys should be strings"),
        ("a: !!int abc", "not valid YAML"),
        ("a: !!timestamp abc", "not valid YAML"),
        ("!!python/object:os.system {}", "not valid YAML"),
        ("a" * 1_000_000, "more than 262,144 bytes"),
        ("\0" * 9, "not valid YAML"),
        ("--- a\n--- b", "not valid YAML"),
    ],
)
def test_yaml_that_explodes_is_one_clear_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        load_run_config(path)
    assert len(str(caught.value)) < 1000


@given(st.text(st.sampled_from("&*a:[]{}-?!|>%@`'\"#,<\n 0159.e_x~"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_value_or_no_yaml(text: str) -> None:
    with suppress(yaml.YAMLError, ConfigError):
        parse_value(text)


def test_aliases_that_are_few_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("extends: default\noutput: &o {text: true}\n")
    assert load_run_config(path).output.text


def test_a_long_chain_of_files_is_refused(tmp_path: Path) -> None:
    before = "default"
    for i in range(1500):
        (tmp_path / f"{i}.yaml").write_text(f"extends: {before}\n")
        before = f"./{i}.yaml"
    assert load_run_config(tmp_path / "18.yaml").model
    with pytest.raises(ConfigError, match="the chain has more than 20 files"):
        load_run_config(tmp_path / "1499.yaml")


@pytest.mark.parametrize(
    "name",
    ["pipe.yaml", "dir.yaml", "zero.yaml", "/dev/zero", "\0.yaml", "a" * 5000 + ".yaml", "b" * 100_000, "/", "", "-",
     "\udcff.yaml", ".", "noise.yaml", "loop.yaml"],
)  # fmt: skip
def test_a_path_that_is_no_configuration_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.yaml")
    Path("dir.yaml").mkdir()
    Path("zero.yaml").symlink_to("/dev/zero")
    Path("loop.yaml").symlink_to("loop.yaml")
    Path("noise.yaml").write_bytes(bytes(range(256)))
    with pytest.raises(EmoprofileError) as caught:
        load_run_config(name)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    "item",
    ["score.threads=100000", "score.threads=-1", "score.threads=.inf", "score.threads=" + "9" * 6000,
     "score.batch_tokens=1" + "0" * 90, "score.batch_tokens=.nan", "limits.max_bytes=1e30", "limits.max_seconds=.nan",
     "limits.max_characters=-5", "score.device=cuda:99999999999", "aggregate.replicates=1e400", "a." * 3000 + "b=1",
     "a=" + "[" * 5000, "text=5", "score={threads: {}}", "model=[]", 'text.language="../"', "x=*****"],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(item: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_run_config("default", [item])
    assert len(str(caught.value)) < 1000
