"""Markdown shown as safe HTML, as its readers get it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import nh3

from deskeditor.core.document import (
    Align,
    Aside,
    Block,
    Edit,
    Embed,
    Figure,
    Gallery,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Note,
    Paragraph,
    PullQuote,
    Quote,
    Raw,
    Rule,
    Run,
    Runs,
    Table,
    runs_in,
)
from deskeditor.markup.changes import published
from deskeditor.markup.containers import CONTAINER, TITLE_CLASS
from deskeditor.markup.critic import COMMENTED
from deskeditor.markup.grammar import SEPARATED
from deskeditor.markup.notes import NOTE, REFERENCE
from deskeditor.markup.reader import HEADING_LEVELS, Part
from deskeditor.markup.runs import Anchor, Link, Span, code_text, spans

FigureHtml = Callable[[Figure, str], str]
"""The HTML of a figure, which is trusted, from the figure and its caption as safe inline HTML."""
LinkAddress = Callable[[str], str]
"""The address on the page, which is trusted, of what a link in the text leads to; empty where it is only its text."""

_INLINE_TAGS = {"a", "br", "code", "del", "em", "strong", "sub", "sup"}
_TAGS = _INLINE_TAGS | {
    "aside", "blockquote", "div", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"aria-label", "href"}, "h2": {"id"}, "li": {"id"}, "ol": {"start"}, "section": {"aria-labelledby"},
    "sup": {"id"}, "td": {"style"}, "th": {"scope", "style"},
}  # fmt: skip
_ROLES = {"a": {"role": {"doc-backlink", "doc-noteref"}}, "section": {"role": {"doc-endnotes"}}}
_CLASSES = {"aside": {"factbox", "pullquote"}, "div": {"embed"}, "p": {"host"}, "section": {"notes"}}
_NEVER_EMPTY = {"blockquote", "h2", "h3", "h4", "p"}
_SCHEMES = {"http", "https", "mailto", "tel", "story"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s]", re.IGNORECASE)
_CELL_STYLES = {"text-align"}
_MARKS = {
    Mark.BOLD: "strong", Mark.ITALIC: "em", Mark.STRIKE: "del", Mark.SUPERSCRIPT: "sup", Mark.SUBSCRIPT: "sub",
}  # fmt: skip
_DEEPEST = 6
_BACK = "↩\ufe0e"
"""An arrow, as text: without the selector some readers' fonts show a coloured picture."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the page itself says: over its notes, of the way back from one, and of photos shown together."""

    notes: str = "Notes"
    back: str = "Back to reference"
    gallery: str = "Photos"


def web_address(address: str) -> str:
    """The address, where it leads to the web, to mail or to a telephone."""
    return address if _SAFE_LINK.match(address) else ""


_ENGLISH = PageWords()


def render(
    text: str | Iterable[Part],
    figure: FigureHtml,
    link: LinkAddress = web_address,
    words: PageWords = _ENGLISH,
) -> str:
    """The body as sanitised HTML, with all changes accepted and its notes at the end.

    A figure is exactly what the callback gives for it. Headings begin at ``h2`` and leave no level out, as screen
    readers expect of a page.
    """
    parts = published(text) if isinstance(text, str) else tuple(text)
    page = _Page(parts, link)
    rendered: list[str] = []
    pending: list[str] = []

    def figures(shown: Iterable[Figure]) -> Iterator[str]:
        for each in shown:
            yield figure(each, _cleaned_inline(page.inline(each.caption)))

    for part in parts:
        if isinstance(part.block, Figure | Gallery):
            rendered.append(_cleaned("\n".join(filter(None, pending))))
            pending = []
            if isinstance(part.block, Figure):
                rendered += figures([part.block])
            else:
                group = f'<div class="gallery" role="group" aria-label="{escape(words.gallery)}">'
                rendered += [group, *figures(part.block.figures), "</div>"]
        else:
            pending.append(page.part(part))
    rendered.append(_cleaned("\n".join(filter(None, [*pending, page.notes(words)]))))
    return "\n".join(html for html in rendered if html)


def inline_html(runs: Runs) -> str:
    """The runs as safe inline HTML; a link to anything but the web, mail or a telephone is only its text."""
    return _cleaned_inline(_Page((), web_address).inline(runs))


def _cleaned_inline(html: str) -> str:
    return nh3.clean(
        html,
        tags=_INLINE_TAGS,
        attributes={"a": {"href"}, "sup": {"id"}},
        tag_attribute_values=_ROLES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_ROLES,
        allowed_classes=_CLASSES,
        filter_style_properties=_CELL_STYLES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


class _Page:
    """Writes the HTML of blocks in their order on one page: it keeps count of headings and notes."""

    def __init__(self, parts: Iterable[Part], link: LinkAddress) -> None:
        self._link = link
        self._level = 0
        self._numbers, self._notes = _numbered(parts)
        self._referred: Counter[int] = Counter()

    def part(self, part: Part) -> str:
        if isinstance(part.block, Raw):
            return "".join(map(self._element, part.elements))
        return self._block(part.block)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(runs):
                return f"<p>{self.inline(runs)}</p>"
            case Heading(level, runs):
                self._level = min(level, self._level + 1)
                return f"<h{self._level + 1}>{self.inline(runs)}</h{self._level + 1}>"
            case ListBlock():
                return self._list(block)
            case Quote(paragraphs):
                quoted = "".join(f"<p>{self.inline(runs)}</p>\n" for runs in paragraphs)
                return f"<blockquote>\n{quoted}</blockquote>"
            case PullQuote(runs):
                return f'<aside class="pullquote"><p>{self.inline(runs)}</p></aside>'
            case Table():
                return self._table(block)
            case Aside():
                return self._aside(block)
            case Embed():
                return self._embed(block)
            case Rule():
                return "<hr>"
            case Note() | Figure() | Gallery() | Raw():
                return ""

    def _list(self, block: ListBlock) -> str:
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>\n{''.join(map(self._item, block.items))}</{tag}>"

    def _item(self, item: ListItem) -> str:
        nested = "".join(f"\n{self._list(child)}\n" for child in item.children)
        return f"<li>{self.inline(item.runs)}{nested}</li>\n"

    def _table(self, table: Table) -> str:
        head, *body = table.rows
        rows = "".join(f"<tr>{self._cells(row, table.aligns, 'td')}</tr>\n" for row in body)
        rows = f"<tbody>\n{rows}</tbody>\n" if rows else ""
        return f"<table>\n<thead>\n<tr>{self._cells(head, table.aligns, 'th')}</tr>\n</thead>\n{rows}</table>"

    def _cells(self, row: tuple[Runs, ...], aligns: tuple[Align, ...], tag: str) -> str:
        return "".join(
            f"<{_cell(tag, align)}>{self.inline(runs)}</{tag}>"
            if runs
            # An empty cell of the head heads nothing.
            else "<td></td>"
            for runs, align in zip(row, aligns, strict=True)
        )

    def _aside(self, aside: Aside) -> str:
        """Its headings stand below the heading that it stands under, and do not count for those after it."""
        level = self._level + 1
        content = [f"<h{level + 1}>{escape(aside.title)}</h{level + 1}>"] if aside.title else []
        within = level if aside.title else self._level
        for block in aside.blocks:
            if isinstance(block, Heading):
                within = min(level + block.level, within + 1)
                tag = f"h{min(within + 1, _DEEPEST)}"
                content.append(f"<{tag}>{self.inline(block.runs)}</{tag}>")
            else:
                content.append(self._block(block))
        return '<aside class="factbox">\n' + "\n".join(content) + "\n</aside>"

    def _embed(self, embed: Embed) -> str:
        link = f'<p><a href="{escape(embed.url)}">{escape(embed.title or embed.url)}</a></p>'
        fallback = f"<p>{self.inline(embed.fallback)}</p>" if embed.fallback else ""
        host = f'<p class="host">{escape(_host(embed.url))}</p>' if embed.title else ""
        return f'<div class="embed">{link}{fallback}{host}</div>'

    def notes(self, words: PageWords) -> str:
        """The notes of the page as a list, each with the ways back to where it is referred to."""
        if not self._notes:
            return ""
        items = "".join(
            f'<li id="note-{number}">{self._note(note, number, words.back)}</li>\n'
            for number, note in enumerate(self._notes, 1)
        )
        heading = f'<h2 id="notes">{escape(words.notes)}</h2>'
        return (
            f'<section class="notes" role="doc-endnotes" aria-labelledby="notes">{heading}<ol>\n{items}</ol></section>'
        )

    def _note(self, note: Note | Element, number: int, back: str) -> str:
        links = "".join(_way_back(number, time, back) for time in range(1, self._referred[number] + 1))
        if isinstance(note, Note):
            return f"<p>{self.inline(note.runs)}{links}</p>"
        content = self._content(note)
        return content + (f"<p>{links}</p>" if links else "")

    def _reference(self, label: str) -> str:
        number = self._numbers.get(label)
        if number is None:
            return f"<sup>{escape(label)}</sup>"
        self._referred[number] += 1
        place = _reference_id(number, self._referred[number])
        return f'<sup id="{place}"><a href="#note-{number}" role="doc-noteref">{number}</a></sup>'

    def inline(self, runs: Runs) -> str:
        """The runs as HTML that is not yet cleaned."""
        return "".join(map(self._node, spans(runs)))

    def _node(self, node: Span | Run) -> str:
        if isinstance(node, Run):
            if Mark.NOTE in node.marks:
                return self._reference(node.text)
            text = escape(node.text).replace("\n", "<br>\n")
            return f"<code>{text}</code>" if Mark.CODE in node.marks else text
        content = "".join(map(self._node, node.content))
        match node.of:
            case Mark():
                return f"<{_MARKS[node.of]}>{content}</{_MARKS[node.of]}>"
            case Link(address):
                return self._linked(content, address)
            case Anchor():
                return content
            case change:
                return "" if change.edit is Edit.DELETED else content

    def _linked(self, content: str, address: str) -> str:
        target = self._link(address)
        return f'<a href="{escape(target)}">{content}</a>' if target else content

    def _element(self, element: Element) -> str:
        """An element of the parser's tree, which holds what a document cannot."""
        tag = element.tag
        if tag == "img":
            return self._picture(element)
        if tag == REFERENCE:
            return self._reference(element.get("label", ""))
        if tag in ("br", "hr"):
            return f"<{tag}>\n"
        if tag in (SEPARATED, NOTE, Edit.DELETED.value):
            return ""
        content = self._content(element)
        if tag == "pre" and not len(element):
            content = f"<code>{content}</code>"
        if tag in (Edit.INSERTED.value, COMMENTED):
            return content
        if tag == "a":
            return self._linked(content, element.get("href", ""))
        if tag == CONTAINER:
            return f'<aside class="factbox">{content}</aside>\n'
        if tag in HEADING_LEVELS:
            tag = f"h{HEADING_LEVELS[tag] + 1}"
        if tag in _NEVER_EMPTY and not content.strip(" \n"):
            return ""
        if element.get("class") == TITLE_CLASS:
            return f"<p><strong>{content}</strong></p>\n"
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
        end = "" if tag in _INLINE_TAGS else "\n"
        return f"<{tag}{attributes}>{content}</{tag}>{end}"

    def _content(self, element: Element) -> str:
        text = escape(code_text(element) if element.tag == "code" else element.text or "")
        return "".join([text, *(self._element(child) + escape(child.tail or "") for child in element)])

    def _picture(self, element: Element) -> str:
        """A picture of the desk that stands in a text, or a foreign one, which is never loaded: its text, as a link."""
        address, alt = element.get("src", ""), element.get("alt", "")
        return self._linked(escape(alt or address), address) if web_address(address) else escape(alt)


def _numbered(parts: Iterable[Part]) -> tuple[dict[str, int], list[Note | Element]]:
    """The notes in the order in which they are first referred to, the others after them; and the number of each label.

    Of two notes with one label the first is meant.
    """
    labels: dict[str, None] = {}
    notes: list[tuple[str, Note | Element]] = []
    for part in parts:
        if isinstance(part.block, Note):
            notes.append((part.block.label, part.block))
        for runs in runs_in(part.block):
            labels.update((run.text, None) for run in runs if Mark.NOTE in run.marks)
        for element in part.elements:
            labels.update((found.get("label", ""), None) for found in element.iter(REFERENCE))
            notes += ((found.get("label", ""), found) for found in element.iter(NOTE))
    known = dict(reversed(notes))
    numbers = {label: number for number, label in enumerate(filter(known.__contains__, labels), 1)}
    first = [known[label] for label in numbers]
    return numbers, first + [note for _, note in notes if not any(note is other for other in first)]


def _way_back(number: int, time: int, label: str) -> str:
    place = _reference_id(number, time)
    sign = _BACK if time == 1 else f"{_BACK}<sup>{time}</sup>"
    called = f"{escape(label)} {place.removeprefix('noteref-')}"
    return f' <a href="#{place}" role="doc-backlink" aria-label="{called}">{sign}</a>'


def _reference_id(number: int, time: int) -> str:
    return f"noteref-{number}" if time == 1 else f"noteref-{number}-{time}"


def _cell(tag: str, align: Align) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return f'{tag}{scope} style="text-align: {align}"' if align else f"{tag}{scope}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
