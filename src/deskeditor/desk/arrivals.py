"""Stories from outside, made stories of the desk: new ones, and those that the desk has already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

from deskeditor.core.article import Article, Status, check_move
from deskeditor.core.changes import Changes
from deskeditor.core.errors import DeskError, IllegalMoveError
from deskeditor.core.names import free_slug, make_urn
from deskeditor.core.photo import Photo, PhotoUse, Role
from deskeditor.desk import figures
from deskeditor.desk.articles import add_article, blank_article, changes_of, restore_article, update_article
from deskeditor.desk.cleaning import clean_fields, names, one_line
from deskeditor.desk.context import Context, read_publication
from deskeditor.desk.fields import ArticleFields
from deskeditor.desk.packaging import outgoing_story
from deskeditor.desk.photos import Photos
from deskeditor.exporters.content import Action

if TYPE_CHECKING:
    from deskeditor.importers import Identity, IncomingArticle, IncomingUse
    from deskeditor.store import Work

NO_PHOTOS: Mapping[str, Photo] = {}


class Texts(TypedDict):
    """What is said of a picture for one story; ``None`` where nothing is."""

    caption: str | None
    alt: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """The story as it is on the desk now, what could not be taken over as it was, and what changed."""

    story: Article
    warnings: tuple[str, ...]
    changes: Changes
    has_left: bool
    """Whether receivers have a version that the desk did not know."""


class Arrivals:
    """Takes stories in; the caller makes one transaction of those that come together."""

    def __init__(self, context: Context, photos: Photos) -> None:
        self._context = context
        self._photos = photos

    def take_in(self, incoming: IncomingArticle, where: str) -> Arrived:
        """Take in a story that comes alone."""
        return self.take_in_all({where: incoming}, NO_PHOTOS)[0]

    def take_in_all(self, incoming: Mapping[str, IncomingArticle], bundled: Mapping[str, Photo]) -> list[Arrived]:
        """Take in stories that come together, by where each comes from.

        ``bundled`` are the photos that came along, by the references of the stories' uses.
        """
        arrived = [self._take_in(story, where, bundled) for where, story in incoming.items()]
        # What left includes the stories that it links to: all of them have to be there.
        with self._context.store.writing() as work:
            for each, story in zip(arrived, incoming.values(), strict=True):
                if each.has_left:
                    self._record(work, each.story, story)
        return arrived

    def _take_in(self, incoming: IncomingArticle, where: str, bundled: Mapping[str, Photo]) -> Arrived:
        """Make it a story of the desk; one whose identity the desk knows becomes what the file says.

        What the desk's story said before is kept as a revision. Raises ``DeskError`` for a field that cannot be kept;
        then no story is changed.
        """
        warnings = list(incoming.warnings)
        given = clean_fields(incoming.fields, where)
        tags = names(incoming.tags, "tag", where)
        texts = {use: _texts(use, where) for use in incoming.photos}
        if "slug" in given and given["slug"] != incoming.fields["slug"]:
            warnings.append(f"“{incoming.fields['slug'][:40]}” cannot be a slug: this story is “{given['slug']}”")
        pictures, changes = self._take_in_pictures(incoming.photos, bundled, warnings)
        if "body" in given:
            given["body"] = _pointing_to(given["body"], incoming.photos, pictures)
        with self._context.store.writing() as work:
            before = self._known(work, incoming.identity, warnings)
            uses = _uses(texts, pictures, before.photos if before else ())
            new = _Incoming(incoming, given, tags, uses, warnings)
            story = self._add(work, new) if before is None else self._update(work, before, new)
        has_left = story.version > (before.version if before else 0)
        return Arrived(story, tuple(warnings), changes | changes_of(before, story), has_left)

    def _known(self, work: Work, identity: Identity | None, warnings: list[str]) -> Article | None:
        """The desk's story of that identity, brought back where it was discarded."""
        if identity is None:
            return None
        known_id = identity.id or work.articles.id_of(identity.urn)
        if known_id is None or not work.articles.is_known(known_id):
            return None
        if restore_article(work, known_id) is not None:
            warnings.append("The story had been discarded: it is back on the desk")
        return work.articles.find(known_id)

    def _add(self, work: Work, new: _Incoming) -> Article:
        given, incoming, warnings = new.given, new.incoming, new.warnings
        story = blank_article(work, self._context, given.get("headline", ""))
        publication = read_publication(work)
        if incoming.identity is not None:
            story = _identified(work, story, incoming.identity, publication.domain)
        if not story.version:
            given["status"] = _status(given.get("status", Status.DRAFT), warnings)
        if "slug" in given:
            given["slug"] = _free(work, given["slug"], story, warnings)
        given.setdefault("language", publication.language)
        story = replace(story, **given, created=incoming.created or story.created)
        story = replace(story, tags=work.tags.canonical(new.tags), photos=figures.uses_of(story.body, new.uses))
        warnings += _overruled(new.uses, *story.photos)
        add_article(work, story)
        work.revisions.add(story, self._context.now(), self._context.user, "import")
        return story

    def _update(self, work: Work, before: Article, new: _Incoming) -> Article:
        given, incoming, warnings = new.given, new.incoming, new.warnings
        identity = incoming.identity
        if identity and incoming.action and identity.version <= before.version:
            warnings.append(f"The desk has version {before.version} of “{before.slug}” already: it stays as it is")
            return before
        _keep_what_stands(work, before, given, warnings, sealed=bool(incoming.action))
        if "body" in given and given["body"].rstrip("\n") == before.body.rstrip("\n"):
            given["body"] = before.body
        after = replace(before, **given)
        if "tags" in incoming.told:
            after = replace(after, tags=work.tags.canonical(new.tags))
        lead = tuple(use for use in (new.uses if "photos" in incoming.told else before.photos) if use.role is Role.LEAD)
        inline = tuple(use for use in (*before.photos, *new.uses) if use.role is Role.INLINE)
        after = replace(after, photos=figures.uses_of(after.body, lead + inline))
        warnings += _overruled(new.uses, *before.photos, *after.photos)
        if identity and incoming.action:
            after = _versioned(after, identity)
        if after == before:
            warnings.append(f"The story “{before.slug}” of the desk says the same: nothing was changed")
            return before
        now, user = self._context.now(), self._context.user
        number = work.revisions.add(before, now, user, "before")
        after = replace(after, revision=before.revision + 1, modified=now)
        update_article(work, before, after)
        work.revisions.add(after, now, user, "import")
        warnings.append(f"The story “{after.slug}” of the desk was changed; as it was it is kept as revision {number}")
        if identity and identity.modified and identity.modified < before.modified:
            warnings.append("The story had been changed on the desk since this file was written: compare the two")
        return after

    def _record(self, work: Work, story: Article, incoming: IncomingArticle) -> None:
        """Remember what receivers have, so that it keeps its version for as long as it says the same.

        A working copy may differ from what was sent, and rises with the next export.
        """
        from deskeditor.store import Published

        action = incoming.action or (Action.CREATE if story.version == 1 else Action.UPDATE).value
        _, leaving = outgoing_story(self._context, work, story, "")
        content = leaving.sha256 if incoming.action else ""
        note = incoming.identity.note if incoming.identity else ""
        at = story.last_published or story.modified
        work.publications.add(Published(story.id, story.version, content, action, note, at))

    def _take_in_pictures(
        self, uses: Sequence[IncomingUse], bundled: Mapping[str, Photo], warnings: list[str]
    ) -> tuple[dict[IncomingUse, Photo], Changes]:
        """The photos of a story; one that cannot be taken in is told of, and the story goes without it."""
        pictures: dict[IncomingUse, Photo] = {}
        changes = Changes()
        for use in uses:
            try:
                if use.path is None:
                    pictures[use] = bundled.get(use.photo_id) or self._photos.get(use.photo_id)
                    continue
                taken, doubts = self._photos.take_in_with_warnings(use.path)
            except DeskError as error:
                warnings.append(error.sentence())
                continue
            pictures[use] = taken.value
            changes |= taken.changes
            warnings += [f"{use.path.name}: {doubt}" for doubt in doubts]
        return pictures, changes


@dataclass(frozen=True, slots=True)
class _Incoming:
    """An incoming story made ready: cleaned, with its pictures found; ``given`` and ``warnings`` change on the way."""

    incoming: IncomingArticle
    given: ArticleFields
    tags: tuple[str, ...]
    uses: tuple[PhotoUse, ...]
    warnings: list[str]


def _identified(work: Work, story: Article, identity: Identity, domain: str) -> Article:
    """A new story as the one that it is elsewhere; a copy of another, with its URN, is known to no receiver."""
    story_id = identity.id or story.id
    is_itself = bool(identity.urn) and work.articles.id_of(identity.urn) is None
    urn = identity.urn if is_itself else make_urn(domain, story.created.date(), story_id)
    story = replace(story, id=story_id, urn=urn, modified=identity.modified or story.modified)
    return _versioned(story, identity) if is_itself and identity.version else story


def _versioned(story: Article, identity: Identity) -> Article:
    last = identity.last_published or identity.first_published or story.modified
    first = story.first_published or identity.first_published or last
    return replace(story, version=identity.version, first_published=first, last_published=last)


def _keep_what_stands(work: Work, before: Article, given: ArticleFields, warnings: list[str], *, sealed: bool) -> None:
    """Leave aside what the desk's story cannot become, and say so.

    The status of what is ``sealed`` is a fact, as it has left another desk.
    """
    slug = given.get("slug", before.slug)
    if slug != before.slug:
        if before.version:
            warnings.append(f"The slug “{before.slug}” stays, for it is the address of a story that has left the desk")
            del given["slug"]
        else:
            given["slug"] = _free(work, slug, before, warnings)
    if sealed:
        return
    status = given.get("status", before.status)
    try:
        check_move(before.status, status, published=before.version > 0)
        # Nothing but an export makes a story published.
        refused = status is Status.PUBLISHED and before.status is not Status.PUBLISHED
    except IllegalMoveError:
        refused = True
    if refused:
        warnings.append(f"A story that is {before.status} cannot become {status}: it stays as it is")
        del given["status"]


def _free(work: Work, slug: str, story: Article, warnings: list[str]) -> str:
    free = free_slug(slug, lambda taken: work.articles.is_slug_taken(taken, story.id))
    if free != slug:
        warnings.append(f"Another story has the slug “{slug}”: this one is “{free}”")
    return free


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


def _pointing_to(body: str, uses: Sequence[IncomingUse], pictures: Mapping[IncomingUse, Photo]) -> str:
    """The text with the figures of incoming pictures made those of their photos, or taken out where there is none."""
    found = {use.reference: pictures[use].id for use in uses if use.reference and use in pictures}
    missing = {use.reference for use in uses if use not in pictures} & figures.references(body) - found.keys()
    return figures.pointing_to(figures.without_figures(body, *missing) if missing else body, found)


def _texts(use: IncomingUse, where: str) -> Texts:
    def line(text: str | None, name: str) -> str | None:
        return None if text is None else one_line(text, name, where)

    return {
        "caption": line(use.caption, "caption"),
        "alt": line(use.alt, "alt text"),
        "credit": line(use.credit, "credit"),
    }


def _uses(
    incoming: Mapping[IncomingUse, Texts], pictures: Mapping[IncomingUse, Photo], before: Sequence[PhotoUse]
) -> tuple[PhotoUse, ...]:
    """The lead with its texts, and what is said of each picture in the text, of which only the credit is not there.

    What no file says of a use, as its crop, stays as it was ``before``.
    """
    known = {(use.photo_id, use.role): use for use in before}
    found: list[PhotoUse] = []
    for use, texts in incoming.items():
        photo = pictures.get(use)
        if photo is None:
            continue
        stood = known.get((photo.id, use.role), PhotoUse(photo.id, use.role))
        if use.decorative is not None:
            stood = replace(stood, decorative=use.decorative)
        if use.role is Role.INLINE:
            credit = None if texts["credit"] == photo.fields.credit else texts["credit"]
            found.append(replace(stood, caption=texts["caption"], alt=texts["alt"], credit=credit))
        elif not any(other.role is Role.LEAD for other in found):
            found.append(figures.captioned_lead(stood, photo, **texts))
    return tuple(found)


def _overruled(listed: Sequence[PhotoUse], *known: PhotoUse) -> list[str]:
    """Captions and alt texts that are listed for pictures in the text, where neither it nor the desk has them."""
    told = []
    for use in listed:
        others = [other for other in known if other.role is use.role is Role.INLINE and other.photo_id == use.photo_id]
        for name, words, stand in (
            ("caption", use.caption, [other.caption for other in others]),
            ("alt text", use.alt, [other.alt for other in others]),
        ):
            if stand and words and words not in stand:
                told.append(f"The {name} “{words[:60]}” was left aside: the one in the text counts")
    return told
