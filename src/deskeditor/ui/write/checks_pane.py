"""The Checks pane: what stands between the story and its publication, found while it is written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from deskeditor.core.finding import Finding, Severity
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE, tones
from deskeditor.ui.wording import findings as count_findings
from deskeditor.ui.write.open_story import OpenStory

CHECK_AFTER = 600
"""Milliseconds from the first change that is not checked."""
FINDING = Qt.ItemDataRole.UserRole


class ChecksPane(QWidget):
    """A line a finding; Enter or a click goes to its place, F7 to the next."""

    wanted = Signal(str, str)
    """The place of a finding, to go to, and the check that found it."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self._turn = 0
        self._go_next = False
        self._head = QLabel()
        self._head.setProperty("rest", True)
        self._head.setWordWrap(True)
        self._head.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 2 * SPACE)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Findings"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        self._clock = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._clock.timeout.connect(self._check)
        story.opened.connect(self._on_opened)
        story.updated.connect(lambda: None if self._clock.isActive() else self._clock.start())
        self._check()

    def next(self) -> None:
        """Go to the next finding; back to the first after the last."""
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + 1) % count)
            self._go(self.list.currentItem())
        else:
            self._go_next = self._story.story is not None

    def _on_opened(self) -> None:
        self.list.clear()  # what was found in the story before is not to be gone to in this one
        self._check()

    def _check(self) -> None:
        self._turn += 1
        turn = self._turn
        if self._story.id:
            self._story.ask(self, lambda desk, key: desk.checking.check([key]), lambda found: self._show(turn, found))
        else:
            self._show(turn, [])

    def _show(self, turn: int, found: list[Finding]) -> None:
        if turn != self._turn:
            return
        row, current = self.list.currentRow(), self.list.currentItem()
        before = current.data(FINDING) if current else None
        self.list.clear()
        for finding in found:
            word = self.tr("Blocks publication") if finding.severity is Severity.ERROR else self.tr("Warning")
            item = QListWidgetItem(f"{word} · {place_word(finding.place)}\n{finding.message}")
            item.setData(FINDING, finding)
            colour = tones().error if finding.severity is Severity.ERROR else tones().text
            item.setForeground(QColor(colour))
            self.list.addItem(item)
        # Where the finding has been mended, the next one is that which has moved to its place.
        self.list.setCurrentRow(found.index(before) if before in found else row - 1)
        self._head.setText(self._summary(found))
        go, self._go_next = self._go_next and bool(found), False
        if go:
            self.next()

    def _summary(self, found: list[Finding]) -> str:
        if not self._story.id:
            return ""
        if not found:
            return self.tr("Nothing found: this story can go out.")
        blocking = sum(finding.severity is Severity.ERROR for finding in found)
        said = count_findings(len(found))
        one, many = self.tr("{said}, 1 of them blocks publication"), self.tr("{said}, {n} of them block publication")
        return (one if blocking == 1 else many).format(said=said, n=blocking) if blocking else said

    def _go(self, item: QListWidgetItem) -> None:
        finding = item.data(FINDING)
        if isinstance(finding, Finding):
            self.wanted.emit(finding.place, finding.check)


def place_word(place: str) -> str:
    """The place of a finding in the user's language."""
    words = {
        "headline": QCoreApplication.translate("Places", "Headline"),
        "kicker": QCoreApplication.translate("Places", "Kicker"),
        "standfirst": QCoreApplication.translate("Places", "Standfirst"),
        "byline": QCoreApplication.translate("Places", "Byline"),
        "dateline": QCoreApplication.translate("Places", "Dateline"),
        "lead": QCoreApplication.translate("Places", "Lead photo"),
        "body": QCoreApplication.translate("Places", "Body"),
        "status": QCoreApplication.translate("Places", "Status"),
        "language": QCoreApplication.translate("Places", "Language"),
        "embargo": QCoreApplication.translate("Places", "Embargo"),
    }
    if place.startswith("body: paragraph "):
        return QCoreApplication.translate("Places", "Paragraph {n}").format(n=place.rpartition(" ")[2])
    if place.startswith("photo "):
        return QCoreApplication.translate("Places", "Photo {name}").format(name=place.removeprefix("photo "))
    return words.get(place, place)
