"""What is told of a batch run while it lasts."""

import pytest

from emoprofile.batch import Begun, Planning, Progress
from emoprofile.cli.views.progress import _Lines, _Tally


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_in_a_log_there_is_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = _Lines(clock)
    lines(Planning(50))
    lines(Begun(articles=90, done=10, failures=1))
    for _ in range(30):
        clock.now += 5.0
        lines(Progress(windows=500))
        lines(Progress(articles=1))
    lines(Progress(articles=1, failures=1))
    assert capsys.readouterr().err.splitlines() == [
        "going on: 10 of 100 articles are done",
        "21 of 100 articles, 100 sentences/s, 1 failed, about 7 min left",
        "33 of 100 articles, 100 sentences/s, 1 failed, about 6 min left",
    ]


def test_the_time_that_is_left_counts_what_this_run_did() -> None:
    clock = Clock()
    tally = _Tally(clock)
    tally.take(Begun(articles=50, done=50, failures=0))
    clock.now = 60.0
    tally.take(Progress(articles=25, windows=100))
    assert tally.left == "about 1 min left"
    assert tally.facts == ", 2 sentences/s"


def test_the_bar_moves_while_the_model_reads_a_chunk() -> None:
    tally = _Tally(Clock())
    tally.take(Begun(articles=10, done=10, failures=0))
    positions = []
    for event in [Progress(windows=30, seen=3.4)] * 4 + [Progress(articles=1)] * 10:
        tally.take(event)
        positions.append(tally.position)
    assert positions == [13, 16, 20, 20, *[20] * 10]
