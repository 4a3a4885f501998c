"""What is done with a story while words of it still wait to be saved."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton
from tests.ui.disks import Disk, offer
from tests.ui.test_ui_autosave import desk_of, go_to_headline, on_disk

from deskeditor.core.article import Article, Status
from deskeditor.core.changes import Done
from deskeditor.core.errors import UnavailableError
from deskeditor.desk import ExportRequest
from deskeditor.ui.write.comments_pane import CommentsPane
from deskeditor.ui.write.photos_pane import PhotosPane
from deskeditor.ui.write.suggest import SuggestField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.ui.conftest import Driver, Fill, Start


@pytest.fixture
def story(fill: Fill, start: Start) -> tuple[Driver, str]:
    (key,) = fill("One")
    driver = start()
    driver.open(key)
    go_to_headline(driver)
    return driver, key


@pytest.fixture
def photographed(fill: Fill, start: Start, picture: Path) -> tuple[Driver, str, str]:
    """A window on a story with a lead photo, whose caption has the caret; and another story."""
    one, two = fill("One", "Two")
    driver = start()
    driver.open(one)
    driver.story.photos.add([picture])
    driver.settle()
    return driver, one, two


def export(driver: Driver, key: str, to: Path) -> None:
    """As once a place was chosen."""
    assert driver.window.commands is not None
    driver.window.commands.exporting._start(ExportRequest(to, articles=(key,)), lambda: None)


@pytest.fixture
def slow(story: tuple[Driver, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Saves of the story wait until it is set."""
    articles, go_on = desk_of(story[0]).articles, threading.Event()
    edit: Callable[..., Done[Article]] = articles.edit

    def wait(*args: object, **fields: object) -> Done[Article]:
        assert go_on.wait(5)
        return edit(*args, **fields)

    monkeypatch.setattr(articles, "edit", wait)
    yield go_on
    go_on.set()


def test_a_story_that_is_discarded_while_its_words_wait_comes_back_with_them(
    story: tuple[Driver, str], desk_path: Path
) -> None:
    driver, key = story
    disk = Disk(desk_of(driver))
    disk.full = True
    with driver.bot.waitSignal(driver.autosave.failed, timeout=5_000):
        driver.type(" and all the rest")
    disk.full = False
    driver.act("story.discard")
    driver.settle()
    offer(driver, "Undo")
    assert on_disk(desk_path, key).headline == "One and all the rest"


def test_a_story_that_is_discarded_during_a_save_comes_back_with_what_was_typed_since(
    story: tuple[Driver, str], slow: threading.Event, desk_path: Path
) -> None:
    driver, key = story
    with driver.bot.waitSignal(driver.autosave.saving, timeout=5_000):
        driver.type(" first")
    driver.type(" second")
    driver.window.services.actions["story.discard"].trigger()
    slow.set()
    driver.settle()
    offer(driver, "Undo")
    assert on_disk(desk_path, key).headline == "One first second"


def test_a_story_whose_words_the_disk_refuses_is_not_discarded(story: tuple[Driver, str], desk_path: Path) -> None:
    driver, key = story
    disk = Disk(desk_of(driver))
    disk.full = True
    driver.type(" and more")
    driver.window.services.actions["story.discard"].trigger()
    driver.settle()
    assert driver.story.id == key
    disk.full = False
    driver.autosave.flush()
    driver.settle()
    assert on_disk(desk_path, key).headline == "One and more"


def test_a_note_that_waits_goes_into_the_bin_with_its_story(story: tuple[Driver, str], desk_path: Path) -> None:
    driver, key = story
    pane = driver.window.write.show_pane("comments")
    assert isinstance(pane, CommentsPane)
    disk = Disk(desk_of(driver))
    disk.full = True
    pane.note.setFocus()
    driver.type("Call the lawyer")
    driver.settle()
    disk.full = False
    driver.act("story.discard")
    driver.settle()
    offer(driver, "Undo")
    assert on_disk(desk_path, key).note == "Call the lawyer"


def conflict(driver: Driver, key: str, typed: str) -> None:
    """Type where somebody else has just written."""
    desk_of(driver).articles.edit(key, headline="Theirs")
    with driver.bot.waitSignal(driver.autosave.conflict, timeout=5_000):
        driver.type(typed)
    driver.window.jobs.drain()


def test_the_others_words_are_taken_for_the_story_of_the_conflict_alone(
    fill: Fill, start: Start, desk_path: Path
) -> None:
    one, two = fill("One", "Two")
    driver = start()
    driver.open(one)
    go_to_headline(driver)
    conflict(driver, one, " ours")
    driver.open(two)
    go_to_headline(driver)
    driver.type(" precious")
    offer(driver, "Take the other's")
    assert on_disk(desk_path, two).headline == "Two precious"
    assert driver.autosave.all_saved
    driver.open(one)
    assert driver.block(1).text() == "Theirs"


def test_what_is_typed_once_the_others_words_are_taken_is_saved(story: tuple[Driver, str], desk_path: Path) -> None:
    driver, key = story
    conflict(driver, key, " ours")
    button = next(each for each in driver.window.strip.findChildren(QPushButton) if each.text() == "Take the other's")
    button.click()
    driver.editor.setFocus()
    driver.type("x")  # into words that are about to go
    driver.settle()
    go_to_headline(driver)
    driver.type(" and ours")
    driver.settle()
    assert on_disk(desk_path, key).headline == "Theirs and ours"
    assert driver.autosave.all_saved


def test_an_export_has_what_was_typed_while_a_save_was_under_way(
    story: tuple[Driver, str], slow: threading.Event, tmp_path: Path
) -> None:
    driver, key = story
    with driver.bot.waitSignal(driver.autosave.saving, timeout=5_000):
        driver.type(" first")
    driver.type(" second")
    export(driver, key, tmp_path / "out")
    slow.set()
    driver.settle()
    assert "One first second" in next((tmp_path / "out").rglob("index.html")).read_text()


def test_nothing_is_exported_while_the_disk_refuses_the_words(story: tuple[Driver, str], tmp_path: Path) -> None:
    driver, key = story
    disk = Disk(desk_of(driver))
    disk.full = True
    driver.type(" first")
    export(driver, key, tmp_path / "out")
    driver.settle()
    assert not (tmp_path / "out").exists()
    assert "disk is full" in driver.window.strip.text
    disk.full = False
    export(driver, key, tmp_path / "out")
    driver.settle()
    assert "One first" in next((tmp_path / "out").rglob("index.html")).read_text()


def test_an_export_that_a_note_held_up_does_not_go_once_the_disk_has_room(
    story: tuple[Driver, str], tmp_path: Path
) -> None:
    driver, key = story
    pane = driver.window.write.show_pane("comments")
    assert isinstance(pane, CommentsPane)
    disk = Disk(desk_of(driver))
    disk.full = True
    pane.note.setFocus()
    driver.type("Call the lawyer")
    export(driver, key, tmp_path / "out")
    driver.settle()
    assert "disk is full" in driver.window.strip.text
    disk.full = False
    driver.window.services.keeping.flush()
    driver.settle()
    assert not (tmp_path / "out").exists()


def test_a_save_that_fails_half_way_is_done_whole_the_next_time(
    story: tuple[Driver, str], picture: Path, monkeypatch: pytest.MonkeyPatch, desk_path: Path
) -> None:
    driver, key = story
    driver.story.photos.add([picture])
    driver.settle()
    desk = desk_of(driver)

    def refuse(*_arguments: object, **_fields: object) -> None:
        raise UnavailableError("The disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(desk.articles, "caption", refuse)
        driver.type("A caption")
        go_to_headline(driver)
        driver.type("!")
        driver.settle()
        assert on_disk(desk_path, key).headline == "One"
    driver.autosave.flush()
    driver.settle()
    kept = on_disk(desk_path, key)
    assert (kept.headline, kept.lead_photo and kept.lead_photo.caption) == ("One!", "A caption")
    assert "somebody else" not in driver.window.strip.text


def test_words_are_saved_though_the_lead_photo_that_a_redo_brings_is_gone_for_ever(
    story: tuple[Driver, str], picture: Path, desk_path: Path
) -> None:
    driver, key = story
    driver.story.photos.add([picture])
    driver.settle()
    photo = driver.article.photos[0].photo_id
    while driver.editor.lead_photo:
        driver.window.write.undo()
        driver.settle()
    desk = desk_of(driver)
    desk.photos.discard([photo])
    desk.bin.erase(desk.bin.all())
    driver.window.write.redo()
    driver.settle()
    assert "The photo at the head was deleted for ever" in driver.window.strip.text
    go_to_headline(driver)
    driver.type(" and more")
    driver.settle()
    kept = on_disk(desk_path, key)
    assert (kept.headline, kept.photos, driver.autosave.all_saved) == ("One and more", (), True)
    assert not driver.editor.lead_photo


def test_words_that_were_changed_elsewhere_in_the_text_are_no_conflict(
    story: tuple[Driver, str], desk_path: Path
) -> None:
    driver, key = story
    desk_of(driver).articles.edit(key, body="Of One.\n\nA second paragraph.\n")
    driver.column.go_to("body")
    driver.type("On the page. ")
    driver.settle()
    assert driver.window.strip.text == ""
    assert on_disk(desk_path, key).body == "On the page. Of One.\n\nA second paragraph.\n"
    assert driver.editor.document().lastBlock().text() == "A second paragraph."
    driver.type("And on. ")
    driver.settle()
    assert on_disk(desk_path, key).body == "On the page. And on. Of One.\n\nA second paragraph.\n"


def test_what_waits_is_seen_when_one_comes_back_to_the_story(
    photographed: tuple[Driver, str, str], desk_path: Path
) -> None:
    driver, one, two = photographed
    disk = Disk(desk_of(driver))
    disk.full = True
    driver.type("A caption that waits")
    driver.settle()
    driver.open(two)
    driver.open(one)
    assert driver.editor.page is not None
    assert driver.editor.page.lead_caption == "A caption that waits"
    driver.column.go_to("lead")
    driver.press(Qt.Key.Key_End)
    driver.type(" and more")
    disk.full = False
    driver.autosave.flush()
    driver.settle()
    lead = on_disk(desk_path, one).lead_photo
    assert lead is not None
    assert lead.caption == "A caption that waits and more"


def test_a_status_is_set_behind_the_words_that_were_typed_before(
    story: tuple[Driver, str], slow: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, _ = story
    articles, saved = desk_of(driver).articles, []
    edit: Callable[..., Done[Article]] = articles.edit

    def note(*args: object, **fields: object) -> Done[Article]:
        done = edit(*args, **fields)
        saved.append((done.value.headline, done.value.status))
        return done

    monkeypatch.setattr(articles, "edit", note)
    with driver.bot.waitSignal(driver.autosave.saving, timeout=5_000):
        driver.type(" first")
    driver.type(" second")
    driver.story.change({"status": Status.EDITING})
    slow.set()
    driver.settle()
    first, *_, last = saved
    assert first[1] is Status.DRAFT
    assert last == ("One first second", Status.EDITING)
    assert [status for headline, status in saved if headline != "One first second"] == [Status.DRAFT]


def test_what_waits_of_a_card_and_half_a_tag_are_seen_when_one_comes_back(
    photographed: tuple[Driver, str, str], desk_path: Path
) -> None:
    driver, one, two = photographed
    photos, tags = driver.window.write.show_pane("photos"), driver.window.write.show_pane("tags")
    assert isinstance(photos, PhotosPane)
    assert isinstance(tags, SuggestField)
    disk = Disk(desk_of(driver))
    disk.full = True
    tags.field.setFocus()
    driver.type("har")
    driver.window.write.show_pane("photos")
    (card,) = photos._cards.values()
    for name in ("alt", "note"):
        card.fields[name].setFocus()
        driver.type(f"The {name}")
    driver.settle()
    driver.open(two)
    driver.open(one)
    (card,) = photos._cards.values()
    assert [card.fields[name].toPlainText() for name in ("alt", "note")] == ["The alt", "The note"]
    assert tags.field.text() == "har"
    card.fields["alt"].setFocus()
    card.fields["alt"].moveCursor(QTextCursor.MoveOperation.End)
    driver.type(" and more")
    disk.full = False
    driver.settle()
    driver.window.services.keeping.flush()
    driver.settle()
    lead = on_disk(desk_path, one).lead_photo
    assert lead is not None
    assert lead.alt == "The alt and more"
