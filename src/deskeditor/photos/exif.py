"""The few EXIF tags that say who, what and when; and where, which is written only where somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PIL import ExifTags, Image, ImageFile
from PIL.TiffImagePlugin import IFDRational

from deskeditor.core.photo import Position
from deskeditor.photos import dates
from deskeditor.photos.fields import HOMES, Values, cleaned
from deskeditor.photos.iim import decode

_TAKEN = ExifTags.Base.DateTimeOriginal
_OFFSET = ExifTags.Base.OffsetTimeOriginal
_GUID = ExifTags.Base.ImageUniqueID
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
    # EXIF has it of the photographer and, behind a zero byte, of the editor.
    found["copyright"] = [_SEPARATOR.join(filter(None, _texts(tags.get(ExifTags.Base.Copyright))[:2]))]
    found["date_created"] = [dates.from_exif(_text(taken.get(_TAKEN)), _text(taken.get(_OFFSET)))]
    found["guid"] = [_text(taken.get(_GUID))]
    return cleaned(found)


def position(tags: Image.Exif | None) -> Position | None:
    """Where the camera was; None where it does not say so, or cannot have been there."""
    if tags is None:
        return None
    try:
        gps = tags.get_ifd(ExifTags.IFD.GPSInfo)
        north, east = (_degrees(gps[tag]) for tag in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude))
    except Exception:  # noqa: BLE001 - a damaged block makes Pillow raise nearly every kind of error
        return None
    north = -north if _text(gps.get(ExifTags.GPS.GPSLatitudeRef)).upper() == "S" else north
    east = -east if _text(gps.get(ExifTags.GPS.GPSLongitudeRef)).upper() == "W" else east
    # Cameras without a fix write zeros.
    return Position(north, east) if abs(north) <= 90 and abs(east) <= 180 and (north or east) else None


def _degrees(parts: Sequence[float]) -> float:
    degrees, minutes, seconds = map(float, parts)
    return round(degrees + minutes / 60 + seconds / 3600, 7)


def _gps(place: Position) -> dict[int, object]:
    def parts(degrees: float) -> tuple[IFDRational, ...]:
        whole = round(abs(degrees) * 3_600_000)
        return IFDRational(whole // 3_600_000), IFDRational(whole // 60_000 % 60), IFDRational(whole % 60_000, 1000)

    return {
        ExifTags.GPS.GPSVersionID: b"\2\3\0\0",
        ExifTags.GPS.GPSLatitudeRef: "N" if place.north >= 0 else "S",
        ExifTags.GPS.GPSLatitude: parts(place.north),
        ExifTags.GPS.GPSLongitudeRef: "E" if place.east >= 0 else "W",
        ExifTags.GPS.GPSLongitude: parts(place.east),
    }


def tags_of(values: Values, place: Position | None = None) -> dict[int, object]:
    """The tags of IFD 0, those of its sub-directories in dictionaries of their own.

    Texts are UTF-8, which Pillow does not make of them by itself.
    """
    tags: dict[int, object] = {
        home.exif: _SEPARATOR.join(values[home.name]).encode() for home in HOMES if home.exif and home.name in values
    }
    taken, offset = dates.to_exif(values.get("date_created", ("",))[0])
    guid = values.get("guid", ("",))[0]
    shot = {_TAKEN: taken, _OFFSET: offset, _GUID: guid if guid.isascii() else ""}
    if told := {tag: text for tag, text in shot.items() if text}:
        tags[ExifTags.IFD.Exif] = told
    if place is not None:
        tags[ExifTags.IFD.GPSInfo] = _gps(place)
    return tags


def write(tags: dict[int, object]) -> bytes:
    """An EXIF block; empty without tags."""
    block = Image.Exif()
    block.update(tags)
    return block.tobytes() if tags else b""


def _text(value: object) -> str:
    return _texts(value)[0]


def _texts(value: object) -> list[str]:
    """What a tag says: a zero byte ends a text, and behind it is the next one, or whatever lay in the camera's memory.

    Pillow hands ASCII tags out as Latin-1, though cameras and editors write UTF-8 there.
    """
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    return [decode(text).strip(" ") for text in value.split(b"\0")] if isinstance(value, bytes) else [""]
