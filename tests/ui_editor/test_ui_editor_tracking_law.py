"""Whatever is done while changes are tracked: rejecting all gives the text of before, accepting all what was done."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui_editor.test_ui_editor_machine import NOW, Desk, DropInside
from tests.ui_editor.test_ui_editor_machine import STORY as PARTS

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.document import Block, Document, Edit, ListBlock, ListItem, Note, Run, Runs, normal_runs, with_runs
from deskeditor.core.matching import Query
from deskeditor.markup.changes import accepted, rejected
from deskeditor.ui.editor import clipboard
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.replace import replace_all
from deskeditor.ui.editor.search import Search
from deskeditor.ui.editor.shown import shown
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

LEE = "{>>Lee, 2026-01-01T00:00:00Z<<}"
STORY = f"""\
The first paragraph **is bold** here.

## A crosshead

어제 {{++서울에서 ++}}{LEE}떠난 [배는](https://example.org) {{--빨리 --}}{LEE}돌아왔다.

- one item
- another

Last\U0001f6a2 line.[^1]

[^1]: The source.
"""
PLAIN = "First line of words.\n\n둘째 문단의 글.\n\nThird, and last.\n"
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
ERASERS = [
    (Qt.Key.Key_Backspace, NONE),
    (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Backspace, CTRL),
    (Qt.Key.Key_Delete, CTRL),
    (Qt.Key.Key_K, CTRL),
    (Qt.Key.Key_X, CTRL),
]


def open_editor(body: str, *, tracked: bool) -> StoryEditor:
    editor = StoryEditor()
    editor.resize(700, 500)
    editor.load(Article("a1", "urn:a1", "a", NOW, NOW, headline="Ferry leaves", body=body), {})
    editor.changes.track("Kim", on=tracked)
    assert editor.page is not None
    editor.page.tracker.clock = lambda: datetime(2026, 11, 26, tzinfo=UTC)
    return editor


def without_empty_room(document: Document) -> Document:
    """An item that Enter has begun, and a note that came with a reference which is gone, are room to write in."""

    def kept(block: ListBlock) -> ListBlock:
        items = (replace(item, children=tuple(map(kept, item.children))) for item in block.items)
        return replace(block, items=tuple(item for item in items if item != ListItem()))

    blocks = (kept(block) if isinstance(block, ListBlock) else block for block in document.blocks)
    return Document(tuple(block for block in blocks if block != ListBlock(False, ()) and not _is_empty_note(block)))


def _is_empty_note(block: Block) -> bool:
    return isinstance(block, Note) and not block.runs


def with_bare_spaces(document: Document) -> Document:
    """A space that is bold is not seen to be, and Markdown cannot say it where plain words are put in beside it."""

    def bare(runs: Runs) -> Runs:
        return normal_runs(
            Run(piece) if piece.isspace() else run.saying(piece)
            for run in runs
            for piece in re.split(r"(\s+)", run.text)
        )

    return Document(tuple(with_runs(block, bare) for block in document.blocks))


class Rejecting(RuleBasedStateMachine):
    """Keys, composition, paste, drag, marks, replacing, undo: what was there is never lost."""

    @initialize()
    def open(self) -> None:
        self.editor = open_editor(STORY, tracked=True)
        self.before = rejected(markup.read(STORY))

    @rule(at=st.integers(0, 160), to=st.integers(0, 160), select=st.booleans())
    def put_cursor(self, at: int, to: int, select: bool) -> None:
        page = self.editor.document()
        first, last = page.findBlockByNumber(body_start(page)).position(), page.characterCount() - 1
        cursor = self.editor.textCursor()
        cursor.setPosition(min(first + at, last))
        if select:
            cursor.setPosition(min(first + to, last), QTextCursor.MoveMode.KeepAnchor)
        for place in (cursor.anchor(), cursor.position()):
            if "\udc00" <= page.characterAt(place) <= "\udfff":
                return  # no hand gets between the two units of a character
        self.editor.setTextCursor(cursor)

    @rule(text=st.text("ab .\"'", min_size=1, max_size=4))
    def type_text(self, text: str) -> None:
        QTest.keyClicks(self.editor, text)

    @rule(syllables=st.text("가나다한국", min_size=1, max_size=2))
    def compose(self, syllables: str) -> None:
        for step in ("ㅎ", "하", "한"):
            QApplication.sendEvent(self.editor, QInputMethodEvent(step, []))
        commit = QInputMethodEvent()
        commit.setCommitString(syllables)
        QApplication.sendEvent(self.editor, commit)

    @rule(before=st.integers(1, 3))
    def put_right(self, before: int) -> None:
        commit = QInputMethodEvent()
        commit.setCommitString("것", -before, before)
        QApplication.sendEvent(self.editor, commit)

    @rule()
    def enter(self) -> None:
        QTest.keyClick(self.editor, Qt.Key.Key_Return)

    @rule(eraser=st.sampled_from(ERASERS), times=st.integers(1, 4))
    def erase(self, eraser: tuple[Qt.Key, Qt.KeyboardModifier], times: int) -> None:
        for _ in range(times):
            if not self.would_restyle(eraser[0]):
                QTest.keyClick(self.editor, *eraser)

    def would_restyle(self, key: Qt.Key) -> bool:
        """At the beginning of an item Backspace takes it out of its list, which is no change of the text."""
        cursor = self.editor.textCursor()
        text, here = shown(cursor.block()), cursor.positionInBlock()
        return key == Qt.Key.Key_Backspace and not cursor.hasSelection() and text.in_text(here) == 0

    @rule(name=st.sampled_from(["bold", "italic", "code"]))
    def toggle(self, name: str) -> None:
        getattr(self.editor, f"toggle_{name}")()

    @rule(href=st.sampled_from(["https://example.org/2", ""]))
    def link(self, href: str) -> None:
        self.editor.set_link(href)

    @rule(text=st.sampled_from(["word", "para\n\npara", "한국어 문장\n\n둘\n\n셋"]))
    def paste_text(self, text: str) -> None:
        mime = QMimeData()
        mime.setText(text)
        self.editor.insertFromMimeData(mime)

    @rule(at=st.integers(0, 160))
    def copy_and_paste(self, at: int) -> None:
        cursor = self.editor.textCursor()
        if cursor.hasSelection() and not cursor.selectedText().count("\ufffc"):
            mime = clipboard.copy(cursor, self.editor.article_id)
            self.put_cursor(at, at, False)
            self.editor.insertFromMimeData(mime)

    @rule(at=st.integers(0, 160))
    def drag_and_drop(self, at: int) -> None:
        page, cursor = self.editor.document(), self.editor.textCursor()
        if cursor.hasSelection() and cursor.selectionStart() >= page.findBlockByNumber(5).position():
            place = page.findBlockByNumber(5).position() + at
            self.editor.dropEvent(DropInside(self.editor, min(place, page.characterCount() - 1)))

    @rule(old=st.sampled_from(["a", "e", "first par", "다", "line"]), new=st.sampled_from(["", "b", "bat. ", "한 국"]))
    def replace_everywhere(self, old: str, new: str) -> None:
        search = Search(self.editor)
        search.look_for(Query(old, case=True, quote_blind=False))
        replace_all(search, new, self.editor.textCursor())
        search.stop()

    @rule(times=st.integers(1, 5))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.editor.undo()

    @rule(times=st.integers(1, 5))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.editor.redo()

    @rule()
    def reject_what_was_saved(self) -> None:
        assert self.editor.page is not None
        again = open_editor(self.editor.page.journal.markdown(), tracked=True)
        again.changes.resolve_all(Edit.DELETED)
        left = without_empty_room(markup.normal(to_document(again.document())))
        assert with_bare_spaces(left) == with_bare_spaces(self.before)
        again.deleteLater()

    @invariant()
    def all_can_be_rejected(self) -> None:
        document = to_document(self.editor.document())
        assert without_empty_room(rejected(document)) == self.before

    @invariant()
    def what_is_saved_is_what_is_seen(self) -> None:
        assert self.editor.page is not None
        document = to_document(self.editor.document())
        assert markup.read(self.editor.page.journal.markdown()) == markup.normal(document)

    def teardown(self) -> None:
        if hasattr(self, "editor"):
            self.editor.deleteLater()
            QApplication.processEvents()


class Accepting(RuleBasedStateMachine):
    """Two hands do the same, one with its changes tracked: all accepted is what the other has."""

    @initialize()
    def open(self) -> None:
        self.plain, self.tracked = open_editor(PLAIN, tracked=False), open_editor(PLAIN, tracked=True)
        self.put_cursor(0, 0, None)

    @property
    def both(self) -> tuple[StoryEditor, StoryEditor]:
        return self.plain, self.tracked

    @rule(number=st.integers(0, 2), at=st.integers(0, 30), to=st.none() | st.integers(0, 30))
    def put_cursor(self, number: int, at: int, to: int | None) -> None:
        for editor in self.both:
            block = editor.document().findBlockByNumber(5 + number)
            text = shown(block)
            length, cursor = text.in_text(block.length() - 1), editor.textCursor()
            cursor.setPosition(block.position() + text.in_block(min(at, length)))
            if to is not None:
                place = block.position() + text.in_block(min(to, length))
                cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
            editor.setTextCursor(cursor)

    @rule(text=st.text("ab .", min_size=1, max_size=4))
    def type_text(self, text: str) -> None:
        cursor = self.plain.textCursor()
        before = cursor.selectionStart() - 1
        if text.startswith(".") and self.plain.document().characterAt(before) == ".":
            return  # dots become an ellipsis, but where changes are tracked none that was there before
        for editor in self.both:
            QTest.keyClicks(editor, text)

    @rule(syllables=st.text("가나다한국", min_size=1, max_size=2))
    def compose(self, syllables: str) -> None:
        for editor in self.both:
            QApplication.sendEvent(editor, QInputMethodEvent("하", []))
            commit = QInputMethodEvent()
            commit.setCommitString(syllables)
            QApplication.sendEvent(editor, commit)

    @rule(eraser=st.sampled_from(ERASERS), times=st.integers(1, 4))
    def erase(self, eraser: tuple[Qt.Key, Qt.KeyboardModifier], times: int) -> None:
        for _ in range(times):
            cursor = self.plain.textCursor()
            at_edge = cursor.atBlockStart() if eraser[0] == Qt.Key.Key_Backspace else cursor.atBlockEnd()
            if cursor.hasSelection() or not at_edge:  # what becomes of paragraphs is told of elsewhere
                for editor in self.both:
                    QTest.keyClick(editor, *eraser)

    @rule(text=st.sampled_from(["word", "한국어 문장"]))
    def paste(self, text: str) -> None:
        mime = QMimeData()
        mime.setText(text)
        for editor in self.both:
            editor.insertFromMimeData(mime)

    @rule(name=st.sampled_from(["bold", "italic"]))
    def toggle(self, name: str) -> None:
        for editor in self.both:
            if editor.textCursor().hasSelection():
                getattr(editor, f"toggle_{name}")()

    @rule(old=st.sampled_from(["a", "words", "글", " "]), new=st.sampled_from(["", "b", "한 국"]))
    def replace_everywhere(self, old: str, new: str) -> None:
        counts = []
        for editor in self.both:
            search = Search(editor)
            search.look_for(Query(old, case=True, quote_blind=False))
            counts.append(replace_all(search, new, editor.textCursor()))
            search.stop()
        assert counts[0] == counts[1]
        self.put_cursor(0, 0, None)  # a caret in what was replaced is before it here, and behind it there

    @invariant()
    def all_can_be_accepted(self) -> None:
        if hasattr(self, "plain"):
            plain, tracked = (to_document(editor.document()) for editor in self.both)
            assert accepted(tracked) == markup.normal(plain)

    def teardown(self) -> None:
        if hasattr(self, "plain"):
            before = self.tracked.page.body_now() if self.tracked.page else ""
            self.tracked.changes.resolve_all(Edit.DELETED)
            assert self.tracked.page is not None
            assert self.tracked.page.journal.markdown() == PLAIN, before
            for editor in self.both:
                editor.deleteLater()
            QApplication.processEvents()


class Everything(Desk):
    """Whatever else can be done to a page, with its changes tracked or not."""

    @initialize(lead=st.booleans(), body=st.sampled_from(["", markup.write(PARTS)]))
    def open(self, lead: bool, body: str) -> None:
        Desk.open(self, lead, body)
        self.editor.changes.track("Kim", on=True)

    @rule(on=st.booleans())
    def track(self, on: bool) -> None:
        self.editor.changes.track("Kim", on=on)

    @rule(kept=st.sampled_from(Edit))
    def resolve(self, kept: Edit) -> None:
        content = self.content()
        if self.editor.changes.resolve_all(kept):
            assert not self.editor.changes.pending()
            self.editor.undo()
            assert self.content() == content
            self.editor.redo()

    @rule(step=st.sampled_from([1, -1]))
    def go_to_change(self, step: int) -> None:
        assert self.editor.changes.step(step) == bool(self.editor.changes.pending())

    @rule(old=st.sampled_from(["a", "paragraph", "가"]), new=st.sampled_from(["", "bat. "]))
    def replace_everywhere(self, old: str, new: str) -> None:
        content, search = self.content(), Search(self.editor)
        search.look_for(Query(old, case=True, quote_blind=False))
        if replace_all(search, new, self.editor.textCursor()):
            self.editor.undo()
            assert self.content() == content
            self.editor.redo()
        search.stop()


def run(machine: Any, examples: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_whatever_was_done_all_can_be_rejected(qapp: QApplication) -> None:
    run(Rejecting, 40)


def test_the_page_stays_sound_while_its_changes_are_tracked(qapp: QApplication) -> None:
    run(Everything, 30)


def test_whatever_was_done_all_can_be_accepted(qapp: QApplication) -> None:
    run(Accepting, 40)
