"""Which deaths of a process are held against an article."""

import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emoprofile.batch.attempts import DEATHS_ALONE, DEATHS_TOGETHER, DEATHS_WITHOUT_PROGRESS, Attempt, DeathRecord

OUTSIDE = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGXCPU, signal.SIGPWR]
CRASHES = [-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGKILL, 1, 134]


@pytest.mark.planted("kill from outside", "set right")
@pytest.mark.parametrize("number", OUTSIDE)
def test_a_signal_from_outside_is_held_against_nothing(number: int) -> None:
    deaths = DeathRecord()
    for _ in range(DEATHS_WITHOUT_PROGRESS):
        assert not deaths.is_hopeless
        deaths.record_attempt(Attempt(0, 3))
        deaths.record_death(-number, [0])
    assert deaths.is_hopeless
    assert deaths.by_chunk == {}


@pytest.mark.parametrize("code", CRASHES)
def test_a_crash_is_held_against_the_article_that_was_scored_alone(code: int) -> None:
    deaths = DeathRecord()
    for _ in range(DEATHS_TOGETHER):
        assert 4 not in deaths.by_chunk or not deaths.by_chunk[4].is_suspicious
        deaths.record_attempt(Attempt(4))
        deaths.record_death(code, [4, 5])
    assert deaths.by_chunk[4].is_suspicious
    for _ in range(DEATHS_ALONE):
        assert deaths.by_chunk[4].given_up == ()
        deaths.record_attempt(Attempt(4))
        deaths.record_attempt(Attempt(4, 7, 7))
        deaths.record_death(code, [4, 5])
    assert deaths.by_chunk[4].given_up == (7,)
    assert deaths.by_chunk[4].passed == 7


def test_a_chunk_that_was_committed_has_no_part_in_a_death() -> None:
    deaths = DeathRecord()
    deaths.record_attempt(Attempt(1))
    deaths.record_attempt(Attempt(2))
    deaths.record_commit(1)
    deaths.record_death(-signal.SIGSEGV, [2])
    assert list(deaths.by_chunk) == [2]


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([None, 0, 1]), st.sampled_from([*CRASHES, -15, -1, -2]))))
def test_an_article_is_given_up_only_for_crashes_while_it_was_alone(
    history: list[tuple[int, int | None, int]],
) -> None:
    deaths = DeathRecord()
    for chunk, alone, code in history:
        deaths.record_attempt(Attempt(chunk, alone))
        deaths.record_death(code, [0, 1, 2])
    for chunk in range(3):
        for position in deaths.by_chunk[chunk].given_up if chunk in deaths.by_chunk else ():
            assert sum(each == (chunk, position, code) and code in CRASHES for each in history for code in CRASHES) >= (
                DEATHS_ALONE
            )
