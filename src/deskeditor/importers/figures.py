"""Pictures inside Markdown from outside: local ones become figures, remote ones links, the rest text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import indent

from deskeditor import markup
from deskeditor.core.document import Document, Figure, Paragraph, Run, normal_runs
from deskeditor.core.photo import Role
from deskeditor.importers.front_matter import NamedPhoto
from deskeditor.importers.incoming import IncomingUse
from deskeditor.importers.local_pictures import find_picture, is_remote

# Every repetition ends at a character that cannot begin another, so that hostile text costs no more than its length.
_IMAGE = re.compile(
    r"""!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]
    \([ \t]{0,8}(?:<(?P<angled>[^<>]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))
    (?:[ \t]{1,8}(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'))?[ \t]{0,8}\)""",
    re.VERBOSE,
)
_CODE = r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)[^`]*(?P=ticks)(?!`))"
_CODE_OR_IMAGE = re.compile(f"{_CODE}|{_IMAGE.pattern}", re.VERBOSE)
_BY_REFERENCE = re.compile(r"!\[[^\[\]]*\]\[[^\[\]]*\]")
_HOLDER = re.compile(r"(?P<item> {0,3}(?:[-*+]|\d{1,9}[.)])[ \t])|!!! ?(?P<box>[\w-]+)")
"""How a list begins, or a box: what is indented below is more of it."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PHOTO = "photo:"
_ITEM, _GALLERY = "item", "gallery"

Part = tuple[str, bool]
"""Markdown, and whether it is that of a figure, which stands by itself."""


@dataclass(slots=True)
class FigureReader:
    """Walks through a story's Markdown and gathers its pictures; ``uses`` and ``warnings`` grow on the way.

    ``named`` is what the front matter says of pictures by file: it fills what the text leaves open.
    """

    folder: Path
    named: Mapping[Path, NamedPhoto]
    uses: list[IncomingUse] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _references: dict[Path, str] = field(default_factory=dict)

    def read(self, text: str) -> str:
        """The Markdown with every picture in the desk's own form; the rest of it stays as it is.

        Pictures of a list or a box follow it, for only a gallery can hold figures.
        """
        parts: list[str] = []
        leaving: list[str] = []
        holder = ""
        for gap, chunk in _paragraphs(text):
            indented = chunk.startswith(("    ", "\t"))
            if not indented:
                above, holder = holder, _holder(chunk)
                if leaving and not above == holder == _ITEM:
                    parts += leaving
                    leaving, gap = [], max(gap, "\n\n", key=len)
            if "![" not in chunk or _FENCE.match(chunk) or (indented and not holder):
                parts += [gap, chunk]
                continue
            found = self._paragraph(chunk)
            if holder == _GALLERY:
                found = [(indent(part, "    ") if stands else part, stands) for part, stands in found]
            elif holder:
                leaving += [f"\n\n{part}" for part, stands in found if stands]
                found = [(part, stands) for part, stands in found if not stands]
            parts += [gap, _joined(found)] if found else []
        return "".join([*parts[1:], *leaving])

    def figure(self, path: Path, alt: str, caption: str) -> Figure:
        """The figure of a picture beside the story, and the record of its use."""
        known = self.named.get(path, NamedPhoto())
        reference = self._references.setdefault(path, f"picture-{len(self._references) + 1}")
        alt, caption = alt or known.alt or "", caption or known.caption or ""
        words = (caption or None, alt or None, known.credit)
        self.uses.append(IncomingUse(path, Role.INLINE, *words, reference, decorative=known.decorative))
        return Figure(reference, alt, normal_runs([Run(caption)]))

    def _paragraph(self, chunk: str) -> list[Part]:
        for found in _BY_REFERENCE.finditer(chunk):
            self.warnings.append(
                f"The picture {found[0][:80]} is named by a reference; write its address there instead"
            )
        parts: list[Part] = []
        for lines in _split_at_pictures(chunk.split("\n")):
            alone = _standing(lines[0])
            parts.extend(self._alone(alone, lines) if alone else self._running("\n".join(lines)))
        return parts

    def _alone(self, image: re.Match[str], lines: list[str]) -> Iterator[Part]:
        """A picture on a line of its own; its caption is its title, else the lines below it."""
        path = self._picture(image)
        below = "\n".join(line.lstrip() for line in lines[1:])
        if path is None:
            yield "\n".join([lines[0].replace(image[0], self._as_text(image)), *lines[1:]]), False
        elif below and not _title(image):
            figure = self.figure(path, _unescape(image["alt"]), markup.plain_text(below).strip())
            yield f"{written(replace(figure, caption=()))}\n{below}", True
        else:
            yield written(self.figure(path, _unescape(image["alt"]), _title(image))), True
            if below:
                yield "\n".join(lines[1:]), False

    def _running(self, text: str) -> Iterator[Part]:
        """Text with pictures inside a line: they follow the paragraph, where a figure can stand."""
        figures: list[Figure] = []

        def taken_out(found: re.Match[str]) -> str:
            if found["code"] or _address(found).startswith(_PHOTO):
                return found[0]
            path = self._picture(found)
            if path is None:
                return self._as_text(found)
            figures.append(self.figure(path, _unescape(found["alt"]), _title(found)))
            return ""

        rest = _CODE_OR_IMAGE.sub(taken_out, text)
        if rest.strip():
            yield rest, False
        yield from ((written(figure), True) for figure in figures)

    def _picture(self, image: re.Match[str]) -> Path | None:
        """The file of a local picture; None, with a warning, for any other."""
        address = _address(image)
        found = find_picture(address, self.folder)
        if isinstance(found, Path):
            return found
        self.warnings.append(f"{found} (it was kept as {'a link' if is_remote(address) else 'text'})")
        return None

    def _as_text(self, image: re.Match[str]) -> str:
        """A remote picture as a link, any other as it was typed."""
        address = _address(image)
        run = Run(_unescape(image["alt"]) or address, link=address) if is_remote(address) else Run(image[0])
        return markup.write(Document((Paragraph((run,)),))).strip()


def written(figure: Figure) -> str:
    """The Markdown of one figure."""
    return markup.write(Document((figure,))).strip()


def _joined(parts: list[Part]) -> str:
    text, stood = parts[0]
    for part, stands in parts[1:]:
        text += ("\n\n" if stood or stands else "\n") + part
        stood = stands
    return text


def _holder(chunk: str) -> str:
    """What holds that which is indented below: ``item``, or the kind of a box; empty where nothing does."""
    found = _HOLDER.match(chunk)
    return (found["box"] or _ITEM) if found else ""


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Parts between blank lines, each with what stands before it; a fenced block with its blank lines is one."""
    gap = ""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        closes = bool(fence and mark and mark[1].startswith(fence) and not line.strip(" `~"))
        if lines and not fence and (mark or not line.strip()):
            yield gap, "\n".join(lines)
            gap, lines = "\n", []
        if fence or line.strip():
            lines.append(line)
            fence = "" if closes else fence or (mark[1] if mark else "")
        else:
            gap += f"{line}\n"
        if closes:
            yield gap, "\n".join(lines)
            gap, lines = "\n", []
    if lines:
        yield gap, "\n".join(lines)


def _split_at_pictures(lines: list[str]) -> Iterator[list[str]]:
    """The lines of one paragraph, a new part at each line that is a picture and nothing else.

    The next item of a list is no caption of the picture above it.
    """
    part: list[str] = []
    captions = False
    for line in lines:
        begins = _standing(line) is not None
        if part and (begins or (captions and _holder(line) == _ITEM)):
            yield part
            part = []
        captions = begins or (captions and bool(part))
        part.append(line)
    yield part


def _standing(line: str) -> re.Match[str] | None:
    """The picture that is all of the line, where it is no figure of the desk already."""
    image = _IMAGE.fullmatch(line.strip())
    return None if image is None or _address(image).startswith(_PHOTO) else image


def _address(image: re.Match[str]) -> str:
    return _unescape(image["angled"] if image["angled"] is not None else image["bare"])


def _title(image: re.Match[str]) -> str:
    return " ".join(_unescape(image["double"] or image["single"] or "").split())


def _unescape(text: str) -> str:
    r"""Without the backslashes that CommonMark allows before any punctuation, ``\'`` among them."""
    return _ESCAPE.sub(r"\1", text)
