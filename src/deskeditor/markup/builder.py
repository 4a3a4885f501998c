"""A document built from the tags of clean HTML, without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from deskeditor.core.document import (
    Block,
    Document,
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
    whole,
)
from deskeditor.markup.inline import write_runs
from deskeditor.markup.limits import DEPTH
from deskeditor.markup.reader import HEADING_LEVELS, PHOTO
from deskeditor.markup.runs import tidy

_MARKS = {
    "b": Mark.BOLD, "strong": Mark.BOLD, "em": Mark.ITALIC, "i": Mark.ITALIC, "cite": Mark.ITALIC, "del": Mark.STRIKE,
    "s": Mark.STRIKE, "strike": Mark.STRIKE, "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "tt": Mark.CODE,
    "sub": Mark.SUBSCRIPT, "sup": Mark.SUPERSCRIPT,
}  # fmt: skip
_SHIFTS = {"super": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT}
_VOID = {"br", "hr", "img"}
INLINE_TAGS = set(_MARKS) | {"a", "font", "span", "u"}
BLOCK_TAGS = _VOID | set(HEADING_LEVELS) | {
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip

_SPACES = re.compile(r"[ \t\n\f]+")
_WEB = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_WORD_LEVEL = re.compile(r"level(\d+)")
_WORD_NUMBER = re.compile(r"\w+[.)]")
"""What Word writes before a numbered item; before the others stand signs, among them a lone ``o``."""
_WORD_GONE = {"msodel", "msocommentreference", "msocomanchor", "msocomtxt", "msocomoff"}
_TICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds inside an open element."""

    tag: str = ""
    marks: frozenset[Mark] = frozenset()
    link: str = ""
    hidden: bool = False
    bullet: bool = False
    heading: int = 0
    quoted: bool = False
    preformatted: bool = False
    lists: tuple[bool, ...] = ()
    """Whether each of the lists around it is ordered."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list before the nesting is known: how deep it stands."""

    level: int
    ordered: bool
    runs: Runs


@dataclass(slots=True)
class _Table:
    start: int
    """Where its blocks begin."""
    rows: list[list[int]] = field(default_factory=list)
    """For each cell of each row, where its blocks end."""


class DocumentBuilder(HTMLParser):
    """Feed it HTML whose tags are closed in order, as a cleaner leaves it; then ask for the document."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._items: list[_Item] = []
        self._quoted: list[Runs] = []
        self._open = [_Context()]
        self._tables: list[_Table] = []
        self._word_level = 0
        self._bullet = ""

    def document(self) -> Document:
        """What was fed so far; its runs are tidy, its blocks not yet in normal form."""
        self._end_block()
        self._end_group()
        return Document(tuple(self._blocks))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        here = self._open[-1]
        if tag in BLOCK_TAGS and tag not in ("br", "img"):
            self._end_block()
        if tag in _VOID:
            if not here.hidden:
                self._void(tag, attributes)
            return
        self._open.append(_inside(here, tag, attributes))
        if tag in ("ul", "ol") and not here.lists:
            self._end_group()
        elif tag == "p" and (level := _WORD_LEVEL.search(_style(attributes).get("mso-list", ""))):
            self._word_level, self._bullet = int(level.group(1)), ""
        elif tag == "table":
            self._end_group()
            self._tables.append(_Table(len(self._blocks)))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._end_block()
        if len(self._open) == 1:
            return
        ended = self._open.pop()
        if (ended.lists and not self._open[-1].lists) or (ended.quoted and not self._open[-1].quoted):
            self._end_group()
        elif tag in ("td", "th") and self._tables and self._tables[-1].rows:
            self._end_group()
            self._tables[-1].rows[-1].append(len(self._blocks))
        elif tag == "table" and self._tables:
            self._end_table(self._tables.pop())

    def handle_data(self, data: str) -> None:
        here = self._open[-1]
        if here.bullet:
            self._bullet += data.strip()
        if here.hidden:
            return
        if not here.preformatted:
            data = _SPACES.sub(" ", data)
            if data.startswith(" ") and (not self._runs or self._runs[-1].text.endswith((" ", "\n"))):
                data = data[1:]
        if data:
            self._runs.append(Run(data, here.marks, here.link))

    def _void(self, tag: str, attributes: dict[str, str]) -> None:
        here = self._open[-1]
        if tag == "hr":
            self._end_group()
            self._blocks.append(Rule())
        elif (
            tag == "br"
            and not here.lists
            and not here.preformatted
            and self._runs
            and self._runs[-1].text.endswith("\n")
        ):
            self._end_block()
        elif tag == "br":
            self._runs.append(Run("\n", here.marks, here.link))
        elif attributes.get("src", "").startswith(PHOTO):
            self._end_block()
            self._end_group()
            self._blocks.append(Figure(attributes["src"].removeprefix(PHOTO), attributes.get("alt", "")))

    def _end_block(self) -> None:
        runs, self._runs = tuple(self._runs), []
        level, self._word_level = self._word_level, 0
        here = self._open[-1]
        if here.preformatted:
            self._add_code(whole(runs))
            return
        runs = tidy(_stripped(runs))
        if not runs:
            self._word_level = level
        elif here.lists:
            self._add_item(_Item(len(here.lists), here.lists[-1], runs))
        elif level:
            self._add_item(_Item(level, _WORD_NUMBER.match(self._bullet) is not None, runs))
        elif here.quoted and not here.heading:
            self._blocks += _nested(self._items)
            self._items = []
            self._quoted.append(runs)
        else:
            self._end_group()
            self._blocks.append(self._text_block(here, runs))

    def _add_item(self, item: _Item) -> None:
        if not self._items:
            self._end_group()
        self._items.append(item)

    def _text_block(self, here: _Context, runs: Runs) -> Block:
        if here.heading:
            return Heading(here.heading, tuple(Run(run.text, run.marks - {Mark.BOLD}, run.link) for run in runs))
        if here.tag == "figcaption" and self._blocks:
            last = self._blocks[-1]
            if isinstance(last, Figure) and not last.caption:
                self._blocks.pop()
                return replace(last, caption=runs)
        return Paragraph(runs)

    def _add_code(self, code: str) -> None:
        if code.strip():
            self._end_group()
            fence = "`" * max(3, max((len(ticks) for ticks in _TICKS.findall(code)), default=0) + 1)
            self._blocks.append(Raw(f"{fence}\n{code.strip(chr(10))}\n{fence}"))

    def _end_group(self) -> None:
        """End the list, or the quote, that the blocks so far make."""
        items, self._items = self._items, []
        self._blocks += _nested(items)
        quoted, self._quoted = self._quoted, []
        if quoted:
            self._blocks.append(Quote(tuple(quoted)))

    def _end_table(self, table: _Table) -> None:
        """A table whose cells are a paragraph each stays one; any other was for the layout, and its blocks stand."""
        self._end_group()
        rows: list[list[str]] = []
        start = table.start
        for ends in filter(None, table.rows):
            row: list[str] = []
            for end in ends:
                cell = self._blocks[start:end]
                if len(cell) > 1 or not all(isinstance(block, Paragraph) for block in cell):
                    return
                row.append(" ".join(_cell(block) for block in cell))
                start = end
            rows.append(row)
        if start == len(self._blocks) and len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1:
            rows.insert(1, ["---"] * len(rows[0]))
            del self._blocks[table.start :]
            self._blocks.append(Raw("\n".join(f"| {' | '.join(row)} |" for row in rows)))


def _stripped(runs: Runs) -> Runs:
    """Without white space of any kind at the ends: other editors leave non-breaking spaces there."""
    text = whole(runs)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    kept, place = [], 0
    for run in runs:
        kept.append(Run(run.text[max(start - place, 0) : max(end - place, 0)], run.marks, run.link))
        place += len(run.text)
    return tuple(kept)


def _cell(block: Block) -> str:
    assert isinstance(block, Paragraph)
    runs = tidy(block.runs, breaks=False)
    return " ".join(write_runs(runs)).replace("\\|", "|").replace("|", "\\|")


def _inside(outer: _Context, tag: str, attributes: dict[str, str]) -> _Context:
    """What holds inside an element, by its name and its style."""
    style = _style(attributes)
    classes = set(attributes.get("class", "").lower().split())
    bullet = outer.bullet or style.get("mso-list", "") == "ignore"
    tracked = tag == "del" and bool({"cite", "datetime"} & attributes.keys())
    href = attributes.get("href", "").strip()
    return _Context(
        tag=tag,
        marks=_marks(outer.marks, tag, style),
        link=_without_detour(href) if tag == "a" and _WEB.match(href) else outer.link,
        hidden=outer.hidden or bullet or tracked or bool(classes & _WORD_GONE) or style.get("display") == "none",
        bullet=bullet,
        heading=HEADING_LEVELS.get(tag, outer.heading),
        quoted=outer.quoted or tag == "blockquote",
        preformatted=outer.preformatted or tag == "pre",
        lists=(*outer.lists, tag == "ol") if tag in ("ul", "ol") else outer.lists,
    )


def _without_detour(address: str) -> str:
    """The address that a link of Google Docs leads to by way of Google."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address  # of a host with signs that Python takes for an attack
    if parts.hostname in ("www.google.com", "google.com") and parts.path == "/url":
        meant = parse_qs(parts.query).get("q", [""])[0]
        return meant if _WEB.match(meant) else address
    return address


def _marks(marks: frozenset[Mark], tag: str, style: dict[str, str]) -> frozenset[Mark]:
    if tag in _MARKS:
        marks |= {_MARKS[tag]}
    weight = style.get("font-weight", "")
    if weight:
        bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
        marks = marks | {Mark.BOLD} if bold else marks - {Mark.BOLD}
    slant = style.get("font-style", "")
    if slant:
        marks = marks | {Mark.ITALIC} if slant.startswith(("italic", "oblique")) else marks - {Mark.ITALIC}
    if (shift := style.get("vertical-align", "")) in _SHIFTS:
        marks = marks - set(_SHIFTS.values()) | {_SHIFTS[shift]}
    if "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        marks |= {Mark.STRIKE}
    return marks


def _style(attributes: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value.strip().lower() for name, value in _STYLE.findall(attributes.get("style", ""))}


def _nested(items: list[_Item]) -> list[ListBlock]:
    """The lists that items make by their levels. One that is deeper by more than a level is so by one."""
    root: list[tuple[bool, list[_Node]]] = []
    path = [root]
    for item in items:
        del path[min(item.level, DEPTH) :]
        lists = path[-1]
        if not lists or lists[-1][0] != item.ordered:
            lists.append((item.ordered, []))
        node = _Node(item.runs)
        lists[-1][1].append(node)
        path.append(node.lists)
    return [ListBlock(ordered, tuple(node.item() for node in nodes)) for ordered, nodes in root]


@dataclass(slots=True)
class _Node:
    runs: Runs
    lists: list[tuple[bool, list[_Node]]] = field(default_factory=list)

    def item(self) -> ListItem:
        return ListItem(
            self.runs, tuple(ListBlock(ordered, tuple(node.item() for node in nodes)) for ordered, nodes in self.lists)
        )
