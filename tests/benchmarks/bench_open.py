"""Opening a story of 50,000 words, against Python-Markdown's own reading of it and Qt's own page of what that made.

The text is read aside, as the window does; how long the window itself cannot answer is told on a line of its own.
"""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime

import markdown
from bench_keys import PARAGRAPH
from measure import Line, in_turns, timed
from PySide6.QtWidgets import QApplication, QTextEdit

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.ui.editor.story import StoryEditor

WORDS = 50_000
ROUNDS = 7
FRAME = 0.1
"""Seconds in which an answer seems to come at once."""


def measure() -> list[Line]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    body = "\n\n".join([PARAGRAPH] * (WORDS // len(PARAGRAPH.split()))) + "\n"
    held: list[float] = []

    def floor() -> float:
        editor = QTextEdit()

        def read_and_show() -> None:
            editor.setHtml(markdown.markdown(body))
            show(app, editor)

        seconds = timed(read_and_show)
        put_away(app, editor)
        return seconds

    def ours() -> float:
        editor, now = StoryEditor(), datetime.now(UTC)
        markup.read.cache_clear()
        start = time.perf_counter()
        markup.read(body)
        begun = time.perf_counter()
        editor.load(Article("id", "urn", "ferry", now, now, headline="The ferry", body=body), {})
        show(app, editor)
        shown = time.perf_counter()
        held.append(shown - begun)
        put_away(app, editor)
        return shown - start

    floors, whole = in_turns(floor, ours, ROUNDS)
    bare = statistics.median(floors)
    return [
        Line("open 50k words, to the first screen", bare, statistics.median(whole), goal=1.3),
        Line("the same, what the window waits for", bare, statistics.median(held[1:]), most=FRAME),
    ]


def show(app: QApplication, editor: QTextEdit) -> None:
    editor.resize(900, 800)
    editor.show()
    editor.repaint()
    app.processEvents()


def put_away(app: QApplication, editor: QTextEdit) -> None:
    editor.hide()
    editor.deleteLater()
    app.processEvents()
