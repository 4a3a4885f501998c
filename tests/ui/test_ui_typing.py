"""Typing in the window: the switch of typography, the lengths in the status line, what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from deskeditor.desk import Desk
from deskeditor.ui.wording import number
from deskeditor.ui.write.checks_pane import ChecksPane

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from tests.ui.conftest import Driver, Start


def counted(driver: Driver) -> str:
    """What the status line says of the length, once all is counted."""
    counts = driver.editor.counts
    if not counts.complete:
        with driver.bot.waitSignal(counts.changed):
            pass
    return driver.column.status.length.text()


def test_typography_is_on_until_it_is_turned_off_for_good(start: Start, settings: QSettings) -> None:
    driver = start()
    action = driver.window.services.actions["text.typography"]
    assert action.isChecked()
    driver.act("story.new")
    driver.settle()
    driver.type('"a"')
    driver.act("text.typography")
    driver.type(' "b"')
    driver.settle()
    assert driver.article.headline == '“a” "b"'
    settings.sync()
    again = start()
    assert not again.window.services.actions["text.typography"].isChecked()
    assert not again.editor.typographer.on


def test_the_language_of_the_story_is_that_of_its_typography(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    driver.story.change({"language": "de"})
    driver.settle()
    driver.type('"so"')
    driver.settle()
    assert driver.article.headline == "„so“"


@pytest.mark.parametrize(
    ("language", "body", "said"),
    [
        ("en", "One two.\n\nThree\n", "3 words  ·  13 characters  ·  1 min"),
        ("en", "word " * 720, f"720 words  ·  {number(3_599)} characters  ·  3 min"),
        ("ko", "한국 사회\n", "2 words  ·  5 characters  ·  4 without spaces  ·  1 min"),
        ("ja", "日本語です\n", "5 characters  ·  1 min"),
        ("en", "", "0 words  ·  0 characters"),
    ],
)
def test_the_length_of_the_story(start: Start, desk_path: Path, language: str, body: str, said: str) -> None:
    with Desk.open(desk_path) as desk:
        story = desk.articles.new(headline="Not counted", language=language, body=body).value
    driver = start()
    driver.open(story.id)
    assert counted(driver) == said


def test_the_length_follows_what_is_typed_and_chosen(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    driver.type("Two words")
    assert counted(driver) == "0 words  ·  0 characters"
    driver.column.go_to("body")
    driver.type("It left at dawn")
    assert counted(driver).startswith("4 words  ·  15 characters")
    driver.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    status = driver.column.status.selection
    driver.bot.waitUntil(lambda: status.text() == "1 word, 4 characters selected")
    driver.press(Qt.Key.Key_Right)
    driver.bot.waitUntil(lambda: status.text() == "")


def test_what_is_to_come_is_found_and_gone_to(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    driver.column.go_to("body")
    driver.type("So it is.")
    driver.press(Qt.Key.Key_Return)
    driver.type("Said [TK the name].")
    driver.settle()
    pane = driver.window.write.show_pane("checks")
    assert isinstance(pane, ChecksPane)
    found = pane.list
    driver.bot.waitUntil(lambda: any("[TK the name]" in found.item(row).text() for row in range(found.count())))
    driver.editor.setTextCursor(QTextCursor(driver.editor.document()))
    driver.window.write.go_to("body: paragraph 2")
    assert driver.editor.textCursor().block().text() == "Said [TK the name]."


@pytest.mark.parametrize("leave", ["find.desk", "view.source"])
def test_the_last_syllable_survives_the_focus(driver: Driver, leave: str) -> None:
    driver.act("story.new")
    driver.settle()
    driver.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    driver.type("port ")
    for syllable in ("ㅎ", "하", "항"):
        QApplication.sendEvent(driver.focus(), QInputMethodEvent(syllable, []))
    driver.act(leave)
    assert driver.column.written_on.document().toPlainText().endswith(("port 항", "port 항\n"))
    assert driver.focus() is not driver.editor
    driver.settle()
    assert driver.article.body == "port 항\n"
    driver.editor.undo()
    assert "항" not in driver.editor.document().lastBlock().text()


def test_the_last_syllable_in_the_markdown_survives_the_focus(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    driver.act("view.source")
    QApplication.sendEvent(driver.focus(), QInputMethodEvent("항", []))
    driver.act("find.desk")
    driver.settle()
    assert driver.article.body == "항"
