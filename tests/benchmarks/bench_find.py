"""Replacing 5,000 matches in a story, against the same done by ``QTextDocument.find`` in a bare QTextEdit."""

from __future__ import annotations

import statistics
from datetime import UTC, datetime

from bench_keys import PARAGRAPH
from measure import Line, in_turns, timed
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from deskeditor.core.article import Article
from deskeditor.core.matching import Query
from deskeditor.ui.editor.replace import replace_all
from deskeditor.ui.editor.search import Search
from deskeditor.ui.editor.story import StoryEditor

HITS, ROUNDS = 5_000, 5
WORDS = ("ferry", "steamer")


def measure() -> list[Line]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return [measured(app, words) for words in (50_000, 200_000)]


def measured(app: QApplication, words: int) -> Line:
    paragraphs = [PARAGRAPH] * (words // len(PARAGRAPH.split()))
    for number in range(HITS):
        paragraphs[number % len(paragraphs)] += f" {WORDS[0]}"
    bare, ours = QTextEdit(), StoryEditor()
    bare.setPlainText("\n".join(paragraphs))
    now = datetime.now(UTC)
    ours.load(Article("id", "urn", "story", now, now, body="\n\n".join(paragraphs) + "\n"), {})
    search = Search(ours)
    for editor in (bare, ours):
        editor.resize(900, 800)
        editor.show()
        app.processEvents()
    turns = iter([WORDS, WORDS[::-1]] * (2 * ROUNDS + 2))

    def floor() -> float:
        old, new = next(turns)
        return timed(lambda: replace_in_bare(bare, old, new))

    def replaced() -> float:
        old, new = WORDS if WORDS[0] in ours.document().lastBlock().text() else WORDS[::-1]
        search.look_for(Query(old))
        return timed(lambda: replace_all(search, new, ours.textCursor()))

    floors, times = in_turns(floor, replaced, ROUNDS)
    search.stop()
    for editor in (bare, ours):
        editor.hide()
        editor.deleteLater()
    return Line(f"replace {HITS} in {words // 1000}k words", statistics.median(floors), statistics.median(times))


def replace_in_bare(editor: QTextEdit, old: str, new: str) -> None:
    document = editor.document()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    found = document.find(old)
    while not found.isNull():
        found.insertText(new)
        found = document.find(old, found)
    cursor.endEditBlock()
