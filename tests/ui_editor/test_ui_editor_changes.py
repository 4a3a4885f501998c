"""What the window is told of what was typed, and what comes in from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.photo import PhotoUse, Role, UsedPhoto
from deskeditor.ui.editor.story import PAGES, StoryEditor
from deskeditor.ui.editor.walk import to_document

OpenStory = Callable[..., StoryEditor]
NOW = datetime(2025, 12, 5, tzinfo=UTC)
BODY = "First paragraph.\n\n- one\n- two\n\nLast paragraph.\n"


def go_to(editor: StoryEditor, block: int, offset: int = 0) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(block).position() + offset)
    editor.setTextCursor(cursor)


def test_a_story_that_was_only_opened_has_no_changes(open_story: OpenStory) -> None:
    editor = open_story(headline="Ferry", byline=("Jane Doe", "John Roe"), body=BODY, lead=True)
    assert not editor.is_dirty
    assert editor.take_changes() == {}
    assert editor.take_lead_caption() is None


def test_changes_name_the_fields_that_were_typed_in(open_story: OpenStory) -> None:
    editor = open_story(headline="Ferry", byline=("Jane Doe",), body=BODY)
    go_to(editor, 1, 5)
    QTest.keyClicks(editor, " leaves")
    go_to(editor, 3, 8)
    QTest.keyClicks(editor, ", John Roe and Kim Minji")
    assert editor.is_dirty
    assert editor.take_changes() == {"headline": "Ferry leaves", "byline": ("Jane Doe", "John Roe", "Kim Minji")}
    assert editor.take_changes() == {}
    go_to(editor, 6, 3)
    QTest.keyClicks(editor, "!")
    assert editor.take_changes() == {"body": "First paragraph.\n\n- one!\n- two\n\nLast paragraph.\n"}


def test_what_is_typed_and_undone_is_no_change(open_story: OpenStory) -> None:
    editor = open_story(headline="Ferry", body=BODY)
    editor.take_changes()
    go_to(editor, 5, 5)
    QTest.keyClicks(editor, "abc")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.take_changes() == {}


def test_no_space_that_holds_is_lost(open_story: OpenStory) -> None:
    editor = open_story(headline="5\u00a0km", body="Only 5\u00a0km.\n")
    go_to(editor, 1, 4)
    QTest.keyClicks(editor, "!")
    go_to(editor, 5, 9)
    QTest.keyClicks(editor, "!")
    changes = editor.take_changes()
    assert changes["headline"] == "5\u00a0km!"
    assert "5\u00a0km" in changes["body"]


def compose(editor: StoryEditor, steps: list[str], commit: str) -> None:
    for step in steps:
        QApplication.sendEvent(editor, QInputMethodEvent(step, []))
    event = QInputMethodEvent()
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


@pytest.mark.parametrize(("start", "end", "body"), [(0, 5, "**X** line **two**.\n"), (11, 14, "First line **X**.\n")])
@pytest.mark.parametrize("backwards", [False, True])
def test_what_is_written_over_bold_words_is_bold_whichever_way_they_were_selected(
    open_story: OpenStory, start: int, end: int, body: str, backwards: bool
) -> None:
    was = "**First** line **two**.\n" if start == 0 else "First line **two**.\n"
    for composes in (False, True):
        editor = open_story(body=was)
        go_to(editor, 5)
        cursor = editor.textCursor()
        origin = cursor.position()
        cursor.setPosition(origin + (end if backwards else start))
        cursor.setPosition(origin + (start if backwards else end), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        if composes:
            compose(editor, ["ㄱ", "가"], "X")
        else:
            QTest.keyClicks(editor, "X")
        assert editor.take_changes() == {"body": body}
        while editor.document().isUndoAvailable():
            editor.undo()
        assert editor.take_changes() == {"body": was}


def test_korean_is_composed_in_the_headline_and_the_body(open_story: OpenStory) -> None:
    editor = open_story(headline="", body="First.\n")
    go_to(editor, 1)
    compose(editor, ["ㅅ", "서", "성"], "서")
    compose(editor, ["ㅇ", "우", "울"], "울")
    go_to(editor, 5, 6)
    compose(editor, ["ㄱ"], "가")
    assert editor.take_changes() == {"headline": "서울", "body": "First.가\n"}
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.take_changes() == {"headline": "", "body": "First.\n"}


def test_saving_in_the_middle_of_a_composition_neither_stores_nor_breaks_it(open_story: OpenStory) -> None:
    editor = open_story(headline="", body="First.\n")
    go_to(editor, 1)
    QApplication.sendEvent(editor, QInputMethodEvent("하", []))
    assert editor.take_changes() == {}
    assert editor.document().findBlockByNumber(1).layout().preeditAreaText() == "하"
    compose(editor, ["한"], "한")
    assert editor.take_changes() == {"headline": "한"}


def test_edited_is_told_for_each_key_and_not_for_what_comes_from_outside(
    qtbot: QtBot, open_story: OpenStory, photo: UsedPhoto
) -> None:
    editor = open_story(headline="Ferry", body=BODY)
    told: list[None] = []
    editor.edited.connect(lambda: told.append(None))
    go_to(editor, 1)
    QTest.keyClicks(editor, "ab")
    assert len(told) == 2
    editor.take_changes()
    editor.apply_article(Article("a1", "urn:a1", "a-story", NOW, NOW, headline="Other", body=BODY), {"p1": photo})
    assert len(told) == 2


def test_a_change_from_outside_comes_in_where_nothing_was_typed(open_story: OpenStory, photo: UsedPhoto) -> None:
    editor = open_story(headline="Ferry", standfirst="Old", body=BODY)
    go_to(editor, 1, 5)
    QTest.keyClicks(editor, " leaves")
    outside = Article(
        "a1",
        "urn:a1",
        "a-story",
        NOW,
        NOW,
        headline="Boat",
        standfirst="New",
        body=BODY.replace("two", "three"),
        photos=(PhotoUse("p1", Role.LEAD),),
    )
    editor.apply_article(outside, {"p1": photo})
    assert to_document(editor.document()) == markup.read(outside.body)
    assert editor.lead_photo == "p1"
    assert editor.take_changes() == {"headline": "Ferry leaves"}
    assert editor.take_lead_caption() is None
    editor.apply_article(replace(outside, headline="Ferry leaves", photos=()), {})
    assert editor.lead_photo == ""
    assert editor.take_changes() == {}


def test_a_body_that_is_being_typed_in_is_not_overwritten(open_story: OpenStory) -> None:
    editor = open_story(body=BODY)
    go_to(editor, 5)
    QTest.keyClicks(editor, "My ")
    editor.apply_article(Article("a1", "urn:a1", "a-story", NOW, NOW, body="Theirs.\n"), {})
    assert editor.take_changes() == {"body": "My " + BODY}


def test_the_cursor_stays_in_its_words_when_something_comes_in(open_story: OpenStory) -> None:
    editor = open_story(body=BODY)
    go_to(editor, 8, 4)
    article = Article("a1", "urn:a1", "a-story", NOW, NOW, headline="Long new headline", body="New top.\n\n" + BODY)
    editor.apply_article(article, {})
    QTest.keyClicks(editor, "X")
    assert editor.textCursor().block().text() == "LastX paragraph."


def test_a_long_story_is_not_written_anew_for_one_key(open_story: OpenStory) -> None:
    editor = open_story(body="\n\n".join(["Words of a paragraph."] * 300) + "\n")
    go_to(editor, 20, 3)
    QTest.keyClick(editor, Qt.Key.Key_A)
    editor.take_changes()
    QTest.keyClick(editor, Qt.Key.Key_A)
    page = editor._page
    assert page is not None
    assert page.journal._chunks[5:].count(None) == 1


def test_links_end_where_their_words_end(open_story: OpenStory) -> None:
    editor = open_story(body="Read the report.\n")
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(5).position() + 9)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.set_link("https://example.org/report")
    assert editor.link_at_cursor() == "https://example.org/report"
    go_to(editor, 5, 15)
    QTest.keyClicks(editor, "s")
    body = editor.take_changes()["body"]
    assert markup.read(body) == markup.read("Read the [report](https://example.org/report)s.\n")


def test_a_paragraph_just_opened_stays_when_the_saved_story_comes_back(open_story: OpenStory) -> None:
    editor = open_story(body="First.\n\nLast.\n")
    go_to(editor, 5, 6)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    editor.take_changes()
    editor.apply_article(Article("a1", "urn:a1", "a-story", NOW, NOW, body="First.\n\nLast, changed.\n"), {})
    QTest.keyClicks(editor, "New.")
    assert editor.take_changes() == {"body": "First.\n\nNew.\n\nLast, changed.\n"}


def test_a_story_that_is_left_and_opened_again_keeps_its_undo(open_story: OpenStory) -> None:
    editor = open_story(headline="One", body="First.\n")
    editor.setTextCursor(QTextCursor(editor.document().lastBlock()))
    QTest.keyClicks(editor, "Now: ")
    saved = editor.take_changes()
    editor.load(Article("a2", "urn:a2", "two", NOW, NOW, body="Second.\n"), {})
    assert not editor.document().isUndoAvailable()
    now = Article("a1", "urn:a1", "one", NOW, NOW, headline="One, elsewhere", body=saved["body"])
    editor.load(now, {})
    assert editor.document().lastBlock().text() == "Now: First."
    assert editor.document().findBlockByNumber(1).text() == "One, elsewhere"
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.document().lastBlock().text() == "First."
    assert editor.document().findBlockByNumber(1).text() == "One"


def test_only_so_many_stories_are_kept(open_story: OpenStory) -> None:
    editor = open_story(body="First.\n")
    QTest.keyClicks(editor, "Typed ")
    for number in range(PAGES):
        editor.load(Article(f"b{number}", "urn:b", "b", NOW, NOW, body="Second.\n"), {})
    editor.load(Article("a1", "urn:a1", "one", NOW, NOW, body="First.\n"), {})
    assert not editor.document().isUndoAvailable()


def test_plain_text_is_pasted_without_what_else_the_clipboard_has(open_story: OpenStory) -> None:
    editor = open_story(headline="One", body="Before \n")
    mime = QMimeData()
    mime.setText("first\n\nsecond")
    mime.setHtml("<h1>first</h1><ul><li><b>second</b></li></ul>")
    QApplication.clipboard().setMimeData(mime)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.paste_plain()
    assert editor.take_changes() == {"body": "Beforefirst\n\nsecond\n"}
    editor.undo()
    assert editor.document().lastBlock().text() == "Before"
    editor.paste()
    assert editor.take_changes() == {"body": "Before\n\n## first\n\n- **second**\n"}
