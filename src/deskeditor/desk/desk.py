"""A desk: a folder that holds everything, opened by one program for writing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.core.framing import ratio_of
from deskeditor.core.languages import is_language_tag
from deskeditor.core.layout import BACKUPS, DATABASE, PHOTOS
from deskeditor.core.publication import Publication
from deskeditor.desk.articles import Articles
from deskeditor.desk.backups import Backups
from deskeditor.desk.bin import Bin
from deskeditor.desk.captioning import Captioning
from deskeditor.desk.checking import Checking
from deskeditor.desk.cleaning import one_line
from deskeditor.desk.comments import Comments
from deskeditor.desk.context import Clock, Context, read_publication, utc_now
from deskeditor.desk.editions import Editions
from deskeditor.desk.history import History
from deskeditor.desk.importing import Importing
from deskeditor.desk.photos import Photos
from deskeditor.desk.publishing import Publishing
from deskeditor.desk.recognising import recognise_some
from deskeditor.desk.rights import Rights
from deskeditor.desk.surroundings import notices
from deskeditor.desk.tags import Tags
from deskeditor.desk.tracking import Tracking
from deskeditor.desk.words import Words

if TYPE_CHECKING:
    from deskeditor.store import DeskLock

BEFORE_THE_DESK = frozenset({"desk.lock", "desk.holder"})
"""What is left in the folder where the program was ended between locking it and making the desk."""
SITE = re.compile(
    r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?"
    r"(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})*)*",
    re.ASCII | re.IGNORECASE,
)
"""The address of a site (RFC 3986), without a query or a fragment, which paths cannot be put behind."""


class Desk:
    """The use cases of one open desk. May be used from any thread; every call may wait for the disk.

    ``recovered`` has the ids of the stories that were being typed when the program was ended by force. They have every
    word that was saved; ``before_crash`` tells what they were when they were last settled, and where the desk can be
    written both are revisions.
    """

    def __init__(self, context: Context, lock: DeskLock | None) -> None:
        self.path = context.folder
        self.read_only = lock is None
        self._context = context
        self._lock = lock
        self.articles = Articles(context)
        self.history = History(context)
        self.comments = Comments(context)
        self.photos = Photos(context)
        self.captioning = Captioning(context)
        self.rights = Rights(context)
        self.tags = Tags(context)
        self.tracking = Tracking(context)
        self.bin = Bin(context, self.articles, self.photos, self.tags)
        self.words = Words(context)
        self.editions = Editions(context)
        self.publishing = Publishing(context)
        self.importing = Importing(context, self.photos)
        self.checking = Checking(context)
        self.backups = Backups(context)
        self._elsewhere = lock.elsewhere if lock else ""
        with context.store.reading() as work:
            self._last_change = work.last_change()
            self.recovered = tuple(work.articles.unsettled())
        self.before_crash = {key: self.articles.before_typing(key) for key in self.recovered}
        if lock is not None:
            with suppress(DeskError):  # on a disk that is full the story opens all the same, and is kept another time
                for before in self.before_crash.values():
                    self.articles.keep_recovered(before)

    @classmethod
    def open(cls, path: Path, *, create: bool = True, read_only: bool = False, clock: Clock = utc_now) -> Desk:
        """Open the desk in a folder, and make one where the folder is new or empty and ``create`` says so.

        A desk in a folder that cannot be written is opened for reading only. Raises ``ReadOnlyDeskError``, naming who
        holds it, where another program has it open for writing and ``read_only`` does not say that this will do;
        ``DeskError`` for what is not a desk, is damaged, or was made by a newer version. Then nothing is changed.
        """
        # Here and not above: the store is four times as slow to load as an empty window is to show.
        from deskeditor.store import (
            DeskLock,
            Originals,
            Store,
            bring_up,
            create_desk,
            look,
            needs_bringing_up,
            told,
            user_name,
        )

        folder = path.expanduser().absolute()
        database = folder / DATABASE
        _check_folder(folder, may_create=create and not read_only)
        if database.exists():
            look(database)
        lock = None
        is_new = not folder.exists()
        if not read_only and not (database.exists() and _is_unwritable(folder, database)):
            with told(folder):
                folder.mkdir(exist_ok=True)
                lock = DeskLock(folder)
                lock.take(clock())
        try:
            if lock is not None:
                if not database.exists():
                    create_desk(database)
                with told(folder):
                    (folder / PHOTOS).mkdir(exist_ok=True)
                    (folder / BACKUPS).mkdir(exist_ok=True)
                bring_up(database, folder / BACKUPS, clock())
            elif needs_bringing_up(database):
                raise DeskError(
                    "The desk was made by an older DeskEditor",
                    where=str(folder),
                    mend="open it once where it can be written",
                )
            store = Store(database, read_only=lock is None)
        except BaseException:
            if lock is not None:
                lock.give_back()
                if is_new and not database.exists():
                    shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(Context(folder, store, Originals(folder / PHOTOS), clock, user_name()), lock)

    def close(self) -> None:
        """Let go of the desk; closing twice does no harm."""
        if self._lock is not None:
            with suppress(DeskError):  # what is not settled now is read as well, and settled another time
                self.articles.settle_all()
        self._context.store.close()
        if self._lock is not None:
            self._lock.give_back()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What the block changes is kept whole at its end, or not at all where it fails; keep it short.

        Other threads that want to change something wait for it. Not to be nested.
        """
        with self._context.at_once():
            yield

    def notices(self) -> list[DeskError]:
        """What the user should know of where the desk lies, and of other hands on it; asked again, as it is then."""
        return list(notices(self._context, self._elsewhere, self._last_change))

    def recognise_photos(self) -> Done[int]:
        """See ``deskeditor.desk.recognising``; to be called again until it hands back 0."""
        self._context.store.check_writable()
        return recognise_some(self._context)

    def publication(self) -> Publication:
        """Who publishes."""
        with self._context.store.reading() as work:
            return read_publication(work)

    def set_publication(self, publication: Publication) -> Done[Publication]:
        """Say who publishes. The domain names everything on the desk, and stays once there is anything."""
        wanted = _clean_publication(publication)
        with self._context.store.writing() as work:
            before = read_publication(work)
            if wanted == before:
                return Done(before, Changes())
            used = work.articles.has_any() or work.photos.has_any() or work.editions.all()
            if wanted.domain != before.domain and used:
                raise DeskError(
                    f"The domain {before.domain} is part of the names of what is on the desk, and stays",
                    mend="make a new desk for another domain",
                )
            work.settings.put("publication", asdict(wanted))
        return Done(wanted, Changes(settings=True))


def _check_folder(folder: Path, *, may_create: bool) -> None:
    """Refuse a folder that neither holds a desk nor can become one, before anything is put there."""
    if (folder / DATABASE).is_file():
        return
    if os.path.lexists(folder) and not folder.is_dir():
        raise DeskError("This is a file, and a desk is a folder", where=str(folder), mend="choose a folder")
    if not may_create:
        raise DeskError("There is no desk", where=str(folder), mend="check the name, or make a new desk")
    if not folder.parent.is_dir():
        raise DeskError(
            "The folder that the desk is to lie in does not exist", where=str(folder.parent), mend="make it first"
        )
    if folder.is_dir() and not all(name.startswith(".") or name in BEFORE_THE_DESK for name in _names_in(folder)):
        raise DeskError(
            "The folder holds other things and is not a desk", where=str(folder), mend="choose an empty or new folder"
        )


def _is_unwritable(folder: Path, database: Path) -> bool:
    return not (os.access(folder, os.W_OK) and os.access(database, os.W_OK))


def _names_in(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError as error:
        raise DeskError(
            f"The folder cannot be read ({error.strerror})", where=str(folder), mend="choose another folder"
        ) from error


def _clean_address(given: str) -> str:
    """The address that every link, feed and page of the site begins with."""
    address = given.strip().rstrip("/")
    if "@" in address.partition("://")[2].partition("/")[0]:
        raise DeskError(
            "The address of the site has a name or a password in it, which every link would show",
            mend="leave out all that stands before the @",
        )
    if not SITE.fullmatch(address):
        raise DeskError(
            f"“{address[:80]}” is not the address of a web site",
            mend="write one such as https://news.example, other letters than a to z as browsers copy them (%C3%A9)",
        )
    return address


def _clean_publication(given: Publication) -> Publication:
    base_url = _clean_address(given.base_url)
    if not is_language_tag(given.language):
        raise DeskError(f"“{given.language[:40]}” is not a language tag", mend="write one such as en, ko or pt-BR")
    name = one_line(given.name, "name of the publication")
    if not name:
        raise DeskError("The publication needs a name", mend="write the name that readers know")
    domain = given.domain.strip().lower()
    if not domain or not all(label.isascii() and label.replace("-", "").isalnum() for label in domain.split(".")):
        raise DeskError(f"“{domain[:80]}” is not a domain", mend="write one such as news.example")
    holder = one_line(given.copyright_holder, "copyright holder")
    ratios = tuple(dict.fromkeys(filter(None, (ratio.replace(" ", "") for ratio in given.ratios))))
    for ratio in ratios:
        ratio_of(ratio)
    return replace(given, name=name, base_url=base_url, domain=domain, copyright_holder=holder, ratios=ratios)
