"""Tracked changes and anchors of comments in a text, as CriticMarkup says them.

``{++added++}`` and ``{--taken out--}``, each with ``{>>Name, 2026-11-26T05:30:00Z<<}`` right after it where it is known
by whom and when; and ``{==text==}{>>#id<<}`` around the text that the thread ``id`` is about. They nest with marks and
links, but not within their own kind.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from deskeditor.core.document import Change, Edit
from deskeditor.markup.characters import clean, one_line

SIGNS = {Edit.INSERTED: "++", Edit.DELETED: "--"}
COMMENTED = "commented"
"""The tag of commented text; ``thread`` is its attribute. That of a change is what it did, ``who`` its attribute."""

OPENS = re.compile(r"\{(?:\+\+|--|==|>>|[-+=>]?\Z)")
"""What begins a construct, or would with what may come after the text."""
CLOSES = re.compile(r"\+(?=\+\})|-(?=-\})|=(?==\})")
"""The first character of what ends one."""

_STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_WHO = re.compile(rf"(?P<by>.*?)(?:(?:^|, )(?P<at>{_STAMP}))?")
_AFTER = re.compile(r"\{>>([^\n]*?)<<\}")
_THREAD = r"[\w.:-]+"
_ANCHOR = re.compile(rf"\{{>>#({_THREAD})<<\}}")
_NO_THREAD = re.compile(r"[^\w.:-]+")


def told(change: Change) -> str:
    """By whom and when, as one line; empty where neither is known."""
    return ", ".join(filter(None, (change.by, change.at)))


def change_of(edit: Edit, who: str) -> Change:
    """The change that ``told`` tells of."""
    found = _WHO.fullmatch(one_line(who))
    assert found is not None
    return Change(edit, found["by"], found["at"] or "")


def normal_change(change: Change) -> Change:
    """The change as it is once written and read: what is no time in UTC is part of the name."""
    return change_of(change.edit, told(Change(change.edit, one_line(change.by), one_line(change.at))))


def normal_thread(thread: str) -> str:
    """The id of a thread in characters that need no escape."""
    return _NO_THREAD.sub("-", clean(thread).strip())


class _Changed(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        sign = m[1]
        end = data.find(f"{sign}}}", m.end() + 1)
        if end < 0:
            return None, None, None
        edit = next(edit for edit, its in SIGNS.items() if its == sign)
        after = _AFTER.match(data, end + 3)
        changed = Element(edit.value, who=after[1] if after else "")
        changed.text = data[m.end() : end]
        return changed, m.start(), after.end() if after else end + 3


class _Commented(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        end = data.find("==}", m.end() + 1)
        anchor = _ANCHOR.match(data, end + 3) if end >= 0 else None
        if anchor is None:
            return None, None, None
        commented = Element(COMMENTED, thread=anchor[1])
        commented.text = data[m.end() : end]
        return commented, m.start(), anchor.end()


def register(md: Markdown) -> None:
    """Teach the parser: after code and links; before marks, and before addresses, which they can look like."""
    md.inlinePatterns.register(_Commented(r"\{==", md), "commented", 123)
    md.inlinePatterns.register(_Changed(r"\{(\+\+|--)", md), "changed", 122)
