"""The sizes of a picture that a page needs, from one decode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile

from deskeditor.core.framing import AS_IT_CAME, Framing
from deskeditor.core.photo import PhotoFields, Position
from deskeditor.core.region import Point, Region
from deskeditor.photos import colour, opening, regions, xmp
from deskeditor.photos.embedding import SUFFIXES, Metadata, encode
from deskeditor.photos.model import Pixels, Rendition, RenditionSize
from deskeditor.photos.planning import Cut, plan
from deskeditor.photos.roles import is_decision, regions_of

_GAP = 3.0
"""How far ``resize`` may go by plain averaging before it filters: Pillow calls the result indistinguishable."""
_SMALL = 320
"""Pixels of the longer side of a picture that only leads to a larger one."""
_QUARTERS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
"""Pillow counts against the clock."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The frame of a picture of that size as shown, in its full pixels."""

    framing: Framing
    width: int
    height: int

    @property
    def size(self) -> tuple[float, float]:
        return self.framing.frame(self.width, self.height)

    def place(self, point: Point, cut: Cut) -> Point:
        """Where a point of the picture lies in the cut."""
        return cut.place(self.framing.to_frame(point, self.width, self.height), self.size)


def thumbnail(path: Path, box: int, framing: Framing) -> bytes:
    """See ``deskeditor.photos.thumbnail``."""
    size = RenditionSize("thumbnail", box)
    with opening.opened(path) as (image, _):
        shown = colour.measure(image, path)
        if framing == AS_IT_CAME:
            return encode(decode(image, path, shown.orientation, min(1.0, box / max(image.size))))
        frame = _Frame(framing, shown.width, shown.height)
        (cut,) = plan(shown.width, shown.height, [size], framing)
        if cut.height > cut.width:
            (cut,) = plan(shown.width, shown.height, [RenditionSize("", round(box * cut.width / cut.height))], framing)
        scale = min(1.0, cut.scale)
        whole = _framed(decode(image, path, shown.orientation, scale), framing)
    return encode(_draw(whole, scale, frame, [cut])[cut])


def pixels(path: Path, box: int) -> Pixels:
    """See ``deskeditor.photos.pixels``."""
    with opening.opened(path) as (image, _):
        shown = colour.measure(image, path)
        made = decode(image, path, shown.orientation, min(1.0, box / max(image.size)))
    return Pixels(made.width, made.height, (made if made.mode == "RGB" else made.convert("RGB")).tobytes())


def make_renditions(
    path: Path,
    texts: PhotoFields,
    sizes: Sequence[RenditionSize],
    framing: Framing,
    parts: Sequence[Region],
    position: Position | None,
) -> list[Rendition]:
    """See ``deskeditor.photos.make_renditions``."""
    with opening.opened(path) as (image, _):
        shown = colour.measure(image, path)
        original = xmp.parse(image, [])
        metadata = Metadata(texts, original, position, path.name)
        metadata.packet("image/jpeg")
        frame = _Frame(framing, shown.width, shown.height)
        cuts = plan(shown.width, shown.height, sizes, framing)
        scale = min(1.0, max((cut.scale for cut in cuts), default=0.0))
        whole = _framed(decode(image, path, shown.orientation, scale), framing)
    made = _draw(whole, scale, frame, cuts)
    return [_rendition(cut, made[cut], metadata, frame, parts) for cut in cuts]


def _rendition(cut: Cut, image: Image.Image, metadata: Metadata, frame: _Frame, parts: Sequence[Region]) -> Rendition:
    media_type = cut.size.media_type
    found = regions.placed(parts, lambda point: frame.place(point, cut))
    if cut.is_whole:
        # Decisions are places of the frame, and only of use where there is more of it than they keep.
        decided = regions_of(frame.framing)
        found = [region for region in found if not is_decision(region)] + decided
    arguments = metadata.arguments(media_type, regions.write(found), is_small=max(image.size) <= _SMALL)
    data = encode(image, media_type, arguments)
    name = f"{cut.size.name}{SUFFIXES[media_type]}"
    return Rendition(cut.size.name, name, cut.width, cut.height, media_type, data)


def decode(image: ImageFile.ImageFile, path: Path, turned: int, scale: float) -> Image.Image:
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


def _framed(whole: Image.Image, framing: Framing) -> Image.Image:
    """The frame of an upright picture."""
    if framing.turn:
        whole = whole.transpose(_QUARTERS[framing.turn])
    if not framing.straighten:
        return whole
    across, down = Framing(straighten=framing.straighten).frame(*whole.size)
    straight = whole.rotate(-framing.straighten, Image.Resampling.BICUBIC)
    left, top = (whole.width - across) / 2, (whole.height - down) / 2
    wide, high = max(1, round(across)), max(1, round(down))
    # At the edge the picture runs into the blank around it: the last pixel is left out.
    edge = 1 if min(across, down) > 4 else 0
    box = (left + edge, top + edge, left + across - edge, top + down - edge)
    return straight.resize((wide, high), Image.Resampling.BICUBIC, box=box)


def _draw(whole: Image.Image, scale: float, frame: _Frame, cuts: Sequence[Cut]) -> dict[Cut, Image.Image]:
    """Each cut, drawn from the smallest whole picture made before it that has the pixels."""
    made: dict[Cut, Image.Image] = {}
    wholes = [(scale, whole)]
    wide, high = frame.size
    for cut in sorted(cuts, key=lambda cut: cut.scale, reverse=True):
        source = next((picture for has, picture in reversed(wholes) if has >= cut.scale), whole)
        across, down = source.width / wide, source.height / high
        left, top, right, bottom = cut.box
        box = (left * across, top * down, min(right * across, source.width), min(bottom * down, source.height))
        made[cut] = source.resize((cut.width, cut.height), Image.Resampling.BICUBIC, box=box)
        if cut.is_whole:
            wholes.append((cut.scale, made[cut]))
    return made
