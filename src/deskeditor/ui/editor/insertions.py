"""What comes into the story as a block of its own: figures, embeds, tables and rules."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextCursor

from deskeditor.core.document import Embed, Figure
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import UsedPhoto
from deskeditor.ui.editor.commands import scheme_of
from deskeditor.ui.editor.convert import body_start, replace_blocks
from deskeditor.ui.editor.lines import FIELDS, Kind, Line, Style, figure_lines, text_runs
from deskeditor.ui.editor.look import end_of, kind_of
from deskeditor.ui.editor.nesting import grouped, lines_of
from deskeditor.ui.editor.tables import blank_table
from deskeditor.ui.editor.units import is_blank, is_boxed, is_in_gallery, unit_of, whole_of
from deskeditor.ui.editor.walk import line_of


def insert_lines(cursor: QTextCursor, new: list[Line]) -> int:
    """Put blocks of their own beside the cursor's block, in its place where it is blank; the number of the first.

    From a field or the lead figure they go to the top of the body.
    """
    page, block = cursor.document(), cursor.block()
    start = body_start(page)
    number = block.blockNumber()
    if number < start:
        at, end = start, start
    elif is_blank(block) and not is_boxed(block):
        at, end = number, number + 1
    else:
        first, after = whole_of(block)
        at = end = first if cursor.position() == page.findBlockByNumber(first).position() else after
    return replace_blocks(page, at, end, new)[0]


def insert_figure(cursor: QTextCursor, photo: UsedPhoto) -> None:
    """Put the photo into the body, or into the gallery that the cursor is in; the cursor goes to its caption's end."""
    figure = figure_lines(Figure(photo.photo.id, photo.alt, text_runs(photo.caption)))
    if is_in_gallery(cursor.block()):
        after = unit_of(cursor.block())[1]
        at = replace_blocks(cursor.document(), after, after, [grouped(line) for line in figure])[0]
    else:
        at = insert_lines(cursor, figure)
    cursor.setPosition(end_of(cursor.document().findBlockByNumber(at + 1)))


def embed_at(cursor: QTextCursor) -> tuple[str, str]:
    """Address and title of the embed at the cursor; two empty strings where there is none."""
    if kind_of(cursor.block()) not in (Kind.EMBED, Kind.FALLBACK):
        return "", ""
    held = line_of(cursor.document().findBlockByNumber(unit_of(cursor.block())[0]))
    return held.url, held.title


def set_embed(cursor: QTextCursor, url: str, title: str) -> None:
    """Give the embed at the cursor that address and title, or put a new one into the body.

    The cursor goes to the end of its fallback text. Raises DeskError for an address that is none of the web.
    """
    address = url.strip()
    if scheme_of(address) not in ("http", "https"):
        raise DeskError("An embed needs an address of the web", where=address, mend="begin it with https://")
    page, held = cursor.document(), Embed(address, title.strip())
    if embed_at(cursor)[0]:
        first, after = unit_of(cursor.block())
        fallback = line_of(page.findBlockByNumber(after - 1)).runs
        at = replace_blocks(page, first, after, lines_of(replace(held, fallback=fallback)))[0]
    else:
        at = insert_lines(cursor, list(lines_of(held)))
    cursor.setPosition(end_of(cursor.document().findBlockByNumber(at + 1)))


def insert_table(cursor: QTextCursor, rows: int = 3, columns: int = 3) -> None:
    """Put an empty table into the body; the cursor goes into its first cell."""
    at = insert_lines(cursor, blank_table(rows, columns))
    cursor.setPosition(cursor.document().findBlockByNumber(at).position())


def insert_rule(cursor: QTextCursor) -> None:
    """Put a rule below the cursor's block and go on after it."""
    page = cursor.document()
    cursor.beginEditBlock()
    at = insert_lines(cursor, [Line(Style(Kind.RULE))])
    if not page.findBlockByNumber(at + 1).isValid():
        replace_blocks(page, at + 1, at + 1, [Line()])
    cursor.endEditBlock()
    cursor.setPosition(page.findBlockByNumber(at + 1).position())


def set_lead(cursor: QTextCursor, photo: UsedPhoto | None) -> None:
    """Put the photo at the head of the story in the place of the one there, or take that away."""
    figure = figure_lines(Figure(photo.photo.id, photo.alt, text_runs(photo.caption)), lead=True) if photo else []
    replace_blocks(cursor.document(), len(FIELDS), body_start(cursor.document()), figure)
