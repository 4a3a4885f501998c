"""What goes onto the page comes back from it, character for character."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QPalette, QTextCursor
from pytestqt.qtbot import QtBot

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.byline import join_byline, split_byline
from deskeditor.core.document import (
    Align,
    Aside,
    Change,
    Document,
    Edit,
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
    normal_runs,
)
from deskeditor.ui.editor import clipboard, pasting
from deskeditor.ui.editor.clippings import Reading
from deskeditor.ui.editor.convert import body_start, from_document
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.nesting import flatten, nest
from deskeditor.ui.editor.page import Page
from deskeditor.ui.editor.pasting import HeldPaste
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

UNWRITABLE = "\x00\r\u2028\u2029\ufeff\ufffe\ufdd0\ufdd1"
SAMPLES = ["word", "한국어", "a\u00a0b", "one\ntwo", "\U0001f642\U0001f1f0", "مرحبا", "\ufffc", " lead", "é"]
letters = st.characters(exclude_categories=["Cs"], exclude_characters=UNWRITABLE)
words = st.one_of(
    st.text(letters, min_size=1, max_size=12),
    st.sampled_from(
        ["word", "한국어", "a\u00a0b", "one\ntwo", "\U0001f642\U0001f1f0\U0001f1f7", "مرحبا", "\ufffc", " lead", "é"]
    ),
).filter(lambda text: bool(text.strip(" \t\n")))
marks = st.frozensets(st.sampled_from([mark for mark in Mark if mark is not Mark.NOTE]))
links = st.sampled_from(["", "", "https://example.org/?a=1&b=2", "mailto:desk@news.example", "story:s1"])
changes = st.one_of(
    st.none(), st.none(), st.builds(Change, st.sampled_from(Edit), st.sampled_from(["", "Kim"]), st.just("2025-12-05"))
)
comments = st.sampled_from(["", "", "c1"])
texts = st.builds(Run, words, marks, links, changes, comments)
references = st.builds(
    Run, st.sampled_from(["1", "2", "source"]), marks.map(lambda some: some | {Mark.NOTE}), links, changes, comments
)
runs = st.lists(st.one_of(texts, texts, texts, references), min_size=1, max_size=4).map(normal_runs)
maybe_runs = st.one_of(st.just(()), runs)


def list_blocks(items: st.SearchStrategy[ListItem]) -> st.SearchStrategy[ListBlock]:
    return st.builds(ListBlock, st.booleans(), st.lists(items, min_size=1, max_size=3).map(tuple))


leaf = st.builds(ListItem, runs)
items = st.recursive(
    leaf,
    lambda inner: st.builds(ListItem, runs, st.lists(list_blocks(inner), max_size=2).map(tuple)),
    max_leaves=5,
)
figures = st.builds(Figure, st.sampled_from(["p1", "gone"]), st.text(letters, max_size=8), maybe_runs)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    aligns = tuple(draw(st.lists(st.sampled_from(Align), min_size=1, max_size=4)))
    row = st.tuples(*[maybe_runs] * len(aligns))
    return Table(aligns, tuple(draw(st.lists(row, min_size=1, max_size=4))))


def asides() -> st.SearchStrategy[Aside]:
    inner = st.one_of(st.builds(Paragraph, runs), st.builds(Heading, st.integers(1, 3), runs), list_blocks(items))
    title = st.text(letters, max_size=8)
    return st.builds(Aside, title, st.lists(inner, max_size=3).map(tuple))


blocks = st.one_of(
    st.builds(Paragraph, runs),
    st.builds(Heading, st.integers(1, 3), runs),
    list_blocks(items),
    st.builds(Quote, st.lists(runs, min_size=1, max_size=3).map(tuple)),
    st.builds(PullQuote, runs),
    figures,
    st.builds(Gallery, st.lists(figures, min_size=1, max_size=3).map(tuple)),
    tables(),
    asides(),
    st.builds(Embed, st.sampled_from(["https://video.example/1"]), st.text(letters, max_size=8), maybe_runs),
    st.builds(Note, st.sampled_from(["1", "source"]), maybe_runs),
    st.just(Rule()),
    st.builds(Raw, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)),
)
documents = st.lists(blocks, max_size=6).map(tuple).map(Document)


def empty_page() -> Page:
    now = datetime(2025, 12, 5, tzinfo=UTC)
    return Page(Article("a", "urn:a", "a", now, now), Pictures(), QPalette)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents)
def test_a_document_comes_back_from_the_page(qtbot: QtBot, document: Document) -> None:
    assert nest(flatten(document)) == document
    page = empty_page()
    from_document(document, page)
    assert to_document(page) == document


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=documents, second=documents)
def test_undo_brings_the_document_of_before_back(qtbot: QtBot, first: Document, second: Document) -> None:
    page = empty_page()
    from_document(first, page)
    from_document(second, page)
    page.undo()
    assert to_document(page) == first
    page.redo()
    assert to_document(page) == second


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, John Roe, and Kim Minji", ("Jane Doe", "John Roe", "Kim Minji")),
        ("김민지、박서준 & Anders Holm", ("김민지", "박서준", "Anders Holm")),
        ("Alexander Sandberg", ("Alexander Sandberg",)),
        ("Byron Land", ("Byron Land",)),
        (" , and ", ()),
    ],
)
def test_names_of_a_byline(text: str, names: tuple[str, ...]) -> None:
    assert split_byline(text) == names


@given(st.lists(st.text(st.characters(categories=("Lu", "Ll")), min_size=4, max_size=8), max_size=5).map(tuple))
def test_a_byline_as_shown_reads_back(names: tuple[str, ...]) -> None:
    assert split_byline(join_byline(names)) == split_byline(join_byline(names, "ko")) == names


def select(editor: StoryEditor, start: int, end: int) -> None:
    cursor = editor.textCursor()
    for place, mode in ((start, QTextCursor.MoveMode.MoveAnchor), (end, QTextCursor.MoveMode.KeepAnchor)):
        cursor.setPosition(place, mode)
        cursor.movePosition(QTextCursor.MoveOperation.Left, mode)  # out of the middle of a character
        cursor.movePosition(QTextCursor.MoveOperation.Right, mode)
    editor.setTextCursor(cursor)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=documents, coming=documents, at=st.integers(0, 60), length=st.integers(0, 3))
@example(
    before=Document((Aside("0", (Paragraph((Run("one"),)), Paragraph((Run("two"),)))),)),
    coming=Document((Rule(), Paragraph((Run("1", frozenset({Mark.NOTE})),)), Aside("0"), Note("1", (Run("note"),)))),
    at=2,
    length=0,
)
def test_a_held_paste_is_as_one_that_is_not(
    qtbot: QtBot, open_story: Callable[..., StoryEditor], before: Document, coming: Document, at: int, length: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pasting, "SLICE", 2)
        lines = flatten(markup.normal(coming))
        editor = open_story(body=markup.write(markup.normal(before)))
        page = editor.document()
        start = page.findBlockByNumber(body_start(page)).position()
        last = page.characterCount() - 1
        select(editor, min(start + at, last), min(start + at + length, last))
        old = to_document(page)
        paste = HeldPaste(editor, editor.page, lambda: Reading(lines), is_long=True)  # type: ignore[arg-type]
        with qtbot.waitSignal(paste.ended):
            paste.insert(paste.read(), {})
        now = to_document(page)
        assert editor.page is not None
        assert editor.page.journal.markdown() == markup.write(markup.normal(now))
        if page.isUndoAvailable():
            editor.undo()
        assert to_document(page) == old
        select(editor, min(start + at, last), min(start + at + length, last))
        if lines:
            editor.edit(clipboard.paste_foreign, lines)
        assert markup.write(markup.normal(to_document(page))) == markup.write(markup.normal(now))
