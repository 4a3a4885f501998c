"""Many photos changed at once: seen before it is made, one undo, by keys alone."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton
from tests.ui.disks import offer
from tests.ui.test_ui_captions import CONTROL, SHIFT, entered, go_to, said, write

from deskeditor.core.batch import Way
from deskeditor.core.template import TemplateKind
from deskeditor.desk import Desk
from deskeditor.ui.photos.codes_dialog import CodesDialog
from deskeditor.ui.photos.columns import COLUMN_OF
from deskeditor.ui.photos.room import PhotosRoom

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

Key = Qt.Key
Opened = Callable[[], tuple["Driver", PhotosRoom, list[str]]]


@pytest.fixture
def opened(start: Start, desk_path: Path, tmp_path: Path) -> Opened:
    """A window on three photos of which two have a caption; the ids in the order of the sheet."""

    def begin() -> tuple[Driver, PhotosRoom, list[str]]:
        with Desk.open(desk_path) as desk:
            for number, name in enumerate(("late", "noon", "dawn")):
                path = tmp_path / f"{name}.png"
                Image.new("RGB", (40, 30), (20 * number, 90, 140)).save(path)
                desk.photos.take_in(path)
            ids = desk.photos.ids()
            desk.photos.edit(ids[0], caption="A ferry leaves.", credit="Gazette", people=("Kim Sora",), city="Mokpo")
            desk.photos.edit(ids[1], caption="A crane turns.", credit="Wire", city="Mokpo")
        return *entered(start()), ids

    return begin


def choose_all(driver: Driver, room: PhotosRoom, name: str) -> None:
    go_to(room, 0, name)
    for _ in range(2):
        driver.press(Key.Key_Down, SHIFT)


def shown(driver: Driver, room: PhotosRoom) -> list[tuple[str, str, str]]:
    """The preview, once it has what was typed last."""
    driver.bot.waitUntil(lambda: not room.captions.batch._clock.isActive() and not room.captions.batch._is_behind)
    return [(row.photo, row.now, row.then) for row in room.captions.batch.table.preview.rows]


def choose(choice: QComboBox, data: object) -> None:
    choice.setCurrentIndex(choice.findData(data))


def test_fill_down_is_shown_made_by_enter_and_undone_at_once(opened: Opened) -> None:
    driver, room, ids = opened()
    choose_all(driver, room, "credit")
    driver.press(Key.Key_D, CONTROL)
    assert shown(driver, room) == [("noon.png", "Wire", "Gazette"), ("late.png", "", "Gazette")]
    assert "2 of 3 photos would change" in room.captions.batch.said.text()
    assert [each.credit for each in said(driver, ids)] == ["Gazette", "Wire", ""]
    driver.press(Key.Key_Return)
    assert [each.credit for each in said(driver, ids)] == ["Gazette"] * 3
    assert "2 photos changed." in driver.window.strip.text
    assert room.table.hasFocus()
    driver.press(Key.Key_Z, CONTROL)
    assert [each.credit for each in said(driver, ids)] == ["Gazette", "Wire", ""]


def test_the_undo_of_a_message_takes_back_that_change_and_nothing_said_later(opened: Opened) -> None:
    driver, room, ids = opened()
    choose_all(driver, room, "credit")
    driver.press(Key.Key_D, CONTROL)
    shown(driver, room)
    driver.press(Key.Key_Return)
    for name in ("caption", "credit"):
        go_to(room, 2, name)
        write(driver, "Typed since")
        driver.press(Key.Key_Return)
    driver.settle()
    offer(driver, "Undo")
    assert [each.credit for each in said(driver, ids)] == ["Gazette", "Wire", "Typed since"]
    assert said(driver, ids)[2].caption == "Typed since"


def test_fill_down_takes_what_is_still_being_typed(opened: Opened) -> None:
    driver, room, ids = opened()
    choose_all(driver, room, "event")
    room.table.go_to(room.model.index(0, COLUMN_OF["event"]))
    write(driver, "Ferry returns")
    QTest.keyClick(driver.focus(), Key.Key_D, CONTROL)
    driver.settle()
    driver.press(Key.Key_Return)
    driver.settle()
    assert [each.event for each in said(driver, ids)] == ["Ferry returns"] * 3


def test_each_way_of_changing_a_field_is_shown_with_what_is_mixed(opened: Opened) -> None:
    driver, room, ids = opened()
    choose_all(driver, room, "caption")
    driver.press(Key.Key_J, CONTROL)
    driver.settle()
    (row,) = room.captions.batch.fields.rows
    assert row.text.placeholderText() == "Mixed"
    assert shown(driver, room) == []
    choose(row.way, Way.APPEND)
    driver.type("(Photo: {city})")
    captions = [then for _, _, then in shown(driver, room)]
    assert captions == ["A ferry leaves. (Photo: Mokpo)", "A crane turns. (Photo: Mokpo)", "(Photo: )"]
    choose(row.way, Way.COPY)
    choose(row.source, "credit")
    assert [then for _, _, then in shown(driver, room)] == ["Gazette", "Wire"]
    choose(row.way, Way.EMPTY)
    assert [then for _, _, then in shown(driver, room)] == ["", ""]
    choose(row.way, Way.PREPEND)
    row.text.setText("{town}")
    assert shown(driver, room) == []
    assert "There is no variable “{town}”" in room.captions.batch.wrong.text()
    driver.press(Key.Key_Escape)
    assert [each.caption for each in said(driver, ids)] == ["A ferry leaves.", "A crane turns.", ""]


def test_only_fields_that_were_touched_are_written(opened: Opened) -> None:
    driver, room, ids = opened()
    choose_all(driver, room, "city")
    driver.press(Key.Key_J, CONTROL)
    assert room.captions.batch.fields.rows[0].text.placeholderText() in ("Mixed", "")
    driver.type("Busan")
    QTest.mouseClick(room.captions.batch.fields.rows[0].more, Qt.MouseButton.LeftButton)
    choose(room.captions.batch.fields.rows[1].field, "people")
    choose(room.captions.batch.fields.rows[1].way, Way.APPEND)
    room.captions.batch.fields.rows[1].text.setText("Jo Marsh")
    room.captions.batch.fields.rows[1].text.setFocus()
    driver.press(Key.Key_Return)
    driver.settle()
    fields = said(driver, ids)
    assert [each.city for each in fields] == ["Busan"] * 3
    assert [each.people for each in fields] == [("Kim Sora", "Jo Marsh"), ("Jo Marsh",), ("Jo Marsh",)]
    assert [each.credit for each in fields] == ["Gazette", "Wire", ""]
    driver.act("edit.undo")
    fields = said(driver, ids)
    assert [each.city for each in fields] == ["Mokpo", "Mokpo", ""]
    assert [each.people for each in fields] == [("Kim Sora",), (), ()]


def test_words_are_found_and_replaced_in_all_fields(opened: Opened) -> None:
    driver, room, ids = opened()
    choose_all(driver, room, "caption")
    driver.press(Key.Key_H, CONTROL)
    driver.type("mokpo")
    driver.press(Key.Key_Tab)
    driver.type("Busan")
    assert shown(driver, room) == [("dawn.png", "Mokpo", "Busan"), ("noon.png", "Mokpo", "Busan")]
    QTest.mouseClick(room.captions.batch.replace.case, Qt.MouseButton.LeftButton)
    assert shown(driver, room) == []
    room.captions.batch.replace.expression.setChecked(True)
    room.captions.batch.replace.words.setText("[")
    shown(driver, room)
    assert "This is no regular expression" in room.captions.batch.wrong.text()
    room.captions.batch.replace.words.setText("A (ferry|crane)")
    room.captions.batch.replace.by.setText(r"The \1")
    room.captions.batch.replace.by.setFocus()
    assert [then for _, _, then in shown(driver, room)] == ["The ferry leaves.", "The crane turns."]
    driver.press(Key.Key_Return)
    assert [each.caption for each in said(driver, ids)] == ["The ferry leaves.", "The crane turns.", ""]


def test_the_preview_follows_what_is_chosen(opened: Opened) -> None:
    driver, room, _ids = opened()
    choose_all(driver, room, "credit")
    driver.press(Key.Key_D, CONTROL)
    assert len(shown(driver, room)) == 2
    place = room.table.visualRect(room.model.index(1, 0)).center()
    QTest.mouseClick(room.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    driver.settle()
    assert [photo for photo, _, _ in shown(driver, room)] == ["noon.png"]


def test_a_photographer_fills_the_chosen_photos_by_key(opened: Opened, desk_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        fields: dict[str, str | tuple[str, ...]] = {"credit": "Mina Seo/Gazette", "creator": ("Mina Seo",)}
        desk.captioning.save(TemplateKind.PHOTOGRAPHER, "Seo", fields)
    driver, room, ids = opened()
    choose_all(driver, room, "caption")
    driver.press(Key.Key_L, CONTROL)
    driver.settle()
    driver.type("seo")
    driver.press(Key.Key_Return)
    driver.settle()
    assert ("late.png", "", "Mina Seo/Gazette") in shown(driver, room)
    assert ("noon.png", "Wire", "Mina Seo/Gazette") not in shown(driver, room)
    room.captions.batch.templates.only_empty.setChecked(False)
    assert ("noon.png", "Wire", "Mina Seo/Gazette") in shown(driver, room)
    driver.press(Key.Key_Return)
    driver.settle()
    assert {each.credit for each in said(driver, ids)} == {"Mina Seo/Gazette"}
    driver.act("edit.undo")
    assert [each.credit for each in said(driver, ids)] == ["Gazette", "Wire", ""]


def dialog_of(driver: Driver) -> QFileDialog:
    return next(dialog for dialog in driver.window.findChildren(QFileDialog) if dialog.isVisible())


def answer(driver: Driver, path: Path) -> None:
    field = dialog_of(driver).findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(path))
    QTest.keyClick(field, Key.Key_Return)
    driver.settle()


def test_a_caption_sheet_travels_out_and_in(opened: Opened, tmp_path: Path) -> None:
    driver, room, ids = opened()
    choose_all(driver, room, "caption")
    path = tmp_path / "out" / "captions.csv"
    path.parent.mkdir()
    driver.act("photo.sheet_out")
    answer(driver, path)
    assert "3 photos" in driver.window.strip.text
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["filename"] for row in rows] == ["dawn.png", "noon.png", "late.png"]
    rows[2]["caption"] = "=1+1 밤의 항구"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    driver.act("photo.sheet_in")
    answer(driver, path)
    assert shown(driver, room) == [("late.png", "", "=1+1 밤의 항구")]
    driver.press(Key.Key_Return)
    driver.settle()
    assert said(driver, ids)[2].caption == "=1+1 밤의 항구"
    undo = [each for each in driver.window.strip.findChildren(QPushButton) if each.text() == "Undo"][-1]
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    driver.settle()
    assert said(driver, ids)[2].caption == ""


def test_a_sheet_that_cannot_be_taken_says_why_and_changes_nothing(opened: Opened, tmp_path: Path) -> None:
    driver, room, _ids = opened()
    path = tmp_path / "bad.csv"
    path.write_text("filename,colour\ndawn.png,red\n", encoding="utf-8")
    choose_all(driver, room, "caption")
    driver.act("photo.sheet_in")
    answer(driver, path)
    assert shown(driver, room) == []
    assert "“colour” is no column" in room.captions.batch.wrong.text()
    assert room.captions.batch.said.text() == "3 photos chosen"
    assert not room.captions.batch.button.isEnabled()


def test_codes_templates_and_cards_are_kept_in_the_window(opened: Opened, tmp_path: Path) -> None:
    driver, room, _ids = opened()
    go_to(room, 1, "caption")
    codes = tmp_path / "crew.txt"
    codes.write_text("cap\tPark Jiwoo\nno code\n", encoding="utf-8")
    driver.act("photo.codes")
    driver.settle()
    dialog = driver.window.findChild(CodesDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.take_in, Qt.MouseButton.LeftButton)
    file = dialog.findChild(QFileDialog)
    assert file is not None
    field = file.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(codes))
    QTest.keyClick(field, Key.Key_Return)
    driver.settle()
    assert "Line 2 is no code" in dialog.said.text()
    assert dialog.codes.model().index(0, 1).data() == "Park Jiwoo"
    QTest.mouseClick(dialog.card, Qt.MouseButton.LeftButton)
    assert dialog.editor.lines["credit"].text() == "Wire"
    QTest.keyClicks(dialog.editor.name, "Wire card")
    QTest.keyClick(dialog.editor.name, Key.Key_Return)
    driver.settle()
    assert dialog.isVisible()
    QTest.mouseClick(dialog.template, Qt.MouseButton.LeftButton)
    QTest.keyClicks(dialog.editor.name, "Bad")
    QTest.keyClicks(dialog.editor.lines["caption"], "{town}")
    QTest.keyClick(dialog.editor.lines["caption"], Key.Key_Return)
    driver.settle()
    assert "There is no variable “{town}”" in dialog.said.text()
    titles = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert titles == ["crew · 1 code", "Wire card · photographer"]
    dialog.list.setCurrentRow(0)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Key.Key_Delete)
    driver.settle()
    assert dialog.list.count() == 1
    dialog.reject()


def test_what_would_be_changed_is_seen_of_three_photos_in_a_small_window(opened: Opened) -> None:
    driver, room, _ids = opened()
    driver.window.resize(1280, 800)
    choose_all(driver, room, "credit")
    driver.press(Key.Key_J, CONTROL)
    driver.type("Gazette/Wire")
    assert len(shown(driver, room)) == 3
    table = room.captions.batch.table
    assert table.viewport().rect().contains(table.visualRect(table.preview.index(2, 0)))
    assert room.table.viewport().height() >= room.table.rowHeight(0)


def test_the_panel_fits_beside_the_details_before_the_templates_are_known(opened: Opened) -> None:
    driver, room, _ids = opened()
    driver.window.resize(1280, 800)
    driver.settle()
    assert room.captions.batch.minimumSizeHint().width() <= driver.window.width() - room.details.width()
