"""Meters below the page: how the headline or the standfirst fits where it will stand, while it is written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from deskeditor.core.publication import Publication
from deskeditor.ui.editor.lines import FIELDS, Kind
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import text_of
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.theme import SPACE, small, tones
from deskeditor.ui.write.slots import SLOTS, Fit, Slot, fit

MEASURE_AFTER = 100
"""Milliseconds from the first key that is not measured."""
BLOCKS = {"headline": FIELDS.index(Kind.HEADLINE), "standfirst": FIELDS.index(Kind.STANDFIRST)}
BAR = 4
BREAKS = 2
"""As many as there is room for; the tool tip has all the lines."""


class MeterBar(QWidget):
    """One meter a slot, shown only while the caret is in a field that has slots."""

    def __init__(self, jobs: Jobs, editor: StoryEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("How it fits"))
        self._jobs = jobs
        self._editor = editor
        self._field = ""
        self._publication = ""
        self.meters = [Meter() for _ in range(max(map(len, SLOTS.values())))]
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.setSpacing(6 * SPACE)
        for meter in self.meters:
            row.addWidget(meter, 1)
        self._clock = QTimer(self, singleShot=True, interval=MEASURE_AFTER)
        self._clock.timeout.connect(self._measure)
        editor.cursor_moved_to.connect(self._go_to)
        editor.edited.connect(lambda: self._clock.start() if self._field and not self._clock.isActive() else None)
        self.hide()

    def begin(self) -> None:
        """Another story is open, or none."""
        self._jobs.read(self, lambda desk: desk.publication(), self._know)
        self._measure()

    def _know(self, publication: Publication) -> None:
        self._publication = publication.name
        self._measure()

    def _go_to(self, place: str) -> None:
        self._field = place if place in SLOTS else ""
        self._measure()

    def _measure(self) -> None:
        self._clock.stop()
        field = self._field
        self.setVisible(bool(field) and self._editor.isEnabled() and not self.window().isFullScreen())
        if self.isHidden():
            return
        text = text_of(self._editor.document().findBlockByNumber(BLOCKS[field]))
        for meter, slot in zip(self.meters, SLOTS[field], strict=True):
            meter.show_fit(slot, fit(text, slot, self._editor.language))
            if field == "headline" and slot.cut and text:
                named = fit(f"{text} – {self._publication}", slot, self._editor.language)
                meter.add_name(named, slot)


class Meter(QWidget):
    """The name of a slot, how much of it is taken, and where the text breaks or is cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._taken, self._breaks = QLabel(), QLabel(), QLabel()
        self._bar = _Bar()
        for label in (self._name, self._taken, self._breaks):
            label.setFont(small(label.font()))
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._name, self._breaks):
            label.setProperty("rest", True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._name, 1)
        head.addWidget(self._taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._breaks)

    @property
    def text(self) -> str:
        """All that it says, as it is read aloud."""
        return " · ".join(filter(None, (self._name.text(), self._taken.text(), self._breaks.text())))

    def show_fit(self, slot: Slot, how: Fit) -> None:
        """Show how a text fits into a slot."""
        over = len(how.lines) > slot.lines
        self._name.setText(QCoreApplication.translate("Slots", slot.title))
        self._taken.setText(taken_words(slot, how))
        self._breaks.setText(break_words(slot, how))
        self._bar.show_share(how.width / (slot.width * slot.lines), over=over)
        self.setToolTip("\n".join(how.lines))
        self.setAccessibleName(self.text)

    def add_name(self, named: Fit, slot: Slot) -> None:
        """Say what becomes of the publication's name, which the page's title ends with."""
        if len(named.lines) > slot.lines and not self._breaks.text():
            self._breaks.setText(self.tr("The publication's name is cut"))
            self.setAccessibleName(self.text)


def taken_words(slot: Slot, how: Fit) -> str:
    """``2 of 3 lines``, ``512 of 600 px``."""
    if slot.cut:
        said = QCoreApplication.translate("Slots", "{n} of {most} px")
        return said.format(n=round(how.width), most=round(slot.width * slot.lines))
    if len(how.lines) > slot.lines:
        said = QCoreApplication.translate("Slots", "{n} lines, {over} too many")
        return said.format(n=len(how.lines), over=len(how.lines) - slot.lines)
    return QCoreApplication.translate("Slots", "{n} of {most} lines").format(n=len(how.lines), most=slot.lines)


def break_words(slot: Slot, how: Fit) -> str:
    """Where a text breaks (``ferry ⏎ sails``), or after which word it is cut; empty where it does neither."""
    ends = [line.split(" ")[-1] for line in how.lines]
    if slot.cut:
        if len(how.lines) <= slot.lines:
            return ""
        return QCoreApplication.translate("Slots", "Cut after “{word}”").format(word=ends[slot.lines - 1])
    begins = [line.split(" ")[0] for line in how.lines[1:]]
    breaks = [f"{end} ⏎ {begin}" for end, begin in zip(ends, begins, strict=False)]
    return "   ".join(breaks[:BREAKS])


class _Bar(QWidget):
    """How much is taken. What is too long is hatched, so that it is seen without colour."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._over = 0.0, False
        self.setFixedHeight(BAR)

    def show_share(self, share: float, *, over: bool) -> None:
        self._share, self._over = share, over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = tones(), QPainter(self)
        painter.fillRect(self.rect(), QColor(now.line))
        taken = QRectF(0, 0, self.width() * min(1.0, self._share), self.height())
        if not self._over:
            painter.fillRect(taken, QColor(now.accent))
            return
        painter.fillRect(self.rect(), QColor(now.warning))
        painter.setPen(QColor(now.page))
        for x in range(-BAR, self.width(), 2 * BAR):
            painter.drawLine(x, BAR, x + BAR, 0)
