"""Photos on the page, and what is pasted and dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPalette, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskeditor.core.document import Document, Figure, Heading, ListBlock, ListItem, Paragraph, Run
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import UsedPhoto
from deskeditor.ui.editor import clipboard
from deskeditor.ui.editor.lines import FIELDS, Kind
from deskeditor.ui.editor.look import Colours, contrast, kind_of
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

OpenStory = Callable[..., StoryEditor]
FIGURE = "Before.\n\n![A white ferry](photo:p1)\nThe caption\n\nAfter.\n"


def words(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def go_to(editor: StoryEditor, block: int, offset: int = 0) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(block).position() + offset)
    editor.setTextCursor(cursor)


def click_picture(editor: StoryEditor, block: int) -> None:
    layout = editor.document().documentLayout()
    rect = layout.blockBoundingRect(editor.document().findBlockByNumber(block))
    place = QPoint(int(rect.center().x()), int(rect.top()) + 40 - editor.verticalScrollBar().value())
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_an_inserted_figure_has_its_caption_and_the_cursor_in_it(open_story: OpenStory, photo: UsedPhoto) -> None:
    editor = open_story(body="Before.\n\nAfter.\n")
    go_to(editor, 5, 3)
    editor.insert_figure(photo)
    QTest.keyClicks(editor, "!")
    figure = Figure("p1", "A white ferry", words("A ferry at the quay!"))
    assert to_document(editor.document()) == Document((Paragraph(words("Before.")), figure, Paragraph(words("After."))))
    editor.undo()
    editor.undo()
    assert to_document(editor.document()) == Document((Paragraph(words("Before.")), Paragraph(words("After."))))


def test_enter_in_a_caption_opens_the_paragraph_below(open_story: OpenStory) -> None:
    editor = open_story(body=FIGURE)
    go_to(editor, 7, 3)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "New")
    assert [type(block) for block in to_document(editor.document()).blocks] == [Paragraph, Figure, Paragraph, Paragraph]
    assert editor.textCursor().block().text() == "New"


def test_a_clicked_figure_is_deleted_whole_and_comes_back(open_story: OpenStory) -> None:
    editor = open_story(body=FIGURE)
    before = to_document(editor.document())
    click_picture(editor, 6)
    assert editor.textCursor().selectedText() == "\ufffc"
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert to_document(editor.document()) == Document((Paragraph(words("Before.")), Paragraph(words("After."))))
    editor.undo()
    assert to_document(editor.document()) == before


def test_typing_on_a_clicked_picture_goes_into_its_caption(open_story: OpenStory) -> None:
    editor = open_story(body=FIGURE)
    click_picture(editor, 6)
    QTest.keyClicks(editor, "!")
    assert next(to_document(editor.document()).figures()).caption == words("The caption!")


def test_a_figure_moves_with_its_caption(open_story: OpenStory) -> None:
    editor = open_story(body=FIGURE)
    before = to_document(editor.document()).blocks
    go_to(editor, 7, 2)
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert to_document(editor.document()).blocks == (before[0], before[2], before[1])
    assert editor.textCursor().block().text() == "The caption"
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert to_document(editor.document()).blocks == (before[1], before[0], before[2])
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert to_document(editor.document()).blocks == (before[1], before[0], before[2])


def test_the_lead_photo_is_told_when_it_goes_and_comes_back(
    qtbot: QtBot, open_story: OpenStory, photo: UsedPhoto
) -> None:
    editor = open_story(body="Text.\n")
    told: list[str] = []
    editor.lead_changed.connect(told.append)
    editor.set_lead(photo)
    assert (editor.lead_photo, editor.take_lead_caption(), told) == ("p1", None, [])
    go_to(editor, 6, 7)
    QTest.keyClicks(editor, "!")
    assert editor.take_lead_caption() == "A ferry! at the quay"
    assert editor.take_changes() == {}
    click_picture(editor, 5)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert (editor.lead_photo, told) == ("", [""])
    editor.undo()
    assert (editor.lead_photo, told) == ("p1", ["", "p1"])


def test_only_photos_that_were_given_are_shown(qtbot: QtBot, open_story: OpenStory, tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(picture))
    editor = open_story(body=FIGURE)
    for name in (QUrl.fromLocalFile(str(picture)), QUrl("https://example.org/a.png"), QUrl("qrc:/a.png")):
        found = editor.document().resource(QTextDocument.ResourceType.ImageResource.value, name)
        assert isinstance(found, QImage)
        assert found.size().width() == 1


def test_pictures_are_asked_for_and_drawn_when_they_arrive(qtbot: QtBot, open_story: OpenStory) -> None:
    editor = open_story(lead=True, body="Text.\n")
    asked: list[str] = []

    def source(photo_id: str) -> QImage | None:
        asked.append(photo_id)
        return None

    editor.picture = source
    editor.grab()
    assert "p1" in asked
    image = QImage(160, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#c02030"))
    editor.picture_arrived("p1", image)
    layout = editor.document().documentLayout()
    middle = layout.blockBoundingRect(editor.document().findBlockByNumber(5)).center().toPoint()
    seen = editor.viewport().grab().toImage().pixelColor(middle)
    assert seen == QColor("#c02030")


def test_a_photo_that_is_not_there_says_so(open_story: OpenStory) -> None:
    def seen(body: str) -> QImage:
        editor = open_story(body=body)
        frame = editor.document().documentLayout().blockBoundingRect(editor.document().findBlockByNumber(5))
        editor.picture_arrived("gone", QImage())
        return editor.viewport().grab(frame.toAlignedRect()).toImage()

    assert seen("![a](photo:gone)\n") == seen("![a](photo:unheard)\n")


def paste(editor: StoryEditor, **data: str) -> None:
    mime = QMimeData()
    if "html" in data:
        mime.setHtml(data["html"])
    if "text" in data:
        mime.setText(data["text"])
    editor.insertFromMimeData(mime)


def test_foreign_html_keeps_structure_and_loses_styling(open_story: OpenStory) -> None:
    editor = open_story(body="Start  end.\n")
    go_to(editor, 5, 6)
    html = '<p style="color:red">One <b>bold</b></p><ul><li>item</li></ul><script>alert(1)</script><p>Two</p>'
    paste(editor, html=html, text="x")
    document = to_document(editor.document())
    assert [type(block) for block in document.blocks] == [Paragraph, ListBlock, Paragraph]
    assert "alert" not in repr(document)
    editor.undo()
    assert to_document(editor.document()) == Document((Paragraph(words("Start  end.")),))


def test_our_own_copy_keeps_its_structure(open_story: OpenStory) -> None:
    body = "Intro with\u00a0space.\n\n## Head\n\n- one\n- two\n\n![A white ferry](photo:p1)\nThe caption\n\nEnd.\n"
    editor = open_story(body=body)
    before = to_document(editor.document())
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(5).position())
    cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
    mime = clipboard.copy(cursor, "a1")
    assert "with\u00a0space" in mime.text()
    other = open_story(body="")
    go_to(other, 5)
    other.insertFromMimeData(mime)
    assert to_document(other.document()) == before


def test_plain_text_is_pasted_as_paragraphs(open_story: OpenStory) -> None:
    editor = open_story(body="")
    go_to(editor, 5)
    paste(editor, text="One\nline\n\nTwo\u00a0km\r\n")
    assert to_document(editor.document()) == Document((Paragraph(words("One\nline")), Paragraph(words("Two\u00a0km"))))


def test_pictures_are_handed_to_the_window(qtbot: QtBot, open_story: OpenStory, tmp_path: Path) -> None:
    editor = open_story(body="Text.\n")
    picture = tmp_path / "ferry.JPG"
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture)), QUrl.fromLocalFile(str(tmp_path / "notes.txt"))])
    with qtbot.waitSignal(editor.photos_dropped) as dropped:
        editor.insertFromMimeData(mime)
    assert dropped.args == [[picture, tmp_path / "notes.txt"]]
    data = QMimeData()
    data.setImageData(QImage(3, 2, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(editor.picture_pasted) as pasted:
        editor.insertFromMimeData(data)
    assert pasted.args is not None
    assert QImage.fromData(pasted.args[0].read()).width() == 3
    assert to_document(editor.document()) == Document((Paragraph(words("Text.")),))


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", " JavaScript:x"])
def test_a_link_leads_to_the_web_or_to_mail(open_story: OpenStory, href: str) -> None:
    editor = open_story(body="Text.\n")
    go_to(editor, 5, 2)
    with pytest.raises(DeskError):
        editor.set_link(href)
    assert editor.take_changes() == {}


def test_formats_are_one_step_of_undo_each(open_story: OpenStory) -> None:
    editor = open_story(body="One.\n\nTwo.\n\nThree.\n")
    before = to_document(editor.document())
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(5).position())
    cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
    for command in (
        editor.toggle_bold,
        editor.toggle_bullets,
        editor.toggle_numbers,
        editor.toggle_quote,
        lambda: editor.set_heading(2),
        lambda: editor.set_link("https://example.org"),
    ):
        editor.setTextCursor(cursor)
        command()
        assert to_document(editor.document()) != before
        editor.undo()
        assert to_document(editor.document()) == before


def test_tab_nests_items_and_enter_leaves_the_list(open_story: OpenStory) -> None:
    editor = open_story(body="- one\n- two\n")
    go_to(editor, 6)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    nested = ListBlock(False, (ListItem(words("one"), (ListBlock(False, (ListItem(words("two")),)),)),))
    assert to_document(editor.document()) == Document((nested,))
    go_to(editor, 6, 3)
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "after")
    assert to_document(editor.document()) == Document((nested, Paragraph(words("after"))))


def test_a_heading_is_followed_by_a_paragraph(open_story: OpenStory) -> None:
    editor = open_story(body="## Head\n")
    go_to(editor, 5, 4)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "text")
    assert to_document(editor.document()) == Document((Heading(1, words("Head")), Paragraph(words("text"))))


@pytest.mark.parametrize("dark", [False, True])
def test_colours_are_readable_and_follow_the_palette(open_story: OpenStory, dark: bool) -> None:
    palette = QPalette()
    base, text = (QColor("#101114"), QColor("#e8e8e8")) if dark else (QColor("#ffffff"), QColor("#111111"))
    palette.setColor(QPalette.ColorRole.Base, base)
    palette.setColor(QPalette.ColorRole.Text, text)
    colours = Colours.of(palette)
    for colour in (colours.accent, colours.quiet, colours.hint):
        assert contrast(colour, base) >= 4.5
    editor = open_story(kicker="Harbour")
    editor.setPalette(palette)
    formats = editor.document().begin().layout().formats()
    assert formats[0].format.foreground().color() == colours.accent
    assert not editor.document().isUndoAvailable()
    assert [kind_of(editor.document().findBlockByNumber(n)) for n in range(5)] == list(FIELDS)
    assert kind_of(editor.document().lastBlock()) is Kind.PARAGRAPH
