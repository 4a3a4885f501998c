"""The History pane: the story as it was."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from deskeditor.core.article import RevisionRow
from deskeditor.ui.parts import push_button
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.open_story import OpenStory

REREAD_AFTER = 1_000
"""Milliseconds; a pause in writing makes a revision, not each save."""


class HistoryPane(QWidget):
    """Revisions, the newest first, and what each said; one of them can be brought back."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self._revisions: list[RevisionRow] = []
        self._hint = QLabel(self.tr("What the story was at each import, pause, change of status and export."))
        self._hint.setProperty("rest", True)
        self._hint.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Revisions"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.currentRowChanged.connect(self._on_row)
        self._back = push_button(self.tr("Bring this text back"))
        self._back.setEnabled(False)
        self._back.clicked.connect(self._bring_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._hint.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 2 * SPACE)
        foot = QVBoxLayout()
        foot.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 3 * SPACE)
        foot.addWidget(self._back)
        column.addWidget(self._hint)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._clock = QTimer(self, singleShot=True, interval=REREAD_AFTER)
        self._clock.timeout.connect(self.refresh)
        story.opened.connect(self.refresh)
        story.settled.connect(self.refresh)
        story.updated.connect(lambda: None if self._clock.isActive() else self._clock.start())
        self.refresh()

    def refresh(self) -> None:
        """Read the revisions again."""
        if self._story.id:
            self._story.ask(self, lambda desk, key: desk.history.of(key), self._show)
        else:
            self._show([])

    def _show(self, revisions: list[RevisionRow]) -> None:
        if revisions == self._revisions:
            return
        self._revisions = revisions
        self.list.clear()
        for revision, before in zip(revisions, [*revisions[1:], None], strict=True):
            when = revision.made.astimezone().strftime("%Y-%m-%d %H:%M")
            said = " · ".join(filter(None, [revision.name or reason_word(revision.reason), growth(revision, before)]))
            self.list.addItem(f"{when} · {revision.by}\n{said}")

    def _on_row(self, row: int) -> None:
        self._back.setEnabled(row >= 0 and not self._services.jobs.read_only)

    def _bring_back(self) -> None:
        self._story.bring_back(self._revisions[self.list.currentRow()].number)


def growth(revision: RevisionRow, before: RevisionRow | None) -> str:
    """The words of a revision, and how many more or fewer than in the one before; empty where they were not counted."""
    if revision.words is None:
        return ""
    words = QCoreApplication.translate("Revisions", "{count} words").format(count=revision.words)
    if before is None or before.words is None or before.words == revision.words:
        return words
    return f"{words} ({revision.words - before.words:+})".replace("-", "\N{MINUS SIGN}")


def reason_word(reason: str) -> str:
    """Why a revision was kept, in the user's language."""
    words = {
        "import": QCoreApplication.translate("Revisions", "imported"),
        "status": QCoreApplication.translate("Revisions", "status changed"),
        "export": QCoreApplication.translate("Revisions", "exported"),
        "restore": QCoreApplication.translate("Revisions", "brought back"),
        "pause": QCoreApplication.translate("Revisions", "pause in writing"),
    }
    return words.get(reason, reason)
