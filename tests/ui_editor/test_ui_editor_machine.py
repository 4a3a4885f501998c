"""Any order of typing, formatting, pasting, undoing and reloading leaves a sound page that says what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.document import (
    Align,
    Aside,
    Document,
    Embed,
    Figure,
    Gallery,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Note,
    Paragraph,
    PullQuote,
    Quote,
    Raw,
    Rule,
    Run,
    Table,
)
from deskeditor.core.matching import Query
from deskeditor.core.photo import Photo, PhotoFields, PhotoUse, Role, UsedPhoto
from deskeditor.ui.editor import clipboard, tables
from deskeditor.ui.editor.lines import CAPTIONED, CELLS, FIELDS, OBJECTS, Kind, Style, joins
from deskeditor.ui.editor.look import end_of, kind_of, style_of
from deskeditor.ui.editor.replace import replace_all
from deskeditor.ui.editor.search import Search
from deskeditor.ui.editor.source import SourceView
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.units import table_of
from deskeditor.ui.editor.walk import to_document

NOW = datetime(2025, 12, 5, tzinfo=UTC)


def words(text: str, *marks: Mark) -> tuple[Run, ...]:
    return (Run(text, frozenset(marks)),)


STORY = Document(
    (
        Paragraph((*words("First paragraph of the story."), *words("1", Mark.NOTE))),
        Heading(1, words("A crosshead")),
        Quote((words("Said somebody."),)),
        PullQuote(words("Lifted out.")),
        ListBlock(False, (ListItem(words("one")), ListItem(words("two")))),
        Figure("p1", "A ferry", words("The caption")),
        Aside("Fares", (Paragraph(words("Adults pay.")), ListBlock(False, (ListItem(words("Children")),)))),
        Table((Align.NONE, Align.RIGHT), ((words("a"), words("b")), (words("c"), words("d")))),
        Gallery((Figure("p1", "One", words("First of two")), Figure("p1", "Two", ()))),
        Embed("https://video.example.org/1", "The ferry", words("A film.")),
        Rule(),
        Raw("```\ncode\n```"),
        Paragraph(words("Last paragraph.")),
        Note("1", words("The source.")),
        Raw("    code"),
    )
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ERASERS = [
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Backspace, CTRL),
    (Qt.Key.Key_Delete, CTRL),
    (Qt.Key.Key_K, CTRL),
    (Qt.Key.Key_X, CTRL),
]
TOGGLES = [
    *("bold", "italic", "strike", "code", "superscript", "subscript"),
    *("bullets", "numbers", "quote", "pull_quote", "box", "gallery"),
]
TABLE_CHANGES = [
    *((tables.insert_row, step) for step in (0, 1)),
    *((tables.insert_column, step) for step in (0, 1)),
    *((tables.set_align, align) for align in Align),
    (tables.remove_row,),
    (tables.remove_column,),
]
ARROWS = [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right]
PASTED = ["word", "two\nlines", "para\n\npara", "한국어 문장", "a\u00a0b"]


def ferry() -> UsedPhoto:
    fields = PhotoFields(caption="A ferry at the quay", alt="A white ferry", credit="Jane Doe")
    picture = Photo("p1", "urn:p1", "ferry.jpg", "0" * 64, "image/jpeg", 1, 1600, 1000, NOW, NOW, fields)
    return UsedPhoto.of(PhotoUse("p1", Role.INLINE), picture)


def blocks(page: QTextDocument) -> Iterator[QTextBlock]:
    block = page.begin()
    while block.isValid():
        yield block
        block = block.next()


class DropInside(QDropEvent):
    """A drop of what was dragged from the same editor."""

    def __init__(self, editor: StoryEditor, at: int) -> None:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(at)
        self._mime = editor.createMimeDataFromSelection()
        self._editor = editor
        place, move = QPointF(editor.cursorRect(cursor).center()), Qt.DropAction.MoveAction
        super().__init__(place, move, self._mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        self.setDropAction(move)

    def source(self) -> QObject:
        return self._editor


class Desk(RuleBasedStateMachine):
    """The editor, and what its saves add up to."""

    @initialize(lead=st.booleans(), body=st.sampled_from(["", markup.write(STORY)]))
    def open(self, lead: bool, body: str) -> None:
        self.photo = ferry()
        self.editor = StoryEditor()
        self.editor.resize(700, 500)
        photos = (PhotoUse("p1", Role.LEAD),) if lead else ()
        self.article = Article(
            "a1", "urn:a1", "a", NOW, NOW, headline="Ferry leaves", byline=("Jane Doe",), body=body, photos=photos
        )
        self.saved_body = body
        self.taken: dict[str, Any] = {}
        self.editor.load(self.article, {"p1": self.photo})
        self.before = self.content()

    def take(self) -> dict[str, Any]:
        changes: dict[str, Any] = {**self.editor.take_changes()}
        self.taken |= {name: value for name, value in changes.items() if name != "body"}
        return changes

    def content(self) -> tuple[object, ...]:
        page = self.editor.document()
        head = tuple(page.findBlockByNumber(number).text() for number in range(len(FIELDS)))
        return (*head, self.editor.lead_photo, to_document(page))

    @rule(at=st.integers(0, 400), to=st.integers(0, 400), select=st.booleans())
    def put_cursor(self, at: int, to: int, select: bool) -> None:
        last = self.editor.document().characterCount() - 1
        cursor = self.editor.textCursor()
        cursor.setPosition(min(at, last))
        if select:
            cursor.setPosition(min(to, last), QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)

    @rule(block=st.integers(5, 40), at_end=st.booleans())
    def go_to_block(self, block: int, at_end: bool) -> None:
        page = self.editor.document()
        found = page.findBlockByNumber(min(block, page.blockCount() - 1))
        self.put_cursor(end_of(found) if at_end else found.position(), 0, False)

    @rule(text=st.text("ab .-#>*_~^`|[]()'\"", min_size=1, max_size=6))
    def type_text(self, text: str) -> None:
        QTest.keyClicks(self.editor, text)

    @rule(syllables=st.text("가나다한국", min_size=1, max_size=2))
    def compose(self, syllables: str) -> None:
        for step in ("ㅎ", "하", "한"):
            QApplication.sendEvent(self.editor, QInputMethodEvent(step, []))
        commit = QInputMethodEvent()
        commit.setCommitString(syllables)
        QApplication.sendEvent(self.editor, commit)

    @rule(shift=st.booleans())
    def enter(self, shift: bool) -> None:
        QTest.keyClick(self.editor, Qt.Key.Key_Return, SHIFT if shift else Qt.KeyboardModifier.NoModifier)

    @rule(forward=st.booleans())
    def tab(self, forward: bool) -> None:
        QTest.keyClick(self.editor, Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab)

    @rule(eraser=st.sampled_from(ERASERS), times=st.integers(1, 4))
    def erase(self, eraser: tuple[Qt.Key, Qt.KeyboardModifier], times: int) -> None:
        for _ in range(times):
            QTest.keyClick(self.editor, *eraser)

    @rule(typed=st.sampled_from(["## ", "- ", "> ", "**ab**", "`a`", "[a](https://a.example)", "[^2]", "!!! aside "]))
    def type_markdown(self, typed: str) -> None:
        QTest.keyClicks(self.editor, typed)

    @rule(typed=st.sampled_from(["---", "| a | b |"]))
    def type_markdown_and_enter(self, typed: str) -> None:
        QTest.keyClicks(self.editor, typed)
        QTest.keyClick(self.editor, Qt.Key.Key_Return)

    @rule(name=st.sampled_from(TOGGLES))
    def toggle(self, name: str) -> None:
        getattr(self.editor, f"toggle_{name}")()

    @rule(level=st.integers(0, 3))
    def set_block(self, level: int) -> None:
        if level:
            self.editor.set_heading(level)
        else:
            self.editor.set_paragraph()

    @rule(href=st.sampled_from(["https://example.org", "mailto:a@b.example", ""]))
    def link(self, href: str) -> None:
        self.editor.set_link(href)

    @rule(step=st.sampled_from([-1, 1]))
    def move(self, step: int) -> None:
        self.editor.move_block(step)

    @rule(change=st.sampled_from(TABLE_CHANGES))
    def change_table(self, change: tuple[Any, ...]) -> None:
        self.editor.change_table(*change)

    @rule()
    def insert_table(self) -> None:
        self.editor.insert_table()

    @rule()
    def insert_note(self) -> None:
        self.editor.insert_note()

    @rule(title=st.sampled_from(["", "Film"]))
    def set_embed(self, title: str) -> None:
        self.editor.set_embed("https://video.example.org/2", title)

    @rule(after=st.booleans())
    def open_beside(self, after: bool) -> None:
        self.editor.open_beside(after=after)

    @rule(key=st.sampled_from(ARROWS), select=st.booleans())
    def arrow(self, key: Qt.Key, select: bool) -> None:
        for _ in range(3):
            QTest.keyClick(self.editor, key, SHIFT if select else Qt.KeyboardModifier.NoModifier)

    @rule()
    def insert_figure(self) -> None:
        self.editor.insert_figure(self.photo)

    @rule()
    def insert_rule(self) -> None:
        self.editor.insert_rule()

    @rule(on=st.booleans())
    def set_lead(self, on: bool) -> None:
        self.editor.set_lead(self.photo if on else None)

    @rule(text=st.sampled_from(PASTED))
    def paste_text(self, text: str) -> None:
        mime = QMimeData()
        mime.setText(text)
        self.editor.insertFromMimeData(mime)

    @rule(at=st.integers(0, 400))
    def copy_and_paste(self, at: int) -> None:
        if self.editor.textCursor().hasSelection():
            mime = clipboard.copy(self.editor.textCursor(), self.editor.article_id)
            self.put_cursor(at, at, False)
            self.editor.insertFromMimeData(mime)

    @rule(at=st.integers(0, 400))
    def drag_and_drop(self, at: int) -> None:
        if self.editor.textCursor().hasSelection():
            self.editor.dropEvent(DropInside(self.editor, min(at, self.editor.document().characterCount() - 1)))

    @rule(times=st.integers(1, 5))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.editor.undo()

    @rule(times=st.integers(1, 5))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.editor.redo()

    @rule()
    def undo_and_redo_everything(self) -> None:
        page, content, steps = self.editor.document(), self.content(), 0
        while page.isUndoAvailable():
            self.editor.undo()
            steps += 1
        assert self.content() == self.before
        for _ in range(steps):
            self.editor.redo()
        assert self.content() == content

    @rule(old=st.sampled_from(["a", "e", "paragraph", "가", "-"]), new=st.sampled_from(["", "b", "bat. ", "한 국"]))
    def replace_everywhere(self, old: str, new: str) -> None:
        page, content = self.editor.document(), self.content()
        search = Search(self.editor)
        search.look_for(Query(old, case=True, quote_blind=False))
        before = [block.text() for block in blocks(page)]
        count = replace_all(search, new, self.editor.textCursor())
        assert count == sum(text.count(old) for text in before)
        assert [block.text() for block in blocks(page)] == [text.replace(old, new) for text in before]
        if count:
            self.editor.undo()
            assert self.content() == content
            self.editor.redo()
        search.stop()

    @rule(
        old=st.sampled_from(["paragraph", "- one", "> ", "caption", "\n\n"]), new=st.sampled_from(["X", "", "X\n\nY"])
    )
    def write_as_markdown(self, old: str, new: str) -> None:
        self.save()
        page, content = self.editor.page, self.content()
        assert page is not None
        view = SourceView()
        view.begin(page.body_now())
        self.editor.write_elsewhere(view.text)
        view.take(view.text().replace(old, new, 1))
        self.editor.written_elsewhere()
        self.saved_body = self.take().get("body", self.saved_body)
        assert self.saved_body == view.text()
        self.editor.bring_back(view.text())
        self.article = replace(self.article, body=self.saved_body)
        assert markup.normal(to_document(page)) == markup.read(self.saved_body)
        assert self.take() == {}
        written = self.content()
        if written != content:
            self.editor.undo()
            assert self.content() == content
            self.editor.redo()
            assert self.content() == written
        view.deleteLater()

    @rule(old=st.sampled_from(["paragraph", "one", "caption", "ab"]), new=st.sampled_from(["X", "", "X\n\nY"]))
    def change_elsewhere(self, old: str, new: str) -> None:
        self.save()
        self.saved_body = markup.write(markup.read(self.saved_body.replace(old, new, 1) + "\nAdded elsewhere.\n"))
        changed = self.taken | {"headline": "From elsewhere", "body": self.saved_body}
        self.article, self.taken = replace(self.article, **changed), {}
        self.editor.apply_article(self.article, {"p1": self.photo})
        assert markup.normal(to_document(self.editor.document())) == markup.read(self.saved_body)
        assert self.take() == {}

    @rule()
    def reload(self) -> None:
        self.save()
        self.article = replace(self.article, id=f"{self.article.id}'", body=self.saved_body, photos=())
        self.taken = {}
        self.editor.load(self.article, {"p1": self.photo})
        self.before = self.content()

    @rule()
    def leave_and_return(self) -> None:
        if self.editor.lead_photo:
            return  # its caption would come from the desk, which is not here
        self.saved_body = self.take().get("body", self.saved_body)
        content, steps = self.content(), self.editor.document().availableUndoSteps()
        self.editor.load(Article("other", "urn:o", "o", NOW, NOW), {})
        now = replace(self.article, photos=(), **(self.taken | {"body": self.saved_body}))
        self.editor.load(now, {"p1": self.photo})
        assert self.content() == content
        assert self.editor.document().availableUndoSteps() == steps

    @rule()
    def save(self) -> None:
        self.saved_body = self.take().get("body", self.saved_body)
        document = to_document(self.editor.document())
        if self.saved_body == self.article.body:
            assert markup.read(self.saved_body) == markup.normal(document)
        else:
            assert self.saved_body == markup.write(markup.normal(document))

    @invariant()
    def page_is_sound(self) -> None:
        block = self.editor.document().begin()
        styles = []
        while block.isValid():
            style = style_of(block)
            styles.append(style)
            if style.kind in OBJECTS:
                assert block.text() == "\ufffc"
            elif style.kind in (*FIELDS, Kind.ASIDE):
                assert "\u2028" not in block.text()
            assert (block.textList() is not None) == (style.kind is Kind.LIST)
            assert (table_of(block) is not None) == (style.kind in CELLS | {Kind.TABLE_END})
            block = block.next()
        assert [style.kind for style in styles[:5]] == list(FIELDS)
        rest = styles[5:]
        if rest[0].kind is Kind.LEAD_PICTURE:
            assert rest[1].kind is Kind.LEAD_CAPTION
            rest = rest[2:]
        assert rest
        assert not {*FIELDS, Kind.LEAD_PICTURE, Kind.LEAD_CAPTION} & {style.kind for style in rest}
        for one, other in pairwise([Style(), *rest, Style()]):
            assert CAPTIONED.get(one.kind) is (other.kind if other.kind in CAPTIONED.values() else None)
            if other.grouped and not other.first:
                assert joins(one, other)
            if other.kind is Kind.TABLE_END:
                assert one.kind in CELLS

    @invariant()
    def tables_are_what_their_blocks_say(self) -> None:
        block = self.editor.document().begin()
        while block.isValid():
            table = table_of(block)
            if table is None:
                block = block.next()
                continue
            assert block.blockNumber() == table.firstCursorPosition().blockNumber()
            for row in range(table.rows()):
                for _ in range(table.columns()):
                    style = style_of(block)
                    assert style.kind is (Kind.CELL if row else Kind.HEAD_CELL)
                    assert style.level == table.columns()
                    block = block.next()
            assert kind_of(block) is Kind.TABLE_END
            block = block.next()

    def teardown(self) -> None:
        if hasattr(self, "editor"):
            self.editor.deleteLater()
            QApplication.processEvents()


def test_the_page_stays_sound_whatever_is_done_to_it(qapp: QApplication) -> None:
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=100, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
