"""Plain text: what was typed is what is read; nothing in it is markup."""

from __future__ import annotations

import re
from pathlib import Path

from deskeditor import markup
from deskeditor.core.document import Document, Paragraph, Run
from deskeditor.importers.files import read_text, without_controls, without_leading_blanks
from deskeditor.importers.incoming import IncomingArticle, IncomingFields

HEADLINE_LENGTH = 200
"""Characters; a longer first line is a paragraph."""

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_TYPED_SPACE = " \t\n"
"""What Markdown does not keep at the ends of a line; an ideographic space there is text."""


class PlainTextImporter:
    kind = "plain text"

    def accepts(self, path: Path) -> bool:
        return path.suffix.lower() in {".txt", ".text"}

    def read(self, path: Path) -> IncomingArticle:
        """A first line that stands alone is the headline; else the file's name is. A blank line parts paragraphs."""
        text, warnings = without_controls(read_text(path))
        headline, body = _split_headline(without_leading_blanks(text), path.stem)
        blocks = [Paragraph((Run(part),)) for part in _paragraphs(body)]
        fields: IncomingFields = {"headline": headline, "body": markup.write(Document(tuple(blocks)))}
        return IncomingArticle(fields, warnings=warnings)


def _split_headline(text: str, name: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    below = rest.partition("\n")[0]
    if len(first.strip()) <= HEADLINE_LENGTH and not below.strip():
        return first.strip(), rest
    return name, text


def _paragraphs(text: str) -> list[str]:
    return [_stripped(part) for part in _BLANK_LINES.split(text) if part.strip()]


def _stripped(paragraph: str) -> str:
    return "\n".join(line.strip(_TYPED_SPACE) for line in paragraph.strip(_TYPED_SPACE).split("\n"))
