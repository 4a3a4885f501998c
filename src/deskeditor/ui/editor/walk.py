"""Blocks of the page back into lines and a document, character for character."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextDocument

from deskeditor.core.document import Document, Runs, normal_runs
from deskeditor.ui.editor.convert import HARD_BREAK, body_start
from deskeditor.ui.editor.lines import OBJECTS, Kind, Line
from deskeditor.ui.editor.look import (
    ALT,
    LABEL,
    OBJECT,
    PHOTO,
    RAW,
    REFERENCE,
    TITLE,
    URL,
    end_of,
    pattern_of,
    style_of,
)
from deskeditor.ui.editor.nesting import nest


def to_document(page: QTextDocument) -> Document:
    """The body of the page."""
    return nest(lines(page, body_start(page), page.blockCount()))


def lines(page: QTextDocument, start: int, end: int) -> Iterator[Line]:
    """The lines of the blocks ``start`` to ``end`` (not included)."""
    block = page.findBlockByNumber(start)
    for _ in range(start, end):
        yield line_of(block)
        block = block.next()


def line_of(block: QTextBlock) -> Line:
    """The block as a line."""
    style = style_of(block)
    if style.kind not in OBJECTS:
        return Line(style, runs_of(block), label=_label_of(block, style.kind))
    for run in block.textFormats():
        if run.format.objectType() == OBJECT:
            held = run.format
            return Line(
                style,
                photo_id=held.stringProperty(PHOTO),
                alt=held.stringProperty(ALT),
                raw=held.stringProperty(RAW),
                url=held.stringProperty(URL),
                title=held.stringProperty(TITLE),
            )
    return Line(style)


def _label_of(block: QTextBlock, kind: Kind) -> str:
    return block.blockFormat().stringProperty(LABEL) if kind is Kind.NOTE else ""


def runs_of(block: QTextBlock, start: int = 0, end: int | None = None) -> Runs:
    """The text of a block with its marks and links, or a part of it; positions count UTF-16 units."""
    text = block.text()
    last = block.length() - 1 if end is None else end
    narrow = len(text) == block.length() - 1
    wide = b"" if narrow else text.encode("utf-16-le")
    runs = []
    for run in block.textFormats():
        a, b = max(run.start, start), min(run.start + run.length, last)
        if a >= b or run.format.objectType() == OBJECT:
            continue
        pattern = pattern_of(run.format)
        if run.format.objectType() == REFERENCE:
            runs += [pattern] * (b - a)
            continue
        part = text[a:b] if narrow else wide[2 * a : 2 * b].decode("utf-16-le", "replace")
        runs.append(pattern.saying(part.replace(HARD_BREAK, "\n")))
    return normal_runs(runs)


def text_of(block: QTextBlock) -> str:
    """The plain text of a field or a caption."""
    return block.text().replace(HARD_BREAK, "\n")


def unit_offset(text: str, place: int) -> int:
    """A place of a text as the page counts it: in UTF-16 units."""
    return place if text.isascii() else len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def place_of(text: str, offset: int) -> int:
    """The place in a text that is so many UTF-16 units from its beginning."""
    if text.isascii():
        return offset
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * offset].decode("utf-16-le", "surrogatepass"))


def lines_between(page: QTextDocument, start: int, end: int) -> Iterator[Line]:
    """What stands between two positions, the first and last line cut there."""
    block = page.findBlock(start)
    while block.isValid() and block.position() <= end:
        style = style_of(block)
        if style.kind in OBJECTS:
            if start <= block.position() < end:
                yield line_of(block)
        else:
            first, last = max(0, start - block.position()), min(end, end_of(block)) - block.position()
            yield Line(style, runs_of(block, first, last), label=_label_of(block, style.kind))
        block = block.next()
