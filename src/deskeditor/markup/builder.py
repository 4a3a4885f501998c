"""A document built from the tags of clean HTML, without recursion."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from deskeditor.core.document import (
    Block,
    Document,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Note,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Run,
    Runs,
    whole,
    with_runs,
)
from deskeditor.markup import elements
from deskeditor.markup.elements import BLOCK_TAGS, LISTS, VOID, Context
from deskeditor.markup.foreign_pictures import ForeignPictures, word_in_place_of
from deskeditor.markup.foreign_tables import Cell, OpenTable
from deskeditor.markup.limits import DEPTH
from deskeditor.markup.reader import PHOTO
from deskeditor.markup.runs import tidy

_SPACES = re.compile(r"[ \t\n\f]+")
_WORD_LEVEL = re.compile(r"level(\d+)")
_WORD_NUMBER = re.compile(r"\w+[.)]")
"""What Word writes before a numbered item; before the others stand signs, among them a lone ``o``."""
_TICKS = re.compile(r"`+")
_SIGN = 20
"""Characters of the sign that refers to a note, at the most."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list before the nesting is known: how deep it stands, and which element it is."""

    level: int
    ordered: bool
    runs: Runs
    element: int = 0


class DocumentBuilder(HTMLParser):
    """Feed it HTML whose tags are closed in order, as a cleaner leaves it; then ask for the document."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = ForeignPictures()
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._items: list[_Item] = []
        self._quoted: list[Runs] = []
        self._notes: dict[str, list[Runs]] = {}
        self._signs: dict[str, str] = {}
        """What stands in the text for each note that it refers to."""
        self._open = [Context()]
        self._tables: list[OpenTable] = []
        self._word_level = 0
        self._bullet = ""
        self._said = self._elements = 0
        self._list_begins = False

    def document(self) -> Document:
        """What was fed so far, the notes at its end; its runs are tidy, its blocks not yet in normal form."""
        self._end_block()
        self._end_group()
        blocks = self._blocks
        while self._notes and blocks and isinstance(blocks[-1], Rule):
            blocks.pop()  # what other programs draw above their notes
        if not self._signs:
            return Document((*blocks, *self._written_notes({})))
        order = dict.fromkeys([*(key for key in self._signs if key in self._notes), *self._notes])
        labels = {key: str(number) for number, key in enumerate(order, 1)}
        referring = (with_runs(block, lambda runs: self._referring(runs, labels)) for block in blocks)
        return Document((*referring, *self._written_notes(labels)))

    def _written_notes(self, labels: dict[str, str]) -> list[Note]:
        """The notes in the order of their labels, the paragraphs of each on lines of their own."""
        order = labels or {key: str(number) for number, key in enumerate(self._notes, 1)}
        return [Note(label, _in_one(self._notes[key])) for key, label in order.items()]

    def _referring(self, runs: Runs, labels: dict[str, str]) -> Runs:
        """References with the labels of their notes; those whose note was not copied as the signs that they were."""
        return tuple(
            run
            if Mark.NOTE not in run.marks
            else run.saying(labels[run.text])
            if run.text in labels
            else Run(self._signs[run.text], frozenset({Mark.SUPERSCRIPT}))
            for run in runs
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        here = self._open[-1]
        if tag in BLOCK_TAGS and tag not in ("br", "img"):
            self._end_block()
        if tag in VOID:
            if not here.hidden:
                self._void(tag, attributes)
            return
        self._elements += 1
        self._open.append(elements.inside(here, tag, attributes, self._elements, self._said))
        if tag == "a":
            self._anchor(attributes.get("href", "").strip())
        elif tag in LISTS and not here.lists:
            self._list_begins = True
        elif tag == "p" and (level := _WORD_LEVEL.search(elements.style_of(attributes).get("mso-list", ""))):
            self._word_level, self._bullet = int(level.group(1)), ""
        elif tag == "table":
            self._end_group()
            self._tables.append(OpenTable(attributes.get("role") == "presentation" or bool(here.note)))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables and self._tables[-1].rows:
            self._end_group()
            spans = elements.span_of(attributes, "colspan"), elements.span_of(attributes, "rowspan")
            self._tables[-1].rows[-1].append(Cell(len(self._blocks), *spans))

    def _anchor(self, href: str) -> None:
        """A reference to a note stands for it; an anchor back to the text begins a note, or a comment."""
        here = self._open[-1]
        if here.hidden or here.preformatted:
            return
        if here.refers:
            if here.refers not in self._signs:
                self._signs[here.refers] = ""
            self._runs.append(Run(here.refers, frozenset({Mark.NOTE})))
        elif note := elements.note_begun(href):
            self._begin_note(note=note, hidden=False)
        elif elements.is_comment_begun(href):
            self._begin_note(note="", hidden=True)

    def _begin_note(self, *, note: str, hidden: bool) -> None:
        """What is open is a note from its beginning: the division where nothing in it came before, else the block."""
        blocks = [number for number, context in enumerate(self._open) if context.tag in BLOCK_TAGS]
        fresh = [number for number in blocks if self._open[number].before == self._said]
        divisions = [number for number in fresh if self._open[number].tag == "div"]
        for number in range((divisions or fresh or blocks or [len(self._open)])[-1], len(self._open)):
            self._open[number] = replace(self._open[number], note=note, hidden=self._open[number].hidden or hidden)
        self._open[-1] = replace(self._open[-1], hidden=True)  # the sign itself

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._end_block()
        if len(self._open) == 1:
            return
        ended = self._open.pop()
        if ended.quoted and not self._open[-1].quoted:
            self._end_group()
        elif tag in ("td", "th") and self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            self._end_group()
            self._tables[-1].rows[-1][-1].end = len(self._blocks)
        elif tag == "table" and self._tables:
            self._end_table(self._tables.pop())

    def handle_data(self, data: str) -> None:
        here = self._open[-1]
        if here.bullet:
            self._bullet += data.strip()
        if here.hidden:
            return
        self._said += not data.isspace()
        if here.refers and not here.preformatted:
            self._signs[here.refers] = (self._signs.get(here.refers, "") + data.strip())[:_SIGN]
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
        elif tag == "img":
            self._picture(attributes)
        elif here.lists or here.preformatted or not self._runs or not self._runs[-1].text.endswith("\n"):
            self._runs.append(Run("\n", here.marks, here.link))
        else:
            self._end_block()

    def _picture(self, attributes: dict[str, str]) -> None:
        if word := word_in_place_of(attributes):
            self.handle_data(word)
            return
        own = attributes.get("src", "").startswith(PHOTO)
        photo_id = attributes["src"].removeprefix(PHOTO) if own else self.pictures.take(attributes)
        if photo_id:
            self._end_block()
            self._end_group()
            self._said += 1
            self._blocks.append(Figure(photo_id, attributes.get("alt", "")))

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
        elif here.note:
            self._notes.setdefault(here.note, []).append(runs)
        elif here.lists:
            goes_on = here.goes_on or (here.level > 1 and len(here.lists) == 1)
            if self._list_begins and not goes_on:
                self._end_group()
            self._list_begins = False
            self._add_item(_Item(max(len(here.lists), here.level), here.lists[-1], runs, here.item))
        elif level:
            self._add_item(_Item(level, _WORD_NUMBER.match(self._bullet) is not None, runs))
        elif here.quoted and not here.heading:
            self._blocks += _nested(self._items)
            self._items = []
            self._quoted.append(runs)
        else:
            self._end_group()
            self._add_text(here, runs)

    def _add_item(self, item: _Item) -> None:
        if not self._items:
            self._end_group()
        elif item.element and item.element == self._items[-1].element:
            item = replace(item, runs=_in_one([self._items.pop().runs, item.runs]))
        self._items.append(item)

    def _add_text(self, here: Context, runs: Runs) -> None:
        last = self._blocks[-1] if self._blocks else None
        if here.heading:
            bare = tuple(Run(run.text, run.marks - {Mark.BOLD}, run.link) for run in runs)
            self._blocks.append(Heading(here.heading, bare))
        elif here.caption and isinstance(last, Figure):
            self._blocks[-1] = replace(last, caption=_in_one([last.caption, runs]))
        else:
            self._blocks.append(Paragraph(runs))

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

    def _end_table(self, table: OpenTable) -> None:
        """A table of texts stays one; any other was for the layout, and its blocks stand."""
        self._end_group()
        closed = table.closed(self._blocks)
        if closed is not None:
            start, made = closed
            self._blocks[start:] = [made]


def _in_one(paragraphs: Iterable[Runs]) -> Runs:
    """Paragraphs where only one can stand: on lines of their own."""
    runs: list[Run] = []
    for paragraph in paragraphs:
        runs += [Run("\n"), *paragraph] if runs else paragraph
    return tuple(runs)


def _stripped(runs: Runs) -> Runs:
    """Without white space of any kind at the ends: other editors leave non-breaking spaces there."""
    text = whole(runs)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    kept, place = [], 0
    for run in runs:
        kept.append(Run(run.text[max(start - place, 0) : max(end - place, 0)], run.marks, run.link))
        place += len(run.text)
    return tuple(kept)


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
