"""Photos as a table for a spreadsheet (RFC 4180): what is written in it is what is read, and no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from deskeditor.core.errors import DeskError

Cells = Mapping[str, str | tuple[str, ...]]

FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet would compute (OWASP), in full width too; or was kept from it before."""
MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the country."""
SEPARATORS = ",;\t"
"""Spreadsheets of some countries write the second, as their comma is in the numbers."""
DECLARED = re.compile(rf'"?sep=([{SEPARATORS}])"?\r?\n', re.IGNORECASE)
"""A line before the header by which Excel is told the separator."""
CELL_LIMIT = 1 << 20


def write(columns: Sequence[str], rows: Iterable[Cells]) -> str:
    """The table with its header; items of a list stand in one cell, parted by ``;``."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_written(row.get(column, "")) for column in columns] for row in rows)
    return MARK + out.getvalue()


def read(text: str, where: str = "") -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The names of the header, and each row with its line and its cells by them; rows without any text are passed over.

    Raises ``DeskError`` for what is no table, has a name twice in its header, or a row that is longer than that.
    """
    text = text.removeprefix(MARK)
    declared = DECLARED.match(text)
    # An empty line in its place: the numbers of the others stay.
    text = DECLARED.sub("\n", text, count=1) if declared else text
    head = text.lstrip("\r\n").partition("\n")[0]
    separator = declared[1] if declared else max(SEPARATORS, key=head.count)
    # Some thousand characters are all that the module takes by itself.
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = [cell.strip().lower().replace(" ", "_") for cell in _without_edge(cells)]
                continue
            if len(_without_edge(cells)) > len(columns):
                what = f"Line {reader.line_num} of the table has more cells than its header"
                raise DeskError(
                    what, where=where, mend="put a text that has the separator in it between quotation marks"
                )
            rows.append((reader.line_num, dict(zip(columns, map(unguarded, cells), strict=False))))
    except csv.Error as error:
        what = f"Line {reader.line_num} of the table cannot be read ({error})"
        raise DeskError(what, where=where, mend="save it once more as CSV") from error
    if len(set(columns)) < len(columns):
        raise DeskError("The table has two columns of one name", where=where, mend="take one of them out")
    return columns, rows


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet computes."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of such a cell, and of one that a person wrote."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def joined(items: Sequence[str]) -> str:
    """The items of a list as one text."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def parted(text: str) -> tuple[str, ...]:
    """The items of such a text, without those that are empty."""
    items = [""]
    for part in re.findall(r"\\[\\;]|.|\n", text):
        if part == ";":
            items.append("")
        else:
            items[-1] += part[-1]
    return tuple(item for item in map(str.strip, items) if item)


def _without_edge(cells: Sequence[str]) -> Sequence[str]:
    """The cells up to the last one with a text."""
    return cells[: max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)]


def _written(value: str | tuple[str, ...]) -> str:
    return guarded(value if isinstance(value, str) else joined(value))
