"""Whatever is killed, and whenever: after going on, the output is that of a run that nothing disturbed."""

import json
import random
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from tests.batch.conftest import article, killed_or_not, published

KILLS = 10


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_ten_kills_leave_no_trace(
    suffix: str, forks: ForkServerContext, inputs: list[str], tiny_config: Path, tmp_path: Path
) -> None:
    settings = "output.sentences=true"
    outputs = []
    for name in ("undisturbed", "killed"):
        (tmp_path / name).mkdir()
        outputs.append(tmp_path / name / f"out{suffix}")
    assert not killed_or_not(forks, None, inputs, outputs[0], tiny_config, settings)
    moments = int(Path(f"{outputs[0]}.seen").read_text())
    chance, kills = random.Random(suffix), 0
    for _ in range(KILLS):
        # Late moments are reached by few of the runs that go on: a short run is killed early or not at all.
        kills += killed_or_not(forks, chance.randint(1, moments // 4), inputs, outputs[1], tiny_config, settings)
    assert kills >= KILLS // 2
    while killed_or_not(forks, None, inputs, outputs[1], tiny_config, settings):
        raise AssertionError("nobody killed it")
    assert published(outputs[1].parent) == published(outputs[0].parent)


def test_a_kill_at_any_moment_of_a_small_run_leaves_no_trace(
    forks: ForkServerContext, tiny_config: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(article(3))
    (tmp_path / "one").mkdir()
    paths, output = [str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")], tmp_path / "one" / "out.csv"
    assert not killed_or_not(forks, None, paths, output, tiny_config)
    whole, moments = published(tmp_path / "one"), int(Path(f"{output}.seen").read_text())
    for moment in range(1, moments + 1, 4):
        folder = tmp_path / f"at-{moment}"
        folder.mkdir()
        assert killed_or_not(forks, moment, paths, folder / "out.csv", tiny_config)
        assert not killed_or_not(forks, None, paths, folder / "out.csv", tiny_config)
        assert published(folder) == whole, moment


@pytest.mark.planted("kill from outside", "set right")
def test_kills_of_the_whole_run_are_held_against_no_article(
    forks: ForkServerContext, tiny_config: Path, tmp_path: Path
) -> None:
    table = tmp_path / "in.jsonl"
    texts = [article(i) for i in range(8)]
    mark = tmp_path / "marked"
    mark.touch()
    texts[4] += f"\n{mark}"
    table.write_text("\n".join(json.dumps({"id": f"a{i}", "text": text}) for i, text in enumerate(texts)))
    output, splitter = tmp_path / "out.jsonl", "text.splitter=tests.batch.killers:while_there"
    for _ in range(8):
        assert killed_or_not(forks, None, [str(table)], output, tiny_config, splitter)
    mark.unlink()
    assert not killed_or_not(forks, None, [str(table)], output, tiny_config, splitter)
    ids = [json.loads(line)["id"] for line in output.read_text().splitlines()]
    assert ids == [f"a{i}" for i in range(8)]
    assert not (tmp_path / "out.failures.jsonl").exists()
