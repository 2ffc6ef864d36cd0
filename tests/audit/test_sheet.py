"""Sheets: no score is on them, nothing in them is run, and they come back however a spreadsheet has saved them."""

from pathlib import Path

import pytest

from emoprofile.audit.sheet import SheetRow, read_answers, write_sheet
from emoprofile.errors import ReadError

ROWS = [SheetRow(1, "", "=1+1", "after"), SheetRow(2, "b", "It was calm; “so calm”, he said.", "\x0b")]
FIGURES = ("expressed.fear", "expressed.joy")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_new_sheet_has_no_answers_and_no_formula(suffix: str, tmp_path: Path) -> None:
    if suffix == ".xlsx":
        pytest.importorskip("openpyxl", reason="the extra [excel] is not installed")
    path = tmp_path / f"sheet{suffix}"
    write_sheet(path, ROWS, FIGURES)
    assert read_answers(path, FIGURES) == {"expressed.fear": {}, "expressed.joy": {}}
    if suffix == ".xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(path).active
        assert [cell.value for cell in sheet[1]] == ["row", "before", "sentence", "after", *FIGURES]
        assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")
        sheet["E2"], sheet["F2"], sheet["E3"] = 1, "no", 0.0
        sheet.parent.save(path)
        assert read_answers(path, FIGURES) == {"expressed.fear": {1: 1.0, 2: 0.0}, "expressed.joy": {1: 0.0}}
    else:
        assert path.read_text().splitlines()[1] == '1,"","\'=1+1","after",,'


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_sheet_comes_back_as_spreadsheets_save_it(separator: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    lines = [
        ["note", "row", "expressed.joy", "sentence", "expressed.fear"],
        ["é", "2.0", "Yes", '"He said: “no”"', "0"],
        ["", "1", " x ", '"a"', ""],
        ["", "", "", "", ""],
    ]
    path.write_text("\r\n".join(separator.join(line) for line in lines), encoding=encoding)
    assert read_answers(path, FIGURES) == {"expressed.fear": {2: 0.0}, "expressed.joy": {1: 1.0, 2: 1.0}}


def test_what_is_no_answer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    for text, message in (
        ("row,expressed.fear\n1,2\n2,maybe\n", r"row 1, expressed.fear: '2'; row 2, expressed.fear: 'maybe'"),
        ("row,expressed.fear\n1,1\n1,0\n", "'1' is no number of a row, or comes twice"),
        ("row,expressed.fear\none,1\n", "'one' is no number of a row"),
        ("row,fear\n1,1\n", "no column is called 'expressed.fear'; columns: row, fear"),
        ("", "no column is called 'row'; columns: none"),
    ):
        path.write_text(text)
        with pytest.raises(ReadError, match=message):
            read_answers(path, FIGURES[:1])
    with pytest.raises(ReadError, match="cannot be read"):
        read_answers(tmp_path / "none.csv", FIGURES)
    pytest.importorskip("openpyxl", reason="the extra [excel] is not installed")
    (tmp_path / "sheet.xlsx").write_text("no")
    with pytest.raises(ReadError, match="cannot be read as an Excel file"):
        read_answers(tmp_path / "sheet.xlsx", FIGURES)
