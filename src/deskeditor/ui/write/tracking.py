"""Tracked changes of the open story: switched on and off, counted in the status line, accepted and rejected."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from deskeditor.core.document import Edit
from deskeditor.ui import wording
from deskeditor.ui.editor.changes import Pending, Stretch, gather
from deskeditor.ui.finder import Entry, Finder
from deskeditor.ui.services import Services

if TYPE_CHECKING:
    from deskeditor.ui.write.page_column import PageColumn

ABOUT = "changes"
"""What the messages are about."""
SLICE = 0.003
"""Seconds."""


class StoryTracking(QObject):
    """Binds the actions; whether a story's changes are tracked is kept on the desk."""

    def __init__(self, services: Services, column: PageColumn) -> None:
        super().__init__(column)
        self._services = services
        self._column = column
        self._changes = column.editor.changes
        services.actions.connect_all(
            {
                "change.track": self.toggle,
                "change.next": partial(self._step, 1),
                "change.previous": partial(self._step, -1),
                "change.accept": partial(self._resolve, Edit.INSERTED),
                "change.reject": partial(self._resolve, Edit.DELETED),
                "change.accept_all": partial(self._resolve_all, Edit.INSERTED),
                "change.reject_all": partial(self._resolve_all, Edit.DELETED),
            }
        )
        self._walk: Iterator[None] = iter(())
        self._found: list[list[Stretch]] = []
        self._revision = -1
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._go_on)
        column.story.opened.connect(self.show)
        column.editor.counts.changed.connect(self.show)

    def toggle(self) -> None:
        """Track what is written in the story from now on, or no more."""
        on, key = not self._changes.is_tracked, self._column.story.id
        self._changes.is_tracked = on
        self._services.jobs.mutate(self, lambda desk: desk.tracking.turn(key, on=on))
        self.show()

    def show(self) -> None:
        """Say in the status line whether changes are tracked, and how many are pending."""
        self._services.actions["change.track"].setChecked(self._changes.is_tracked)
        self._revision = -1
        self._slices.start()
        self._go_on()

    def _go_on(self) -> None:
        """Count the changes, of however many there are only some before the window has its turn."""
        page, until = self._column.editor.page, time.perf_counter() + SLICE
        if page is not None and page.revision() != self._revision:
            self._found, self._revision = [], page.revision()
            self._walk = gather(page, self._found)
        for _ in self._walk if page is not None else ():
            if time.perf_counter() > until:
                return
        self._slices.stop()
        self._say(len(self._found) if page is not None else 0)

    def _say(self, count: int) -> None:
        on = self._changes.is_tracked
        said = [self.tr("Tracking changes")] if on else []
        if on and self._column.written_on is not self._column.editor:
            said = [self.tr("Changes in the Markdown are not tracked")]
        if count:
            said.append(self.tr("{changes} pending").format(changes=wording.changes(count)))
        self._column.status.tracking.setText("  ·  ".join(said))

    def offer(self, finder: Finder) -> None:
        """Let a change be found by its words, and go there."""
        found = self._changes.pending()
        if not found:
            self._tell_none()
            return
        finder.open(self.tr("Find a change by its words"), list(map(self._entry, found)))

    def _entry(self, change: Pending) -> Entry:
        deleted, put_in = (self._changes.words(change, edit) for edit in (Edit.DELETED, Edit.INSERTED))
        said = " → ".join(filter(None, (deleted, put_in)))
        if not put_in:
            said = self.tr("Deleted: {words}").format(words=deleted)
        elif not deleted:
            said = self.tr("Put in: {words}").format(words=put_in)
        when = wording.moment(datetime.fromisoformat(change.change.at)) if change.change.at else ""
        beside = " · ".join(filter(None, (change.change.by, when)))
        return Entry(said, beside, partial(self._changes.go_to, change))

    def _step(self, step: int) -> None:
        self._column.editor.setFocus()
        if not self._changes.step(step):
            self._tell_none()

    def _resolve(self, kept: Edit) -> None:
        if self._changes.resolve_here(kept):
            return
        if self._changes.pending():
            self._tell(self.tr("Put the caret into a change, or select what is to be decided on."))
        else:
            self._tell_none()

    def _resolve_all(self, kept: Edit) -> None:
        count = self._changes.resolve_all(kept)
        if not count:
            self._tell_none()
            return
        said = self.tr("Accepted {changes}.") if kept is Edit.INSERTED else self.tr("Rejected {changes}.")
        self._tell(" ".join((said.format(changes=wording.changes(count)), self.tr("Undo takes it back."))))

    def _tell_none(self) -> None:
        self._tell(self.tr("No change is pending in this story."))

    def _tell(self, sentence: str) -> None:
        self._services.strip.tell(sentence, about=ABOUT)
