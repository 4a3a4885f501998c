"""Meters below the page: how the headline or the standfirst fits where it will stand, while it is written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
        self._clock.timeout.connect(self.refresh)
        editor.cursor_moved_to.connect(self._go_to)
        editor.edited.connect(lambda: self._clock.start() if self._field and not self._clock.isActive() else None)
        self.hide()

    def begin(self) -> None:
        """Another story is open, or none."""
        self._jobs.read(self, lambda desk: desk.publication(), self._know)
        self.refresh()

    def _know(self, publication: Publication) -> None:
        self._publication = publication.name
        self.refresh()

    def _go_to(self, place: str) -> None:
        self._field = place if place in SLOTS else ""
        self.refresh()

    def refresh(self) -> None:
        """Show the meters of the field that the caret is in; none free of distraction."""
        self._clock.stop()
        field = self._field
        self.setVisible(bool(field) and self._editor.isEnabled() and not self.window().isFullScreen())
        if self.isHidden():
            return
        text = text_of(self._editor.document().findBlockByNumber(BLOCKS[field]))
        for meter, slot in zip(self.meters, SLOTS[field], strict=True):
            beside = self._name_beside(text, slot) if field == "headline" and slot.cut else ""
            meter.show_fit(slot, fit(text, slot, self._editor.language), beside)

    def _name_beside(self, headline: str, slot: Slot) -> str:
        """What becomes of the publication's name, with which the title of the page ends."""
        whole = fit(f"{headline} – {self._publication}", slot, self._editor.language)
        return self.tr("without the publication's name") if len(whole.lines) > slot.lines else ""


class Meter(QWidget):
    """The name of a slot, how much of it is taken, and where the text breaks or is cut.

    What is too long is said in words and hatched, so that it is seen without colour.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(small(self.font()))
        self.setFixedHeight(2 * self.fontMetrics().height() + BAR + 2 * SPACE)
        self._name = self._said = ""
        self._share, self._over = 0.0, False

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self._name} · {self._said}"

    def show_fit(self, slot: Slot, how: Fit, beside: str = "") -> None:
        """Show how a text fits into a slot; ``beside`` is said of it where it fits."""
        self._over = len(how.lines) > slot.lines
        self._share = how.width / (slot.width * slot.lines)
        self._name = QCoreApplication.translate("Slots", slot.title)
        taken, breaks = taken_words(slot, how), break_words(slot, how) or beside
        # Where there is little room, that something is cut matters more than by how much.
        self._said = " · ".join(filter(None, (breaks, taken) if slot.cut and self._over else (taken, breaks)))
        self.setToolTip("\n".join((self.text, *how.lines)))
        self.setAccessibleName(self.text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, bar, words."""
        now, painter, metrics = tones(), QPainter(self), self.fontMetrics()
        top, below = metrics.height() + SPACE, metrics.height() + BAR + 2 * SPACE
        for words, y, colour in ((self._name, 0, now.rest), (self._said, below, now.text)):
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(0, y + metrics.ascent(), shown)
        bar = QRect(0, top, self.width(), BAR)
        painter.fillRect(bar, QColor(now.warning if self._over else now.line))
        if not self._over:
            painter.fillRect(bar.adjusted(0, 0, round(self.width() * (self._share - 1)), 0), QColor(now.accent))
            return
        painter.setClipRect(bar)
        painter.setPen(QColor(now.page))
        for x in range(-BAR, self.width(), 2 * BAR):
            painter.drawLine(x, bar.bottom() + 1, x + BAR, bar.top() - 1)


def taken_words(slot: Slot, how: Fit) -> str:
    """``2 of 3 lines``, ``512 of 600 px``."""
    if slot.cut:
        said = QCoreApplication.translate("Slots", "{n} of {most} px")
        return said.format(n=round(how.width), most=round(slot.width * slot.lines))
    if len(how.lines) > slot.lines:
        said = QCoreApplication.translate("Slots", "{n} lines, {over} over")
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
