"""Taking in files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Self

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.core.progress import UNWATCHED, Progress
from deskeditor.desk.arrivals import Arrivals
from deskeditor.desk.bundles import take_in_bundle
from deskeditor.desk.context import Context
from deskeditor.desk.fields import Imported
from deskeditor.desk.photos import Looked, Photos

CORES = min(4, os.cpu_count() or 1)
"""Pictures are large: more at once would cost more memory than they save time."""
CARD = "DCIM"


class Importing:
    """Each file is taken in whole or not at all; one that cannot be does not stop the others."""

    def __init__(self, context: Context, photos: Photos) -> None:
        self._context = context
        self._photos = photos
        self._arrivals = Arrivals(context, photos)

    def pictures(self, paths: Sequence[Path]) -> tuple[list[Path], list[Imported]]:
        """The picture files that are meant: those named, and all those in and below the folders that are.

        What lies beside them in a folder (films, sidecars) is passed over, but for raw files without a picture of their
        name. A card is the folder of its pictures (``DCIM``). The second part has what could not be found, or is none,
        with the reason.
        """
        from deskeditor.importers import is_picture, is_raw

        found: list[Path] = []
        failed: list[Imported] = []
        for path in paths:
            if not _is_folder(path):
                found += [path] if is_picture(path) else []
                what = "This is a raw file of a camera" if is_raw(path) else "This is not a picture by its name"
                failed += [] if is_picture(path) else [_refused(path, what)]
                continue
            listed = list(_files(_pictures_of_card(path), failed))
            files = [file for file in listed if is_picture(file)]
            developed = {file.with_suffix("") for file in files}
            raw = [file for file in listed if is_raw(file) and file.with_suffix("") not in developed]
            found += files
            if raw:
                failed.append(_refused(path, f"There are raw files without a picture of their name ({_named(raw)})"))
            elif not files:
                failed.append(_refused(path, "There is no picture in the folder that DeskEditor reads"))
        return list(dict.fromkeys(found)), failed

    def bring_in(self, paths: Sequence[Path], progress: Progress = UNWATCHED) -> Done[list[Imported]]:
        """Take in stories, pictures and bundles; folders with all that is in them, but for hidden files and links.

        What was taken in before the user cancels stays, and is all that is handed back.
        """
        self._context.store.check_writable()
        done: list[Imported] = []
        files = [file for path in paths for file in _files(path, done)]
        changes = Changes()
        with Ahead(files, self._photos.look) as ahead:
            for number, path in enumerate(files):
                try:
                    progress.step(number, len(files), path.name)
                except CancelledError:
                    break
                try:
                    imported, changed = self._bring_in_one(path, ahead)
                except DeskError as error:
                    imported, changed = [Imported(path, "", error=_placed(error, path))], Changes()
                done += imported
                changes |= changed
        self._context.store.catch_up()
        return Done(done, changes)

    def _bring_in_one(self, path: Path, ahead: Ahead) -> tuple[list[Imported], Changes]:
        from deskeditor import importers

        incoming = importers.pick(path).read(path)
        if isinstance(incoming, importers.IncomingBundle):
            with incoming, self._context.at_once():
                return take_in_bundle(self._context, self._photos, self._arrivals, path, incoming)
        if isinstance(incoming, importers.IncomingPhoto):
            taken, doubts = self._photos.take_in_with_warnings(incoming.path, looked=ahead.look(path))
            photo = taken.value
            return [
                Imported(path, "photo", photo.id, photo.filename, doubts, is_new=bool(taken.changes))
            ], taken.changes
        with self._context.at_once():
            arrived = self._arrivals.take_in(incoming, str(path))
        story = arrived.story
        return [Imported(path, "article", story.id, story.slug, arrived.warnings)], arrived.changes


class Ahead:
    """Pictures looked at before their turn, on the other cores: hashing and decoding leave the interpreter free."""

    def __init__(self, files: Sequence[Path], look: Callable[[Path], Looked]) -> None:
        from deskeditor.importers import is_picture

        self._look = look
        self._waiting = [path for path in files if is_picture(path)]
        self._looking: dict[Path, Future[Looked]] = {}
        self._pool = ThreadPoolExecutor(max_workers=CORES, thread_name_prefix="pictures")

    def look(self, path: Path) -> Looked:
        """The file as it was read; raises ``DeskError``."""
        if path in self._waiting:
            for next_one in self._waiting[: 2 * CORES]:
                if next_one not in self._looking:
                    self._looking[next_one] = self._pool.submit(self._look, next_one)
            self._waiting.remove(path)
        return self._looking.pop(path).result() if path in self._looking else self._look(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)


def standing_pictures(folder: Path) -> dict[Path, tuple[int, int]]:
    """The pictures in the folder and below it as they are now: size in bytes, and time of change in nanoseconds.

    Needs no desk. Raises ``DeskError`` where the folder cannot be read: it may be on a disk that was taken out.
    """
    from deskeditor.importers import is_picture

    failed: list[Imported] = []
    found: dict[Path, tuple[int, int]] = {}
    if not _is_folder(folder):
        raise DeskError("The folder is not there", where=str(folder), mend="put its disk in, or choose another folder")
    for path in _files(folder, failed):
        if is_picture(path):
            with suppress(OSError):  # gone since it was listed
                status = path.stat()
                found[path] = (status.st_size, status.st_mtime_ns)
    if failed and not found:
        raise DeskError(failed[0].error)
    return found


def _refused(path: Path, what: str) -> Imported:
    mend = "give it as JPEG, PNG, WebP, TIFF, GIF or AVIF"
    return Imported(path, "", error=DeskError(what, where=str(path), mend=mend).sentence())


def _named(files: Sequence[Path]) -> str:
    """The first by its name, and how many more there are."""
    return files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more"


def _pictures_of_card(folder: Path) -> Path:
    """Cameras keep pictures in one folder (DCF, JEITA CP-3461); their own matters lie beside it."""
    return folder / CARD if _is_folder(folder / CARD) else folder


def _files(path: Path, failed: list[Imported]) -> Iterator[Path]:
    """The file, or those of the folder and all below it, in order; folders that cannot be listed are ``failed``."""

    def unlisted(error: OSError) -> None:
        folder = Path(error.filename or path)
        what = f"The folder cannot be read ({error.strerror or error})"
        refusal = DeskError(what, where=str(folder), mend="ask its owner for the right to read it")
        failed.append(Imported(folder, "", error=refusal.sentence()))

    from deskeditor.importers import is_bundle

    if not _is_folder(path) or is_bundle(path):
        yield path
        return
    for folder, below, files in os.walk(path, onerror=unlisted):
        below[:] = sorted(name for name in below if not name.startswith("."))
        bundles = [name for name in below if is_bundle(Path(folder, name))]
        yield from (Path(folder, name) for name in bundles)
        below[:] = [name for name in below if name not in bundles]
        for name in sorted(files):
            file = Path(folder, name)
            if not name.startswith(".") and not file.is_symlink():
                yield file


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # Whoever reads it says what is wrong with it.
        return False


def _placed(error: DeskError, path: Path) -> str:
    """The sentence, which names the file by the path that it was asked for by."""
    if error.where.startswith(str(path)):
        return error.sentence()
    inside = f": {error.where}" if error.where not in ("", path.name) else ""
    return DeskError(error.what, where=f"{path}{inside}", mend=error.mend).sentence()
