"""Stories and photos as ninjs 3.1, the JSON of the IPTC."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from deskeditor.core.photo import Role
from deskeditor.core.text import one_line
from deskeditor.exporters.content import Story
from deskeditor.exporters.media import Media
from deskeditor.exporters.pages import body_html
from deskeditor.exporters.release import Release, stamp
from deskeditor.markup import count_words

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
Item = dict[str, Any]


def as_json(data: object) -> str:
    """JSON as every file of a bundle has it: UTF-8, one space of indent, in the order given."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _filled(item: Item) -> Item:
    """Without the keys that say nothing."""
    return {key: value for key, value in item.items() if value not in ("", None, [], {})}


def article_item(release: Release, story: Story) -> Item:
    """A story; one that is taken back has neither text nor pictures."""
    article = story.article
    item: Item = {
        "uri": article.urn,
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "version": str(article.version),
        "firstCreated": stamp(release.published(story)),
        "versionCreated": stamp(release.revised(story)),
        "embargoedUntil": stamp(article.embargo) if article.embargo else "",
        "pubStatus": "canceled" if story.withdrawn else "usable",
        "language": release.language(article),
        "headlines": [{"role": "main", "value": release.headline(story)}],
        "altIds": [
            {"role": "canonicalUrl", "value": release.page_url(article)},
            {"role": "slug", "value": article.slug},
        ],
        "copyrightHolder": release.holder,
        "copyrightNotice": release.copyright,
        "infoSources": [{"name": release.publication.name, "role": "provider"}],
        "edNote": story.note,
    }
    if not story.withdrawn:
        item |= _text(release, story)
    return _filled(item)


def _text(release: Release, story: Story) -> Item:
    article = story.article
    html = str(body_html(release, story, release.url("")))
    plain = release.text(story).plain
    subjects = [{"name": tag, "rel": "about"} for tag in article.tags]
    if article.section:
        subjects.insert(0, {"name": article.section, "rel": "section"})
    headlines = [{"role": "main", "value": release.headline(story)}]
    if article.kicker:
        headlines.append({"role": "kicker", "value": article.kicker})
    return {
        "headlines": headlines,
        "by": ", ".join(article.byline),
        "people": [{"name": name, "rel": "author"} for name in article.byline],
        "located": article.dateline,
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": release.description(story)}],
        "bodies": [
            {"role": "main", "contentType": "text/html", "wordCount": count_words(plain), "value": html},
            {"role": "plain", "contentType": "text/plain", "charCount": len(plain), "value": plain},
        ],
        "subjects": subjects,
        "associations": _associations(release, story),
    }


def _associations(release: Release, story: Story) -> list[Item]:
    """The pictures of the story with the words that this story has for them."""
    associated = []
    inline = 0
    for used in story.photos:
        media = release.picture(used)
        if media is None:
            continue
        inline += used.role is Role.INLINE
        item = _picture(release, media)
        item["descriptions"] = _descriptions(used.caption, used.alt)
        item["infoSources"] = _credit(used.credit)
        associated.append({"name": "featuremedia" if used.role is Role.LEAD else f"inline-{inline}", **_filled(item)})
    return associated


def photo_item(release: Release, media: Media) -> Item:
    """A photo of the archive as it lies in the bundle."""
    return _filled({"standard": STANDARD, **_picture(release, media)})


def _picture(release: Release, media: Media) -> Item:
    photo, fields = media.photo, media.fields
    return {
        "uri": media.urn,
        "type": "picture",
        "version": str(photo.revision),
        "versionCreated": stamp(photo.modified),
        "contentCreated": _whole_time(fields.date_created),
        "pubStatus": "usable",
        "language": media.language,
        "headlines": [{"value": one_line(fields.headline)}] if fields.headline else [],
        "descriptions": _descriptions(fields.caption, fields.alt),
        "by": ", ".join(fields.creator),
        "copyrightNotice": fields.copyright,
        "usageTerms": fields.usage_terms,
        "infoSources": _credit(fields.credit),
        "people": [{"name": name, "rel": "shown"} for name in fields.people],
        "events": [{"name": fields.event}] if fields.event else [],
        "places": [
            {"name": name, "rel": rel}
            for rel, name in (
                ("sublocation", fields.sublocation),
                ("city", fields.city),
                ("state", fields.state),
                ("country", fields.country),
            )
            if name
        ],
        "subjects": [{"name": keyword} for keyword in fields.keywords],
        "digitalSourceType": {"uri": fields.digital_source_type} if fields.digital_source_type else {},
        "renditions": [
            _filled(
                {
                    "name": placed.name,
                    "href": release.url(placed.path),
                    "contentType": placed.media_type,
                    "width": placed.width,
                    "height": placed.height,
                    "sizeInBytes": placed.size or None,
                }
            )
            for placed in media.renditions
        ],
    }


def _descriptions(caption: str, alt: str) -> list[Item]:
    return [{"role": role, "value": value} for role, value in (("caption", caption), ("altText", alt)) if value]


def _credit(credit: str) -> list[Item]:
    return [{"name": credit, "role": "credit"}] if credit else []


def _whole_time(text: str) -> str:
    """The time in RFC 3339 where it is known with its offset, else nothing: ninjs takes no partial dates."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return moment.isoformat(timespec="seconds") if moment.tzinfo else ""
