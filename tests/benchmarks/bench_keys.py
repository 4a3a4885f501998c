"""A key in the middle and at the end of a story, to its paint, against the same key in a bare QTextEdit.

Both hold the same text, which Qt has laid out to its end.
Ours is spelt as it is typed, by the English dictionary and by the engine in its process.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle

from measure import Line, in_turns, percentile, timed
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from deskeditor.core.article import Article
from deskeditor.ui.editor.overlay import Passage
from deskeditor.ui.editor.spelling import Spelling
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.verdicts import Verdicts

KEYS = 400
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


def measure() -> list[Line]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    lines = []
    for words in SIZES:
        for place in ("mid", "end"):
            lines += told(f"key, {words // 1000}k words, {place}", words, *keys(app, words, place))
    return lines + told("key, 50k words, mid, quotes", 50_000, *keys(app, 50_000, "mid", QUOTED))


def told(work: str, words: int, floors: list[float], ours: list[float]) -> list[Line]:
    most = PROMISED if words <= 50_000 else None
    return [
        Line(f"{work}, p50", statistics.median(floors), statistics.median(ours), goal=1.5),
        Line(f"{work}, p99", percentile(floors, 99), percentile(ours, 99), goal=3.0, most=most),
    ]


def keys(app: QApplication, words: int, place: str, typed: str = TYPED) -> tuple[list[float], list[float]]:
    paragraphs = [PARAGRAPH] * (words // len(PARAGRAPH.split())) + ["It left at dawn."]
    bare = QTextEdit()
    bare.setPlainText("\n".join(paragraphs))
    ours = StoryEditor()
    now = datetime.now(UTC)
    ours.load(Article("id", "urn", "ferry", now, now, headline="The ferry", body="\n\n".join(paragraphs) + "\n"), {})
    jobs = Jobs()
    verdicts = Verdicts(jobs)
    layer = Spelling(ours, lambda word: verdicts.is_wrong(word.text, "en"))
    verdicts.learned.connect(layer.refresh)
    for editor in (bare, ours):
        show(app, editor, place)
    while not layer.look_through(Passage.of(ours.textCursor().block()))[1]:
        app.processEvents()  # until the dictionaries are read

    def press(editor: QTextEdit, keys_of: Iterator[str]) -> float:
        def type_and_paint() -> None:
            QTest.keyClicks(editor, next(keys_of))
            app.processEvents()

        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        app.processEvents()
        return timed(type_and_paint)

    by_bare, by_ours = cycle(typed), cycle(typed)
    times = in_turns(lambda: press(bare, by_bare), lambda: press(ours, by_ours), KEYS)
    verdicts.close()
    jobs.close()
    for editor in (bare, ours):
        editor.hide()
        editor.deleteLater()
    return times


def show(app: QApplication, editor: QTextEdit, place: str) -> None:
    """Go to the middle or the end of the text, all of which is laid out."""
    editor.resize(900, 800)
    editor.show()
    app.processEvents()
    page = editor.document()
    page.documentLayout().blockBoundingRect(page.lastBlock())  # Qt lays out what stands above what it is asked for
    number = page.blockCount() // 2 if place == "mid" else page.blockCount() - 1
    cursor = QTextCursor(page.findBlockByNumber(number))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord if place == "mid" else QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    app.processEvents()
