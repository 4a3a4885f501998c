"""Blocks of a story from the window: every one by its action, links between stories, deleted things brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from deskeditor.core.document import Aside, Block, Embed, Note, Paragraph, PullQuote, Run, Table
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.walk import to_document

if TYPE_CHECKING:
    from tests.ui.conftest import Driver

Key = Qt.Key


def open_story(driver: Driver, text: str = "Text.") -> None:
    driver.act("story.new")
    driver.settle()
    page = driver.editor.document()
    driver.editor.setTextCursor(QTextCursor(page.findBlockByNumber(body_start(page))))
    QTest.keyClicks(driver.editor, text)


def body(driver: Driver) -> tuple[Block, ...]:
    return to_document(driver.editor.document()).blocks


def words(text: str, link: str = "") -> tuple[Run, ...]:
    return (Run(text, link=link),)


def test_each_block_is_made_by_its_action_and_saved(driver: Driver) -> None:
    open_story(driver)
    driver.act("block.table")
    QTest.keyClicks(driver.editor, "Cell")
    driver.act("table.row_below")
    driver.act("table.column_after")
    driver.act("table.right")
    assert driver.window.services.actions["table.right"].isChecked()
    driver.act("block.below")
    driver.act("block.box")
    QTest.keyClicks(driver.editor, "Fares")
    driver.act("block.below")
    driver.act("block.pull_quote")
    QTest.keyClicks(driver.editor, "Lifted")
    assert driver.window.services.actions["block.pull_quote"].isChecked()
    driver.act("block.note")
    QTest.keyClicks(driver.editor, "Source")
    table, box, quote, note = body(driver)[1:]
    assert isinstance(table, Table)
    assert (len(table.rows), len(table.aligns)) == (4, 4)
    assert box == Aside("Fares")
    assert isinstance(quote, PullQuote)
    assert note == Note("1", words("Source"))
    driver.settle()
    assert "!!! pullquote" in driver.article.body
    assert to_document(driver.editor.document()).blocks[-1] == note


def test_an_embed_is_put_in_by_its_bar(driver: Driver) -> None:
    open_story(driver)
    driver.act("block.embed")
    bar = driver.column.embed_bar
    QTest.keyClicks(bar.url, "javascript:x")
    QTest.keyClick(bar.url, Key.Key_Return)
    assert bar.isVisible()
    assert "address of the web" in driver.window.strip.text
    bar.url.setText("https://video.example.org/1")
    bar.title.setText("Film")
    QTest.keyClick(bar.title, Key.Key_Return)
    assert not bar.isVisible()
    assert body(driver)[1] == Embed("https://video.example.org/1", "Film")
    driver.act("block.embed")
    assert bar.title.text() == "Film"
    QTest.keyClick(bar.title, Key.Key_Escape)
    assert driver.editor.hasFocus()


def test_what_can_be_inserted_is_offered_at_the_caret(driver: Driver) -> None:
    open_story(driver)
    driver.act("block.insert")
    menu = driver.column.blocks.menu
    assert menu.isVisible()
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert isinstance(body(driver)[1], Table)


def test_a_deleted_table_is_offered_back(driver: Driver) -> None:
    open_story(driver)
    driver.act("block.table")
    QTest.keyClicks(driver.editor, "Cell")
    before = body(driver)
    driver.act("table.remove")
    assert body(driver) == (Paragraph(words("Text.")),)
    assert driver.window.strip.text == "The table was deleted."
    next(button for button in driver.window.strip.findChildren(QPushButton) if button.text() == "Undo").click()
    assert body(driver) == before


def test_a_gallery_of_nothing_is_explained(driver: Driver) -> None:
    open_story(driver)
    driver.act("block.gallery")
    assert "two photos" in driver.window.strip.text


@pytest.mark.parametrize(("action", "name"), [("text.link", "link_bar"), ("block.embed", "embed_bar")])
def test_a_bar_that_asks_for_an_address_goes_with_its_story(driver: Driver, action: str, name: str) -> None:
    open_story(driver, "See the ferry")
    driver.act(action)
    driver.type("https://ferry.example")
    driver.act("story.new")
    driver.settle()
    assert not getattr(driver.column, name).isVisible()
    assert driver.editor.hasFocus()
    driver.press(Key.Key_Return)
    driver.settle()
    assert "ferry.example" not in driver.article.body


def test_a_story_is_linked_to_by_letters_of_its_headline(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    QTest.keyClicks(driver.editor, "The ferry leaves")
    driver.settle()
    other = driver.article.id
    open_story(driver, "See ")
    driver.act("text.link")
    bar = driver.column.link_bar
    QTest.keyClicks(bar.field, "ferr")
    driver.settle()
    QTest.keyClick(bar.field, Key.Key_Down)
    QTest.keyClick(bar.field, Key.Key_Return)
    assert body(driver) == (Paragraph((Run("See "), *words("The ferry leaves", f"story:{other}"))),)
    driver.act("text.link")
    driver.settle()
    assert bar.field.text() == f"story:{other}"
    assert "The ferry leaves" in bar.said.text()
    QTest.keyClick(bar.field, Key.Key_Escape)
    driver.act("link.open")
    driver.settle()
    assert driver.article.id == other
