"""Foreign HTML, pasted or imported, taken in as a document.

What may pass is named, the rest is dropped: an allow-list cleans the markup, and only text, marks, safe links, and
pictures that are at hand come out of it. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import nh3

from deskeditor.core.document import Document
from deskeditor.markup.builder import DocumentBuilder
from deskeditor.markup.characters import clean
from deskeditor.markup.elements import ATTRIBUTES, BLOCK_TAGS, INLINE_TAGS
from deskeditor.markup.normal import normal

_SCHEMES = {"data", "http", "https", "mailto", "tel", "photo"}
_CONTENT_GONE = {
    "applet", "audio", "canvas", "datalist", "embed", "head", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml",
}  # fmt: skip

# The cleaner takes quadratic time for elements in elements and for ampersands in one text, and repeats each open mark
# in every paragraph after it.
_DEPTH = 200
_OPEN_MARKS = 12
_SWELLING = 8
_AMPERSANDS = 10_000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)>")
_NEST_NOT = {
    "area", "base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "option", "p", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
}  # fmt: skip
_FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}


@dataclass(frozen=True, slots=True)
class Foreign:
    """What foreign HTML says, and what of it can only be told of."""

    document: Document
    pictures: Mapping[str, bytes]
    """The bytes of the pictures that stand in it, by the id that their figures have until they are photos of a desk."""
    elsewhere: int = 0
    """Pictures that are left out because they are on the web or on a disk."""
    unread: int = 0
    """Pictures whose bytes came and cannot be used."""


def from_html(html: str) -> Foreign:
    """What foreign HTML says, as a document in normal form. Reads any text.

    Of pictures only the desk's own (``photo:ID``) and those whose bytes stand in the text are kept; scripts, styles,
    comments and tracked deletions are gone. Footnotes and endnotes are notes. A table stays one where its cells hold
    only text, and is otherwise what its cells hold.
    """
    html = _shallow(_parted(clean(html)))
    cleaned = _cleaned(html, BLOCK_TAGS | INLINE_TAGS)
    if len(cleaned) > _SWELLING * len(html):
        cleaned = _cleaned(html, BLOCK_TAGS)
    builder = DocumentBuilder()
    builder.feed(cleaned)
    builder.close()
    pictures = builder.pictures
    return Foreign(normal(builder.document()), pictures.taken, pictures.elsewhere, pictures.unread)


def _cleaned(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        clean_content_tags=_CONTENT_GONE,
        attributes=ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _parted(html: str) -> str:
    """The HTML with an empty element after each so many ampersands of one text."""
    if html.count("&") <= _AMPERSANDS:
        return html
    texts = html.split("<")
    for number, text in enumerate(texts):
        if text.count("&") > _AMPERSANDS:
            parts = text.split("&")
            batches = (parts[start : start + _AMPERSANDS] for start in range(0, len(parts), _AMPERSANDS))
            texts[number] = "<span></span>&".join("&".join(batch) for batch in batches)
    return "<".join(texts)


def _shallow(html: str) -> str:
    """The HTML with the tags left out that would open an element beyond the limits."""
    lower = html.lower()
    nests_not = set() if "<svg" in lower or "<math" in lower else _NEST_NOT
    depth = marks = 0
    kept: list[str] = []
    place = 0
    for match in _TAG.finditer(html):
        closing, tag, rest = match.groups()
        tag = tag.lower()
        if tag in nests_not or (not nests_not and rest.endswith("/")):
            continue
        mark = tag in _FORMATTING
        if closing:
            depth, marks = max(depth - 1, 0), max(marks - mark, 0)
        elif depth >= _DEPTH or (mark and marks >= _OPEN_MARKS):
            kept.append(html[place : match.start()])
            place = match.end()
        else:
            depth, marks = depth + 1, marks + mark
    return "".join([*kept, html[place:]])
