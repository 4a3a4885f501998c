"""A paste whose place is held: what comes in, where, and what becomes of what is typed meanwhile."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.document import Document, Figure, Mark, Note, Paragraph, Run, Table
from deskeditor.core.photo import UsedPhoto
from deskeditor.ui.editor import clipboard, pasting
from deskeditor.ui.editor.clippings import LONG
from deskeditor.ui.editor.pasting import HeldPaste
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

OpenStory = Callable[..., StoryEditor]
NOW = datetime(2025, 12, 5, 9, 0, tzinfo=UTC)
PICTURE = f"<img alt='Alt' src='data:image/png;base64,{base64.b64encode(b'any bytes').decode()}'>"


def mime_of(html: str, text: str = "") -> QMimeData:
    mime = QMimeData()
    mime.setHtml(html)
    if text:
        mime.setText(text)
    return mime


def select(editor: StoryEditor, start: int, length: int = 0, block: int = 5) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(block).position() + start)
    cursor.setPosition(cursor.position() + length, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def held(qtbot: QtBot, editor: StoryEditor, html: str) -> HeldPaste:
    with qtbot.waitSignal(editor.paste_held) as told:
        editor.insertFromMimeData(mime_of(html))
    assert told.args is not None
    paste = told.args[0]
    assert isinstance(paste, HeldPaste)
    return paste


def finish(qtbot: QtBot, paste: HeldPaste, photos: dict[str, UsedPhoto] | None = None) -> None:
    with qtbot.waitSignal(paste.ended, timeout=20_000):
        paste.insert(paste.read(), photos or {})


def body(editor: StoryEditor) -> str:
    return markup.write(markup.normal(to_document(editor.document())))


def test_what_is_typed_meanwhile_stands_behind_what_is_pasted(
    qtbot: QtBot, open_story: OpenStory, photo: UsedPhoto
) -> None:
    editor = open_story(body="One two.\n")
    select(editor, 4)
    paste = held(qtbot, editor, f"<p>pasted</p>{PICTURE}<p>end </p>")
    QTest.keyClicks(editor, "new ")
    assert body(editor) == "One new two.\n"
    finish(qtbot, paste, {"pasted-1": photo})
    assert body(editor) == "One pasted\n\n![Alt](photo:p1)\nA ferry at the quay\n\nendnew two.\n"
    QTest.keyClicks(editor, "!")
    assert body(editor).endswith("endnew !two.\n")


def test_a_paste_of_many_slices_is_one_step_of_undo(qtbot: QtBot, open_story: OpenStory) -> None:
    editor = open_story(body="One two.\n")
    select(editor, 4, 3)
    many = 3 * pasting.SLICE
    html = "".join(f"<p>{'long ' * (LONG // many // 4)}{number}</p>" for number in range(many))
    finish(qtbot, held(qtbot, editor, html))
    pasted = to_document(editor.document())
    assert len(pasted.blocks) == many
    assert body(editor).startswith("One long")
    assert body(editor).endswith(f"{many - 1}.\n")
    editor.undo()
    assert body(editor) == "One two.\n"
    editor.redo()
    assert to_document(editor.document()) == pasted


def test_a_paste_is_ended_by_undo_and_by_another_story(
    qtbot: QtBot, open_story: OpenStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pasting, "BUDGET", 1.5)  # one slice a time, by a clock that goes a second a look
    monkeypatch.setattr(pasting, "SLICE", 2)
    monkeypatch.setattr(pasting, "monotonic", count().__next__)
    editor = open_story(body="One two.\n")
    html = f"<p>{'long ' * LONG}</p>" + "<p>more</p>" * 10
    for leave in (editor.undo, editor.end_pastes):
        select(editor, 4)
        paste = held(qtbot, editor, html)
        with qtbot.waitSignal(paste.ended) as ended:
            paste.insert(paste.read(), {})
            leave()
        assert ended.args is not None
        done, whole = ended.args
        assert (0 < done < 11, whole) == (True, False)
    assert body(editor).endswith(" longtwo.\n")


@pytest.mark.parametrize(
    ("typed", "left"), [("", "One  end.\n"), ("new", "One  endnew.\n")], ids=["untouched", "typed over"]
)
def test_a_selection_is_replaced(qtbot: QtBot, open_story: OpenStory, typed: str, left: str) -> None:
    editor = open_story(body="One two.\n")
    select(editor, 4, 3)
    paste = held(qtbot, editor, f"<p>a</p>{PICTURE}<p>end</p>")
    QTest.keyClicks(editor, typed)
    finish(qtbot, paste)
    assert body(editor) == f"One a\n\nend{typed}.\n"


def test_pictures_that_are_no_photos_leave_their_captions(qtbot: QtBot, open_story: OpenStory) -> None:
    editor = open_story(body="")
    select(editor, 0)
    finish(qtbot, held(qtbot, editor, f"<figure>{PICTURE}<figcaption>said</figcaption></figure><p>end</p>{PICTURE}"))
    assert body(editor) == "said\n\nend\n"


def test_a_field_takes_the_words(qtbot: QtBot, open_story: OpenStory) -> None:
    editor = open_story(headline="Head", body="Text.\n")
    select(editor, 4, block=1)
    paste = held(qtbot, editor, f"<p>line</p>{PICTURE}<p>next</p>")
    assert not paste.takes_pictures
    finish(qtbot, paste)
    assert editor.take_changes() == {"headline": "Headline next"}


@pytest.mark.parametrize(
    ("own", "result"),
    [
        ("", "See^1 now.\n\n^1: Of it."),
        ("Here[^1].\n\n[^1]: Mine.\n", "Here^1.See^2 now.\n\n^1: Mine.\n\n^2: Of it."),
        ("Here[^1].\n\n[^1]: Of it.\n", "Here^1.See^1 now.\n\n^1: Of it."),
    ],
    ids=["free", "taken", "the same"],
)
def test_notes_come_below_the_story_under_labels_that_are_free(open_story: OpenStory, own: str, result: str) -> None:
    editor = open_story(body=own)
    cursor = editor.textCursor()
    block = editor.document().findBlockByNumber(5)
    cursor.setPosition(block.position() + block.length() - 1)
    editor.setTextCursor(cursor)
    editor.insertFromMimeData(
        mime_of("<p>See<a href='#ftnt1'>[1]</a> now.</p><div><p><a href='#ftnt_ref1'>[1]</a>Of it.</p></div>")
    )
    assert body(editor) == result.replace("^", "[^").replace("1", "1]").replace("2", "2]") + "\n"


def test_notes_come_with_the_words_that_refer_to_them(open_story: OpenStory) -> None:
    editor = open_story(body="See[^a] now.\n\nMore.\n\n[^a]: Of it.\n")
    select(editor, 0, 8)
    mime = clipboard.copy(editor.textCursor(), "a1")
    other = open_story(body="Before.\n")
    other.load(Article("a2", "urn:a2", "two", NOW, NOW), {})
    select(other, 0)
    other.insertFromMimeData(mime)
    reference = Run("a", frozenset({Mark.NOTE}))
    assert to_document(other.document()) == Document(
        (Paragraph((Run("See"), reference, Run(" now"))), Note("a", (Run("Of it."),)))
    )
    select(editor, 12, block=5)
    editor.insertFromMimeData(mime)
    assert body(editor).count("[^a]:") == 1


def test_changes_and_comments_stay_in_their_story(open_story: OpenStory) -> None:
    text = "{++new++}{>>Kim, 2026-11-26T05:30:00Z<<} {--gone--} {==noted==}{>>#c1<<}"
    editor = open_story(body=f"{text}\n")
    select(editor, 0, len("new gone noted"))
    mime = clipboard.copy(editor.textCursor(), "a1")
    assert "gone" not in mime.text()
    assert "gone" not in mime.html()
    editor.insertFromMimeData(mime)
    assert body(editor).count("{--gone--}") == 1
    assert "{==noted==}{>>#c1<<}" in body(editor)
    other = open_story(body="")
    mime.setData("text/x-deskeditor-story", b"a2")
    select(other, 0)
    other.insertFromMimeData(mime)
    assert body(other) == "new  noted\n"


def test_a_table_comes_as_one_that_can_be_edited(open_story: OpenStory) -> None:
    editor = open_story(body="")
    select(editor, 0)
    editor.insertFromMimeData(mime_of("<table><tr><th>a<th>b<tr><td><b>1</b><td>2</table>"))
    (table,) = to_document(editor.document()).blocks
    assert isinstance(table, Table)
    select(editor, 1, block=8)
    QTest.keyClicks(editor, "!")
    assert body(editor) == "| a | b |\n| --- | --- |\n| **1** | 2! |\n"


def test_files_that_a_page_names_are_not_taken_in(qtbot: QtBot, open_story: OpenStory) -> None:
    editor = open_story(body="")
    select(editor, 0)
    mime = mime_of("<p>text</p>")
    mime.setData("text/uri-list", b"file:///srv/private.jpg\r\n")
    with qtbot.assertNotEmitted(editor.photos_dropped):
        editor.insertFromMimeData(mime)
    assert body(editor) == "text\n"


def test_pasted_figures_of_the_desk_stay_figures(open_story: OpenStory) -> None:
    editor = open_story(body="![A](photo:gone)\nSaid\n")
    editor.selectAll()
    mime = clipboard.copy(editor.textCursor(), "a9")
    other = open_story(body="")
    select(other, 0)
    other.insertFromMimeData(mime)
    assert Figure("gone", "A", (Run("Said"),)) in to_document(other.document()).blocks


def test_plain_text_of_any_length_is_pasted(qtbot: QtBot, open_story: OpenStory) -> None:
    editor = open_story(body="")
    mime = QMimeData()
    mime.setText("one\n\n" + "word " * LONG)
    QApplication.clipboard().setMimeData(mime)
    select(editor, 0)
    with qtbot.waitSignal(editor.paste_held) as told:
        editor.paste_plain()
    assert told.args is not None
    finish(qtbot, told.args[0])
    assert len(to_document(editor.document()).blocks) == 2
    QTest.keyClick(editor, Qt.Key.Key_Home)
