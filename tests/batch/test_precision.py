"""A run is computed in one number type from its plan to its manifest, whatever a machine would choose in between."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.batch.conftest import Score
from tests.batch.test_run import stop_after
from tests.score.families import needs_bfloat16

from emoprofile import profiler
from emoprofile.batch import Plan
from emoprofile.batch.executors import inline
from emoprofile.batch.executors.executor import Job
from emoprofile.batch.output import Output
from emoprofile.config import ModelSpec, RunConfig, ScoreConfig


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let this machine choose a number type, for profilers that no other test shares."""
    monkeypatch.setattr(inline, "Profiler", profiler.Profiler)

    def chosen(dtype: str) -> None:
        def choice(spec: ModelSpec, config: ScoreConfig) -> ScoreConfig:
            return config if config.dtype != "auto" else config.model_copy(update={"dtype": dtype})

        monkeypatch.setattr(profiler, "choose_dtype", choice)

    return chosen


@needs_bfloat16
def test_a_run_goes_on_in_the_number_type_that_it_was_begun_in(
    score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choose: Callable[[str], None]
) -> None:
    output = tmp_path / "o.jsonl"
    choose("bfloat16")
    stop_after(3, score, output, monkeypatch)
    plan = Plan.from_file(Output(str(output)).run / "plan.json")
    assert plan.settings["config"]["score"]["dtype"] == "bfloat16"
    choose("float32")
    first = score(output, resume=True)
    manifest = json.loads(Output(str(output)).manifest.read_text())
    assert manifest["generations"][0]["settings"]["config"]["score"]["dtype"] == "bfloat16"
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert {row["provenance"]["dtype"] for row in rows} == {"bfloat16"}
    assert score(output, resume=True) == first  # it is finished, though this machine would now choose another
    score(tmp_path / "named.jsonl", "score.dtype=bfloat16")
    assert (tmp_path / "named.jsonl").read_bytes() == output.read_bytes()


def test_a_process_that_takes_the_place_of_another_computes_follow_plan(tiny_spec: ModelSpec) -> None:
    settings = {"config": {"score": {"dtype": "bfloat16"}}}
    job = Job(RunConfig(model="tiny"), tiny_spec, "name")
    assert job.follow_plan(settings).config.score.dtype == "bfloat16"
    named = Job(RunConfig(model="tiny", score=ScoreConfig(dtype="float32")), tiny_spec, "name")
    assert named.follow_plan(settings) is named  # that it does not fit the plan is an error, told elsewhere
