"""Groups of profiles: means over articles, differences, and a reason for what is left out or cannot be answered."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.compare.tables import check_alike

from emoprofile.compare import GroupTable, compare_groups, note_groups, open_profiles, tabulate_groups
from emoprofile.config import ModelSpec
from emoprofile.errors import InvalidValueError


def lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def saved(path: Path, profiles: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(profile) + "\n" for profile in profiles))
    return str(path)


def grouped(path: str, *by: str, names: tuple[str, ...] = (), spec: ModelSpec | None = None) -> GroupTable:
    return compare_groups(*open_profiles([path]), by, names, spec)


def test_groups_are_means_over_articles(corpus: Mapping[str, str], tiny_spec: ModelSpec) -> None:
    found = grouped(corpus["jsonl"], "outlet", names=("valence", "expressed.fear"), spec=tiny_spec)
    assert found.groups == (("The Post",), ("=Gazette",))
    assert [each.name for each in found.figures] == ["valence", "expressed.fear"]
    means = {"=Gazette": [], "The Post": []}  # type: dict[str, list[float]]
    for profile in lines(corpus["jsonl"]):
        outlet = profile["metadata"].get("outlet")
        if profile["sentences"] and outlet:
            means[outlet].append(profile["readings"]["dimensions"]["valence"]["mean"])
    for group, estimate in zip(found.groups, found.estimates["valence"], strict=True):
        assert estimate.articles == len(means[group[0]])
        assert estimate.mean == pytest.approx(np.mean(means[group[0]]))
        assert estimate.interval is not None
        assert estimate.interval[0] < estimate.mean < estimate.interval[1]  # type: ignore[operator]
    one, other = (estimate.mean for estimate in found.estimates["valence"])
    assert found.differences[0].difference == pytest.approx(other - one)  # type: ignore[operator]
    left = found.source.left_out
    assert (left.without_sentence, dict(left.without_key), left.repeated) == (1, {"outlet": 1}, 0)
    assert found.source.profiles == 49
    assert found.source.has_model_error


@pytest.mark.parametrize("name", ["csv", "tsv", "parquet", "folder"])
def test_every_format_gives_the_same_groups(name: str, corpus: Mapping[str, str], tiny_spec: ModelSpec) -> None:
    by = ("outlet", "n")
    found = (tabulate_groups(grouped(corpus[each], *by, spec=tiny_spec)) for each in ("jsonl", name))
    for one, other in zip(*found, strict=True):
        check_alike(one, other)


def test_two_keys_make_a_group_of_each_pair_of_values(corpus: Mapping[str, str]) -> None:
    found = grouped(corpus["jsonl"], "outlet", "n")
    assert set(found.groups) == {(outlet, n) for outlet in ("The Post", "=Gazette") for n in ("0", "1")}
    assert len(found.differences) == 6 * len(found.figures)
    assert not found.source.has_model_error


def test_many_groups_are_held_against_all_others(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    profiles = [p | {"metadata": {"day": i % 6}} for i, p in enumerate(lines(corpus["jsonl"]))]
    found = grouped(saved(tmp_path / "p.jsonl", profiles), "day", names=("valence",))
    assert len(found.groups) == len(found.differences) == 6
    whole = [p["readings"]["dimensions"]["valence"]["mean"] for p in profiles if p["sentences"]]
    for each, group, estimate in zip(found.differences, found.groups, found.estimates["valence"], strict=True):
        assert each.other is None
        assert each.group == group
        others = (sum(whole) - estimate.articles * estimate.mean) / (len(whole) - estimate.articles)  # type: ignore[operator]
        assert each.difference == pytest.approx(estimate.mean - others)


def test_small_groups_are_said_and_have_no_interval(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    profiles = [p | {"metadata": {"part": "small" if i < 3 else "large"}} for i, p in enumerate(lines(corpus["jsonl"]))]
    found = grouped(saved(tmp_path / "p.jsonl", profiles), "part")
    assert [each.interval is None for each in found.estimates["valence"]] == [False, True]
    assert all(each.interval is None and not each.is_clear for each in found.differences)
    told = " ".join(note_groups(found))
    assert "1 group of fewer than five articles (small)" in told
    assert "No two groups have five articles each" in told


def test_profiles_that_come_again_count_once(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    profiles = lines(corpus["jsonl"])
    once = grouped(saved(tmp_path / "once.jsonl", profiles), "outlet")
    twice = grouped(saved(tmp_path / "twice.jsonl", profiles + profiles), "outlet")
    assert twice.estimates == once.estimates
    assert twice.source.left_out.repeated == len(profiles)
    assert any(f"{len(profiles)} that came before" in note for note in note_groups(twice))


def test_a_rough_figure_is_never_clear_and_not_shown_unasked(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    profiles = lines(corpus["jsonl"])
    for i, profile in enumerate(profiles):
        fear = profile["readings"]["expressed"]["labels"]["fear"]
        fear |= {"rough": True, "prevalence": 0.1 + 0.8 * (i % 2), "sd": 0.01}
        profile["metadata"] = {"side": i % 2}
    path = saved(tmp_path / "p.jsonl", profiles)
    assert "expressed.fear" not in [each.name for each in grouped(path, "side").figures]
    [change] = grouped(path, "side", names=("expressed.fear",)).differences
    assert change.interval is not None
    assert not change.interval[0] <= 0 <= change.interval[1]
    assert not change.is_clear


def test_figures_are_chosen_by_name_reading_and_vocabulary(corpus: Mapping[str, str]) -> None:
    def names(*asked: str) -> list[str]:
        return [each.name for each in grouped(corpus["csv"], "outlet", names=asked).figures]

    assert names("expressed.ekman") == [f"expressed.ekman.{label}" for label in (
        "anger", "disgust", "fear", "joy", "sadness", "surprise"
    )]  # fmt: skip
    assert names("valence", "expressed.emotional") == ["valence", "expressed.emotional"]
    assert len(names("expressed")) == 27
    assert names("expressed") == names("expressed.goemotions")
    assert {"expressed.ekman.neutral", "expressed.neutral", "valence"} <= set(names("all"))
    few = names()
    assert len(few) == 6
    assert "valence" in few


def test_nothing_to_show_is_an_error_that_says_what_there_is(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    for arguments, message in (
        ((corpus["csv"], "pub_date"), "no profile has 'pub_date' in its metadata. Keys there: n, outlet, published"),
        ((corpus["jsonl"], "outlet", "pub_date"), "no profile has 'pub_date' in its metadata"),
    ):
        with pytest.raises(InvalidValueError, match=message):
            grouped(*arguments)
    with pytest.raises(InvalidValueError, match=r"no profile holds the figure 'expressed.joyful'. All labels of one: "):
        grouped(corpus["csv"], "outlet", names=("expressed.joyful",))
    profiles = lines(corpus["jsonl"])
    empty = [profile for profile in profiles if not profile["sentences"]]
    with pytest.raises(InvalidValueError, match="none of the 1 profiles has a sentence"):
        grouped(saved(tmp_path / "empty.jsonl", empty), "outlet")
    bare = [profile | {"metadata": {}} for profile in profiles]
    with pytest.raises(InvalidValueError, match="Their metadata hold no key at all"):
        grouped(saved(tmp_path / "bare.jsonl", bare), "outlet")


def test_one_group_says_that_there_is_nothing_to_compare(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    profiles = [profile | {"metadata": {"a": 1}} for profile in lines(corpus["jsonl"])]
    found = grouped(saved(tmp_path / "p.jsonl", profiles), "a")
    assert found.differences == ()
    assert "There is one group: nothing to compare it with." in list(note_groups(found))


def test_profiles_of_two_ways_of_scoring_are_said(tmp_path: Path, corpus: Mapping[str, str]) -> None:
    profiles = lines(corpus["jsonl"])
    profiles[3]["provenance"]["fingerprint"] = "sha256:other"
    found = grouped(saved(tmp_path / "p.jsonl", profiles), "outlet")
    assert any("scored in 2 different ways" in note for note in note_groups(found))
