"""What is typed in a field beside the page is on the disk soon, without the field being left, and is told to be."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton
from tests.ui.disks import Disk
from tests.ui.test_ui_autosave import desk_of, hold

from deskeditor.core.article import Status
from deskeditor.core.edition import Teaser
from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.photos.cell_field import CellField
from deskeditor.ui.photos.columns import COLUMN_OF
from deskeditor.ui.settings_dialog import SettingsDialog
from deskeditor.ui.write.photos_pane import PhotosPane
from deskeditor.ui.write.tags_pane import TagsPane

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ids(desk_path: Path, picture: Path) -> list[str]:
    """Two stories that are led by the same photo."""
    with Desk.open(desk_path) as desk:
        photo = desk.photos.take_in(picture).value
        made = [desk.articles.new(headline=line, body="A boat.\n").value.id for line in ("Port", "Trams")]
        for article_id in made:
            desk.articles.attach(article_id, photo.id, Role.LEAD)
        return made


@pytest.fixture
def opened(start: Start, ids: list[str]) -> Driver:
    driver = start()
    driver.open(ids[0])
    return driver


def field_of(driver: Driver, name: str) -> GrowingField:
    pane = driver.window.write.show_pane("photos")
    assert isinstance(pane, PhotosPane)
    (card,) = pane._cards.values()
    return card.fields[name]


def type_and_wait(driver: Driver, words: str) -> None:
    """Until what was typed is on the disk, and every view has heard of it; the focus stays where it is."""
    with driver.bot.waitSignal(driver.window.services.keeping.saved, timeout=10_000):
        driver.type(words)
    driver.window.jobs.drain()


def on_disk(path: Path, key: str, name: str) -> str | None:
    with Desk.open(path, read_only=True) as desk:
        text = getattr(desk.articles.get(key).photos[0], name)
        return None if text is None else str(text)


@pytest.mark.parametrize("name", ["caption", "alt", "credit"])
def test_words_are_on_the_disk_while_the_field_is_typed_in(
    opened: Driver, ids: list[str], desk_path: Path, name: str
) -> None:
    field = field_of(opened, name)
    field.setFocus()
    opened.column.status.saved.clear()
    type_and_wait(opened, "On the ")
    assert on_disk(desk_path, ids[0], name) == "On the"
    assert opened.column.status.saved.text().startswith("Saved ")
    assert field.toPlainText() == "On the "
    type_and_wait(opened, "quay")
    assert on_disk(desk_path, ids[0], name) == "On the quay"
    assert field.toPlainText() == "On the quay"


def test_a_field_that_is_left_shows_what_the_desk_made_of_it(opened: Driver) -> None:
    field = field_of(opened, "alt")
    field.setFocus()
    type_and_wait(opened, "A quay  ")
    assert field.toPlainText() == "A quay  "
    opened.editor.setFocus()
    assert field.toPlainText() == "A quay"


def test_typing_keeps_no_revision_a_key_and_can_be_undone_in_the_field(
    opened: Driver, ids: list[str], desk_path: Path
) -> None:
    field = field_of(opened, "alt")
    field.setFocus()
    for letter in "dock":
        type_and_wait(opened, letter)
    assert len(desk_of(opened).history.of(ids[0])) <= 1  # of a pause, where there was one
    opened.press(Qt.Key.Key_Z, CONTROL)
    assert field.toPlainText() == ""
    opened.bot.waitUntil(lambda: on_disk(desk_path, ids[0], "alt") in (None, ""))


def test_words_typed_just_before_another_story_is_opened_belong_to_the_first(
    opened: Driver, ids: list[str], desk_path: Path
) -> None:
    field_of(opened, "alt").setFocus()
    opened.type("late")
    opened.story.open(ids[1])
    opened.type(" words")
    opened.settle()
    assert [on_disk(desk_path, key, "alt") for key in ids] == ["late words", None]
    assert field_of(opened, "alt").toPlainText() == ""


def test_the_section_is_saved_while_it_is_typed(opened: Driver, ids: list[str], desk_path: Path) -> None:
    opened.window.write.inspector.facts.section.setFocus()
    type_and_wait(opened, "World")
    with Desk.open(desk_path, read_only=True) as desk:
        assert desk.articles.get(ids[0]).section == "World"


def type_a_language(driver: Driver, tag: str) -> None:
    language = driver.window.write.inspector.facts.language
    language.setFocus()
    driver.press(Qt.Key.Key_A, CONTROL)
    driver.type(tag)


def test_a_language_that_is_typed_stays_with_its_story_when_a_new_one_is_begun(opened: Driver, ids: list[str]) -> None:
    type_a_language(opened, "ko")
    opened.act("story.new")
    opened.settle()
    assert opened.article.language == "en"
    opened.open(ids[0])
    assert opened.article.language == "ko"


def test_half_a_language_is_told_when_its_field_is_left(opened: Driver) -> None:
    type_a_language(opened, "q")
    opened.settle()
    assert opened.window.strip.text == ""
    opened.editor.setFocus()
    opened.settle()
    assert "not a language tag" in opened.window.strip.text
    assert opened.window.write.inspector.facts.language.currentText() == "en"


def test_facts_that_are_changed_and_changed_back_at_once_are_as_they_were(opened: Driver) -> None:
    facts = opened.window.write.inspector.facts
    for language, status in (("ko", Status.READY), ("en", Status.DRAFT)):
        facts.language.textActivated.emit(language)
        facts.status.activated.emit(facts.status.findData(status))
    opened.settle()
    assert (opened.article.language, opened.article.status) == ("en", Status.DRAFT)


def test_facts_that_wait_are_seen_when_their_story_comes_back(opened: Driver, ids: list[str], desk_path: Path) -> None:
    facts = opened.window.write.inspector.facts
    disk = Disk(desk_of(opened))
    disk.full = True
    facts.section.setFocus()
    opened.type("World")
    type_a_language(opened, "ko")
    opened.settle()
    opened.open(ids[1])
    assert (facts.section.text(), facts.language.currentText()) == ("", "en")
    opened.open(ids[0])
    assert (facts.section.text(), facts.language.currentText()) == ("World", "ko")
    disk.full = False
    opened.window.services.keeping.flush()
    opened.settle()
    with Desk.open(desk_path, read_only=True) as desk:
        story = desk.articles.get(ids[0])
    assert (story.section, story.language) == ("World", "ko")


def test_a_tag_half_typed_is_there_the_next_time(start: Start, opened: Driver, ids: list[str]) -> None:
    pane = opened.window.write.inspector.pane("tags")
    assert isinstance(pane, TagsPane)
    pane.field.setFocus()
    type_and_wait(opened, "Harb")
    opened.open(ids[1])
    assert pane.field.field.text() == ""
    opened.window.close()
    again = start()
    again.open(ids[0])
    pane = again.window.write.inspector.pane("tags")
    assert isinstance(pane, TagsPane)
    again.settle()
    assert (pane.field.field.text(), pane.names) == ("Harb", [])
    pane.field.setFocus()
    again.type("our")
    again.press(Qt.Key.Key_Return)
    again.settle()
    assert pane.names == ["Harbour"]
    assert desk_of(again).tags.begun(ids[0]) == ""


def test_a_tag_half_typed_stays_when_what_was_begun_another_time_is_read_late(
    opened: Driver, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = opened.window.write.inspector.pane("tags")
    assert isinstance(pane, TagsPane)
    opened.act("tag.add")
    tags, read, go_on = desk_of(opened).tags, threading.Event(), threading.Event()
    begun = tags.begun

    def read_slowly(key: str) -> str:
        found = begun(key)
        read.set()
        assert go_on.wait(5)
        return found

    monkeypatch.setattr(tags, "begun", read_slowly)
    opened.window.open_story(ids[1])
    opened.bot.waitUntil(read.is_set)
    pane.field.setFocus()
    with opened.bot.waitSignal(opened.window.services.keeping.saved, timeout=10_000):
        opened.type("Harb")
    go_on.set()
    opened.settle()
    assert pane.field.field.text() == "Harb"


def test_a_teasers_own_headline_is_saved_while_it_is_typed_and_is_one_step_of_undo(
    opened: Driver, ids: list[str]
) -> None:
    opened.act("room.edition")
    room = opened.window.edition
    assert room is not None
    opened.settle()
    room.make_today.click()
    opened.settle()
    room.add("teasers", ids[0])
    opened.settle()
    room.page.parts["teasers"].setCurrentRow(0)
    field = room.page.words.fields["headline"]
    field.setFocus()
    for words in ("Back ", "at ", "sea"):
        type_and_wait(opened, words)
    assert desk_of(opened).editions.all()[0].teasers == (Teaser(ids[0], "Back at sea", None),)
    assert field.toPlainText() == "Back at sea"
    room.page.parts["teasers"].setFocus()
    room.undo()
    opened.settle()
    assert desk_of(opened).editions.all()[0].teasers == (Teaser(ids[0]),)


def cell(driver: Driver, name: str) -> CellField:
    """The editor of a field in the table of photos."""
    driver.act("room.photos")
    room = driver.window.photos
    assert room is not None
    driver.settle()
    room.table.edit_at(room.model.index(0, COLUMN_OF[name]))
    (field,) = room.table.findChildren(CellField)
    return field


def archived(driver: Driver) -> str:
    desk = desk_of(driver)
    return desk.photos.get(desk.photos.ids()[0]).fields.credit


def test_a_cell_of_the_photos_is_saved_while_it_is_typed_in_and_is_one_step_of_undo(opened: Driver) -> None:
    field = cell(opened, "credit")
    for words in ("Ines ", "Varga"):
        type_and_wait(opened, words)
        assert field.isVisible()
    assert field.text == "Ines Varga"
    assert archived(opened) == "Ines Varga"
    opened.press(Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.photos is not None
    opened.window.photos.undo()
    opened.settle()
    assert archived(opened) == ""


def test_escape_takes_back_what_a_cell_has_saved(opened: Driver) -> None:
    cell(opened, "credit")
    type_and_wait(opened, "Ines")
    opened.press(Qt.Key.Key_Escape)
    opened.settle()
    assert archived(opened) == ""


def test_the_settings_are_saved_while_they_are_typed(opened: Driver) -> None:
    opened.act("desk.settings")
    opened.settle()
    dialog = opened.window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.fields["name"].setFocus()
    dialog.fields["name"].selectAll()
    type_and_wait(opened, "Courier")
    assert desk_of(opened).publication().name == "Courier"
    dialog.fields["ratios"].setFocus()
    type_and_wait(opened, "21:9, 3 : 2")
    assert desk_of(opened).publication().ratios == ("21:9", "3:2")


def test_a_disk_that_refuses_keeps_the_words_tries_again_and_offers_another_place(
    opened: Driver, ids: list[str], desk_path: Path, tmp_path: Path
) -> None:
    field, keeping = field_of(opened, "alt"), opened.window.services.keeping
    other = hold(desk_path)
    opened.column.go_to("headline")
    with opened.bot.waitSignals([opened.autosave.failed, keeping.failed], timeout=30_000):
        opened.type("!")
        field.setFocus()
        opened.type("A quay")
    assert "Not saved" in opened.column.status.saved.text()
    assert field.toPlainText() == "A quay"
    offers = {button.text(): button for button in opened.window.strip.findChildren(QPushButton)}
    offers["Keep the text elsewhere…"].click()
    (dialog,) = opened.window.findChildren(QFileDialog)
    kept = tmp_path / "kept.md"
    dialog.fileSelected.emit(str(kept))
    dialog.reject()
    opened.bot.waitUntil(kept.exists)
    text = kept.read_text(encoding="utf-8")
    assert text == QGuiApplication.clipboard().text()
    assert "!Port" in text
    assert "A boat." in text
    assert "A quay" in text
    other.communicate(b"\n")
    opened.bot.waitUntil(lambda: keeping.all_saved and opened.autosave.all_saved, timeout=30_000)
    assert on_disk(desk_path, ids[0], "alt") == "A quay"
    opened.window.jobs.drain()
    assert "Not saved" not in opened.window.strip.text
    assert opened.column.status.saved.text().startswith("Saved ")


def test_a_story_that_was_rescued_comes_back_by_an_import(opened: Driver, ids: list[str], desk_path: Path) -> None:
    other = hold(desk_path)
    opened.column.go_to("body")
    with opened.bot.waitSignal(opened.autosave.failed, timeout=30_000):
        opened.type("Not ")
    kept = desk_path.with_name("kept.md")
    kept.write_text(opened.window._rescue.text(), encoding="utf-8")
    opened.window._leaving = True
    other.communicate(b"\n")
    with Desk.open(desk_path.with_name("other")) as desk:
        taken = desk.importing.bring_in([kept]).value[0]
        story = desk.articles.get(ids[0])
        assert (taken.id, story.headline, story.body.strip()) == (ids[0], "Port", "Not A boat.")
