"""Any order of typing, formatting, pasting, undoing and reloading leaves a sound page that says what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.matching import Query
from deskeditor.core.photo import Photo, PhotoFields, PhotoUse, Role, UsedPhoto
from deskeditor.ui.editor import clipboard
from deskeditor.ui.editor.lines import FIELDS, OBJECTS, PICTURES, Kind
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.replace import replace_all
from deskeditor.ui.editor.search import Search
from deskeditor.ui.editor.source import SourceView
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

NOW = datetime(2025, 12, 5, tzinfo=UTC)
BODY = """First paragraph of the story.

## A crosshead

> Said somebody.

- one
- two

![A ferry](photo:p1)
The caption

---

| a | b |
|---|---|
| 1 | 2 |

Last paragraph.
"""
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ERASERS = [
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Backspace, CTRL),
    (Qt.Key.Key_Delete, CTRL),
    (Qt.Key.Key_K, CTRL),
    (Qt.Key.Key_X, CTRL),
]
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


class Desk(RuleBasedStateMachine):
    """The editor, and what its saves add up to."""

    @initialize(lead=st.booleans(), body=st.sampled_from(["", BODY]))
    def open(self, lead: bool, body: str) -> None:
        self.photo = ferry()
        self.editor = StoryEditor()
        self.editor.resize(700, 500)
        photos = (PhotoUse("p1", Role.LEAD),) if lead else ()
        self.article = Article(
            "a1", "urn:a1", "a", NOW, NOW, headline="Ferry leaves", byline=("Jane Doe",), body=body, photos=photos
        )
        self.saved_body = body
        self.editor.load(self.article, {"p1": self.photo})
        self.before = self.content()

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

    @rule(text=st.text("ab .-#>'\"", min_size=1, max_size=6))
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

    @rule(name=st.sampled_from(["bold", "italic", "strike", "code", "bullets", "numbers", "quote"]))
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
            mime = clipboard.copy(self.editor.textCursor())
            self.put_cursor(at, at, False)
            self.editor.insertFromMimeData(mime)

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
        self.saved_body = self.editor.take_changes().get("body", self.saved_body)
        assert self.saved_body == view.text()
        self.editor.bring_back(view.text())
        self.article = replace(self.article, body=self.saved_body)
        assert markup.normal(to_document(page)) == markup.read(self.saved_body)
        assert self.editor.take_changes() == {}
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
        self.article = replace(self.article, headline="From elsewhere", body=self.saved_body)
        self.editor.apply_article(self.article, {"p1": self.photo})
        assert markup.normal(to_document(self.editor.document())) == markup.read(self.saved_body)
        assert self.editor.take_changes() == {}

    @rule()
    def reload(self) -> None:
        self.save()
        self.article = replace(self.article, body=self.saved_body, photos=())
        self.editor.load(self.article, {"p1": self.photo})
        self.before = self.content()

    @rule()
    def save(self) -> None:
        self.saved_body = self.editor.take_changes().get("body", self.saved_body)
        document = to_document(self.editor.document())
        if self.saved_body == self.article.body:
            assert markup.read(self.saved_body) == markup.normal(document)
        else:
            assert self.saved_body == markup.write(markup.normal(document))

    @invariant()
    def page_is_sound(self) -> None:
        block = self.editor.document().begin()
        kinds = []
        while block.isValid():
            kind = kind_of(block)
            kinds.append(kind)
            if kind in OBJECTS:
                assert block.text() == "\ufffc"
            elif kind in FIELDS:
                assert "\u2028" not in block.text()
            if kind is Kind.LIST:
                assert block.textList() is not None
            else:
                assert block.textList() is None
            block = block.next()
        assert kinds[:5] == list(FIELDS)
        rest = kinds[5:]
        if rest[0] is Kind.LEAD_PICTURE:
            assert rest[1] is Kind.LEAD_CAPTION
            rest = rest[2:]
        assert rest
        assert not {*FIELDS, Kind.LEAD_PICTURE, Kind.LEAD_CAPTION} & set(rest)
        for one, other in zip([Kind.PARAGRAPH, *rest], [*rest, Kind.PARAGRAPH], strict=True):
            assert (one in PICTURES) == (other is Kind.CAPTION)

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
