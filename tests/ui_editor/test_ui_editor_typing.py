"""Typography while it is typed into the page: where it acts and where not, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QLocale, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest

from deskeditor.core.document import Run
from deskeditor.markup.typography import CONVENTIONS
from deskeditor.ui.editor.lines import PARAGRAPH, Kind
from deskeditor.ui.editor.look import char_format, end_of, kind_of
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import line_of, runs_of

OpenStory = Callable[..., StoryEditor]

HEADLINE, STANDFIRST, BODY = 1, 2, 5
CAPTION = 6
"""With a picture first in the body."""


def write(editor: StoryEditor, block: int, words: str) -> str:
    """Type at the end of a block; its text then."""
    page = editor.document()
    cursor = QTextCursor(page)
    cursor.setPosition(end_of(page.findBlockByNumber(block)))
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, words)
    return page.findBlockByNumber(block).text()


def compose(editor: StoryEditor, *steps: str, commit: str = "") -> None:
    """What an input method sends: each step of a composition, and what it leaves."""
    for step in steps:
        QCoreApplication.sendEvent(editor, QInputMethodEvent(step, []))
    last = QInputMethodEvent()
    last.setCommitString(commit)
    QCoreApplication.sendEvent(editor, last)


@pytest.mark.parametrize("style", ["quotationStart", "alternate"])
@pytest.mark.parametrize("tag", ["en", "en-GB", "ko", "de", "es", "es-MX"])
def test_quotation_marks_are_those_of_cldr(tag: str, style: str) -> None:
    rules = CONVENTIONS.get(tag) or CONVENTIONS[tag.split("-")[0]]
    alternate = style == "alternate"
    pair = rules.single if alternate else rules.double
    assert pair is not None
    quoting = QLocale.QuotationStyle.AlternateQuotation if alternate else QLocale.QuotationStyle.StandardQuotation
    assert "x".join(pair) == QLocale(tag).quoteString("x", quoting)


def test_french_quotation_marks_are_those_of_cldr() -> None:
    assert "x".join(CONVENTIONS["fr"].double) == QLocale("fr").quoteString("x")


@pytest.mark.parametrize("block", [0, HEADLINE, STANDFIRST, BODY, CAPTION, 8])
def test_it_is_set_in_every_field(open_story: OpenStory, block: int) -> None:
    editor = open_story(body="![A](photo:p1)\n\nText\n" if block == CAPTION else "One\n\n- two\n\n> three\n\n## four\n")
    assert write(editor, block, ' "It\'s"--so...').endswith(" “It’s”—so…")


def test_three_hyphens_and_enter_are_still_a_dividing_line(open_story: OpenStory) -> None:
    editor = open_story(body="")
    write(editor, BODY, "---")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert kind_of(editor.document().findBlockByNumber(BODY)) is Kind.RULE


def test_code_between_backticks_keeps_its_quotation_marks(open_story: OpenStory) -> None:
    editor = open_story(body="")
    write(editor, BODY, "\"Run `say 'a--b'` now\"")
    assert editor.take_changes()["body"] == "“Run `say 'a--b'` now”\n"


def test_names_stay_as_they_are_typed(open_story: OpenStory) -> None:
    assert write(open_story(), 3, "Sean O'Brien") == "Sean O'Brien"


def test_the_lead_caption_is_set_too(open_story: OpenStory) -> None:
    assert write(open_story(lead=True), 6, ' "so"').endswith(" “so”")


def test_it_follows_the_language_of_the_story(open_story: OpenStory) -> None:
    editor = open_story(language="de", body="Er\n")
    assert write(editor, BODY, ' "so"') == "Er „so“"


@pytest.mark.parametrize("body", ["Run `a` now\n", "a\\\\\n"])
def test_code_and_what_follows_a_backslash_are_left_alone(open_story: OpenStory, body: str) -> None:
    editor = open_story(body=body)
    place = 5 if "`" in body else 2
    cursor = QTextCursor(editor.document().findBlockByNumber(BODY))
    cursor.setPosition(cursor.position() + place)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, '"')
    assert '"' in cursor.block().text()


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ("Run `a-`\n", "-"),
        ("Run `..`\n", "."),
        ("[a-](https://a.example)\n", "-"),
        ("{--a---}{>>Min Lee, 2026-11-26T05:30:00Z<<}\n", "-"),
    ],
)
def test_what_stands_before_in_another_look_is_left_alone(open_story: OpenStory, body: str, typed: str) -> None:
    editor = open_story(body=body)
    page = editor.document()
    before = runs_of(page.findBlockByNumber(BODY))
    cursor = QTextCursor(page)
    cursor.setPosition(end_of(page.findBlockByNumber(BODY)))
    editor.setTextCursor(cursor)
    editor.setCurrentCharFormat(char_format(PARAGRAPH))
    QTest.keyClicks(editor, typed)
    assert runs_of(page.findBlockByNumber(BODY)) == (*before, Run(typed))


def test_it_is_set_over_a_selection(open_story: OpenStory) -> None:
    editor = open_story(body="One\n\nTwo\n")
    editor.selectAll()
    QTest.keyClicks(editor, '"so"')
    assert "“so”" in editor.document().toRawText()


def test_the_marks_of_the_text_stay(open_story: OpenStory) -> None:
    editor = open_story(body="**so**\n")
    write(editor, BODY, '"')
    assert editor.take_changes()["body"] == "**so”**\n"


def test_turned_off_nothing_is_replaced(open_story: OpenStory) -> None:
    editor = open_story(body="One\n")
    editor.typographer.on = False
    assert write(editor, BODY, ' "so"--...') == 'One "so"--...'


def test_pasted_text_is_left_alone(open_story: OpenStory) -> None:
    editor = open_story(body="One\n")
    write(editor, BODY, " ")
    mime = QMimeData()
    mime.setText('"so"--...')
    editor.insertFromMimeData(mime)
    assert line_of(editor.document().findBlockByNumber(BODY)).runs[0].text == 'One "so"--...'


def test_a_composition_is_left_alone(open_story: OpenStory) -> None:
    editor = open_story(language="ko", body="가\n")
    write(editor, BODY, " ")
    compose(editor, "ㅎ", "하", "한", commit='"한"...')
    assert editor.document().findBlockByNumber(BODY).text() == '가 "한"...'


def test_keys_between_compositions_are_set_and_the_composition_stays(open_story: OpenStory) -> None:
    editor = open_story(language="ko", body="")
    write(editor, BODY, '"')
    compose(editor, "ㅎ", "하", "한", commit="한")
    QTest.keyClicks(editor, '"')
    compose(editor, "ㅇ", "이", commit="이")
    QCoreApplication.sendEvent(editor, QInputMethodEvent("ㄷ", []))
    assert editor.document().findBlockByNumber(BODY).text() == "“한”이"
    QTest.keyClicks(editor, "'")
    assert editor.document().findBlockByNumber(BODY).layout().preeditAreaText() in ("", "ㄷ")
    assert "“한”이" in editor.document().findBlockByNumber(BODY).text()


@pytest.mark.parametrize(
    ("language", "keys", "literal", "page"),
    [
        ("en", 'say "', 'say "', "say “"),
        ("en", "a--", "a--", "a—"),
        ("en", "so...", "so...", "so…"),
        ("en", "the '90s", "the ‘90s", "the ’90s"),
        ("fr", "Oui!", "Oui!", "Oui\u202f!"),
        ("fr", "« ", "«\u00a0 ", "«\u00a0"),
        ("de", "'geht's", "‚geht‘s", "‚geht’s"),
    ],
)
def test_one_undo_brings_the_typed_characters_back(
    open_story: OpenStory, language: str, keys: str, literal: str, page: str
) -> None:
    editor = open_story(language=language, body="")
    assert write(editor, BODY, keys) == page
    QTest.keyClicks(editor, "x y")
    editor.undo()
    assert editor.document().findBlockByNumber(BODY).text() == page
    editor.undo()
    assert editor.document().findBlockByNumber(BODY).text() == literal
    assert editor.textCursor().positionInBlock() == len(literal)
    editor.redo()
    assert editor.textCursor().positionInBlock() == len(page)
    editor.undo()
    assert editor.textCursor().positionInBlock() == len(literal)
    QTest.keyClicks(editor, "x y")
    assert editor.document().findBlockByNumber(BODY).text() == f"{literal}x y"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(language=st.sampled_from(sorted(CONVENTIONS)), keys=st.text("ab '\"-.!:«»9sn", max_size=20))
def test_all_of_it_is_undone_and_redone(open_story: OpenStory, language: str, keys: str) -> None:
    editor = open_story(language=language, body="One\n\nTwo\n")
    page = editor.document()
    write(editor, BODY, keys)
    written, steps = page.toRawText(), 0
    while page.isUndoAvailable():
        editor.undo()
        steps += 1
    assert editor.document().findBlockByNumber(BODY).text() == "One"
    assert not editor.take_changes()
    for _ in range(steps):
        editor.redo()
    assert page.toRawText() == written
