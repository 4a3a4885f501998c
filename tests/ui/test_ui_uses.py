"""A photo in a story, set against the archive: inherited or changed, pushed back or followed, held back or let go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from tests.ui.test_ui_panes import cards, offer

from deskeditor.core.framing import Framing
from deskeditor.core.photo import Photo, Role, UsedPhoto
from deskeditor.core.rights import PLUS
from deskeditor.desk import Desk
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.checks_pane import ChecksPane
from deskeditor.ui.write.photo_card import PhotoCard
from deskeditor.ui.write.photos_pane import PhotosPane

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
FOLLOW, PUSH = Qt.Key.Key_F, Qt.Key.Key_A
BOTH = pytest.mark.parametrize("number", [0, 1], ids=["lead", "inline"])


@pytest.fixture
def story(start: Start, desk_path: Path, picture: Path) -> Driver:
    """A window on a story with a photo at its head and in its text that says its own in both places."""
    with Desk.open(desk_path) as desk:
        article = desk.articles.new(headline="Port reopens", body="The first ferry left.\n").value
        photo = desk.photos.take_in(picture).value
        desk.photos.edit(photo.id, caption="From the archive", alt="A boat", credit="Ines Varga")
        for role in (Role.LEAD, Role.INLINE):
            desk.articles.attach(article.id, photo.id, role)
            desk.articles.caption(article.id, photo.id, role=role, caption=f"Of the {role}", credit="Of the story")
    driver = start()
    driver.open(article.id)
    return driver


def used(driver: Driver, number: int) -> UsedPhoto:
    """A photo as the desk has it in the open story."""
    with Desk.open(driver.window.path, read_only=True) as desk:
        return desk.articles.used_photos(driver.article.id)[number]


def archived(driver: Driver) -> Photo:
    return used(driver, 0).photo


def said(card: PhotoCard, name: str) -> str:
    return card.origins[name].label.text()


def ways(card: PhotoCard, name: str) -> list[bool]:
    return [button.isVisible() for button in card.origins[name].ways]


@BOTH
def test_each_field_says_where_it_comes_from(story: Driver, number: int) -> None:
    card = cards(story)[number]
    assert said(card, "caption") == "Caption · changed here"
    # The words of a photo in the text stand there: they do not change with the archive.
    assert said(card, "alt") == ("Alt text · inherited" if number == 0 else "Alt text · as in the archive")
    assert said(card, "credit") == "Credit · changed here"
    assert said(card, "framing") == "Crop · inherited"
    assert (ways(card, "caption"), ways(card, "alt")) == ([True, True], [False, False])


@BOTH
@pytest.mark.parametrize("name", ["caption", "credit"])
def test_one_key_follows_the_archive_again_and_that_is_undone(story: Driver, number: int, name: str) -> None:
    card = cards(story)[number]
    own = getattr(used(story, number), name)
    card.fields[name].setFocus()
    story.press(FOLLOW, CONTROL | ALT)
    story.settle()
    assert getattr(used(story, number), name) == getattr(archived(story).fields, name)
    assert name not in used(story, number).own
    assert ("as in the archive" if (number, name) == (1, "caption") else "inherited") in said(card, name)
    offer(story, "Undo")
    assert getattr(used(story, number), name) == own
    assert "changed here" in said(card, name)


@BOTH
@pytest.mark.parametrize("name", ["caption", "credit"])
def test_one_key_pushes_it_into_the_archive_and_that_is_undone(story: Driver, number: int, name: str) -> None:
    card, before = cards(story)[number], archived(story).fields
    own = getattr(used(story, number), name)
    card.fields[name].setFocus()
    story.press(PUSH, CONTROL | ALT)
    story.settle()
    assert archived(story).fields == replace(before, **{name: own})
    assert name not in used(story, number).own
    assert ("as in the archive" if (number, name) == (1, "caption") else "inherited") in said(card, name)
    offer(story, "Undo")
    assert archived(story).fields == before
    assert getattr(used(story, number), name) == own
    assert name in used(story, number).own


@BOTH
@pytest.mark.parametrize("way", [FOLLOW, PUSH], ids=["follow", "push"])
def test_the_undo_key_brings_back_what_was_said_once_its_offer_is_gone(story: Driver, number: int, way: Qt.Key) -> None:
    card, archive, here = cards(story)[number], archived(story).fields, used(story, number)
    for name in ("caption", "credit"):
        card.fields[name].setFocus()
        story.press(way, CONTROL | ALT)
        story.settle()
    for message in list(story.window.strip.findChildren(QToolButton)):
        message.click()
    assert not used(story, number).own
    for _ in range(3):
        story.press(Qt.Key.Key_Z, CONTROL)
        story.settle()
    assert archived(story).fields == archive
    assert (used(story, number).caption, used(story, number).credit) == (here.caption, here.credit)
    assert used(story, number).own == here.own


WHERE = pytest.mark.parametrize("where", ["decorative", "crop", "note", "pane", "add"])


def go_into_the_pane(driver: Driver, where: str) -> None:
    """Put the focus where a hand may be in the pane: on a button, in a field, on its ground."""
    pane = driver.window.write.inspector.pane("photos")
    assert isinstance(pane, PhotosPane)
    card = cards(driver)[0]
    if where == "pane":
        QTest.mouseClick(card.picture, Qt.MouseButton.LeftButton)
    else:
        places = {"decorative": card.decorative, "crop": card.crop, "note": card.fields["note"], "add": pane._add}
        places[where].setFocus()
    assert pane.isAncestorOf(driver.focus()) or driver.focus() is pane


@WHERE
def test_what_was_done_in_the_pane_is_undone_wherever_the_hand_is_in_it(story: Driver, where: str) -> None:
    before, archive = used(story, 0), archived(story)
    cards(story)[0].crop.setFocus()
    story.act("photo.push")
    story.settle()
    card = cards(story)[0]
    card.fields["caption"].setFocus()
    story.press(PUSH, CONTROL | ALT)
    story.settle()
    card.decorative.setFocus()
    story.press(Qt.Key.Key_Space)
    story.settle()
    assert used(story, 0).decorative
    go_into_the_pane(story, where)
    seen = []
    for _ in range(3):
        story.press(Qt.Key.Key_Z, CONTROL)
        story.settle()
        seen.append((used(story, 0).decorative, archived(story).fields.caption))
    assert seen == [(False, "Of the lead"), (False, "From the archive"), (False, "From the archive")]
    assert (used(story, 0), archived(story).fields) == (replace(before, photo=archived(story)), archive.fields)
    for _ in range(3):
        story.press(Qt.Key.Key_Z, CONTROL | SHIFT)
        story.settle()
    assert (used(story, 0).decorative, archived(story).fields.caption) == (True, "Of the lead")


@WHERE
def test_words_and_changes_of_the_pane_are_undone_in_their_turn(story: Driver, where: str) -> None:
    card = cards(story)[0]
    card.fields["credit"].setFocus()
    story.press(Qt.Key.Key_End, CONTROL)
    story.type(", and Mina Seo")
    story.settle()
    card.decorative.setFocus()
    story.press(Qt.Key.Key_Space)
    card.fields["note"].setFocus()
    story.type("Ask the pilot")
    story.settle()
    go_into_the_pane(story, where)
    seen = []
    for held in (CONTROL, CONTROL, CONTROL, CONTROL | SHIFT, CONTROL | SHIFT, CONTROL | SHIFT):
        story.press(Qt.Key.Key_Z, held)
        story.story.collect()
        story.settle()
        now = used(story, 0)
        seen.append((now.credit, now.decorative, now.photo.note))
    both, one = "Of the story, and Mina Seo", "Of the story"
    assert seen == [
        *((both, True, ""), (both, False, ""), (one, False, "")),
        *((both, False, ""), (both, True, ""), (both, True, "Ask the pilot")),
    ]


def test_a_key_that_follows_at_once_undoes_what_is_on_its_way(story: Driver) -> None:
    card = cards(story)[0]
    card.decorative.setFocus()
    QTest.keyClick(card.decorative, Qt.Key.Key_Space)
    QTest.keyClick(card.decorative, Qt.Key.Key_Z, CONTROL)
    story.settle()
    assert not used(story, 0).decorative
    assert not card.decorative.isChecked()


@WHERE
def test_a_lift_and_its_end_are_undone_wherever_the_hand_is(story: Driver, where: str) -> None:
    key = archived(story).id
    story.window.jobs.mutate(story.window, lambda desk: desk.photos.edit(key, licence_end="2020-01-01"))
    story.settle()

    def is_lifted() -> bool:
        with Desk.open(story.window.path, read_only=True) as desk:
            return desk.rights.holds(key, story.article.id)[0].lift is not None

    (part,) = cards(story)[0].holds.parts
    part.first.setFocus()
    story.press(Qt.Key.Key_Space)
    story.type("Renewed by mail")
    story.press(Qt.Key.Key_Return)
    story.settle()
    part.first.setFocus()
    story.press(Qt.Key.Key_Space)
    story.settle()
    go_into_the_pane(story, where)
    seen = [is_lifted()]
    for held in (CONTROL, CONTROL, CONTROL, CONTROL | SHIFT, CONTROL | SHIFT, CONTROL | SHIFT):
        story.press(Qt.Key.Key_Z, held)
        story.settle()
        seen.append(is_lifted())
    assert seen == [False, True, False, False, True, False, False]


def test_a_photo_that_was_taken_out_is_put_back_by_the_key(story: Driver) -> None:
    before = story.article
    inline = cards(story)[1]
    inline.crop.setFocus()
    inline.remove_wanted.emit()
    story.settle()
    assert len(story.article.photos) == 1
    go_into_the_pane(story, "crop")
    story.press(Qt.Key.Key_Z, CONTROL)
    story.settle()
    assert (story.article.body, story.article.photos) == (before.body, before.photos)
    story.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    story.settle()
    assert len(story.article.photos) == 1


def test_the_page_and_the_pane_undo_what_was_done_in_them(story: Driver) -> None:
    assert story.column.go_to("body")
    story.type("Fog. ")
    story.settle()
    card = cards(story)[0]
    card.decorative.setFocus()
    story.press(Qt.Key.Key_Space)
    story.settle()
    for _ in range(3):
        story.press(Qt.Key.Key_Z, CONTROL)
        story.settle()
    assert not used(story, 0).decorative
    assert story.article.body.startswith("Fog. The first ferry left.")
    story.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    story.settle()
    assert story.column.go_to("body")
    story.press(Qt.Key.Key_Z, CONTROL)
    story.settle()
    assert used(story, 0).decorative
    assert story.article.body.startswith("The first ferry left.")


def test_words_of_one_story_are_not_undone_in_the_next(story: Driver) -> None:
    """Though both show the photo, and say the same of it."""
    key, photo_id = story.story.id, archived(story).id
    desk = story.window.jobs._desk
    assert desk is not None
    other = desk.articles.new(headline="Another").value
    desk.articles.attach(other.id, photo_id, Role.LEAD)
    desk.articles.caption(other.id, photo_id, role=Role.LEAD, credit="Of the story!")
    card = cards(story)[0]
    card.fields["credit"].setFocus()
    story.press(Qt.Key.Key_End, CONTROL)
    story.type("!")
    story.settle()
    card.decorative.setFocus()
    story.press(Qt.Key.Key_Space)
    story.settle()
    story.open(other.id)
    card = cards(story)[0]
    card.fields["credit"].setFocus()
    story.press(Qt.Key.Key_Z, CONTROL)
    story.settle()
    assert used(story, 0).credit == "Of the story!"
    story.open(key)
    cards(story)[0].decorative.setFocus()
    story.press(Qt.Key.Key_Z, CONTROL)
    story.settle()
    assert not used(story, 0).decorative
    assert used(story, 0).credit == "Of the story!"


def go_to_the_lead_caption(driver: Driver) -> None:
    cursor = driver.editor.textCursor()
    cursor.setPosition(driver.block(6).position() + driver.block(6).length() - 1)
    driver.editor.setTextCursor(cursor)
    driver.editor.setFocus()


def test_what_was_typed_right_before_is_pushed_into_the_archive(story: Driver) -> None:
    go_to_the_lead_caption(story)
    story.type(" and beyond")
    story.act("photo.push")
    story.settle()
    assert archived(story).fields.caption == "Of the lead and beyond"
    offer(story, "Undo")
    assert archived(story).fields.caption == "From the archive"
    assert used(story, 0).caption == "Of the lead and beyond"


def test_what_was_typed_right_before_comes_back_when_the_archive_is_followed_no_more(story: Driver) -> None:
    go_to_the_lead_caption(story)
    story.type(" and beyond")
    story.act("photo.follow")
    story.settle()
    assert used(story, 0).caption == "From the archive"
    offer(story, "Undo")
    assert used(story, 0).caption == "Of the lead and beyond"


@pytest.mark.parametrize("by", ["key", "offer"])
@pytest.mark.parametrize("way", [FOLLOW, PUSH], ids=["follow", "push"])
def test_an_older_step_is_not_taken_back_over_newer_words(story: Driver, way: Qt.Key, by: str) -> None:
    card = cards(story)[0]
    card.fields["caption"].setFocus()
    story.press(way, CONTROL | ALT)
    story.settle()
    go_to_the_lead_caption(story)
    story.press(Qt.Key.Key_A, CONTROL)
    story.type("Newer words")
    story.settle()
    archive = archived(story).fields
    if by == "key":
        card.fields["note"].setFocus()
        story.press(Qt.Key.Key_Z, CONTROL)
        story.settle()
    else:
        offer(story, "Undo")
        assert "something else was said since" in story.window.strip.text
    assert used(story, 0).caption == "Newer words"
    assert archived(story).fields == archive


def test_what_follows_the_archive_follows_it_on_the_page(story: Driver) -> None:
    lead = cards(story)[0]
    QTest.mouseClick(lead.origins["caption"].ways[0], Qt.MouseButton.LeftButton)
    story.settle()
    assert story.block(6).text() == "From the archive"
    with Desk.open(story.window.path, read_only=True) as desk:
        assert desk.articles.get(story.article.id).photos[0].caption is None
    story.window.jobs.mutate(story.window, lambda desk: desk.photos.edit("harbour.jpg", caption="Told again"))
    story.settle()
    assert story.block(6).text() == "Told again"


def test_the_key_is_heard_in_the_caption_on_the_page_and_nowhere_else_there(story: Driver) -> None:
    assert story.column.go_to("body")
    story.press(FOLLOW, CONTROL | ALT)
    story.settle()
    assert used(story, 0).caption == "Of the lead"
    cursor = story.editor.textCursor()
    cursor.setPosition(story.block(6).position())
    story.editor.setTextCursor(cursor)
    story.press(FOLLOW, CONTROL | ALT)
    story.settle()
    assert used(story, 0).caption == "From the archive"
    assert used(story, 1).caption == "Of the inline"


def test_a_crop_of_the_story_is_seen_pushed_and_followed(story: Driver) -> None:
    key = archived(story).id
    story.window.jobs.mutate(
        story.window,
        lambda desk: desk.articles.caption(story.article.id, key, role=Role.LEAD, framing=Framing(turn=1)),
    )
    story.settle()
    lead = cards(story)[0]
    assert said(lead, "framing") == "Crop · changed here"
    assert lead.picture.height() > cards(story)[1].picture.height()
    lead.crop.setFocus()
    story.press(PUSH, CONTROL | ALT)
    story.settle()
    assert archived(story).framing == Framing(turn=1)
    offer(story, "Undo")
    assert archived(story).framing == Framing()
    assert used(story, 0).framing == Framing(turn=1)
    lead.crop.setFocus()
    story.press(FOLLOW, CONTROL | ALT)
    story.settle()
    assert used(story, 0).framing == Framing()


def test_a_key_crops_the_photo_in_hand_for_the_story(story: Driver) -> None:
    cards(story)[1].fields["alt"].setFocus()
    story.press(Qt.Key.Key_C, CONTROL | ALT)
    story.settle()
    assert story.window.commands is not None
    dialog = story.window.commands.looking.dialog
    assert dialog is not None
    QTest.keyClick(dialog.view.canvas, Qt.Key.Key_BracketRight)
    story.settle()
    assert used(story, 1).framing == Framing(turn=1)
    assert used(story, 0).framing == Framing()
    QTest.keyClick(dialog.view.canvas, Qt.Key.Key_BracketRight)
    story.settle()
    QTest.keyClick(dialog.view.canvas, Qt.Key.Key_Escape)
    story.settle()
    assert said(cards(story)[1], "framing") == "Crop · changed here"
    story.window.activateWindow()
    story.bot.waitUntil(story.window.isActiveWindow)
    cards(story)[0].decorative.setFocus()
    story.press(Qt.Key.Key_Z, CONTROL)
    story.settle()
    assert used(story, 1).framing == Framing()
    assert said(cards(story)[1], "framing") == "Crop · inherited"
    story.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    story.settle()
    assert used(story, 1).framing == Framing(turn=2)


@BOTH
def test_decorative_is_a_choice_of_its_own(story: Driver, number: int) -> None:
    card = cards(story)[number]
    card.decorative.setFocus()
    story.press(Qt.Key.Key_Space)
    story.settle()
    assert used(story, number).decorative
    assert card.fields["alt"].isReadOnly()
    assert "missing" not in said(card, "alt")
    offer(story, "Undo")
    assert not used(story, number).decorative
    assert used(story, number).alt == "A boat"
    assert not card.decorative.isChecked()


def test_the_note_is_that_of_the_archive(story: Driver) -> None:
    lead, inline = cards(story)
    lead.fields["note"].setFocus()
    story.type("Ask the pilot")
    lead.fields["note"].commit()
    story.settle()
    assert archived(story).note == "Ask the pilot"
    assert inline.fields["note"].toPlainText() == "Ask the pilot"
    assert "pilot" not in story.article.body


@BOTH
def test_an_alt_text_is_metered_and_held_against_the_caption_while_it_is_typed(story: Driver, number: int) -> None:
    card = cards(story)[number]
    alt = card.origins["alt"]
    alt.field.setFocus()
    story.press(Qt.Key.Key_A, CONTROL)
    story.type(used(story, number).caption)
    assert alt.mark.text().endswith("/ 250")
    assert alt.words.text().startswith("It says what the caption says")
    story.press(Qt.Key.Key_A, CONTROL)
    story.type("x" * 255)
    assert alt.mark.text() == "255 / 250"
    assert alt.words.text().startswith("5 characters over 250")
    story.press(Qt.Key.Key_A, CONTROL)
    story.type("A white ferry")
    assert alt.mark.text() == "13 / 250"
    assert not alt.words.isVisible()


def test_what_blocks_is_found_by_the_check_lifted_for_this_story_and_told(story: Driver) -> None:
    key = archived(story).id
    story.window.jobs.mutate(
        story.window,
        lambda desk: desk.photos.edit(key, licence_end="2020-01-01", licensor="Port Wire", restrictions="No sport"),
    )
    story.settle()
    lead = cards(story)[0]
    (part,) = lead.holds.parts
    assert "ended on 2020-01-01. To be lifted by Port Wire, by a new licence" in part.said.text()
    assert lead.told.text() == "Restricted: No sport"
    pane = story.window.write.show_pane("checks")
    assert isinstance(pane, ChecksPane)
    story.bot.waitUntil(lambda: pane.list.count() > 0)
    row = next(row for row in range(pane.list.count()) if "licence" in pane.list.item(row).text())
    assert pane.list.item(row).text().startswith("Blocks publication · Photo harbour.jpg")
    assert pane.list.item(row).text().endswith("or have it lifted by Port Wire, by a new licence")
    assert "9 findings, 2 of them block publication" in [label.text() for label in pane.findChildren(QLabel)]
    pane.list.setCurrentRow(row)
    pane.list.setFocus()
    story.press(Qt.Key.Key_Return)
    assert story.focus() is part.first
    story.press(Qt.Key.Key_Space)
    story.type("Renewed by mail")
    story.press(Qt.Key.Key_Return)
    story.settle()
    assert "Lifted for this story by" in part.said.text()
    with Desk.open(story.window.path, read_only=True) as desk:
        (hold,) = desk.rights.holds(key, story.article.id)
        assert hold.lift is not None
        assert hold.lift.reason == "Renewed by mail"
        assert desk.rights.holds(key)[0].lift is None
    offer(story, "Undo")
    assert "To be lifted by" in part.said.text()


def test_an_embargo_that_ends_before_the_story_goes_out_blocks_nothing(story: Driver) -> None:
    from datetime import UTC, datetime

    key = archived(story).id
    story.window.jobs.mutate(story.window, lambda desk: desk.photos.edit(key, embargo="2990-01-01"))
    story.settle()
    assert len(cards(story)[0].holds.parts) == 1
    story.story.change({"embargo": datetime(2990, 2, 1, tzinfo=UTC)})
    story.settle()
    assert cards(story)[0].holds.parts == []


def test_the_photo_is_shown_in_the_archive(story: Driver) -> None:
    cards(story)[0].archive_wanted.emit()
    story.settle()
    room = story.window.photos
    assert room is not None
    assert story.window.rooms.currentWidget() is room
    assert room.chosen == [archived(story).id]
    caption = room.details.rows["caption"].field
    assert isinstance(caption, GrowingField)
    assert caption.toPlainText() == "From the archive"


@BOTH
def test_the_card_fits_the_narrowest_inspector(story: Driver, number: int) -> None:
    key = archived(story).id
    story.window.jobs.mutate(
        story.window, lambda desk: desk.photos.edit(key, embargo="2990-01-01", minor_age=f"{PLUS}AG-A15", alt="x" * 300)
    )
    story.settle()
    least = story.window.write._inspector_home.minimumWidth()
    margins = 8 * SPACE
    assert cards(story)[number].minimumSizeHint().width() <= least - margins


def test_tab_goes_through_the_card_from_top_to_bottom(story: Driver) -> None:
    lead = cards(story)[0]
    lead.fields["caption"].setFocus()
    order = []
    for _ in range(6):
        order.append(story.focus())
        story.press(Qt.Key.Key_Tab)
    fields = lead.fields
    assert order == [fields["caption"], fields["alt"], fields["credit"], lead.decorative, lead.crop, fields["note"]]
