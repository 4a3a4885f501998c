"""The photo desk against bare Pillow: reading metadata, taking pictures in, making renditions; and against exiftool."""

from __future__ import annotations

import hashlib
import io
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

from bench_export import draw_photo, save_renditions
from measure import Line, in_turns, scratch, timed
from PIL import ExifTags, Image, IptcImagePlugin

from deskeditor.core.photo import PhotoFields
from deskeditor.desk import Desk
from deskeditor.desk.photos import THUMBNAIL, look_at
from deskeditor.photos import STANDARD_SIZES, make_renditions, read_said
from deskeditor.photos.embedding import Metadata

# Pillow reads XMP with defusedxml, which is the parser of the standard library with a guard before it.
parser = ModuleType("defusedxml")
parser.ElementTree = ElementTree  # type: ignore[attr-defined]
sys.modules.setdefault("defusedxml", parser)

ROUNDS = 9
READ_AT_ONCE = 50
PHOTOS = 20
CORES = 2
FIELDS = PhotoFields(
    headline="The ferry returns",
    caption="Passengers leave the ferry Hanbit at Mokpo, South Korea, on Friday. 배가 열흘 만에 돌아왔다.",
    alt="People with luggage walk down a ramp",
    credit="Mina Seo/Harbour Desk",
    creator=("Mina Seo",),
    source="Harbour Desk",
    copyright="© 2026 Harbour Desk",
    usage_terms="No resale",
    keywords=("ferry", "여객선", "harbour"),
    people=("Park Jiwoo", "Kim Sora"),
    event="The ferry's return",
    city="Mokpo",
    country="South Korea",
    country_code="KOR",
    date_created="2026-05-15T10:11:12+09:00",
)


def measure() -> list[Line]:
    with scratch() as folder:
        photo = folder / "photo.jpg"
        draw_photo(photo)
        write_metadata(photo)
        return [*reading(photo), *taking_in(photo, folder), *rendering(photo, folder)]


def write_metadata(photo: Path) -> None:
    """Put the fields into the file without encoding it again, as cameras and agencies do."""
    small = io.BytesIO()
    arguments = Metadata(FIELDS, None, None, photo.name).arguments("image/jpeg", ())
    Image.new("RGB", (8, 8)).save(small, "JPEG", **arguments)
    data = small.getvalue()
    heads = data[2 : data.index(b"\xff\xdb")]
    photo.write_bytes(b"\xff\xd8" + heads + photo.read_bytes()[2:])


def reading(photo: Path) -> list[Line]:
    def many(read: Callable[[Path], object]) -> Callable[[], float]:
        return lambda: timed(lambda: [read(photo) for _ in range(READ_AT_ONCE)]) / READ_AT_ONCE

    assert read_said(photo).fields == FIELDS
    floors, ours = in_turns(many(read_with_pillow), many(read_said), ROUNDS)
    lines = [Line("photo: metadata", statistics.median(floors), statistics.median(ours), goal=2.0)]
    if shutil.which("exiftool"):
        with exiftool() as ask:
            floors, ours = in_turns(many(ask), many(read_said), ROUNDS)
        lines.append(
            Line("photo: metadata, exiftool kept open", statistics.median(floors), statistics.median(ours), 1.0)
        )
    return lines


def read_with_pillow(path: Path) -> object:
    """The three homes as Pillow hands them out."""
    with Image.open(path) as image:
        exif = image.getexif()
        shot = dict(exif.get_ifd(ExifTags.IFD.Exif))
        return dict(exif), shot, IptcImagePlugin.getiptcinfo(image), image.getxmp()


@contextmanager
def exiftool() -> Iterator[Callable[[Path], object]]:
    """One that waits for files, as photo programs keep it."""
    command = ["exiftool", "-stay_open", "True", "-@", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        orders, answers = process.stdin, process.stdout

        def ask(path: Path) -> bytes:
            orders.write(f"-json\n-G1\n{path}\n-execute\n".encode())
            orders.flush()
            return b"".join(iter(answers.readline, b"{ready}\n"))

        try:
            yield ask
        finally:
            orders.write(b"-stay_open\nFalse\n")
            orders.flush()


def taking_in(photo: Path, folder: Path) -> list[Line]:
    card = folder / "card"
    card.mkdir()
    data = photo.read_bytes()
    for number in range(PHOTOS):
        # A comment after the first marker: another file, the same work.
        comment = f"{number:04}".encode()
        (card / f"{number:02}.jpg").write_bytes(data[:2] + b"\xff\xfe\x00\x06" + comment + data[2:])
    files = sorted(card.iterdir())

    def on_two_cores(work: Callable[[Path], object]) -> Callable[[], float]:
        def run() -> None:
            with ThreadPoolExecutor(CORES) as pool:
                list(pool.map(work, files))

        return lambda: timed(run)

    floors, ours = in_turns(on_two_cores(hash_and_thumbnail), on_two_cores(look_at), rounds=3)
    lines = [Line("photo: 20 of 24 MP looked at", statistics.median(floors), statistics.median(ours), goal=1.2)]
    desks = iter(range(100))

    def import_all() -> float:
        with Desk.open(folder / f"desk-{next(desks)}") as desk:
            return timed(lambda: desk.importing.bring_in([card]))

    floors, ours = in_turns(on_two_cores(hash_and_thumbnail), import_all, rounds=2)
    lines.append(Line("photo: 20 of 24 MP taken in, kept", statistics.median(floors), statistics.median(ours)))
    return lines


def hash_and_thumbnail(path: Path) -> tuple[str, bytes]:
    """The cheapest way: the file hashed, the decoder asked for an eighth of it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    out = io.BytesIO()
    with Image.open(path) as image:
        size = THUMBNAIL, round(THUMBNAIL * image.height / image.width)
        image.draft("RGB", size)
        image.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0).save(out, "JPEG", quality=82)
    return digest, out.getvalue()


def rendering(photo: Path, folder: Path) -> list[Line]:
    made = make_renditions(photo, FIELDS, STANDARD_SIZES)
    sizes = [(each.width, each.height) for each in made]
    floors, ours = in_turns(
        lambda: timed(lambda: save_renditions(photo, folder, sizes)),
        lambda: timed(lambda: make_renditions(photo, FIELDS, STANDARD_SIZES)),
        ROUNDS,
    )
    return [Line("photo: renditions from one decode", statistics.median(floors), statistics.median(ours), goal=1.2)]
