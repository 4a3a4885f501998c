"""What the actions for comments do: begin one on the page, go from one to the next, and act on the current one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskeditor.ui.services import Services
from deskeditor.ui.write.comments_pane import CommentsPane

if TYPE_CHECKING:
    from deskeditor.ui.write.page_column import PageColumn


class Commenting(QObject):
    """``show_pane`` brings a pane of the inspector to the front and hands it back."""

    def __init__(self, services: Services, column: PageColumn, show_pane: Callable[[str], QWidget]) -> None:
        super().__init__(column)
        self._services = services
        self._column = column
        self._show_pane = show_pane
        services.actions.connect_all(
            {
                "comment.add": self.add,
                "comment.next": partial(self.step, 1),
                "comment.previous": partial(self.step, -1),
                "comment.reply": lambda: self._pane.field.setFocus(),
                "comment.edit": lambda: self._pane.edit(),
                "comment.resolve": lambda: self._pane.resolve(),
                "comment.delete": lambda: self._pane.delete(),
                "story.note": lambda: self._pane.note.setFocus(),
            }
        )

    @property
    def _pane(self) -> CommentsPane:
        pane = self._show_pane("comments")
        assert isinstance(pane, CommentsPane)
        at_caret = self._column.editor.comments.at_caret
        if pane.list.chosen is None and at_caret:
            pane.list.choose(at_caret)
        return pane

    def add(self) -> None:
        """Comment on the selection or the word at the caret; on words that have a comment, answer it."""
        column = self._column
        thread = column.editor.comments.begin()
        if not thread:
            self._services.strip.tell(self.tr("Select the words to comment on, or put the caret into one."))
            return
        if thread not in column.story.comments.threads:
            column.story.comments.begun.add(thread)
        self._pane.choose(thread)

    def step(self, step: int) -> None:
        """Go to the next comment of the text that is open, or the one before; round at the ends."""
        comments, caret = self._column.editor.comments, self._column.editor.textCursor().position()
        starts = {anchor.start: anchor.thread for anchor in comments.anchors() if anchor.thread not in comments.quiet}
        beyond = [start for start in starts if (start > caret if step > 0 else start < caret)]
        if not starts:
            self._services.strip.tell(self.tr("No comment in the text is open."))
            return
        pane = self._pane
        goal = (min if step > 0 else max)(beyond or starts)
        self._column.editor.setFocus()
        comments.go_to(starts[goal])
        pane.list.choose(starts[goal])
