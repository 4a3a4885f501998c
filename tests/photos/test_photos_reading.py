"""What a picture file is found to be, whatever it is called and however it is turned."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from deskeditor.core.photo import PhotoFields
from deskeditor.photos import read_picture

FORMATS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "GIF": "image/gif",
    "AVIF": "image/avif",
}


def draw(width: int, height: int) -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


@pytest.mark.parametrize(("name", "media_type"), FORMATS.items())
def test_format_size_and_hash_are_found(tmp_path: Path, name: str, media_type: str) -> None:
    path = tmp_path / "picture"
    draw(60, 40).save(path, name)
    picture = read_picture(path)
    content = path.read_bytes()
    assert (picture.media_type, picture.width, picture.height) == (media_type, 60, 40)
    assert (picture.size, picture.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (picture.fields, picture.warnings) == (PhotoFields(), ())


def test_content_and_not_the_name_says_the_media_type(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    draw(4, 4).save(path, "PNG")
    assert read_picture(path).media_type == "image/png"


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_size_is_the_one_shown(tmp_path: Path, name: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    path = tmp_path / "picture"
    draw(60, 40).save(path, name, exif=exif)
    picture = read_picture(path)
    assert (picture.width, picture.height) == ((40, 60) if orientation >= 5 else (60, 40))


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_senseless_orientation_is_no_orientation(tmp_path: Path, value: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = value
    path = tmp_path / "picture.jpg"
    draw(60, 40).save(path, exif=exif)
    picture = read_picture(path)
    assert (picture.width, picture.height) == (60, 40)


@pytest.mark.parametrize("size", [(1, 1), (1, 30_000), (30_000, 1)])
@pytest.mark.parametrize("name", ["JPEG", "PNG"])
def test_thinnest_pictures_are_read(tmp_path: Path, size: tuple[int, int], name: str) -> None:
    path = tmp_path / "picture"
    draw(*size).save(path, name)
    picture = read_picture(path)
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "picture.png"
    Image.new("L", (9, 7)).convert(mode).save(path) if mode == "I;16" else draw(9, 7).convert(mode).save(path)
    assert read_picture(path).media_type == "image/png"


def test_animation_and_pages_count_as_their_first_picture(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (20 + n, 10)) for n in range(3)]
    pages = tmp_path / "pages.tif"
    frames[0].save(pages, save_all=True, append_images=frames[1:])
    turns = [Image.new("P", (20, 10), n) for n in range(3)]
    animation = tmp_path / "animation.gif"
    turns[0].save(animation, save_all=True, append_images=turns[1:])
    assert [read_picture(path).width for path in (pages, animation)] == [20, 20]


def test_mpo_of_a_3d_camera_is_a_jpeg(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    draw(60, 40).save(path, "MPO", save_all=True, append_images=[draw(30, 20)])
    picture = read_picture(path)
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 60, 40)


def test_content_credentials_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    credentials = b"JP\0\1\0\0\0\1jumbc2pa"
    draw(4, 4).save(path, extra=b"\xff\xeb" + (len(credentials) + 2).to_bytes(2, "big") + credentials)
    (warning,) = read_picture(path).warnings
    assert "content credentials" in warning


def test_importing_the_part_loads_neither_pillow_nor_lxml() -> None:
    code = "import sys, deskeditor.photos; sys.exit(any(m in sys.modules for m in ('PIL', 'lxml')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
