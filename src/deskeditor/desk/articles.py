"""Writing: stories from the first word to the last correction."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from deskeditor.core.article import Article, ArticleRow, Status, check_move
from deskeditor.core.bin import Kind
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, IllegalMoveError, NotFoundError, StaleWriteError
from deskeditor.core.framing import Framing
from deskeditor.core.names import free_slug, make_slug, make_urn, new_id
from deskeditor.core.photo import PhotoUse, Role, UsedPhoto
from deskeditor.core.queries import ArticleFilter, Hit
from deskeditor.desk import figures
from deskeditor.desk.cleaning import clean_fields, one_line
from deskeditor.desk.context import Context, found_article, found_photo, read_publication
from deskeditor.desk.fields import ArticleFields

if TYPE_CHECKING:
    from deskeditor.store import Work

EVERY = ArticleFilter()

Fields = dict[str, Any]
"""Of a story, by their names."""


class Articles:
    """``key`` is the id or the slug of a story; an unknown one raises ``NotFoundError``.

    Each change raises ``ReadOnlyDeskError`` on a desk that is open for reading only, and ``DeskError`` for a value
    that cannot be kept; then nothing is changed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._departed: dict[str, dict[tuple[str, Role], PhotoUse]] = {}
        """By story, what was said of photos that have left it since the desk was opened: a photo that is brought back,
        as by an undo, comes with it."""
        self._unkept: set[str] = set()
        """Stories that were written whole since their last revision: too much was typed at once to keep it beside."""

    def new(self, **fields: Unpack[ArticleFields]) -> Done[Article]:
        """A story of its own; without a slug it gets one from its headline, which follows the headline."""
        with self._context.store.writing() as work:
            given = clean_fields(fields)
            status = given.pop("status", Status.DRAFT)
            check_move(Status.DRAFT, status, published=False)
            story = replace(blank_article(work, self._context, given.get("headline", "")), status=status)
            if "slug" in given:
                given["slug"] = free_slug(given["slug"], work.articles.is_slug_taken)
            given.setdefault("language", read_publication(work).language)
            story = replace(story, **given)
            story = replace(story, photos=figures.uses_of(story.body, ()))
            add_article(work, story)
        return Done(story, changes_of(None, story))

    def get(self, key: str) -> Article:
        """The story, whole."""
        with self._context.store.reading() as work:
            return found_article(work, key)

    def edit(self, key: str, *, base: int | None = None, **fields: Unpack[ArticleFields]) -> Done[Article]:
        """Change what is named and leave the rest; no change at all writes nothing.

        ``base`` is the revision that the change was made on: raises ``StaleWriteError`` where the story has been saved
        since. Raises ``IllegalMoveError`` for a status that the story cannot go to.
        """
        with self._context.store.writing() as work:
            before = found_article(work, key)
            if base is not None and base != before.revision:
                raise StaleWriteError(
                    "The story has been saved by somebody else since it was opened",
                    where=before.slug,
                    mend="look at both and save again",
                )
            return self._save(work, before, self._changed(work, before, clean_fields(fields, before.slug)))

    def settle(self, key: str) -> Done[None]:
        """Write a story whole that was only typed on, and keep a revision: in a pause, and when it is left.

        Nothing of it changes. A story that is gone meanwhile needs no settling.
        """
        with self._context.store.writing() as work:
            story = work.articles.find(key)
            if story is not None and (work.articles.settle(story.id) or story.id in self._unkept):
                work.revisions.add(story, self._context.now(), self._context.user, "pause")
        if story is not None:
            self._unkept.discard(story.id)  # not before the disk has its revision
        return Done(None, Changes())

    def settle_all(self) -> None:
        """Settle every story; writes nothing where all are."""
        with self._context.store.reading() as work:
            typed = work.articles.unsettled()
        for key in dict.fromkeys([*typed, *self._unkept]):
            self.settle(key)

    def keep_recovered(self, before: Article) -> None:
        """Settle a story that was being typed when the program was ended, and keep two revisions: as it was before
        (``before``), and with every word that was saved.
        """
        with self._context.store.writing() as work:
            now, by = self._context.now(), self._context.user
            work.revisions.add(before, now, by, "before")
            story = found_article(work, before.id)
            work.articles.settle(story.id)
            work.revisions.add(story, now, by, "crash")

    def before_typing(self, key: str) -> Article:
        """The story as it was when it was last settled."""
        with self._context.store.reading() as work:
            story = work.articles.find_settled(key)
        if story is None:
            raise NotFoundError("There is no story with that id or slug", where=key[:200])
        return story

    def ids(self, only: ArticleFilter = EVERY) -> list[str]:
        """The ids of the stories of a list, the newest change first."""
        from deskeditor.store import read_query

        query = None
        if only.text.strip():
            query = read_query(only.text)
            if query is None:
                return []
            self._context.store.catch_up()
        with self._context.store.reading() as work:
            listed = work.articles.ids(status=only.status, tag_named=only.tag, section=only.section)
            if query is None:
                return listed
            matching = work.search.matching(query)
            return [key for key in listed if key in matching]

    def rows(self, ids: Sequence[str]) -> list[ArticleRow]:
        """What a list shows of those stories that are (still) there, in the order of the ids."""
        with self._context.store.reading() as work:
            return work.articles.rows(ids)

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Stories that hold every word of the query, the last one perhaps only begun.

        First those that hold them in headline, kicker, tags and slug, then the newest. Any text may be asked for; one
        without a word finds nothing.
        """
        from deskeditor.store import read_query

        asked = read_query(query)
        if asked is None:
            return []
        self._context.store.catch_up()
        with self._context.store.reading() as work:
            return work.search.find(asked, limit)

    def attach(self, key: str, photo: str, role: Role) -> Done[Article]:
        """Put a photo (id or file name) at the head of the story, or at the end of its text."""
        with self._context.store.writing() as work:
            before, picture = found_article(work, key), found_photo(work, photo)
            if role is Role.INLINE:
                body = figures.with_figure(before.body, picture)
                return self._save(work, before, self._with_body(before, body))
            lead = before.lead_photo
            if lead and lead.photo_id == picture.id:
                return Done(before, Changes())
            departed = self._departed.get(before.id, {})
            use = departed.get((picture.id, Role.LEAD), PhotoUse(picture.id, Role.LEAD))
            return self._save(work, before, {"photos": figures.with_lead(before, use).photos}, rewritten=False)

    def detach(self, key: str, photo: str, role: Role) -> Done[Article]:
        """Take a photo out of the story; it stays in the archive."""
        with self._context.store.writing() as work:
            before = found_article(work, key)
            # A picture that is not on this desk can still be taken out of a text, by its id.
            picture = work.photos.find(photo)
            photo_id = picture.id if picture else photo
            figures.found_use(before, photo_id, role)
            if role is Role.LEAD:
                return self._save(work, before, {"photos": figures.with_lead(before, None).photos}, rewritten=False)
            body = figures.without_figures(before.body, photo_id)
            return self._save(work, before, self._with_body(before, body))

    def caption(
        self,
        key: str,
        photo: str,
        *,
        caption: str | None = None,
        alt: str | None = None,
        credit: str | None = None,
        framing: Framing | None = None,
        decorative: bool | None = None,
        inherit: Collection[str] = (),
        role: Role | None = None,
    ) -> Done[Article]:
        """Say of a photo what holds for this story alone; ``None`` leaves it as it is.

        What is as the archive has it is inherited from it again; so is what ``inherit`` names (``caption``, ``alt``,
        ``credit``, ``framing``). Where the photo is both lead and inline, the lead is meant, unless ``role`` says
        otherwise. Raises ``DeskError`` for a crop that leaves the focal point out.
        """
        texts = {
            name: None if text is None else one_line(text, name)
            for name, text in (("caption", caption), ("alt", alt), ("credit", credit))
        }
        with self._context.store.writing() as work:
            before, picture = found_article(work, key), found_photo(work, photo)
            use = figures.found_use(before, picture.id, role)
            archived = {name: getattr(picture.fields, name) for name in texts}
            texts |= {name: text for name, text in archived.items() if name in inherit}
            if framing is not None:
                framing = framing.checked(picture.width, picture.height, picture.filename)
            if "framing" in inherit:
                framing = picture.framing
            if use.role is Role.INLINE:
                after = figures.captioned_inline(before, picture, **texts)
                shown = figures.with_shown(after, picture, Role.INLINE, framing, decorative=decorative)
                changes = {"body": shown.body, "photos": shown.photos}
                return self._save(work, before, changes, rewritten=after != before)
            after = figures.with_lead(before, figures.captioned_lead(use, picture, **texts))
            shown = figures.with_shown(after, picture, Role.LEAD, framing, decorative=decorative)
            return self._save(work, before, {"photos": shown.photos}, rewritten=False)

    def used_photos(self, key: str) -> tuple[UsedPhoto, ...]:
        """The story's photos as a reader is shown them, the lead first."""
        with self._context.store.reading() as work:
            return figures.used_photos(work, found_article(work, key))

    def discard(self, key: str) -> Done[tuple[str, ...]]:
        """Into the bin, and off the front pages, whose names are handed back; ``restore`` brings it back to both.

        What receivers have must be withdrawn first.
        """
        with self._context.store.writing() as work:
            story = found_article(work, key)
            if story.version and story.status is not Status.WITHDRAWN:
                raise IllegalMoveError(
                    "The story has left the desk and cannot be discarded", where=story.slug, mend="withdraw it first"
                )
            pages = work.editions.with_story(story.id)
            names = tuple(edition.name for edition in work.editions.all() if edition.id in pages)
            places = work.editions.take_out(story.id)
            work.articles.discard(story.id)
            work.bin.put(Kind.STORY, story.id, self._context.now(), self._context.user, places)
        return Done(names, changes_of(story, None) | Changes(editions=frozenset(pages)))

    def restore(self, key: str) -> Done[Article]:
        """Bring a story back from the bin as it was, with its photos, its tags and its places in editions."""
        with self._context.store.writing() as work:
            restored = restore_article(work, key)
            if restored is None:
                raise NotFoundError("There is no discarded story with that id or slug", where=key[:200])
            story, pages = restored
            work.revisions.add(story, self._context.now(), self._context.user, "restore")
        return Done(story, changes_of(None, story) | Changes(editions=pages))

    def _save(self, work: Work, before: Article, fields: Fields, *, rewritten: bool = True) -> Done[Article]:
        """Write the story with other fields, and keep a revision where its status changed.

        The number of saves guards words against words; a lead that is put in beside them (not ``rewritten``) is
        nothing to lose, and lets a save that is under way through.
        """
        changed = _differing(before, fields)
        if not changed:
            return Done(before, Changes())
        revision, modified = before.revision + rewritten, self._context.after(before.modified)
        after = before.having(**changed, revision=revision, modified=modified)
        update_article(work, before, after)
        self._unkept.add(after.id)
        self._note_departed(before, after)
        if after.status is not before.status:
            work.revisions.add(after, after.modified, self._context.user, "status")
        return Done(after, changes_of(before, after))

    def _note_departed(self, before: Article, after: Article) -> None:
        if before.photos == after.photos:
            return
        staying = {(use.photo_id, use.role) for use in after.photos}
        gone = {place: use for use in before.photos if (place := (use.photo_id, use.role)) not in staying}
        if gone:
            self._departed.setdefault(before.id, {}).update(gone)

    def _with_body(self, story: Article, body: str) -> Fields:
        departed = self._departed.get(story.id, {}).values()
        return {"body": body, "photos": figures.uses_of(body, story.photos, tuple(departed))}

    def _changed(self, work: Work, before: Article, fields: ArticleFields) -> Fields:
        """What differs, and what follows from it."""
        changed = _differing(before, fields)
        if "status" in changed:
            _check_status(before, changed["status"])
        if "body" in changed and (before.photos or figures.FIGURE in changed["body"]):
            changed |= self._with_body(before, changed["body"])
        if "slug" in changed:
            _check_slug(work, before, changed["slug"])
        elif "headline" in changed and "slug" not in fields:
            changed["slug"] = _following_slug(work, before, changed["headline"])
        return changed


def _differing(story: Article, fields: Mapping[str, Any]) -> Fields:
    return {name: value for name, value in fields.items() if value != getattr(story, name)}


def blank_article(work: Work, context: Context, headline: str) -> Article:
    """A story without a word, of now, that is not on the desk yet."""
    now, made = context.now(), new_id()
    slug = free_slug(make_slug(headline, "story"), work.articles.is_slug_taken)
    return Article(made, make_urn(read_publication(work).domain, now.date(), made), slug, now, now)


def restore_article(work: Work, key: str) -> tuple[Article, frozenset[str]] | None:
    """Bring a story back from the bin, and the ids of the editions it is in again; None for one that is not there."""
    restored = work.articles.restore(key)
    if restored is None:
        return None
    places = work.bin.take(Kind.STORY, restored) or []
    story = found_article(work, restored)
    _take_from_bin(work, story)
    return story, frozenset(work.editions.put_back(story.id, places))


def _take_from_bin(work: Work, story: Article) -> None:
    """Photos that a story shows are in no bin."""
    for use in story.photos:
        work.bin.take(Kind.PHOTO, use.photo_id)


def add_article(work: Work, story: Article) -> None:
    """Write a new story."""
    work.contributors.ensure(story.byline)
    _take_from_bin(work, story)
    work.articles.insert(story)


def update_article(work: Work, before: Article, after: Article) -> None:
    """Write a story that has changed."""
    if after.byline != before.byline:
        work.contributors.ensure(after.byline)
    if after.photos != before.photos:
        _take_from_bin(work, after)
    work.articles.update(before, after)


def changes_of(before: Article | None, after: Article | None) -> Changes:
    """What a view may show of the story."""
    articles = frozenset(story.id for story in (before, after) if story)
    if before and after and before.photos == after.photos and before.tags == after.tags:
        return Changes(articles)
    uses = [frozenset(use.photo_id for use in story.photos) if story else frozenset() for story in (before, after)]
    tags = (before.tags if before else ()) != (after.tags if after else ())
    return Changes(articles, photos=uses[0] ^ uses[1], tags=tags)


def _check_slug(work: Work, before: Article, slug: str) -> None:
    other = work.articles.find(slug)
    if work.articles.is_slug_taken(slug, before.id):
        named = f"the story “{other.headline}”" if other else "a story in the bin"
        raise DeskError(f"{named} has the slug “{slug}”", where=before.slug, mend="choose another slug")
    if before.version:
        raise DeskError(
            "The slug of a story that has left the desk stays as it is, for it is its address",
            where=before.slug,
            mend="leave the slug as it is",
        )


def _check_status(before: Article, status: Status) -> None:
    check_move(before.status, status, published=before.version > 0, where=before.slug)
    if status is Status.PUBLISHED:
        raise IllegalMoveError(
            "A story becomes published by being exported", where=before.slug, mend="set it to ready and export it"
        )


def _following_slug(work: Work, before: Article, headline: str) -> str:
    """The slug after a new headline: it follows until the story has left the desk, or somebody chose another."""
    made = make_slug(before.headline, "story")
    if before.version or not re.fullmatch(rf"{re.escape(made)}(-\d+)?", before.slug):
        return before.slug
    return free_slug(make_slug(headline, "story"), lambda slug: work.articles.is_slug_taken(slug, before.id))
