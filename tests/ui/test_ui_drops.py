"""Files and folders dropped and pasted on the parts of the window: their pictures come in, their paths never do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.test_ui_panes import cards

from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.ui.fields import GrowingField

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

# Qt 6.11 takes the place as QPoint alone; 6.12 would rather have QPointF.
pytestmark = pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def story(start: Start, desk_path: Path, picture: Path) -> Driver:
    """A window on a story with a photo at its head."""
    with Desk.open(desk_path) as desk:
        article = desk.articles.new(headline="Port reopens", body="The first ferry left.\n").value
        desk.articles.attach(article.id, desk.photos.take_in(picture).value.id, Role.LEAD)
    driver = start()
    driver.open(article.id)
    return driver


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    """A folder with two pictures, one of them below it, and what is none."""
    folder = tmp_path / "frames"
    (folder / "below").mkdir(parents=True)
    for number, name in enumerate(("first.jpg", "below/second.png")):
        Image.new("RGB", (90, 60), (number * 90, 40, 80)).save(folder / name)
    (folder / "notes.txt").write_text("None.")
    return folder


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("\n".join(map(str, paths)))  # as file managers do
    return mime


def drop(on: QWidget, *paths: Path) -> None:
    """On the widget, or what is around it where it wants no files."""
    mime, copy, left = mime_of(*paths), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    place, held = on.rect().center(), Qt.KeyboardModifier.NoModifier
    widget: QWidget | None = on
    while widget is not None:
        event = QDragEnterEvent(place, copy, mime, left, held)
        event.ignore()
        QApplication.sendEvent(widget, event)
        if widget.acceptDrops() and event.isAccepted():
            QApplication.sendEvent(widget, QDropEvent(QPointF(place), copy, mime, left, held))
            return
        place, widget = widget.mapToParent(place), widget.parentWidget()


def said(driver: Driver) -> tuple[str, list[str]]:
    """The words of the story with those of its lead, and the names of its photos."""
    driver.settle()
    with Desk.open(driver.window.path, read_only=True) as desk:
        photos = desk.articles.used_photos(driver.article.id)
        return driver.article.body + photos[0].caption, [used.photo.filename for used in photos]


PARTS: dict[str, Callable[[Driver], QWidget]] = {
    "page": lambda driver: driver.editor.viewport(),
    "caption": lambda driver: cards(driver)[0].fields["caption"].viewport(),
    "card": lambda driver: cards(driver)[0].picture,
}


@pytest.mark.parametrize("part", PARTS)
def test_the_pictures_of_a_folder_that_is_dropped_on_a_story_come_into_it(
    story: Driver, frames: Path, part: str
) -> None:
    assert story.column.go_to("body")
    drop(PARTS[part](story), frames)
    words, names = said(story)
    assert names[1:] == ["first.jpg", "second.png"]
    assert "frames" not in words


@pytest.mark.parametrize("part", PARTS)
def test_a_file_that_is_no_picture_is_refused_in_a_sentence(story: Driver, frames: Path, part: str) -> None:
    assert story.column.go_to("body")
    drop(PARTS[part](story), frames / "notes.txt")
    words, names = said(story)
    assert "not a picture by its name" in story.window.strip.text
    assert (words, len(names)) == ("The first ferry left.\n", 1)


def test_a_folder_on_the_clipboard_is_pasted_as_its_pictures(story: Driver, frames: Path) -> None:
    assert story.column.go_to("body")
    QApplication.clipboard().setMimeData(mime_of(frames))
    story.press(Qt.Key.Key_V, CONTROL)
    words, names = said(story)
    assert len(names) == 3
    assert "frames" not in words


def test_files_dropped_on_the_details_or_a_cell_join_the_archive(story: Driver, frames: Path) -> None:
    story.act("room.photos")
    room = story.window.photos
    assert room is not None
    room.captions.chosen.go_to(story.article.photos[0].photo_id)
    story.settle()
    caption = room.details.rows["caption"].field
    assert isinstance(caption, GrowingField)
    drop(caption.viewport(), frames / "first.jpg")
    story.settle()
    assert len(room.model.ids) == 2
    room.table.setFocus()
    story.press(Qt.Key.Key_F2)
    drop(story.focus().viewport(), frames / "below")  # type: ignore[attr-defined]
    story.settle()
    assert len(room.model.ids) == 3
    with Desk.open(story.window.path, read_only=True) as desk:
        assert [photo.fields.caption for photo in desk.photos.rows(desk.photos.ids())] == ["", "", ""]
