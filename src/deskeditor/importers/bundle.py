"""Publish bundles: what left a desk comes back word for word.

A bundle has no originals: its pictures are those that were published, with the words that were written into them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from deskeditor.bags.arrived import Arrived, Fault, UnreadableError, content, opened
from deskeditor.bags.manifests import CONTENTS, DECLARATION, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST
from deskeditor.bags.verifying import faults_of
from deskeditor.core.errors import DeskError
from deskeditor.core.names import safe_filename
from deskeditor.importers.bundled_story import read_line, read_story
from deskeditor.importers.files import first_bytes
from deskeditor.importers.identity import as_id, as_urn, as_version
from deskeditor.importers.incoming import IncomingArticle, IncomingBundle, IncomingEdition, IncomingLine, IncomingPhoto

LIMIT = 32 << 20
"""Bytes of a story, or of the list of contents."""
WIDEST_FIRST = ("original", "web-1600", "web-800", "thumb-320")
"""Renditions that show the whole picture."""
ZIP = b"PK\x03\x04"

Record = Mapping[str, object]


class BundleImporter:
    """A folder or a zip, which is verified before a word of it is believed."""

    kind = "bundle"

    def accepts(self, path: Path) -> bool:
        """A folder with the files of one; a zip by its name, or by what is in it where the name says nothing."""
        if self.holds(path) or path.suffix.lower() == ".zip":
            return True
        # Other programs pack what they write too; and a name may end in a date.
        return first_bytes(path, len(ZIP)) == ZIP and (not path.suffix or _is_bag(path))

    def holds(self, folder: Path) -> bool:
        """Whether it is a folder with a file of a bag; what of the others is lost is told when it is verified."""
        try:
            if any((folder / name).is_file() for name in (DECLARATION, INFO)):
                return True
            return (folder / PAYLOAD).is_dir() and any((folder / name).is_file() for name in (MANIFEST, TAG_MANIFEST))
        except OSError:
            return False

    def read(self, path: Path) -> IncomingBundle:
        """The stories, pictures and the edition of a bundle; raises ``DeskError`` where it is not as it was sent."""
        with opened(path) as arrived:
            faults = faults_of(arrived)
            if faults:
                raise _changed(path, faults)
            room = TemporaryDirectory(prefix="deskeditor-")
            try:
                return _Reader(arrived, path, Path(room.name)).read(room)
            except UnreadableError as error:
                room.cleanup()
                raise DeskError(f"The bundle cannot be read: a file {error}", where=str(path), mend=ASK) from error
            except OSError as error:
                room.cleanup()
                what = f"The pictures of the bundle cannot be unpacked ({error.strerror or error})"
                raise DeskError(what, where=room.name, mend="make room there and try again") from error
            except BaseException:
                room.cleanup()
                raise


def _is_bag(path: Path) -> bool:
    try:
        with opened(path):
            return True
    except DeskError:
        return False


ASK = "ask its sender for the bundle once more"


def _changed(path: Path, faults: list[Fault]) -> DeskError:
    first = f"{faults[0].file} {faults[0].what}"
    more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
    what = f"The bundle is not as it was sent ({first}{more})"
    return DeskError(what, where=str(path), mend=f"see what deskeditor verify says, and {ASK}")


@dataclass(slots=True)
class _Reader:
    """Reads the bundle by its list of contents; a picture is unpacked when the first story shows it."""

    arrived: Arrived
    path: Path
    room: Path
    items: dict[str, Record] = field(default_factory=dict)
    photos: dict[str, IncomingPhoto] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def read(self, room: TemporaryDirectory[str]) -> IncomingBundle:
        contents = self._contents()
        self.items = {_text(item.get("folder")).strip("/"): item for item in _records(contents.get("items"))}
        articles = dict(self._articles())
        if self.warnings and not articles:
            what = "None of the stories that the bundle lists is in it"
            raise DeskError(what, where=str(self.path), mend=ASK)
        edition, lines = self._edition(contents)
        return IncomingBundle(
            urn=as_urn(contents.get("id")),
            sequence=as_version(contents.get("sequence")),
            articles=articles,
            photos={f"{PAYLOAD}{folder}": photo for folder, photo in self.photos.items()},
            edition=edition,
            lines=lines,
            warnings=tuple(self.warnings),
            room=room,
        )

    def _contents(self) -> Record:
        try:
            contents = json.loads(content(self.arrived, CONTENTS, LIMIT)) if CONTENTS in self.arrived.names else None
        except (ValueError, RecursionError):
            contents = None
        if not isinstance(contents, dict) or not _records(contents.get("items")):
            what = f"This is a bag, but no publish bundle: {CONTENTS} does not say what is in it"
            raise DeskError(what, where=str(self.path), mend="name a bundle that an export has written")
        return contents

    def _articles(self) -> Iterator[tuple[str, IncomingArticle]]:
        for folder, item in self.items.items():
            if folder.startswith("media/"):
                continue
            name = f"{PAYLOAD}{folder}/article.md"
            if name in self.arrived.names:
                data = content(self.arrived, name, LIMIT)
                yield name, read_story(data, item, f"{self.path}/{name}", self._photo, self._story)
            else:
                self.warnings.append(f"There is no {name}: “{_text(item.get('headline'))[:60]}” was left aside")

    def _story(self, folder: str) -> str:
        """The id of the story in a folder below ``items``; empty where there is none."""
        return as_id(as_urn(self.items.get(folder, {}).get("uri")).rpartition(":")[2])

    def _photo(self, folder: str) -> IncomingPhoto | None:
        """The picture of a folder below ``media``, unpacked; None where there is none."""
        if folder not in self.photos:
            found = self._widest(f"{PAYLOAD}{folder}/")
            if found is None:
                return None
            item = self.items.get(folder, {})
            urn = as_urn(item.get("uri"))
            photo_id = as_id(urn.rpartition(":")[2])
            place = self.room / f"{len(self.photos)}{PurePosixPath(found).suffix}"
            with place.open("xb") as file:
                for chunk in self.arrived.read(found):
                    file.write(chunk)
            fallback = PurePosixPath(folder).name + place.suffix
            filename = safe_filename(_text(item.get("filename")), safe_filename(fallback))
            reference = photo_id or f"picture-{len(self.photos)}"
            self.photos[folder] = IncomingPhoto(
                place, reference, photo_id, urn, as_version(item.get("version")), filename
            )
        return self.photos[folder]

    def _widest(self, prefix: str) -> str | None:
        pictures = {name for name in self.arrived.names if name.startswith(prefix) and name.endswith(SUFFIXES)}
        for stem in WIDEST_FIRST:
            for name in sorted(pictures):
                if PurePosixPath(name).stem == stem:
                    return name
        return min(pictures, default=None)

    def _edition(self, contents: Record) -> tuple[IncomingEdition | None, tuple[IncomingArticle, ...]]:
        told = contents.get("edition")
        if not isinstance(told, dict):
            if contents.get("type") == "edition":
                self.warnings.append("The bundle does not say how its front page is ordered: only its stories came")
            return None, ()
        try:
            day = date.fromisoformat(_text(told.get("date")))
        except ValueError:
            self.warnings.append("The edition has no date, and was left aside: only its stories came")
            return None, ()
        edition = IncomingEdition(
            id=as_id(told.get("id")),
            urn=as_urn(contents.get("id")),
            version=as_version(contents.get("sequence")),
            name=_text(told.get("name")) or day.isoformat(),
            date=day,
            lead=as_urn(told.get("lead")),
            teasers=tuple(
                IncomingLine(as_urn(line.get("uri")), _words(line.get("headline")), _words(line.get("standfirst")))
                for line in _records(told.get("teasers"))
            ),
            related=_urns(told.get("related")),
            most_read=_urns(told.get("mostRead")),
        )
        lines = (read_line(named) for named in _records(told.get("lines")))
        return edition, tuple(line for line in lines if line)


SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _records(value: object) -> list[Record]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _urns(value: object) -> tuple[str, ...]:
    urns = [as_urn(item) for item in value] if isinstance(value, list) else []
    return tuple(dict.fromkeys(urn for urn in urns if urn))
