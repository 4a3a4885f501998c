"""Pictures into the archive: folders, cards, drops, pastes; with a count, a way to stop, and a way to go on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from deskeditor.desk import Desk
from deskeditor.ui import taking_in
from deskeditor.ui.photos.columns import COLUMNS
from deskeditor.ui.photos.room import PhotosRoom

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return drawn(tmp_path / "card" / "DCIM" / "100FERRY", 14).parent


def drawn(folder: Path, count: int) -> Path:
    """Pictures of which no two have the same bytes, with a film and a sidecar among them."""
    folder.mkdir(parents=True)
    for number in range(count):
        Image.new("RGB", (48 + number % 40, 32 + number // 40), (number % 256, 80, 120)).save(
            folder / f"{number:03}.jpg"
        )
    (folder / "000.xmp").write_text("<x/>")
    (folder / "film.mov").write_bytes(b"film")
    return folder


def room_of(driver: Driver) -> PhotosRoom:
    driver.act("room.photos")
    settle(driver)
    assert driver.window.photos is not None
    return driver.window.photos


def settle(driver: Driver) -> None:
    """All that was asked for is done, and what came of it too."""
    jobs = driver.window.jobs
    while driver.window.work.is_busy or jobs._running:
        jobs.drain()
        QApplication.processEvents()


def button(driver: Driver, text: str) -> QPushButton:
    return next(each for each in driver.window.strip.findChildren(QPushButton) if each.text() == text)


# Qt 6.11 takes the place as QPoint alone; 6.12 would rather have QPointF.
@pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")
def test_a_dropped_folder_is_taken_in_with_its_pictures_only(driver: Driver, card: Path) -> None:
    room = room_of(driver)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(card))])
    copy, left, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), copy, mime, left, held)
    QApplication.sendEvent(room, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(room, QDropEvent(QPoint(300, 300).toPointF(), copy, mime, left, held))
    settle(driver)
    assert len(room.model.ids) == 14
    assert driver.window.strip.text == "Took in 14 files"
    assert sorted(path.name for path in card.rglob("*.*"))[0] == "000.jpg", "the files stay where they are"


def test_a_folder_is_chosen_and_the_next_time_what_is_here_is_passed_over(driver: Driver, card: Path) -> None:
    room = room_of(driver)
    for _ in range(2):
        driver.act("photo.folder")
        dialog = next(each for each in driver.window.findChildren(QFileDialog) if each.isVisible())
        dialog.selectFile(str(card))
        dialog.fileSelected.emit(str(card))
        dialog.close()
        settle(driver)
        Image.new("RGB", (90, 90), "teal").save(card / "late.png")
    assert driver.window.strip.text == "Took in 1 file · 14 were here already"
    assert len(room.model.ids) == 15


def test_a_card_is_found_or_its_lack_is_told(driver: Driver, card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = room_of(driver)
    monkeypatch.setattr(taking_in, "cards", list)
    driver.act("photo.card")
    settle(driver)
    assert "There is no card" in driver.window.strip.text
    monkeypatch.setattr(taking_in, "cards", lambda: [card.parent])
    driver.act("photo.card")
    settle(driver)
    assert len(room.model.ids) == 14


def test_pictures_are_pasted_as_files_and_as_pixels(driver: Driver, card: Path) -> None:
    room = room_of(driver)
    clipboard = QGuiApplication.clipboard()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(card / "100FERRY" / name)) for name in ("001.jpg", "002.jpg")])
    clipboard.setMimeData(mime)
    room.setFocus()
    QTest.keyClick(room, Key.Key_V, CONTROL)
    settle(driver)
    assert len(room.model.ids) == 2
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    clipboard.setImage(image)
    QTest.keyClick(room.sheet, Key.Key_V, CONTROL)
    settle(driver)
    assert len(room.model.ids) == 3
    assert "Took in pasted" in driver.window.strip.text
    clipboard.setText("words")
    QTest.keyClick(room.sheet, Key.Key_V, CONTROL)
    settle(driver)
    assert driver.window.strip.text == "There is no picture on the clipboard."


def test_the_window_lives_while_two_hundred_photos_come_in(driver: Driver, tmp_path: Path) -> None:
    room = room_of(driver)
    beats: list[int] = []
    clock = QTimer(room, interval=1)
    clock.timeout.connect(lambda: beats.append(len(room.model.ids)))
    clock.start()
    driver.window.commands.taking_in.take([drawn(tmp_path / "many", 200)])  # type: ignore[union-attr]
    line = None
    while driver.window.work.is_busy:
        line = driver.window.work.lines[0].said.text()
        room.search.setFocus()
        QTest.keyClick(room, Key.Key_Shift)
        QApplication.processEvents()
    clock.stop()
    settle(driver)
    assert line is not None
    assert "of 200" in line
    assert len(room.model.ids) == 200
    seen = sorted(set(beats))
    assert len(seen) > 5, "they are seen as they come"


def test_what_was_taken_in_stays_when_it_is_stopped_and_it_goes_on(driver: Driver, tmp_path: Path) -> None:
    room = room_of(driver)
    driver.window.commands.taking_in.take([drawn(tmp_path / "many", 60)])  # type: ignore[union-attr]
    while not room.model.ids:
        QApplication.processEvents()
    driver.window.work.lines[0].cancel.click()
    settle(driver)
    came = len(room.model.ids)
    assert 0 < came < 60
    assert f"Stopped with {60 - came} of 60 still to come" in driver.window.strip.text
    button(driver, "Go on").click()
    settle(driver)
    assert len(room.model.ids) == 60
    assert driver.window.strip.text == f"Took in {60 - came} files · {came} were here already"


def test_what_comes_in_leaves_what_is_chosen_and_typed_where_it_is(start: Start, desk_path: Path, card: Path) -> None:
    folder = card / "100FERRY"
    with Desk.open(desk_path) as desk:
        desk.importing.bring_in([folder / f"{number:03}.jpg" for number in range(6)])
    driver = start()
    room = room_of(driver)
    chosen = room.model.ids[2]
    room.sheet.setCurrentIndex(room.model.index(2, 0))
    caption = [column.name for column in COLUMNS].index("caption")
    room.table.setCurrentIndex(room.model.index(2, caption))
    room.table.edit(room.model.index(2, caption))
    driver.type("The ferry")
    driver.window.commands.taking_in.take([card])  # type: ignore[union-attr]
    settle(driver)
    driver.type(" leaves")
    driver.press(Key.Key_Return)
    driver.settle()
    assert len(room.model.ids) == 14
    assert (room.current_id, room.model.ids.index(chosen)) == (chosen, 10)
    with_caption = [photo for photo in driver.window.jobs._desk.photos.rows(room.model.ids) if photo.fields.caption]  # type: ignore[union-attr]
    assert [(photo.id, photo.fields.caption) for photo in with_caption] == [(chosen, "The ferry leaves")]


def test_a_folder_without_a_picture_is_told(driver: Driver, tmp_path: Path) -> None:
    room_of(driver)
    (tmp_path / "films").mkdir()
    driver.window.commands.taking_in.take([tmp_path / "films"])  # type: ignore[union-attr]
    settle(driver)
    assert "There is no picture in the folder" in driver.window.strip.text


def test_photos_of_an_older_desk_become_known_once_the_room_is_opened(
    start: Start, desk_path: Path, tmp_path: Path
) -> None:
    shade = Image.linear_gradient("L").rotate(30).resize((300, 200))
    shade.paste(Image.radial_gradient("L").resize((120, 90)), (20, 40))
    shade.convert("RGB").save(tmp_path / "old.jpg")
    with Desk.open(desk_path) as desk:
        photo = desk.photos.take_in(tmp_path / "old.jpg").value
        with desk._context.store.writing() as work:
            work.photos.recognise(photo.id, "", "")
    driver = start()
    room_of(driver)
    opened = driver.window.jobs._desk
    assert opened is not None
    driver.bot.waitUntil(lambda: opened.photos.get(photo.id).likeness == photo.likeness, timeout=20_000)
