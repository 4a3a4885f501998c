"""Any picture as upright sRGB: what every browser shows without asking for a profile."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageFile, JpegImagePlugin

from deskeditor.photos import exif, opening

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TOLERANCE = 2
"""Steps of 255. A profile that moves no colour further is sRGB by another name; converting would cost and not show."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a picture is to be shown."""

    width: int
    height: int
    """Pixels, upright."""
    orientation: int
    """EXIF orientation, 1 to 8, of the pixels that Pillow gives."""
    exif: Image.Exif | None
    """The picture's tags; None where they are damaged."""


def measure(image: ImageFile.ImageFile, path: Path) -> Shown:
    """The picture as shown; every picture but a JPEG is decoded by this, because its metadata may follow its pixels.

    Raises ``DeskError`` where it is damaged.
    """
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        opening.load(image, path)
    tags = exif.load(image)
    # Pillow turns a TIFF itself while it loads it.
    found = None if tags is None or image.format == "TIFF" else tags.get(ExifTags.Base.Orientation)
    turned = found if isinstance(found, int) and found in _TURNS else 1
    width, height = (image.height, image.width) if turned >= 5 else image.size
    return Shown(width, height, turned, tags)


def upright(image: Image.Image, turned: int) -> Image.Image:
    """The picture as shown, from its EXIF orientation."""
    return image.transpose(_TURNS[turned]) if turned in _TURNS else image


def resizable(image: Image.Image) -> Image.Image:
    """The picture in 8-bit grey, RGB, CMYK or LAB: no palette, no transparency (laid on white), no wide numbers."""
    if image.mode in ("L", "RGB", "CMYK", "LAB"):
        return image if "transparency" not in image.info else _on_white(image.convert("RGBA"))
    if image.has_transparency_data:
        return _on_white(image if image.mode == "RGBA" else image.convert("RGBA"))
    if image.mode.startswith("I;16"):
        wide = image if image.mode == "I;16" else image.convert("I")
        return wide.point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("I", "F"):
        return _stretched(image)
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A picture made ``resizable``, in sRGB or plain grey; a profile that cannot be used is ignored."""
    try:
        if image.mode == "LAB":
            return _convert(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
        if profile:
            return _convert(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        pass
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _convert(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    transform = ImageCms.buildTransform(
        source,
        ImageCms.createProfile("sRGB"),
        image.mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if image.mode == "RGB" and _changes_little(transform):
        return image
    converted = transform.apply(image)
    return converted.convert("L") if image.mode == "L" else converted


def _changes_little(transform: ImageCms.ImageCmsTransform) -> bool:
    steps = bytes(range(0, 256, 51))
    cube = bytes(part for red in steps for green in steps for blue in steps for part in (red, green, blue))
    probe = Image.frombytes("RGB", (len(steps) ** 2, len(steps)), cube)
    moved = transform.apply(probe).tobytes()
    return all(abs(before - after) <= _TOLERANCE for before, after in zip(cube, moved, strict=True))


def _on_white(image: Image.Image) -> Image.Image:
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, (0, 0), image)
    return flat


def _stretched(image: Image.Image) -> Image.Image:
    """Wide numbers have no agreed white: the darkest becomes black, the lightest white."""
    extrema = image.getextrema()
    low, high = float(extrema[0]), float(extrema[1])  # type: ignore[arg-type]
    scale = 255 / (high - low) if high > low else 1.0
    return image.point(lambda value: value * scale - low * scale).convert("L")
