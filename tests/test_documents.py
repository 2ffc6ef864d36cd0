"""What the documents tell the reader to type is typed here."""

import re
import shlex
import shutil
import subprocess
from glob import glob
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import ROOT, write_tiny_model
from tests.write.profiles import FULL
from typer.testing import CliRunner, Result

from emoprofile.aggregate.methods import METHODS
from emoprofile.aggregate.weightings import WEIGHTINGS
from emoprofile.cli.app import app
from emoprofile.config import RunConfig, load_run_config
from emoprofile.data import (
    DimensionFigures,
    Dimensions,
    Emotional,
    EventFigures,
    Evoked,
    Expressed,
    GradedFigures,
    Profile,
    Readings,
)
from emoprofile.labels import VOCABULARIES, list_groupings
from emoprofile.write.columns import list_columns

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (emoprofile [^\n]*)$", README, re.MULTILINE)
BLOCKS = dict(enumerate(re.findall(r"```python\n(.*?)```", README, re.DOTALL)))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A place with the seeds, where commands may write."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return tmp_path


def typed(command: str) -> Result:
    """The command as a shell would hand it over, in this process: starting one takes seconds."""
    words = shlex.split(command, comments=True)
    stdin = None
    if "<" in words:
        at = words.index("<")
        stdin = Path(words[at + 1]).read_bytes()
        words = words[:at]
    if words[1] == "score":  # no process of its own: that is tested where executors are
        words += ["--executor", "inline"]
    expanded = [each for word in words[1:] for each in (sorted(glob(word)) if "*" in word else [word])]
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, expanded, input=stdin)


def test_every_command_of_the_readme_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    assert len(COMMANDS) == 13
    for command in COMMANDS:
        done = typed(command)
        assert done.exit_code == 0, f"{command}\n{done.output}"
    assert len((checkout / "profiles.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize("number", BLOCKS)
def test_every_python_block_of_the_readme_runs(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(BLOCKS[number], "README.md", "exec"), {"__name__": "readme"})
    printed = capsys.readouterr().out
    assert ("above baseline" if number == 0 else "b ") in printed


def test_every_block_of_the_page_on_data_runs_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    names = {"__name__": "data"}
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", page, re.DOTALL)):
        exec(compile(block, f"data.md, block {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert "joy" in printed
    assert "Mary Osei" in printed
    assert printed.splitlines()[-1].startswith("expressed.fear 0.")


def test_every_block_of_the_page_on_evaluation_runs_in_order(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    monkeypatch.chdir(checkout)
    names = {"__name__": "evaluation"}
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", page, re.DOTALL)):
        exec(compile(block, f"evaluation.md, block {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert "ekman ('fear', 'joy', 'sadness')" in printed
    assert "[{'joy': 1.0}, {'neutral': 1.0}]" in printed
    assert re.search(r"^[01]\.\d+ \(", printed, re.MULTILINE)
    assert "2 problems in the labelled data wrong.csv:\n  line 3: the text, 'text', is blank\n  line 4" in printed


def test_the_block_of_the_page_on_batches_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    [block] = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "batch.md").read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {"__name__": "page"}
    exec(compile(block, "batch.md", "exec"), names)
    assert (names["summary"].profiles, names["summary"].failures) == (2, 0)


def test_the_configuration_of_the_readme_is_valid_and_names_everything_there_is(tmp_path: Path) -> None:
    [block] = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "mine.yaml"
    path.write_text(block)
    assert load_run_config(path).aggregate.method == "top_mean"
    for name in (*METHODS.names, *WEIGHTINGS.names):
        assert name in block


MODELS = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")


def test_your_own_model_in_five_minutes_as_it_is_written(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tiny_model(checkout / "my-model", ("happy", "sad", "calm"), problem_type="single_label_classification")
    spec, run = re.findall(r"```yaml\n(.*?)```", MODELS, re.DOTALL)
    (checkout / "my-model" / "spec.yaml").write_text(spec)
    (checkout / "my-run.yaml").write_text(run)
    commands = re.findall(r"^\$ (emoprofile [^\n]*)$", MODELS, re.MULTILINE)
    assert len(commands) == 6
    monkeypatch.chdir(checkout)
    for command in commands:
        done = typed(command)
        assert done.exit_code == 0, f"{command}\n{done.output}"
    assert "(ekman)" in done.stdout
    assert "default: not in the others: anger, disgust, fear, surprise" in done.stdout


def test_every_vocabulary_and_what_it_maps_into_is_in_the_page() -> None:
    for name in VOCABULARIES:
        [row] = [line for line in MODELS.splitlines() if line.startswith(f"| `{name}` |")]
        assert all(f"`{target}`" in row.split("|")[3] for target in list_groupings(name))


def test_make_targets_are_those_that_help_lists_and_the_readme_names() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = set(re.findall(r"^  make (\w+)", listed, re.MULTILINE))
    assert {"setup", "run", "test", "lint", "train", "help"} <= targets
    assert set(re.findall(r"make (\w+)", README)) <= targets


def test_the_figures_of_the_readme_are_those_of_the_evaluation() -> None:
    import json

    found = json.loads((ROOT / "models" / "minilm-news" / "evaluation.json").read_text())
    assert found["split"] == "test"
    figures = [each["macro"]["f1"]["value"] for each in found["expressed"].values()]
    figures += [found["graded"][name]["pearson"]["value"] for name in ("evoked:fear", "dimension:valence")]
    for figure in (*figures, found["calibration"]["pooled"]["calibration_error"]["value"]):
        assert f"{figure:.3f}".removeprefix("0") in README


def test_the_readme_shows_what_the_command_shows(embedded: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # the path is the id, and the draws of an article are seeded by it
    [block] = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    runner = CliRunner(env={"COLUMNS": "80"})
    printed = runner.invoke(app, ["profile", "seeds/003_fd79899e2d11a5a3.txt"]).stdout
    lines = [line.rstrip() for line in printed.splitlines()]
    assert [line for line in block.splitlines() if line not in lines] == []


def test_links_lead_somewhere() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_definitions_name_every_figure() -> None:
    text = (ROOT / "docs" / "profile.md").read_text(encoding="utf-8")
    kinds = (DimensionFigures, Dimensions, Emotional, EventFigures, Evoked, Expressed, GradedFigures, Profile, Readings)
    for figure in {name for kind in kinds for name in kind.__dataclass_fields__} - {"id", "metadata"}:
        assert f"`{figure}`" in text, figure


def test_the_page_on_data_explains_every_column_of_a_table_in_the_words_of_the_code() -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    page = page[page.index("**The columns of a table**") : page.index("**CSV and TSV.**")]
    rows = {
        name: about
        for names, about in re.findall(r"^\| (`.*`) \| (.+) \|$", page, re.MULTILINE)
        for name in re.findall(r"`([^`]+)`", names)
    }
    found = list_columns(FULL, load_run_config("default", ["aggregate.method=top_mean", "output.metadata=[title]"]))
    assert len(found) > 400
    names = {column.name for column in found}
    figures = [column.name for column in found if column.name + ".low" in names and not column.name.endswith(".score")]
    for column in found:
        [owner] = [name for name in figures if column.name.startswith(f"{name}.")][-1:] or [column.name]
        suffix = column.name.removeprefix(owner)
        name = re.sub(r"^(expressed|evoked)\.(ekman|sentiment)\.", r"\1.", column.name)
        known = (suffix, name, re.sub(r"^(evoked|dimensions)\.", "expressed.", name))
        label = f"{name.split('.')[0]}.fear"
        told = next((rows[each] for each in known if each in rows), rows.get(label, ""))
        assert column.about in told, column.name


def test_every_setting_of_a_run_is_explained_in_its_docstring() -> None:
    for name, field in RunConfig.model_fields.items():
        section = field.annotation
        for setting in getattr(section, "model_fields", {}):
            assert f"{setting}:" in (section.__doc__ or ""), f"{name}.{setting}"


def test_shipped_yaml_and_constraints_are_exact() -> None:
    pins = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[^=]+", pin) for pin in pins)
    assert "torch==2.13.0" in pins
    assert yaml.safe_load((ROOT / "models" / "minilm-news" / "spec.yaml").read_text())["source"] == {"folder": "."}
