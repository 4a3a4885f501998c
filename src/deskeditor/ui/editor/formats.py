"""The format commands of the story: what a menu, a toolbar or a palette calls. Each is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QTextEdit

from deskeditor.core.document import Mark
from deskeditor.ui.editor import commands
from deskeditor.ui.editor.lines import PARAGRAPH, Kind, Style


class FormatEdit(QTextEdit):
    """An editor of a page (``page.Page``) whose text takes formats."""

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

    def insert_rule(self) -> None:
        """A thematic break below the cursor's paragraph."""
        self._command(commands.insert_rule)

    def set_link(self, href: str) -> None:
        """Let the selection, or the link or word at the cursor, lead to the address. Raises DeskError for a bad one."""
        self._command(commands.set_link, href)

    def remove_link(self) -> None:
        """Take the link at the cursor or in the selection away; its words stay."""
        self._command(commands.set_link, "")

    def link_at_cursor(self) -> str:
        """The address of the link at the cursor; empty where there is none."""
        return commands.link_span(self.textCursor())[2]

    def move_block(self, step: int) -> None:
        """Move the cursor's block up (-1) or down (1); a figure goes with its caption."""
        self._command(commands.move_block, step)

    def _command(self, command: Callable[..., object], *arguments: Any) -> None:
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        command(cursor, *arguments)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
