"""The stable JSON forms of what the desk holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from deskeditor.cli.printing import utc
from deskeditor.core.article import Article
from deskeditor.core.byline import join_byline
from deskeditor.core.edition import Edition
from deskeditor.core.finding import Finding
from deskeditor.core.framing import to_record
from deskeditor.core.photo import Photo, UsedPhoto
from deskeditor.core.template import Template

if TYPE_CHECKING:
    from deskeditor.desk import Desk

Record = dict[str, object]


def article_record(article: Article, photos: Sequence[UsedPhoto]) -> Record:
    """A story with all its words and its pictures as a reader sees them."""
    return {
        "id": article.id,
        "slug": article.slug,
        "section": article.section,
        "kicker": article.kicker,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "byline": join_byline(article.byline, article.language),
        "dateline": article.dateline,
        "language": article.language,
        "status": article.status.value,
        "body": article.body,
        "tags": list(article.tags),
        "photos": [_use_record(used) for used in photos],
        "version": article.version,
        "created": utc(article.created),
        "modified": utc(article.modified),
        "embargo": utc(article.embargo),
    }


def _use_record(used: UsedPhoto) -> Record:
    return {
        "id": used.photo.id,
        "role": used.role.value,
        "caption": used.caption,
        "alt": used.alt,
        "credit": used.credit,
    }


def use_record(used: UsedPhoto, article: str) -> Record:
    """A photo as a story (its slug) shows it; ``own`` is what was changed for it, the rest is inherited."""
    own: Record = {"own": sorted(used.own), "decorative": used.decorative, "framing": to_record(used.framing)}
    return {"article": article} | _use_record(used) | own


def photo_record(photo: Photo, articles: Sequence[str]) -> Record:
    """A photo of the archive with all that is known of it; ``articles`` are the slugs of the stories that use it."""
    return {
        "id": photo.id,
        "filename": photo.filename,
        "media_type": photo.media_type,
        "width": photo.width,
        "height": photo.height,
        "size": photo.size,
        "sha256": photo.sha256,
        "added": utc(photo.added),
        "modified": utc(photo.modified),
        **asdict(photo.fields),
        "note": photo.note,
        "rating": photo.rating,
        "label": photo.label,
        "rejected": photo.rejected,
        "framing": to_record(photo.framing),
        "credentials": photo.credentials,
        "conflicts": [asdict(conflict) for conflict in photo.open_conflicts],
        "position": asdict(photo.position) if photo.position else None,
        "share_position": photo.share_position,
        "articles": list(articles),
    }


def template_record(template: Template) -> Record:
    """A template, or a photographer's card."""
    return {"kind": template.kind.value, "name": template.name, "fields": dict(template.fields)}


def finding_record(finding: Finding) -> Record:
    """One finding of a check."""
    return {
        "article": finding.article,
        "check": finding.check,
        "severity": finding.severity.value,
        "place": finding.place,
        "message": finding.message,
    }


def edition_record(edition: Edition, desk: Desk) -> Record:
    """A front page, its stories by slug; the words of a teaser are null where the story's own are shown."""

    def slug(key: str) -> str:
        return desk.articles.get(key).slug

    return {
        "id": edition.id,
        "name": edition.name,
        "date": edition.date.isoformat(),
        "lead": slug(edition.lead) if edition.lead else None,
        "teasers": [
            {"article": slug(teaser.article_id), "headline": teaser.headline, "standfirst": teaser.standfirst}
            for teaser in edition.teasers
        ],
        "related": [slug(key) for key in edition.related],
        "most_read": [slug(key) for key in edition.most_read],
        "version": edition.version,
    }
