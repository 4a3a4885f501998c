"""Exporting one story with one photo of 24 megapixels, against decoding it once and saving the same renditions."""

from __future__ import annotations

import shutil
import statistics
from pathlib import Path

from measure import Line, in_turns, scratch, timed
from PIL import Image, ImageOps

from deskeditor.app.scenes import harbour_at_dawn
from deskeditor.core.article import Status
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, ExportRequest
from deskeditor.photos import STANDARD_SIZES, make_renditions

ROUNDS = 9
CAMERA = (6000, 4000)


def measure() -> list[Line]:
    with scratch() as folder, Desk.open(folder / "desk") as desk:
        photo = folder / "harbour.jpg"
        draw_photo(photo)
        story = desk.articles.new(
            headline="The ferry", slug="ferry", body="It left at dawn.\n", status=Status.READY
        ).value
        taken = desk.photos.take_in(photo).value
        desk.photos.edit(taken.id, caption="The ferry leaves.", alt="A ferry at dawn.", credit="Harbour Desk")
        desk.articles.attach(story.id, taken.id, Role.LEAD)
        sizes = [(made.width, made.height) for made in make_renditions(photo, taken.fields, STANDARD_SIZES)]
        target = folder / "bundle"

        def export() -> float:
            shutil.rmtree(target, ignore_errors=True)
            return timed(lambda: desk.publishing.export(ExportRequest(to=target, articles=(story.id,))))

        floors, ours = in_turns(lambda: timed(lambda: save_renditions(photo, folder, sizes)), export, ROUNDS)
    return [Line("export, one 24 MP photo", statistics.median(floors), statistics.median(ours), goal=1.2)]


def draw_photo(path: Path) -> None:
    """A picture with a camera's grain, which is what costs a decoder its time."""
    scene = harbour_at_dawn().resize(CAMERA, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(CAMERA, 24).convert("RGB")
    Image.blend(scene, grain, 0.12).save(path, quality=92)


def save_renditions(photo: Path, folder: Path, sizes: list[tuple[int, int]]) -> None:
    """The cheapest way with Pillow alone: the decoder halves the picture, and all sizes come from the widest one."""
    widest = max(sizes)
    with Image.open(photo) as picture:
        picture.draft(None, widest)
        whole = picture.resize(widest, Image.Resampling.BICUBIC, reducing_gap=3.0)
    for number, size in enumerate(sizes):
        made = ImageOps.fit(whole, size, Image.Resampling.BICUBIC)
        made.save(folder / f"floor-{number}.jpg", quality=82)
