"""From the desk's records to a package that can leave: versions, actions and the words chosen for a front page.

A version rises where the content differs from what left last, told by a hash of all that a receiver could see. So the
same content keeps its version, its times and its action, however often it is exported.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deskeditor.core.article import Article, Status
from deskeditor.core.document import Document
from deskeditor.core.edition import Edition, Teaser
from deskeditor.core.framing import AS_IT_CAME
from deskeditor.core.names import make_urn
from deskeditor.core.photo import UsedPhoto
from deskeditor.core.tag import Contributor
from deskeditor.desk.context import Context, read_publication
from deskeditor.desk.figures import used_photos
from deskeditor.exporters.content import Action, Front, Headline, Package, Story

if TYPE_CHECKING:
    from deskeditor.store import Published, Work


STORY_LINK = re.compile(r"\bstory:([0-9A-Za-z-]+)")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A package, and what is to be recorded once it has left; ``edition`` is as it stands then."""

    package: Package
    records: tuple[Published, ...]
    edition: Edition | None = None


def stories_package(context: Context, work: Work, articles: Sequence[Article], note: str) -> Outgoing:
    """Stories on their own."""
    together = frozenset(story.id for story in articles if story.status is not Status.WITHDRAWN)
    sent = [outgoing_story(context, work, story, note, together) for story in articles]
    stories, pictures = _with_pictures(context, work, [story for story, _ in sent])
    ids = sorted(story.id for story in articles)
    key = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:32]
    publication = read_publication(work)
    urn = make_urn(publication.domain, min(story.created for story in articles).date(), key)
    record = _next_version(context, work, key, [_sent(story) for story in stories], "")
    package = Package(publication, stories, None, urn, record.version, context.now())
    return Outgoing(package, _new(work, [*(record for _, record in sent), *pictures, record]))


def edition_package(context: Context, work: Work, edition: Edition) -> Outgoing:
    """An edition, with those of its stories that have a text; the others are lines on its front page.

    A story that is withdrawn is taken back, and stands on the front page no more.
    """
    keys = (edition.lead, *(teaser.article_id for teaser in edition.teasers), *edition.related, *edition.most_read)
    found = {story.id: story for story in work.articles.load(list(dict.fromkeys(key for key in keys if key)))}
    whole = [story for story in found.values() if story.body.strip() or story.status is Status.WITHDRAWN]
    together = frozenset(story.id for story in whole if story.status is not Status.WITHDRAWN)
    sent = [outgoing_story(context, work, story, "", together) for story in whole]
    stories, pictures = _with_pictures(context, work, [story for story, _ in sent])
    found |= {story.article.id: story.article for story in stories}
    front = _front(edition, found, frozenset(story.article.id for story in stories))
    seen = [edition.name, edition.date, _lines(front), front.tags, [_sent(story) for story in stories]]
    record = _next_version(context, work, edition.id, seen, "")
    after = replace(edition, version=record.version)
    package = Package(
        read_publication(work), stories, replace(front, edition=after), edition.urn, record.version, context.now()
    )
    return Outgoing(package, _new(work, [*(record for _, record in sent), *pictures, record]), after)


def outgoing_story(
    context: Context, work: Work, article: Article, note: str, together: frozenset[str] = frozenset()
) -> tuple[Story, Published]:
    """The story as it stands once it has left, and the record of this version, which may be an old one.

    ``together`` are the ids of the stories that are sent at the same time.
    """
    photos = used_photos(work, article)
    contributors = work.contributors.named(article.byline)
    withdrawn = article.status is Status.WITHDRAWN
    linked = tuple(story for story in linked_stories(work, article) if story.id in together or is_public(story))
    record = _next_version(
        context,
        work,
        article.id,
        _seen(article, photos, contributors, linked, withdrawn=withdrawn),
        note,
        withdrawn=withdrawn,
    )
    after = replace(
        article,
        version=record.version,
        status=Status.PUBLISHED if article.status is Status.READY else article.status,
        first_published=article.first_published or record.at,
        last_published=record.at,
    )
    public = tuple(story for story in linked if is_public(story))
    return Story(after, photos, contributors, Action(record.action), record.note, public), record


def _with_pictures(context: Context, work: Work, stories: Sequence[Story]) -> tuple[tuple[Story, ...], list[Published]]:
    """The stories with each photo in the version that leaves, which rises with what its files say and show."""
    from deskeditor.exporters.media import gather_uses, media_key, stated_fields

    records = {}
    for key, (_, uses) in gather_uses(stories).items():
        photo, framing = uses[0].photo, uses[0].framing
        seen = [photo.sha256, stated_fields(uses), framing, photo.position if photo.share_position else None]
        records[key] = _next_version(context, work, key, seen, "", at_least=photo.revision)

    def as_sent(used: UsedPhoto) -> UsedPhoto:
        record = records.get(media_key(used))
        return replace(used, photo=replace(used.photo, revision=record.version, modified=record.at)) if record else used

    sent = tuple(replace(story, photos=tuple(map(as_sent, story.photos))) for story in stories)
    return sent, list(records.values())


def linked_stories(work: Work, article: Article) -> list[Article]:
    """The other stories of the desk that the text links to."""
    ids = sorted({found[1] for found in STORY_LINK.finditer(article.body)} - {article.id})
    return work.articles.load(ids) if ids else []


def is_public(story: Article) -> bool:
    """Whether readers find the story at its public address."""
    return story.version > 0 and story.status is not Status.WITHDRAWN


def _next_version(
    context: Context, work: Work, subject: str, seen: object, note: str, *, withdrawn: bool = False, at_least: int = 1
) -> Published:
    from deskeditor.store import Published, canonical_json, sha256

    last = work.publications.last(subject)
    content = sha256(canonical_json(seen))
    if last is not None and last.sha256 == content:
        return last
    if withdrawn:
        action = Action.WITHDRAW
    elif last is None:
        action = Action.CREATE
    else:
        action = Action.CORRECT if note else Action.UPDATE
    version = max(last.version + 1 if last else 1, at_least)
    told = note if action in (Action.CORRECT, Action.WITHDRAW) else ""
    return Published(subject, version, content, action.value, told, context.now())


def _new(work: Work, records: Iterable[Published]) -> tuple[Published, ...]:
    return tuple(record for record in records if work.publications.last(record.subject) != record)


def _seen(
    article: Article,
    photos: Sequence[UsedPhoto],
    contributors: Sequence[Contributor],
    linked: Sequence[Article],
    *,
    withdrawn: bool,
) -> object:
    """All of a story that a receiver could see. The note of the desk is not among it, nor what only the desk sees."""
    seen: dict[str, object] = {
        "slug": article.slug,
        "section": article.section,
        "kicker": article.kicker,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "dateline": article.dateline,
        "language": article.language,
        "embargo": article.embargo,
        "body": _as_published(article.body),
        "tags": article.tags,
        "withdrawn": withdrawn,
        "contributors": [[person.name, person.url, person.email] for person in contributors],
        "photos": [
            [
                *(used.photo.id, used.photo.sha256, used.photo.fields, used.role, used.caption, used.alt, used.credit),
                # Only where there is some, so that what left before this was known of keeps its version.
                *([] if used.framing == AS_IT_CAME else [used.framing]),
                *([used.photo.position] if used.photo.share_position else []),
            ]
            for used in photos
        ],
    }
    if linked:
        seen["links"] = sorted((story.id, story.slug) for story in linked)
    return seen


def _as_published(body: str) -> str:
    """The body itself, but for tracked changes and anchors of comments."""
    from deskeditor import markup

    if "{" not in body:
        return body
    document = Document(tuple(part.block for part in markup.published(body)))
    return body if document == markup.read(body) else markup.write(document)


def _sent(story: Story) -> object:
    return [story.article.id, story.article.version, story.action]


def _front(edition: Edition, found: dict[str, Article], in_bundle: frozenset[str]) -> Front:
    shown = {key: story for key, story in found.items() if story.status is not Status.WITHDRAWN}

    def line(teaser: Teaser) -> Headline:
        story = shown[teaser.article_id]
        headline = story.headline if teaser.headline is None else teaser.headline
        standfirst = story.standfirst if teaser.standfirst is None else teaser.standfirst
        return Headline(story, headline, standfirst, story.id in in_bundle)

    def lines(teasers: Iterable[Teaser]) -> tuple[Headline, ...]:
        return tuple(line(teaser) for teaser in teasers if teaser.article_id in shown)

    return Front(
        edition,
        lead=line(Teaser(edition.lead)) if edition.lead in shown else None,
        teasers=lines(edition.teasers),
        related=lines(map(Teaser, edition.related)),
        most_read=lines(map(Teaser, edition.most_read)),
        tags=tuple(dict.fromkeys(tag for story in shown.values() for tag in story.tags)),
    )


def _lines(front: Front) -> object:
    def told(line: Headline | None) -> object:
        return line and [line.article.id, line.article.slug, line.headline, line.standfirst, line.in_bundle]

    parts = (front.teasers, front.related, front.most_read)
    return [told(front.lead), *([told(line) for line in part] for part in parts)]
