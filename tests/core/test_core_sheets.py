"""Tables of photos: what is written is what is read, and no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core import sheets
from deskeditor.core.errors import DeskError

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20)
formulas = st.builds(
    lambda lead, mark, rest: lead + mark + rest, st.text("'", max_size=2), st.sampled_from("=+-@"), texts
)
cells = (texts | formulas).filter(lambda text: text.strip() == text)
items = st.lists((texts | formulas).map(str.strip).filter(bool), max_size=4).map(tuple)


@given(rows=st.lists(st.fixed_dictionaries({"caption": cells, "note": cells.filter(bool)}), max_size=5))
def test_what_is_written_is_read(rows: list[dict[str, str]]) -> None:
    _, read = sheets.read(sheets.write(["caption", "note"], rows))
    assert [row for _, row in read] == rows


@given(listed=items)
def test_lists_are_what_they_were(listed: tuple[str, ...]) -> None:
    assert sheets.parted(sheets.joined(listed)) == listed


@given(row=st.fixed_dictionaries({"caption": cells | items}))
def test_no_cell_is_a_formula(row: dict[str, str | tuple[str, ...]]) -> None:
    assert not written(row).startswith(("=", "+", "-", "@", "\t", "\r"))


def written(row: dict[str, str | tuple[str, ...]]) -> str:
    text = sheets.write(["caption"], [row]).removeprefix(sheets.MARK)
    return next((line[0] for line in list(csv.reader(io.StringIO(text, newline="")))[1:] if line), "")


def test_a_spreadsheet_knows_the_encoding() -> None:
    assert sheets.write(["caption"], []).encode().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separators_of_spreadsheets_are_known(separator: str) -> None:
    text = f"File name{separator}Caption\na.jpg{separator}배\n\n{separator}\n"
    assert sheets.read(text) == (["file_name", "caption"], [(2, {"file_name": "a.jpg", "caption": "배"})])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('a,b\n"x" y,"\n', "Line 2 of the table"),
        ("a,a\n1,2\n", "two columns of one name"),
        ("a,b\n1,2\nOne, and one more,2\n", "Line 3 of the table has more cells than its header"),
    ],
)
def test_what_is_no_table_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(DeskError, match=sentence):
        sheets.read(text, "captions.csv")


@pytest.mark.parametrize("mark", ["\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_is_a_formula_in_full_width(mark: str) -> None:
    # Spreadsheets set to Korean or Japanese compute these as they do the narrow ones.
    row = {"caption": f"{mark}1"}
    assert written({"caption": row["caption"]}) == f"'{mark}1"
    assert sheets.read(sheets.write(["caption"], [row]))[1] == [(2, row)]


@pytest.mark.parametrize(
    "before", ["\n", "\r\n\r\n", "sep=;\n", "SEP=;\r\n", '"sep=;"\n'], ids=["line", "lines", "sep", "SEP", "quoted"]
)
def test_what_stands_before_the_header_is_no_header(before: str) -> None:
    columns, rows = sheets.read(f"{before}filename;caption\na.jpg;One, two\n")
    assert columns == ["filename", "caption"]
    assert rows == [(before.count("\n") + 2, {"filename": "a.jpg", "caption": "One, two"})]


def test_empty_columns_at_the_right_edge_are_none() -> None:
    # A spreadsheet writes all columns in which something stood once.
    text = "filename,caption,,\na.jpg,One,,\nb.jpg,Two,,,\n"
    columns, rows = sheets.read(text)
    assert columns == ["filename", "caption"]
    assert [row for _, row in rows] == [
        {"filename": "a.jpg", "caption": "One"},
        {"filename": "b.jpg", "caption": "Two"},
    ]


def test_words_below_an_empty_heading_are_refused() -> None:
    with pytest.raises(DeskError, match="Line 2 of the table has more cells than its header"):
        sheets.read("filename,caption,\na.jpg,One,Two\n")
