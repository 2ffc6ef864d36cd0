"""What is told of a batch run while it lasts, and at its end."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.test_cli import run

from emoprofile.batch import Begun, Output, Planning, Progress, Summary
from emoprofile.cli.commands.score import name_summary
from emoprofile.cli.views.run_log import RunLog
from emoprofile.cli.views.tally import Tally, name_flags


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now

    def time(self) -> datetime:
        return datetime(2026, 11, 27, 3, 0, tzinfo=UTC) + timedelta(seconds=self.now)


def told(log: RunLog, clock: Clock) -> None:
    log(Planning(50))
    clock.now += 31.0
    log(Planning(100))
    log(Begun(articles=90, done=10, failures=1, flags={"mojibake": 1}))
    for _ in range(15):
        clock.now += 5.0
        log(Progress(windows=500))
        log(Progress(articles=1, flags=("language:de",)))
    log(Progress(articles=1, failures=1))


def test_in_a_log_there_is_a_line_every_half_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    told(RunLog(clock, clock.time), clock)
    assert capsys.readouterr().err.splitlines() == [
        "2026-11-27 03:00:31 planning: 100 articles",
        "2026-11-27 03:00:31 going on: 10 of 100 articles are done",
        (
            "2026-11-27 03:01:01 15 of 100 articles, 100 sentences/s, 1 failed, flags: language:de 5, mojibake 1, "
            "about 8 min left"
        ),
        (
            "2026-11-27 03:01:31 21 of 100 articles, 100 sentences/s, 1 failed, flags: language:de 11, mojibake 1, "
            "about 7 min left"
        ),
    ]


def test_a_log_of_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    told(RunLog(clock, clock.time, as_json=True), clock)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["planning", "begun", "progress", "progress"]
    assert lines[2] == {
        "time": "2026-11-27T03:01:01+00:00",
        "event": "progress",
        "articles": 15,
        "of": 100,
        "sentences_per_second": 100.0,
        "failures": 1,
        "flags": {"language:de": 5, "mojibake": 1},
        "seconds_left": 510,
    }


def test_the_time_that_is_left_counts_what_this_run_did() -> None:
    clock = Clock()
    tally = Tally(clock)
    tally.take(Begun(articles=50, done=50, failures=0))
    assert tally.seconds_left is None
    clock.now = 60.0
    tally.take(Progress(articles=25, windows=100))
    assert tally.seconds_left == 60.0
    assert tally.facts == ", 2 sentences/s"


def test_the_bar_moves_while_the_model_reads_a_chunk() -> None:
    tally = Tally(Clock())
    tally.take(Begun(articles=10, done=10, failures=0))
    positions = []
    for event in [Progress(windows=30, seen=3.4)] * 4 + [Progress(articles=1)] * 10:
        tally.take(event)
        positions.append(tally.position)
    assert positions == [13, 16, 20, 20, *[20] * 10]


def test_the_most_frequent_flags_are_named() -> None:
    flags = {"language:de": 5, "mojibake": 9, "fragments": 5, "language:fr": 1, "language:pl": 2}
    assert name_flags(flags) == "mojibake 9, fragments 5, language:de 5 and 2 other kinds"


def test_a_summary_accounts_for_every_article_and_counts_flags() -> None:
    facts = {"skipped": 1, "sentences": 9, "chunks": 1, "smaller": 0}
    summary = Summary(
        articles=5, profiles=4, failures=1, **facts, known=3, flagged=2, flags={"mojibake": 2}, generation=2
    )
    assert name_summary(summary, Output("day/")) == (
        "9 in = 4 profiles added to day + 1 failures in day.failures.jsonl + 3 that were there + 1 skipped files that "
        "are no articles\n2 profiles have a flag: mojibake 2"
    )


GERMAN = "Der Krieg ist noch nicht vorbei, und die Menschen fürchten sich vor dem Winter, der bald kommen wird."


@pytest.fixture
def flagged(tmp_path: Path) -> list[str]:
    texts = ["I am so happy today.", GERMAN, GERMAN + " Ja.", "They said it was good."]
    rows = [json.dumps({"id": f"a{i}", "text": text}) for i, text in enumerate(texts)]
    (tmp_path / "t.jsonl").write_text("\n".join([*rows, "{"]))
    return ["score", str(tmp_path / "t.jsonl"), "-o", str(tmp_path / "o.jsonl"), "-s", "score.threads=1"]


def test_a_scheduler_reads_json_and_exit_codes(flagged: list[str], tiny_spoken: Path, tmp_path: Path) -> None:
    words = [*flagged, "-c", str(tiny_spoken), "--log-json"]
    result = run(*words, "--max-flagged", "1")
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert result.exit_code == 3
    assert (lines[0]["event"], lines[-1]["event"], lines[-1]["error"]) == ("begun", "stopped", "ThresholdError")
    assert "2 profiles have a flag, and at most 1 may" in lines[-1]["message"]
    result = run(*words, "--max-flagged", "2", "--resume")
    assert result.exit_code == 1  # a line is no article
    last = json.loads(result.stderr.splitlines()[-1])
    assert (last["event"], last["flagged"], last["flags"]) == ("finished", 2, {"language:de": 2})
    assert run(*words, "--overwrite", "--append").exit_code == 2


@pytest.fixture
def tiny_spoken(tiny_model: Path) -> Path:
    """The tiny model, which is said to know English."""
    spec = (tiny_model / "spec.yaml").read_text() + "languages: [en]\n"
    (tiny_model / "spoken.yaml").write_text(spec)
    path = tiny_model / "spoken-run.yaml"
    path.write_text(f"extends: default\nmodel: {tiny_model}/spoken.yaml\n")
    return path
