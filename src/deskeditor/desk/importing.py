"""Taking in files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from deskeditor.core.article import Article, Status, check_move
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import CancelledError, DeskError, IllegalMoveError
from deskeditor.core.names import free_slug
from deskeditor.core.photo import Photo, PhotoUse, Role
from deskeditor.core.progress import Progress, Silent
from deskeditor.desk import figures
from deskeditor.desk.articles import add_article, blank_article, changes_of
from deskeditor.desk.cleaning import clean_fields, names, one_line
from deskeditor.desk.context import Context, read_publication
from deskeditor.desk.fields import Imported
from deskeditor.desk.photos import Photos

if TYPE_CHECKING:
    from deskeditor.importers import IncomingArticle, IncomingUse

UNWATCHED = Silent()


class Importing:
    """Each file is taken in whole or not at all; one that cannot be does not stop the others."""

    def __init__(self, context: Context, photos: Photos) -> None:
        self._context = context
        self._photos = photos

    def bring_in(self, paths: Sequence[Path], progress: Progress = UNWATCHED) -> Done[list[Imported]]:
        """Take in stories and pictures; folders with all that is in them, but for hidden files and links.

        What was taken in before the user cancels stays, and is all that is handed back.
        """
        self._context.store.check_writable()
        done: list[Imported] = []
        files = [file for path in paths for file in _files(path, done)]
        changes = Changes()
        for number, path in enumerate(files):
            try:
                progress.step(number, len(files), path.name)
            except CancelledError:
                break
            try:
                imported, changed = self._bring_in_one(path)
            except DeskError as error:
                imported, changed = Imported(path, "", error=_placed(error, path)), Changes()
            done.append(imported)
            changes |= changed
        self._context.store.catch_up()
        return Done(done, changes)

    def _bring_in_one(self, path: Path) -> tuple[Imported, Changes]:
        from deskeditor import importers

        incoming = importers.pick(path).read(path)
        if isinstance(incoming, importers.IncomingPhoto):
            taken, doubts = self._photos.take_in_with_warnings(incoming.path)
            photo = taken.value
            return Imported(path, "photo", photo.id, photo.filename, doubts), taken.changes
        story, warnings, changes = self._take_in_story(path, incoming)
        return Imported(path, "article", story.id, story.slug, tuple(warnings)), changes

    def _take_in_story(self, path: Path, incoming: IncomingArticle) -> tuple[Article, list[str], Changes]:
        warnings = list(incoming.warnings)
        given = clean_fields(incoming.fields, str(path))
        tags = names(incoming.tags, "tag")
        texts = {use: _texts(use) for use in incoming.photos}
        if "slug" in given and given["slug"] != incoming.fields["slug"]:
            warnings.append(f"“{incoming.fields['slug'][:40]}” cannot be a slug: this story is “{given['slug']}”")
        pictures, changes = self._take_in_pictures(incoming.photos, warnings)
        body = given.get("body", "")
        for use in incoming.photos:
            if use.reference:
                body = _point_to(body, use.reference, pictures.get(use))
        given["body"] = body
        given["status"] = _status(given.get("status", Status.DRAFT), warnings)
        uses = _uses(texts, pictures)
        with self._context.store.writing() as work:
            story = blank_article(work, self._context, given.get("headline", ""))
            if "slug" in given:
                asked = given["slug"]
                given["slug"] = free_slug(asked, work.articles.is_slug_taken)
                if given["slug"] != asked:
                    warnings.append(f"Another story has the slug “{asked}”: this one is “{given['slug']}”")
            given.setdefault("language", read_publication(work).language)
            story = replace(story, **given, created=incoming.created or story.created)
            story = replace(story, tags=work.tags.canonical(tags), photos=figures.uses_of(story.body, uses))
            add_article(work, story)
            work.revisions.add(story, self._context.now(), self._context.user, "import")
        return story, warnings, changes | changes_of(None, story)

    def _take_in_pictures(
        self, uses: Sequence[IncomingUse], warnings: list[str]
    ) -> tuple[dict[IncomingUse, Photo], Changes]:
        """The photos of a story; one that cannot be taken in is told of, and the story goes without it."""
        pictures: dict[IncomingUse, Photo] = {}
        changes = Changes()
        for use in uses:
            try:
                if use.path is None:
                    pictures[use] = self._photos.get(use.photo_id)
                    continue
                taken, doubts = self._photos.take_in_with_warnings(use.path)
            except DeskError as error:
                warnings.append(error.sentence())
                continue
            pictures[use] = taken.value
            changes |= taken.changes
            warnings += [f"{use.path.name}: {doubt}" for doubt in doubts]
        return pictures, changes


def _files(path: Path, failed: list[Imported]) -> Iterator[Path]:
    """The file, or those of the folder and all below it, in order; folders that cannot be listed are ``failed``."""

    def unlisted(error: OSError) -> None:
        folder = Path(error.filename or path)
        what = f"The folder cannot be read ({error.strerror or error})"
        refusal = DeskError(what, where=str(folder), mend="ask its owner for the right to read it")
        failed.append(Imported(folder, "", error=refusal.sentence()))

    if not _is_folder(path):
        yield path
        return
    for folder, below, files in os.walk(path, onerror=unlisted):
        below[:] = sorted(name for name in below if not name.startswith("."))
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


def _status(asked: Status, warnings: list[str]) -> Status:
    """The nearest standing that a story new to this desk can have."""
    status = Status.READY if asked is Status.PUBLISHED else asked
    try:
        check_move(Status.DRAFT, status, published=False)
    except IllegalMoveError:
        status = Status.DRAFT
    if status is not asked:
        warnings.append(f"A story that is new here cannot be {asked}: it was taken in as {status}")
    return status


def _point_to(body: str, reference: str, photo: Photo | None) -> str:
    """The text with the figures of an incoming picture made those of the photo, or taken out."""
    if photo is None:
        return figures.without_figures(body, reference)
    # In place, so that the rest of the text stays as it was written.
    return body.replace(f"]({figures.FIGURE}{reference})", f"]({figures.FIGURE}{photo.id})")


class Texts(TypedDict):
    """What is said of a picture for one story; ``None`` where nothing is."""

    caption: str | None
    alt: str | None
    credit: str | None


def _texts(use: IncomingUse) -> Texts:
    def line(text: str | None, name: str) -> str | None:
        return None if text is None else one_line(text, name)

    return {
        "caption": line(use.caption, "caption"),
        "alt": line(use.alt, "alt text"),
        "credit": line(use.credit, "credit"),
    }


def _uses(incoming: Mapping[IncomingUse, Texts], pictures: dict[IncomingUse, Photo]) -> tuple[PhotoUse, ...]:
    """The lead with its texts, and for each picture in the text its credit, which does not stand there."""
    found: list[PhotoUse] = []
    for use, texts in incoming.items():
        photo = pictures.get(use)
        if photo is None:
            continue
        if use.role is Role.INLINE:
            found.append(PhotoUse(photo.id, Role.INLINE, credit=texts["credit"]))
        elif not any(other.role is Role.LEAD for other in found):
            found.append(figures.captioned_lead(PhotoUse(photo.id, Role.LEAD), photo, **texts))
    return tuple(found)
