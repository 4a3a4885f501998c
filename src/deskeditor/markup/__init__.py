"""The text of a story: Markdown read, written and shown, and foreign HTML taken in. No Qt, no database, no network."""

from deskeditor.markup import front_matter
from deskeditor.markup.foreign import from_html
from deskeditor.markup.normal import normal
from deskeditor.markup.reader import read
from deskeditor.markup.render import FigureHtml, inline_html, plain_text, render
from deskeditor.markup.words import Length, count_words, length_of
from deskeditor.markup.writer import write

__all__ = [
    "FigureHtml",
    "Length",
    "count_words",
    "from_html",
    "front_matter",
    "inline_html",
    "length_of",
    "normal",
    "plain_text",
    "read",
    "render",
    "write",
]
