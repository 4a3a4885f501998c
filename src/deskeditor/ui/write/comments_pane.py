"""The Comments pane: the note for the desk, what is said of the text, and a field to say more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QListWidgetItem, QVBoxLayout, QWidget

from deskeditor.core.comment import Reply
from deskeditor.ui.editor.comments import Anchor
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.keeping import Said
from deskeditor.ui.parts import ElidedLabel, action_button, hairline, push_button
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.comment_list import ROW, CommentList
from deskeditor.ui.write.comment_rows import Row, is_resolved, rows
from deskeditor.ui.write.open_story import OpenStory

if TYPE_CHECKING:
    from deskeditor.core.article import Article
    from deskeditor.core.changes import Done
    from deskeditor.desk import Desk

LOOK_AFTER = 250
"""Milliseconds from the first change of the text after which its marks are looked for again."""


class CommentsPane(QWidget):
    """The field writes in the thread of the current row; what is written there is kept with each key, sent or not."""

    left = Signal()
    """Escape: back to the text."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self._comments = story.comments
        self._editor: StoryEditor = story.editor
        self._thread = ""
        self._number = 0
        self.note = GrowingField(self.tr("Note for the desk"))
        self.note.setToolTip(self.tr("Seen by everybody on this desk, and never exported."))
        self.list = CommentList()
        self.field = GrowingField(self.tr("Comment"))
        self._about = ElidedLabel()
        self._about.setProperty("rest", True)
        self._send = push_button(self.tr("Send"))
        self._send.setToolTip(self.tr("Send (Ctrl+Enter)"))
        self._resolve = push_button(self.tr("Resolve"))
        self._old = push_button("")
        self._old.setCheckable(True)
        self._empty = QLabel(self.tr("Select words on the page and comment on them. Comments are never exported."))
        self._empty.setProperty("rest", True)
        self._empty.setWordWrap(True)
        self._begin = action_button(services.actions["comment.add"])
        self._lay_out()
        self._clock = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._clock.timeout.connect(self.refresh)
        self._connect()
        self._on_opened()

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Note for the desk"))
        title.setProperty("rest", True)
        title.setBuddy(self.note)
        head = QVBoxLayout()
        head.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        head.setSpacing(SPACE)
        head.addWidget(title)
        head.addWidget(self.note)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 3 * SPACE)
        foot.setSpacing(2 * SPACE)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        for button in (self._send, self._resolve):
            buttons.addWidget(button)
        buttons.addStretch(1)
        foot.addWidget(self._about)
        foot.addWidget(self.field)
        foot.addLayout(buttons)
        self._nothing = QWidget()
        nothing = QVBoxLayout(self._nothing)
        nothing.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        nothing.setSpacing(3 * SPACE)
        nothing.addWidget(self._empty)
        nothing.addWidget(self._begin)
        nothing.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._nothing, 1)
        column.addWidget(self.list, 1)
        self._old_row = QWidget()
        old = QHBoxLayout(self._old_row)
        old.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        old.addWidget(self._old)
        old.addStretch(1)
        column.addWidget(self._old_row)
        column.addWidget(hairline())
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.note.installEventFilter(self)
        self.list.installEventFilter(self)
        actions = self._services.actions
        self.list.addActions([actions[f"comment.{name}"] for name in ("reply", "edit", "resolve", "delete")])
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.note.committed.connect(self._note)
        self.note.finished.connect(self.left)
        self.field.committed.connect(self._keep)
        self.field.finished.connect(lambda: self._comments.send(self._thread))
        self._send.clicked.connect(self._on_send)
        self._resolve.clicked.connect(self.resolve)
        self._old.toggled.connect(lambda _on: self.refresh())
        self.list.currentItemChanged.connect(lambda *_items: self._on_row())
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self._story.opened.connect(self._on_opened)
        self._story.updated.connect(self._on_updated)
        self._story.collecting.connect(self.note.commit)
        self._story.collecting.connect(self.field.commit)
        self._comments.changed.connect(self.refresh)
        self._comments.sent.connect(self._on_sent)
        self._editor.textChanged.connect(self._on_text)
        self._editor.moved.connect(self._on_caret)

    # What is shown

    def refresh(self) -> None:
        """Show the comments of the story as it stands on the page."""
        self._clock.stop()
        anchors, threads = self._anchors(), self._comments.threads
        self.list.show_rows(rows(anchors, threads, resolved=self._old.isChecked(), writing=self._thread))
        old = sum(map(is_resolved, threads.values()))
        shown = self._old.isChecked()
        self._old.setText((self.tr("Hide resolved ({n})") if shown else self.tr("Show resolved ({n})")).format(n=old))
        self._old_row.setVisible(bool(old))
        any_shown = self.list.count() > 0
        self.list.setVisible(any_shown or bool(old))
        self._nothing.setVisible(not any_shown and not old)
        self._on_row()

    def choose(self, thread: str) -> None:
        """Show that thread, and write in it."""
        self.refresh()
        self.list.choose(thread)
        self._on_row()
        self.field.setFocus()

    def _anchors(self) -> list[Anchor]:
        return self._editor.comments.anchors() if self._story.id else []

    def _on_row(self) -> None:
        row = self.list.chosen
        thread = row.thread if row is not None else ""
        if thread != self._thread:
            self.field.release()
            self._comments.leave(self._thread)
            self._thread = thread
            reply = self._comments.draft(thread)
            self._number = reply.number
            self.field.take(reply.text)
            self._clock.start()  # what is left unsent is seen among the others
        self._foot.setVisible(bool(thread))
        if row is not None:
            self._say(row)

    def _say(self, row: Row) -> None:
        kept = self._comments.threads.get(row.thread)
        said = bool(kept and kept.comments)
        words = " ".join(row.about.split())
        if self._number:
            self._about.setText(self.tr("Your comment on “{words}”").format(words=words))
        elif said:
            self._about.setText(self.tr("Answer on “{words}”").format(words=words))
        else:
            self._about.setText(self.tr("Comment on “{words}”").format(words=words))
        resolved = kept is not None and kept.resolved is not None
        self._resolve.setText(self.tr("Open again") if resolved else self.tr("Resolve"))
        self._resolve.setEnabled(said and not self._services.jobs.read_only)
        self._send.setEnabled(not self._services.jobs.read_only)
        self.field.setReadOnly(self._services.jobs.read_only)

    # What is typed

    def _note(self, text: str) -> None:
        article_id = self._story.id
        if article_id:
            said = Said(
                _note_of(article_id), self.tr("Note for the desk"), text, partial(_write_note, article_id, text)
            )
            self._services.keeping.say(said)

    def _keep(self, text: str) -> None:
        if not self._thread:
            return
        row = self.list.chosen
        about = row.about if row is not None and row.thread == self._thread else ""
        if not text:
            self._number = 0
        said = self._comments.said(self._thread, self._number)
        as_it_was = said is not None and said.text == text
        self._comments.keep(self._thread, Reply("" if as_it_was else text, self._number, about))

    def _on_send(self) -> None:
        self.field.commit()
        self._comments.send(self._thread)
        self.field.setFocus()

    def _on_sent(self, thread: str, text: str) -> None:
        if thread == self._thread and self.field.toPlainText() == text:
            self._number = 0
            self.field.release()
            self.field.take("")

    # What is done

    def edit(self) -> None:
        """Change the current comment, where it is one's own; else the last that one has said in its thread."""
        row = self.list.chosen
        thread = self._comments.threads.get(row.thread) if row is not None else None
        own = [said for said in thread.comments if said.by == self._comments.user] if thread is not None else []
        if row is None or not own:
            self._services.strip.tell(self.tr("There is no comment of yours here. Answer this one instead."))
            return
        said = next((said for said in own if said.number == row.number), own[-1])
        self.field.commit()
        if not self.field.toPlainText().strip():
            self._number = said.number
            self.field.setPlainText(said.text)
            self.field.selectAll()
            self._say(row)
        self.field.setFocus()

    def resolve(self) -> None:
        """Resolve the current thread, or open it again."""
        thread = self._comments.threads.get(self._thread)
        if thread is None or not thread.comments:
            return
        if thread.resolved is not None:
            self._comments.reopen(thread.id)
        else:
            self._comments.resolve(thread.id)

    def delete(self) -> None:
        """Delete the current comment; with the first its thread."""
        row = self.list.chosen
        if row is not None and not self._services.jobs.read_only:
            self._comments.delete(row.thread, 0 if row.head else row.number)

    def _go(self, item: QListWidgetItem) -> None:
        row = item.data(ROW)
        if isinstance(row, Row) and self._editor.comments.go_to(row.thread):
            self._editor.setFocus()

    # What has changed

    def _on_opened(self) -> None:
        story = self._story.story
        self._thread, self._number = "", 0
        self.note.release()
        self.field.release()
        self.setEnabled(story is not None)
        self.note.setReadOnly(self._services.jobs.read_only)
        self.note.take(self._noted())
        self.field.take("")
        self.list.clear()
        self.refresh()

    def _on_updated(self) -> None:
        self.note.take(self._noted())

    def _noted(self) -> str:
        """The note of the story, with what the desk does not have yet."""
        about = _note_of(self._story.id)
        unsaved = [said.text for said in self._services.keeping.unsaved if said.about == about]
        story = self._story.story
        return unsaved[0] if unsaved else story.article.note if story is not None else ""

    def _on_text(self) -> None:
        if self.isVisible() and not self._clock.isActive():
            self._clock.start()

    def showEvent(self, event: QShowEvent) -> None:
        """While it is not seen, the pane does not follow the text."""
        super().showEvent(event)
        self.refresh()

    def _on_caret(self) -> None:
        if not self.isVisible() or not self._editor.hasFocus():
            return
        thread = self._editor.comments.at_caret
        if thread and thread != self._thread:
            self.list.choose(thread)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape goes back to the text, Delete deletes the current comment."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Delete:
                self.delete()
                return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut and not self.field.toPlainText():
            QTimer.singleShot(0, self, lambda thread=self._thread: self._leave(thread))
        return super().eventFilter(watched, event)

    def _leave(self, thread: str) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._comments.leave(thread)


def _note_of(article_id: str) -> str:
    return f"note {article_id}"


def _write_note(article_id: str, text: str, desk: Desk) -> Done[Article]:
    return desk.articles.edit(article_id, note=text)
