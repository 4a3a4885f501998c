"""Markdown as you type: what comes of it, that one step of undo takes it back, and where nothing happens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest

from deskeditor.core.document import (
    Align,
    Aside,
    Block,
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
    Rule,
    Run,
    Runs,
    Table,
)
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

OpenStory = Callable[..., StoryEditor]
Key = Qt.Key


def words(text: str, *marks: Mark, link: str = "") -> Run:
    return Run(text, frozenset(marks), link)


def begin(open_story: OpenStory, text: str = "", **fields: str) -> StoryEditor:
    editor = open_story(body=text, **fields)
    cursor = QTextCursor(editor.document().findBlockByNumber(body_start(editor.document())))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    return editor


def body(editor: StoryEditor) -> tuple[Block, ...]:
    return to_document(editor.document()).blocks


def only(editor: StoryEditor) -> Runs:
    (block,) = body(editor)
    assert isinstance(block, Paragraph)
    return block.runs


@pytest.mark.parametrize(
    ("typed", "block"),
    [
        ("# x", Heading(1, (words("x"),))),
        ("## x", Heading(1, (words("x"),))),
        ("### x", Heading(2, (words("x"),))),
        ("#### x", Heading(3, (words("x"),))),
        ("- x", ListBlock(False, (ListItem((words("x"),)),))),
        ("* x", ListBlock(False, (ListItem((words("x"),)),))),
        ("1. x", ListBlock(True, (ListItem((words("x"),)),))),
        ("> x", Quote(((words("x"),),))),
        ("!!! aside x", Aside("x")),
        ("!!! pullquote x", PullQuote((words("x"),))),
    ],
)
def test_a_paragraph_becomes_what_it_begins_like(open_story: OpenStory, typed: str, block: Block) -> None:
    editor = begin(open_story)
    QTest.keyClicks(editor, typed)
    assert body(editor) == (block,)
    editor.undo()
    editor.undo()
    assert body(editor) == (Paragraph((words(typed[:-1]),)),)
    QTest.keyClicks(editor, "x")
    assert body(editor) == (Paragraph((words(typed),)),)


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        ("a **b c**", words("b c", Mark.BOLD)),
        ("a __b c__", words("b c", Mark.BOLD)),
        ("a *b c*", words("b c", Mark.ITALIC)),
        ("a _b c_", words("b c", Mark.ITALIC)),
        ("a ~~b c~~", words("b c", Mark.STRIKE)),
        ("a ~b~", words("b", Mark.SUBSCRIPT)),
        ("a ^b^", words("b", Mark.SUPERSCRIPT)),
        ("a `b *c`", words("b *c", Mark.CODE)),
        ("a [b c](https://example.org/x)", words("b c", link="https://example.org/x")),
        ("a 🙂**한국어 🙂**", words("한국어 🙂", Mark.BOLD)),
    ],
)
def test_text_is_set_as_it_is_marked(open_story: OpenStory, typed: str, run: Run) -> None:
    editor = begin(open_story)
    for character in typed:
        if ord(character) > 0x7F:
            editor.textCursor().insertText(character)
        else:
            QTest.keyClicks(editor, character)
    before = words(typed.partition("**")[0] if "🙂" in typed else "a ")
    QTest.keyClicks(editor, " on")
    assert only(editor) == (before, run, words(" on"))
    editor.undo()
    assert only(editor) == (before, run)
    editor.undo()
    assert only(editor) == (words(typed),)
    editor.redo()
    assert only(editor) == (before, run)


@pytest.mark.parametrize(
    "typed",
    [
        "2 * 3 * 4",
        "snake_case_name",
        "** no**",
        "a ~b c~",
        "[x](javascript:alert(1))",
        "![x](https://example.org)",
        "*",
        "2025. A year",
        "a - b",
        "# ",
    ],
)
def test_what_is_no_markdown_stays(open_story: OpenStory, typed: str) -> None:
    editor = begin(open_story, "Begun. " if typed == "# " else "")
    before = "Begun." if typed == "# " else ""
    QTest.keyClicks(editor, typed)
    assert only(editor) == (words(before + typed),)


def test_nothing_happens_in_code_or_in_the_fields(open_story: OpenStory) -> None:
    editor = begin(open_story)
    editor.toggle_code()
    QTest.keyClicks(editor, "a **b**")
    assert only(editor) == (words("a **b**", Mark.CODE),)
    headline = editor.document().findBlockByNumber(1)
    editor.setTextCursor(QTextCursor(headline))
    QTest.keyClicks(editor, "## A *b* c")
    assert headline.text() == "## A *b* c"


def test_a_composition_is_left_alone_and_what_it_ends_in_counts(open_story: OpenStory) -> None:
    editor = begin(open_story)
    QTest.keyClicks(editor, "**")
    QCoreApplication.sendEvent(editor, QInputMethodEvent("한", []))
    commit = QInputMethodEvent()
    commit.setCommitString("한")
    QCoreApplication.sendEvent(editor, commit)
    QTest.keyClicks(editor, "*")
    commit = QInputMethodEvent("가", [])
    commit.setCommitString("*")
    QCoreApplication.sendEvent(editor, commit)
    assert only(editor) == (words("**한**"),)
    done = QInputMethodEvent()
    QCoreApplication.sendEvent(editor, done)
    editor.undo()
    QTest.keyClicks(editor, "*")
    assert only(editor)[-1] == words("한", Mark.BOLD)


def test_a_reference_makes_its_note(open_story: OpenStory) -> None:
    editor = begin(open_story)
    QTest.keyClicks(editor, "Said[^x].")
    assert body(editor) == (Paragraph((words("Said"), words("x", Mark.NOTE), words("."))), Note("x"))
    editor.undo()
    editor.undo()
    assert body(editor) == (Paragraph((words("Said[^x]"),)),)


@pytest.mark.parametrize("typed", ["---", "***", "___"])
def test_dashes_and_enter_divide(open_story: OpenStory, typed: str) -> None:
    editor = begin(open_story, "Before.\n")
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, "After.")
    assert to_document(editor.document()) == Document(
        (Paragraph((words("Before."),)), Rule(), Paragraph((words("After."),)))
    )
    editor.undo()
    editor.undo()
    assert body(editor)[1] == Paragraph((words(typed),))
    assert editor.textCursor().atBlockEnd()


def test_cells_and_enter_begin_a_table(open_story: OpenStory) -> None:
    editor = begin(open_story)
    QTest.keyClicks(editor, "| a **b** | c |")
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, "d")
    head = ((words("a "), words("b", Mark.BOLD)), (words("c"),))
    assert body(editor) == (Table((Align.NONE, Align.NONE), (head, ((words("d"),), ()))),)
    editor.undo()
    editor.undo()
    assert only(editor) == (words("| a "), words("b", Mark.BOLD), words(" | c |"))
    assert kind_of(editor.textCursor().block()) is Kind.PARAGRAPH


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("!!! embed https://video.example/1", ""),
        ("!!! embed <https://video.example/1>", ""),
        ('!!! embed "The quay at dawn" <https://video.example/1>', "The quay at dawn"),
    ],
)
def test_an_address_with_the_sign_of_an_embed_is_one_at_enter(open_story: OpenStory, typed: str, title: str) -> None:
    editor = begin(open_story, language="en")
    QTest.keyClicks(editor, typed)
    before = body(editor)
    QTest.keyClick(editor, Key.Key_Return)
    assert body(editor) == (Embed("https://video.example/1", title),)
    QTest.keyClicks(editor, "f")
    assert body(editor) == (Embed("https://video.example/1", title, (words("f"),)),)
    editor.undo()
    editor.undo()
    assert body(editor) == before


def test_the_address_of_a_photo_is_its_figure_at_enter(open_story: OpenStory) -> None:
    editor = begin(open_story, "Before.\n\nAfter.\n", language="en")
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, "![A ferry](photo:p1)")
    before = body(editor)
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, "So")
    assert body(editor)[1] == Figure("p1", "A ferry", (words("So"),))
    editor.undo()
    editor.undo()
    assert body(editor) == before


def test_the_sign_of_a_gallery_gathers_the_figures_below_at_enter(open_story: OpenStory) -> None:
    figures = "![One](photo:p1)\nFirst.\n\n![Two](photo:p1)\nSecond.\n"
    editor = begin(open_story, f"Before.\n\n{figures}\nAfter.\n", language="en")
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClicks(editor, "!!! gallery")
    before = body(editor)
    QTest.keyClick(editor, Key.Key_Return)
    gathered = Gallery((Figure("p1", "One", (words("First."),)), Figure("p1", "Two", (words("Second."),))))
    assert body(editor)[1:] == (gathered, Paragraph((words("After."),)))
    editor.undo()
    assert body(editor) == before


def test_the_sign_of_a_gallery_stays_where_no_figure_is_below(open_story: OpenStory) -> None:
    editor = begin(open_story, language="en")
    QTest.keyClicks(editor, "!!! gallery")
    QTest.keyClick(editor, Key.Key_Return)
    assert body(editor) == (Paragraph((words("!!! gallery"),)),)
