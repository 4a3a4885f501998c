"""The front page of a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypedDict, Unpack

from deskeditor.core.changes import Changes, Done
from deskeditor.core.edition import Edition, Teaser
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.names import make_urn, new_id
from deskeditor.desk.cleaning import NAME_LIMIT, one_line
from deskeditor.desk.context import Context, found_article, read_publication
from deskeditor.desk.packaging import edition_package

if TYPE_CHECKING:
    from deskeditor.store import Work


class EditionFields(TypedDict, total=False):
    """What of an edition a person sets; absent means left as it is. Stories are named by id or slug."""

    date: date
    lead: str | None
    teasers: Sequence[Teaser]
    related: Sequence[str]
    most_read: Sequence[str]


class Editions:
    """An edition is asked for by its name or its id; an unknown one raises ``NotFoundError``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> list[Edition]:
        """Every edition, the latest date first."""
        with self._context.store.reading() as work:
            return work.editions.all()

    def get(self, name: str) -> Edition:
        """The edition with its lines."""
        with self._context.store.reading() as work:
            return found_edition(work, name)

    def new(self, name: str, date: date) -> Done[Edition]:
        """An empty front page; raises ``DeskError`` where there is one of that name."""
        name = one_line(name, "name of an edition", limit=NAME_LIMIT)
        if not name:
            raise DeskError("An edition needs a name", mend="its date will do")
        with self._context.store.writing() as work:
            if work.editions.find(name):
                raise DeskError("There is an edition of that name already", where=name, mend="choose another name")
            now, made = self._context.now(), new_id()
            urn = make_urn(read_publication(work).domain, date, made)
            edition = Edition(id=made, urn=urn, name=name, date=date, modified=now)
            work.editions.insert(edition)
        return Done(edition, Changes(editions=frozenset({edition.id})))

    def edit(self, name: str, **fields: Unpack[EditionFields]) -> Done[Edition]:
        """Change what is named; a teaser's empty words mean the story's own."""
        with self._context.store.writing() as work:
            before = found_edition(work, name)
            after = _changed(work, before, fields)
            if after == before:
                return Done(before, Changes())
            after = replace(after, modified=self._context.after(before.modified))
            work.editions.update(after)
        return Done(after, Changes(editions=frozenset({after.id})))

    def preview_html(self, name: str) -> str:
        """The front page as it would be exported now, as one document, its pictures as ``photo:ID``."""
        from deskeditor import exporters

        with self._context.store.reading() as work:
            outgoing = edition_package(self._context, work, found_edition(work, name))
        return exporters.preview(outgoing.package)


def found_edition(work: Work, name: str) -> Edition:
    """The edition of a name or id; raises ``NotFoundError``."""
    edition = work.editions.find(name)
    if edition is None:
        raise NotFoundError("There is no such edition", where=name[:NAME_LIMIT], mend="see the editions there are")
    return edition


def _changed(work: Work, before: Edition, fields: EditionFields) -> Edition:
    after = before
    if "date" in fields:
        after = replace(after, date=fields["date"])
    if "lead" in fields:
        lead = fields["lead"]
        lead_id = found_article(work, lead).id if lead else None
        # A story stands on the front page once: what leads it is no teaser any more.
        below = tuple(teaser for teaser in after.teasers if teaser.article_id != lead_id)
        after = replace(after, lead=lead_id, teasers=below)
    if "teasers" in fields:
        teasers = tuple(_teaser(work, teaser) for teaser in fields["teasers"])
        _refuse_twice(work, (teaser.article_id for teaser in teasers), "teasers")
        _refuse_lead(work, after.lead, teasers)
        after = replace(after, teasers=teasers)
    if "related" in fields:
        after = replace(after, related=_ids(work, fields["related"], "related stories"))
    if "most_read" in fields:
        after = replace(after, most_read=_ids(work, fields["most_read"], "most-read stories"))
    return after


def _refuse_lead(work: Work, lead: str | None, teasers: tuple[Teaser, ...]) -> None:
    if lead and any(teaser.article_id == lead for teaser in teasers):
        raise DeskError(
            "The lead story cannot be a teaser too",
            where=found_article(work, lead).slug,
            mend="leave it out, or make another story the lead",
        )


def _teaser(work: Work, given: Teaser) -> Teaser:
    story = found_article(work, given.article_id)
    headline = one_line(given.headline or "", "headline", story.slug)
    standfirst = one_line(given.standfirst or "", "standfirst", story.slug)
    return Teaser(story.id, headline or None, standfirst or None)


def _ids(work: Work, keys: Sequence[str], part: str) -> tuple[str, ...]:
    ids = tuple(found_article(work, key).id for key in keys)
    _refuse_twice(work, ids, part)
    return ids


def _refuse_twice(work: Work, ids: Iterable[str], part: str) -> None:
    seen: set[str] = set()
    for key in ids:
        if key in seen:
            slug = found_article(work, key).slug
            raise DeskError(f"The story stands twice among the {part}", where=slug, mend="name it once")
        seen.add(key)
