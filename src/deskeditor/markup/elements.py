"""What the elements of foreign HTML mean: marks, links, lists, and the habits of the programs that write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from deskeditor.core.document import Mark
from deskeditor.markup.reader import HEADING_LEVELS

_MARKS = {
    "b": Mark.BOLD, "strong": Mark.BOLD, "em": Mark.ITALIC, "i": Mark.ITALIC, "cite": Mark.ITALIC, "del": Mark.STRIKE,
    "s": Mark.STRIKE, "strike": Mark.STRIKE, "code": Mark.CODE, "kbd": Mark.CODE, "samp": Mark.CODE, "tt": Mark.CODE,
    "sub": Mark.SUBSCRIPT, "sup": Mark.SUPERSCRIPT,
}  # fmt: skip
_SHIFTS = {"super": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT}
VOID = {"br", "hr", "img"}
LISTS = ("ul", "ol")
INLINE_TAGS = set(_MARKS) | {"a", "font", "span", "u"}
BLOCK_TAGS = VOID | set(HEADING_LEVELS) | {
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "hidden", "style"},
    "a": {"href"},
    "del": {"cite", "datetime"},
    "div": {"aria-level", "role"},
    "img": {"alt", "data-src", "data-srcset", "height", "src", "srcset", "width"},
    "li": {"aria-level"},
    "ol": {"start"},
    "p": {"aria-level", "role"},
    "table": {"role"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}

_WEB = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_GOOGLE_LEVEL = re.compile(r"lst-kix_\S+-(\d+)")
_GONE = {"msodel", "msocommentreference", "msocommenttext", "msocomanchor", "msocomtxt", "msocomoff", "sdcommentanc"}
"""Classes of Word and LibreOffice for tracked deletions and comments."""
_GONE_ELEMENTS = {"comment", "comment-list", "footer", "header"}
_TO_NOTE = re.compile(r"#(?:_?(ftn|edn)t?|sd(footnote|endnote))(\d+)(?:sym)?")
_TO_TEXT = re.compile(r"#(?:_?(ftn|edn)t?_?ref|sd(footnote|endnote))(\d+)(?:anc)?")
_COMMENT = re.compile(r"#(?:cmnt\d+|_msocom_\d+|sdcomment\d+sym)")
_TO_COMMENTED = re.compile(r"#(?:cmnt_ref\d+|_msoanchor_\d+|sdcomment\d+anc)")


@dataclass(frozen=True, slots=True)
class Context:
    """What holds inside an open element."""

    tag: str = ""
    marks: frozenset[Mark] = frozenset()
    link: str = ""
    hidden: bool = False
    bullet: bool = False
    heading: int = 0
    quoted: bool = False
    preformatted: bool = False
    caption: bool = False
    lists: tuple[bool, ...] = ()
    """Whether each of the lists around it is ordered."""
    level: int = 0
    """How deep the item stands by the word of its program, where that does not nest lists; 0 where nothing is said."""
    goes_on: bool = False
    """The list is part of the one before it: some programs write one list as several."""
    item: int = 0
    """The number of the item that it is in."""
    refers: str = ""
    """The note that the anchor leads to."""
    note: str = ""
    """The note whose text it is."""
    before: int = 0
    """How much had been said before it was opened."""


def inside(outer: Context, tag: str, attributes: dict[str, str], item: int, before: int) -> Context:
    """What holds inside an element, by its name, its attributes and its style."""
    style = style_of(attributes)
    classes = attributes.get("class", "").lower()
    href = attributes.get("href", "").strip() if tag == "a" else ""
    bullet = outer.bullet or style.get("mso-list", "") == "ignore"
    is_list = tag in LISTS
    return Context(
        tag=tag,
        marks=_marks(outer.marks, tag, style),
        link=_without_detour(href) if _WEB.match(href) else outer.link,
        hidden=outer.hidden or bullet or _is_gone(tag, attributes, style, classes) or bool(_COMMENT.fullmatch(href)),
        bullet=bullet,
        heading=_heading(tag, attributes, classes) or outer.heading,
        quoted=outer.quoted or tag == "blockquote",
        preformatted=outer.preformatted or tag == "pre",
        caption=outer.caption or tag == "figcaption",
        lists=(*outer.lists, tag == "ol") if is_list else outer.lists,
        level=_level(tag, attributes, classes) or (0 if is_list else outer.level),
        goes_on=_goes_on(tag, attributes, classes) or (outer.goes_on and tag not in ("td", "th")),
        item=item if tag == "li" else outer.item,
        refers=outer.refers or note_led_to(href),
        note=outer.note,
        before=before,
    )


def style_of(attributes: dict[str, str]) -> dict[str, str]:
    """The declarations of an element's style."""
    return {name.lower(): value.strip().lower() for name, value in _STYLE.findall(attributes.get("style", ""))}


def note_led_to(href: str) -> str:
    """The note that an anchor in the text leads to; empty where it leads to none."""
    return _note(_TO_NOTE.fullmatch(href))


def note_begun(href: str) -> str:
    """The note that begins with an anchor back to the text; empty where none does."""
    return _note(_TO_TEXT.fullmatch(href))


def is_comment_begun(href: str) -> bool:
    """Whether a comment begins with this anchor back to the text."""
    return _TO_COMMENTED.fullmatch(href) is not None


def _note(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    return f"{(match[1] or match[2])[0]}{match[3]}"


def _is_gone(tag: str, attributes: dict[str, str], style: dict[str, str], classes: str) -> bool:
    """Whether no reader is meant to see it: hidden text, tracked deletions, comments, heads and feet of sheets."""
    return (
        (tag == "del" and bool({"cite", "datetime"} & attributes.keys()))
        or not _GONE.isdisjoint(classes.split())
        or "hidden" in attributes
        or style.get("display") == "none"
        or style.get("mso-hide") == "all"
        or style.get("mso-element") in _GONE_ELEMENTS
    )


def _heading(tag: str, attributes: dict[str, str], classes: str) -> int:
    if attributes.get("role") == "heading":
        tag = f"h{min(_number(attributes.get('aria-level', '')) or 2, 6)}"
    return HEADING_LEVELS.get("h1" if "msotitle" in classes.split() else tag, 0)


def _level(tag: str, attributes: dict[str, str], classes: str) -> int:
    if tag == "li":
        return _number(attributes.get("aria-level", ""))
    google = _GOOGLE_LEVEL.search(classes) if tag in LISTS else None
    return _number(google[1]) + 1 if google else 0


def _goes_on(tag: str, attributes: dict[str, str], classes: str) -> bool:
    if tag == "div":
        return "listcontainerwrapper" in classes  # Word on the web: an item each
    names = classes.split()
    google = tag in LISTS and _GOOGLE_LEVEL.search(classes) is not None and "start" not in names
    return google or (tag == "ol" and _number(attributes.get("start", "")) > 1)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def span_of(attributes: dict[str, str], name: str) -> int:
    """How many columns (``colspan``) or rows (``rowspan``) a cell takes."""
    return max(1, _number(attributes.get(name, "").strip()))


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
