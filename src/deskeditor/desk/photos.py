"""The archive of pictures."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Unpack

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.core.names import make_urn, new_id, safe_filename
from deskeditor.core.photo import Photo
from deskeditor.core.queries import PhotoFilter
from deskeditor.desk.cleaning import many_lines, names, one_line
from deskeditor.desk.context import Context, found_photo, read_publication
from deskeditor.desk.fields import PhotoEdits
from deskeditor.desk.thumbnails import thumbnail

EVERY = PhotoFilter()


@dataclass(frozen=True, slots=True)
class PhotoIdentity:
    """Which photo of another desk a picture is; what is not known of it is empty, or 0."""

    id: str = ""
    urn: str = ""
    version: int = 0
    filename: str = ""


class Photos:
    """``key`` is the id or the file name of a photo; an unknown one raises ``NotFoundError``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def take_in(self, path: Path) -> Done[Photo]:
        """Keep a copy of the file, byte for byte, with what it says of itself.

        A picture that is on the desk already, by its bytes, is that photo, and what was edited of it stays. Raises
        ``DeskError`` where the file cannot be read as a picture.
        """
        done, _ = self.take_in_with_warnings(path)
        return done

    def take_in_with_warnings(
        self, path: Path, *, identity: PhotoIdentity | None = None
    ) -> tuple[Done[Photo], tuple[str, ...]]:
        """As ``take_in``; also what the file's metadata left in doubt.

        ``identity`` says which photo of another desk it is: one that is here already is left as it is.
        """
        from deskeditor import photos

        self._context.store.check_writable()
        identity = identity or PhotoIdentity()
        with self._context.store.reading() as work:
            here = work.photos.by_identity(identity.id, identity.urn)
        if here is not None:
            return Done(here, Changes()), ()
        picture = photos.read_picture(path)
        self._context.originals.keep(path, picture.sha256)
        now = self._context.now()
        with self._context.store.writing() as work:
            known = work.photos.by_hash(picture.sha256)
            if known is not None:
                return Done(known, Changes()), picture.warnings
            made = identity.id or new_id()
            photo = Photo(
                id=made,
                urn=identity.urn or make_urn(read_publication(work).domain, now.date(), made),
                filename=_free_filename(identity.filename or path.name, work.photos.is_filename_taken),
                sha256=picture.sha256,
                media_type=picture.media_type,
                size=picture.size,
                width=picture.width,
                height=picture.height,
                added=now,
                modified=now,
                fields=picture.fields,
                revision=identity.version or 1,
            )
            work.photos.insert(photo)
        return Done(photo, Changes(photos=frozenset({photo.id}))), picture.warnings

    def take_in_bytes(self, data: bytes, filename: str) -> Done[Photo]:
        """As ``take_in``, from memory: what was pasted."""
        self._context.store.check_writable()
        with tempfile.TemporaryDirectory(prefix="deskeditor-") as folder:
            path = Path(folder) / safe_filename(filename)
            path.write_bytes(data)
            try:
                return self.take_in(path)
            except DeskError as error:
                raise DeskError(error.what, where=filename, mend=error.mend) from error

    def get(self, key: str) -> Photo:
        """The archive record."""
        with self._context.store.reading() as work:
            return found_photo(work, key)

    def edit(self, key: str, **edits: Unpack[PhotoEdits]) -> Done[Photo]:
        """Change what is named and leave the rest; stories that inherit it show it at once."""
        with self._context.store.writing() as work:
            before = found_photo(work, key)
            given = _clean(edits, before.filename)
            note = str(given.pop("note", before.note))
            fields = replace(before.fields, **given)
            if fields == before.fields and note == before.note:
                return Done(before, Changes())
            # The revision is part of what is exported, the note is not.
            revision = before.revision + (fields != before.fields)
            after = replace(before, fields=fields, note=note, revision=revision, modified=self._context.now())
            work.photos.update(after)
            using = work.articles.using(after.id)
            work.articles.needs_indexing(using)
        return Done(after, Changes(articles=frozenset(using), photos=frozenset({after.id})))

    def ids(self, only: PhotoFilter = EVERY) -> list[str]:
        """The ids of the photos of a list, the last taken in first."""
        from deskeditor.store import SEARCHED_FOR

        if only.missing and only.missing not in SEARCHED_FOR:
            raise DeskError(
                f"Photos are not listed by a missing “{only.missing}”", mend=f"ask for {', '.join(SEARCHED_FOR)}"
            )
        with self._context.store.reading() as work:
            return work.photos.ids(unused=only.unused, missing=only.missing, text=only.text)

    def rows(self, ids: Sequence[str]) -> list[Photo]:
        """Those photos that are there, in the order of the ids."""
        with self._context.store.reading() as work:
            return work.photos.load(ids)

    def original(self, photo: Photo) -> Path:
        """The untouched file; raises ``DeskError`` where it is gone."""
        return self._context.original(photo)

    def thumbnail(self, photo_id: str, box: int) -> bytes:
        """A JPEG of at most ``box`` pixels a side."""
        photo = self.get(photo_id)
        return thumbnail(self._context.original(photo), photo.sha256, box)

    def uses(self, photo_id: str) -> list[str]:
        """The ids of the stories that use the photo."""
        with self._context.store.reading() as work:
            return work.articles.using(found_photo(work, photo_id).id)


def _clean(edits: PhotoEdits, where: str) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    for name, value in edits.items():
        if name == "note":
            cleaned[name] = many_lines(str(value), name, where)
        elif isinstance(value, tuple):
            cleaned[name] = names(value, name, where)
        else:
            cleaned[name] = one_line(str(value), name.replace("_", " "), where)
            _refuse_ill_formed(name, cleaned[name], where)
    return cleaned


def _refuse_ill_formed(name: str, value: str, where: str) -> None:
    """Refuse what the formats of a picture cannot hold in that field; empty is always well-formed."""
    from deskeditor.photos.dates import is_date

    if not value:
        return
    if name == "date_created" and not is_date(value):
        mend = "write it as 2025-12-05T06:00+09:00, or less precisely as 2025-12-05, 2025-12 or 2025"
        raise DeskError(f"“{value[:40]}” is not a date", where=where, mend=mend)
    if name == "country_code" and not re.fullmatch("[A-Z]{2,3}", value):
        raise DeskError(f"“{value[:40]}” is not a country code", where=where, mend="write one of ISO 3166, such as KR")
    if name == "digital_source_type" and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        mend = "write its address, such as http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
        raise DeskError(f"“{value[:40]}” is not a digital source type", where=where, mend=mend)


def _free_filename(name: str, is_taken: Callable[[str], bool]) -> str:
    """A safe file name that no other photo has: photos are asked for by it."""
    safe = Path(safe_filename(name))
    free, number = safe.name, 2
    while is_taken(free):
        free, number = f"{safe.stem}-{number}{safe.suffix}", number + 1
    return free
