"""Renditions of a picture that was turned, straightened and cropped."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from deskeditor.core.framing import FREE, Box, Framing
from deskeditor.core.photo import PhotoFields, Position
from deskeditor.core.region import Region, Term
from deskeditor.photos import (
    STANDARD_SIZES,
    RenditionSize,
    make_renditions,
    read_picture,
    regions,
    thumbnail,
    xmp,
)
from deskeditor.photos.fields import clean
from deskeditor.photos.roles import ROLES, framing_of

NONE = PhotoFields()
RED, LIME, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
COLOURS = {"red": RED, "lime": LIME, "blue": BLUE, "white": WHITE}


@pytest.fixture
def quarters(tmp_path: Path) -> Path:
    """Red and lime above, blue and white below."""
    image = Image.new("RGB", (600, 400), RED)
    image.paste(LIME, (300, 0, 600, 200))
    image.paste(BLUE, (0, 200, 300, 400))
    image.paste(WHITE, (300, 200, 600, 400))
    path = tmp_path / "quarters.png"
    image.save(path)
    return path


def decoded(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def colour_at(image: Image.Image, x: float, y: float) -> str:
    """The nearest of the four."""
    pixel = image.getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))
    assert isinstance(pixel, tuple)
    return min(COLOURS, key=lambda name: sum(abs(a - b) for a, b in zip(COLOURS[name], pixel, strict=True)))


def corners(image: Image.Image) -> list[str]:
    return [colour_at(image, x, y) for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))]


def made(path: Path, framing: Framing, *sizes: RenditionSize) -> list[Image.Image]:
    return [decoded(each.data) for each in make_renditions(path, NONE, sizes, framing=framing)]


@pytest.mark.parametrize(
    ("turn", "size", "expected"),
    [
        (1, (400, 600), ["blue", "red", "white", "lime"]),
        (2, (600, 400), ["white", "blue", "lime", "red"]),
        (3, (400, 600), ["lime", "white", "red", "blue"]),
    ],
)
def test_a_turn_is_clockwise(quarters: Path, turn: int, size: tuple[int, int], expected: list[str]) -> None:
    (whole,) = made(quarters, Framing(turn), RenditionSize("web", 800))
    assert (whole.size, corners(whole)) == (size, expected)


def test_a_straightened_picture_has_no_blank_corner(tmp_path: Path) -> None:
    path = tmp_path / "white.png"
    Image.new("RGB", (600, 400), WHITE).save(path)
    for degrees in (-45, -7.5, 3, 30):
        for image in made(path, Framing(straighten=degrees), *STANDARD_SIZES):
            assert min(low for low, _ in image.getextrema()) > 250  # type: ignore[misc]


def test_straightening_is_clockwise(quarters: Path) -> None:
    """Above the middle the line between red and lime leans to the right."""
    (whole,) = made(quarters, Framing(straighten=20), RenditionSize("web", 800))
    assert colour_at(whole, 0.54, 0.1) == "red"
    assert colour_at(whole, 0.46, 0.9) == "white"


def test_the_focal_point_moves_every_crop(quarters: Path) -> None:
    sizes = RenditionSize("square", 100, 100), RenditionSize("tall", 80, 100), RenditionSize("wide", 160, 90)
    for image in made(quarters, Framing(focal=(0.95, 0.95)), *sizes):
        assert corners(image)[3] == "white"
    square = made(quarters, Framing(focal=(0.95, 0.5)), sizes[0])[0]
    # 400 of 600 pixels from the right: the line between red and lime lies at a quarter.
    assert [colour_at(square, x, 0.1) for x in (0.2, 0.3)] == ["red", "lime"]


def test_a_drawn_crop_is_what_is_made(quarters: Path) -> None:
    framing = Framing(crops=(("1:1", Box(0.5, 0.0, 1 / 3, 0.5)),))
    (square,) = made(quarters, framing, RenditionSize("square", 600, 600))
    assert square.size == (200, 200)
    assert set(corners(square)) == {"lime"}
    (wide,) = made(quarters, framing, RenditionSize("wide", 160, 90))
    assert set(corners(wide)) == set(COLOURS)


def test_a_drawn_crop_is_known_by_its_ratio(quarters: Path) -> None:
    """21:9 is 7:3, and 1200 × 514 is as near to it as pixels come."""
    framing = Framing(crops=(("21:9", Box(0.0, 0.5, 0.5, 9 / 28)),))
    (strip,) = made(quarters, framing, RenditionSize("strip", 1200, 514))
    assert set(corners(strip)) == {"blue"}


def test_the_shown_crop_stands_for_the_whole(quarters: Path) -> None:
    framing = Framing(crops=((FREE, Box(0.0, 0.5, 0.5, 0.5)),), shown=FREE)
    images = make_renditions(quarters, NONE, STANDARD_SIZES, framing=framing)
    # 300 pixels are left of it: nothing wider is made.
    assert [(each.name, each.width, each.height) for each in images][:1] == [("thumb-320", 300, 200)]
    assert [each.name for each in images] == ["thumb-320", "square-600", "social-1200x675"]
    assert set(corners(decoded(images[0].data))) == {"blue"}
    small = decoded(thumbnail(quarters, 90, framing))
    assert (small.size, set(corners(small))) == ((90, 60), {"blue"})


def test_a_framed_thumbnail_fits_its_box(quarters: Path) -> None:
    assert decoded(thumbnail(quarters, 90, Framing(1))).size == (60, 90)


def test_a_small_part_of_a_large_picture_has_its_pixels(tmp_path: Path) -> None:
    """The decode is as large as the smallest part needs."""
    path = tmp_path / "large.jpg"
    image = Image.new("RGB", (4000, 2000), BLUE)
    image.paste(RED, (1000, 1000, 1010, 1500))
    image.save(path, quality=95)
    framing = Framing(crops=((FREE, Box(0.24, 0.5, 0.05, 0.1)),), shown=FREE)
    (part,) = made(path, framing, RenditionSize("web", 800))
    assert part.size == (200, 200)
    assert colour_at(part, 45 / 200, 0.5) == "red"
    assert colour_at(part, 60 / 200, 0.5) == "blue"


def test_the_original_is_untouched(quarters: Path) -> None:
    before = hashlib.sha256(quarters.read_bytes()).digest()
    made(quarters, Framing(1, 5.0, (0.2, 0.2)), *STANDARD_SIZES)
    assert hashlib.sha256(quarters.read_bytes()).digest() == before


def test_regions_lie_where_their_pixels_are(quarters: Path, tmp_path: Path) -> None:
    buoy = Region("circle", ((0.75, 0.25),), 0.05, name="Buoy")
    face = Region("rectangle", ((0.5, 0.0), (1.0, 0.5)), name="Face")
    sail = Region("polygon", ((0.6, 0.1), (0.7, 0.1), (0.7, 0.3)), name="Sail")
    hidden = Region("rectangle", ((0.0, 0.6), (0.2, 0.9)), name="Hidden")
    framing = Framing(1, crops=(("1:1", Box(0.5, 0.5, 0.5, 1 / 3)),))
    out = tmp_path / "out.jpg"
    size = RenditionSize("square", 400, 400)
    Image.open(quarters).resize((1800, 1200), Image.Resampling.NEAREST).save(quarters)
    out.write_bytes(
        make_renditions(quarters, NONE, [size], framing=framing, regions=[buoy, face, sail, hidden])[0].data
    )
    found = {region.name: region for region in read_picture(out).said.regions}
    # The right half of what is upper right comes to lie below on the right, and is cropped to its own square.
    assert set(found) == {"Buoy", "Face", "Sail"}
    image = decoded(out.read_bytes())
    for x, y in (*found["Buoy"].points, *found["Sail"].points):
        assert colour_at(image, min(max(x, 0), 1), min(max(y, 0), 1)) == "lime"
    (left, top), (right, bottom) = found["Face"].points
    assert (left, top, right, bottom) == pytest.approx((0, 0, 1, 1))


fractions = st.integers(0, 1000).map(lambda number: number / 1000)
texts = st.text(max_size=8).map(clean)
lists = st.lists(texts.filter(bool), max_size=2).map(tuple)
terms = st.lists(st.builds(Term, lists, texts).filter(lambda term: term != Term()), max_size=2).map(tuple)
shapes = (
    st.tuples(
        st.just("polygon"), st.lists(st.tuples(fractions, fractions), min_size=1, max_size=4).map(tuple), st.just(0.0)
    )
    | st.tuples(st.just("circle"), st.tuples(st.tuples(fractions, fractions)), fractions)
    | st.tuples(
        st.just("rectangle"),
        st.tuples(st.tuples(fractions, fractions), st.tuples(fractions, fractions)).map(
            lambda corners: tuple(zip(*map(sorted, zip(*corners, strict=True)), strict=True))
        ),
        st.just(0.0),
    )
)
some_regions = st.lists(
    st.builds(
        lambda shape, **said: Region(*shape, **said),
        shapes,
        id=texts,
        name=texts,
        people=lists,
        organisations=lists,
        kinds=terms,
        roles=terms,
    ),
    max_size=3,
)


@given(given_regions=some_regions)
def test_what_is_written_of_regions_is_read(given_regions: list[Region]) -> None:
    packet = xmp.write({}, None, regions.write(given_regions))
    image = Image.new("L", (1, 1))
    image.info["xmp"] = packet
    found = regions.read(xmp.parse(image, []), 10, 10)  # type: ignore[arg-type]
    places = [point for each in found for point in each.points]
    assert [x for x, _ in places] == pytest.approx([x for each in given_regions for x, _ in each.points])
    assert [y for _, y in places] == pytest.approx([y for each in given_regions for _, y in each.points])
    assert [replace(each, points=(), radius=0) for each in found] == [
        replace(each, points=(), radius=0) for each in given_regions
    ]


@given(number=st.sampled_from(["nan", "1e999", "-inf", "", "0x10", "1,5", "9" * 400]))
def test_numbers_that_are_none_leave_the_region_out(number: str) -> None:
    box = Region("rectangle", ((0.25, 0.25), (0.5, 0.5)), name="kept")
    packet = xmp.write({}, None, regions.write([box, box])).decode()
    image = Image.new("L", (1, 1))
    image.info["xmp"] = packet.replace(">0.25<", f">{number}<", 1).encode()
    assert regions.read(xmp.parse(image, []), 10, 10) == (box,)  # type: ignore[arg-type]


def test_decisions_travel_with_the_whole_picture(quarters: Path, tmp_path: Path) -> None:
    crops = (("1:1", Box(0.25, 0.0, 2 / 3, 1.0)), ("21:9", Box(0.0, 0.2, 1.0, 9 / 14)), (FREE, Box(0.5, 0.1, 0.4, 0.8)))
    framing = Framing(2, focal=(0.9, 0.8), crops=crops).checked(600, 400)
    sizes = [RenditionSize("web", 400), RenditionSize("square", 200, 200)]
    whole, square = make_renditions(quarters, NONE, sizes, framing=framing)
    out = tmp_path / "out.jpg"
    out.write_bytes(whole.data)
    picture = read_picture(out)
    found = framing_of(picture.said.regions, picture.width, picture.height)
    # It has been turned already.
    assert found.turn == 0
    assert found.focal == pytest.approx((0.9, 0.8))
    assert [ratio for ratio, _ in found.crops] == ["1:1", "21:9", FREE]
    for (_, box), (_, expected) in zip(found.crops, crops, strict=True):
        assert (box.left, box.top, box.width, box.height) == pytest.approx(
            (expected.left, expected.top, expected.width, expected.height), abs=1e-5
        )
    # What is taken in and sent again says it once.
    again = make_renditions(out, NONE, sizes[:1], framing=found, regions=picture.said.regions)[0]
    out.write_bytes(again.data)
    assert len(read_picture(out).said.regions) == 4
    out.write_bytes(square.data)
    assert read_picture(out).said.regions == ()


def test_crops_of_other_programs_are_taken_as_far_as_they_are_sound() -> None:
    def region(role: str, name: str, left: float, top: float, right: float, bottom: float) -> Region:
        return Region("rectangle", ((left, top), (right, bottom)), name=name, roles=(Term((ROLES + role,)),))

    regions = [
        region("mainSubjectArea", "Captain", 0.2, 0.4, 0.4, 0.6),
        region("squareCropping", "for cards", 0.0, 0.0, 2 / 3, 1.0),
        region("landscapeCropping", "16:9", 0.0, 0.0, 0.5, 0.5),
        region("recomCropping", "", 0.5, 0.0, 1.0, 1.0),
        region("subjectArea", "Boat", 0.5, 0.0, 1.0, 1.0),
    ]
    framing = framing_of(regions, 600, 400)
    # The third is of another ratio than it says, the fourth leaves the captain out.
    assert framing == Framing(focal=pytest.approx((0.3, 0.5)), crops=(("1:1", Box(0.0, 0.0, 2 / 3, 1.0)),))  # type: ignore[arg-type]


def test_a_place_leaves_only_where_it_is_given(quarters: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jpg"
    size = [RenditionSize("web", 800)]
    out.write_bytes(make_renditions(quarters, NONE, size, position=Position(-33.456789, 126.5))[0].data)
    assert read_picture(out).said.position == Position(pytest.approx(-33.456789, abs=1e-6), 126.5)  # type: ignore[arg-type]
    out.write_bytes(make_renditions(out, NONE, size)[0].data)
    assert read_picture(out).said.position is None
