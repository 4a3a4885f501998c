"""How two states of a story differ, as a page to be read: in one column or side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from time import perf_counter
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QPalette,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from deskeditor.core.document import Mark, Run
from deskeditor.core.photo import Photo
from deskeditor.markup.difference import Difference, Fate, FieldDifference, Passage
from deskeditor.ui.editor import order
from deskeditor.ui.editor.convert import append_lines, fill
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.lines import CELLS, PICTURES, Kind, Line, Style
from deskeditor.ui.editor.look import OBJECT, REFERENCE, block_format, char_format, set_style
from deskeditor.ui.editor.nesting import lines_of
from deskeditor.ui.editor.objects import PageObjects
from deskeditor.ui.editor.page import BOTTOM, FIELD_NAMES, INDENT

BETWEEN = 14
"""Pixels between the middle of the page and the texts on both sides of it."""
BELOW = 10
"""Pixels below each row of two texts."""
MARGIN = 32
"""Pixels beside the text, in which it is marked what became of it."""
SLICE = 0.008
"""Seconds in which the page is filled before keys and mouse have their turn."""
KINDS = {name: kind for kind, name in FIELD_NAMES.items()}
LABEL = Style(Kind.FALLBACK)
"""The look of what is told and is no text of the story."""

Item = FieldDifference | Passage
"""What one row of the page shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the number of its first block."""

    start: int
    item: Item


class DifferencePage(QTextDocument):
    """Fills itself in slices, from the top, so that a long story is there at once and never in the way."""

    filled = Signal()
    """All of it is there."""

    def __init__(
        self,
        difference: Difference,
        photos: Mapping[str, Photo],
        pictures: Pictures,
        palette: Callable[[], QPalette],
        font: QFont,
        *,
        beside: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.difference = difference
        self._photos = photos
        self._beside = beside
        self.setUndoRedoEnabled(False)
        self.setDefaultFont(font)
        self.setDocumentMargin(MARGIN)
        self.setIndentWidth(INDENT)
        frame = self.rootFrame().frameFormat()
        frame.setBottomMargin(BOTTOM)
        self.rootFrame().setFrameFormat(frame)
        self._objects = PageObjects(pictures, palette, self)
        for held in (OBJECT, REFERENCE):
            self.documentLayout().registerHandler(held, self._objects)
        self.rows: list[Row] = []
        self._items = items_of(difference)
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._fill)
        self._fill()
        self._clock.start()

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002, ARG002
        """Nothing that a document names is ever loaded."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)

    @property
    def is_filled(self) -> bool:
        """Whether all of it is there."""
        return len(self.rows) == len(self._items)

    def row_at(self, block: int) -> int:
        """The number of the row that has that block."""
        return max(0, bisect_right(self.rows, block, key=lambda row: row.start) - 1)

    def end_of_row(self, number: int) -> int:
        """The number of the block behind the row."""
        return self.rows[number + 1].start if number + 1 < len(self.rows) else self.blockCount()

    def changes(self) -> list[int]:
        """The rows in which something was changed, also those that are still to be filled in."""
        return [number for number, item in enumerate(self._items) if item.fate is not Fate.SAME]

    def fill_up_to(self, number: int) -> None:
        """Fill the page as far as that row, now."""
        while len(self.rows) <= number < len(self._items):
            self._add_slice(number + 1)

    def _fill(self) -> None:
        self._add_slice(len(self._items))
        if self.is_filled:
            self._clock.stop()
            self.filled.emit()

    def _add_slice(self, end: int) -> None:
        until = perf_counter() + SLICE
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        first = self.blockCount() - 1
        while len(self.rows) < end:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            self._add(cursor, self._items[len(self.rows)])
            if perf_counter() > until:
                break
        order.settle(self, first, self.blockCount())
        cursor.endEditBlock()

    def _add(self, cursor: QTextCursor, item: Item) -> None:
        start = cursor.blockNumber() + 1 if self.rows else 0
        if self._beside:
            self._add_beside(cursor, item)
        else:
            self._append(cursor, list(self._in_one(item)))
        self.rows.append(Row(start, item))

    def _append(self, cursor: QTextCursor, lines: list[Line]) -> None:
        if not self.rows and lines:
            set_style(cursor.block(), lines[0].style)
            fill(cursor, lines.pop(0))
        append_lines(cursor, lines)

    def _in_one(self, item: Item) -> Iterator[Line]:
        if isinstance(item, FieldDifference):
            yield _field_line(item)
            return
        if said := moved_word(item.fate):
            yield Line(LABEL, (Run(said, frozenset({Mark.BOLD})),))
        for line in lines_of(item.shown):
            if line.style.kind in PICTURES and item.fate is not Fate.SAME:
                yield line
                yield self._named(line.photo_id)
            elif line.style == Style(Kind.CAPTION):
                yield Line(LABEL, line.runs)  # without the room for a credit
            else:
                yield line
        yield from map(_field_line, item.beside)

    def _named(self, photo_id: str) -> Line:
        photo = self._photos.get(photo_id)
        name = photo.filename if photo else photo_id
        return Line(LABEL, (Run(QCoreApplication.translate("Difference", "Photo: {name}").format(name=name)),))

    def _add_beside(self, cursor: QTextCursor, item: Item) -> None:
        """A row of its own table, so that Qt can lay out the page part by part."""
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setCellSpacing(0)
        form.setCellPadding(0)
        form.setBottomMargin(BELOW)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        form.setColumnWidthConstraints([half, half])
        table = cursor.insertTable(1, 2, form)
        for number, lines in enumerate(self._halves(item)):
            cell = table.cellAt(0, number)
            held = QTextTableCellFormat()
            held.setRightPadding(0 if number else BETWEEN)
            held.setLeftPadding(BETWEEN if number else 0)
            cell.setFormat(held)
            inside = cell.firstCursorPosition()
            for count, line in enumerate(lines):
                if count:
                    inside.insertBlock(block_format(line.style), char_format(line.style))
                else:
                    inside.setBlockFormat(block_format(line.style))
                    inside.mergeBlockCharFormat(char_format(line.style))
                fill(inside, line)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        _shrink(cursor)

    def _halves(self, item: Item) -> tuple[list[Line], list[Line]]:
        if isinstance(item, FieldDifference):
            lines = [_field_line(item)]
            return _side(lines, is_then=True), _side(lines, is_then=False)
        label = [Line(LABEL, (Run(said, frozenset({Mark.BOLD})),))] if (said := moved_word(item.fate)) else []
        beside = list(map(_field_line, item.beside))
        then, now = item.before, item.after
        before = [*self._flat(lines_of(then)), *_side(beside, is_then=True)] if then else []
        after = [*self._flat(lines_of(now)), *_side(beside, is_then=False)] if now else []
        before, after = ([line for line in lines if line.runs] for lines in (before, after))
        return (label if now is None else []) + before, (label if now is not None else []) + after

    def _flat(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The lines without what is as wide as the page: a row of a table is a line, an object is told."""
        for is_cell, group in groupby(lines, key=lambda line: line.style.kind in CELLS):
            if is_cell:
                cells = list(group)
                columns = max(1, cells[0].style.level)
                for start in range(0, len(cells), columns):
                    runs = [run for line in cells[start : start + columns] for run in (Run(" | "), *line.runs)]
                    yield Line(LABEL, tuple(runs[1:]))
                continue
            for line in group:
                kind = line.style.kind
                if kind is Kind.TABLE_END:
                    continue
                if kind in PICTURES:
                    yield self._named(line.photo_id)
                elif kind is Kind.RULE:
                    yield Line(LABEL, (Run("* * *"),))
                elif kind is Kind.EMBED:
                    yield Line(LABEL, (Run(" · ".join(filter(None, (line.title, line.url)))),))
                elif kind is Kind.RAW:
                    yield Line(LABEL, (Run(line.raw.rstrip("\n"), frozenset({Mark.CODE})),))
                elif kind is Kind.ASIDE:
                    yield Line(Style(Kind.HEADING, 3), line.runs)
                elif kind is Kind.NOTE:
                    yield Line(LABEL, (Run(f"{line.label} ", frozenset({Mark.BOLD})), *line.runs))
                elif kind is Kind.CAPTION:
                    yield Line(LABEL, line.runs)
                elif kind in (Kind.QUOTE, Kind.PULL_QUOTE):
                    yield Line(Style(Kind.PARAGRAPH), line.runs)
                else:
                    yield replace(line, style=replace(line.style, grouped=False, first=False))


def items_of(difference: Difference) -> list[Item]:
    """What the page shows, in its order; the headline stands there even where it is empty."""
    fields = list(difference.fields)
    if not any(field.name == "headline" for field in fields):
        fields.insert(0, FieldDifference("headline", Fate.SAME, (Run("—"),)))
    return [*fields, *difference.lead, *difference.body]


def _side(lines: Sequence[Line], *, is_then: bool) -> list[Line]:
    """The lines as they were, or as they are."""
    gone = "inserted" if is_then else "deleted"
    return [
        replace(line, runs=tuple(run for run in line.runs if run.change is None or run.change.edit != gone))
        for line in lines
    ]


def _shrink(cursor: QTextCursor) -> None:
    """Make the block that Qt opens below a table as low as can be."""
    form = cursor.blockFormat()
    form.setLineHeight(1, form.LineHeightTypes.FixedHeight.value)
    form.setTopMargin(0)
    form.setBottomMargin(0)
    cursor.setBlockFormat(form)


def _field_line(field: FieldDifference) -> Line:
    if field.name in KINDS:
        return Line(Style(KINDS[field.name]), field.runs)
    return Line(LABEL, (Run(f"{field_word(field.name)}: ", frozenset({Mark.BOLD})), *field.runs))


def field_word(name: str) -> str:
    """What a field is called, in the user's language."""
    words = {
        "section": QCoreApplication.translate("Difference", "Section"),
        "tags": QCoreApplication.translate("Difference", "Tags"),
        "alt": QCoreApplication.translate("Difference", "Alt text"),
        "credit": QCoreApplication.translate("Difference", "Credit"),
    }
    return words[name]


def moved_word(fate: Fate) -> str:
    """Above a paragraph that was moved; empty for any other."""
    if fate is Fate.MOVED:
        return QCoreApplication.translate("Difference", "Moved here")
    return QCoreApplication.translate("Difference", "Moved away from here") if fate is Fate.LEFT else ""
