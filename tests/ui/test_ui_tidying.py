"""Cleaning up a story: seen first, done in one step, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from deskeditor.core.document import Mark
from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.markup import read
from deskeditor.ui.editor.walk import runs_of
from deskeditor.ui.write.tidy_panel import TidyPanel
from deskeditor.ui.write.tidy_table import BECOMES, FOUND, PLACE, WHY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Driver, Start

Key = Qt.Key
BODY = """He said \\\\"don\\\\'t\\\\"  and **“left”** .

- a\u200bb `"code"  "`

![A](photo:{photo})
"Caption" &amp;amp; more

[a "link"](https://a.example/?a='b'&amp;c)

```
"raw"
```
"""


@pytest.fixture
def messy(desk_path: Path, picture: Path) -> str:
    """A story with something to clean up in every part of it; its id."""
    with Desk.open(desk_path) as desk:
        photo = desk.photos.take_in(picture).value
        story = desk.articles.new(headline='The "ferry"', standfirst="don't", body=BODY.format(photo=photo.id)).value
        desk.articles.attach(story.id, photo.id, Role.LEAD)
        desk.articles.caption(story.id, photo.id, caption='The "lead"', role=Role.LEAD)
    return story.id


@pytest.fixture
def driver(start: Start, messy: str) -> Driver:
    driver = start()
    driver.open(messy)
    return driver


def panel_of(driver: Driver) -> TidyPanel:
    return driver.column.tidy_panel


def open_panel(driver: Driver) -> TidyPanel:
    driver.act("story.tidy")
    QApplication.processEvents()
    return panel_of(driver)


def rows(panel: TidyPanel) -> list[tuple[str, str, str]]:
    return [(offer.of.place, offer.correction.before, offer.correction.after) for offer in panel.model.offers]


def test_it_shows_what_it_would_change_and_changes_nothing(driver: Driver) -> None:
    before = driver.editor.document().toRawText()
    panel = open_panel(driver)
    assert panel.isVisible()
    assert panel.table.hasFocus()
    assert driver.editor.document().toRawText() == before
    assert rows(panel) == [
        ("headline", '"', "“"),
        ("headline", '"', "”"),
        ("standfirst", "'", "’"),
        ("lead", '"', "“"),
        ("lead", '"', "”"),
        ("body: paragraph 1", '\\"', "“"),
        ("body: paragraph 1", "\\'", "’"),
        ("body: paragraph 1", '\\" ', "”"),
        ("body: paragraph 1", " ", ""),
        ("body: paragraph 2", "\u200b", ""),
        ("body: paragraph 3", '"', "“"),
        ("body: paragraph 3", '"', "”"),
        ("body: paragraph 3", "amp;", ""),
        ("body: paragraph 4", '"', "“"),
        ("body: paragraph 4", '"', "”"),
    ]
    model = panel.model
    assert model.index(9, PLACE).data() == "Paragraph 2"
    assert model.index(9, FOUND).data() == 'a⟨zero-width·space⟩b "code"  "'
    assert model.index(9, BECOMES).data() == 'ab "code"  "'
    assert model.index(9, WHY).data() == "Invisible character"


def test_enter_cleans_up_in_one_step_of_undo(driver: Driver) -> None:
    page = driver.editor.document()
    before = page.toRawText()
    open_panel(driver)
    driver.press(Key.Key_Return)
    driver.settle()
    assert driver.editor.hasFocus()
    assert "15 places" in driver.window.strip.text
    article = driver.article
    assert (article.headline, article.standfirst) == ("The “ferry”", "don’t")
    assert article.photos[0].caption == "The “lead”"
    assert "He said “don’t” and **“left”**." in article.body
    assert '- ab `"code"  "`' in article.body
    assert "“Caption” & more" in article.body.replace("\\&", "&")
    assert "[a “link”](<https://a.example/?a='b'&c>)" in article.body
    assert '```\n"raw"\n```' in article.body
    driver.act("edit.undo")
    assert page.toRawText() == before
    assert not page.isUndoAvailable()


def test_done_twice_there_is_nothing_left(driver: Driver) -> None:
    open_panel(driver)
    driver.press(Key.Key_Return)
    panel = open_panel(driver)
    assert not panel.isVisible()
    assert "nothing to clean up" in driver.window.strip.text


def test_escape_leaves_the_story_as_it_is(driver: Driver) -> None:
    before = driver.editor.document().toRawText()
    panel = open_panel(driver)
    driver.press(Key.Key_Escape)
    assert not panel.isVisible()
    assert driver.editor.hasFocus()
    assert driver.editor.document().toRawText() == before


def test_space_leaves_a_place_out(driver: Driver) -> None:
    panel = open_panel(driver)
    driver.press(Key.Key_Space)
    driver.press(Key.Key_Down)
    driver.press(Key.Key_Space)
    assert len(panel.model.chosen()) == 13
    driver.press(Key.Key_Return)
    driver.settle()
    assert driver.article.headline == 'The "ferry"'
    assert driver.article.standfirst == "don’t"


def test_all_can_be_left_out(driver: Driver) -> None:
    panel = open_panel(driver)
    driver.press(Key.Key_Backtab)
    panel._all.click()
    assert panel.model.chosen() == []
    assert not panel.button.isEnabled()
    panel._all.click()
    assert len(panel.model.chosen()) == 15


def test_the_place_is_shown_on_the_page(driver: Driver) -> None:
    panel = open_panel(driver)
    panel.table.selectRow(9)
    cursor = driver.editor.textCursor()
    assert cursor.selectedText() == "\u200b"


def test_the_marks_of_the_text_stay(driver: Driver) -> None:
    driver.editor.selectAll()
    cursor = driver.editor.textCursor()
    block = driver.editor.document().findBlockByNumber(7)
    cursor.setPosition(block.position())
    cursor.setPosition(block.position() + 12, cursor.MoveMode.KeepAnchor)
    driver.editor.setTextCursor(cursor)
    driver.editor.toggle_italic()
    open_panel(driver)
    driver.press(Key.Key_Return)
    runs = runs_of(driver.editor.document().findBlockByNumber(7))
    assert runs[0].text.startswith("He said “")
    assert runs[0].marks == {Mark.ITALIC}


def test_text_that_has_changed_meanwhile_is_left_alone(driver: Driver) -> None:
    panel = open_panel(driver)
    cursor = driver.editor.textCursor()
    cursor.setPosition(driver.block(7).position())
    cursor.insertText("x")
    driver.press(Key.Key_Return)
    driver.settle()
    assert driver.article.headline == "The “ferry”"
    assert 'xHe said \\"don' in driver.block(7).text()
    assert not panel.isVisible()


def test_a_change_of_the_text_is_looked_over_again(driver: Driver) -> None:
    panel = open_panel(driver)
    driver.press(Key.Key_Space)
    cursor = driver.editor.textCursor()
    cursor.setPosition(driver.block(2).position())
    cursor.insertText('"so" ')
    with driver.bot.waitSignal(panel.model.modelReset):
        pass
    assert len(panel.model.offers) == 17
    assert len(panel.model.chosen()) == 16


def test_another_story_closes_the_panel(driver: Driver) -> None:
    panel = open_panel(driver)
    driver.act("story.new")
    driver.settle()
    assert not panel.isVisible()


def test_the_saved_body_reads_as_it_was_cleaned(driver: Driver) -> None:
    open_panel(driver)
    driver.press(Key.Key_Return)
    driver.settle()
    assert read(driver.article.body).blocks[0] == read("He said “don’t” and **“left”**.\n").blocks[0]
