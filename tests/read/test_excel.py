"""Excel workbooks are tables, a sheet after the other; what cannot be read is said."""

import datetime
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from emoprofile.config import LimitsConfig, ReadConfig
from emoprofile.data import Document, Failure
from emoprofile.read import read_articles

TEXT = "The well ran dry in May, and we were afraid of the summer."


def write(path: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def read(path: Path, limits: LimitsConfig | None = None) -> list[Document | Failure]:
    return list(read_articles([str(path)], ReadConfig(), limits or LimitsConfig()))


def test_rows_of_a_workbook_are_articles(tmp_path: Path) -> None:
    day = datetime.datetime(2024, 5, 1)
    rows: list[list[object]] = [
        ["id", "title", "text", "day", "n"],
        [7, "Dry", TEXT, day, 1.5],
        [],
        ["x", None, "Then “rain” came.", None, 2],
    ]
    assert read(write(tmp_path / "a.xlsx", rows)) == [
        Document("7", f"Dry\n\n{TEXT}", {"title": "Dry", "day": "2024-05-01T00:00:00", "n": 1.5}),
        Document("x", "Then “rain” came.", {"day": None, "n": 2}),
    ]


def test_sheets_with_the_same_columns_are_read_and_others_are_said(tmp_path: Path) -> None:
    one, two, other = [["id", "text"], ["a", TEXT]], [["id", "text"], ["b", "Rain."]], [["notes"], ["x"]]
    a, b, failed = read(write(tmp_path / "a.xlsx", one, two, other))
    assert isinstance(a, Document)
    assert isinstance(b, Document)
    assert isinstance(failed, Failure)
    assert (a.id, b.id, failed.id) == ("a", "b", f"{tmp_path / 'a.xlsx'}, sheet 'Sheet2', row 1")
    assert "other columns than the first one" in failed.message


def test_what_is_no_workbook_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"id,text\n1,x\n")
    (tmp_path / "b.xlsx").write_bytes(write(tmp_path / "c.xlsx", [["text"], [TEXT]]).read_bytes()[:-400])
    write(tmp_path / "c.xlsx", [[]])
    messages = [item.message for item in read(tmp_path) if isinstance(item, Failure)]
    assert [message[:20] for message in messages] == [
        "no Excel workbook, o",
        "no Excel workbook, o",
        "the workbook is empt",
    ]


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [["text"], [TEXT]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.bin", bytes(1 << 24))
    [failed] = read(path, LimitsConfig(max_bytes=1 << 20))
    assert isinstance(failed, Failure)
    assert "limits.max_ratio" in failed.message


def test_without_the_extra_the_failure_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.xlsx", [["text"], [TEXT]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    [failed] = read(path)
    assert isinstance(failed, Failure)
    assert failed.message.endswith("pip install 'emoprofile[excel]'")
