"""Foreign HTML, pasted or imported, taken in as a document.

What may pass is named, the rest is dropped: an allow-list cleans the markup, and only text, marks, safe links, and
pictures of the desk come out of it. Nothing is fetched.
"""

from __future__ import annotations

import re

import nh3

from deskeditor.core.document import Document
from deskeditor.markup.builder import BLOCK_TAGS, INLINE_TAGS, DocumentBuilder
from deskeditor.markup.characters import clean
from deskeditor.markup.normal import normal

_ATTRIBUTES = {"*": {"class", "style"}, "a": {"href"}, "img": {"alt", "src"}, "del": {"cite", "datetime"}}
_SCHEMES = {"http", "https", "mailto", "tel", "photo"}
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


def from_html(html: str) -> Document:
    """The document, in normal form, that foreign HTML says.

    Reads any text. Pictures other than the desk's own (``photo:ID``), scripts, styles, comments and tracked deletions
    are gone; a table becomes a Markdown table where each cell is one paragraph, and otherwise what its cells hold.
    """
    html = _shallow(_parted(clean(html)))
    cleaned = _cleaned(html, BLOCK_TAGS | INLINE_TAGS)
    if len(cleaned) > _SWELLING * len(html):
        cleaned = _cleaned(html, BLOCK_TAGS)
    builder = DocumentBuilder()
    builder.feed(cleaned)
    builder.close()
    return normal(builder.document())


def _cleaned(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        clean_content_tags=_CONTENT_GONE,
        attributes=_ATTRIBUTES,
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
