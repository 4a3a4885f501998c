"""Comments in the window: begun on words, answered, resolved, deleted, and never lost; and the note for the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from deskeditor.core.comment import Thread
from deskeditor.core.errors import UnavailableError
from deskeditor.desk import Desk
from deskeditor.desk.comments import Comments
from deskeditor.ui.write.article_model import ROW
from deskeditor.ui.write.comment_rows import Standing
from deskeditor.ui.write.comments_pane import CommentsPane

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
BODY = "The night ferry is back.\n\nIt leaves at ten.\n\nNobody knows why.\n"


@pytest.fixture
def story(start: Start, desk_path: Path) -> Driver:
    """A window on a story of three paragraphs, and another story beside it."""
    with Desk.open(desk_path) as desk:
        desk.articles.new(headline="Other", body="Another day.\n")
        article = desk.articles.new(headline="Ferry returns", body=BODY).value
    driver = start()
    driver.open(article.id)
    driver.editor.setFocus()
    return driver


def pane(driver: Driver) -> CommentsPane:
    shown = driver.window.write.inspector.pane("comments")
    assert isinstance(shown, CommentsPane)
    return shown


def select(driver: Driver, words: str) -> None:
    found = driver.editor.document().find(words)
    assert not found.isNull()
    driver.editor.setTextCursor(found)


def comment(driver: Driver, on: str, text: str) -> str:
    """Comment as a hand does; the id of the thread."""
    driver.editor.setFocus()
    select(driver, on)
    driver.press(Qt.Key.Key_M, CONTROL | ALT)
    assert driver.focus() is pane(driver).field
    driver.type(text)
    driver.press(Qt.Key.Key_Return, CONTROL)
    driver.settle()
    row = pane(driver).list.chosen
    assert row is not None
    return row.thread


def kept(driver: Driver) -> list[Thread]:
    found: list[list[Thread]] = []
    driver.settle()
    article_id = driver.story.id
    driver.window.jobs.read_in_turn(driver.window, lambda desk: desk.comments.of(article_id), found.append)
    driver.settle()
    return found[0]


def offer(driver: Driver, name: str) -> None:
    buttons = [button for button in driver.window.strip.findChildren(QPushButton) if button.text() == name]
    buttons[-1].click()
    driver.settle()


def texts(driver: Driver) -> list[str]:
    return [row.text for row in pane(driver).list.rows]


def test_words_are_commented_on_with_the_keys_alone(story: Driver) -> None:
    select(story, "night ferry")
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    assert story.focus() is pane(story).field
    story.type("Which one?")
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    (thread,) = kept(story)
    assert thread.about == "night ferry"
    assert [said.text for said in thread.comments] == ["Which one?"]
    assert thread.draft is None
    assert f"The {{==night ferry==}}{{>>#{thread.id}<<}} is back." in story.article.body
    assert pane(story).field.toPlainText() == ""
    assert texts(story) == ["Which one?"]
    story.type("The old one?")
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    assert texts(story) == ["Which one?", "The old one?"]
    story.press(Qt.Key.Key_Escape)
    assert story.editor.hasFocus()


def test_a_comment_that_is_sent_twice_is_said_once(story: Driver) -> None:
    select(story, "night")
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    story.type("Which one?")
    for _ in range(2):
        QTest.keyClick(story.focus(), Qt.Key.Key_Return, CONTROL)
    story.settle()
    (thread,) = kept(story)
    assert [said.text for said in thread.comments] == ["Which one?"]
    story.type("Which one?")
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    (thread,) = kept(story)
    assert [said.text for said in thread.comments] == ["Which one?", "Which one?"]


def test_without_a_selection_the_word_is_meant_and_where_there_is_none_it_says_so(story: Driver) -> None:
    cursor = story.editor.document().find("knows")
    cursor.setPosition(cursor.selectionStart() + 2)
    story.editor.setTextCursor(cursor)
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    story.type("Who says?")
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    assert kept(story)[0].about == "knows"
    story.editor.moveCursor(QTextCursor.MoveOperation.End)
    story.press(Qt.Key.Key_Return)
    story.editor.setFocus()
    story.press(Qt.Key.Key_Return)
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    assert "Select the words" in story.window.strip.text
    story.column.go_to("headline")
    assert not story.window.services.actions["comment.add"].isEnabled()


def test_words_that_have_a_comment_are_answered(story: Driver) -> None:
    thread = comment(story, "night ferry", "Which one?")
    body = story.article.body
    story.editor.setFocus()
    select(story, "night ferry")
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    assert story.focus() is pane(story).field
    chosen = pane(story).list.chosen
    assert chosen is not None
    assert chosen.thread == thread
    story.settle()
    assert story.article.body == body


def test_a_comment_that_was_begun_in_vain_leaves_no_mark(story: Driver) -> None:
    select(story, "night ferry")
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    story.press(Qt.Key.Key_Escape)
    assert story.editor.hasFocus()
    story.bot.waitUntil(lambda: pane(story).list.count() == 0)  # the focus is gone to where it goes
    story.settle()
    assert story.article.body == BODY
    assert kept(story) == []
    assert pane(story).list.count() == 0


def test_what_is_typed_is_kept_with_the_key_and_found_again(story: Driver, desk_path: Path) -> None:
    select(story, "night ferry")
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    story.type("Which o")
    story.bot.waitUntil(lambda: story.window.services.keeping.all_saved and not pane(story).field._clock.isActive())
    (thread,) = kept(story)
    assert thread.draft is not None
    assert (thread.draft.text, thread.draft.about) == ("Which o", "night ferry")
    other = next(key for key in story.window.write.list.view.stories.ids if key != story.story.id)
    mine = story.story.id
    story.type("ne")
    story.open(other)
    assert pane(story).list.count() == 0
    assert pane(story).field.toPlainText() == ""
    story.open(mine)
    assert kept(story)[0].draft is not None
    assert texts(story) == ["Which one"]
    assert pane(story).list.rows[0].standing is Standing.UNSENT
    pane(story).choose(thread.id)
    assert pane(story).field.toPlainText() == "Which one"
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    assert [said.text for said in kept(story)[0].comments] == ["Which one"]
    assert kept(story)[0].draft is None


def test_each_thread_keeps_what_is_being_written_in_it(story: Driver) -> None:
    first = comment(story, "night ferry", "One")
    second = comment(story, "leaves", "Two")
    pane(story).choose(first)
    story.type("Answer one")
    pane(story).choose(second)
    assert pane(story).field.toPlainText() == ""
    story.type("Answer two")
    pane(story).choose(first)
    assert pane(story).field.toPlainText() == "Answer one"
    story.settle()
    assert {thread.id: thread.draft.text for thread in kept(story) if thread.draft} == {
        first: "Answer one",
        second: "Answer two",
    }


def test_what_cannot_be_saved_is_tried_again_and_keeps_the_window_open(
    story: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Comments.keep_draft

    def refuse(*_arguments: object) -> None:
        raise UnavailableError("The disk is full")

    monkeypatch.setattr(Comments, "keep_draft", refuse)
    select(story, "night ferry")
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    story.type("Which one?")
    story.settle()
    assert not story.window.services.keeping.all_saved
    assert not story.window.close()
    assert pane(story).field.toPlainText() == "Which one?"
    monkeypatch.setattr(Comments, "keep_draft", whole)
    story.window.services.keeping.flush()
    story.settle()
    assert kept(story)[0].draft is not None


def test_the_list_follows_the_text_and_the_caret(story: Driver) -> None:
    comment(story, "knows", "Three")
    comment(story, "night ferry", "One")
    comment(story, "leaves", "Two")
    assert texts(story) == ["One", "Two", "Three"]
    story.editor.setFocus()
    cursor = story.editor.document().find("leaves")
    cursor.setPosition(cursor.selectionStart() + 3)
    story.editor.setTextCursor(cursor)
    chosen = pane(story).list.chosen
    assert chosen is not None
    assert chosen.text == "Two"
    listed = pane(story).list
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualItemRect(listed.item(2)).center())
    assert story.editor.textCursor().block().text() == "Nobody knows why."
    assert story.editor.hasFocus()


def test_the_keys_go_from_comment_to_comment_and_pass_over_what_is_resolved(story: Driver) -> None:
    comment(story, "night ferry", "One")
    comment(story, "leaves", "Two")
    comment(story, "knows", "Three")
    pane(story).choose(next(thread.id for thread in kept(story) if thread.about == "leaves"))
    story.act("comment.resolve")
    story.settle()
    story.editor.setFocus()
    story.editor.moveCursor(QTextCursor.MoveOperation.Start)
    seen = []
    for _ in range(3):
        story.press(Qt.Key.Key_F7, CONTROL)
        seen.append(story.editor.textCursor().block().text())
    assert seen == ["The night ferry is back.", "Nobody knows why.", "The night ferry is back."]
    story.press(Qt.Key.Key_F7, CONTROL | SHIFT)
    assert story.editor.textCursor().block().text() == "Nobody knows why."


def tinted(driver: Driver, words: str) -> bool:
    found = driver.editor.document().find(words)
    at = found.selectionStart() - found.block().position()
    driver.editor.look_over(found.block())
    return any(
        run.start <= at < run.start + run.length and run.format.background().style() != Qt.BrushStyle.NoBrush
        for run in found.block().layout().formats()
    )


def test_a_resolved_comment_goes_quiet_and_can_be_opened_again(story: Driver) -> None:
    comment(story, "night ferry", "Which one?")
    assert tinted(story, "night ferry")
    assert not tinted(story, "leaves")
    pane(story)._resolve.click()
    story.settle()
    assert not tinted(story, "night ferry")
    assert pane(story).list.count() == 0
    assert "{==night ferry==}" in story.article.body
    pane(story)._old.click()
    (row,) = pane(story).list.rows
    assert row.standing is Standing.RESOLVED
    pane(story).choose(row.thread)
    story.act("comment.resolve")
    story.settle()
    assert tinted(story, "night ferry")
    assert kept(story)[0].is_open


def test_a_quiet_mark_gives_way_to_a_new_comment(story: Driver) -> None:
    first = comment(story, "night ferry", "Which one?")
    pane(story).resolve()
    story.settle()
    second = comment(story, "night ferry", "Is it safe?")
    assert first != second
    assert texts(story) == ["Is it safe?"]


def test_what_is_deleted_is_offered_back(story: Driver) -> None:
    comment(story, "night ferry", "Which one?")
    story.type("The old one?")
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    pane(story).list.setCurrentRow(1)
    story.act("comment.delete")
    story.settle()
    assert texts(story) == ["Which one?"]
    offer(story, "Undo")
    assert texts(story) == ["Which one?", "The old one?"]
    pane(story).list.setFocus()
    pane(story).list.setCurrentRow(0)
    story.press(Qt.Key.Key_Delete)
    story.settle()
    assert texts(story) == []
    assert not tinted(story, "night ferry")
    offer(story, "Undo")
    assert texts(story) == ["Which one?", "The old one?"]
    assert tinted(story, "night ferry")


def test_ones_own_comment_is_changed(story: Driver) -> None:
    comment(story, "night ferry", "Which one?")
    story.act("comment.edit")
    assert pane(story).field.toPlainText() == "Which one?"
    story.type("Which boat?")
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    (said,) = kept(story)[0].comments
    assert said.text == "Which boat?"
    assert said.edited is not None
    story.act("comment.edit")
    story.press(Qt.Key.Key_Escape)
    assert kept(story)[0].draft is None, "what was not changed is nothing to be sent"


def test_deleted_words_leave_their_comment_and_undo_brings_its_place_back(story: Driver) -> None:
    comment(story, "night ferry", "Which one?")
    story.editor.setFocus()
    select(story, "The night ferry is back.")
    story.press(Qt.Key.Key_Delete)
    story.settle()
    pane(story).refresh()
    (row,) = pane(story).list.rows
    assert (row.standing, row.about, row.text) == (Standing.GONE, "night ferry", "Which one?")
    story.press(Qt.Key.Key_Z, CONTROL)
    pane(story).refresh()
    assert pane(story).list.rows[0].standing is Standing.PLAIN
    assert tinted(story, "night ferry")


def test_a_copy_is_not_commented_on_and_what_was_cut_comes_back_with_its_comment(story: Driver) -> None:
    thread = comment(story, "night ferry", "Which one?")
    story.editor.setFocus()
    select(story, "night ferry is")
    story.editor.copy()
    story.editor.moveCursor(QTextCursor.MoveOperation.End)
    story.editor.paste()
    story.settle()
    assert story.article.body.count(f"#{thread}") == 1
    assert story.article.body.count("night ferry") == 2
    select(story, "night ferry is")
    story.editor.cut()
    story.settle()
    assert f"#{thread}" not in story.article.body
    story.editor.moveCursor(QTextCursor.MoveOperation.End)
    story.editor.paste()
    story.editor.paste()
    story.settle()
    assert story.article.body.count(f"{{==night ferry==}}{{>>#{thread}<<}}") == 1
    other = next(key for key in story.window.write.list.view.stories.ids if key != story.story.id)
    story.open(other)
    story.editor.paste()
    story.settle()
    assert "night ferry" in story.article.body
    assert "{>>" not in story.article.body


def test_what_is_typed_behind_commented_words_is_no_part_of_them(story: Driver) -> None:
    comment(story, "night ferry", "Which one?")
    story.editor.setFocus()
    cursor = story.editor.document().find("night ferry")
    cursor.setPosition(cursor.selectionEnd())
    story.editor.setTextCursor(cursor)
    story.type("boat")
    cursor.setPosition(cursor.position() - 6)
    story.editor.setTextCursor(cursor)
    story.settle()
    assert "{==night ferry==}" in story.article.body
    assert "ferry==}" in story.article.body
    assert "}boat is back" in story.article.body


def test_a_mark_without_a_comment_is_said_and_taken_off_or_written_on(start: Start, desk_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        body = "The {==night ferry==}{>>#c1<<} is {==back==}{>>#c2<<}.\n"
        article = desk.articles.new(headline="Ferry", body=body).value
    story = start()
    story.open(article.id)
    assert [row.standing for row in pane(story).list.rows] == [Standing.UNKNOWN] * 2
    pane(story).choose("c1")
    story.type("Which one?")
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    assert [(thread.id, thread.about) for thread in kept(story)] == [("c1", "night ferry")]
    pane(story).list.choose("c2")
    story.act("comment.delete")
    story.settle()
    assert story.article.body == "The {==night ferry==}{>>#c1<<} is back.\n"


def test_marks_that_go_in_the_markdown_leave_their_comments(story: Driver) -> None:
    comment(story, "night ferry", "Which one?")
    story.act("view.source")
    view = story.column.source.view
    view.selectAll()
    view.insertPlainText("The night ferry is back.\n")
    story.act("comment.next")
    pane(story).refresh()
    assert [row.standing for row in pane(story).list.rows] == [Standing.GONE]
    story.settle()
    assert story.article.body == "The night ferry is back.\n"


def test_an_older_revision_takes_the_place_of_a_comment_and_undo_gives_it_back(story: Driver) -> None:
    story.editor.setFocus()
    story.editor.moveCursor(QTextCursor.MoveOperation.End)
    story.type(" Yet.")
    story.settle()
    story.story._settle()
    story.settle()
    comment(story, "night ferry", "Which one?")
    story.story.bring_back(1)
    story.settle()
    pane(story).refresh()
    assert [row.standing for row in pane(story).list.rows] == [Standing.GONE]
    offer(story, "Undo")
    pane(story).refresh()
    assert [row.standing for row in pane(story).list.rows] == [Standing.PLAIN]


def test_the_note_for_the_desk_is_kept_with_the_key_and_shown_in_the_list(story: Driver) -> None:
    story.act("story.note")
    assert story.focus() is pane(story).note
    story.type("Call the harbour.")
    mine = story.story.id
    other = next(key for key in story.window.write.list.view.stories.ids if key != mine)
    story.open(other)
    assert pane(story).note.toPlainText() == ""
    story.open(mine)
    assert pane(story).note.toPlainText() == "Call the harbour."
    assert story.article.note == "Call the harbour."
    assert story.article.body == BODY
    stories = story.window.write.list.view.stories
    noted = {key: stories.index_of(key).data(ROW).noted for key in (mine, other)}
    assert noted == {mine: True, other: False}
    assert "has a note for the desk" in stories.index_of(mine).data(Qt.ItemDataRole.AccessibleTextRole)
    story.act("story.note")
    story.type("X")
    story.bot.waitUntil(lambda: not pane(story).note._clock.isActive())
    story.settle()
    assert len(story.article.note) == len("Call the harbour.") + 1


def test_a_desk_that_is_open_for_reading_shows_comments_and_takes_none(
    story: Driver, start: Start, desk_path: Path
) -> None:
    comment(story, "night ferry", "Which one?")
    reader = start()
    assert reader.window.jobs.read_only
    reader.open(story.story.id)
    assert texts(reader) == ["Which one?"]
    pane(reader).choose(pane(reader).list.rows[0].thread)
    assert pane(reader).field.isReadOnly()
    assert pane(reader).note.isReadOnly()
    QTest.keyClicks(pane(reader).field, "Hm")
    assert pane(reader).field.toPlainText() == ""


def test_a_composition_in_the_field_is_not_disturbed(story: Driver) -> None:
    from PySide6.QtGui import QInputMethodEvent

    select(story, "night ferry")
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    field = pane(story).field
    QApplication.sendEvent(field, QInputMethodEvent("어느", []))
    story.settle()
    pane(story).refresh()
    commit = QInputMethodEvent()
    commit.setCommitString("어느 배?")
    QApplication.sendEvent(field, commit)
    story.press(Qt.Key.Key_Return, CONTROL)
    story.settle()
    assert texts(story) == ["어느 배?"]


def test_a_comment_that_was_not_sent_is_deleted_and_comes_back_with_its_words(story: Driver) -> None:
    select(story, "night ferry")
    story.press(Qt.Key.Key_M, CONTROL | ALT)
    story.type("Which o")
    story.act("comment.delete")
    story.settle()
    assert pane(story).list.count() == 0
    assert not tinted(story, "night ferry")
    offer(story, "Undo")
    assert pane(story).list.count() == 1
    (thread,) = kept(story)
    assert thread.draft is not None
    assert thread.draft.text == "Which o"
    pane(story).choose(thread.id)
    assert pane(story).field.toPlainText() == "Which o"


def test_a_word_replaced_inside_commented_words_stays_commented_on(story: Driver) -> None:
    thread = comment(story, "night ferry", "Which one?")
    story.act("find.replace")
    bar = story.column.find_bar
    bar.field.setFocus()
    bar.field.selectAll()
    story.type("night")
    bar.by.setFocus()
    story.type("day")
    bar.all.click()
    story.settle()
    assert f"{{==day ferry==}}{{>>#{thread}<<}}" in story.article.body


def test_what_is_answered_is_in_sight_once_there_is_a_field_to_answer_in(story: Driver) -> None:
    for number in range(12):
        story.editor.setFocus()
        cursor = story.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(f" word{number}")
        comment(story, f"word{number}", f"Is {number} right, and if so, why was it not said before?")
    listed, other = (
        pane(story).list,
        next(key for key in story.window.write.list.view.stories.ids if key != story.story.id),
    )
    mine = story.story.id
    story.open(other)
    story.open(mine)
    assert listed.chosen is None
    QApplication.processEvents()
    lowest = listed.itemAt(10, listed.viewport().height() - 2)
    assert lowest is not None
    listed.setCurrentItem(lowest)
    QApplication.processEvents()
    assert listed.viewport().rect().contains(listed.visualItemRect(lowest))
