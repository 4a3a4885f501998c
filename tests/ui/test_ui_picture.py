"""The large view: looking closely, and deciding how a picture is shown, with keys and with the mouse."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import Driver, Start
from tests.ui.frames import FERRY, HARBOUR, NAMES, STRIP, TINY, TURNED, go_to_photos, photo, take_in

from deskeditor.core.framing import AS_IT_CAME, FREE, Box, Framing
from deskeditor.core.publication import Publication
from deskeditor.desk import Desk
from deskeditor.ui.photos.canvas import Canvas
from deskeditor.ui.photos.picture_view import PictureView
from deskeditor.ui.photos.room import PhotosRoom

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Looker:
    """Somebody before the large view."""

    driver: Driver
    room: PhotosRoom
    ids: dict[str, str]

    @property
    def view(self) -> PictureView:
        assert self.room.upper.view is not None
        return self.room.upper.view

    @property
    def canvas(self) -> Canvas:
        return self.view.canvas

    def has_pixels(self) -> bool:
        return self.canvas.image is not None

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            self.driver.press(key, held)
        self.driver.settle()

    def look_at(self, name: str) -> None:
        self.room.sheet.setCurrentIndex(self.room.model.index_of(self.ids[name]))
        self.driver.settle()
        if self.room.upper.view is None:
            self.press(Qt.Key.Key_Return)

    def spot(self, x: float, y: float) -> QPoint:
        """Where a place of the frame stands in the window."""
        across, down = self.canvas.sight.to_screen((x, y))
        return QPoint(round(across), round(down))

    def click(self, x: float, y: float, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.canvas, LEFT, held, self.spot(x, y))
        self.driver.settle()

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        QTest.mousePress(self.canvas, LEFT, NONE, self.spot(*start))
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        for place in (middle, end):
            QTest.mouseMove(self.canvas, self.spot(*place))
        QTest.mouseRelease(self.canvas, LEFT, NONE, self.spot(*end))
        self.driver.settle()

    def framing(self, name: str = HARBOUR) -> Framing:
        return photo(self.driver, self.ids[name]).framing

    def colour(self, x: float, y: float) -> QColor:
        """What is seen at a place of the frame."""
        return QColor(self.canvas.grab().toImage().pixelColor(self.spot(x, y)))


@pytest.fixture
def ids(desk_path: Path, tmp_path: Path) -> dict[str, str]:
    return take_in(desk_path, tmp_path)


@pytest.fixture
def looker(start: Start, ids: dict[str, str]) -> Looker:
    driver = start()
    return Looker(driver, go_to_photos(driver), ids)


def is_near(box: Box | None, left: float, top: float, width: float, height: float, within: float = 0.01) -> bool:
    assert box is not None
    return (box.left, box.top, box.width, box.height) == pytest.approx((left, top, width, height), abs=within)


def test_enter_space_and_a_double_click_open_the_picture_and_escape_goes_back(looker: Looker) -> None:
    room = looker.room
    for opening, closing in ((Qt.Key.Key_Return, Qt.Key.Key_Escape), (Qt.Key.Key_Space, Qt.Key.Key_Space)):
        looker.press(opening)
        assert looker.view.photo_id == looker.ids[HARBOUR]
        assert QApplication.focusWidget() is looker.canvas
        looker.press(closing)
        assert room.upper.view is None
        assert QApplication.focusWidget() is room.sheet
    frame = room.sheet.visualRect(room.model.index_of(looker.ids[FERRY])).center()
    QTest.mouseClick(room.sheet.viewport(), LEFT, NONE, frame)
    QTest.mouseDClick(room.sheet.viewport(), LEFT, NONE, frame)
    looker.driver.settle()
    assert looker.view.photo_id == looker.ids[FERRY]
    assert looker.view.bar._name.text().startswith(FERRY)


def test_arrows_go_from_photo_to_photo_and_the_table_comes_along(looker: Looker) -> None:
    looker.press(Qt.Key.Key_Return, Qt.Key.Key_Right)
    assert looker.view.photo_id == looker.ids[FERRY]
    assert looker.room.table.currentIndex().row() == 1
    looker.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert looker.view.photo_id == looker.ids[NAMES[0]]
    looker.press(Qt.Key.Key_Left, Qt.Key.Key_PageUp)
    assert looker.view.photo_id == looker.ids[NAMES[2]]
    looker.press(Qt.Key.Key_Escape)
    assert looker.room.current_id == looker.ids[NAMES[2]]
    looker.press(Qt.Key.Key_Return)
    looker.room.table.setCurrentIndex(looker.room.model.index_of(looker.ids[FERRY], 2))
    looker.driver.settle()
    assert looker.view.photo_id == looker.ids[FERRY]


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_seen_whole_and_upright(looker: Looker, name: str) -> None:
    looker.look_at(name)
    canvas = looker.canvas
    assert looker.has_pixels()
    left, top = canvas.sight.to_screen((0, 0))
    right, bottom = canvas.sight.to_screen((1, 1))
    assert left >= 0
    assert top >= 0
    assert right <= canvas.width()
    assert bottom <= canvas.height()
    shown = photo(looker.driver, looker.ids[name])
    assert (right - left) / (bottom - top) == pytest.approx(shown.width / shown.height)
    if name == TURNED:
        assert shown.height > shown.width
        assert looker.colour(0.99, 0.01).blue() > 200
    if name == HARBOUR:
        assert looker.colour(0.01, 0.01).blue() > 200


def test_what_is_at_hand_is_seen_before_the_pixels_come(looker: Looker) -> None:
    window = looker.driver.window
    QTest.keyClick(looker.room.sheet, Qt.Key.Key_Return)
    assert not looker.has_pixels()
    assert window.services.pictures.at_hand(looker.ids[HARBOUR]) is not None
    assert looker.colour(0.02, 0.05).blue() > 150
    looker.driver.settle()
    assert looker.has_pixels()


def test_neighbours_are_loaded_ahead(looker: Looker) -> None:
    looker.look_at(STRIP)
    QTest.keyClick(looker.canvas, Qt.Key.Key_Right)
    assert looker.view.photo_id == looker.ids[TINY]
    assert looker.has_pixels()


def test_nearer_and_farther_by_key_wheel_and_double_click(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    canvas = looker.canvas

    def is_fitted() -> bool:
        return canvas.fits

    looker.press(Qt.Key.Key_Z)
    assert canvas.sight.scale == pytest.approx(1 / canvas.devicePixelRatioF())
    looker.press(Qt.Key.Key_Plus)
    assert canvas.sight.scale > 1 / canvas.devicePixelRatioF()
    looker.press(Qt.Key.Key_Right)
    assert not is_fitted()
    looker.press(Qt.Key.Key_Z)
    assert is_fitted()
    assert canvas.sight.shown[0] <= canvas.width()
    QTest.mouseDClick(canvas, LEFT, NONE, looker.spot(0.5, 0.5))
    assert not is_fitted()
    for _ in range(6):
        looker.press(Qt.Key.Key_Plus)
    assert canvas.sight.scale > 3
    before = canvas.sight.centre
    looker.press(Qt.Key.Key_Right, held=CONTROL)
    assert canvas.sight.centre[0] > before[0]
    before = canvas.sight.centre
    looker.drag((0.5, 0.5), (0.55, 0.5))
    assert canvas.sight.centre[0] < before[0]
    assert looker.framing() == AS_IT_CAME


def test_a_picture_is_turned_by_one_key_and_its_thumbnail_too(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.press(Qt.Key.Key_BracketRight)
    assert looker.framing().turn == 1
    assert looker.canvas.sight.frame == pytest.approx((600, 900))
    assert looker.colour(0.98, 0.02).blue() > 200
    thumbnail = looker.driver.window.services.pictures.get(looker.ids[HARBOUR])
    assert thumbnail is not None
    assert thumbnail.height() > thumbnail.width()
    looker.press(Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketLeft)
    assert looker.framing().turn == 3
    for turn in (0, 1, 0):
        looker.press(Qt.Key.Key_Z, held=CONTROL)
        assert looker.framing().turn == turn
    assert looker.canvas.framing == AS_IT_CAME


def test_all_that_are_chosen_on_the_sheet_are_turned_at_once(looker: Looker) -> None:
    QTest.keyClick(looker.room.sheet, Qt.Key.Key_A, CONTROL)
    looker.press(Qt.Key.Key_BracketRight)
    assert {looker.framing(name).turn for name in NAMES} == {1}
    looker.press(Qt.Key.Key_Z, held=CONTROL)
    assert {looker.framing(name).turn for name in NAMES} == {0}


def test_a_horizon_is_put_straight_by_tenths_of_a_degree_in_one_step_of_undo(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.press(*[Qt.Key.Key_Period] * 12, Qt.Key.Key_Comma)
    assert looker.framing().straighten == pytest.approx(1.1)
    slider = looker.view.bar.slider
    assert slider.value() == 11
    slider.setFocus()
    looker.press(Qt.Key.Key_Right)
    assert looker.framing().straighten == pytest.approx(1.2)
    looker.canvas.setFocus()
    looker.press(Qt.Key.Key_Z, held=CONTROL)
    assert looker.framing().straighten == 0
    assert slider.value() == 0


def test_one_click_puts_the_focal_point_and_every_crop_follows(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    before = looker.canvas.framing.box("1:1", 900, 600)
    looker.press(Qt.Key.Key_F)
    looker.click(0.9, 0.5)
    focal = looker.framing().focal
    assert focal == pytest.approx((0.9, 0.5), abs=0.01)
    after = looker.framing().box("1:1", 900, 600)
    assert after.left > before.left
    assert looker.canvas.tool is None
    looker.click(0.2, 0.4, held=ALT)
    assert looker.framing().focal == pytest.approx((0.2, 0.4), abs=0.01)
    looker.press(Qt.Key.Key_Z, held=CONTROL)
    assert looker.framing().focal == focal


def test_the_focal_point_needs_no_mouse(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.press(Qt.Key.Key_F)
    looker.press(Qt.Key.Key_Right, Qt.Key.Key_Up, held=SHIFT)
    looker.press(Qt.Key.Key_Return)
    assert looker.framing().focal == pytest.approx((0.55, 0.45))
    looker.press(Qt.Key.Key_F, Qt.Key.Key_Delete)
    assert looker.framing().focal is None


def test_a_crop_is_drawn_moved_and_sized_by_the_mouse(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.view.crops.previews["1:1"].click()
    derived = looker.canvas.framing.box("1:1", 900, 600)
    assert is_near(derived, 1 / 6, 0, 2 / 3, 1)
    looker.drag((0.5, 0.5), (0.6, 0.5))
    assert is_near(looker.framing().drawn("1:1"), 1 / 6 + 0.1, 0, 2 / 3, 1)
    corner = looker.framing().drawn("1:1")
    assert corner is not None
    looker.drag((corner.left + corner.width, 1.0), (corner.left + 0.4, 0.6))
    assert is_near(looker.framing().drawn("1:1"), corner.left, 0, 0.4, 0.6)
    looker.drag((0.02, 0.5), (0.22, 0.8))
    assert is_near(looker.framing().drawn("1:1"), 0.02, 0.5, 0.2, 0.3)
    assert looker.view.crops.previews["1:1"].text().endswith("drawn")
    looker.press(Qt.Key.Key_Delete)
    assert looker.framing().drawn("1:1") is None
    assert looker.view.crops.previews["1:1"].text().endswith("derived")


def test_a_crop_needs_no_mouse(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.press(Qt.Key.Key_R, Qt.Key.Key_R)
    looker.press(Qt.Key.Key_Left, Qt.Key.Key_Down)
    assert looker.view.photo_id == looker.ids[HARBOUR]
    drawn = looker.framing().drawn("4:3")
    derived = AS_IT_CAME.box("4:3", 900, 600)
    assert is_near(drawn, derived.left - 0.005, 0, derived.width, 1, within=0.001)
    for _ in range(4):
        looker.press(Qt.Key.Key_Down, held=SHIFT)
    smaller = looker.framing().drawn("4:3")
    assert smaller is not None
    assert smaller.height < 1
    looker.press(Qt.Key.Key_Z, held=CONTROL)
    assert looker.framing().drawn("4:3") is None
    looker.press(Qt.Key.Key_R, held=SHIFT)
    assert looker.view.crops.previews["16:9"].isChecked()
    looker.press(Qt.Key.Key_Escape)
    assert looker.canvas.tool is None
    assert looker.room.upper.view is not None


def test_a_crop_that_leaves_the_focal_point_out_is_refused_beside_the_picture(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.click(0.9, 0.5, held=ALT)
    looker.view.crops.previews[FREE].click()
    looker.drag((0.1, 0.1), (0.5, 0.5))
    assert "leaves the focal point out" in looker.view.refusal.accessibleName()
    assert looker.framing().drawn(FREE) is None
    assert looker.canvas.framing.drawn(FREE) is None
    said = looker.view.refusal
    assert said.isVisible()
    assert "leaves the focal point out" in said.text()
    looker.drag((0.5, 0.1), (0.95, 0.9))
    assert is_near(looker.framing().drawn(FREE), 0.5, 0.1, 0.45, 0.8)
    assert not said.isVisible()
    looker.click(0.2, 0.2, held=ALT)
    assert looker.framing().focal == pytest.approx((0.9, 0.5), abs=0.01)
    assert "leaves the focal point out" in said.text()


def test_crops_go_back_to_what_the_focal_point_has(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    for ratio in ("1:1", "4:5"):
        looker.view.crops.previews[ratio].click()
        looker.press(Qt.Key.Key_Right)
    assert [ratio for ratio, _box in looker.framing().crops] == ["1:1", "4:5"]
    looker.press(Qt.Key.Key_D)
    assert [ratio for ratio, _box in looker.framing().crops] == ["1:1"]
    looker.press(Qt.Key.Key_Escape, Qt.Key.Key_D)
    assert looker.framing() == AS_IT_CAME


def test_stories_show_the_crop_that_is_chosen_for_them(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    shown = looker.view.crops.shown
    shown.setFocus()
    looker.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert looker.framing().shown == "1:1"
    thumbnail = looker.driver.window.services.pictures.get(looker.ids[HARBOUR])
    assert thumbnail is not None
    assert thumbnail.width() == thumbnail.height()


def test_the_desk_has_crops_of_its_own(start: Start, ids: dict[str, str], desk_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        desk.set_publication(Publication(ratios=("21:9", "3:2")))
        assert desk.publication().ratios == ("21:9", "3:2")
    driver = start()
    looker = Looker(driver, go_to_photos(driver), ids)
    looker.look_at(HARBOUR)
    assert looker.view.crops.ratios == ("16:9", "4:3", "1:1", "4:5", "21:9", "3:2", FREE)
    looker.view.crops.previews["21:9"].click()
    looker.press(Qt.Key.Key_Up)
    drawn = looker.framing().drawn("21:9")
    assert drawn is not None
    assert drawn.width * 900 / (drawn.height * 600) == pytest.approx(21 / 9)


@pytest.mark.parametrize("name", [TINY, STRIP])
def test_pictures_of_a_single_pixel_are_cropped_or_refused_in_a_sentence(looker: Looker, name: str) -> None:
    looker.look_at(name)
    for ratio in looker.view.crops.ratios:
        looker.view.crops.previews[ratio].click()
        looker.drag((0.2, 0.2), (0.7, 0.7))
        looker.press(Qt.Key.Key_Down, Qt.Key.Key_Escape)
    looker.press(Qt.Key.Key_BracketRight, Qt.Key.Key_Period, Qt.Key.Key_Z, Qt.Key.Key_Z)
    looker.framing(name).checked(*looker.canvas.size_of_picture)
    looker.canvas.grab()


def test_marks_are_given_to_the_picture_in_sight(looker: Looker) -> None:
    QTest.keyClick(looker.room.sheet, Qt.Key.Key_A, CONTROL)
    looker.press(Qt.Key.Key_Return, Qt.Key.Key_5, Qt.Key.Key_8)
    seen = looker.view.photo_id
    assert photo(looker.driver, seen).rating == 5
    assert photo(looker.driver, seen).label == "Green"
    assert [photo(looker.driver, key).rating for key in looker.ids.values()].count(5) == 1
    assert "5 stars, Green" in looker.canvas.accessibleName()


def test_a_picture_whose_file_is_gone_says_so(looker: Looker, desk_path: Path) -> None:
    digest = photo(looker.driver, looker.ids[FERRY]).sha256
    (original,) = (path for path in (desk_path / "photos").rglob("*") if digest in f"{path.parent.name}{path.name}")
    away = original.rename(desk_path.parent / "away.jpg")
    looker.look_at(FERRY)
    assert not looker.has_pixels()
    assert "gone" in looker.canvas.problem
    away.rename(original)
    looker.look_at(HARBOUR)
    looker.look_at(FERRY)
    assert looker.has_pixels()
    assert looker.canvas.problem == ""


def test_no_original_is_touched_by_any_of_it(looker: Looker, desk_path: Path, tmp_path: Path) -> None:
    looker.look_at(HARBOUR)
    looker.press(Qt.Key.Key_BracketRight, Qt.Key.Key_Period, Qt.Key.Key_R, Qt.Key.Key_Left, Qt.Key.Key_Escape)
    kept = photo(looker.driver, looker.ids[HARBOUR])
    original = (tmp_path / HARBOUR).read_bytes()
    assert kept.framing != AS_IT_CAME
    assert hashlib.sha256(original).hexdigest() == kept.sha256
    assert original in [path.read_bytes() for path in (desk_path / "photos").rglob("*") if path.is_file()]


def test_a_picture_stays_in_sight_while_others_come_in(looker: Looker, picture: Path) -> None:
    looker.look_at(FERRY)
    jobs = looker.driver.window.jobs
    jobs.mutate(looker.room, lambda desk: desk.photos.take_in(picture.rename(picture.with_name("new.jpg"))))
    looker.driver.settle()
    assert len(looker.room.model.ids) == len(NAMES) + 1
    assert looker.view.photo_id == looker.ids[FERRY]
    assert looker.room.current_id == looker.ids[FERRY]


def test_buttons_are_pressed_by_space_and_enter_not_passed_by(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    preview = looker.view.crops.previews["4:5"]
    preview.setFocus()
    looker.press(Qt.Key.Key_Space)
    assert looker.room.upper.view is not None
    assert preview.isChecked()
    assert looker.canvas.tool is not None


def test_tab_follows_the_eye(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is looker.view.crops.shown
    looker.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is looker.view.crops.previews["16:9"]
    looker.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is looker.canvas
    looker.press(Qt.Key.Key_Backtab, held=SHIFT)
    assert QApplication.focusWidget() is looker.view.bar.last


def test_a_desk_that_is_read_only_is_looked_at_and_not_changed(
    start: Start, ids: dict[str, str], desk_path: Path
) -> None:
    with Desk.open(desk_path):
        driver = start()
        assert driver.window.jobs.read_only
        looker = Looker(driver, go_to_photos(driver), ids)
        looker.look_at(HARBOUR)
        looker.press(Qt.Key.Key_Z, Qt.Key.Key_BracketRight, Qt.Key.Key_Period, Qt.Key.Key_F, Qt.Key.Key_5)
        looker.click(0.5, 0.5, held=ALT)
        assert looker.has_pixels()
        assert looker.canvas.tool is None
        assert not looker.canvas.fits
        assert not looker.view.crops.previews["1:1"].isEnabled()
        assert not looker.view.bar.slider.isEnabled()
        assert looker.framing() == AS_IT_CAME
        assert photo(driver, ids[HARBOUR]).rating == 0
        driver.window.close()


def test_the_slider_shows_while_it_is_held_and_keeps_when_it_is_let_go(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.click(0.9, 0.2, held=ALT)
    slider, marked = looker.view.bar.slider, looker.canvas.framing.to_picture((0.9, 0.2), 900, 600)
    slider.setSliderDown(True)
    for value in (10, 25, 40):
        slider.setValue(value)
        looker.driver.settle()
        assert looker.canvas.framing.straighten == pytest.approx(value / 10)
        assert looker.framing().straighten == 0
    slider.setSliderDown(False)
    looker.driver.settle()
    kept = looker.framing()
    assert kept.straighten == pytest.approx(4.0)
    assert kept.focal is not None
    assert kept.to_picture(kept.focal, 900, 600) == pytest.approx(marked, abs=0.01)
    QTest.mouseDClick(slider, LEFT)
    looker.driver.settle()
    assert looker.framing().straighten == 0


def test_undo_goes_to_the_picture_that_it_changes(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    looker.press(Qt.Key.Key_BracketRight, Qt.Key.Key_Right)
    assert looker.view.photo_id == looker.ids[FERRY]
    looker.press(Qt.Key.Key_Z, held=CONTROL)
    assert looker.view.photo_id == looker.ids[HARBOUR]
    assert looker.canvas.framing == AS_IT_CAME
    looker.press(Qt.Key.Key_Z, held=CONTROL | SHIFT)
    assert looker.canvas.framing.turn == 1


def test_what_somebody_else_decides_is_seen(looker: Looker) -> None:
    looker.look_at(HARBOUR)
    square = Framing(shown="1:1", focal=(0.3, 0.3))
    looker.driver.window.jobs.mutate(looker.driver.window, lambda desk: desk.photos.edit(HARBOUR, framing=square))
    looker.driver.settle()
    assert looker.canvas.framing == square
    assert looker.view.crops.shown.currentData() == "1:1"
    looker.press(Qt.Key.Key_BracketRight)
    assert looker.framing().focal == pytest.approx((0.7, 0.3))
