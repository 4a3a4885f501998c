"""The archive of pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast

from deskeditor.core.bin import Kind
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.core.framing import Framing
from deskeditor.core.names import make_urn, new_id, safe_filename
from deskeditor.core.photo import Photo
from deskeditor.core.progress import UNWATCHED, Progress
from deskeditor.core.queries import PhotoFilter
from deskeditor.core.rights import blocks, without_stand_ins
from deskeditor.core.uses import Alike, PastUse
from deskeditor.desk.context import Context, found_photo, found_photos, read_publication
from deskeditor.desk.fields import PhotoEdit, PhotoEdits, PhotosEdited
from deskeditor.desk.photo_edits import OF_THE_PICTURE, write_edits
from deskeditor.desk.rights import holds_of
from deskeditor.desk.thumbnails import keep_thumbnail, thumbnail

if TYPE_CHECKING:
    from deskeditor.photos import Picture, Pixels
    from deskeditor.store import Work

EVERY = PhotoFilter()
THUMBNAIL = 320
"""Pixels of the longer side: what sheets and panes show, made while a picture is taken in."""
INHERITED = (
    *("caption", "alt", "headline", "credit", "creator", "creator_title", "source", "copyright", "usage_terms"),
    *("web_statement", "licensor", "licensor_url", "licence_end", "embargo", "restrictions", "keywords", "people"),
    *("event", "sublocation", "city", "state", "country", "country_code", "date_created", "digital_source_type"),
)
"""What another file of the same picture may have from the first."""
_SUFFIXES = {b"\xff\xd8": ".jpg", b"\x89P": ".png", b"GI": ".gif", b"RI": ".webp"}
"""By the first bytes of a picture."""


@dataclass(frozen=True, slots=True)
class PhotoIdentity:
    """Which photo of another desk a picture is; what is not known of it is empty, or 0."""

    id: str = ""
    urn: str = ""
    version: int = 0
    filename: str = ""


@dataclass(frozen=True, slots=True)
class PastedPictures:
    """The pictures of a text: the photo of each by the name it had there, and why others could not be taken in."""

    photos: Mapping[str, Photo]
    refused: tuple[DeskError, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """A file on its way in: its SHA-256, and what it is, unless the desk has it already."""

    sha256: str
    picture: Picture | None


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
        self, path: Path, *, identity: PhotoIdentity | None = None, looked: Looked | None = None
    ) -> tuple[Done[Photo], tuple[str, ...]]:
        """As ``take_in``; also what the file's metadata left in doubt, where it is new.

        ``identity`` says which photo of another desk it is: one that is here already is left as it is, and a newer
        version is told. ``looked`` is the file as ``look`` found it, on whatever thread.
        """
        self._context.store.check_writable()
        identity = identity or PhotoIdentity()
        with self._context.store.reading() as work:
            here = work.photos.by_identity(identity.id, identity.urn)
        if here is not None:
            return self._taken_before(here), _told_newer(here, identity.version)
        looked = looked or self.look(path)
        self._context.originals.keep(path, looked.sha256)
        try:
            with self._context.store.writing() as work:
                known = work.photos.by_hash(looked.sha256)
                if known is not None:
                    was_binned = work.bin.take(Kind.PHOTO, known.id) is not None
                    changed = Changes(photos=frozenset({known.id})) if was_binned else Changes()
                    return Done(known, changed), ()
                picture = looked.picture or look_at(path)
                # Once more, now that nobody else writes: the file that was there may have been erased since.
                self._context.originals.keep(path, looked.sha256)
                photo = self._new(work, picture, identity, path.name)
                work.photos.insert(photo)
        except BaseException:
            self._let_go(looked.sha256)
            raise
        keep_thumbnail(photo.sha256, THUMBNAIL, picture.thumbnail)
        return Done(photo, Changes(photos=frozenset({photo.id}))), picture.warnings

    def look(self, path: Path) -> Looked:
        """What is to be known of a file before it is taken in; it is read no further where the desk has it already."""
        from deskeditor import photos

        sha256 = photos.fingerprint(path)
        with self._context.store.reading() as work:
            is_here = work.photos.by_hash(sha256) is not None
        return Looked(sha256, None if is_here else look_at(path, sha256))

    def _let_go(self, sha256: str) -> None:
        """A file that was kept for a photo that did not come is nobody's."""
        with suppress(DeskError), self._context.store.reading() as work:
            if work.photos.by_hash(sha256) is None:
                self._context.originals.remove(sha256)

    def _taken_before(self, photo: Photo) -> Done[Photo]:
        """A photo that is on the desk already comes back from the bin."""
        return Done(photo, self.restore([photo.id]).changes)

    def discard(self, keys: Sequence[str]) -> Done[None]:
        """Into the bin, all of them or none; ``restore`` brings them back.

        Raises ``DeskError``, naming the stories, for a photo that is shown in one: there it is taken out first.
        """
        with self._context.store.writing() as work:
            photos = found_photos(work, keys)
            for photo in photos:
                slugs = [story.slug for story in work.articles.load(work.articles.using(photo.id))]
                if slugs:
                    named = f"“{slugs[0]}”" if len(slugs) == 1 else f"“{slugs[0]}” and {len(slugs) - 1} more"
                    raise DeskError(
                        f"The photo is shown in {named}, and stays",
                        where=photo.filename,
                        mend="take it out of what shows it first",
                    )
            there = {each.id for each in work.bin.all() if each.kind is Kind.PHOTO}
            for photo in photos:
                if photo.id not in there:
                    work.bin.put(Kind.PHOTO, photo.id, self._context.now(), self._context.user)
        return Done(None, Changes(photos=frozenset(photo.id for photo in photos)))

    def restore(self, keys: Sequence[str]) -> Done[None]:
        """Back from the bin, as they were; those that are not in it are left alone."""
        with self._context.store.writing() as work:
            back = [key for key in keys if work.bin.take(Kind.PHOTO, key) is not None]
        return Done(None, Changes(photos=frozenset(back)))

    def _new(self, work: Work, picture: Picture, identity: PhotoIdentity, name: str) -> Photo:
        from deskeditor.photos.roles import framing_of

        now, made, said = self._context.now(), identity.id or new_id(), picture.said
        return Photo(
            id=made,
            urn=identity.urn or make_urn(read_publication(work).domain, now.date(), made),
            filename=_free_filename(identity.filename or name, work.photos.is_filename_taken),
            sha256=picture.sha256,
            media_type=picture.media_type,
            size=picture.size,
            width=picture.width,
            height=picture.height,
            added=now,
            modified=now,
            fields=without_stand_ins(said.fields) if identity.urn else said.fields,
            revision=identity.version or 1,
            conflicts=said.conflicts,
            regions=said.regions,
            position=said.position,
            framing=framing_of(said.regions, picture.width, picture.height),
            credentials=said.credentials,
            likeness=picture.likeness,
            rating=max(0, said.rating),
            label=said.label,
            rejected=said.rating < 0,
        )

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

    def take_in_pasted(self, pictures: Mapping[str, bytes], progress: Progress = UNWATCHED) -> Done[PastedPictures]:
        """Take in the pictures of a pasted text. What was taken in before the user cancels stays."""
        self._context.store.check_writable()
        photos: dict[str, Photo] = {}
        refused: list[DeskError] = []
        changes = Changes()
        for number, (name, data) in enumerate(pictures.items()):
            try:
                progress.step(number, len(pictures), "")
                done = self.take_in_bytes(data, f"pasted{_SUFFIXES.get(data[:2], '')}")
            except CancelledError:
                break
            except DeskError as error:
                refused.append(error)
            else:
                photos[name] = done.value
                changes |= done.changes
        return Done(PastedPictures(photos, tuple(refused)), changes)

    def get(self, key: str) -> Photo:
        """The archive record."""
        with self._context.store.reading() as work:
            return found_photo(work, key)

    def edit(self, key: str, **edits: Unpack[PhotoEdits]) -> Done[Photo]:
        """Change what is named and leave the rest; stories that inherit it show it at once."""
        done = self.apply([PhotoEdit(key, edits)])
        return Done(done.value.photos[0], done.changes)

    def apply(self, edits: Sequence[PhotoEdit]) -> Done[PhotosEdited]:
        """Edit many photos at once, each in what is named for it, all of them or none.

        ``value.undo`` are the edits that take it back: what nobody touched is not among them.
        """
        with self._context.store.writing() as work:
            done, changes = write_edits(work, edits, self._context.now())
        return Done(done, changes)

    def inherit(self, key: str, older: str) -> Done[PhotosEdited]:
        """Give a photo what is said of another that shows the same, in each field that is still empty."""
        return self.inherit_all([(key, older)])

    def inherit_all(self, pairs: Sequence[tuple[str, str]]) -> Done[PhotosEdited]:
        """As ``inherit``, for many photos with the older one of each, all of them or none."""
        with self._context.store.writing() as work:
            edits = []
            for key, older in pairs:
                photo, source = found_photo(work, key), found_photo(work, older)
                edits.append(PhotoEdit(photo.id, cast("PhotoEdits", inheritable(photo, source))))
            done, changes = write_edits(work, edits, self._context.now())
        return Done(done, changes)

    def readings(self, key: str) -> dict[str, PhotoEdits]:
        """What each encoding (``photos.iim.ENCODINGS``) would make of the old texts (IIM) of a photo's file.

        Only what would change is named; what was edited on the desk stays, whatever is read.
        """
        from deskeditor import photos
        from deskeditor.photos.iim import ENCODINGS

        photo = self.get(key)
        original = self._context.original(photo)
        readings = {encoding: photos.read_said(original, encoding) for encoding in ENCODINGS}
        untouched = [
            name
            for name in OF_THE_PICTURE
            if any(getattr(photo.fields, name) == getattr(said.fields, name) for said in readings.values())
        ]
        is_open = photo.conflicts in [said.conflicts for said in readings.values()]
        found: dict[str, PhotoEdits] = {}
        for encoding, said in readings.items():
            read: dict[str, object] = {name: getattr(said.fields, name) for name in untouched}
            edits = {name: value for name, value in read.items() if value != getattr(photo.fields, name)}
            if is_open and said.conflicts != photo.conflicts:
                edits["conflicts"] = said.conflicts
            found[encoding] = cast("PhotoEdits", edits)
        return found

    def read_again(self, key: str, encoding: str) -> Done[PhotosEdited]:
        """Read the old texts (IIM) of a photo's file in another encoding, where the first look took the wrong one.

        What was edited on the desk stays. Raises ``DeskError`` for an encoding that no old program wrote.
        """
        from deskeditor.photos.iim import ENCODINGS

        if encoding not in ENCODINGS:
            raise DeskError(f"No old program wrote “{encoding[:40]}”", mend=f"choose one of {', '.join(ENCODINGS)}")
        return self.apply([PhotoEdit(key, self.readings(key)[encoding])])

    def alike(self, keys: Sequence[str]) -> dict[str, list[Alike]]:
        """Of each photo, by its id, those that were there before it and show the same picture, with their stories."""
        from deskeditor.photos.likeness import MOST_APART

        with self._context.store.reading() as work:
            photos = found_photos(work, keys)
            known = work.photos.likenesses()
            near: dict[str, dict[str, int]] = {photo.id: {} for photo in photos}
            for photo in photos:
                own = int(photo.likeness or "0", 16)
                for other, likeness in known if photo.likeness else ():
                    if other == photo.id:
                        break
                    if (distance := (own ^ likeness).bit_count()) <= MOST_APART:
                        near[photo.id][other] = distance
            found = list(dict.fromkeys(other for each in near.values() for other in each))
            records = {photo.id: photo for photo in work.photos.load(found)}
            uses = work.photos.past_uses(found)
        return {
            photo_id: sorted(
                (Alike(records[other], distance, tuple(uses.get(other, ()))) for other, distance in others.items()),
                key=lambda alike: alike.distance,
            )
            for photo_id, others in near.items()
        }

    def ids(self, only: PhotoFilter = EVERY) -> list[str]:
        """The ids of the photos of a list, in its order; raises ``DeskError`` for a field that there is not."""
        _check(only)
        with self._context.store.reading() as work:
            listed = work.photos.ids(only)
            if only.conflicting:
                listed = [photo.id for photo in work.photos.load(listed) if photo.open_conflicts]
            if only.held:
                held = holds_of(work, work.photos.load(listed), self._context.now())
                listed = [photo_id for photo_id in listed if blocks(held.get(photo_id, ()))]
            return listed

    def first(self, only: PhotoFilter, most: int) -> list[Photo]:
        """The photos that ``ids`` lists first, without going through all of them."""
        if only.conflicting or only.held:
            return self.rows(self.ids(only)[:most])
        _check(only)
        with self._context.store.reading() as work:
            return work.photos.first(only, most)

    def rows(self, ids: Sequence[str]) -> list[Photo]:
        """Those photos that are there and not in the bin, in the order of the ids."""
        with self._context.store.reading() as work:
            return work.photos.listed(ids)

    def original(self, photo: Photo) -> Path:
        """The untouched file; raises ``DeskError`` where it is gone."""
        return self._context.original(photo)

    def thumbnail(self, photo_id: str, box: int, framing: Framing | None = None, *, keep: bool = True) -> bytes:
        """A JPEG of at most ``box`` pixels a side, framed as the archive says unless another framing is given.

        ``keep`` it for the next time where it will be looked at again.
        """
        photo = self.get(photo_id)
        shown = photo.framing if framing is None else framing.checked(photo.width, photo.height, photo.filename)
        return thumbnail(self._context.original(photo), photo.sha256, box, shown, keep=keep)

    def pixels(self, photo_id: str, box: int) -> Pixels:
        """The picture as it came, upright and unframed, decoded: of at most ``box`` pixels a side, to be looked at."""
        from deskeditor import photos

        return photos.pixels(self._context.original(self.get(photo_id)), box)

    def sidecar(self, key: str) -> bytes:
        """What the archive says of the photo as XMP, for a file to lie beside the original (``.xmp``)."""
        from deskeditor import photos

        return photos.sidecar(self.get(key).fields)

    def uses(self, photo_id: str) -> list[str]:
        """The ids of the stories that use the photo."""
        with self._context.store.reading() as work:
            return work.articles.using(found_photo(work, photo_id).id)

    def past_uses_of(self, ids: Sequence[str]) -> dict[str, list[PastUse]]:
        """As ``past_uses``, of each of the photos; those that no story shows are left out."""
        with self._context.store.reading() as work:
            return work.photos.past_uses(ids)

    def past_uses(self, photo_id: str) -> list[PastUse]:
        """The stories that show the photo, with when they did, the last first."""
        with self._context.store.reading() as work:
            photo = found_photo(work, photo_id)
            return work.photos.past_uses([photo.id]).get(photo.id, [])


def _check(only: PhotoFilter) -> None:
    for name in (*only.missing, *([only.sort] if only.sort else [])):
        if name not in OF_THE_PICTURE and name != "filename":
            known = ", ".join(sorted(OF_THE_PICTURE))
            raise DeskError(f"A photo has no field “{name[:40]}” to list it by", mend=f"ask for one of {known}")


def inheritable(photo: Photo, source: Photo) -> dict[str, object]:
    """What is said of the other picture where nothing is said of this one."""
    said = {name: getattr(source.fields, name) for name in INHERITED if not getattr(photo.fields, name)}
    return {name: value for name, value in said.items() if value}


def _told_newer(here: Photo, version: int) -> tuple[str, ...]:
    """What was edited of a photo on this desk is not written over, and its file is another one than came."""
    if version <= here.revision:
        return ()
    return (f"Version {version} of the photo came, and the desk has version {here.revision}: it stays as it is",)


def look_at(path: Path, sha256: str = "") -> Picture:
    """The file as it is to be taken in, with its thumbnail; needs no desk. Raises ``DeskError``."""
    from deskeditor import photos

    return photos.read_picture(path, THUMBNAIL, sha256)


def _free_filename(name: str, is_taken: Callable[[str], bool]) -> str:
    """A safe file name that no other photo has: photos are asked for by it."""
    safe = Path(safe_filename(name))
    free, number = safe.name, 2
    while is_taken(free):
        free, number = f"{safe.stem}-{number}{safe.suffix}", number + 1
    return free
