"""The sizes of a picture that a page needs, from one decode."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile

from deskeditor.core.errors import DeskError
from deskeditor.core.photo import PhotoFields
from deskeditor.photos import colour, exif, fields, iim, opening, xmp
from deskeditor.photos.model import Rendition, RenditionSize

QUALITY = 82
"""Of JPEG, in Pillow's terms: no marks to be seen on a page, half the bytes of 95."""
_LONGEST = 65_500
"""Pixels of a JPEG's side, by libjpeg."""
_SEGMENT = 65_504
"""Bytes of XMP in a JPEG segment."""
_GAP = 3.0
"""How far ``resize`` may go by plain averaging before it filters: Pillow calls the result indistinguishable."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A part of the picture as shown, in its full pixels, and the pixels that it becomes."""

    name: str
    box: Box
    width: int
    height: int
    is_whole: bool

    @property
    def scale(self) -> float:
        return max(self.width / (self.box[2] - self.box[0]), self.height / (self.box[3] - self.box[1]))


def thumbnail(path: Path, box: int) -> bytes:
    """See ``deskeditor.photos.thumbnail``."""
    with opening.opened(path) as (image, _):
        shown = colour.measure(image, path)
        small = _decode(image, path, shown.orientation, min(1.0, box / max(image.size)))
    return _encode(small)


def make_renditions(path: Path, texts: PhotoFields, sizes: Sequence[RenditionSize]) -> list[Rendition]:
    """See ``deskeditor.photos.make_renditions``."""
    metadata = _metadata(path, texts)
    with opening.opened(path) as (image, _):
        shown = colour.measure(image, path)
        cuts = _plan(shown.width, shown.height, sizes)
        scale = min(1.0, max((cut.scale for cut in cuts), default=0.0))
        whole = _decode(image, path, shown.orientation, scale)
    made = _draw(whole, scale, shown, cuts)
    return [
        Rendition(cut.name, f"{cut.name}.jpg", cut.width, cut.height, "image/jpeg", _encode(made[cut], metadata))
        for cut in cuts
    ]


def _metadata(path: Path, texts: PhotoFields) -> dict[str, bytes]:
    """The arguments that make Pillow write the texts into a JPEG."""
    values = fields.values_of(texts)
    packet = xmp.write(values)
    if len(packet) > _SEGMENT:
        what = "the caption, keywords and other texts are together longer than a JPEG can carry (64 KB)"
        raise DeskError(what, where=path.name, mend="shorten them")
    # Each text stands in the XMP at greater length than in EXIF and IIM, so that their segments have the room.
    return {"xmp": packet, "exif": exif.write(values), "extra": iim.segment(iim.write(values))}


def _plan(width: int, height: int, sizes: Sequence[RenditionSize]) -> list[_Cut]:
    """What to make, in the order asked for; see ``make_renditions`` for what is left out."""
    kept = sorted({size.width for size in sizes if size.height is None})
    # The smallest that carries the whole picture; wider ones would be the same picture again.
    enough = next((wanted for wanted in kept if wanted >= width), math.inf)
    return [
        _crop(size.name, width, height, size.width, size.height)
        if size.height is not None
        else _shrink(size.name, width, height, size.width)
        for size in sizes
        if size.height is not None or size.width <= enough
    ]


def _shrink(name: str, width: int, height: int, wanted: int) -> _Cut:
    scale = min(1.0, wanted / width, _LONGEST / height, _LONGEST / width)
    return _Cut(name, (0, 0, width, height), max(1, round(width * scale)), max(1, round(height * scale)), is_whole=True)


def _crop(name: str, width: int, height: int, wanted_width: int, wanted_height: int) -> _Cut:
    zoom = min(width / wanted_width, height / wanted_height)
    crop_width, crop_height = wanted_width * zoom, wanted_height * zoom
    left, top = max(0.0, (width - crop_width) / 2), max(0.0, (height - crop_height) / 2)
    scale = min(1.0, zoom)
    made = max(1, round(wanted_width * scale)), max(1, round(wanted_height * scale))
    return _Cut(name, (left, top, min(width, left + crop_width), min(height, top + crop_height)), *made, is_whole=False)


def _decode(image: ImageFile.ImageFile, path: Path, turned: int, scale: float) -> Image.Image:
    """The whole picture at ``scale``, upright and in sRGB.

    A JPEG is decoded at the nearest power of two above: for that, exactly the target must be named.
    """
    target = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    profile = image.info.get("icc_profile")
    drafted = image.draft(None, target)
    box = drafted[1] if drafted else (0, 0, *image.size)
    opening.load(image, path)
    plain = colour.resizable(image)
    if plain.size != target:
        plain = plain.resize(target, Image.Resampling.BICUBIC, box=box, reducing_gap=_GAP)
    return colour.upright(colour.to_srgb(plain, profile), turned)


def _draw(whole: Image.Image, scale: float, shown: colour.Shown, cuts: Sequence[_Cut]) -> dict[_Cut, Image.Image]:
    """Each cut, drawn from the smallest whole picture made before it that has the pixels."""
    made: dict[_Cut, Image.Image] = {}
    wholes = [(scale, whole)]
    for cut in sorted(cuts, key=lambda cut: cut.scale, reverse=True):
        source = next((picture for has, picture in reversed(wholes) if has >= cut.scale), whole)
        across, down = source.width / shown.width, source.height / shown.height
        left, top, right, bottom = cut.box
        box = (left * across, top * down, min(right * across, source.width), min(bottom * down, source.height))
        made[cut] = source.resize((cut.width, cut.height), Image.Resampling.BICUBIC, box=box)
        if cut.is_whole:
            wholes.append((cut.scale, made[cut]))
    return made


def _encode(image: Image.Image, metadata: dict[str, bytes] | None = None) -> bytes:
    image.info.clear()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, **(metadata or {}))
    return out.getvalue()
