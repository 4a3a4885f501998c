"""The caption desk by keys and mouse: the choice, cells, series, codes as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskeditor.core.photo import PhotoFields, Role
from deskeditor.desk import Desk
from deskeditor.ui.paged import PAGE, Index
from deskeditor.ui.photos.cell_field import CellField
from deskeditor.ui.photos.columns import COLUMN_OF
from deskeditor.ui.photos.photo_model import PhotoModel
from deskeditor.ui.photos.room import PhotosRoom

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, FillPhotos, Start

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Frames = Callable[[int], list[str]]


@pytest.fixture
def frames(desk_path: Path, tmp_path: Path) -> Frames:
    """Puts so many photos on the desk; hands back their ids in the order of the sheet."""

    def put(count: int) -> list[str]:
        with Desk.open(desk_path) as desk:
            for number in reversed(range(count)):
                path = tmp_path / f"frame-{number:03}.png"
                Image.new("RGB", (48, 32), (number % 250, 90, 140)).save(path)
                desk.photos.take_in(path)
            return desk.photos.ids()

    return put


@pytest.fixture
def room(start: Start, frames: Frames) -> tuple[Driver, PhotosRoom]:
    """A window on four photos, in their room."""
    frames(4)
    return entered(start())


def entered(driver: Driver) -> tuple[Driver, PhotosRoom]:
    driver.act("room.photos")
    assert driver.window.photos is not None
    settle(driver, driver.window.photos)
    return driver, driver.window.photos


def settle(driver: Driver, room: PhotosRoom) -> None:
    for row in range(min(8, room.model.rowCount())):
        room.model.index(row, 0).data()
    driver.settle()


def go_to(room: PhotosRoom, row: int, name: str) -> None:
    room.table.setFocus()
    room.table.go_to(room.model.index(row, COLUMN_OF[name]))


def field_of(room: PhotosRoom) -> CellField:
    (field,) = [each for each in room.table.findChildren(CellField) if each.isVisible()]
    return field


def write(driver: Driver, words: str) -> None:
    """Each letter where the focus then is: the first one opens the cell."""
    for letter in words:
        QTest.keyClicks(driver.focus(), letter)


def said(driver: Driver, keys: list[str]) -> list[PhotoFields]:
    driver.settle()
    found: list[PhotoFields] = []
    driver.window.jobs.read(driver.window, lambda desk: [desk.photos.get(key).fields for key in keys], found.extend)
    driver.settle()
    return found


def rows_of(view: object) -> set[int]:
    return {index.row() for index in view.selectionModel().selectedIndexes()}  # type: ignore[attr-defined]


def test_sheet_and_table_show_the_same_photos_as_chosen(room: tuple[Driver, PhotosRoom]) -> None:
    _driver, photos = room
    photos.sheet.setFocus()
    photos.sheet.setCurrentIndex(photos.model.index(1, 0))
    QTest.keyClick(photos.sheet, Key.Key_Right, SHIFT)
    assert rows_of(photos.sheet) == rows_of(photos.table) == {1, 2}
    place = photos.table.visualRect(photos.model.index(0, 3)).center()
    QTest.mouseClick(photos.table.viewport(), Qt.MouseButton.LeftButton, CONTROL, place)
    assert rows_of(photos.sheet) == rows_of(photos.table) == {0, 1, 2}
    assert photos.current_id == photos.model.ids[0]
    go_to(photos, 3, "credit")
    assert rows_of(photos.sheet) == {3}
    assert photos.sheet.currentIndex().row() == 3
    QTest.keyClick(photos.table, Key.Key_A, CONTROL)
    assert rows_of(photos.sheet) == {0, 1, 2, 3}
    assert photos.chosen == photos.model.ids


def test_the_choice_outlives_another_order(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    first, last = photos.model.ids[0], photos.model.ids[3]
    photos.table.setFocus()
    photos.table.selectRow(0)
    header = photos.table.horizontalHeader()
    for _ in range(2):
        place = QPoint(header.sectionViewportPosition(0) + 40, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        driver.settle()
    assert photos.model.ids[0] == last
    assert photos.chosen == [first]
    assert rows_of(photos.sheet) == rows_of(photos.table) == {3}


def test_photos_that_come_meanwhile_leave_what_is_typed_alone(room: tuple[Driver, PhotosRoom], tmp_path: Path) -> None:
    driver, photos = room
    here = photos.model.ids[2]
    go_to(photos, 2, "caption")
    write(driver, "A ferry")
    Image.new("RGB", (20, 20), "green").save(tmp_path / "late.png")
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.take_in(tmp_path / "late.png"))
    driver.settle()
    assert photos.model.ids[3] == here
    write(driver, " leaves")
    driver.press(Key.Key_Return)
    (fields,) = said(driver, [here])
    assert fields.caption == "A ferry leaves"


def test_a_cell_keeps_what_is_typed_while_all_rows_are_read_again(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    here = photos.model.ids[1]
    go_to(photos, 1, "caption")
    write(driver, "A ferry")
    photos.model.reread([*photos.model.ids, *map(str, range(PAGE))])  # as a change of so many does
    write(driver, " leaves")
    driver.press(Key.Key_Return)
    (fields,) = said(driver, [here])
    assert fields.caption == "A ferry leaves"


def test_rows_change_places_once_the_cell_that_is_typed_in_is_left(
    room: tuple[Driver, PhotosRoom], tmp_path: Path
) -> None:
    driver, photos = room
    photos.table.sortByColumn(COLUMN_OF["caption"], Qt.SortOrder.AscendingOrder)
    driver.settle()
    first, here = photos.model.ids[:2]
    go_to(photos, 0, "caption")
    write(driver, "Zebras cross")
    driver.press(Key.Key_Return)
    go_to(photos, 1, "caption")
    write(driver, "A ferry")
    Image.new("RGB", (20, 20), "green").save(tmp_path / "late.png")
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.take_in(tmp_path / "late.png"))
    driver.settle()
    assert photos.model.ids[:2] == [first, here]
    write(driver, " leaves")
    driver.press(Key.Key_Return)
    (fields,) = said(driver, [here])
    assert fields.caption == "A ferry leaves"
    assert photos.model.ids[-1] == first


def test_an_order_that_is_asked_for_from_a_cell_leaves_it(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    here = photos.model.ids[0]
    go_to(photos, 0, "caption")
    write(driver, "A ferry leaves")
    header = photos.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(0) + 40, header.height() // 2)
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    (fields,) = said(driver, [here])
    assert fields.caption == "A ferry leaves"
    assert photos.model.ids[-1] == here
    assert photos.table.hasFocus()


def test_photos_are_sorted_and_filtered_by_what_is_missing(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    here = photos.model.ids[1]
    driver.window.jobs.mutate(
        driver.window, lambda desk: desk.photos.edit(here, caption="A", alt="B", credit="C", city="Mokpo")
    )
    driver.settle()
    before = list(photos.model.ids)
    go_to(photos, 0, "city")
    for place in (-1, 0):
        driver.press(Key.Key_S, CONTROL | Qt.KeyboardModifier.AltModifier)
        driver.settle()
        assert photos.model.ids[place] == here
    driver.press(Key.Key_S, CONTROL | Qt.KeyboardModifier.AltModifier)
    driver.settle()
    assert photos.model.ids == before
    photos.filter.setCurrentIndex(photos.filter.findText("Something is missing"))
    driver.settle()
    assert here not in photos.model.ids
    assert len(photos.model.ids) == 3


def test_tab_and_shift_tab_go_over_cells_and_rows(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    go_to(photos, 0, "keywords")
    write(driver, "harbour")
    driver.press(Key.Key_Tab)
    assert (photos.table.currentIndex().row(), field_of(photos).name) == (1, "headline")
    driver.press(Key.Key_Tab, SHIFT)
    assert (photos.table.currentIndex().row(), field_of(photos).name) == (0, "keywords")
    assert field_of(photos).text == "harbour"


def test_a_letter_replaces_a_cell_and_enter_goes_on_behind_it(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    here = photos.model.ids[0]
    go_to(photos, 0, "credit")
    write(driver, "Wire")
    driver.press(Key.Key_Return)
    driver.press(Key.Key_Return)
    write(driver, "/Gazette")
    driver.press(Key.Key_Return)
    assert said(driver, [here])[0].credit == "Wire/Gazette"
    write(driver, "New")
    driver.press(Key.Key_Escape)
    assert said(driver, [here])[0].credit == "Wire/Gazette"
    assert photos.table.hasFocus()


def test_fifty_photos_with_one_sentence_and_a_name_each_cost_two_keys_a_photo(start: Start, frames: Frames) -> None:
    keys, count = frames(50), 50
    names = [f"{first} {last}" for first in ("Ines", "Jo", "Mina", "Sora", "Tomas") for last in "ABCDEFGHIJ"]
    driver = start()
    driver.keys = 0

    def typed(words: str) -> None:
        driver.keys += len(words)
        write(driver, words)

    driver.press(Key.Key_2, CONTROL)
    room = driver.window.photos
    assert room is not None
    driver.settle()
    driver.press(Key.Key_F6)
    driver.press(Key.Key_Right)
    driver.press(Key.Key_Right)
    typed(names[0])
    driver.press(Key.Key_Tab)
    typed("{people} at the quay on Friday.")
    driver.press(Key.Key_Tab, SHIFT)
    for name in names[1:]:
        driver.press(Key.Key_Return, CONTROL)
        typed(name)
    driver.press(Key.Key_Return, CONTROL)
    assert driver.keys <= sum(map(len, names)) + 2 * count
    fields = said(driver, keys)
    assert [each.people for each in fields] == [(name,) for name in names]
    assert [each.caption for each in fields] == [f"{name} at the quay on Friday." for name in names]


def test_the_next_photo_takes_over_all_but_who_and_what(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    first, second = photos.model.ids[:2]
    driver.window.jobs.mutate(
        driver.window,
        lambda desk: desk.photos.edit(
            first, event="Ferry returns", city="Mokpo", credit="Gazette", alt="A boat", creator=("Mina Seo",)
        ),
    )
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.edit(second, city="Busan"))
    driver.settle()
    go_to(photos, 0, "people")
    write(driver, "Ines Varga")
    driver.press(Key.Key_Return, CONTROL)
    after = said(driver, [second])[0]
    assert (after.event, after.city, after.credit, after.creator) == (
        "Ferry returns",
        "Busan",
        "Gazette",
        ("Mina Seo",),
    )
    assert (after.people, after.caption, after.alt) == ((), "", "")
    assert field_of(photos).name == "people"
    driver.press(Key.Key_Escape)
    driver.act("edit.undo")
    assert said(driver, [second])[0] == PhotoFields(city="Busan")
    driver.act("edit.undo")
    assert said(driver, [first])[0].people == ()


def test_the_series_goes_through_the_photos_that_are_chosen(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    photos.table.setFocus()
    photos.table.selectRow(0)
    place = photos.table.visualRect(photos.model.index(2, 1)).center()
    QTest.mouseClick(photos.table.viewport(), Qt.MouseButton.LeftButton, CONTROL, place)
    go = photos.table.go_to
    go(photos.model.index(0, COLUMN_OF["people"]))
    write(driver, "Jo Marsh")
    driver.press(Key.Key_Return, CONTROL)
    assert photos.table.currentIndex().row() == 2
    assert rows_of(photos.table) == {0, 2}
    write(driver, "Ines Varga")
    driver.press(Key.Key_Return, CONTROL)
    assert photos.table.hasFocus()
    first, _, third, _ = said(driver, photos.model.ids)
    assert (first.people, third.people) == (("Jo Marsh",), ("Ines Varga",))


def test_codes_and_variables_are_replaced_as_they_are_typed(
    start: Start, frames: Frames, desk_path: Path, tmp_path: Path
) -> None:
    keys = frames(2)
    (tmp_path / "crew.txt").write_text("cap\tPark Jiwoo, the captain\tPark\n", encoding="utf-8")
    with Desk.open(desk_path) as desk:
        desk.captioning.import_codes(tmp_path / "crew.txt")
        story = desk.articles.new(headline="Ferry returns", byline=("Mina Seo",)).value
        desk.photos.edit(keys[1], people=("Lee Minho",), city="Mokpo")
        desk.articles.attach(story.id, keys[1], Role.LEAD)
    driver = start()
    driver.open(story.id)
    driver, photos = entered(driver)
    go_to(photos, 1, "caption")
    driver.press(Key.Key_Return)
    driver.settle()
    write(driver, "=cap= and \\minho\\ in {city}")
    field = field_of(photos)
    assert field.text == "Park Jiwoo, the captain and Lee Minho in Mokpo"
    driver.press(Key.Key_Z, CONTROL)
    assert field.text == "Park Jiwoo, the captain and Lee Minho in {city}"
    write(driver, ".")
    driver.press(Key.Key_Return)
    assert said(driver, [keys[1]])[0].caption == "Park Jiwoo, the captain and Lee Minho in {city}."


def test_codes_and_variables_are_those_of_the_story_that_shows_the_photo(
    start: Start, frames: Frames, desk_path: Path
) -> None:
    keys = frames(3)
    with Desk.open(desk_path) as desk:
        story = desk.articles.new(headline="Ferry returns", byline=("Mina Seo",)).value
        desk.articles.attach(story.id, keys[1], Role.LEAD)
        other = desk.articles.new(headline="Budget passes", byline=("Ines Varga",)).value
    driver = start()
    driver.open(other.id)
    driver, photos = entered(driver)

    def type_into(row: int) -> str:
        go_to(photos, row, "headline")
        driver.settle()
        driver.press(Key.Key_Return)
        driver.settle()
        write(driver, "=ms= =iv= {headline}")
        said = field_of(photos).text
        driver.press(Key.Key_Escape)
        driver.settle()
        return said

    assert type_into(1) == "Mina Seo =iv= Ferry returns"
    assert type_into(2) == "=ms= Ines Varga Budget passes"
    go_to(photos, 1, "headline")
    photos.sheet.selectAll()
    driver.settle()
    photos.details.rows["headline"].field.setFocus()
    for part in ("By =", "ms", "="):
        driver.type(part)
        driver.settle()
    photos.details.rows["headline"].field.clearFocus()
    assert {each.headline for each in said(driver, keys)} == {"By Mina Seo"}


def test_what_does_not_fit_is_told_and_marked_in_the_cell(room: tuple[Driver, PhotosRoom]) -> None:
    driver, photos = room
    go_to(photos, 0, "credit")
    write(driver, "Korean Central News Agency of the DPRK")
    field = field_of(photos)
    assert "IIM: 38 of 32 bytes" in photos.captions.line.text
    assert "loses “e DPRK”" in photos.captions.line.text
    (cut,) = field.extraSelections()
    assert cut.cursor.selectedText() == "e DPRK"
    driver.press(Key.Key_Return)
    go_to(photos, 0, "caption")
    write(driver, "A ferry leaves the harbour at dawn.")
    driver.press(Key.Key_Tab)
    driver.settle()
    write(driver, "A ferry leaves the harbour at dawn")
    assert "what the caption says" in photos.captions.line.text
    write(driver, " " + "x" * 250)
    assert "285 of 250 characters" in photos.captions.line.text
    QApplication.processEvents()


def test_codes_are_replaced_in_the_captions_of_a_story_and_in_the_details(
    start: Start, frames: Frames, desk_path: Path, tmp_path: Path
) -> None:
    keys = frames(1)
    (tmp_path / "crew.txt").write_text("cap\tPark Jiwoo\n", encoding="utf-8")
    with Desk.open(desk_path) as desk:
        desk.captioning.import_codes(tmp_path / "crew.txt")
        story = desk.articles.new(headline="Ferry returns", byline=("Mina Seo",), body="Text =cap=.\n").value
        desk.photos.edit(keys[0], city="Mokpo")
        desk.articles.attach(story.id, keys[0], Role.LEAD)
    driver = start()
    driver.open(story.id)
    driver.editor.setFocus()
    cursor = driver.editor.textCursor()
    cursor.setPosition(driver.block(6).position())
    driver.editor.setTextCursor(cursor)
    assert driver.editor.is_in_caption
    for part in ("=", "cap", "= in {", "city", "}"):
        driver.type(part)
        driver.settle()
    use = driver.article.lead_photo
    assert use is not None
    assert use.caption == "Park Jiwoo in Mokpo"
    assert driver.article.body == "Text =cap=.\n"
    driver, photos = entered(driver)
    photos.captions.chosen.go_to(keys[0])
    driver.settle()
    field = photos.details.rows["caption"].field
    field.setFocus()
    for part in ("By =", "ms", "="):
        driver.type(part)
        driver.settle()
    field.clearFocus()
    assert said(driver, keys)[0].caption == "By Mina Seo"


def test_to_choose_all_photos_asks_nothing_of_those_out_of_sight(
    start: Start, fill_photos: FillPhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_photos(600)
    asked: set[int] = set()

    def flags(model: PhotoModel, index: Index, was: Callable[..., Qt.ItemFlag] = PhotoModel.flags) -> Qt.ItemFlag:
        asked.add(index.row())
        return was(model, index)

    # Before the window is made: Qt looks once for what overrides a method.
    monkeypatch.setattr(PhotoModel, "flags", flags)
    driver, room = entered(start())
    room.sheet.setFocus()
    driver.press(Qt.Key.Key_A, CONTROL)
    room.grab()
    assert len(room.chosen) == 600
    assert 0 < len(asked) < 100
