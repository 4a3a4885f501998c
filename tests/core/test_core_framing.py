"""How a picture is framed: what is derived from the focal point, what is refused, and where points go."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deskeditor.core.errors import DeskError
from deskeditor.core.framing import AS_IT_CAME, FREE, RATIOS, WHOLE, Box, Framing, from_record, ratio_of, to_record

sides = st.integers(1, 12_000)
fractions = st.floats(0, 1)
points = st.tuples(fractions, fractions)
degrees = st.floats(-45, 45)
framings = st.builds(
    Framing,
    turn=st.integers(0, 3),
    straighten=degrees,
    focal=st.none() | points,
    crops=st.dictionaries(st.sampled_from([*RATIOS, FREE]), st.builds(Box, *[fractions] * 4)).map(
        lambda crops: tuple(crops.items())
    ),
    shown=st.sampled_from(["", *RATIOS, FREE]),
)


@given(framing=framings)
def test_what_is_kept_is_what_was_decided(framing: Framing) -> None:
    assert from_record(to_record(framing)) == framing


def test_nothing_decided_is_nothing_kept() -> None:
    assert to_record(AS_IT_CAME) == {}


@pytest.mark.parametrize("record", [{"focal": 1}, {"crops": []}, {"crops": {"1:1": [1, 2]}}, {"turn": "left"}])
def test_what_is_no_framing_is_refused_in_a_sentence(record: dict[str, object]) -> None:
    if record == {"crops": []}:
        assert from_record(record) == AS_IT_CAME
        return
    with pytest.raises(DeskError, match="does not say how a picture is cropped"):
        from_record(record)


@given(focal=st.none() | points, turn=st.integers(0, 3), straighten=degrees, width=sides, height=sides)
@pytest.mark.parametrize("ratio", RATIOS)
def test_every_derived_crop_has_its_ratio_and_the_focal_point(
    ratio: str, focal: tuple[float, float] | None, turn: int, straighten: float, width: int, height: int
) -> None:
    framing = Framing(turn, straighten, focal)
    box = framing.box(ratio, width, height)
    across, down = framing.frame(width, height)
    assert box.has(focal or (0.5, 0.5))
    assert math.isclose(box.width * across / (box.height * down), ratio_of(ratio), rel_tol=1e-6)
    assert max(box.width, box.height) == 1
    # What is derived can be drawn.
    assume(min(box.width, box.height) > 0.02)
    framing.with_crop(ratio, box).checked(width, height)


def test_a_crop_has_the_focal_point_in_its_middle_where_the_edges_allow() -> None:
    middle = Framing(focal=(0.5, 0.5)).box("1:1", 300, 200)
    assert (middle.left, middle.top, middle.width, middle.height) == pytest.approx((1 / 6, 0, 2 / 3, 1))
    assert Framing(focal=(0.4, 0.9)).box("1:1", 300, 200).left == pytest.approx(0.4 - 1 / 3)
    assert Framing(focal=(0.0, 0.0)).box("1:1", 300, 200) == Box(0, 0, 2 / 3, 1)


@pytest.mark.parametrize(
    ("framing", "sentence"),
    [
        (Framing(focal=(0.9, 0.5), crops=(("1:1", Box(0, 0, 2 / 3, 1)),)), "The crop 1:1 leaves the focal point out"),
        (Framing(crops=(("1:1", Box(0, 0, 1, 1)),)), "The crop 1:1 has another ratio"),
        (Framing(crops=((FREE, Box(0.5, 0, 0.6, 1)),)), "lies outside of the picture"),
        (Framing(crops=((FREE, Box(0, 0, 0.001, 1)),)), "hardly any of it"),
        (Framing(crops=((FREE, Box(0, 0, math.nan, 1)),)), "hardly any of it"),
        (Framing(crops=(("wide", WHOLE),)), "“wide” is not the ratio of a crop"),
        (Framing(crops=(("-3:-2", WHOLE),)), "is not the ratio of a crop"),
        (Framing(shown="0:0"), "is not the ratio of a crop"),
        (Framing(focal=(1.1, 0.5)), "The focal point lies outside"),
        (Framing(straighten=60), "45 degrees at most"),
        (Framing(straighten=math.nan), "45 degrees at most"),
        (Framing(turn=4), "turned by quarters"),
    ],
)
def test_what_cannot_be_shown_is_refused(framing: Framing, sentence: str) -> None:
    with pytest.raises(DeskError, match=sentence):
        framing.checked(300, 200, "ferry.jpg")


def test_a_ratio_of_the_desk_and_a_free_crop_are_taken() -> None:
    framing = Framing(crops=(("3:1", Box(0, 0, 1, 0.5)), (FREE, Box(0.1, 0.1, 0.3, 0.7))), shown=FREE)
    assert framing.checked(300, 200) is framing
    assert framing.shown_box(300, 200) == Box(0.1, 0.1, 0.3, 0.7)


@given(framing=framings, point=points)
def test_four_quarters_are_none(framing: Framing, point: tuple[float, float]) -> None:
    around = Framing(focal=point)
    for _ in range(4):
        around = around.turned()
    assert around.turn == 0
    assert around.focal == pytest.approx(point)
    assert framing.turned(3).turned(1).turn == framing.turn


@given(point=points, turn=st.integers(0, 3), width=sides, height=sides)
def test_the_focal_point_goes_with_the_picture(point: tuple[float, float], turn: int, width: int, height: int) -> None:
    turned = Framing(focal=point).turned(turn)
    assert turned.focal == pytest.approx(Framing(turn).to_frame(point, width, height))


@given(point=points, turn=st.integers(0, 3), straighten=degrees, width=sides, height=sides)
def test_a_place_of_the_frame_is_one_of_the_picture(
    point: tuple[float, float], turn: int, straighten: float, width: int, height: int
) -> None:
    framing = Framing(turn, straighten)
    there = framing.to_picture(point, width, height)
    assert framing.to_frame(there, width, height) == pytest.approx(point, abs=1e-6)


@given(turn=st.integers(0, 3), before=degrees, after=degrees, width=sides, height=sides)
def test_straightening_leaves_the_focal_point_on_what_it_marks(
    turn: int, before: float, after: float, width: int, height: int
) -> None:
    framing = Framing(turn, before, focal=(0.6, 0.45))
    straight = framing.straightened(after, width, height)
    assert straight.focal is not None
    assert all(0 <= part <= 1 for part in straight.focal)
    assert framing.focal is not None
    marked = framing.to_picture(framing.focal, width, height)
    if all(0 < part < 1 for part in straight.focal):
        assert straight.to_picture(straight.focal, width, height) == pytest.approx(marked, abs=1e-6)
    assert straight.straighten == after
    assert Framing(turn, before).straightened(after, width, height).focal is None


@given(straighten=degrees, width=st.integers(10, 5000), height=st.integers(10, 5000))
def test_the_frame_of_a_straightened_picture_has_no_blank_corner(straighten: float, width: int, height: int) -> None:
    """Each corner of the frame, turned back, lies inside the picture."""
    across, down = Framing(straighten=straighten).frame(width, height)
    assert across / down == pytest.approx(width / height)
    angle = -math.radians(straighten)
    for x, y in ((-across, -down), (across, -down), (across, down), (-across, down)):
        back = (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
        assert abs(back[0]) <= width + 1e-6
        assert abs(back[1]) <= height + 1e-6


@given(turn=st.integers(0, 3), straighten=degrees, width=sides, height=sides)
def test_the_middle_stays_the_middle(turn: int, straighten: float, width: int, height: int) -> None:
    assert Framing(turn, straighten).to_frame((0.5, 0.5), width, height) == pytest.approx((0.5, 0.5))
