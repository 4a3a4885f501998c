"""The photos of one story: its lead, and the figures in its text.

The text is the truth for figures. Only the paragraphs that may hold one are parsed, so that saving a long story with
pictures costs no more than saving one without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from deskeditor.core.article import Article
from deskeditor.core.document import Block, Document, Figure, Gallery, Run, normal_runs, plain
from deskeditor.core.errors import NotFoundError
from deskeditor.core.framing import Framing
from deskeditor.core.photo import Photo, PhotoUse, Role, UsedPhoto

if TYPE_CHECKING:
    from deskeditor.store import Work

FIGURE = "photo:"
REFERENCE = re.compile(rf"(?<=\]\({FIGURE})[^()\s]+(?=\))")
FENCES = ("```", "~~~")
"""A figure between these is an example, not a picture."""
GOES_ON = re.compile(r"\n*(?: {4}|\t| {0,3}\[|[ \n]*\Z)")
"""How text begins that may belong to what stands above it: indented, or under a definition, which is not seen."""


def uses_of(body: str, before: tuple[PhotoUse, ...], departed: tuple[PhotoUse, ...] = ()) -> tuple[PhotoUse, ...]:
    """The photos of a story whose text is now ``body``: its lead as it was, then its figures in order.

    A figure's credit, framing and whether it is decorative are not in the text, and stay with the photo; one of the
    ``departed`` that is back brings its own.
    """
    lead = tuple(use for use in before if use.role is Role.LEAD)
    if FIGURE not in body:
        return lead
    known = {use.photo_id: use for use in (*departed, *before) if use.role is Role.INLINE}
    return lead + tuple(
        replace(
            known.get(figure.photo_id, PhotoUse(figure.photo_id, Role.INLINE)),
            caption=plain(figure.caption),
            alt=figure.alt,
        )
        for figure in _figures(body)
    )


def _figures(body: str) -> Iterator[Figure]:
    from deskeditor import markup

    marks = (FIGURE, *FENCES)
    parts = [part for part in _parts(body) if any(mark in part for mark in marks)]
    return markup.read("\n\n".join(parts)).figures()


def _parts(body: str) -> Iterator[str]:
    """The paragraphs, each with those below it that go on with it: a gallery, a list, or code."""
    part: list[str] = []
    for paragraph in body.split("\n\n"):
        if part and not GOES_ON.match(paragraph):
            yield "\n\n".join(part)
            part = []
        part.append(paragraph)
    yield "\n\n".join(part)


def with_figure(body: str, photo: Photo) -> str:
    """The text with the photo at its end, captioned as the archive has it."""
    from deskeditor import markup

    figure = Figure(photo.id, photo.fields.alt, normal_runs([Run(photo.fields.caption)]))
    written = markup.write(Document((figure,)))
    return f"{body.rstrip()}\n\n{written}" if body.strip() else written


def map_figures(body: str, photo_id: str, change: Callable[[Figure], Figure]) -> str:
    """The text with each figure of the photo changed."""

    def changed(figure: Figure) -> Figure | None:
        return change(figure) if figure.photo_id == photo_id else figure

    return _with_figures(body, changed)


def without_figures(body: str, *photo_ids: str) -> str:
    """The text without the figures of the photos."""
    gone = frozenset(photo_ids)
    return _with_figures(body, lambda figure: None if figure.photo_id in gone else figure)


def pointing_to(body: str, photo_ids: Mapping[str, str]) -> str:
    """The text with its figures made those of other photos, in place, so that the rest stays as it was written."""
    return REFERENCE.sub(lambda found: photo_ids.get(found[0], found[0]), body)


def references(body: str) -> frozenset[str]:
    """What the text calls the photos of its figures."""
    return frozenset(REFERENCE.findall(body))


def _with_figures(body: str, change: Callable[[Figure], Figure | None]) -> str:
    from deskeditor import markup

    def changed(block: Block) -> Block | None:
        if isinstance(block, Figure):
            return change(block)
        if isinstance(block, Gallery):
            figures = tuple(figure for each in block.figures if (figure := change(each)))
            return Gallery(figures) if figures else None
        return block

    blocks = (changed(block) for block in markup.read(body).blocks)
    return markup.write(Document(tuple(block for block in blocks if block is not None)))


def with_lead(story: Article, use: PhotoUse | None) -> Article:
    """The story with another lead photo, or none."""
    inline = tuple(other for other in story.photos if other.role is not Role.LEAD)
    return replace(story, photos=inline if use is None else (use, *inline))


def found_use(story: Article, photo_id: str, role: Role | None = None) -> PhotoUse:
    """How the story uses the photo, the lead first; raises ``NotFoundError`` where it does not."""
    use = next((use for use in story.photos if use.photo_id == photo_id and role in (None, use.role)), None)
    if use is None:
        raise NotFoundError("The photo is not in the story", where=story.slug, mend="attach it first")
    return use


def captioned_lead(
    use: PhotoUse, photo: Photo, *, caption: str | None, alt: str | None, credit: str | None
) -> PhotoUse:
    """The use with the texts given; one that says what the archive says is inherited from it."""

    def own(text: str | None, kept: str | None, archived: str) -> str | None:
        if text is None:
            return kept
        return None if text == archived else text

    return replace(
        use,
        caption=own(caption, use.caption, photo.fields.caption),
        alt=own(alt, use.alt, photo.fields.alt),
        credit=own(credit, use.credit, photo.fields.credit),
    )


def captioned_inline(
    story: Article, photo: Photo, *, caption: str | None, alt: str | None, credit: str | None
) -> Article:
    """The story with the texts given for a photo in its text; ``None`` leaves one as it is."""
    body = story.body

    def changed(figure: Figure) -> Figure:
        runs = figure.caption if caption is None else normal_runs([Run(caption)])
        return replace(figure, caption=runs, alt=figure.alt if alt is None else alt)

    if caption is not None or alt is not None:
        body = map_figures(body, photo.id, changed)
    photos = uses_of(body, story.photos)
    if credit is not None:
        inherited = None if credit == photo.fields.credit else credit
        photos = tuple(
            replace(use, credit=inherited) if use.photo_id == photo.id and use.role is Role.INLINE else use
            for use in photos
        )
    return replace(story, body=body, photos=photos)


def with_shown(
    story: Article, photo: Photo, role: Role, framing: Framing | None, *, decorative: bool | None
) -> Article:
    """The story with the photo shown so in that role; ``None`` leaves it, and the archive's framing is inherited."""

    def shown(use: PhotoUse) -> PhotoUse:
        if use.photo_id != photo.id or use.role is not role:
            return use
        own = use.framing if framing is None else None if framing == photo.framing else framing
        return replace(use, framing=own, decorative=use.decorative if decorative is None else decorative)

    return replace(story, photos=tuple(map(shown, story.photos)))


def used_photos(work: Work, story: Article) -> tuple[UsedPhoto, ...]:
    """The story's photos with all that they inherit; one that is not on the desk is left out."""
    if not story.photos:
        return ()
    known = {photo.id: photo for photo in work.photos.load([use.photo_id for use in story.photos])}
    return tuple(UsedPhoto.of(use, known[use.photo_id]) for use in story.photos if use.photo_id in known)
