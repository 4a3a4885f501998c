"""Pictures in a bundle: a folder for each, holding its renditions with their captions and credits written in."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from deskeditor.core.errors import DeskError
from deskeditor.core.framing import FREE, SAME, Framing, ratio_of, to_record
from deskeditor.core.names import make_slug
from deskeditor.core.photo import Photo, PhotoFields, UsedPhoto
from deskeditor.core.rights import with_stand_ins
from deskeditor.exporters.content import Originals, Story
from deskeditor.photos import STANDARD_SIZES, Rendition, RenditionSize, make_renditions
from deskeditor.photos.planning import plan

FULL_FRAME = ("thumb-320", "web-800", "web-1600")
"""Renditions that show the whole picture; the others are cropped for cards."""
LONGER = 1200
"""Pixels of the longer side of a crop that not every desk has."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One rendition in the bundle; ``size`` in bytes, 0 where nothing has been made yet."""

    name: str
    path: str
    width: int
    height: int
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Media:
    """A photo in the bundle, in one framing, with the fields as its files state them."""

    photo: Photo
    framing: Framing
    fields: PhotoFields
    language: str
    renditions: tuple[Placed, ...]

    @property
    def urn(self) -> str:
        """A receiver has one picture under one name: in a story's own framing it is another one than the archive's."""
        return self.photo.urn + _mark(self.photo, self.framing)

    @property
    def folder(self) -> str:
        return media_folder(self.photo, self.framing)

    @property
    def full_frame(self) -> tuple[Placed, ...]:
        """The uncropped renditions from narrow to wide."""
        return tuple(sorted((r for r in self.renditions if r.name in FULL_FRAME), key=lambda r: r.width))

    @property
    def shown(self) -> Placed:
        """The rendition that a page names first: web-800, or the widest of a smaller picture."""
        return self.named("web-800") or self.full_frame[-1]

    def named(self, name: str) -> Placed | None:
        """The rendition of that name; the wider ones of a small picture do not exist."""
        return next((r for r in self.renditions if r.name == name), None)


def media_folder(photo: Photo, framing: Framing) -> str:
    """Readable, and the same for the same picture in every bundle."""
    stem = make_slug(PurePath(photo.filename).stem, "photo")[:60].strip("-")
    return f"media/{stem}-{photo.sha256[:8]}{_mark(photo, framing)}"


def media_key(used: UsedPhoto) -> str:
    """Names the photo in the framing of its use."""
    return used.photo.id + _mark(used.photo, used.framing)


def _mark(photo: Photo, framing: Framing) -> str:
    """What tells a story's own framing of a photo from the others; nothing where it is the archive's."""
    if framing == photo.framing:
        return ""
    record = json.dumps(to_record(framing), sort_keys=True)
    return f"-{hashlib.sha256(record.encode()).hexdigest()[:8]}"


def stated_fields(uses: list[UsedPhoto]) -> PhotoFields:
    """What the files of a photo say: the words of its story, or the archive's where several stories share it."""
    first = uses[0]
    archive = first.photo.fields
    if len(uses) == 1:
        caption, alt, credit = first.caption or archive.caption, first.alt, first.credit
    else:
        caption = archive.caption or first.caption
        alt = archive.alt or first.alt
        credit = archive.credit or first.credit
    return with_stand_ins(replace(archive, caption=caption, alt=alt, credit=credit))


def gather_uses(stories: Iterable[Story]) -> dict[str, tuple[str, list[UsedPhoto]]]:
    """Language and uses of each photo in each framing (``media_key``), in the order in which the stories show them."""
    gathered: dict[str, tuple[str, list[UsedPhoto]]] = {}
    for story in stories:
        seen: set[str] = set()
        for used in () if story.withdrawn else story.photos:
            key = media_key(used)
            if key not in seen:
                seen.add(key)
                gathered.setdefault(key, (story.article.language, []))[1].append(used)
    return gathered


def place_media(
    stories: Iterable[Story],
    ratios: Sequence[str],
    originals: Originals,
    add: Callable[[str, bytes], None],
    step: Callable[[str], None],
) -> dict[str, Media]:
    """Make every rendition that the stories show, with crops of the desk's own ``ratios``, and ``add`` it."""
    placed = {}
    for key, (language, uses) in gather_uses(stories).items():
        photo, framing = uses[0].photo, uses[0].framing
        step(photo.filename)
        fields = stated_fields(uses)
        renditions = []
        for made in _made(photo, originals(photo), fields, framing, ratios):
            path = f"{media_folder(photo, framing)}/{made.filename}"
            add(path, made.data)
            renditions.append(Placed(made.name, path, made.width, made.height, made.media_type, len(made.data)))
        placed[key] = Media(photo, framing, fields, language, tuple(renditions))
    return placed


def _crops(framing: Framing, ratios: Sequence[str]) -> Iterator[RenditionSize]:
    """The desk's own crops and those that somebody drew, but for those that every picture is cut to anyway."""
    there = [size.width / size.height for size in STANDARD_SIZES if size.height]
    for name in (*ratios, *(ratio for ratio, _ in framing.crops if ratio != FREE)):
        ratio = ratio_of(name)
        if not any(math.isclose(ratio, other, rel_tol=SAME) for other in there):
            there.append(ratio)
            width, height = (LONGER, round(LONGER / ratio)) if ratio >= 1 else (round(LONGER * ratio), LONGER)
            yield RenditionSize(f"crop-{name.replace(':', 'x')}", width, height)


def _made(
    photo: Photo, original: Path, fields: PhotoFields, framing: Framing, ratios: Sequence[str]
) -> list[Rendition]:
    try:
        return make_renditions(
            original,
            fields,
            [*STANDARD_SIZES, *_crops(framing, ratios)],
            framing=framing,
            regions=photo.regions,
            position=photo.position if photo.share_position else None,
        )
    except DeskError as error:
        # On the desk the file has its hash for a name.
        raise DeskError(error.what, where=f"{photo.filename} ({original})", mend=error.mend) from error


def foresee_media(stories: Iterable[Story]) -> Mapping[str, Media]:
    """Where the renditions will be, without making any: for a preview."""
    return {
        key: Media(uses[0].photo, uses[0].framing, stated_fields(uses), language, tuple(_foreseen(uses[0])))
        for key, (language, uses) in gather_uses(stories).items()
    }


def _foreseen(used: UsedPhoto) -> Iterator[Placed]:
    photo, framing = used.photo, used.framing
    sizes = [size for size in STANDARD_SIZES if size.name in FULL_FRAME]
    for cut in plan(photo.width, photo.height, sizes, framing):
        path = f"{media_folder(photo, framing)}/{cut.size.name}.jpg"
        yield Placed(cut.size.name, path, cut.width, cut.height, "image/jpeg", 0)
