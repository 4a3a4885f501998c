"""The bin: what was deleted, put back whole or deleted for ever. Nothing leaves it by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from deskeditor.core.bin import Binned, Erasure, Kind
from deskeditor.core.changes import Changes, Done
from deskeditor.desk.articles import Articles
from deskeditor.desk.context import Context
from deskeditor.desk.photos import Photos
from deskeditor.desk.tags import Tags

if TYPE_CHECKING:
    from deskeditor.store import Work


class Bin:
    """Stories, photos and tags. What is no longer in the bin when it is asked for is passed over."""

    def __init__(self, context: Context, articles: Articles, photos: Photos, tags: Tags) -> None:
        self._context = context
        self._articles = articles
        self._photos = photos
        self._tags = tags

    def all(self) -> list[Binned]:
        """The last deleted first."""
        with self._context.store.reading() as work:
            return work.bin.all()

    def put_back(self, items: Sequence[Binned]) -> Done[None]:
        """Back where they were: tags on their stories, photos, stories with what they show and where they stood."""
        changes = Changes()
        there = {(each.kind, each.id) for each in self.all()}
        for item in items:
            if (item.kind, item.id) not in there:
                continue
            if item.kind is Kind.STORY:
                changes |= self._articles.restore(item.id).changes
            elif item.kind is Kind.PHOTO:
                changes |= self._photos.restore([item.id]).changes
            else:
                changes |= self._tags.restore(item.id).changes
        return Done(None, changes)

    def erasing(self, items: Sequence[Binned]) -> Erasure:
        """What ``erase`` would do with these: to be told before, because it cannot be undone."""
        with self._context.store.reading() as work:
            return _erasing(work, items)

    def erase(self, items: Sequence[Binned]) -> Done[Erasure]:
        """Delete these for ever, the files of photos with them.

        A photo that is shown by a story, be it in the bin, or by an earlier version of one stays in the bin.
        """
        self._context.store.check_writable()
        with self._context.store.reading() as work:
            planned = _erasing(work, items)  # all versions are read: not while others wait to write
        with self._context.store.writing() as work:
            there = {(each.kind, each.id) for each in work.bin.all()}
            gone = tuple(item for item in planned.gone if (item.kind, item.id) in there)
            digests = [work.bin.erase(item.kind, item.id) for item in gone]
        for digest in filter(None, digests):
            # Nobody else writes: who takes the same picture in has its file from now on, or makes it anew.
            with self._context.store.writing() as work:
                if work.photos.by_hash(digest) is None:
                    self._context.originals.remove(digest)
        done = Erasure(gone, planned.staying, _bytes(gone))
        photos = frozenset(item.id for item in gone if item.kind is Kind.PHOTO)
        articles = frozenset(item.id for item in gone if item.kind is Kind.STORY)
        tags = any(item.kind is Kind.TAG for item in gone)
        return Done(done, Changes(articles=articles, photos=photos, tags=tags))


def _erasing(work: Work, items: Iterable[Binned]) -> Erasure:
    chosen = {(item.kind, item.id) for item in items}
    there = [each for each in work.bin.all() if (each.kind, each.id) in chosen]
    stories = [each.id for each in there if each.kind is Kind.STORY]
    shown = work.bin.shown([each.id for each in there if each.kind is Kind.PHOTO], stories)
    staying = tuple(each for each in there if each.kind is Kind.PHOTO and each.id in shown)
    gone = tuple(each for each in there if each not in staying)
    return Erasure(gone, staying, _bytes(gone))


def _bytes(gone: Iterable[Binned]) -> int:
    return sum(item.size for item in gone if item.kind is Kind.PHOTO)
