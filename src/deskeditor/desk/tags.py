"""Subjects, and the people of the bylines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from deskeditor.core.article import Article
from deskeditor.core.bin import Binned
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.tag import Contributor, Tag
from deskeditor.desk.articles import changes_of, update_article
from deskeditor.desk.cleaning import NAME_LIMIT, one_line
from deskeditor.desk.context import Context, found_article

if TYPE_CHECKING:
    from deskeditor.store import Work

BEGUN = "tags begun"
"""The setting that holds names half typed, by story."""


class Tags:
    """Names differ by more than case and accents; an unknown one raises ``NotFoundError``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> list[Tag]:
        """Every tag by name, with the number of stories."""
        with self._context.store.reading() as work:
            return work.tags.all()

    def suggest(self, prefix: str, limit: int = 8) -> list[Tag]:
        """Tags of which a word begins so, the most used first."""
        with self._context.store.reading() as work:
            return work.tags.suggest(prefix, limit)

    def add(self, article_key: str, name: str) -> Done[Article]:
        """Tag a story; a tag that is new to the desk is made."""
        name = _clean_name(name)
        with self._context.store.writing() as work:
            before = found_article(work, article_key)
            tags = work.tags.canonical((*before.tags, name))
            if tags == before.tags:
                return Done(before, Changes())
            return self._retag(work, before, tags)

    def put(self, article_key: str, names: Sequence[str]) -> Done[Article]:
        """Make these the tags of a story, in that order; one that is new to the desk is made."""
        with self._context.store.writing() as work:
            before = found_article(work, article_key)
            tags = work.tags.canonical(tuple(_clean_name(name) for name in names))
            return Done(before, Changes()) if tags == before.tags else self._retag(work, before, tags)

    def begin(self, article_key: str, name: str) -> Done[None]:
        """Keep a name that is being typed for a story and is no tag of it yet; an empty one is let go."""
        with self._context.store.writing() as work:
            begun = work.settings.get(BEGUN)
            name = one_line(name, "tag", article_key, NAME_LIMIT)
            if name != begun.pop(article_key, ""):
                work.settings.put(BEGUN, begun | {article_key: name} if name else begun)
        return Done(None, Changes())

    def begun(self, article_key: str) -> str:
        """What was being typed when the story, or the program, was left."""
        with self._context.store.reading() as work:
            return str(work.settings.get(BEGUN).get(article_key, ""))

    def remove(self, article_key: str, name: str) -> Done[Article]:
        """Take a tag off a story; the tag itself stays."""
        with self._context.store.writing() as work:
            before = found_article(work, article_key)
            tag = _found(work, name)
            if tag.name not in before.tags:
                raise NotFoundError(f"The story has no tag “{tag.name}”", where=before.slug)
            return self._retag(work, before, tuple(other for other in before.tags if other != tag.name))

    def rename(self, old: str, new: str) -> Done[Tag]:
        """Another name for a tag, on all its stories."""
        new = _clean_name(new)
        with self._context.store.writing() as work:
            tag = _found(work, old)
            other = work.tags.find(new)
            if other and other.id != tag.id:
                raise DeskError(
                    f"There is a tag “{other.name}” already", where=tag.name, mend="merge the one into the other"
                )
            work.tags.rename(tag.id, new)
            stories = work.articles.tagged(tag.id)
            work.articles.needs_indexing(stories)
            return Done(_found(work, new), Changes(articles=frozenset(stories), tags=True))

    def merge(self, from_: str, into: str) -> Done[Tag]:
        """Every story of the one gets the other; the one is gone."""
        with self._context.store.writing() as work:
            tag, target = _found(work, from_), _found(work, into)
            if tag.id == target.id:
                raise DeskError("A tag cannot be merged into itself", where=tag.name, mend="name two tags")
            stories = work.articles.tagged(tag.id)
            work.tags.merge(tag.id, target.id)
            work.articles.count_tags(stories)
            work.articles.needs_indexing(stories)
            return Done(_found(work, target.name), Changes(articles=frozenset(stories), tags=True))

    def discard(self, name: str) -> Done[Binned]:
        """Off all its stories and into the bin, from which it comes back to them (``restore``)."""
        with self._context.store.writing() as work:
            tag = _found(work, name)
            stories = work.bin.put_tag(tag.id, self._context.now(), self._context.user)
            gone = next(each for each in work.bin.all() if each.id == tag.id)
        return Done(gone, Changes(articles=frozenset(stories), tags=True))

    def restore(self, tag_id: str) -> Done[str]:
        """Back on the stories that had it, whatever else was done to them; hands back its name."""
        with self._context.store.writing() as work:
            restored = work.bin.take_tag(tag_id)
            if restored is None:
                raise NotFoundError("There is no such tag in the bin", where=tag_id[:NAME_LIMIT])
        return Done(restored[0], Changes(articles=frozenset(restored[1]), tags=True))

    def contributors(self) -> list[Contributor]:
        """Everybody who was ever in a byline, by name."""
        with self._context.store.reading() as work:
            return work.contributors.all()

    def _retag(self, work: Work, before: Article, tags: tuple[str, ...]) -> Done[Article]:
        after = replace(before, tags=tags, modified=self._context.after(before.modified))
        update_article(work, before, after)
        return Done(after, changes_of(before, after))


def _clean_name(name: str) -> str:
    cleaned = one_line(name, "tag", limit=NAME_LIMIT)
    if not cleaned:
        raise DeskError("A tag needs a name", mend="write a word or two")
    return cleaned


def _found(work: Work, name: str) -> Tag:
    tag = work.tags.find(name)
    if tag is None:
        raise NotFoundError("There is no such tag", where=name[:NAME_LIMIT], mend="see the tags for those there are")
    return tag
