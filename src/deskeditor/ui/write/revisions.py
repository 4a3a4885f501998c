"""The versions of a story as a list: when and by whom, words more or fewer, what for; names are typed in place."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskeditor.core.article import RevisionRow
from deskeditor.ui.paged import Index
from deskeditor.ui.rows import draw_words, paint_ground
from deskeditor.ui.theme import SPACE, small, tones
from deskeditor.ui.wording import moment, words

REVISION = Qt.ItemDataRole.UserRole
"""The role under which an item is its ``RevisionRow``."""
GROWTH = Qt.ItemDataRole.UserRole + 1
"""Its words, more or fewer than in the one before."""
DAMAGED = Qt.ItemDataRole.UserRole + 2
"""The sentence that says that it is not what was kept; empty for most."""
LONGEST_NAME = 200


def growth(revision: RevisionRow, before: RevisionRow | None) -> str:
    """How many words more or fewer than in the one before; their number where that is not known or the same."""
    if revision.words is None:
        return ""
    if before is None or before.words is None or before.words == revision.words:
        return words(revision.words)
    return f"{revision.words - before.words:+}".replace("-", "\N{MINUS SIGN}")


def reason_word(reason: str) -> str:
    """Why a revision was kept, in the user's language."""
    said = {
        "import": QCoreApplication.translate("Revisions", "Imported"),
        "status": QCoreApplication.translate("Revisions", "Status changed"),
        "export": QCoreApplication.translate("Revisions", "Exported"),
        "restore": QCoreApplication.translate("Revisions", "Brought back"),
        "replace": QCoreApplication.translate("Revisions", "Replaced throughout"),
        "before": QCoreApplication.translate("Revisions", "Before that"),
        "crash": QCoreApplication.translate("Revisions", "Saved when the program was ended"),
        "pause": QCoreApplication.translate("Revisions", "Pause in writing"),
    }
    return said.get(reason, reason)


def relative(made: datetime, now: datetime | None = None) -> str:
    """How long ago, as short as it can be told: minutes within the hour, the hour today, then the day."""
    passed = (now or datetime.now().astimezone()) - made
    if timedelta(0) <= passed < timedelta(minutes=1):
        return QCoreApplication.translate("Revisions", "just now")
    if timedelta(0) <= passed < timedelta(hours=1):
        return QCoreApplication.translate("Revisions", "{n} min ago").format(n=int(passed.total_seconds() // 60))
    local = made.astimezone()
    day = moment(made, now)
    hour = local.strftime("%H:%M")
    return day if day == hour else f"{day}, {hour}"


def title_of(revision: RevisionRow) -> str:
    """The version in a line: its name or reason, when, and by whom."""
    return " · ".join((revision.name or reason_word(revision.reason), relative(revision.made), revision.by))


def row_height(font: QFont) -> int:
    """Pixels of a row."""
    return QFontMetrics(font).height() + QFontMetrics(small(font)).height() + 5 * SPACE


class RevisionDelegate(QStyledItemDelegate):
    """Two lines: the name or the reason, and the words; when and by whom. A named one stands bold behind a mark."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40 * SPACE, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        revision, now = index.data(REVISION), tones()
        if not isinstance(revision, RevisionRow):
            return
        painter.save()
        paint_ground(painter, option)
        rect = QRect(option.rect).adjusted(4 * SPACE, 2 * SPACE, -3 * SPACE, -2 * SPACE)
        font, below = QFont(option.font), small(option.font)
        right = str(index.data(GROWTH))
        room = QFontMetrics(below).horizontalAdvance(right) + 2 * SPACE
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        left, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if revision.name:
            font.setWeight(QFont.Weight.DemiBold)
        title = f"★ {revision.name}" if revision.name else reason_word(revision.reason)
        draw_words(painter, rect.adjusted(0, 0, -room, 0), top | left, title, font, now.text)
        draw_words(painter, rect, top | end, right, below, now.rest)
        if index.data(DAMAGED):
            said = f"⚠ {QCoreApplication.translate('Revisions', 'Changed on the disk: it cannot be brought back')}"
            draw_words(painter, rect, bottom | left, said, below, now.error)
        else:
            said = f"{relative(revision.made)}  ·  {revision.by}"
            draw_words(painter, rect, bottom | left, said, below, now.rest)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A field for the name."""
        field = QLineEdit(parent)
        field.setMaxLength(LONGEST_NAME)
        field.setPlaceholderText(QCoreApplication.translate("Revisions", "Name of the version"))
        field.setAccessibleName(QCoreApplication.translate("Revisions", "Name of the version"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        revision = index.data(REVISION)
        if isinstance(editor, QLineEdit) and isinstance(revision, RevisionRow):
            editor.setText(revision.name)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(QRect(option.rect).adjusted(2 * SPACE, SPACE, -2 * SPACE, -SPACE))
