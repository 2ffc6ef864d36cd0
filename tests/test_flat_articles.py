"""Plain news in which nothing leads: what the embedded model says of articles without emotion."""

import pytest
from tests.conftest import ROOT

from emoprofile import Profile, Profiler

PARTS = ("dev", "last_look")
FLATTEST = 0.08
"""Of valence: so far from 0 may the mean over flat articles be."""


@pytest.fixture(scope="module", params=PARTS)
def profiles(request: pytest.FixtureRequest, embedded: Profiler) -> list[Profile]:
    paths = sorted((ROOT / "tests" / "fixtures" / "flat" / request.param).glob("*.txt"))
    assert len(paths) == 10
    return [embedded.profile(path.read_text(encoding="utf-8")) for path in paths]


def test_they_have_from_five_to_forty_sentences(profiles: list[Profile]) -> None:
    counts = [profile.accounting.sentences for profile in profiles]
    assert min(counts) == 5
    assert max(counts) >= 30
    assert all(5 <= count <= 40 for count in counts)


def test_nothing_leads_in_at_least_nine_of_ten(profiles: list[Profile]) -> None:
    listed: dict[str, list[str]] = {}
    for profile in profiles:
        assert profile.expressed is not None
        assert profile.evoked is not None
        leading = {name: group.leading for name, group in profile.expressed.vocabularies.items()}
        for name, labels in (leading | {"evoked": profile.evoked.leading}).items():
            assert labels is not None
            if labels:
                listed.setdefault(name, []).append(profile.id)
    assert all(len(ids) <= 1 for ids in listed.values()), listed


def test_their_valence_is_near_zero(profiles: list[Profile]) -> None:
    values = [profile.valence.value for profile in profiles if profile.valence is not None]
    assert len(values) == 10
    assert abs(sum(value for value in values if value is not None) / 10) < FLATTEST
