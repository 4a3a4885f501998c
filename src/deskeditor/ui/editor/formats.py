"""The format commands of the story: what a menu, a toolbar or a palette calls. Each is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextEdit, QWidget

from deskeditor.core.document import Mark
from deskeditor.ui.editor import boxes, breaks, commands, insertions, moves, notes
from deskeditor.ui.editor.departed import Departed
from deskeditor.ui.editor.lines import PARAGRAPH, Kind, Line, Style

T = TypeVar("T")


class FormatEdit(QTextEdit):
    """An editor of a page (``page.Page``) whose text takes formats."""

    link_opened = Signal(str)
    """A link is followed: its address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.departed = Departed(self)

    def state(self) -> commands.FormatState:
        """The formats at the cursor, for the buttons of a toolbar."""
        return commands.state(self.textCursor())

    def toggle_bold(self) -> None:
        """Bold on or off."""
        self._command(commands.toggle_mark, Mark.BOLD)

    def toggle_italic(self) -> None:
        """Italic on or off."""
        self._command(commands.toggle_mark, Mark.ITALIC)

    def toggle_strike(self) -> None:
        """Struck through or not."""
        self._command(commands.toggle_mark, Mark.STRIKE)

    def toggle_code(self) -> None:
        """Set as code or not."""
        self._command(commands.toggle_mark, Mark.CODE)

    def toggle_superscript(self) -> None:
        """Raised or not."""
        self._command(commands.toggle_mark, Mark.SUPERSCRIPT)

    def toggle_subscript(self) -> None:
        """Lowered or not."""
        self._command(commands.toggle_mark, Mark.SUBSCRIPT)

    def set_paragraph(self) -> None:
        """Plain paragraphs."""
        self._command(commands.set_blocks, PARAGRAPH)

    def set_heading(self, level: int) -> None:
        """A heading of level 1 to 3, or a paragraph where it is one already."""
        self._command(commands.toggle_blocks, Style(Kind.HEADING, max(1, min(3, level))))

    def toggle_bullets(self) -> None:
        """A bulleted list on or off."""
        self._command(commands.toggle_blocks, Style(Kind.LIST, 1))

    def toggle_numbers(self) -> None:
        """A numbered list on or off."""
        self._command(commands.toggle_blocks, Style(Kind.LIST, 1, ordered=True))

    def toggle_quote(self) -> None:
        """A block quote on or off."""
        self._command(commands.toggle_blocks, Style(Kind.QUOTE))

    def toggle_pull_quote(self) -> None:
        """A pull quote on or off."""
        self._command(commands.toggle_blocks, Style(Kind.PULL_QUOTE))

    def toggle_box(self) -> None:
        """A fact box of the selected paragraphs, or the one that the cursor is in dissolved."""
        self._command(commands.toggle_box)

    def toggle_gallery(self) -> bool:
        """A gallery of the selected figures, or of the cursor's and its neighbour; or the one it is in dissolved.

        False where there is nothing to join.
        """
        return not self.isReadOnly() and self.edit(boxes.toggle_gallery)

    def insert_table(self) -> None:
        """An empty table, the cursor in its first cell."""
        self._command(insertions.insert_table)

    def change_table(self, change: Callable[..., list[Line]], *arguments: Any) -> None:
        """One of the functions of ``tables`` that change rows, columns and alignment, at the cursor's cell."""
        if not self.isReadOnly():
            self.erase(change, *arguments)

    def insert_note(self) -> None:
        """A reference to a new note, the cursor in the note."""
        self._command(notes.insert)

    def set_embed(self, url: str, title: str) -> None:
        """Put an embed into the story, or give the one at the cursor that address and title.

        Raises DeskError for an address that is none of the web.
        """
        self._command(insertions.set_embed, url, title)

    def embed_at_cursor(self) -> tuple[str, str]:
        """Address and title of the embed at the cursor; two empty strings where there is none."""
        return insertions.embed_at(self.textCursor())

    def open_beside(self, *, after: bool) -> None:
        """An empty paragraph below or above what the cursor is in: the way out of every container."""
        self._command(partial(breaks.open_beside, after=after))

    def insert_rule(self) -> None:
        """A thematic break below the cursor's paragraph."""
        self._command(insertions.insert_rule)

    def set_link(self, href: str, words: str = "") -> None:
        """Let the selection, or the link or word at the cursor, lead to the address. Raises DeskError for a bad one.

        Where there is nothing to lead there, the words come into the text, or the address itself.
        """
        self._command(commands.set_link, href, words)

    def remove_link(self) -> None:
        """Take the link at the cursor or in the selection away; its words stay."""
        self._command(commands.set_link, "")

    def link_at_cursor(self) -> str:
        """The address of the link at the cursor; empty where there is none."""
        return commands.link_span(self.textCursor())[2]

    def move_block(self, step: int) -> None:
        """Move what is selected, or the cursor's block, up (-1) or down (1); a figure goes with its caption."""
        self._command(moves.move_block, step)

    def edit(self, change: Callable[..., T], *arguments: Any) -> T:
        """Let a function of a cursor change the page, as one step of undo that brings the caret back as well."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        try:
            result = change(cursor, *arguments)
        finally:
            cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return result

    def erase(self, change: Callable[..., list[Line]], *arguments: Any) -> None:
        """As ``edit``, with a change that may take something away whole, which is then told of."""
        self.departed.note(self.edit(change, *arguments))

    def open_at_cursor(self) -> None:
        """Follow the link at the cursor, or go from a reference to its note."""
        cursor = self.textCursor()
        label, href = notes.reference_at(cursor), self.link_at_cursor()
        if label and notes.go_to_note(cursor, label):
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        elif href:
            self.link_opened.emit(href)

    def _command(self, command: Callable[..., object], *arguments: Any) -> None:
        if not self.isReadOnly():
            self.edit(command, *arguments)
