"""The sizes made of a picture: their pixels, their colours, and what does not go out with them."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageChops, ImageCms

from deskeditor.core.framing import Framing
from deskeditor.core.photo import PhotoFields
from deskeditor.photos import STANDARD_SIZES, Rendition, RenditionSize, make_renditions, thumbnail
from deskeditor.photos.planning import plan

NONE = PhotoFields()
RED, BLUE, WHITE, BLACK = (255, 0, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)


def quarters(width: int, height: int) -> Image.Image:
    """Red at the top left, blue at the top right, white below left, black below right."""
    image = Image.new("RGB", (width, height), BLACK)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(BLUE, (width // 2, 0, width, height // 2))
    image.paste(WHITE, (0, height // 2, width // 2, height))
    return image


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def sizes(path: Path) -> dict[str, tuple[int, int]]:
    """What is made in the standard sizes; each has the pixels that it claims."""
    made = make_renditions(path, NONE, STANDARD_SIZES)
    for rendition in made:
        assert decoded(rendition.data).size == (rendition.width, rendition.height)
        assert (rendition.filename, rendition.media_type) == (f"{rendition.name}.jpg", "image/jpeg")
    return {rendition.name: (rendition.width, rendition.height) for rendition in made}


def near(image: Image.Image, place: tuple[float, float], colour: tuple[int, int, int], by: int = 12) -> bool:
    point = int(place[0] * image.width), int(place[1] * image.height)
    found = cast("tuple[int, int, int]", image.convert("RGB").getpixel(point))
    return all(abs(a - b) <= by for a, b in zip(found, colour, strict=True))


def only(path: Path, width: int = 100) -> Image.Image:
    return decoded(make_renditions(path, NONE, [RenditionSize("web", width)])[0].data)


def is_upright(image: Image.Image) -> bool:
    places = {(0.2, 0.2): RED, (0.8, 0.2): BLUE, (0.2, 0.8): WHITE, (0.8, 0.8): BLACK}
    return all(near(image, place, colour) for place, colour in places.items())


def test_standard_sizes_of_a_large_picture(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    quarters(3000, 2000).save(path)
    assert sizes(path) == {
        "thumb-320": (320, 213),
        "web-800": (800, 533),
        "web-1600": (1600, 1067),
        "square-600": (600, 600),
        "social-1200x675": (1200, 675),
    }


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1000, 500), {"thumb-320": (320, 160), "web-800": (800, 400), "web-1600": (1000, 500),
                       "square-600": (500, 500), "social-1200x675": (889, 500)}),
        ((800, 600), {"thumb-320": (320, 240), "web-800": (800, 600),
                      "square-600": (600, 600), "social-1200x675": (800, 450)}),
        ((200, 300), {"thumb-320": (200, 300), "square-600": (200, 200), "social-1200x675": (200, 112)}),
        ((1, 1), {"thumb-320": (1, 1), "square-600": (1, 1), "social-1200x675": (1, 1)}),
        ((1, 30_000), {"thumb-320": (1, 30_000), "square-600": (1, 1), "social-1200x675": (1, 1)}),
    ],
)  # fmt: skip
def test_nothing_is_enlarged_or_made_twice(
    tmp_path: Path, size: tuple[int, int], expected: dict[str, tuple[int, int]]
) -> None:
    path = tmp_path / "photo.png"
    quarters(*size).save(path)
    assert sizes(path) == expected


def test_picture_longer_than_a_jpeg_can_be_is_reduced(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.new("1", (2, 100_000)).save(path)
    assert sizes(path)["thumb-320"] == (1, 65_500)


@given(
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    wanted=st.lists(st.tuples(st.integers(1, 3000), st.none() | st.integers(1, 3000)), min_size=1, max_size=6),
)
def test_every_cut_lies_inside_the_picture(width: int, height: int, wanted: list[tuple[int, int | None]]) -> None:
    cuts = plan(width, height, [RenditionSize(str(n), *size) for n, size in enumerate(wanted)], Framing())
    assert cuts
    for cut in cuts:
        left, top, right, bottom = cut.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        assert 1 <= cut.width <= min(width, wanted[int(cut.size.name)][0])
        assert 1 <= cut.height <= height


def test_crop_keeps_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    image = Image.new("RGB", (900, 300), BLUE)
    image.paste(RED, (300, 0, 600, 300))
    image.save(path)
    square = decoded(make_renditions(path, NONE, [RenditionSize("square", 100, 100)])[0].data)
    assert all(near(square, place, RED) for place in ((0.1, 0.1), (0.9, 0.9)))


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(tmp_path: Path, name: str, orientation: int) -> None:
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    image = quarters(400, 240)
    if orientation in undo:
        image = image.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    path = tmp_path / "photo"
    image.save(path, name, exif=exif)
    rendition, small = only(path), decoded(thumbnail(path, 50))
    assert (rendition.size, small.size) == ((100, 60), (50, 30))
    assert is_upright(rendition)
    assert is_upright(small)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"])
def test_every_kind_of_picture_looks_the_same(tmp_path: Path, mode: str) -> None:
    grey = Image.new("L", (200, 200), 0)
    grey.paste(255, (0, 0, 200, 100))
    path = tmp_path / "photo.tif"
    if mode == "LAB":
        lab = Image.new("LAB", (200, 200), (0, 128, 128))
        lab.paste((255, 128, 128), (0, 0, 200, 100))
        lab.save(path)
    elif mode == "I;16":
        grey.convert("I").point(lambda value: value * 257).convert("I;16").save(path)
    else:
        grey.convert("RGB").convert(mode).save(path) if mode != "F" else grey.convert("F").save(path)
    image = only(path)
    assert near(image, (0.5, 0.2), WHITE)
    assert near(image, (0.5, 0.8), BLACK)


@pytest.mark.parametrize(("mode", "name"), [("I;16", "PNG"), ("I;16", "TIFF"), ("I;16B", "TIFF")])
def test_sixteen_bits_keep_their_middle_greys(tmp_path: Path, mode: str, name: str) -> None:
    path = tmp_path / "photo"
    Image.new("I", (50, 50), 32_768).convert(mode).save(path, name)
    assert near(only(path), (0.5, 0.5), (128, 128, 128), by=2)


@pytest.mark.parametrize("name", ["PNG", "WEBP", "GIF", "AVIF"])
def test_what_is_transparent_becomes_white(tmp_path: Path, name: str) -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 100, 50))
    path = tmp_path / "photo"
    image.save(path, name, **({"lossless": True} if name == "WEBP" else {}))
    made = only(path)
    assert near(made, (0.5, 0.2), RED)
    assert near(made, (0.5, 0.8), WHITE)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_one_transparent_colour_becomes_white(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "photo.png"
    Image.new(mode, (50, 50)).save(path, transparency=0 if mode == "L" else (0, 0, 0))
    assert near(only(path), (0.5, 0.5), WHITE)


def swapped_profile() -> bytes:
    """An sRGB profile whose red and blue primaries have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"xxxx").replace(b"bXYZ", b"rXYZ").replace(b"xxxx", b"bXYZ")


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_colours_are_converted_by_the_profile(tmp_path: Path, name: str) -> None:
    path = tmp_path / "photo"
    Image.new("RGB", (200, 200), RED).save(path, name, icc_profile=swapped_profile())
    made = only(path)
    assert near(made, (0.5, 0.5), BLUE, by=16)
    assert near(decoded(thumbnail(path, 50)), (0.5, 0.5), BLUE, by=16)
    assert "icc_profile" not in made.info


@pytest.mark.parametrize("profile", [b"no profile", swapped_profile()[:300], b"\0" * 128])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_profile_that_cannot_be_used_is_ignored(tmp_path: Path, profile: bytes, mode: str) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (200, 200), WHITE).convert(mode).save(path, icc_profile=profile)
    assert near(only(path), (0.5, 0.5), WHITE)


def test_profile_of_another_colour_space_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (200, 200), RED).convert("CMYK").save(path, icc_profile=swapped_profile())
    assert near(only(path), (0.5, 0.5), RED)


def test_srgb_by_another_name_is_left_as_it_is(tmp_path: Path) -> None:
    plain, tagged = tmp_path / "plain.png", tmp_path / "tagged.png"
    noise = Image.merge("RGB", [Image.effect_noise((200, 200), 90) for _ in range(3)])
    noise.save(plain)
    noise.save(tagged, icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert ImageChops.difference(only(plain), only(tagged)).getbbox() is None


def located(path: Path) -> None:
    """A picture that says in EXIF and in XMP where it was taken, and has a comment."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    exif[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "N",
        ExifTags.GPS.GPSLatitude: (33.0, 30.0, 0.0),
        ExifTags.GPS.GPSLongitudeRef: "E",
        ExifTags.GPS.GPSLongitude: (126.0, 31.0, 0.0),
    }
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="33,30N"/></rdf:RDF></x:xmpmeta>'
    )
    quarters(300, 200).save(path, exif=exif, xmp=xmp, comment=b"GPS 33,30N 126,31E")


def test_neither_place_nor_camera_goes_out(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    located(path)
    assert b"GPS" in path.read_bytes()
    fields = PhotoFields(caption="A ship", date_created="2025-12-05T10:11:12+09:00")
    out = [rendition.data for rendition in make_renditions(path, fields, STANDARD_SIZES)] + [thumbnail(path, 100)]
    for data in out:
        assert not any(word in data for word in (b"GPS", b"Camera", b"33,30"))
        exif = decoded(data).getexif()
        assert set(exif) <= {ExifTags.Base.ImageDescription, ExifTags.IFD.Exif}
        assert exif.get_ifd(ExifTags.IFD.GPSInfo) == {}


def test_texts_of_hidden_layers_do_not_go_out(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Urgency="3">'
        b'<photoshop:TextLayers><rdf:Bag><rdf:li photoshop:LayerText="Victim: Kim"/></rdf:Bag></photoshop:TextLayers>'
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    quarters(400, 300).save(path, xmp=xmp)
    data = make_renditions(path, NONE, [RenditionSize("web", 400)])[0].data
    assert b"Urgency" in data
    assert b"Layer" not in data


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_exiftool_finds_no_place(tmp_path: Path) -> None:
    path, out = tmp_path / "photo.jpg", tmp_path / "out.jpg"
    located(path)
    out.write_bytes(make_renditions(path, NONE, STANDARD_SIZES)[0].data)
    found = [
        subprocess.run(["exiftool", "-a", "-gps*", str(file)], capture_output=True, check=True, text=True).stdout
        for file in (path, out)
    ]
    assert "33 deg" in found[0]
    assert found[1] == ""


def test_same_picture_and_fields_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    quarters(1000, 700).save(path)
    fields = PhotoFields(caption="A ship", keywords=("b", "a"))
    first: list[Rendition] = make_renditions(path, fields, STANDARD_SIZES)
    assert make_renditions(path, fields, STANDARD_SIZES) == first


def test_no_sizes_make_no_renditions(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    quarters(10, 10).save(path)
    assert make_renditions(path, NONE, []) == []


@pytest.mark.parametrize(("size", "expected"), [((600, 400), (160, 107)), ((400, 600), (107, 160)), ((9, 5), (9, 5))])
def test_thumbnail_fits_its_box(tmp_path: Path, size: tuple[int, int], expected: tuple[int, int]) -> None:
    path = tmp_path / "photo.jpg"
    quarters(*size).save(path)
    small = decoded(thumbnail(path, 160))
    assert (small.format, small.size, small.info.keys() & {"exif", "xmp", "icc_profile"}) == ("JPEG", expected, set())


def test_first_picture_of_animations_pages_and_pairs_is_shown(tmp_path: Path) -> None:
    for name in ("GIF", "TIFF", "MPO", "WEBP", "PNG"):
        path = tmp_path / "photo"
        Image.new("RGB", (80, 80), RED).save(
            path, name, save_all=True, append_images=[Image.new("RGB", (80, 80), BLUE)]
        )
        assert near(only(path), (0.5, 0.5), RED)
