"""The bin: what was deleted, to be put back, or deleted for ever after it was told what goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deskeditor.core.bin import Binned, Erasure, Kind
from deskeditor.core.changes import Changes
from deskeditor.core.errors import DeskError
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.parts import push_button
from deskeditor.ui.tables import read_by_rows
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import exact, moment, photos, size, stories, tags, words

ITEM = Qt.ItemDataRole.UserRole
WHAT, NAME, SIZE, WHEN = range(4)


class BinTable(QTableWidget):
    """Enter puts the chosen rows back, Delete deletes them for ever."""

    def __init__(self, dialog: BinDialog) -> None:
        super().__init__()
        self._dialog = dialog
        titles = [self.tr("What"), self.tr("Name"), self.tr("Size"), self.tr("Deleted")]
        read_by_rows(self, self.tr("What is in the bin"), titles, wide=NAME)

    def fill(self, items: Sequence[Binned]) -> None:
        """Show these; the place in the list stays."""
        row = max(0, self.currentRow())
        self.setRowCount(len(items))
        for number, item in enumerate(items):
            when = " · ".join(filter(None, (moment(item.at), item.by)))
            texts = (kind_word(item.kind), item.name or self.tr("Untitled"), size_words(item), when)
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip(exact(item.at) if column == WHEN else text)
                cell.setData(ITEM, item)
                self.setItem(number, column, cell)
        if items:
            self.selectRow(min(row, len(items) - 1))

    def chosen(self) -> list[Binned]:
        """What the chosen rows are."""
        return [index.data(ITEM) for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dialog.put_back()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._dialog.ask_to_erase(self.chosen())
        else:
            super().keyPressEvent(event)


class BinDialog(QDialog):
    """What is refused is said in the dialog; what cannot be undone is told by number before it is done."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Bin"))
        self._jobs = jobs
        self._items: list[Binned] = []
        self._asked: list[Binned] = []
        self.table = BinTable(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        said = self.tr("Stories, photos and tags that are deleted stay here until you delete them for ever.")
        self._stack.addWidget(EmptyState(self.tr("The bin is empty"), said))
        self.back = push_button(self.tr("Put back   Enter"))
        self.back.setAccessibleName(self.tr("Put back"))
        self.back.clicked.connect(self.put_back)
        self.erase = push_button(self.tr("Delete for ever…   Del"))
        self.erase.setAccessibleName(self.tr("Delete for ever"))
        self.erase.clicked.connect(lambda: self.ask_to_erase(self.table.chosen()))
        self.empty = push_button(self.tr("Empty the bin…"))
        self.empty.clicked.connect(lambda: self.ask_to_erase(self._items))
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self._make_confirmation()
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._settle)
        jobs.changed.connect(self._on_changed)
        self.resize(170 * SPACE, 120 * SPACE)
        self._read()
        self.table.setFocus()

    def _make_confirmation(self) -> None:
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.yes = push_button(self.tr("Delete for ever"))
        self.no = push_button(self.tr("Keep"))
        self.yes.clicked.connect(self._erase)
        self.no.clicked.connect(self._keep)
        self._confirmation = QWidget()
        row = QHBoxLayout(self._confirmation)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.question, 1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self._confirmation.hide()

    def _lay_out(self) -> None:
        close = push_button(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        for button in (self.back, self.erase, self.empty, self.yes, self.no):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self.back)
        buttons.addWidget(self.erase)
        buttons.addStretch(1)
        buttons.addWidget(self.empty)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(self._stack, 1)
        column.addWidget(self.said)
        column.addWidget(self._confirmation)
        column.addLayout(buttons)
        self.said.hide()

    def put_back(self) -> None:
        """Put the chosen rows back where they were."""
        chosen = self.table.chosen()
        if chosen and not self._jobs.read_only:
            self._keep()
            said = self.tr("{what} put back.").format(what=counted(chosen))

            def tell(_none: None) -> None:
                self._tell(said)

            self._jobs.mutate(self, lambda desk: desk.bin.put_back(chosen), tell, self._refuse)

    def ask_to_erase(self, items: Sequence[Binned]) -> None:
        """Say what would be gone for ever, and ask."""
        if items and not self._jobs.read_only:
            wanted = list(items)
            self._jobs.read(self, lambda desk: desk.bin.erasing(wanted), partial(self._ask, wanted), self._refuse)

    def _ask(self, wanted: list[Binned], told: Erasure) -> None:
        self.said.hide()
        staying = self._staying(told)
        if not told.gone:
            self._tell(staying)
            return
        with_bytes = f" ({size(told.bytes)})" if told.bytes else ""
        asked = self.tr("{what}{size} will be gone for ever. This cannot be undone.")
        self.question.setText(" ".join(filter(None, (asked.format(what=counted(told.gone), size=with_bytes), staying))))
        self._asked = wanted
        self._confirmation.show()
        self.no.setFocus()

    def _staying(self, told: Erasure) -> str:
        if not told.staying:
            return ""
        return self.tr("Kept in the bin, because a story or an earlier version of one shows it: {what}.").format(
            what=counted(told.staying)
        )

    def _erase(self) -> None:
        wanted, self._asked = self._asked, []
        self._keep()

        def tell(done: Erasure) -> None:
            self._tell(self.tr("{what} deleted for ever.").format(what=counted(done.gone)))

        self._jobs.mutate_aside(self, lambda desk: desk.bin.erase(wanted), tell, self._refuse)

    def _keep(self) -> None:
        self._confirmation.hide()
        self.table.setFocus()

    def _tell(self, sentence: str) -> None:
        self.said.setProperty("tone", "")
        self._say(sentence)
        self._read()  # we asked, and so are not told of what changed

    def _refuse(self, error: DeskError) -> None:
        self.said.setProperty("tone", "error")
        self._say(error.sentence())

    def _say(self, sentence: str) -> None:
        self.said.style().polish(self.said)
        self.said.setText(sentence)
        self.said.show()

    def _read(self) -> None:
        self._jobs.read_in_turn(self, lambda desk: desk.bin.all(), self._show, self._refuse)

    def _show(self, items: list[Binned]) -> None:
        if items != self._items:
            self._items = items
            self.table.fill(items)
        self._stack.setCurrentIndex(0 if items else 1)
        self._settle()

    def _settle(self) -> None:
        writable = not self._jobs.read_only
        some = writable and bool(self.table.chosen())
        self.back.setEnabled(some)
        self.erase.setEnabled(some)
        self.empty.setEnabled(writable and bool(self._items))

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is not self and (changes.articles or changes.photos or changes.tags):
            self._read()


def kind_word(kind: Kind) -> str:
    """What it is, in the user's language."""
    said = {
        Kind.STORY: QCoreApplication.translate("Bin", "Story"),
        Kind.PHOTO: QCoreApplication.translate("Bin", "Photo"),
        Kind.TAG: QCoreApplication.translate("Bin", "Tag"),
    }
    return said[kind]


def size_words(item: Binned) -> str:
    """The words of a story, the bytes of a photo, the stories of a tag."""
    if item.kind is Kind.PHOTO:
        return size(item.size)
    return words(item.size) if item.kind is Kind.STORY else stories(item.size)


def counted(items: Sequence[Binned]) -> str:
    """``2 stories, 3 photos, 1 tag``: one that is alone by its name."""
    if len(items) == 1:
        return f"{kind_word(items[0].kind)} “{items[0].name}”"
    say = {Kind.STORY: stories, Kind.PHOTO: photos, Kind.TAG: tags}
    counts = {kind: sum(item.kind is kind for item in items) for kind in Kind}
    return ", ".join(say[kind](count) for kind, count in counts.items() if count)
