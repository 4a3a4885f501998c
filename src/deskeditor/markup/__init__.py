"""The text of a story: Markdown read, written and shown, and foreign HTML taken in. No Qt, no database, no network."""

from deskeditor.markup import front_matter
from deskeditor.markup.changes import accepted, as_read, commented, has_changes, published, rejected
from deskeditor.markup.characters import unfit
from deskeditor.markup.foreign import Foreign, from_html
from deskeditor.markup.normal import normal
from deskeditor.markup.plain import plain_text
from deskeditor.markup.reader import Part, read
from deskeditor.markup.render import FigureHtml, LinkAddress, PageWords, inline_html, render, web_address
from deskeditor.markup.words import Length, count_words, length_of
from deskeditor.markup.writer import write, write_block

__all__ = [
    "FigureHtml",
    "Foreign",
    "Length",
    "LinkAddress",
    "PageWords",
    "Part",
    "accepted",
    "as_read",
    "commented",
    "count_words",
    "from_html",
    "front_matter",
    "has_changes",
    "inline_html",
    "length_of",
    "normal",
    "plain_text",
    "published",
    "read",
    "rejected",
    "render",
    "unfit",
    "web_address",
    "write",
    "write_block",
]
