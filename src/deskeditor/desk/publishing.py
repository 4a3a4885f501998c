"""Leaving the desk: bundles, versions and what is recorded of them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from deskeditor.core.article import Article, Status
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import BlockedError, DeskError
from deskeditor.core.finding import Finding, Severity
from deskeditor.core.progress import UNWATCHED, Progress
from deskeditor.desk.articles import update_article
from deskeditor.desk.checking import findings_of
from deskeditor.desk.cleaning import one_line
from deskeditor.desk.context import Context, found_article, read_publication
from deskeditor.desk.editions import found_edition
from deskeditor.desk.fields import Exported, ExportedItem, ExportRequest
from deskeditor.desk.packaging import Outgoing, edition_package, outgoing_story, stories_package

if TYPE_CHECKING:
    from deskeditor.bags.arrived import Fault
    from deskeditor.exporters import Exporter, Story
    from deskeditor.store import Work


class Publishing:
    """Exports come one after another; stories may be edited while one is under way."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._exporting = threading.Lock()

    def export(self, request: ExportRequest, progress: Progress = UNWATCHED) -> Done[Exported]:
        """Check the stories, write them to ``request.to``, and record what has left.

        A story whose content differs from what left last gets the next version, and one that was ready is published.
        Raises ``DeskError`` where a check blocks publication, or where the target exists, lies inside the desk or
        cannot be written; ``CancelledError`` from ``progress``. Then nothing is recorded and nothing left behind.
        """
        self._context.store.check_writable()
        exporter = _exporter(request.kind)
        target = self._target(request.to)
        with self._exporting:
            with self._context.store.reading() as work:
                outgoing = self._pack(work, request)
                together = frozenset(story.article.id for story in outgoing.package.stories if not story.withdrawn)
                findings = [
                    finding
                    for story in outgoing.package.stories
                    # What is taken back goes out without its text and pictures: nothing of them can block that.
                    if not story.withdrawn
                    for finding in findings_of(self._context, work, _as_edited(work, story), together)
                ]
            _refuse_blocked(findings)
            path = exporter.write(
                outgoing.package, self._context.original, target, zipped=request.zipped, progress=progress
            )
            try:
                changes = self._record(outgoing)
            except BaseException:
                # What the desk does not know of must not be sent.
                _remove(path)
                raise
        items = tuple(
            ExportedItem(story.article.slug, story.article.version, story.action.value)
            for story in outgoing.package.stories
        )
        warnings = tuple(finding for finding in findings if finding.severity is Severity.WARNING)
        return Done(Exported(path, items, warnings), changes)

    def show(self, key: str, form: str) -> str:
        """One story as it stands, as text: ``markdown``, ``html`` or ``ninjs``."""
        from deskeditor.exporters import STORY_FORMATS

        if form not in STORY_FORMATS:
            raise DeskError(f"A story is not shown as “{form}”", mend=f"choose {', '.join(STORY_FORMATS)}")
        with self._context.store.reading() as work:
            article = found_article(work, key)
            story, _ = outgoing_story(self._context, work, article, "")
            return STORY_FORMATS[form](replace(story, article=article), read_publication(work))

    def verify(self, path: Path) -> list[Fault]:
        """What in a bundle is not as it was sent; raises ``DeskError`` where it is none."""
        return verify_bundle(path)

    def _target(self, asked: Path) -> Path:
        target = asked.expanduser().absolute()
        if target.resolve().is_relative_to(self._context.folder.resolve()):
            raise DeskError(
                "An export cannot lie inside the desk", where=str(target), mend="choose a folder outside of it"
            )
        return target

    def _pack(self, work: Work, request: ExportRequest) -> Outgoing:
        note = one_line(request.note, "note")
        if note and (request.edition or request.status):
            # Of the others nobody has said that they were wrong.
            raise DeskError("A note is about stories that are named", mend="name them, or leave the note out")
        if request.edition:
            edition = found_edition(work, request.edition)
            if not (edition.lead or edition.teasers or edition.related or edition.most_read):
                raise DeskError(
                    "The edition has no stories yet", where=edition.name, mend="give it a lead story or teasers"
                )
            return edition_package(self._context, work, edition)
        stories = _chosen(work, request)
        if not stories:
            raise DeskError("There is no story to export", mend="name stories, a status that some have, or an edition")
        outgoing = stories_package(self._context, work, stories, note)
        if note and all(story.note != note for story in outgoing.package.stories):
            raise DeskError(
                "The note would go with no story, as none has left before and changed since",
                where=", ".join(story.slug for story in stories),
                mend="change what was wrong, or leave the note out",
            )
        return outgoing

    def _record(self, outgoing: Outgoing) -> Changes:
        """Only now, with the bundle in its place, is anything published."""
        changed: set[str] = set()
        with self._context.store.writing() as work:
            for record in outgoing.records:
                work.publications.add(record)
            photos = _raise_photos(work, {record.subject: record.version for record in outgoing.records})
            for story in outgoing.package.stories:
                if self._record_story(work, story):
                    changed.add(story.article.id)
            edition = outgoing.edition
            known = work.editions.find(edition.id) if edition else None
            if edition and known and known.version != edition.version:
                work.editions.update(replace(known, version=edition.version))
                return Changes(articles=frozenset(changed), photos=photos, editions=frozenset({edition.id}))
        return Changes(articles=frozenset(changed), photos=photos)

    def _record_story(self, work: Work, story: Story) -> bool:
        """What was typed while the export was under way stays, and goes out with the next one."""
        sent = story.article
        before = work.articles.find(sent.id)
        if before is None:
            return False
        is_out = before.status is Status.READY and sent.status is Status.PUBLISHED
        # The address under which it left stays, whatever was made of the headline meanwhile.
        moves = before.version == 0 and not work.articles.is_slug_taken(sent.slug, before.id)
        after = replace(
            before,
            version=sent.version,
            slug=sent.slug if moves else before.slug,
            status=Status.PUBLISHED if is_out else before.status,
            first_published=sent.first_published,
            last_published=sent.last_published,
        )
        if after == before:
            return False
        update_article(work, before, after)
        work.revisions.add(sent, self._context.now(), self._context.user, "export")
        return True


def verify_bundle(path: Path, progress: Progress = UNWATCHED) -> list[Fault]:
    """Every file of a bundle that is not as it was sent; raises ``DeskError`` where it is no bundle. Needs no desk."""
    from deskeditor import bags

    return bags.verify(path, progress)


def _exporter(kind: str) -> Exporter:
    from deskeditor.exporters import EXPORTERS

    for exporter in EXPORTERS:
        if exporter.name == kind:
            return exporter
    known = ", ".join(exporter.name for exporter in EXPORTERS)
    raise DeskError(f"There is no export as “{kind}”", mend=f"choose {known}")


def _chosen(work: Work, request: ExportRequest) -> Sequence[Article]:
    """The stories named and those of the status, each once."""
    named = [found_article(work, key) for key in request.articles]
    standing = work.articles.load(work.articles.ids(status=request.status)) if request.status else []
    return list({story.id: story for story in [*named, *standing]}.values())


def _raise_photos(work: Work, versions: Mapping[str, int]) -> frozenset[str]:
    """The archive counts on from what has left; hands back which photos that concerned."""
    behind = [photo for photo in work.photos.load(list(versions)) if photo.revision < versions[photo.id]]
    for photo in behind:
        work.photos.update(replace(photo, revision=versions[photo.id]))
    return frozenset(photo.id for photo in behind)


def _as_edited(work: Work, story: Story) -> Article:
    """The story as it stands on the desk, before its export: what the checks are about."""
    return found_article(work, story.article.id)


def _refuse_blocked(findings: Sequence[Finding]) -> None:
    blocking = [finding for finding in findings if finding.severity is Severity.ERROR]
    if blocking:
        raise BlockedError(blocking)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
