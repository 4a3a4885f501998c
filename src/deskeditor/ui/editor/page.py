"""The document of one story: fields, lead figure and body, what of them has been saved, and what comes from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QFont, QImage, QPalette, QTextBlock, QTextBlockFormat, QTextCursor

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.byline import join_byline, split_byline
from deskeditor.core.document import Figure
from deskeditor.desk.fields import ArticleFields
from deskeditor.ui.editor.clipboard import one_line
from deskeditor.ui.editor.convert import append_lines, body_start, fill, insert_runs, replace_blocks
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.journal import Journal
from deskeditor.ui.editor.lines import FIELDS, FLOW, PICTURES, Kind, Line, Style, figure_lines, joins, text_runs
from deskeditor.ui.editor.look import OBJECT, REFERENCE, TAGS, end_of, kind_of, set_style, style_of
from deskeditor.ui.editor.nesting import flatten
from deskeditor.ui.editor.objects import PageObjects
from deskeditor.ui.editor.order import settle
from deskeditor.ui.editor.tracking import TrackedDocument, Tracker
from deskeditor.ui.editor.typeface import story_font
from deskeditor.ui.editor.walk import line_of, lines, text_of

FIELD_NAMES = {
    Kind.KICKER: "kicker",
    Kind.HEADLINE: "headline",
    Kind.STANDFIRST: "standfirst",
    Kind.BYLINE: "byline",
    Kind.DATELINE: "dateline",
}
TOP, BOTTOM = 40, 160
"""Pixels above the kicker and below the last line: one never writes at the edge of the window."""
INDENT = 28


class Page(TrackedDocument):
    """One story as a document; its ``journal`` must hear ``contentsChange``."""

    def __init__(
        self,
        article: Article,
        pictures: Pictures,
        palette: Callable[[], QPalette],
        parent: QObject | None = None,
        *,
        font: QFont | None = None,
    ) -> None:
        super().__init__(parent)
        self.article_id = article.id
        self.tracker = Tracker()
        self._pictures = pictures
        self.setUndoRedoEnabled(False)
        self.setDefaultFont(font or story_font())
        self.setDocumentMargin(4)
        self.setIndentWidth(INDENT)
        frame = self.rootFrame().frameFormat()
        frame.setTopMargin(TOP)
        frame.setBottomMargin(BOTTOM)
        self.rootFrame().setFrameFormat(frame)
        self._fill(article)
        self._objects = PageObjects(pictures, palette, self)
        for held in (OBJECT, REFERENCE):
            self.documentLayout().registerHandler(held, self._objects)
        self.setUndoRedoEnabled(True)
        self.setModified(False)
        self.journal = Journal(self)
        self._taken = {kind: self.field_text(kind) for kind in FIELDS}
        self._taken_body = article.body
        self._taken_caption = self.lead_caption
        self._taken_tags = self.tags
        self.known_lead = self.lead_photo
        self.elsewhere: Callable[[], str] | None = None
        """Gives the body while it is written as Markdown, in another view, and not here."""

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002, ARG002
        """Nothing that a document names is ever loaded; an empty answer would let Qt look for itself."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)

    def _fill(self, article: Article) -> None:
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        first, *others = (Line(Style(kind), text_runs(_field(article, kind))) for kind in FIELDS)
        set_style(cursor.block(), first.style)
        fill(cursor, first)
        append_lines(cursor, [*others, *self._lead_lines(article), *(flatten(markup.read(article.body)) or [Line()])])
        settle(self, 0, self.blockCount())
        self._set_tags(article.tags)
        cursor.endEditBlock()

    def _lead_lines(self, article: Article) -> list[Line]:
        lead = article.lead_photo
        if lead is None:
            return []
        used = self._pictures.used.get(lead.photo_id)
        caption = used.caption if used else lead.caption or ""
        alt = used.alt if used else lead.alt or ""
        return figure_lines(Figure(lead.photo_id, alt, text_runs(one_line(caption, Kind.LEAD_CAPTION))), lead=True)

    @property
    def is_sound(self) -> bool:
        """Whether the fields are there, each in its place, and a body after them."""
        block = self.begin()
        for kind in FIELDS:
            if not block.isValid() or kind_of(block) is not kind:
                return False
            block = block.next()
        return block.isValid() and kind_of(block) not in FIELDS

    def field(self, kind: Kind) -> QTextBlock:
        """The block of a field."""
        return self.findBlockByNumber(FIELDS.index(kind))

    def field_text(self, kind: Kind) -> str:
        """The text of a field as it stands on the page."""
        return text_of(self.field(kind))

    @property
    def lead_photo(self) -> str:
        """The id of the photo at the head; empty where there is none."""
        block = self.findBlockByNumber(len(FIELDS))
        return line_of(block).photo_id if kind_of(block) is Kind.LEAD_PICTURE else ""

    @property
    def lead_caption(self) -> str:
        """The caption of the photo at the head."""
        block = self.findBlockByNumber(len(FIELDS) + 1)
        return text_of(block) if block.isValid() and kind_of(block) is Kind.LEAD_CAPTION else ""

    @property
    def is_dirty(self) -> bool:
        """Whether something may have been typed since it was last taken."""
        return self.journal.touched or self._caption_typed

    @property
    def _caption_typed(self) -> bool:
        return bool(self.lead_photo) and self.lead_caption != self._taken_caption

    def take_changes(self) -> ArticleFields:
        """The fields that differ from what was last taken."""
        changes: dict[str, object] = {}
        if self.journal.head_touched:
            for kind, name in FIELD_NAMES.items():
                text = self.field_text(kind)
                if text != self._taken[kind]:
                    self._taken[kind] = text
                    changes[name] = split_byline(text) if kind is Kind.BYLINE else text
        if self.journal.body_touched:
            body = self.body_now()
            if body != self._taken_body:
                self._taken_body = changes["body"] = body
        self.journal.clear()
        return cast(ArticleFields, changes)

    def body_now(self) -> str:
        """The Markdown of the body: as the desk has it, to the letter, where nothing was typed since."""
        if not self.journal.body_touched:
            return self._taken_body
        return self.elsewhere() if self.elsewhere is not None else self.journal.markdown()

    def bring_back(self, markdown: str) -> None:
        """Make the body what was written elsewhere and has been taken, as one step of undo."""
        self.elsewhere = None
        touched = self.journal.body_touched
        self._patch_body(flatten(markup.read(markdown)))
        self.journal.body_touched = touched

    def rewrite_body(self, markdown: str) -> None:
        """Make the body say this, as one step of undo; it is taken as what was typed is."""
        self._patch_body(flatten(markup.read(markdown)))

    def rewrite_field(self, kind: Kind, text: str) -> None:
        """Make a field say this, as one step of undo."""
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        self._set_text(self.field(kind), one_line(text, kind))
        cursor.endEditBlock()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the story. They stand on its first block, unseen, and so have a place among what is undone."""
        held = self.begin().blockFormat().property(TAGS)
        return tuple(str(held).split("\n")) if held else ()

    def _set_tags(self, tags: tuple[str, ...]) -> None:
        form = QTextBlockFormat()
        form.setProperty(TAGS, "\n".join(tags))
        QTextCursor(self.begin()).mergeBlockFormat(form)

    def take_tags(self) -> tuple[str, ...] | None:
        """The tags where an undo has made them others than the desk has."""
        if self.tags == self._taken_tags:
            return None
        self._taken_tags = self.tags
        return self._taken_tags

    def take_lead_caption(self) -> str | None:
        """The caption of the lead photo where it differs from what was last taken."""
        if not self._caption_typed:
            return None
        self._taken_caption = self.lead_caption
        return self._taken_caption

    def expect_lead(self, photo_id: str, caption: str) -> None:
        """The desk knows of this photo at the head and its caption."""
        self.known_lead = photo_id
        self._taken_caption = caption

    def measure_again(self) -> None:
        """Lay the pictures out anew: the size of one became known."""
        block = self.begin()
        while block.isValid():
            if kind_of(block) in PICTURES:
                self.markContentsDirty(block.position(), block.length())
            block = block.next()

    def apply(self, article: Article) -> None:
        """Take in what was changed elsewhere, except where something was typed here since the last take."""
        journal = self.journal
        touched = journal.head_touched, journal.body_touched
        body_typed = journal.body_touched and self.body_now() != self._taken_body
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        for kind in FIELDS:
            if kind is Kind.BYLINE and split_byline(self.field_text(kind)) == article.byline:
                continue  # the same names; a comma that waits for the next one stays
            wanted = _field(article, kind)
            if self.field_text(kind) == self._taken[kind] != wanted:
                self._set_text(self.field(kind), wanted)
                self._taken[kind] = wanted
        if self.tags == self._taken_tags != article.tags:
            self._set_tags(article.tags)
            self._taken_tags = article.tags
        self._apply_lead(article)
        if not body_typed and article.body != self._taken_body:
            self._patch_body(flatten(markup.read(article.body)))
            self._taken_body = article.body
        cursor.endEditBlock()
        journal.head_touched, journal.body_touched = touched

    def _apply_lead(self, article: Article) -> None:
        new = self._lead_lines(article)
        photo_id = new[0].photo_id if new else ""
        if self.lead_photo == self.known_lead != photo_id:
            replace_blocks(self, len(FIELDS), body_start(self), new)
            self.expect_lead(photo_id, self.lead_caption)
        elif new and photo_id == self.lead_photo and self.lead_caption == self._taken_caption:
            self._set_text(self.findBlockByNumber(len(FIELDS) + 1), "".join(run.text for run in new[1].runs))
            self._taken_caption = self.lead_caption

    def _set_text(self, block: QTextBlock, text: str) -> None:
        if text_of(block) == text:
            return
        cursor = QTextCursor(block)
        cursor.setPosition(end_of(block), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        insert_runs(cursor, style_of(block), text_runs(text))

    def _patch_body(self, new: list[Line]) -> None:
        """Write the lines that differ; blank ones, which are room to write in, stay where nothing else changes."""
        start = body_start(self)
        old = [
            (number, line) for number, line in enumerate(lines(self, start, self.blockCount()), start) if not line.blank
        ]
        now = [line for _, line in old]
        same, tail = _alike(now, new)
        if same == len(now) == len(new):
            return
        if not old:
            first, end = start, self.blockCount()
        elif same + tail < len(old):
            first, end = old[same][0], old[len(old) - 1 - tail][0] + 1
        else:
            first = end = old[same - 1][0] + 1 if same else start
        replace_blocks(self, first, end, new[same : len(new) - tail])


def _alike(old: list[Line], new: list[Line]) -> tuple[int, int]:
    """How many lines are the same at the beginning, and at the end of the rest, none of a block that differs."""
    shorter = min(len(old), len(new))
    same = 0
    while same < shorter and old[same] == new[same]:
        same += 1
    while same and (_goes_on(old, same) or _goes_on(new, same)):
        same -= 1
    tail = 0
    while tail < shorter - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    while tail and (_goes_on(old, len(old) - tail) or _goes_on(new, len(new) - tail)):
        tail -= 1
    return same, tail


def _goes_on(all_of_them: list[Line], at: int) -> bool:
    """Whether the line there is part of what the one before it is, and cannot be without it: a cell, a caption."""
    if not 0 < at < len(all_of_them):
        return False
    one, other = all_of_them[at - 1].style, all_of_them[at].style
    return other.kind not in FLOW and joins(one, other)


def _field(article: Article, kind: Kind) -> str:
    """The text of a field as the page shows it: on one line."""
    if kind is Kind.BYLINE:
        return one_line(join_byline(article.byline, article.language), kind)
    return one_line(str(getattr(article, FIELD_NAMES[kind])), kind)
