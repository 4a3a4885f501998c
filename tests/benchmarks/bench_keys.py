"""A key in the middle and at the end of a story, to its paint, against the same key in a bare QTextEdit.

Ours is typed in the real window, with all that it does: journal, saving, counts, spelling, typography, meters. The bare
one has the same rich text and as wide a column, so that both lay out and paint the same lines; Qt has laid out both to
their ends.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle

from measure import Line, percentile, scratch, timed
from opened import open_window
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit

from deskeditor.desk import Desk
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.window import MainWindow

TURNS, WARM, KEYS = 12, 5, 40
"""Keys are typed in turns, so that whatever else the machine does falls on both; the first of each are not counted."""
QUIET = 0.1
"""Seconds from one window's turn to the other's."""
SIZES = (1_000, 10_000, 50_000, 200_000)
PROMISED = 0.008
"""Seconds that one key in a hundred may take, in stories of up to 50,000 words."""
PARAGRAPH = (
    "The boat leaves the north steps at twenty to six and is back before the bakery opens, and nobody on the quay "
    "remembers when it last was late, or who was on board when it was, or what the tide had to do with it in the end, "
    "though all agree that it was raining."
)
TYPED = " and so the tide went out"
QUOTED = 'it\'s "out"--so... '
"""Of these keys every second or third is replaced by typography."""


@dataclass
class Hand:
    """What types into one editor."""

    editor: QTextEdit
    letters: Iterator[str]
    times: list[float] = field(default_factory=list)


def measure() -> list[Line]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    lines = []
    for words in SIZES:
        paragraphs = [PARAGRAPH] * (words // len(PARAGRAPH.split()))
        with scratch() as folder:
            with Desk.open(folder / "desk") as desk:
                desk.articles.new(headline="The ferry", body="\n\n".join(paragraphs) + "\n")
            window = open_window(app, folder / "desk")
            window.resize(1440, 900)
            ours = open_story(app, window)
            bare = beside(app, ours)
            for place in ("mid", "end"):
                lines += told(f"key, {words // 1000}k words, {place}", words, *keys(app, bare, ours, place, TYPED))
            if words == 50_000:
                lines += told("key, 50k words, mid, quotes", words, *keys(app, bare, ours, "mid", QUOTED))
            bare.close()
            window.close()
    return lines


def told(work: str, words: int, floors: list[float], ours: list[float]) -> list[Line]:
    most = PROMISED if words <= 50_000 else None
    return [
        Line(f"{work}, p50", statistics.median(floors), statistics.median(ours), goal=1.5),
        Line(f"{work}, p99", percentile(floors, 99), percentile(ours, 99), goal=3.0, most=most),
    ]


def open_story(app: QApplication, window: MainWindow) -> StoryEditor:
    window.open_story(window.write.list.view.stories.ids[0])
    window.jobs.drain()
    app.processEvents()
    assert window.write.column is not None
    return window.write.column.editor


def beside(app: QApplication, ours: StoryEditor) -> QTextEdit:
    bare = QTextEdit()
    bare.setFrameShape(QFrame.Shape.NoFrame)
    bare.setDocument(ours.document().clone(bare))
    bare.resize(ours.size())
    bare.show()
    bare.setViewportMargins(ours.viewportMargins())
    app.processEvents()
    return bare


def keys(
    app: QApplication, bare: QTextEdit, ours: StoryEditor, place: str, typed: str
) -> tuple[list[float], list[float]]:
    hands = [Hand(editor, cycle(typed)) for editor in (bare, ours)]
    for _ in range(TURNS):
        for hand in hands:
            go_to(app, hand.editor, place)
            length = hand.editor.document().characterCount()
            hand.editor.window().activateWindow()
            hand.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            until = time.perf_counter() + QUIET
            while time.perf_counter() < until:
                app.processEvents()
            times = [timed(partial(press, app, hand)) for _ in range(WARM + KEYS)]
            hand.times += times[WARM:]
            while hand.editor.document().characterCount() > length:
                hand.editor.undo()
    return hands[0].times, hands[1].times


def press(app: QApplication, hand: Hand) -> None:
    QTest.keyClicks(hand.editor, next(hand.letters))
    app.processEvents()


def go_to(app: QApplication, editor: QTextEdit, place: str) -> None:
    """Go to the middle or the end of the text, all of which is laid out."""
    page = editor.document()
    page.documentLayout().blockBoundingRect(page.lastBlock())  # Qt lays out what stands above what it is asked for
    number = page.blockCount() // 2 if place == "mid" else page.blockCount() - 1
    cursor = QTextCursor(page.findBlockByNumber(number))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord if place == "mid" else QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    app.processEvents()
