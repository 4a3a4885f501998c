"""What every use case works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from deskeditor.core.article import Article
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.photo import Photo
from deskeditor.core.publication import Publication

if TYPE_CHECKING:
    from deskeditor.store import Originals, Store, Work

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time of day, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Context:
    """An open desk, seen from within. ``user`` is recorded with each revision."""

    folder: Path
    store: Store
    originals: Originals
    now: Clock
    user: str

    def after(self, moment: datetime) -> datetime:
        """Now, or that moment where the clock was set back since: the times of one thing never run backwards."""
        return max(self.now(), moment)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What this thread changes in the block is kept whole at its end, or not at all where it fails."""
        with self.originals.at_once(), self.store.at_once():
            yield

    def original(self, photo: Photo) -> Path:
        """The untouched file; raises ``DeskError`` where it is gone."""
        path = self.originals.path(photo.sha256)
        if not path.is_file():
            raise DeskError(
                "The picture's file is gone from the desk's photos folder",
                where=photo.filename,
                mend="take the picture in again",
            )
        return path


def found_article(work: Work, key: str) -> Article:
    """The story of an id or slug; raises ``NotFoundError``."""
    story = work.articles.find(key)
    if story is None:
        raise NotFoundError(
            "There is no story with that id or slug", where=key[:200], mend="see the list for those there are"
        )
    return story


def found_photo(work: Work, key: str) -> Photo:
    """The photo of an id or file name; raises ``NotFoundError``."""
    photo = work.photos.find(key)
    if photo is None:
        raise NotFoundError(
            "There is no photo with that id or file name", where=key[:200], mend="see the photos for those there are"
        )
    return photo


def found_photos(work: Work, keys: Sequence[str]) -> list[Photo]:
    """The photos of ids or file names, in their order; raises ``NotFoundError`` for the first that is not there."""
    known = {photo.id: photo for photo in work.photos.load([key.lower() for key in keys])}
    return [known.get(key.lower()) or found_photo(work, key) for key in keys]


def read_publication(work: Work) -> Publication:
    """Who publishes, as set; the defaults where nothing was."""
    said = work.settings.get("publication")
    return Publication(**said | {"ratios": tuple(said.get("ratios", ()))})
