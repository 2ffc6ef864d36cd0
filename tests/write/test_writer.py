"""Every format: chosen by suffix, whole or not there, the same bytes for the same profiles, clear about the disk."""

import errno
import json
import os
import random
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.write.profiles import FULL, STARS, config, made, write

from emoprofile.config import ModelSpec
from emoprofile.errors import ConfigError, WriteError
from emoprofile.write import SUFFIXES, make_writer

TABLES = tuple(suffix for suffix in SUFFIXES if suffix != ".jsonl")
SENTENCES = "output.sentences=true"


@pytest.mark.parametrize("name", ["out.xlsx", "out", "out.csv.gz"])
def test_another_suffix_is_refused_with_the_known_ones(name: str, tiny_spec: ModelSpec) -> None:
    with pytest.raises(WriteError, match=r"must be one of .jsonl, .csv, .tsv, .parquet, got '(.xlsx|none|.gz)'"):
        make_writer(Path(name), config(), tiny_spec)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_profiles_give_the_same_bytes(suffix: str, tiny_spec: ModelSpec, tmp_path: Path) -> None:
    pairs = [made(tiny_spec, f"article {seed}", {"n": seed}, seed=seed) for seed in range(5)]
    run = config(SENTENCES)
    written = [write(tmp_path / f"{name}{suffix}", tiny_spec, *pairs, run=run) for name in "ab"]
    assert written[0].read_bytes() == written[1].read_bytes()
    assert (tmp_path / "a.sentences.parquet").read_bytes() == (tmp_path / "b.sentences.parquet").read_bytes()
    assert len(os.listdir(tmp_path)) == 4


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_suffix_in_capitals_names_the_same_format(suffix: str, tiny_spec: ModelSpec, tmp_path: Path) -> None:
    small, large = (write(tmp_path / f"a{each}", tiny_spec, made(tiny_spec)) for each in (suffix, suffix.upper()))
    assert small.read_bytes() == large.read_bytes()


@pytest.mark.parametrize("suffix", TABLES)
def test_a_table_without_an_article_has_the_columns_of_one_with_articles(
    suffix: str, tiny_spec: ModelSpec, tmp_path: Path
) -> None:
    empty = write(tmp_path / f"empty{suffix}", tiny_spec)
    full = write(tmp_path / f"full{suffix}", tiny_spec, made(tiny_spec, metadata={"unforeseen": 1}))
    assert list(read(empty)) == list(read(full))
    assert len(read(empty)) == 0


def test_tables_of_all_formats_have_the_same_columns_and_values(tiny_spec: ModelSpec, tmp_path: Path) -> None:
    pairs = [made(tiny_spec, f"a{n}", {"title": "t", "n": n}, sentences=n) for n in range(7)]
    csv, tsv, parquet = (read(write(tmp_path / f"a{suffix}", tiny_spec, *pairs)) for suffix in TABLES)
    pd.testing.assert_frame_equal(csv, tsv)
    assert list(parquet) == [*csv, "voices", "evidence", "dropped"]
    numbers = list(parquet.select_dtypes("number"))
    assert len(numbers) > 8 * 28
    pd.testing.assert_frame_equal(csv[numbers], parquet[numbers], check_exact=True)
    assert csv["metadata"].tolist() == parquet["metadata"].tolist() == [f'{{"title": "t", "n": {n}}}' for n in range(7)]


@pytest.mark.parametrize("suffix", TABLES)
@pytest.mark.parametrize("method", ["mean", "top_mean"])
def test_the_figures_of_a_table_are_those_of_the_profile(suffix: str, method: str, tmp_path: Path) -> None:
    run = config(f"aggregate.method={method}", "output.detail=full")
    pair = made(FULL, run=run)
    row = read(write(tmp_path / f"a{suffix}", FULL, pair, run=run)).iloc[0]
    told = json.loads(write(tmp_path / "a.jsonl", FULL, pair, run=run).read_text())
    expressed, evoked, dimensions = (told["readings"][name] for name in ("expressed", "evoked", "dimensions"))
    shown = {
        **{f"expressed.{name}": figures for name, figures in of_group(expressed).items()},
        **{
            f"expressed.{group}.{name}": figures
            for group, one in expressed["groups"].items()
            for name, figures in of_group(one).items()
        },
        **{f"evoked.{label}": figures for label, figures in evoked["labels"].items()},
        **{name: dimensions[name] for name in ("valence", "arousal")},
    }
    assert len(shown) == 28 + 1 + 7 + 1 + 4 + 1 + 8 + 2
    checked = set()
    for name, figures in shown.items():
        expected = {name: figures.get("prevalence", figures.get("mean"))}
        expected |= {f"{name}.low": figures["interval"][0], f"{name}.high": figures["interval"][1]}
        expected |= {f"{name}.{part}": figures[part] for part in ("sd", "baseline", "above")}
        expected |= {f"{name}.{part}": figures[part] for part in ("peak", "share") if figures.get(part) is not None}
        if figures.get("score"):
            expected |= {f"{name}.score": figures["score"]["value"]}
            expected |= {
                f"{name}.score.{end}": figures["score"]["interval"][i] for i, end in enumerate(("low", "high"))
            }
        for column, value in expected.items():
            assert row[column] == value if value is not None else pd.isna(row[column]), column
        checked |= set(expected)
    for name, reading in {
        "expressed": expressed,
        "evoked": evoked,
        "expressed.ekman": expressed["groups"]["ekman"],
    }.items():
        assert row[f"{name}.diversity"] == reading["diversity"]
        assert (row[f"{name}.error"], row[f"{name}.vocabulary"]) == (reading["error"], reading["vocabulary"])
        assert listed(row[f"{name}.leading"]) == [each["label"] for each in reading["leading"]]
        assert pd.isna(row[f"{name}.leading_reason"])
    assert any(listed(row[f"{name}.leading"]) for name in ("expressed", "evoked"))
    assert (row["valence_basis"], row["dimensions.error"]) == (dimensions["valence_basis"], dimensions["error"])
    assert listed(row["rough"]) == ["expressed.admiration", "expressed.ekman.anger", "expressed.sentiment.positive"]
    assert listed(row["flags"]) == ["mojibake"]
    numbers = {name for name in read(tmp_path / f"a{suffix}").select_dtypes("number") if "." in name}
    rest = {
        f"{name}.{fact}"
        for fact in ("diversity", "leading", "leading_reason")
        for name in ("expressed", "expressed.ekman", "expressed.sentiment", "evoked")
    }
    nulls = {name for name in numbers if name.endswith((".above", ".baseline"))}
    assert numbers - rest - nulls <= checked, "no figure of the table was left unchecked"
    account = told["accounting"]
    assert (row["id"], row["sentences"], row["model"]) == (told["id"], told["sentences"], told["model"])
    assert row["characters"] == account["characters"]
    assert row["characters_kept"] == account["kept"]
    assert row["characters_dropped"] == account["dropped"]["share"]
    assert (row["config"], row["fingerprint"]) == ("tiny-run", "sha256:f")


def of_group(group: dict[str, Any]) -> dict[str, Any]:
    return {**group["labels"], "neutral": group["neutral"], "emotional": group["emotional"]}


def listed(cell: Any) -> list[str]:
    """A list as either format has it."""
    if isinstance(cell, str):
        return cell.split(";")
    return [] if cell is None or isinstance(cell, float) else list(cell)


@pytest.mark.parametrize("suffix", TABLES)
def test_what_a_model_does_not_say_has_no_column(suffix: str, tiny_spec: ModelSpec, tmp_path: Path) -> None:
    names = list(read(write(tmp_path / f"stars{suffix}", STARS, made(STARS))))
    assert "valence.above" in names
    assert not [name for name in names if name.startswith(("expressed", "evoked", "arousal"))]
    names = list(read(write(tmp_path / f"tiny{suffix}", tiny_spec, made(tiny_spec))))
    assert not [name for name in names if name.startswith(("evoked", "arousal"))]


def test_nothing_is_above_baseline_and_nobody_can_say_are_told_apart(tmp_path: Path) -> None:
    pairs = [made(FULL, sentences=0), made(FULL, "b", seed=4)]
    table = read(write(tmp_path / "a.csv", FULL, *pairs))
    assert table["expressed.leading_reason"].iloc[0] == "no sentence could be scored"
    assert table["expressed.leading_reason"].isna().tolist() == [False, True]


@pytest.mark.parametrize("suffix", TABLES)
def test_a_coarser_vocabulary_comes_first_where_the_configuration_says_so(
    suffix: str, tiny_spec: ModelSpec, tmp_path: Path
) -> None:
    run = config("aggregate.vocabulary=ekman")
    table = read(write(tmp_path / f"a{suffix}", tiny_spec, made(tiny_spec, run=run), run=run))
    assert table["expressed.vocabulary"].tolist() == ["ekman"]
    assert {"expressed.joy.above", "expressed.goemotions.gratitude.above", "expressed.sentiment.positive"} <= set(table)
    assert "expressed.gratitude" not in set(table)


def test_a_vocabulary_that_the_model_does_not_express_is_refused(tiny_spec: ModelSpec) -> None:
    with pytest.raises(ConfigError, match="aggregate.vocabulary: is 'panas'; tiny has goemotions, ekman, sentiment"):
        make_writer(Path("a.csv"), config("aggregate.vocabulary=panas"), tiny_spec)


@pytest.mark.parametrize("suffix", TABLES)
def test_chosen_keys_get_columns_prefixed_only_where_they_clash(
    suffix: str, tiny_spec: ModelSpec, tmp_path: Path
) -> None:
    run = config("output.metadata=[source, ID, evidence, source, metadata_id]")
    pair = made(tiny_spec, metadata={"source": "S", "ID": "other", "evidence": "E", "metadata_id": 7})
    table = read(write(tmp_path / f"a{suffix}", tiny_spec, pair, run=run))
    assert list(table)[:6] == ["id", "source", "metadata_ID", "metadata_evidence", "metadata_metadata_id", "sentences"]
    assert [str(cell) for cell in table.iloc[0][:5]] == ["a", "S", "other", "E", "7"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_metadata_are_carried_through_and_not_rounded(suffix: str, tiny_spec: ModelSpec, tmp_path: Path) -> None:
    metadata = {"place": [52.123456789, 13.1], "deep": {"a": None}, "yes": True, "text": "é\n\"'"}
    path = write(tmp_path / f"a{suffix}", tiny_spec, made(tiny_spec, metadata=metadata))
    found = (
        json.loads(path.read_text())["metadata"] if suffix == ".jsonl" else json.loads(read(path)["metadata"].iloc[0])
    )
    assert found == metadata


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_metadata_that_json_cannot_say_fail_no_article(suffix: str, tiny_spec: ModelSpec, tmp_path: Path) -> None:
    metadata: Any = {"title": float("nan"), "date": pd.Timestamp("2020-02-03"), 3: {1: float("inf")}}
    path = write(tmp_path / f"a{suffix}", tiny_spec, made(tiny_spec, metadata=metadata))
    found = (
        json.loads(path.read_text())["metadata"] if suffix == ".jsonl" else json.loads(read(path)["metadata"].iloc[0])
    )
    assert found == {"title": None, "date": "2020-02-03 00:00:00", "3": {"1": None}}
    if suffix != ".jsonl":
        assert read(path)["title"].isna().all()
        assert read(path)["date"].tolist()[0].strip('"') == "2020-02-03 00:00:00"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_after_an_interrupt_yesterdays_file_stands_and_the_part_stays(
    suffix: str, tiny_spec: ModelSpec, tmp_path: Path
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("of yesterday")
    with pytest.raises(KeyboardInterrupt):
        interrupted(path, tiny_spec)
    assert path.read_text() == "of yesterday"
    assert sorted(os.listdir(tmp_path)) == sorted([path.name, f"{path.name}.part", "a.sentences.parquet.part"])
    part = path.with_name(f"{path.name}.part").rename(tmp_path / f"part{suffix}")
    assert len(part.read_text().splitlines() if suffix == ".jsonl" else read(part)) == 1
    assert len(pd.read_parquet(tmp_path / "a.sentences.parquet.part")) == 6


def interrupted(path: Path, spec: ModelSpec) -> None:
    with make_writer(path, config(SENTENCES), spec) as writer:
        writer.write(*made(spec))
        raise KeyboardInterrupt


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_run_that_fails_before_its_first_profile_leaves_nothing(
    suffix: str, tiny_spec: ModelSpec, tmp_path: Path
) -> None:
    with pytest.raises(ZeroDivisionError), make_writer(tmp_path / f"a{suffix}", config(SENTENCES), tiny_spec):
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_cannot_be_written_is_said_before_anything_is_computed(
    suffix: str, tiny_spec: ModelSpec, tmp_path: Path
) -> None:
    (tmp_path / f"folder{suffix}").mkdir()
    for path, message in {
        tmp_path / "no" / f"a{suffix}": "cannot write .*: there is no folder",
        tmp_path / f"folder{suffix}": "cannot write .*: it is a folder",
        tmp_path / ("x" * 300 + suffix): "cannot write .*: File name too long",
    }.items():
        with pytest.raises(WriteError, match=message):
            write(path, tiny_spec)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_read_only_folder_is_a_clear_error(suffix: str, tiny_spec: ModelSpec, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError, match="cannot write .*: Permission denied"):
        write(tmp_path / f"a{suffix}", tiny_spec)
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_that_became_read_only_leaves_the_whole_part(
    suffix: str, tiny_spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*paths: Path) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    path = write(tmp_path / f"a{suffix}", tiny_spec, made(tiny_spec))
    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(WriteError, match="cannot write .*: Read-only file system"):
        write(tmp_path / f"b{suffix}", tiny_spec, made(tiny_spec))
    assert (tmp_path / f"b{suffix}.part").read_bytes() == path.read_bytes()
    assert not (tmp_path / f"b{suffix}").exists()


def test_where_the_table_of_sentences_cannot_be_there_is_no_file_of_profiles(
    tiny_spec: ModelSpec, tmp_path: Path
) -> None:
    (tmp_path / "a.sentences.parquet").mkdir()
    with pytest.raises(WriteError, match="a.sentences.parquet: it is a folder"):
        write(tmp_path / "a.csv", tiny_spec, run=config(SENTENCES))
    assert os.listdir(tmp_path) == ["a.sentences.parquet"]


@pytest.mark.parametrize("after", [0, 20_000])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_is_a_clear_error_and_publishes_nothing(
    suffix: str, after: int, tiny_spec: ModelSpec, tmp_path: Path
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("of yesterday")
    pairs = [made(tiny_spec, f"a{n}", {"noise": random.Random(n).randbytes(500).hex()}) for n in range(60)]
    with pytest.raises(WriteError, match=rf"cannot write .*a{suffix}.*: File too large"), file_size_limit(after):
        write(path, tiny_spec, *pairs)
    assert path.read_text() == "of yesterday"
    assert write(path, tiny_spec, *pairs).stat().st_size > after, "there is room again: the same run goes through"
    assert os.listdir(tmp_path) == [path.name]


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file may grow past so many bytes: as a full disk, but without filling one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def read(path: Path) -> pd.DataFrame:
    """As an analyst would."""
    if path.suffix.lower() == ".parquet":
        return pd.read_parquet(path)
    return pd.read_csv(path, sep="\t" if path.suffix.lower() == ".tsv" else ",")
