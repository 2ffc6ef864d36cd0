"""Labelled data: every format says the same, and everything that is wrong is told at once."""

import csv
import gzip
import io
import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT

from emoprofile.errors import InvalidValueError, LabelledDataError, UnknownNameError
from emoprofile.labelled import LabelledArticle, LabelledDataset, LabelledSentence, read_labelled
from emoprofile.labels import EKMAN, GOEMOTIONS, SEMEVAL_2018

Rows = Sequence[Mapping[str, Any]]
DATA = ROOT.parent / "shared" / "data"
LABELLED = ROOT / "tests" / "fixtures" / "labelled" / "articles.jsonl"


def as_jsonl(rows: Rows) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    for row in rows:
        writer.writerow({k: json.dumps(v) if isinstance(v, (list, dict)) else v for k, v in row.items()})
    return stream.getvalue().encode()


def as_parquet(rows: Rows) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), stream)
    return stream.getvalue()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    ".jsonl": as_jsonl,
    ".jsonl.gz": lambda rows: gzip.compress(as_jsonl(rows)),
    ".csv": as_csv,
    ".tsv": lambda rows: as_csv(rows, "\t"),
    ".parquet": as_parquet,
}


def written(folder: Path, rows: Rows, name: str = "some.jsonl") -> Path:
    path = folder / name
    path.write_bytes(FORMATS["." + name.partition(".")[2]](rows))
    return path


def wrong(path: Path, **options: Any) -> LabelledDataError:
    with pytest.raises(LabelledDataError) as caught:
        read_labelled(path, **options)
    return caught.value


GIVEN = [["joy"], ["sadness", "fear"], []]
TEXTS = ["They won!", "He was gone, and the road was dark.", "It rained."]
SHAPES: dict[str, list[dict[str, Any]]] = {
    "a list": [{"text": t, "labels": g} for t, g in zip(TEXTS, GIVEN, strict=True)],
    "a string": [{"text": t, "labels": " ; ".join(g)} for t, g in zip(TEXTS, GIVEN, strict=True)],
    "degrees": [
        {"text": t, "intensities": {name: float(name in g) for name in ("joy", "sadness", "fear")}}
        for t, g in zip(TEXTS, GIVEN, strict=True)
    ],
    "columns": [
        {"text": t, **{name: int(name in g) for name in ("joy", "sadness", "fear")}}
        for t, g in zip(TEXTS, GIVEN, strict=True)
    ],
}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_in_every_format_says_the_same(tmp_path: Path, shape: str, suffix: str) -> None:
    found = read_labelled(written(tmp_path, SHAPES[shape], f"some{suffix}"))
    assert found.texts == TEXTS
    assert found.vocabulary == EKMAN.restrict_to(("joy", "sadness", "fear"))
    assert found.gold.tolist() == [[0, 1, 0], [1, 0, 1], [0, 0, 0]]
    assert (found.level, found.graded, found.units.tolist()) == ("sentences", False, [0, 1, 2])


ROW = st.fixed_dictionaries(
    {
        "text": st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip),
        "labels": st.lists(st.sampled_from(GOEMOTIONS.labels), unique=True),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=6))
def test_the_gold_of_any_rows_is_the_same_in_every_format(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    wanted = [[float(label in row["labels"]) for label in GOEMOTIONS.labels] for row in rows]
    wide = [{"text": r["text"]} | {name: int(name in r["labels"]) for name in GOEMOTIONS.labels} for r in rows]
    for suffix in FORMATS:
        for name, table in (("list", rows), ("wide", wide)):
            found = read_labelled(written(tmp_path, table, f"{name}{suffix}"), vocabulary="goemotions")
            assert found.texts == [row["text"] for row in rows]
            assert found.gold.tolist() == wanted


def test_a_saved_dataset_tells_the_names_of_its_classes(tmp_path: Path) -> None:
    from datasets import ClassLabel, Dataset, Features, Sequence, Value

    names = ClassLabel(names=["sadness", "joy", "love"])
    one = Dataset.from_dict({"text": TEXTS, "label": [1, 0, 2]}, Features({"text": Value("string"), "label": names}))
    one.save_to_disk(tmp_path / "one")
    found = read_labelled(f"hf://{tmp_path}/one")
    assert found.vocabulary.name == "semeval-2018"
    assert [dict(s.labels) for s in found.sentences] == [{"joy": 1.0}, {"sadness": 1.0}, {"love": 1.0}]
    features = Features({"text": Value("string"), "labels": Sequence(names)})
    Dataset.from_dict({"text": TEXTS, "labels": [[1, 2], [], [0]]}, features).save_to_disk(tmp_path / "many")
    many = read_labelled(f"hf://{tmp_path}/many")
    assert many.gold.sum(axis=1).tolist() == [2, 0, 1]
    assert many.sha256 == read_labelled(f"hf://{tmp_path}/many").sha256 != found.sha256


def test_numbers_of_classes_without_names_are_told_by_the_user(tmp_path: Path) -> None:
    path = written(tmp_path, [{"text": "Hm.", "label": 3}])
    assert wrong(path).problems == ("line 1: unknown label '3'",)
    assert read_labelled(path, names={"3": "Joy"}).sentences[0].labels == {"joy": 1.0}


def test_names_are_told_whatever_their_case_and_joints(tmp_path: Path) -> None:
    rows = [{"text": "Hm.", "label": " JOY "}, {"text": "Hm.", "label": "happy"}, {"text": "Hm.", "label": "Sadness"}]
    found = read_labelled(written(tmp_path, rows), names={"Happy": "joy"})
    assert [list(one.labels) for one in found.sentences] == [["joy"], ["joy"], ["sadness"]]
    stars = read_labelled(written(tmp_path, [{"text": "Hm.", "label": "5_Stars"}]))
    assert (stars.vocabulary.name, stars.vocabulary.labels) == ("stars", ("5-stars",))
    with pytest.raises(UnknownNameError, match="unknown label 'blue'"):
        read_labelled(tmp_path / "some.jsonl", names={"x": "blue"})


def test_the_vocabulary_is_the_smallest_that_holds_all_names_or_the_one_that_is_named(tmp_path: Path) -> None:
    rows = [{"text": "Hm.", "labels": "joy,fear"}]
    for names, expected in (("joy", "ekman"), ("trust", "plutchik"), ("love", "semeval-2018"), ("pride", "goemotions")):
        rows = [{"text": "Hm.", "labels": names}]
        assert read_labelled(written(tmp_path, rows)).vocabulary.name == expected
    assert read_labelled(written(tmp_path, [{"text": "Hm.", "label": "joy"}]), vocabulary="goemotions").vocabulary == (
        GOEMOTIONS
    )


def test_degrees_are_scaled_by_a_maximum_that_is_stated(tmp_path: Path) -> None:
    path = written(tmp_path, [{"text": "Hm.", "joy": 3, "fear": 0}, {"text": "Oh.", "joy": 1, "fear": 2}])
    told = wrong(path)
    assert told.problems == (
        "line 1: 'joy' has 3, which is not in [0, 1]. If higher degrees could be given, say the highest: maximum.",
        "line 2: 'fear' has 2, which is not in [0, 1]. If higher degrees could be given, say the highest: maximum.",
    )
    found = read_labelled(path, maximum=4, least=0.25)
    assert found.graded
    assert found.gold.tolist() == [[0, 0.75], [0.5, 0.25]]
    assert found.given.tolist() == [[False, True], [True, True]]
    assert read_labelled(path, maximum=4).given.tolist() == [[False, True], [True, False]]
    for options in ({"maximum": 0}, {"least": 0}, {"least": 1.5}):
        with pytest.raises(InvalidValueError, match="it must be"):
            read_labelled(path, **options)


STORY = "They won. He wept for hours.\n\nThe end."
ARTICLE: dict[str, Any] = {
    "id": "a",
    "split": "dev",
    "genre": "news",
    "text": STORY,
    "sentences": [{"start": 0, "end": 9, "labels": ["joy"]}, {"start": 10, "end": 28, "labels": ["grief", "sadness"]}],
    "emotions": {"grief": 3.0, "joy": 1.0, "sadness": 2.0},
    "dominant": "grief",
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_articles_carry_spans_ratings_and_what_leads_them(tmp_path: Path, suffix: str) -> None:
    flat = ARTICLE | {"id": "b", "split": "test", "dominant": "none", "emotions": {"joy": 0.0}}
    found = read_labelled(written(tmp_path, [ARTICLE, flat], f"some{suffix}"))
    one, other = found.articles
    assert one == LabelledArticle(
        "a",
        STORY,
        (
            LabelledSentence("They won.", {"joy": 1.0}, 0, 9),
            LabelledSentence("He wept for hours.", {"grief": 1.0, "sadness": 1.0}, 10, 28),
        ),
        {"grief": 3.0, "joy": 1.0, "sadness": 2.0},
        "grief",
        split="dev",
        metadata={"genre": "news"},
    )
    assert (other.emotions, other.dominant) == ({}, "none")
    assert (found.level, found.splits, found.units.tolist()) == ("articles", ("dev", "test"), [0, 0, 1, 1])
    assert found.split("test").articles == (other,)
    assert found.vocabulary == GOEMOTIONS.restrict_to(("grief", "joy", "sadness"))
    with pytest.raises(UnknownNameError, match=r"unknown split of some.* 'tset'. Did you mean 'test'"):
        found.split("tset")


def test_an_article_may_be_rated_as_a_whole_only(tmp_path: Path) -> None:
    found = read_labelled(written(tmp_path, [{"text": STORY, "dominant": "joy"}, {"text": "Hm.", "dominant": None}]))
    assert [(a.text, a.sentences, a.dominant) for a in found.articles] == [(STORY, (), "joy"), ("Hm.", (), None)]
    assert (found.gold.shape, found.level) == ((0, 1), "articles")


def test_an_article_may_come_as_its_sentences_only(tmp_path: Path) -> None:
    sentences = [{"text": "Hm.", "label": "joy", "valence": 0.5}, {"text": "Oh.", "valence": -1}]
    found = read_labelled(written(tmp_path, [{"id": "a", "sentences": sentences}]))
    assert found.articles[0].text is None
    assert found.valence.tolist() == [0.5, -1.0]


def test_rows_of_the_same_article_stand_together(tmp_path: Path) -> None:
    rows = [{"article": a, "id": i, "text": f"{a}{i}", "labels": "joy", "source": a} for i, a in enumerate("xyx")]
    found = read_labelled(written(tmp_path, rows, "dev.csv"))
    assert [(a.id, [s.text for s in a.sentences], a.metadata) for a in found.articles] == [
        ("x", ["x0", "x2"], {"source": "x"}),
        ("y", ["y1"], {"source": "y"}),
    ]
    assert (found.level, found.splits, found.units.tolist()) == ("articles", ("dev",), [0, 0, 1])
    apart = [row | {"split": split} for row, split in zip(rows, ("dev", "dev", "test"), strict=True)]
    assert wrong(written(tmp_path, apart)).problems == ("line 3: article 'x' is in the splits dev, test",)


def test_in_a_coarser_vocabulary_a_group_has_the_highest_degree_of_its_labels(tmp_path: Path) -> None:
    row = ARTICLE | {"sentences": [{"start": 0, "end": 9, "intensities": {"joy": 0.5, "love": 0.8, "grief": 0.2}}]}
    found = read_labelled(written(tmp_path, [row]), vocabulary="goemotions")
    coarse = found.speaking("ekman")
    assert coarse.vocabulary == EKMAN
    assert dict(coarse.sentences[0].labels) == {"joy": 0.8, "sadness": 0.2}
    assert coarse.articles[0].emotions == {"sadness": 3.0, "joy": 1.0}
    assert coarse.articles[0].dominant == "sadness"
    assert found.speaking("goemotions") is found
    with pytest.raises(UnknownNameError, match="grouping of ekman"):
        coarse.speaking("goemotions")


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    lines = [
        *as_jsonl([{"text": "fine", "labels": ["joy", "fear"]}]).splitlines(),
        b"{cut",
        *as_jsonl(
            [
                {"text": "", "labels": ["joy"]},
                {"labels": ["joy"]},
                {"text": 5, "labels": ["joy"]},
                {"text": "x", "labels": ["joyy", "blue"]},
                {"text": "x", "labels": None},
                {"text": "x", "labels": 0.5},
                {"text": "x", "labels": [None]},
                {"text": "x", "labels": {"joy": float("nan")}},
                {"text": "x", "labels": {"joy": "much"}},
                {"text": "x", "labels": ["joy"], "valence": 2},
                {"text": "x", "labels": "[joy"},
            ]
        ).splitlines(),
    ]
    path = tmp_path / "some.jsonl"
    path.write_bytes(b"\n".join(lines))
    told = wrong(path, vocabulary="ekman")
    assert [problem.partition(": ")[0] for problem in told.problems] == [
        "line 2", "line 3", "line 4", "line 5", "line 6", "line 6", *(f"line {n}" for n in range(7, 14)),
    ]  # fmt: skip
    text = str(told)
    assert text.startswith(f"13 problems in the labelled data {path}:\n  line 2: not JSON")
    for words in (
        "line 3: the text, 'text', is blank", "line 4: the text, 'text', is missing", "5, not text",
        "line 6: unknown label 'joyy'; is 'joy' meant?\n  line 6: unknown label 'blue'\n",
        "line 7: no labels; of a text that has none, write an empty list", "line 8: the labels are 0.5, not a list",
        "line 9: a label is missing, not a name", "line 10: 'joy' is nan, which is not finite",
        "line 11: 'joy' is 'much', not a number", "line 12: the valence is 2, which is not in [-1, 1]",
        "line 13: '[joy' looks like JSON, but is not",
        "Labels of ekman, which was taken: anger, disgust, fear, joy, sadness, surprise, neutral. Name another",
    ):  # fmt: skip
        assert words in text
    assert str(pickle.loads(pickle.dumps(told))) == text


def test_of_many_problems_the_first_twenty_are_shown_with_their_number(tmp_path: Path) -> None:
    told = wrong(written(tmp_path, [{"text": "x", "label": "blue"}] * 1500))
    assert str(told).startswith("1,500 problems")
    assert "  line 20: unknown label 'blue'\n  and 1,480 more\nLabels of" in str(told)


@pytest.mark.parametrize(
    ("sentences", "problem"),
    [
        ([{"start": 0, "end": 99, "labels": []}], "sentence 1: [0, 99) is not inside the text of 38 characters"),
        ([{"start": 5, "end": 5, "labels": []}], "sentence 1: [5, 5) is not inside"),
        ([{"start": 28, "end": 30, "labels": []}], "sentence 1: its span holds nothing but space"),
        ([{"start": "0", "end": 9, "labels": []}], "sentence 1: 'start' is '0', not an offset"),
        ([{"start": 0, "labels": []}], "sentence 1: 'end' is missing, not an offset"),
        ([{"start": 0, "end": 9}], "sentence 1: says neither labels, label, intensities, valence nor arousal"),
        ([{"start": 0, "end": 9, "label": "joy", "text": "No"}], "'No' does not stand at [0, 9): 'They won.'"),
        (
            [{"start": 5, "end": 9, "label": "joy"}, {"start": 0, "end": 6, "label": "joy"}],
            "sentence 2: begins at 0, before the one before it ends at 9",
        ),
        ("none", "the sentences are 'none', not a list"),
        (["Hm."], "sentence 1: is 'Hm.', not an object with labels"),
        ([{"text": " ", "labels": []}], "sentence 1: its text is ' '"),
    ],
)
def test_what_is_wrong_with_a_sentence_of_an_article(tmp_path: Path, sentences: Any, problem: str) -> None:
    [told] = wrong(written(tmp_path, [ARTICLE | {"sentences": sentences}])).problems
    assert told.startswith("line 1")
    assert problem in told


def test_what_is_wrong_with_an_article(tmp_path: Path) -> None:
    rows = [
        ARTICLE,
        ARTICLE,
        ARTICLE | {"id": "b", "emotions": {"joy": -1}, "dominant": "joi", "valence": -3},
        {"id": "c", "text": None, "sentences": [{"start": 0, "end": 9, "labels": []}]},
    ]
    assert wrong(written(tmp_path, rows)).problems == (
        "line 2: the id 'a' stands at line 1 already",
        "line 3: 'joy' has -1, which is not at least 0.",
        "line 3: unknown label 'joi'; is 'joy' meant?",
        "line 3: the valence is -3, which is not in [-1, 1]",
        "line 4, sentence 1: says where it stands, but the article has no text",
    )


def test_a_table_that_tells_no_labels_is_answered_with_what_is_allowed(tmp_path: Path) -> None:
    told = wrong(written(tmp_path, [{"text": "x", "colour": "blue"}]))
    assert told.problems == ("no column tells labels; columns: 'text', 'colour'",)
    assert "A row says its labels in one of these columns: labels (a list" in str(told)
    assert "no column is called as texts are" in str(wrong(written(tmp_path, [{"wort": "x", "label": "joy"}])))
    assert read_labelled(tmp_path / "some.jsonl", text_column="wort").texts == ["x"]
    assert "there is no column 'x' to take the text from" in str(wrong(tmp_path / "some.jsonl", text_column="x"))
    (tmp_path / "none.jsonl").write_bytes(b"")
    assert "no column tells labels" in str(wrong(tmp_path / "none.jsonl"))
    assert wrong(tmp_path / "absent.csv").problems == ("no such file or folder",)
    assert "columns: is a delimiter" in str(wrong(_bytes(tmp_path / "odd.csv", b"text,label\nx,joy,fear\n")))


def _bytes(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_goemotions_as_it_is_published(tmp_path: Path) -> None:
    path = _bytes(tmp_path / "dev.tsv", 'He said "no\t3,27\tabc\n"So what?\t0\tdef\n')
    found = read_labelled(path)
    assert (found.format, found.splits) == ("GoEmotions, simplified split", ("dev",))
    assert found.texts == ['He said "no', '"So what?']
    assert found.vocabulary == GOEMOTIONS
    assert [list(one.labels) for one in found.sentences] == [["annoyance", "neutral"], ["admiration"]]
    path = _bytes(tmp_path / "test.tsv.gz", gzip.compress(b"fine\t3\tx\nno columns\nbad\t28\tx\nno id\t\tx\n"))
    assert [problem.partition(":")[0] for problem in wrong(path).problems] == ["line 2", "line 3", "line 4"]
    assert "not valid UTF-8" in str(wrong(_bytes(tmp_path / "x.tsv", b"caf\xe9\t3\tx\n")))


def test_semeval_2018_as_it_is_published(tmp_path: Path) -> None:
    def line(*fields: object) -> str:
        return "\t".join(map(str, fields)) + "\n"

    header, none = line("ID", "Tweet", *SEMEVAL_2018.labels), [0] * 10
    text = header + line("2018-1", '"Oh no', 1, *none) + line("2018-2", "Yes", 0, 0, 0, 0, 1, *none[:6])
    found = read_labelled(_bytes(tmp_path / "E-c-En-dev.txt", text))
    assert (found.format, found.vocabulary.name) == ("SemEval-2018 task 1, E-c", "semeval-2018")
    assert found.texts == ['"Oh no', "Yes"]
    assert found.gold.sum(axis=0).tolist() == [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    text = header + line(1, "x", "NONE", *none) + line(2, "x", 1) + line(3, "", 0, *none)
    assert wrong(_bytes(tmp_path / "some.tsv", text)).problems == (
        "line 2: 'anger' is 'NONE', not a number",
        "line 3: 3 fields, but 13 columns, separated by tabs",
        "line 4: the text, 'Tweet', is blank",
    )
    head = "ID\tTweet\tAffect Dimension\tIntensity Score\n"
    found = read_labelled(
        _bytes(tmp_path / "EI-reg-En-anger-test.tsv", f"{head}1\tGrr\tanger\t0.75\n2\tHm\tanger\t0.1\n")
    )
    assert (found.format, found.splits) == ("SemEval-2018 task 1, EI-reg", ("test",))
    assert (found.vocabulary.labels, found.gold.tolist(), found.graded) == (("anger",), [[0.75], [0.1]], True)
    two = wrong(_bytes(tmp_path / "some.tsv", f"{head}1\tGrr\tanger\t0.75\n2\tHm\tjoy\t0.1\n"))
    assert "anger, joy: a file holds one emotion, as published; split it" in two.problems[0]


def test_semeval_2025_as_it_is_published(tmp_path: Path) -> None:
    head = "id,text,anger,fear,joy,sadness,surprise\n"
    found = read_labelled(_bytes(tmp_path / "track_b_dev.csv", f'{head}1,"Oh, no",0,3,0,1,0\n2,Hm,0,0,0,0,0\n'))
    assert found.format == "SemEval-2025 task 11, track B"
    assert found.vocabulary == EKMAN.restrict_to(("anger", "fear", "joy", "sadness", "surprise"))
    assert found.gold[0].tolist() == pytest.approx([0, 1, 0, 1 / 3, 0])
    assert found.given.sum() == 2
    found = read_labelled(_bytes(tmp_path / "track_a_dev.csv", f"{head}1,Hm,0,1,0,1,0\n"))
    assert (found.format, found.graded) == ("SemEval-2025 task 11, track A", False)
    assert wrong(_bytes(tmp_path / "x.csv", f"{head}1,Hm,,,,,\n2,Hm,4,0,0,2,0\n3,Hm\n")).problems == (
        "line 2: 'anger' is blank, not a number",
        "line 3: 'anger' has 4, which is not in [0, 3].",
        (
            "line 4: 2 fields, but 7 columns: is a delimiter or a line end not quoted? (the table is separated by "
            "comma (read.delimiter), quoting double (read.quoting))"
        ),
    )


def test_semeval_2007_as_it_is_published(tmp_path: Path) -> None:
    instances = b'<instance id="7">Caf\xe9 & bar open</instance>\n<instance id="9">Oh</instance>\n'
    path = _bytes(tmp_path / "trial.xml", b'<corpus task="affective text">\n' + instances + b"</corpus>\n")
    assert "there is no trial.emotions.gold beside it" in str(wrong(path))
    _bytes(tmp_path / "trial.emotions.gold", "7 0 0 0 80 0 20\n")
    _bytes(tmp_path / "trial.valence.gold", "7 65\n9 x\n")
    assert wrong(path).problems == (
        "trial.valence.gold, line 2: 'valence' is 'x', not a number",
        "instance 9: has no line in trial.emotions.gold",
    )
    _bytes(tmp_path / "trial.emotions.gold", "7 0 0 0 80 0 20\n9 0 0 0 0 0 55\n")
    _bytes(tmp_path / "trial.valence.gold", "7 65\n9 -30\n")
    found = read_labelled(path)
    assert found.format == "SemEval-2007 task 14"
    assert found.texts == ["Café & bar open", "Oh"]
    assert found.gold.tolist() == [[0, 0, 0, 0.8, 0, 0.2], [0, 0, 0, 0, 0, 0.55]]
    assert found.valence.tolist() == [0.65, -0.3]
    assert found.given.sum() == 2


@pytest.mark.parametrize(
    ("path", "told", "shape"),
    [
        ("goemotions/dev.tsv", "GoEmotions, simplified split", (5426, 28)),
        ("brighter_eng/track_a_dev.csv", "SemEval-2025 task 11, track A", (115, 5)),
        ("brighter_eng/track_b_dev.csv", "SemEval-2025 task 11, track B", (115, 5)),
        ("affective_text_trial/affectivetext_trial.xml", "SemEval-2007 task 14", (250, 6)),
    ],
)
def test_the_published_files_themselves(path: str, told: str, shape: tuple[int, int]) -> None:
    if not (DATA / path).is_file():
        pytest.skip(f"{path} is not on this machine")
    found = read_labelled(DATA / path)
    assert (found.format, found.gold.shape) == (told, shape)


def test_the_labelled_articles_of_the_project() -> None:
    found = read_labelled(LABELLED)
    assert (found.vocabulary, found.level, found.graded) == (GOEMOTIONS, "articles", False)
    assert (len(found.articles), found.gold.shape) == (46, (1405, 28))
    assert np.array_equal(found.gold > 0, found.given)
    assert isinstance(found, LabelledDataset)
    assert pickle.loads(pickle.dumps(found)) == found


def test_arousal_is_read_from_rows_and_from_sentences_of_articles(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"text": TEXTS[0], "labels": ["joy"], "arousal": 0.7},
        {"text": TEXTS[1], "labels": []},
    ]
    assert read_labelled(written(tmp_path, rows)).arousal.tolist() == pytest.approx([0.7, np.nan], nan_ok=True)
    sentences: list[dict[str, Any]] = [{"text": TEXTS[0], "labels": ["joy"]}, {"text": TEXTS[1], "arousal": 0.2}]
    found = read_labelled(written(tmp_path, [{"id": "a", "sentences": sentences}], "articles.jsonl"))
    assert found.arousal.tolist() == pytest.approx([np.nan, 0.2], nan_ok=True)
    [problem] = wrong(written(tmp_path, [rows[0] | {"arousal": -0.1}])).problems
    assert "the arousal is -0.1, which is not in [0, 1]" in problem


def rating(text: str, id: str, rater: int, *labels: str, unclear: bool = False) -> dict[str, Any]:
    given = {label: int(label in labels) for label in GOEMOTIONS.labels}
    return {"text": text, "id": id, "rater_id": rater, "example_very_unclear": unclear, **given}


@pytest.mark.parametrize("name", ["ratings.csv", "ratings.tsv", "ratings.parquet"])
def test_ratings_of_a_comment_are_taken_together_and_unclear_ones_left_out(tmp_path: Path, name: str) -> None:
    rows = [
        rating("The boat sank, Ann.", "x1", 3, "sadness"),
        rating("The boat sank, Ann.", "x1", 4, "sadness", "grief"),
        rating("The boat sank, Ann.", "x1", 5, unclear=True),
        rating("Eh?", "x2", 3, unclear=True),
        rating("It rained.", "x3", 3, "neutral"),
    ]
    found = read_labelled(written(tmp_path, rows, name))
    assert [(article.id, dict(article.sentences[0].labels)) for article in found.articles] == [
        ("x1", {"sadness": 1.0, "grief": 0.5}),
        ("x3", {"neutral": 1.0}),
    ]
    assert found.format == "GoEmotions, all ratings, 2 ratings of unclear comments left out"


def test_a_comment_with_two_texts_is_told(tmp_path: Path) -> None:
    rows = [rating("One.", "x", 1, "joy"), rating("Two.", "x", 2, "joy")]
    assert wrong(written(tmp_path, rows, "ratings.csv")).problems == (
        "line 3: the id 'x' stands at line 2 with another text",
    )


def test_an_id_that_comes_twice_is_told_of_sentences_too(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "Hooray!", "labels": "joy"}, {"id": "a", "text": "Alas.", "labels": "sadness"}]
    assert wrong(written(tmp_path, rows, "some.csv")).problems == ("line 3: the id 'a' stands at line 2 already",)
    shared = [{"url": "a", "text": "Hooray!", "labels": "joy"}, {"url": "a", "text": "Alas.", "labels": "sadness"}]
    assert len(read_labelled(written(tmp_path, shared, "other.csv")).sentences) == 2
