"""Blocks that hold others: ``!!! kind "Title"`` over indented text, the form of Python-Markdown's admonitions."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.admonition import AdmonitionProcessor

CONTAINER = "div"
"""The tag of a container; its kind is the last of its classes."""
ASIDE, PULL_QUOTE, GALLERY, EMBED = "aside", "pullquote", "gallery", "embed"
EMBEDDED = re.compile(r"https?://\S+", re.IGNORECASE)
"""The address of something that can be embedded."""
_KINDS = {ASIDE, PULL_QUOTE, GALLERY, EMBED}
_CLASS = AdmonitionProcessor.CLASSNAME
TITLE_CLASS = AdmonitionProcessor.CLASSNAME_TITLE


def kind_of(container: Element) -> str:
    """The kind of a container, which need not be one that a document knows."""
    return container.get("class", "").removeprefix(f"{_CLASS} ")


class _Containers(AdmonitionProcessor):
    def test(self, parent: Element, block: str) -> bool:
        """Indented text is more of a container, or of something else: not the text before one."""
        if block.startswith(" " * self.tab_length):
            return self.parse_content(parent, block)[0] is not None
        return self.RE.search(block) is not None

    def parse_content(self, parent: Element, block: str) -> tuple[Element | None, str, str]:
        """Indented text goes on with a container as it would with a document: the stock one has lists of its own."""
        last = self.lastChild(parent)
        if last is None or last.tag != CONTAINER or not block.startswith(" " * self.tab_length):
            return None, block, ""
        block, rest = self.detab(block)
        return last, block, rest

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        """A known kind without a title has none; the stock one makes it of the kind."""
        kind, title = super().get_class_and_title(match)
        return kind, match[2] or None if kind in _KINDS else title


def register(md: Markdown) -> None:
    """Teach the parser, in the place of the official extension."""
    md.parser.blockprocessors.register(_Containers(md.parser), "admonition", 105)
