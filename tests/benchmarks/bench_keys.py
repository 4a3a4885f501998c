"""A key in the middle of a story, to its paint, against the same key in a bare QTextEdit that holds the same text.

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
from deskeditor.ui.editor.spelling import Spelling
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.verdicts import Verdicts

KEYS = 400
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
    for words in (1_000, 50_000):
        floors, ours = keys(app, words)
        size = f"key in {words // 1000}k words"
        lines.append(Line(f"{size}, p50", statistics.median(floors), statistics.median(ours), goal=3.0))
        lines.append(Line(f"{size}, p99", percentile(floors, 99), percentile(ours, 99)))
    floors, ours = keys(app, 50_000, QUOTED)
    lines.append(Line("key in 50k words, quotes, p50", statistics.median(floors), statistics.median(ours), goal=3.0))
    lines.append(Line("key in 50k words, quotes, p99", percentile(floors, 99), percentile(ours, 99)))
    return lines


def keys(app: QApplication, words: int, typed: str = TYPED) -> tuple[list[float], list[float]]:
    paragraphs = [PARAGRAPH] * (words // len(PARAGRAPH.split()))
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
        show_middle(app, editor)
    while not layer.look_through(ours.textCursor().block())[1]:
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


def show_middle(app: QApplication, editor: QTextEdit) -> None:
    editor.resize(900, 800)
    editor.show()
    app.processEvents()
    cursor = QTextCursor(editor.document().findBlockByNumber(editor.document().blockCount() // 2))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    app.processEvents()
