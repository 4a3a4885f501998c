"""One story of a publish bundle: its Markdown with the bundle's pictures and stories made those of the desk again."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from deskeditor import markup
from deskeditor.core.article import Status
from deskeditor.core.document import Document, Figure
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Role
from deskeditor.core.publication import WITHDRAWN_PREFIX
from deskeditor.importers.files import decode, without_controls
from deskeditor.importers.front_matter import FrontMatter, read_front_matter
from deskeditor.importers.identity import as_urn, as_version
from deskeditor.importers.incoming import Identity, IncomingArticle, IncomingFields, IncomingPhoto, IncomingUse

PhotoIn = Callable[[str], IncomingPhoto | None]
"""The picture of a folder of the bundle, such as ``media/ferry-1a2b3c4d``."""
StoryIn = Callable[[str], str]
"""The id of the story in a folder of the bundle, such as ``items/ferry-returns``; empty where there is none."""

UP = "../../"
"""From a story's folder to the top of the bundle."""
PICTURE = re.compile(rf"(?<=\]\(){re.escape(UP)}(media/[^\s()<>\"]+)")
PAGE = re.compile(rf"(?<=\]\(){re.escape(UP)}(items/[^\s()<>\"/]+)/index\.html(?=\))")
EMPTY: IncomingFields = {
    "section": "",
    "kicker": "",
    "standfirst": "",
    "byline": (),
    "dateline": "",
    "embargo": None,
    "status": Status.PUBLISHED,
}
"""A bundle says all of a story: what it does not name is empty."""


def read_story(
    data: bytes, item: Mapping[str, object], where: str, photo_in: PhotoIn, story_in: StoryIn
) -> IncomingArticle:
    """The story of ``article.md``, which ``item`` of the bundle's contents lists; raises ``DeskError``."""
    text, warnings = without_controls(decode(data, where))
    try:
        named, body = markup.front_matter.split(text)
    except DeskError as fault:
        raise DeskError(fault.what, where=f"{where}, {fault.where}", mend=fault.mend) from fault
    front = read_front_matter(named)
    identity = front.identity or _listed(item)
    if item.get("pubStatus") == "canceled":
        return _withdrawn(front, identity)
    uses, body = _with_photos(front, _with_links(body, story_in), photo_in)
    return IncomingArticle(
        fields={**EMPTY, **front.fields, "body": body},
        tags=front.tags,
        photos=uses,
        warnings=(*warnings, *front.warnings),
        created=front.created,
        identity=identity,
        told=frozenset({"tags", "photos"}),
        action=_action(item),
    )


def read_line(named: Mapping[str, object]) -> IncomingArticle | None:
    """A story that the front page names and the bundle does not hold; None where it does not say which one."""
    front = read_front_matter({key: value for key, value in named.items() if key != "photos"})
    if front.identity is None or not front.identity.urn:
        return None
    return IncomingArticle(front.fields, front.tags, created=front.created, identity=front.identity, told=front.told)


def _listed(item: Mapping[str, object]) -> Identity | None:
    urn = as_urn(item.get("uri"))
    return Identity(urn=urn, version=as_version(item.get("version"))) if urn else None


def _action(item: Mapping[str, object]) -> str:
    action = item.get("action")
    return str(action) if action in ("create", "correct") else "update"


def _withdrawn(front: FrontMatter, identity: Identity | None) -> IncomingArticle:
    """Taken back: the words stay with those who have them, and nobody else is told any."""
    fields: IncomingFields = {"status": Status.WITHDRAWN}
    if "slug" in front.fields:
        fields["slug"] = front.fields["slug"]
    if "language" in front.fields:
        fields["language"] = front.fields["language"]
    fields["headline"] = front.fields.get("headline", "").removeprefix(WITHDRAWN_PREFIX)
    return IncomingArticle(fields, identity=identity, action="withdraw")


def _with_links(body: str, story_in: StoryIn) -> str:
    def as_link(found: re.Match[str]) -> str:
        story_id = story_in(found[1])
        return f"story:{story_id}" if story_id else found[0]

    return PAGE.sub(as_link, body)


def _with_photos(front: FrontMatter, body: str, photo_in: PhotoIn) -> tuple[tuple[IncomingUse, ...], str]:
    """The uses of the story's pictures, and its text without the lead, which a bundle's text begins with."""
    shown: dict[str, IncomingPhoto] = {}

    def as_reference(found: re.Match[str]) -> str:
        photo = photo_in(posixpath.dirname(found[1]))
        if photo is None:
            return found[0]
        shown[photo.reference] = photo
        return f"photo:{photo.reference}"

    document = markup.read(PICTURE.sub(as_reference, body))
    uses: list[IncomingUse] = []
    for named in front.photos:
        photo = photo_in(posixpath.dirname(named.file.removeprefix(UP))) if named.file else None
        reference = photo.reference if photo else named.photo_id
        use = IncomingUse(
            None,
            named.role or Role.INLINE,
            named.caption,
            named.alt,
            named.credit,
            photo_id=reference,
            decorative=named.decorative or False,
        )
        uses.append(use if use.role is Role.LEAD else replace(use, reference=reference))
    listed = {use.reference for use in uses}
    uses += [IncomingUse(None, Role.INLINE, reference=key, photo_id=key) for key in shown if key not in listed]
    leads = [use.photo_id for use in uses if use.role is Role.LEAD]
    blocks = document.blocks
    if leads and blocks and isinstance(blocks[0], Figure) and blocks[0].photo_id == leads[0]:
        blocks = blocks[1:]
    text = markup.write(Document(blocks))
    return tuple(uses), text if body.endswith("\n") else text.rstrip("\n")
