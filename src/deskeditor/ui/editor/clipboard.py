"""Copy and paste. Our own copies keep their structure, foreign HTML is cleaned first, fields take plain text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor import markup
from deskeditor.core.document import Figure, plain
from deskeditor.ui.editor import comments, guard, notes, parting, tracking
from deskeditor.ui.editor.clippings import LINE_BREAKS, OWN, OWN_STORY
from deskeditor.ui.editor.convert import replace_blocks
from deskeditor.ui.editor.lines import (
    BOXABLE,
    CELLS,
    FIELDS,
    FLOW,
    MARKED,
    OBJECTS,
    PARAGRAPH,
    Kind,
    Line,
    figure_lines,
    text_runs,
)
from deskeditor.ui.editor.look import end_of, kind_of, style_of
from deskeditor.ui.editor.nesting import flatten, grouped, nest
from deskeditor.ui.editor.units import CAPTIONS, selected_cells, unit_of
from deskeditor.ui.editor.walk import line_of, lines, lines_between, runs_of


def selected(cursor: QTextCursor) -> list[Line]:
    """What is selected, as it would stand in a body: a part of one block is words, an object brings what belongs to it.

    Cells come as a table of their own.
    """
    page, start, end = cursor.document(), cursor.selectionStart(), cursor.selectionEnd()
    cells = selected_cells(cursor)
    if cells:
        return _as_table(cells)
    copied = list(lines_between(page, start, end))
    block = page.findBlock(start)
    if end <= end_of(block) and copied:
        whole = kind_of(block) in OBJECTS
        copied = list(lines(page, *unit_of(block))) if whole else [Line(PARAGRAPH, copied[0].runs)]
    body = _as_body(copied)
    # A selection that reaches into a table ends before what closes it; a caption may come without its picture.
    return flatten(nest(body)) if any(line.style.kind in CELLS | CAPTIONS for line in body) else body


def copy(cursor: QTextCursor, story: str = "") -> QMimeData:
    """The selection as plain text, as HTML for other programs, and as Markdown for our own pages.

    ``story`` is the id of the story that it is from. The notes that it refers to come with it.
    """
    copied, page = selected(cursor), cursor.document()
    mime = QMimeData()
    mime.setText("\n\n".join(text for line in copied if (text := plain(line.runs) or line.raw)))
    markdown = markup.write(markup.normal(nest(copied + notes.referred(page, copied))))
    mime.setData(OWN, QByteArray(markdown.encode()))
    mime.setData(OWN_STORY, QByteArray(story.encode()))
    mime.setHtml(markup.render(markdown, lambda _figure, caption: f"<p>{caption}</p>"))
    return mime


def _as_table(cells: list[QTextBlock]) -> list[Line]:
    table = QTextCursor(cells[0]).currentTable()
    columns = len({table.cellAt(cell.position()).column() for cell in cells})
    copied = (line_of(cell) for cell in cells)
    return flatten(nest(replace(line, style=replace(line.style, level=columns)) for line in copied))


def _as_body(copied: list[Line]) -> list[Line]:
    """Lines of the fields as paragraphs, those of the lead figure as a figure."""
    body: list[Line] = []
    for line in copied:
        if line.style.kind is Kind.LEAD_PICTURE:
            body.append(figure_lines(Figure(line.photo_id, line.alt))[0])
        elif line.style.kind is Kind.LEAD_CAPTION:
            body.append(figure_lines(Figure("", "", line.runs))[1])
        else:
            body.append(Line(PARAGRAPH, line.runs) if line.style.kind in FIELDS else line)
    return body


def one_line(text: str, kind: Kind) -> str:
    """Text for a field: line ends become spaces, between names of a byline commas."""
    return LINE_BREAKS.sub(", " if kind is Kind.BYLINE else " ", text.strip("\r\n\u2028\u2029"))


def paste_line(cursor: QTextCursor, text: str) -> None:
    """Put plain text into a field or a caption at the cursor."""
    tracking.write_runs(cursor, text_runs(one_line(text, kind_of(cursor.block()))))


def paste_foreign(cursor: QTextCursor, new: list[Line]) -> None:
    """As ``paste``, for what comes from outside the page: its notes go below the story, under labels that are free."""
    page = cursor.document()
    guard.prepare_for_text(cursor)
    kind = kind_of(cursor.block())
    words = [line for line in new if line.style.kind is not Kind.NOTE]
    if kind not in FLOW and not (kind in MARKED and [line.style for line in words] == [PARAGRAPH]):
        paste(cursor, new)
        return
    text, below = notes.renamed(page, comments.without_known(page, new))
    if text:
        paste(cursor, text)
    if below:
        replace_blocks(page, page.blockCount(), page.blockCount(), tracking.lines_put_in(page, below))


def paste(cursor: QTextCursor, new: list[Line]) -> None:
    """Put lines at the cursor: words join the text there, more splits it, fields and captions take the words only."""
    edit = QTextCursor(cursor)
    edit.beginEditBlock()
    guard.prepare_for_text(cursor)
    new = tracking.lines_put_in(cursor.document(), comments.without_known(cursor.document(), new))
    style = style_of(cursor.block())
    if len(new) == 1 and new[0].style == PARAGRAPH and style.kind in MARKED:
        tracking.write_runs(cursor, new[0].runs)
    elif style.kind not in FLOW:
        paste_line(cursor, "\n".join(plain(line.runs) for line in new))
    elif new:
        _paste_lines(cursor, new)
    edit.endEditBlock()


def _paste_lines(cursor: QTextCursor, new: list[Line]) -> None:
    page, block = cursor.document(), cursor.block()
    number, style, at = block.blockNumber(), style_of(block), cursor.position() - block.position()
    left = runs_of(block, 0, at)
    stays, right, after = parting.parted(block, at)
    if left:
        joins = new[0].style == PARAGRAPH
        new = [Line(style, left + new[0].runs + stays), *new[1:]] if joins else [Line(style, left + stays), *new]
    last = number + len(new) - 1
    if right and new[-1].style == PARAGRAPH and parting.may_become(block, at, PARAGRAPH):
        new = [*new[:-1], Line(PARAGRAPH, new[-1].runs + right)]
    elif right or (new[-1].style.kind not in FLOW and not block.next().isValid()):
        new.append(Line(replace(style, first=style.first and not left) if right else PARAGRAPH, right))
        after = 0
    if style.grouped:
        new = [grouped(line) if line.style.kind in BOXABLE else line for line in new]
    replace_blocks(page, number, number + 1, new)
    cursor.setPosition(end_of(page.findBlockByNumber(last)) - after)
