"""The length of the story while it is typed: always that of what is saved, whatever is done to the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskeditor.core.article import Article
from deskeditor.markup import count_words, length_of, plain_text
from deskeditor.markup.words import Length
from deskeditor.ui.editor import guard
from deskeditor.ui.editor.story import StoryEditor

OpenStory = Callable[..., StoryEditor]
BODY = """First paragraph of the *story*.

## A crosshead

> Said somebody, “it’s so”.

- one
- two\\
  and more

![A ferry](photo:p1)
The caption, of five words

| a | b |
|---|---|
| 1 | 2 |

!!! aside "The ferry in figures"
    Built in *1998*.

    - 18 knots

!!! pullquote
    We {==checked==}{>>#thread-1<<} every valve.[^log]

!!! embed "The launch"
    <https://video.example/watch>

    A film.

{--Gone --}{++Come ++}{>>Min Lee, 2026-11-26T05:30:00Z<<}home.

[^log]: The log of the boat.

마지막 문단이다. 美 국무부 日本
"""


def counted(editor: StoryEditor, bot: QtBot) -> Length:
    if not editor.counts.complete:
        with bot.waitSignal(editor.counts.changed):
            pass
    return editor.counts.story()


def body_of(editor: StoryEditor, saved: str) -> str:
    return editor.take_changes().get("body", saved)


def test_the_story_is_counted_once_it_is_opened(open_story: OpenStory, qtbot: QtBot) -> None:
    editor = open_story(body=BODY, headline="Not counted", lead=True)
    length = counted(editor, qtbot)
    assert length == length_of(plain_text(BODY))
    assert length.words == count_words(plain_text(BODY))


@pytest.mark.parametrize(
    ("text", "words", "characters", "spaces"), [("It’s 1990–95 now", 4, 16, 2), ("가 나", 2, 3, 1)]
)
def test_what_is_typed_is_counted(
    open_story: OpenStory, qtbot: QtBot, text: str, words: int, characters: int, spaces: int
) -> None:
    editor = open_story(body="")
    counted(editor, qtbot)
    cursor = QTextCursor(editor.document().lastBlock())
    cursor.insertText(text)
    assert not editor.counts.complete
    assert counted(editor, qtbot) == Length(words, characters, spaces)


def test_a_selection_is_counted(open_story: OpenStory, qtbot: QtBot) -> None:
    editor = open_story(body=BODY, headline="The headline has five words")
    page = editor.document()
    cursor = QTextCursor(page.findBlockByNumber(1))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    assert editor.counts.selection(cursor).words == 5
    cursor.setPosition(page.findBlockByNumber(5).position() + 6)
    cursor.setPosition(page.findBlockByNumber(6).position() + 1, QTextCursor.MoveMode.KeepAnchor)
    assert editor.counts.selection(cursor).words == 5
    cursor.select(QTextCursor.SelectionType.Document)
    every = editor.counts.selection(cursor)
    assert every == counted(editor, qtbot) + length_of("The headline has five words")


def test_typing_counts_no_more_than_the_block_that_is_typed_in(
    open_story: OpenStory, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = open_story(body="\n\n".join(f"Paragraph {number} of it." for number in range(3_000)))
    counted(editor, qtbot)
    asked: list[str] = []

    def spy(text: str) -> Length:
        asked.append(text)
        return length_of(text)

    monkeypatch.setattr("deskeditor.ui.editor.counts.length_of", spy)
    cursor = QTextCursor(editor.document().findBlockByNumber(1_500))
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "So it is. ")
    assert counted(editor, qtbot).words == 3_000 * 4 + 3
    assert len(asked) == 1


STEPS = st.one_of(
    st.tuples(st.just("type"), st.text("ab '\"-.", min_size=1, max_size=8)),
    st.tuples(st.just("insert"), st.sampled_from(["가 나", "日本", "é\u00a0a", "\U0001f642 "])),
    st.tuples(st.just("key"), st.sampled_from([Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete])),
    st.tuples(st.just("go"), st.integers(0, 300)),
    st.tuples(st.just("select"), st.integers(0, 300)),
    st.tuples(st.just("do"), st.sampled_from(["undo", "redo", "toggle_bullets", "toggle_quote", "insert_rule", "cut"])),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, max_size=16))
def test_the_count_is_that_of_the_saved_body(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, object]]
) -> None:
    monkeypatch.setattr("deskeditor.ui.editor.counts.COUNT_AFTER", 0)
    now = datetime(2025, 12, 5, tzinfo=UTC)
    editor = StoryEditor()
    editor.load(Article("a1", "urn:a1", "a", now, now, headline="Not counted", body=BODY), {})
    saved = BODY
    for what, value in steps:
        cursor = editor.textCursor()
        last = editor.document().characterCount() - 1
        if what == "type":
            QTest.keyClicks(editor, str(value))
        elif what == "key":
            assert isinstance(value, Qt.Key)
            QTest.keyClick(editor, value)
        elif what == "insert":
            guard.prepare_for_text(cursor)
            cursor.insertText(str(value))
        elif what in ("go", "select"):
            assert isinstance(value, int)
            mode = QTextCursor.MoveMode.KeepAnchor if what == "select" else QTextCursor.MoveMode.MoveAnchor
            cursor.setPosition(min(value, last), mode)
            editor.setTextCursor(cursor)
        else:
            getattr(editor, str(value))()
        saved = body_of(editor, saved)
        if what != "type":
            assert counted(editor, qtbot) == length_of(plain_text(saved))
    assert counted(editor, qtbot) == length_of(plain_text(saved))
    editor.deleteLater()


def test_the_counts_of_a_new_page_begin_anew(open_story: OpenStory, qtbot: QtBot) -> None:
    editor = open_story(body=BODY)
    now = datetime(2025, 12, 5, tzinfo=UTC)
    editor.load(Article("a2", "urn:a2", "b", now, now, body="Two words\n"), {})
    assert counted(editor, qtbot) == Length(2, 9, 1)
