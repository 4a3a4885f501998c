"""The geometry of the large view: it is plain arithmetic, and holds for every picture and every hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.framing import SMALLEST, Box
from deskeditor.ui.photos.cropping import HANDLES, drawn, grown, handle_at, moved, shape_of, sized
from deskeditor.ui.photos.sight import LARGEST, Sight

sides = st.floats(1, 12_000)
windows = st.tuples(st.floats(50, 4000), st.floats(50, 4000))
fractions = st.floats(0, 1)
places = st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
shapes = st.one_of(st.none(), st.floats(0.05, 20))
steps = st.floats(-0.3, 0.3)
NEAR = 1e-9


@st.composite
def sights(draw: st.DrawFn) -> Sight:
    frame = draw(st.tuples(sides, sides))
    scale = draw(st.floats(0.01, LARGEST))
    return Sight(frame, draw(windows), scale, draw(st.tuples(fractions, fractions))).within()


@st.composite
def boxes(draw: st.DrawFn, shape: float | None = None) -> Box:
    wide = draw(st.floats(SMALLEST, 1.0))
    high = draw(st.floats(SMALLEST, 1.0)) if shape is None else min(wide / shape, 1.0)
    wide = wide if shape is None else high * shape
    return Box(draw(fractions) * (1 - wide), draw(fractions) * (1 - high), wide, high)


def is_within(box: Box) -> bool:
    return (
        box.left >= -NEAR
        and box.top >= -NEAR
        and box.left + box.width <= 1 + NEAR
        and box.top + box.height <= 1 + NEAR
        and box.width >= 0
        and box.height >= 0
    )


def has_shape(box: Box, shape: float | None) -> bool:
    return shape is None or box.width == pytest.approx(box.height * shape, abs=NEAR)


@given(sights(), places)
def test_a_place_is_found_again_by_way_of_the_screen(sight: Sight, place: tuple[float, float]) -> None:
    assert sight.to_frame(sight.to_screen(place)) == pytest.approx(place, abs=1e-6)


@given(st.tuples(sides, sides), windows)
def test_a_fitted_picture_lies_in_the_window_and_touches_two_of_its_edges(
    frame: tuple[float, float], window: tuple[float, float]
) -> None:
    sight = Sight.fitted(frame, window)
    left, top = sight.to_screen((0, 0))
    right, bottom = sight.to_screen((1, 1))
    assert (left, top) == pytest.approx((window[0] - right, window[1] - bottom), abs=1e-6 * max(window))
    assert min(left, top) == pytest.approx(0, abs=1e-6 * max(window))
    assert max(left, top) >= -1e-6 * max(window)


@given(sights(), st.floats(0.02, LARGEST), st.tuples(fractions, fractions))
def test_zooming_leaves_what_is_under_the_pointer_where_there_is_picture_around(
    sight: Sight, scale: float, part: tuple[float, float]
) -> None:
    spot = (part[0] * sight.window[0], part[1] * sight.window[1])
    place, after = sight.to_frame(spot), sight.zoomed(scale, spot)
    for axis in (0, 1):
        shown, window = after.shown[axis], after.window[axis]
        half = window / shown / 2
        free = half < 0.5 and half + NEAR < after.centre[axis] < 1 - half - NEAR
        if free:
            assert after.to_frame(spot)[axis] == pytest.approx(place[axis], abs=1e-6)


@given(sights(), st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_no_blank_is_panned_to(sight: Sight, across: float, down: float) -> None:
    after = sight.panned(across, down)
    for axis in (0, 1):
        start, end = after.to_screen((0, 0))[axis], after.to_screen((1, 1))[axis]
        if after.shown[axis] >= after.window[axis]:
            assert start <= 1e-3
            assert end >= after.window[axis] - 1e-3
        else:
            assert start == pytest.approx(after.window[axis] - end, abs=1e-3)


@given(places, places, shapes)
def test_what_is_drawn_lies_in_the_frame_and_has_its_shape(
    start: tuple[float, float], end: tuple[float, float], shape: float | None
) -> None:
    box = drawn(start, end, shape)
    assert is_within(box)
    assert has_shape(box, shape)


@given(st.data(), shapes, st.sampled_from(sorted(HANDLES)), places)
def test_sizing_keeps_the_shape_and_what_lies_opposite(
    data: st.DataObject, shape: float | None, handle: str, to: tuple[float, float]
) -> None:
    box = data.draw(boxes(shape))
    after = sized(box, handle, to, shape)
    assert is_within(after)
    assert has_shape(after, shape)
    x, y = HANDLES[handle]
    room = after.width > SMALLEST and after.height > SMALLEST
    if room and x != 0.5:
        assert after.left + (1 - x) * after.width == pytest.approx(box.left + (1 - x) * box.width, abs=1e-6)
    if room and y != 0.5:
        assert after.top + (1 - y) * after.height == pytest.approx(box.top + (1 - y) * box.height, abs=1e-6)


@given(st.data(), shapes, steps, steps)
def test_moving_and_growing_stay_inside_with_the_shape(
    data: st.DataObject, shape: float | None, across: float, down: float
) -> None:
    box = data.draw(boxes(shape))
    there = moved(box, across, down)
    assert is_within(there)
    assert (there.width, there.height) == (box.width, box.height)
    larger = grown(box, across, down, shape)
    assert is_within(larger)
    assert has_shape(larger, shape)


@given(boxes(), st.sampled_from(sorted(HANDLES)))
def test_each_handle_is_found_where_it_stands(box: Box, handle: str) -> None:
    x, y = HANDLES[handle]
    at = (box.left + x * box.width, box.top + y * box.height)
    assert handle_at(box, at, (box.width / 8, box.height / 8)) == handle
    assert handle_at(box, (at[0] + box.width / 4, at[1]), (box.width / 8, box.height / 8)) == ""


def test_a_crop_drawn_by_hand_is_what_the_hand_showed() -> None:
    free = drawn((0.1, 0.2), (0.5, 0.8), None)
    assert (free.left, free.top, free.width, free.height) == pytest.approx((0.1, 0.2, 0.4, 0.6))
    shape = shape_of(1.0, (900, 600))
    square = drawn((0.1, 0.2), (0.5, 0.2), shape)
    assert square.width * 900 == pytest.approx(square.height * 600)
    assert square.width == pytest.approx(0.4)
    backwards = drawn((0.9, 0.9), (0.5, 0.85), shape)
    assert (backwards.left + backwards.width, backwards.top + backwards.height) == pytest.approx((0.9, 0.9))


@pytest.mark.parametrize("frame", [(1, 1), (1, 3000), (3000, 1)])
def test_pictures_of_a_single_pixel_have_a_sight(frame: tuple[float, float]) -> None:
    sight = Sight.fitted(frame, (800, 500))
    assert max(sight.shown[0] / 800, sight.shown[1] / 500) == pytest.approx(1)
    assert sight.zoomed(1.0).scale == 1.0
