"""CSV as programs and people write it: read, or said which row is wrong and how the table was taken."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emoprofile.config import LimitsConfig, ReadConfig, load_run_config
from emoprofile.data import Document, Failure
from emoprofile.errors import ConfigError
from emoprofile.read import read_articles
from emoprofile.read.tables.csv_dialect import Dialect, find_dialect


def read(path: Path, content: str | bytes, **settings_: Any) -> tuple[list[Document], list[Failure]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = list(read_articles([str(path)], ReadConfig(**settings_)))
    return [x for x in found if isinstance(x, Document)], [x for x in found if isinstance(x, Failure)]


def places(failures: list[Failure]) -> list[str]:
    return [failure.id.rpartition(", ")[2] for failure in failures]


def rows(count: int, delimiter: str) -> list[str]:
    return [f"n{i}{delimiter}Sentence {i} made us glad." for i in range(count)]


@pytest.mark.parametrize(("name", "delimiter"), [("a.tsv", "\t"), ("a.csv", ",")])
@pytest.mark.parametrize("at", [0, 700, 999])
def test_a_stray_quote_costs_one_row_and_every_line_is_accounted_for(
    tmp_path: Path, name: str, delimiter: str, at: int
) -> None:
    lines = rows(1000, delimiter)
    lines[at] = f'n{at}{delimiter}"Sentence {at} begins a quote.'
    lines[500] = f'n500{delimiter}"Quoted{delimiter} and so on."'  # so that quotes do mean something
    found, failed = read(tmp_path / name, f"id{delimiter}text\n" + "\n".join(lines))
    assert (len(found), places(failed)) == (999, [f"line {at + 2}"])
    assert [item.id for item in found] == [f"n{i}" for i in range(1000) if i != at]
    assert "not closed" in failed[0].message
    assert "read.quoting" in failed[0].message


def test_stray_quotes_that_close_each_other_swallow_no_rows(tmp_path: Path) -> None:
    lines = rows(60, "\t")
    lines[10] = 'n10\t"Sentence 10.'
    lines[30] = 'n30\tSentence 30."'
    lines[40] = 'n40\t"Two\nlines."'
    found, failed = read(tmp_path / "a.tsv", "id\ttext\n" + "\n".join(lines))
    assert len(found) >= 58
    assert places(failed) in ([], ["line 12"])
    assert {"n11", "n29", "n31"} <= {item.id for item in found}
    assert next(item.text for item in found if item.id == "n40") == "Two\nlines."


def test_a_dump_without_quoting_is_read_as_it_is(tmp_path: Path) -> None:
    content = (
        'text\tlabel\nWe ran home.\tjoy\n"They cried all day.\tfear\nAll "good" things end.\tjoy\n"So it goes.\tfear\n'
    )
    found, failed = read(tmp_path / "a.tsv", content)
    assert failed == []
    assert [item.text for item in found] == [
        "We ran home.",
        '"They cried all day.',
        'All "good" things end.',
        '"So it goes.',
    ]


def test_quoting_can_be_switched_off(tmp_path: Path) -> None:
    content = 'id,text\n1,"Hm," she said\n2,"ok"\n'
    found, failed = read(tmp_path / "a.csv", content, quoting="none")
    assert [item.text for item in found] == ['"ok"']
    assert "quoting none" in failed[0].message


def test_a_bad_row_of_many_lines_is_one_failure_and_no_article_is_made_of_its_parts(tmp_path: Path) -> None:
    content = (
        'id,text\n1,"One.\nTwo, and three.\nFour."\n2,"First line\nHe came, and left\nlast line",extra\n'
        '3,"He said.\nThen "no," he cried.\nEnd."\n4,Fine.\n'
    )
    found, failed = read(tmp_path / "a.csv", content)
    assert [item.id for item in found] == ["1", "4"]
    assert sum("lines 5 to 7" in failure.id for failure in failed) == 1


def test_a_lone_carriage_return_is_part_of_its_field(tmp_path: Path) -> None:
    found, failed = read(tmp_path / "a.csv", b"id,text\n1,One day.\n2,It was sad.\rVery sad.\n3,The end.\n")
    assert failed == []
    assert [item.text for item in found] == ["One day.", "It was sad.\rVery sad.", "The end."]


def test_lines_may_end_in_carriage_returns_alone(tmp_path: Path) -> None:
    found, failed = read(tmp_path / "a.csv", b'id,text\r1,One day.\r2,"It rained,\rand rained."\r')
    assert failed == []
    assert [item.text for item in found] == ["One day.", "It rained,\rand rained."]


def test_backslashes_before_quotes_are_found_and_can_be_configured(tmp_path: Path) -> None:
    content = 'id,text\n1,"She cried \\"help\\", twice."\n2,"Calm, again."\n'
    for configured in ({}, {"quoting": "backslash"}):
        found, failed = read(tmp_path / "a.csv", content, **configured)
        assert failed == []
        assert [item.text for item in found] == ['She cried "help", twice.', "Calm, again."]


@pytest.mark.parametrize("delimiter", [";", "|", "\t", ","])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_the_header_and_the_rows_tell_the_delimiter(tmp_path: Path, suffix: str, delimiter: str) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    texts = ["Sun, rain; wind | snow\tand hail.", "Calm."]
    writer.writerows([["id", "text", "n"], *([i, text, "x"] for i, text in enumerate(texts))])
    found, failed = read(tmp_path / f"a{suffix}", stream.getvalue())
    assert failed == []
    assert [item.text for item in found] == texts


def test_a_file_of_excel_says_its_delimiter(tmp_path: Path) -> None:
    found, failed = read(tmp_path / "a.csv", "sep=;\nid;text\n1;Rain, sun; no.\n2;Calm.\n".replace("; no", ", no"))
    assert failed == []
    assert [item.text for item in found] == ["Rain, sun, no.", "Calm."]
    wide = "id\ttext\r\n1\t“Rain” fell on us.\r\n".encode("utf-16")
    assert [item.text for item in read(tmp_path / "b.csv", wide)[0]] == ["“Rain” fell on us."]


def test_single_quotes_are_found(tmp_path: Path) -> None:
    content = "id;text\n1;'Rain; and \"sun\".'\n2;'Calm; it''s over.'\n"
    found, failed = read(tmp_path / "a.csv", content)
    assert failed == []
    assert [item.text for item in found] == ['Rain; and "sun".', "Calm; it's over."]


def test_a_table_without_a_line_of_names_is_refused_with_the_remedy(tmp_path: Path) -> None:
    content = "7;'We were glad; all of us, and sang.'\n8;'They wept; nobody came to see them.'\n"
    found, [failed] = read(tmp_path / "a.csv", content)
    assert found == []
    assert "is the line with the names missing" in failed.message
    assert "glad" not in failed.message


def test_what_is_configured_is_taken_and_what_is_wrong_is_refused(tmp_path: Path) -> None:
    found, _ = read(tmp_path / "a.csv", "id~text\n1~We, they; you.\n", delimiter="~")
    assert found[0].text == "We, they; you."
    assert load_run_config("default", ["read.delimiter=tab"]).read.delimiter == "\t"
    for wrong in ("read.delimiter=ab", 'read.delimiter="\\""', "read.quoting=some", "read.encoding=klingon"):
        with pytest.raises(ConfigError, match=wrong.partition("=")[0]):
            load_run_config("default", [wrong])


CELL = st.text(st.sampled_from("ab ,;\t|\"'\n\r.x"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_read_back_whatever_is_in_it(
    tmp_path: Path, cells: list[tuple[str, str]]
) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([["text", "n"], *cells])
    found, failed = read(tmp_path / "a.csv", stream.getvalue(), delimiter=",", quoting="double", text_column="text")
    assert failed == []
    assert [(item.text, item.metadata["n"]) for item in found] == cells


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(lines=st.lists(st.text(st.sampled_from('ab,"\n.'), max_size=15), max_size=12))
def test_any_lines_are_rows_or_failures_and_none_is_lost(tmp_path: Path, lines: list[str]) -> None:
    content = "text,n\n" + "\n".join(lines)
    found, failed = read(tmp_path / "a.csv", content, delimiter=",", quoting="double", text_column="text")
    seen = sum(item.text.count("a") + item.metadata["n"].count("a") for item in found)
    assert seen <= content.count("a")
    told = {number for failure in failed for number in spread(places([failure])[0])}
    for number, line in enumerate(content.split("\n")[1:], 2):
        if "a" in line and number not in told:
            assert seen


def spread(place: str) -> range:
    numbers = [int(word) for word in place.split() if word.isdecimal()]
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)


def test_a_row_over_the_limit_is_one_failure_and_the_next_is_read(tmp_path: Path) -> None:
    content = "id,text\n1,ok\n2," + '"' + "y\n" * 600 + '"\n3,fine\n4,' + "x" * 1500 + "\n5,good\n"
    (tmp_path / "a.csv").write_text(content)
    limits = LimitsConfig(max_bytes=1000)
    found = list(read_articles([str(tmp_path / "a.csv")], ReadConfig(text_column="text"), limits))
    assert [item.text for item in found if isinstance(item, Document)] == ["ok", "fine", "good"]
    assert all("limits.max_bytes" in item.message for item in found if isinstance(item, Failure))
    assert len(found) == 5


def test_of_dialects_that_do_equally_well_the_usual_one_is_taken() -> None:
    assert find_dialect(["text,n\n", "a,b\n"], ".csv") == Dialect(",", "double")
    assert find_dialect(["text\n", "a, b\n", "c; d; e\n"], ".csv").delimiter not in ",;"
    assert find_dialect([], ".tsv") == Dialect("\t", "double")


def test_a_first_row_over_the_limit_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1," + "x" * 3000 + "\n2,It rained again.\n")
    failed, found = read_articles([str(tmp_path / "a.csv")], ReadConfig(), LimitsConfig(max_bytes=1000))
    assert isinstance(failed, Failure)
    assert isinstance(found, Document)
    assert (found.id, "limits.max_bytes" in failed.message) == ("2", True)
