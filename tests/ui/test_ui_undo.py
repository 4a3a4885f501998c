"""What Ctrl+Z brings back: not only the words, but all that was said of a photo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from tests.ui.test_ui_panes import offer

from deskeditor.core.article import Article
from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.write.autosave import Typed
from deskeditor.ui.write.photos_pane import PhotosPane

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def story(start: Start, desk_path: Path, picture: Path) -> Driver:
    """A window on a story with one photo at its head and in its text, of which all is said that can be said."""
    with Desk.open(desk_path) as desk:
        article = desk.articles.new(headline="Port reopens", body="The first ferry left.\n").value
        photo = desk.photos.take_in(picture).value
        desk.photos.edit(photo.id, caption="From the archive", credit="The archive")
        for role in (Role.LEAD, Role.INLINE):
            desk.articles.attach(article.id, photo.id, role)
            desk.articles.caption(
                article.id, photo.id, role=role, caption=f"Of the {role}", alt=role, credit=f"By {role}"
            )
    driver = start()
    driver.open(article.id)
    driver.editor.setFocus()
    return driver


def said(article: Article) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(use.role, use.caption, use.alt, use.credit) for use in article.photos]


def choose(driver: Driver, kind: Kind) -> None:
    """The picture, as a click on it does."""
    page = driver.editor.document()
    block = next(b for b in map(page.findBlockByNumber, range(page.blockCount())) if kind_of(b) is kind)
    cursor = driver.editor.textCursor()
    cursor.setPosition(block.position())
    cursor.setPosition(block.position() + 1, cursor.MoveMode.KeepAnchor)
    driver.editor.setTextCursor(cursor)


@pytest.mark.parametrize("kind", [Kind.LEAD_PICTURE, Kind.PICTURE])
def test_a_photo_that_was_deleted_comes_back_with_all_that_was_said_of_it(story: Driver, kind: Kind) -> None:
    before = said(story.article)
    choose(story, kind)
    story.press(Qt.Key.Key_Delete)
    story.settle()
    assert len(story.article.photos) == 1
    story.press(Qt.Key.Key_Z, CONTROL)
    story.settle()
    assert said(story.article) == before
    assert story.editor.page is not None
    assert story.editor.page.lead_caption == "Of the lead"


def test_undo_and_redo_of_a_deleted_photo_go_all_the_way(story: Driver) -> None:
    before, body = said(story.article), story.article.body
    choose(story, Kind.LEAD_PICTURE)
    story.press(Qt.Key.Key_Delete)
    story.settle()
    assert story.column.go_to("body")
    story.type("Fog. ")
    story.settle()
    after, typed = said(story.article), story.article.body
    for _ in range(8):
        story.press(Qt.Key.Key_Z, CONTROL)
        story.settle()
    assert (said(story.article), story.article.body) == (before, body)
    for _ in range(8):
        story.press(Qt.Key.Key_Z, CONTROL | SHIFT)
        story.settle()
    assert (said(story.article), story.article.body) == (after, typed)


def test_the_pane_forgets_a_photo_that_was_deleted_on_the_page(story: Driver) -> None:
    pane = story.window.write.inspector.pane("photos")
    assert isinstance(pane, PhotosPane)
    assert [role for _, role in pane._cards] == [Role.LEAD, Role.INLINE]
    choose(story, Kind.LEAD_PICTURE)
    story.press(Qt.Key.Key_Delete)
    story.settle()
    assert [role for _, role in pane._cards] == [Role.INLINE]
    story.press(Qt.Key.Key_Z, CONTROL)
    story.settle()
    assert sorted(role for _, role in pane._cards) == [Role.INLINE, Role.LEAD]


@pytest.mark.parametrize("by", ["key", "offer"])
def test_a_replaced_lead_comes_back_with_all_that_was_said_of_it(
    story: Driver, tmp_path: Path, picture: Path, by: str
) -> None:
    before = said(story.article)[0]
    other = tmp_path / "other.jpg"
    other.write_bytes(picture.read_bytes() + b"\0")
    assert story.column.go_to("body")
    story.story.photos.add([other])
    story.settle()
    first = story.article.photos[0].photo_id
    added = next(use.photo_id for use in story.article.photos if use.photo_id != first)
    story.story.photos.make_lead(added)
    story.settle()
    assert story.article.photos[0].photo_id == added
    if by == "key":
        story.press(Qt.Key.Key_Z, CONTROL)
    else:
        offers = [button for button in story.window.strip.findChildren(QPushButton) if button.text() == "Undo"]
        offers[-1].click()
    story.settle()
    assert said(story.article)[0] == before
    assert story.editor.page is not None
    assert story.editor.page.lead_caption == "Of the lead"


def test_tags_are_undone_in_their_turn(story: Driver) -> None:
    body = story.article.body
    assert story.column.go_to("body")
    story.type("Fog. ")
    story.settle()
    for name in ("Harbour", "Ferries"):
        story.press(Qt.Key.Key_T, CONTROL)
        story.type(name)
        story.press(Qt.Key.Key_Return)
        story.settle()
    story.editor.setFocus()
    story.type("Rain. ")
    story.settle()
    after = story.article.body
    seen = []
    for _ in range(12):
        story.press(Qt.Key.Key_Z, CONTROL)
        story.settle()
        seen.append(story.article.tags)
    assert list(dict.fromkeys(seen)) == [("Harbour", "Ferries"), ("Harbour",), ()]
    assert (story.article.body, story.article.tags) == (body, ())
    for _ in range(12):
        story.press(Qt.Key.Key_Z, CONTROL | SHIFT)
        story.settle()
    assert (story.article.body, story.article.tags) == (after, ("Harbour", "Ferries"))


def test_select_all_takes_the_part_first_and_the_page_last(story: Driver) -> None:
    assert story.column.go_to("body")
    before = story.article
    story.press(Qt.Key.Key_A, CONTROL)
    story.press(Qt.Key.Key_Backspace)
    story.settle()
    assert (story.article.headline, story.article.body) == (before.headline, "")
    assert [use.role for use in story.article.photos] == [Role.LEAD]
    assert story.column.go_to("headline")
    story.press(Qt.Key.Key_A, CONTROL)
    assert story.editor.textCursor().selectedText() == before.headline
    story.press(Qt.Key.Key_A, CONTROL)
    cursor = story.editor.textCursor()
    assert (cursor.selectionStart(), cursor.selectionEnd()) == (0, story.editor.document().characterCount() - 1)


def test_tab_goes_from_a_caption_to_what_is_missing_of_the_photo(start: Start, desk_path: Path, picture: Path) -> None:
    with Desk.open(desk_path) as desk:
        article = desk.articles.new(headline="Port reopens", body="The first ferry left.\n").value
        photo = desk.photos.take_in(picture).value
        desk.photos.edit(photo.id, alt="", credit="")
        desk.articles.attach(article.id, photo.id, Role.LEAD)
    driver = start()
    driver.open(article.id)
    driver.window.activateWindow()
    driver.editor.setFocus()
    choose(driver, Kind.LEAD_PICTURE)
    driver.type("A ferry.")
    for said in ("A ferry leaves", "Ines Varga"):
        driver.press(Qt.Key.Key_Tab)
        driver.type(said)
    driver.press(Qt.Key.Key_Escape)
    driver.settle()
    assert said_of_lead(driver) == ("A ferry.", "A ferry leaves", "Ines Varga")
    assert driver.article.body == "The first ferry left.\n"
    driver.press(Qt.Key.Key_Tab)
    driver.type("Fog. ")
    driver.settle()
    assert driver.article.body == "Fog. The first ferry left.\n"


def said_of_lead(driver: Driver) -> tuple[str | None, str | None, str | None]:
    lead = driver.article.lead_photo
    assert lead is not None
    return lead.caption, lead.alt, lead.credit


def test_tab_goes_to_the_card_of_the_place_that_the_caption_is_in(story: Driver) -> None:
    pane = story.window.write.inspector.pane("photos")
    assert isinstance(pane, PhotosPane)
    photo_id = story.article.photos[0].photo_id
    story.story.photos.caption(photo_id, Role.INLINE, "alt", "")
    story.settle()
    choose(story, Kind.PICTURE)
    story.press(Qt.Key.Key_Right)
    story.type("!")
    story.press(Qt.Key.Key_Tab)
    assert pane._cards[(photo_id, Role.INLINE)].fields["alt"].hasFocus()


def test_tags_that_an_undo_brought_are_rescued_with_the_rest(story: Driver) -> None:
    story.autosave.put(story.article.id, Typed(tags=("Harbour",)))
    assert [kept.tags for kept in story.autosave.unsaved_stories] == [("Harbour",)]


def test_words_typed_right_before_a_photo_is_taken_out_are_there_when_it_is_put_back(story: Driver) -> None:
    photo_id = story.article.photos[0].photo_id
    assert story.column.go_to("body")
    story.type("Fog. ")
    story.story.photos.detach(photo_id, Role.INLINE)
    story.settle()
    assert len(story.article.photos) == 1
    offer(story, "Undo")
    assert story.article.body.startswith("Fog. The first ferry left.")
    assert [use.role for use in story.article.photos] == [Role.LEAD, Role.INLINE]


def test_a_lead_that_was_chosen_since_stays_when_the_one_before_is_to_be_put_back(
    story: Driver, tmp_path: Path, picture: Path
) -> None:
    other = tmp_path / "other.jpg"
    other.write_bytes(picture.read_bytes() + b"\0")
    story.story.photos.detach(story.article.photos[0].photo_id, Role.LEAD)
    story.settle()
    story.story.photos.add([other])
    story.settle()
    story.type("Words for the new lead")
    story.settle()
    chosen = story.article.lead_photo
    offer(story, "Undo")
    assert story.article.lead_photo == chosen
    assert "another lead photo" in story.window.strip.text


def test_a_lead_that_was_replaced_comes_back_to_its_own_story_whichever_is_open(
    story: Driver, tmp_path: Path, picture: Path
) -> None:
    other = tmp_path / "other.jpg"
    other.write_bytes(picture.read_bytes() + b"\0")
    assert story.column.go_to("body")
    story.story.photos.add([other])
    story.settle()
    key, before = story.story.id, story.article.photos[0]
    added = next(use.photo_id for use in story.article.photos if use.photo_id != before.photo_id)
    story.story.photos.make_lead(added)
    story.settle()
    story.act("story.new")
    story.settle()
    offer(story, "Undo")
    assert story.article.lead_photo is None
    story.open(key)
    assert story.article.lead_photo == before
