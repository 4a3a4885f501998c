"""Markdown shown: as safe HTML, and as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element

import nh3

from deskeditor.core.document import (
    Block,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Run,
    Runs,
    plain,
)
from deskeditor.markup.grammar import SEPARATED
from deskeditor.markup.reader import HEADING_LEVELS, read_parts
from deskeditor.markup.runs import Span, code_text, spans

FigureHtml = Callable[[Figure, str], str]
"""The HTML of a figure, which is trusted, from the figure and its caption as safe inline HTML."""

_INLINE_TAGS = {"a", "br", "code", "del", "em", "strong"}
_TAGS = _INLINE_TAGS | {
    "blockquote", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_NEVER_EMPTY = {"blockquote", "h2", "h3", "h4", "p"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s]", re.IGNORECASE)
_CELL_STYLES = {"text-align"}
_MARKS = {Mark.BOLD: "strong", Mark.ITALIC: "em", Mark.STRIKE: "del"}


def render(markdown: str, figure: FigureHtml) -> str:
    """The body as sanitised HTML: headings begin at ``h2``, and a figure is exactly what the callback gives for it."""
    rendered: list[str] = []
    pending: list[str] = []
    for part in read_parts(markdown):
        if isinstance(part.block, Figure):
            rendered += [_cleaned("\n".join(pending)), figure(part.block, inline_html(part.block.caption))]
            pending = []
        elif isinstance(part.block, Raw):
            pending.append("".join(_element(element) for element in part.elements))
        else:
            pending.append(_block(part.block))
    rendered.append(_cleaned("\n".join(pending)))
    return "\n".join(html for html in rendered if html)


def inline_html(runs: Runs) -> str:
    """The runs as safe inline HTML; a link to anything but the web, mail or a telephone is only its text."""
    return nh3.clean(
        _inline(spans(runs)), tags=_INLINE_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None
    )


def plain_text(markdown: str) -> str:
    """The text without marks: blocks are parted by a blank line, the items of a list by a line end."""
    texts = (_plain_block(part.block, part.elements) for part in read_parts(markdown))
    return "\n\n".join(text for text in texts if text)


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "td": {"style"}, "th": {"style"}},
        filter_style_properties=_CELL_STYLES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph(runs):
            return f"<p>{_inline(spans(runs))}</p>"
        case Heading(level, runs):
            return f"<h{level + 1}>{_inline(spans(runs))}</h{level + 1}>"
        case ListBlock():
            return _list(block)
        case Quote(paragraphs):
            return (
                "<blockquote>\n" + "".join(f"<p>{_inline(spans(runs))}</p>\n" for runs in paragraphs) + "</blockquote>"
            )
        case Rule():
            return "<hr>"
        case _:
            raise TypeError(block)


def _list(block: ListBlock) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "".join(
        f"<li>{_inline(spans(item.runs))}{''.join(map(_nested, item.children))}</li>\n" for item in block.items
    )
    return f"<{tag}>\n{items}</{tag}>"


def _nested(block: ListBlock) -> str:
    return f"\n{_list(block)}\n"


def _inline(tree: tuple[Span | Run, ...]) -> str:
    return "".join(_node(node) for node in tree)


def _node(node: Span | Run) -> str:
    if isinstance(node, Run):
        text = escape(node.text).replace("\n", "<br>\n")
        return f"<code>{text}</code>" if Mark.CODE in node.marks else text
    content = _inline(node.content)
    if isinstance(node.of, Mark):
        return f"<{_MARKS[node.of]}>{content}</{_MARKS[node.of]}>"
    return f'<a href="{escape(node.of)}">{content}</a>' if _SAFE_LINK.match(node.of) else content


def _element(element: Element) -> str:
    """An element of the parser's tree, which holds what a document cannot."""
    content = "".join([_text(element), *(_element(child) + escape(child.tail or "") for child in element)])
    tag = element.tag
    if tag == "img":
        return _picture(element)
    if tag in (SEPARATED, "br", "hr"):
        return "" if tag == SEPARATED else f"<{tag}>\n"
    if tag == "pre" and not len(element):
        content = f"<code>{content}</code>"
    if tag in HEADING_LEVELS:
        tag = f"h{HEADING_LEVELS[tag] + 1}"
    if tag in _NEVER_EMPTY and not content.strip(" \n"):
        return ""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    end = "" if tag in _INLINE_TAGS else "\n"
    return f"<{tag}{attributes}>{content}</{tag}>{end}"


def _text(element: Element) -> str:
    return escape(code_text(element) if element.tag == "code" else element.text or "")


def _picture(element: Element) -> str:
    """A picture of the desk that stands within a text, or a foreign one, which is never loaded: its text, as a link."""
    address, alt = element.get("src", ""), element.get("alt", "")
    if _SAFE_LINK.match(address):
        return f'<a href="{escape(address)}">{escape(alt or address)}</a>'
    return escape(alt)


def _plain_block(block: Block, elements: tuple[Element, ...]) -> str:
    match block:
        case Paragraph(runs) | Heading(_, runs) | Figure(_, _, runs):
            return plain(runs)
        case ListBlock():
            return "\n".join(_plain_items(block))
        case Quote(paragraphs):
            return "\n\n".join(plain(runs) for runs in paragraphs)
        case Rule():
            return ""
        case Raw():
            return "".join(_plain_elements(elements)).strip()
        case _:
            raise TypeError(block)


def _plain_items(block: ListBlock) -> Iterator[str]:
    for item in block.items:
        yield from _plain_item(item)


def _plain_item(item: ListItem) -> Iterator[str]:
    if item.runs:
        yield plain(item.runs)
    for child in item.children:
        yield from _plain_items(child)


def _plain_elements(elements: tuple[Element, ...]) -> Iterator[str]:
    for element in elements:
        yield code_text(element) if element.tag == "code" else element.text or element.get("alt") or ""
        yield from _plain_elements(tuple(element))
        if element.tag not in _INLINE_TAGS:
            yield " " if element.tag in ("td", "th", "img") else "\n"
        yield element.tail or ""
