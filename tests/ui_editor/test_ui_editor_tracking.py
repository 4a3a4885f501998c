"""Tracked changes as they are made, by keys, input methods and commands, and as they are accepted and rejected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui_editor.test_ui_editor_law import documents, empty_page
from tests.ui_editor.test_ui_editor_machine import DropInside

from deskeditor import markup
from deskeditor.core.document import Document, Edit, Raw
from deskeditor.core.matching import Query
from deskeditor.markup.changes import accepted, rejected
from deskeditor.spelling import Word
from deskeditor.ui.editor import changes, tidying
from deskeditor.ui.editor.clippings import Reading
from deskeditor.ui.editor.convert import from_document
from deskeditor.ui.editor.journal import Journal
from deskeditor.ui.editor.lines import Line, text_runs
from deskeditor.ui.editor.overlay import Passage
from deskeditor.ui.editor.pasting import HeldPaste
from deskeditor.ui.editor.replace import replace_all, replace_current
from deskeditor.ui.editor.search import Search
from deskeditor.ui.editor.spelling import Spelling
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

Track = Callable[..., StoryEditor]
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KIM = "{>>Kim, 2026-11-26T05:30:00Z<<}"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, 5, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def track(open_story: Callable[..., StoryEditor], clock: Clock) -> Track:
    """Opens a story whose changes are tracked for Kim, the caret at a place of the first paragraph."""

    def open_(body: str, at: int = 0, to: int | None = None, **fields: object) -> StoryEditor:
        editor = open_story(body=body, **fields)
        start_tracking(editor, clock)
        put_caret(editor, at, to)
        return editor

    return open_


def start_tracking(editor: StoryEditor, clock: Callable[[], datetime], by: str = "Kim") -> None:
    assert editor.page is not None
    editor.page.tracker.on, editor.page.tracker.by, editor.page.tracker.clock = True, by, clock


def put_caret(editor: StoryEditor, at: int, to: int | None = None, block: int = 5) -> None:
    cursor, first = editor.textCursor(), editor.document().findBlockByNumber(block).position()
    cursor.setPosition(first + at)
    if to is not None:
        cursor.setPosition(first + to, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def body(editor: StoryEditor) -> str:
    """The Markdown, without what says by whom and when where that is Kim and now."""
    assert editor.page is not None
    return editor.page.journal.markdown().replace(KIM, "").removesuffix("\n")


def without(editor: StoryEditor, kept: Edit) -> str:
    """The Markdown with all accepted (``Edit.INSERTED``) or rejected, made by the editor's own hand."""
    assert editor.page is not None
    editor.changes.resolve_all(kept)
    return body(editor)


def compose(editor: StoryEditor, steps: list[str], commit: str) -> None:
    for step in steps:
        QApplication.sendEvent(editor, QInputMethodEvent(step, []))
    event = QInputMethodEvent()
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def press(editor: StoryEditor, key: Qt.Key, times: int = 1, held: Qt.KeyboardModifier | None = None) -> None:
    for _ in range(times):
        QTest.keyClick(editor, key, held or Qt.KeyboardModifier.NoModifier)


# Typing


def test_what_is_typed_is_put_in_by_whom_and_when(track: Track) -> None:
    editor = track("The ferry.\n", 4)
    QTest.keyClicks(editor, "old ")
    assert editor.take_changes() == {"body": "The {++old ++}" + KIM + "ferry.\n"}


def test_what_is_typed_goes_on_for_a_minute_and_then_is_another_change(track: Track, clock: Clock) -> None:
    editor = track("The ferry.\n", 4)
    for _ in range(3):
        QTest.keyClicks(editor, "ab")
        clock.go(50)
    assert body(editor) == "The {++ababab++}ferry."
    clock.go(11)
    QTest.keyClicks(editor, "cd")
    assert body(editor) == "The {++ababab++}{++cd++}{>>Kim, 2026-11-26T05:32:41Z<<}ferry."
    put_caret(editor, 4 + 8 + 3)
    QTest.keyClicks(editor, "ef")
    assert body(editor).endswith("fer{++ef++}{>>Kim, 2026-11-26T05:32:41Z<<}ry.")


def test_typing_is_undone_as_it_is_without_tracking(track: Track) -> None:
    editor = track("The ferry.\n", 4)
    QTest.keyClicks(editor, "old ")
    editor.undo()
    assert body(editor) == "The ferry."
    assert not editor.document().isUndoAvailable()


def test_korean_is_composed_into_a_change(track: Track) -> None:
    editor = track("배는 떠났다.\n", 3)
    compose(editor, ["ㅇ", "어", "어제"[0]], "어")
    compose(editor, ["ㅈ", "제"], "제")
    QTest.keyClicks(editor, " ")
    assert body(editor) == "배는 {++어제 ++}떠났다."
    press(editor, KEY.Key_Backspace, 3)
    assert body(editor) == "배는 떠났다."


def test_a_composition_over_a_selection_strikes_it(track: Track) -> None:
    editor = track("배는 떠났다.\n", 3, 6)
    compose(editor, ["ㄷ", "도"], "도")
    compose(editor, ["ㅊ", "착"], "착")
    assert body(editor) == "배는 {--떠났다--}{++도착++}."
    assert without(editor, Edit.DELETED) == "배는 떠났다."


def test_an_input_method_that_replaces_what_is_there_strikes_it(track: Track) -> None:
    editor = track("The ferri leaves.\n", 9)
    event = QInputMethodEvent()
    event.setCommitString("ferry", -5, 5)
    QApplication.sendEvent(editor, event)
    assert body(editor) == "The {--ferri--}{++ferry++} leaves."


def test_words_that_an_input_method_writes_anew_are_one_step_of_undo(track: Track) -> None:
    editor = track("The old ferry.\n", 7)
    event = QInputMethodEvent()
    event.setCommitString("한국", -3, 3)
    QApplication.sendEvent(editor, event)
    assert body(editor) == "The {--old--}{++한국++} ferry."
    editor.undo()
    assert body(editor) == "The old ferry."
    editor.redo()
    QTest.keyClicks(editor, "x")
    assert body(editor) == "The {--old--}{++한국x++} ferry."


def test_marks_at_the_caret_are_those_of_what_is_typed(track: Track) -> None:
    editor = track("The **old** ferry.\n", 7)
    QTest.keyClicks(editor, "er")
    assert body(editor) == "The **old{++er++}** ferry."


def test_what_is_typed_beside_the_change_of_somebody_is_ones_own(track: Track, clock: Clock) -> None:
    editor = track("The {++old ++}{>>Lee, 2026-01-01T00:00:00Z<<}ferry.\n", 6)
    QTest.keyClicks(editor, "X")
    lee = "{>>Lee, 2026-01-01T00:00:00Z<<}"
    assert body(editor) == f"The {{++ol++}}{lee}{{++X++}}{{++d ++}}{lee}ferry."


def test_what_is_typed_behind_a_change_is_no_part_of_it_where_nothing_is_tracked(
    open_story: Callable[..., StoryEditor],
) -> None:
    editor = open_story(body="The {++old ++}ferry.\n")
    put_caret(editor, 8)
    QTest.keyClicks(editor, "red ")
    assert body(editor) == "The {++old ++}red ferry."


def test_nothing_is_tracked_in_the_fields(track: Track) -> None:
    editor = track("Text.\n", headline="Ferry")
    put_caret(editor, 0, 5, block=1)
    QTest.keyClicks(editor, "Boat")
    press(editor, KEY.Key_Backspace)
    assert editor.take_changes() == {"headline": "Boa"}


# Deleting


def test_what_was_there_is_struck_and_the_caret_moves_across(track: Track) -> None:
    editor = track("The old ferry.\n", 7)
    press(editor, KEY.Key_Backspace, 3)
    assert body(editor) == "The {--old--} ferry."
    QTest.keyClicks(editor, "new")
    assert body(editor) == "The {++new++}{--old--} ferry."
    put_caret(editor, 4)
    press(editor, KEY.Key_Delete, 3)
    assert body(editor) == "The {--old--} ferry."
    press(editor, KEY.Key_Delete)
    assert body(editor) == "The {--old --}ferry."
    QTest.keyClicks(editor, "a ")
    assert body(editor) == "The {--old --}{++a ++}ferry."


def test_a_run_of_strikes_is_one_step_of_undo(track: Track) -> None:
    editor = track("The old ferry.\n", 7)
    press(editor, KEY.Key_Backspace, 3)
    editor.undo()
    assert body(editor) == "The old ferry."
    assert not editor.document().isUndoAvailable()
    editor.redo()
    assert body(editor) == "The {--old--} ferry."


def test_a_strike_after_something_else_is_a_step_of_its_own(track: Track) -> None:
    editor = track("The old ferry.\n", 7)
    press(editor, KEY.Key_Backspace)
    put_caret(editor, 14)
    press(editor, KEY.Key_Backspace)
    editor.undo()
    assert body(editor) == "The ol{--d--} ferry."
    press(editor, KEY.Key_Backspace)
    editor.undo()
    assert body(editor) == "The ol{--d--} ferry."


@pytest.mark.parametrize(
    ("key", "held", "at", "struck"),
    [
        (KEY.Key_Backspace, CTRL, 7, "The {--old--} ferry."),
        (KEY.Key_Delete, CTRL, 4, "The {--old --}ferry."),
        (KEY.Key_K, CTRL, 4, "The {--old ferry.--}"),
        (KEY.Key_U, CTRL, 4, "{--The old ferry.--}"),
    ],
)
def test_words_and_lines_are_struck(track: Track, key: Qt.Key, held: Qt.KeyboardModifier, at: int, struck: str) -> None:
    editor = track("The old ferry.\n", at)
    press(editor, key, 1, held)
    assert body(editor) in (struck, "The old ferry.")  # a key that this system has no eraser on


def test_what_is_typed_over_is_struck_before_the_new_words(track: Track) -> None:
    editor = track("The old ferry.\n", 4, 7)
    QTest.keyClicks(editor, "new")
    assert body(editor) == "The {--old--}{++new++} ferry."
    editor.undo()
    assert body(editor) == "The old ferry."


def test_what_is_cut_is_struck_and_comes_in_elsewhere(track: Track) -> None:
    editor = track("The old ferry.\n", 4, 8)
    editor.cut()
    put_caret(editor, 14)
    editor.paste()
    assert body(editor) == "The {--old --}ferry.{++old++}"
    assert without(editor, Edit.DELETED) == "The old ferry."


def test_what_another_has_put_in_goes_for_good(track: Track) -> None:
    editor = track("The {++old ++}{>>Lee, 2026-01-01T00:00:00Z<<}ferry.\n", 3, 10)
    press(editor, KEY.Key_Delete)
    assert body(editor) == "The{-- fe--}rry."
    editor.undo()
    assert body(editor) == "The {++old ++}{>>Lee, 2026-01-01T00:00:00Z<<}ferry."


def test_what_another_has_deleted_stays_his(track: Track) -> None:
    editor = track("The {--old --}{>>Lee, 2026-01-01T00:00:00Z<<}ferry.\n", 11)
    press(editor, KEY.Key_Backspace, 5)
    assert body(editor) == "Th{--e --}{--old --}{>>Lee, 2026-01-01T00:00:00Z<<}{--fer--}ry."


def test_a_pair_of_units_is_struck_as_one(track: Track) -> None:
    editor = track("A \U0001f6a2 sails.\n", 4)
    press(editor, KEY.Key_Backspace)
    assert body(editor) == "A {--\U0001f6a2--} sails."


# Paragraphs


def test_enter_takes_the_rest_of_a_paragraph_along(track: Track) -> None:
    editor = track("One. Two.\n", 5)
    press(editor, KEY.Key_Return)
    QTest.keyClicks(editor, "Now ")
    assert body(editor) == "One. {--Two.--}\n\n{++Now Two.++}"
    editor.undo()
    editor.undo()
    assert body(editor) == "One. Two."
    assert not editor.document().isUndoAvailable()


def test_enter_is_rejected_and_accepted(track: Track) -> None:
    editor = track("One. Two.\n", 5)
    press(editor, KEY.Key_Return)
    assert without(editor, Edit.DELETED) == "One. Two."
    editor.undo()
    assert without(editor, Edit.INSERTED) == "One.\n\nTwo."


def test_enter_at_the_end_begins_a_paragraph(track: Track) -> None:
    editor = track("- One\n", 3)
    press(editor, KEY.Key_Return)
    QTest.keyClicks(editor, "Two")
    assert body(editor) == "- One\n- {++Two++}"
    assert without(editor, Edit.DELETED) == "- One"


def test_enter_at_the_beginning_moves_nothing(track: Track) -> None:
    editor = track("One.\n", 0)
    press(editor, KEY.Key_Return)
    press(editor, KEY.Key_Up)
    QTest.keyClicks(editor, "Before.")
    assert body(editor) == "{++Before.++}\n\nOne."


def test_backspace_at_the_beginning_joins_paragraphs(track: Track) -> None:
    editor = track("One.\n\nTwo.\n\nThree.\n")
    put_caret(editor, 0, block=6)
    press(editor, KEY.Key_Backspace)
    QTest.keyClicks(editor, " ")
    assert body(editor) == "One.{++ Two.++}\n\n{--Two.--}\n\nThree."
    press(editor, KEY.Key_Right, 4)
    press(editor, KEY.Key_Delete)
    assert body(editor) == "One.{++ Two.Three.++}\n\n{--Two.--}\n\n{--Three.--}"
    assert without(editor, Edit.INSERTED) == "One. Two.Three."
    editor.undo()
    assert without(editor, Edit.DELETED) == "One.\n\nTwo.\n\nThree."


def test_a_selection_over_paragraphs_is_struck_and_joined(track: Track) -> None:
    editor = track("One and.\n\nTwo.\n\nThree or.\n")
    cursor, page = editor.textCursor(), editor.document()
    cursor.setPosition(page.findBlockByNumber(5).position() + 3)
    cursor.setPosition(page.findBlockByNumber(7).position() + 5, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "!")
    assert body(editor) == "One{-- and.--}{++! or.++}\n\n{--Two.--}\n\n{--Three or.--}"
    assert without(editor, Edit.INSERTED) == "One! or."
    editor.undo()
    assert without(editor, Edit.DELETED) == "One and.\n\nTwo.\n\nThree or."


def test_whole_paragraphs_are_struck_where_they_are(track: Track) -> None:
    editor = track("One.\n\nTwo.\n\nThree.\n")
    cursor, page = editor.textCursor(), editor.document()
    cursor.setPosition(page.findBlockByNumber(5).position())
    cursor.setPosition(page.findBlockByNumber(7).position(), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(editor, KEY.Key_Delete)
    assert body(editor) == "{--One.--}\n\n{--Two.--}\n\nThree."
    assert editor.textCursor().block().text() == "Three."
    assert without(editor, Edit.INSERTED) == "Three."


def test_paragraphs_that_were_put_in_go_for_good(track: Track) -> None:
    editor = track("One.\n", 4)
    press(editor, KEY.Key_Return)
    QTest.keyClicks(editor, "Two.")
    press(editor, KEY.Key_Return)
    QTest.keyClicks(editor, "Three.")
    press(editor, KEY.Key_Backspace, 12)
    assert body(editor) == "One."
    assert editor.document().blockCount() == 6


def test_a_photo_goes_whole(track: Track) -> None:
    editor = track("One.\n\n![A ferry](photo:p1)\nThe caption\n\nTwo.\n")
    told: list[object] = []
    editor.departed.left.connect(told.append)
    cursor, page = editor.textCursor(), editor.document()
    cursor.setPosition(page.findBlockByNumber(5).position() + 3)
    cursor.setPosition(page.findBlockByNumber(8).position() + 1, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(editor, KEY.Key_Backspace)
    assert body(editor) == "One{--.--}{++wo.++}\n\n{--Two.--}"
    assert told


def test_the_text_of_captions_cells_and_notes_is_tracked(track: Track) -> None:
    editor = track("![A ferry](photo:p1)\nOld\n\n| a | b |\n| --- | --- |\n| c | d |\n\nText.[^1]\n\n[^1]: Said.\n")
    page = editor.document()
    for number in (6, 7, 10, 13):
        block = page.findBlockByNumber(number)
        put_caret(editor, 0, block.length() - 1, number)
        QTest.keyClicks(editor, "X")
    assert "{--Old--}{++X++}" in body(editor)
    assert "{--a--}{++X++}" in body(editor)
    assert "{--d--}{++X++}" in body(editor)
    assert "[^1]: {--Said.--}{++X++}" in body(editor)


# Everything else that writes


def test_a_paste_is_put_in(track: Track) -> None:
    editor = track("One. Two.\n", 5)
    mime = QMimeData()
    mime.setText("A\n\nB")
    editor.insertFromMimeData(mime)
    assert body(editor) == "One. {++A++}{--Two.--}\n\n{++BTwo.++}"
    QTest.keyClicks(editor, "!")
    assert body(editor) == "One. {++A++}{--Two.--}\n\n{++B!Two.++}"
    assert without(editor, Edit.DELETED) == "One. Two."


def test_a_paste_of_words_is_put_in_and_what_is_deleted_there_stays_there(track: Track) -> None:
    editor = track("The {--old --}{++new ++}ferry.\n", 0, 12)
    editor.copy()
    put_caret(editor, 18)
    editor.paste()
    assert body(editor) == "The {--old --}{++new ++}ferry.{++The new++}"


def test_what_was_found_is_replaced_in_a_change(track: Track) -> None:
    editor = track("The ferry and the ferry.\n")
    search = Search(editor)
    search.look_for(Query("ferry"))
    assert replace_all(search, "boat", editor.textCursor()) == 2
    assert body(editor) == "The {--ferry--}{++boat++} and the {--ferry--}{++boat++}."
    editor.undo()
    assert body(editor) == "The ferry and the ferry."


def test_deleted_words_are_not_found_and_what_they_part_is(track: Track) -> None:
    editor = track("The {--old --}ferry, old.\n")
    search = Search(editor)
    search.look_for(Query("old"))
    search.finish()
    assert [(hit.start, hit.end) for hit in search.hits] == [(15, 18)]
    search.look_for(Query("the ferry"))
    search.finish()
    assert [(hit.start, hit.end) for hit in search.hits] == [(0, 13)]
    cursor = editor.textCursor()
    search.step()
    assert replace_current(search, "a ferry", cursor)
    assert body(editor) == "{--The--}{++a++} {--old --}ferry, old."
    assert cursor.positionInBlock() == 14


def test_words_that_become_bold_are_put_in_again(track: Track) -> None:
    editor = track("The old ferry.\n", 4, 7)
    editor.toggle_bold()
    assert body(editor) == "The {--old--}{++**old**++} ferry."
    assert without(editor, Edit.DELETED) == "The old ferry."
    editor.undo()
    put_caret(editor, 7, 10)
    editor.toggle_bold()
    assert body(editor) == "The {--old--}{++old++} ferry."


def test_a_link_is_a_change_of_its_words(track: Track) -> None:
    editor = track("The old ferry.\n", 4, 7)
    editor.set_link("https://example.org")
    assert body(editor) == "The {--old--}{++[old](https://example.org)++} ferry."


def test_signs_become_marks_within_ones_own_words_only(track: Track) -> None:
    editor = track("The *old ferry.\n", 8)
    QTest.keyClicks(editor, "*")
    assert body(editor) == "The \\*old{++\\*++} ferry."
    QTest.keyClicks(editor, " **b**")
    assert body(editor) == "The \\*old{++\\* **b**++} ferry."


def test_typography_is_part_of_the_change(track: Track) -> None:
    editor = track("Said.\n", 5, language="en")
    QTest.keyClicks(editor, ' "Yes"')
    assert body(editor) == "Said.{++ “Yes”++}"


def test_a_line_break_beside_deleted_words_is_not_deleted(open_story: Callable[..., StoryEditor]) -> None:
    editor = open_story(body="The {--old--}\n")
    put_caret(editor, 7)
    press(editor, KEY.Key_Return, held=SHIFT)
    QTest.keyClicks(editor, "ferry")
    assert body(editor) == "The {--old--}\\\nferry"


def test_a_line_break_is_put_in(track: Track) -> None:
    editor = track("Oneferry.\n", 3)
    press(editor, KEY.Key_Return, held=SHIFT)
    assert body(editor) == "One{++\\\n++}ferry."
    assert without(editor, Edit.DELETED) == "Oneferry."


def test_a_clean_up_is_a_change(track: Track) -> None:
    editor = track("The  old ferry , and.\n", language="en")
    found = tidying.offers(tidying.texts(editor.document()), "en")
    assert tidying.apply(editor.document(), found) == len(found) > 0
    assert without(editor, Edit.DELETED) == "The  old ferry , and."
    editor.undo()
    assert without(editor, Edit.INSERTED) == "The old ferry, and."


@pytest.mark.parametrize("tracked", [False, True])
def test_a_selection_that_ends_before_a_note_moves_none(track: Track, tracked: bool) -> None:
    editor = track("One.\n\nLast line.[^1]\n\n[^1]: Said.\n")
    editor.changes.is_tracked = tracked
    cursor, page = editor.textCursor(), editor.document()
    cursor.setPosition(page.findBlockByNumber(6).position() + 5)
    cursor.setPosition(page.lastBlock().position(), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.dropEvent(DropInside(editor, page.findBlockByNumber(5).position()))
    assert body(editor).count("[^1]:") == 1
    assert "[^2]" not in body(editor)
    assert body(editor).startswith("{++line.[^1]++}" if tracked else "line.[^1]")


def test_a_long_paste_is_put_in_as_one_change(track: Track, qtbot: QtBot) -> None:
    editor = track("One. Two.\n", 5)
    reading = Reading([Line(runs=text_runs(f"Paragraph {number}.")) for number in range(100)])
    assert editor.page is not None
    paste = HeldPaste(editor, editor.page, lambda: reading, is_long=True)
    with qtbot.waitSignal(paste.ended):
        paste.insert(reading, {})
    assert body(editor).startswith("One. {++Paragraph 0.++}{--Two.--}\n\n{++Paragraph 1.++}\n\n")
    assert body(editor).endswith("{++Paragraph 99.Two.++}")
    assert len(editor.changes.pending()) == 1
    assert without(editor, Edit.DELETED) == "One. Two."
    editor.undo()
    editor.undo()
    assert body(editor) == "One. Two."


def test_a_word_put_right_is_a_change_and_deleted_words_are_not_looked_at(track: Track) -> None:
    editor = track("{--Teh --}The wrng ferr{--i--}y.\n")
    asked: list[str] = []

    def judge(word: Word) -> bool:
        asked.append(word.text)
        return word.text == "wrng"

    spelling = Spelling(editor, judge)
    (found,), _ = spelling.look_through(Passage.of(editor.document().findBlockByNumber(5)))
    assert "Teh" not in asked
    assert "ferry" in asked
    spelling.put_right(found, "wrong")
    assert body(editor) == "{--Teh --}The wr{++o++}ng ferr{--i--}y."
    assert editor.textCursor().positionInBlock() == 13


# Accepting and rejecting


def text_of(document: Document) -> bool:
    return not any(isinstance(block, Raw) for block in document.blocks)


@given(documents.filter(text_of))
@settings(deadline=None, max_examples=100)
def test_the_page_accepts_and_rejects_as_exports_do(qapp: QApplication, document: Document) -> None:
    for resolved, kept in ((accepted, Edit.INSERTED), (rejected, Edit.DELETED)):
        page = empty_page()
        from_document(document, page)
        page.journal = Journal(page)
        stretches = [stretch for change in changes.pending(page) for stretch in change.stretches]
        changes.resolve(QTextCursor(page), stretches, kept)
        assert markup.normal(to_document(page)) == resolved(document)


@pytest.mark.parametrize("kind", ["- ", "> "])
def test_what_a_paragraph_parted_is_one_again_without_it(track: Track, kind: str) -> None:
    parted = f"{kind}one\n\n{{++between++}}\n\n{kind}two\n"
    assert rejected(markup.read(parted)) == markup.read(f"{kind}one\n{kind.strip()}\n{kind}two\n".replace("-\n", ""))
    editor = track(parted)
    document = to_document(editor.document())
    editor.changes.resolve_all(Edit.DELETED)
    assert markup.normal(to_document(editor.document())) == rejected(document)


@pytest.mark.parametrize("head", ["", "Head", "{++Head++}"])
def test_all_rows_of_a_table_go_with_their_words(track: Track, head: str) -> None:
    table = f"| {head} |\n| --- |\n| {{++one++}} |\n| {{++two++}} |\n| {{++three++}} |\n"
    editor = track(f"{table}\nBetween.\n\n{table}")
    document = to_document(editor.document())
    editor.changes.resolve_all(Edit.DELETED)
    assert markup.normal(to_document(editor.document())) == rejected(document)
    editor.undo()
    assert to_document(editor.document()) == document


def test_a_replacement_is_decided_on_as_one(track: Track) -> None:
    editor = track("The old ferry. The quay.\n", 4, 7)
    QTest.keyClicks(editor, "new")
    put_caret(editor, 22, 26)
    QTest.keyClicks(editor, "port")
    put_caret(editor, 6)
    assert editor.changes.resolve_here(Edit.INSERTED)
    assert body(editor) == "The new ferry. The {--quay--}{++port++}."
    editor.undo()
    assert editor.changes.resolve_here(Edit.DELETED)
    assert body(editor) == "The old ferry. The {--quay--}{++port++}."
    put_caret(editor, 0)
    assert not editor.changes.resolve_here(Edit.DELETED)


def test_a_selection_decides_on_what_is_in_it(track: Track) -> None:
    editor = track("{++One++} {--two--} {++three++}\n", 2, 6)
    assert editor.changes.resolve_here(Edit.INSERTED)
    assert body(editor) == "{++On++}e {--o--} {++three++}"


def test_one_goes_from_change_to_change(track: Track) -> None:
    editor = track("One {++two++} three {--four--}.\n\n{++Five++}\n")
    seen = []
    for _ in range(4):
        assert editor.changes.step(1)
        seen.append(editor.textCursor().selectedText())
    assert seen == ["two", "four", "Five", "two"]
    assert editor.changes.step(-1)
    assert editor.textCursor().selectedText() == "Five"
