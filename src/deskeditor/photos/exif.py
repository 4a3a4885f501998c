"""The few EXIF tags that say who, what and when. Where (GPS) is neither read nor written."""

from __future__ import annotations

import re

from PIL import ExifTags, Image, ImageFile

from deskeditor.photos import dates
from deskeditor.photos.fields import HOMES, Values, cleaned
from deskeditor.photos.iim import decode

_TAKEN = ExifTags.Base.DateTimeOriginal
_OFFSET = ExifTags.Base.OffsetTimeOriginal
_ASKED = (ExifTags.Base.Orientation, *(home.exif for home in HOMES if home.exif))
_SEPARATOR = "; "
_CAMERA_CAPTION = re.compile(
    r"((konica )?minolta|olympus|samsung|kodak)?\s*digital (still )?camera|(sony|minolta) dsc|default|dcim\\.*",
    re.IGNORECASE,
)
"""What cameras write where a caption belongs."""


def load(image: ImageFile.ImageFile) -> Image.Exif | None:
    """The picture's tags, empty where it has none; None where they are damaged."""
    try:
        tags = image.getexif()
        tags.get_ifd(ExifTags.IFD.Exif)
        for tag in _ASKED:  # Pillow decodes each when it is first asked for
            tags.get(tag)
    except Exception:  # noqa: BLE001 - a damaged block makes Pillow raise nearly every kind of error
        return None
    # Pillow has already looked for the resolution here, and keeps silent the second time.
    return tags if len(tags) or not image.info.get("exif") else None


def read(tags: Image.Exif | None, warnings: list[str]) -> Values:
    """The fields that the tags hold; damaged ones add a warning and give nothing."""
    if tags is None:
        warnings.append("The file's EXIF is damaged and was not read.")
        return {}
    taken = tags.get_ifd(ExifTags.IFD.Exif)
    found = {home.name: [_text(tags.get(home.exif))] for home in HOMES if home.exif}
    if _CAMERA_CAPTION.fullmatch(found["caption"][0].strip()):
        found["caption"] = []
    found["creator"] = found["creator"][0].split(_SEPARATOR.strip())
    found["date_created"] = [dates.from_exif(_text(taken.get(_TAKEN)), _text(taken.get(_OFFSET)))]
    return cleaned(found)


def write(values: Values) -> bytes:
    """An EXIF block; empty where no field has a home here. Texts go in as UTF-8, which Pillow does not do by itself."""
    tags = Image.Exif()
    for home in HOMES:
        if home.exif and home.name in values:
            tags[home.exif] = _SEPARATOR.join(values[home.name]).encode()
    taken, offset = dates.to_exif(values.get("date_created", ("",))[0])
    if taken:
        tags[ExifTags.IFD.Exif] = {_TAKEN: taken} | ({_OFFSET: offset} if offset else {})
    return tags.tobytes() if len(tags) else b""


def _text(value: object) -> str:
    """A tag's text: Pillow hands ASCII tags out as Latin-1, though cameras and editors write UTF-8 there."""
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    return decode(value).strip("\0 ") if isinstance(value, bytes) else ""
