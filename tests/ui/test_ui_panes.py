"""What belongs to the story: photos, tags, findings, history, facts."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.ui.disks import Disk
from tests.ui.test_ui_autosave import desk_of

from deskeditor.core.article import Status
from deskeditor.core.photo import Photo, Role
from deskeditor.desk import Desk
from deskeditor.ui.write.checks_pane import ChecksPane
from deskeditor.ui.write.history_pane import HistoryPane
from deskeditor.ui.write.photo_card import PhotoCard
from deskeditor.ui.write.photos_pane import PhotosPane
from deskeditor.ui.write.tags_pane import Chip, TagsPane

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, FillPhotos, Start

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def story(start: Start, desk_path: Path, picture: Path) -> Driver:
    """A window on a story with a lead photo that the archive captions."""
    with Desk.open(desk_path) as desk:
        article = desk.articles.new(headline="Port reopens", body="The first ferry left.\n").value
        photo = desk.photos.take_in(picture).value
        desk.photos.edit(photo.id, caption="From the archive", credit="Ines Varga")
        desk.articles.attach(article.id, photo.id, Role.LEAD)
        desk.articles.attach(article.id, photo.id, Role.INLINE)
        for name in ("Harbour", "Ferries"):
            desk.tags.add(article.id, name)
        desk.articles.discard(desk.articles.new(headline="Other").value.id)
    driver = start()
    driver.open(article.id)
    return driver


def cards(driver: Driver) -> list[PhotoCard]:
    pane = driver.window.write.inspector.pane("photos")
    assert isinstance(pane, PhotosPane)
    story = driver.story.story
    assert story is not None
    return [pane._cards[(used.photo.id, used.role)] for used in story.photos]


def offer(driver: Driver, name: str) -> None:
    buttons = [button for button in driver.window.strip.findChildren(QPushButton) if button.text() == name]
    buttons[-1].click()
    driver.settle()


def test_what_is_inherited_shows_through_and_what_is_missing_is_said(story: Driver) -> None:
    lead, inline = cards(story)
    assert lead.fields["caption"].toPlainText() == ""
    assert lead.fields["caption"].placeholderText() == "Inherited: From the archive"
    assert inline.fields["caption"].toPlainText() == "From the archive"
    assert "missing" in lead.origins["alt"].label.text()
    assert "missing" not in lead.origins["credit"].label.text()


def test_the_caption_in_the_pane_and_on_the_page_are_the_same(story: Driver) -> None:
    lead, inline = cards(story)
    lead.fields["caption"].setFocus()
    story.type("Said in the pane")
    lead.fields["caption"].commit()
    inline.fields["alt"].setFocus()
    story.type("Seen from the quay")
    inline.fields["alt"].commit()
    story.settle()
    assert story.block(6).text() == "Said in the pane"
    assert "![Seen from the quay](photo:" in story.article.body
    story.editor.setFocus()
    cursor = story.editor.textCursor()
    cursor.setPosition(story.block(6).position())
    story.editor.setTextCursor(cursor)
    story.type("On the page: ")
    story.settle()
    assert lead.fields["caption"].toPlainText() == "On the page: Said in the pane"


def test_an_emptied_field_inherits_again(story: Driver) -> None:
    lead, _ = cards(story)
    for text in ("Own", ""):
        lead.fields["credit"].setPlainText(text)
        lead.fields["credit"].commit()
        story.settle()
        use = story.article.lead_photo
        assert use is not None
        assert use.credit == (text or None)


def test_captioning_the_next_photo_costs_one_key(story: Driver) -> None:
    lead, inline = cards(story)
    lead.fields["caption"].setFocus()
    story.type("One")
    story.press(Qt.Key.Key_Return, CONTROL)
    assert inline.fields["caption"].hasFocus()
    story.settle()
    use = story.article.lead_photo
    assert use is not None
    assert use.caption == "One"


def test_captions_of_a_photo_at_the_head_and_in_the_text_wait_beside_each_other(story: Driver) -> None:
    lead, inline = cards(story)
    disk = Disk(desk_of(story))
    disk.full = True
    for card, words in ((lead, "At the head"), (inline, "In the text")):
        card.fields["caption"].setFocus()
        story.press(Qt.Key.Key_A, CONTROL)
        story.type(words)
        story.settle()
    disk.full = False
    story.window.services.keeping.flush()
    story.settle()
    with Desk.open(story.window.path, read_only=True) as desk:
        said = [used.caption for used in desk.articles.used_photos(story.article.id)]
    assert said == ["At the head", "In the text"]


@pytest.mark.parametrize("number", [0, 1], ids=["lead", "inline"])
def test_a_removed_photo_can_be_put_back(story: Driver, number: int) -> None:
    before = story.article.photos
    body = story.article.body
    cards(story)[number].remove_wanted.emit()
    story.settle()
    assert len(story.article.photos) == 1
    assert len(cards(story)) == 1
    offer(story, "Undo")
    assert story.article.photos == before
    assert story.article.body == body


def test_a_photo_of_the_text_can_lead(story: Driver, tmp_path: Path, picture: Path) -> None:
    other = tmp_path / "other.jpg"
    other.write_bytes(picture.read_bytes() + b"\0")
    assert story.column.go_to("body")
    story.story.photos.add([other])
    story.settle()
    added = next(use.photo_id for use in story.article.photos if use.photo_id != story.article.photos[0].photo_id)
    story.story.photos.make_lead(added)
    story.settle()
    lead = story.article.lead_photo
    assert lead is not None
    assert lead.photo_id == added


def test_a_photo_is_placed_in_the_story_that_it_was_meant_for_though_another_is_opened(
    start: Start, fill: Fill, fill_photos: FillPhotos, desk_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meant, other = fill("Port reopens", "Other")
    (photo_id,) = fill_photos(1)
    driver = start()
    driver.open(meant)
    driver.act("room.photos")
    driver.settle()
    room = driver.window.photos
    assert room is not None
    room.sheet.setCurrentIndex(room.model.index(0, 0))
    driver.settle()
    photos, go_on = desk_of(driver).photos, threading.Event()
    get = photos.get

    def get_slowly(key: str) -> Photo:
        assert go_on.wait(5)
        return get(key)

    monkeypatch.setattr(photos, "get", get_slowly)
    driver.window.services.actions["photo.place"].trigger()
    driver.window.open_story(other)
    driver.bot.waitUntil(lambda: driver.story.id == other)
    go_on.set()
    driver.settle()
    with Desk.open(desk_path, read_only=True) as desk:
        assert [use.photo_id for use in desk.articles.get(meant).photos] == [photo_id]
        assert not desk.articles.get(other).photos


def test_a_file_that_is_no_picture_is_told_in_a_sentence(story: Driver, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_text("no picture")
    before = story.article.photos
    story.story.photos.add([bad])
    story.settle()
    assert "bad.jpg" in story.window.strip.text
    assert story.article.photos == before


def tags(driver: Driver) -> TagsPane:
    pane = driver.window.write.inspector.pane("tags")
    assert isinstance(pane, TagsPane)
    return pane


def test_tags_are_suggested_taken_and_removed_by_keys(story: Driver) -> None:
    pane = tags(story)
    story.act("tag.add")
    assert pane.field.field.hasFocus()
    chip = pane.findChildren(Chip)[0]
    chip.setFocus()
    story.press(Qt.Key.Key_Delete)
    story.settle()
    assert pane.names == ["Ferries"]
    story.act("tag.add")
    story.type("har")
    story.window.jobs.drain()
    story.press(Qt.Key.Key_Down)
    story.press(Qt.Key.Key_Return)
    story.settle()
    assert pane.names == ["Ferries", "Harbour"]
    assert story.article.tags == ("Ferries", "Harbour")
    assert pane.field.field.text() == ""


def test_a_new_tag_is_made_and_a_click_takes_it_away_and_undo_brings_it_back(story: Driver) -> None:
    pane = tags(story)
    pane.field.field.setFocus()
    story.type("Winter")
    story.press(Qt.Key.Key_Return)
    story.settle()
    assert pane.names[-1] == "Winter"
    QTest.mouseClick(pane.findChildren(Chip)[-1], Qt.MouseButton.LeftButton)
    story.settle()
    assert "Winter" not in pane.names
    offer(story, "Undo")
    assert pane.names[-1] == "Winter"


def test_findings_are_live_and_lead_to_their_place(story: Driver) -> None:
    pane = story.window.write.inspector.pane("checks")
    assert isinstance(pane, ChecksPane)
    story.settle()
    said = [pane.list.item(row).text() for row in range(pane.list.count())]
    place = next(row for row, text in enumerate(said) if text.startswith("Warning · Standfirst"))
    pane.list.setCurrentRow(place - 1)
    story.act("check.next")
    assert story.editor.hasFocus()
    assert story.editor.textCursor().blockNumber() == 2
    story.type("Ferries sail again.")
    story.story.collect()
    story.bot.waitUntil(lambda: all("Standfirst" not in pane.list.item(row).text() for row in range(pane.list.count())))


def test_a_finding_of_a_photo_leads_to_its_card(story: Driver) -> None:
    story.window.write.go_to("photo harbour.jpg")
    lead, _ = cards(story)
    assert lead.fields["alt"].hasFocus()


def test_facts_save_themselves_and_an_illegal_one_is_refused(story: Driver) -> None:
    facts = story.window.write.inspector.facts
    facts.section.setFocus()
    story.type("World")
    story.press(Qt.Key.Key_Return)
    facts.status.setCurrentIndex(facts.status.findData(Status.READY))
    facts.status.activated.emit(facts.status.currentIndex())
    story.settle()
    assert (story.article.section, story.article.status) == ("World", Status.READY)
    shown = [facts.status.itemData(row) for row in range(facts.status.count())]
    assert Status.PUBLISHED not in shown
    story.story.change({"status": Status.PUBLISHED})
    story.settle()
    assert "exported" in story.window.strip.text
    assert story.article.status is Status.READY


def test_an_older_text_can_be_brought_back_and_that_undone(story: Driver) -> None:
    story.story.change({"status": Status.READY})
    story.settle()
    assert story.column.go_to("headline")
    story.press(Qt.Key.Key_End)
    story.type(" again")
    story.settle()
    pane = story.window.write.inspector.pane("history")
    assert isinstance(pane, HistoryPane)
    story.settle()
    pane.list.setCurrentRow(0)
    pane.list.setFocus()
    story.press(Qt.Key.Key_Return)
    story.settle()
    story.act("history.whole")
    story.settle()
    assert story.block(1).text() == story.article.headline == "Port reopens"
    offer(story, "Undo")
    assert story.block(1).text() == story.article.headline == "Port reopens again"


def test_a_discarded_story_can_be_brought_back(story: Driver) -> None:
    key = story.article.id
    story.editor.setFocus()
    story.type("x")
    story.act("story.discard")
    story.settle()
    assert story.story.story is None
    assert story.window.write.list.view.stories.ids == []
    offer(story, "Undo")
    assert story.article.id == key
