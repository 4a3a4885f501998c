"""Runs of text: their normal form, the tree of marks they make, and how they are read from the parser's tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from deskeditor.core.document import Mark, Run, Runs, normal_runs, plain
from deskeditor.markup.characters import clean, one_line
from deskeditor.markup.limits import DEPTH

_TAGS = {"strong": Mark.BOLD, "em": Mark.ITALIC, "del": Mark.STRIKE, "code": Mark.CODE}
_NO_MARKS: frozenset[Mark] = frozenset()


class UnfitError(Exception):
    """The tree of a document has no place for this part of the parser's tree."""


@dataclass(frozen=True, slots=True)
class Span:
    """Content under one mark, or under one link (a string); the leaves are runs."""

    of: Mark | str
    content: tuple[Span | Run, ...]


def tidy(runs: Runs, *, breaks: bool = True) -> Runs:
    """The normal form of a block's runs.

    No space at the ends of the text, beside a hard break, or just inside a mark or link; no white space at the ends of
    code, and no break in it; no control characters. Without ``breaks`` a hard break is a space.
    """
    runs = normal_runs(Run(_cleaned(run.text, breaks), run.marks, one_line(run.link)) for run in runs)
    if len(runs) == 1 and not runs[0].marks and not runs[0].link and "\n" not in runs[0].text:
        return normal_runs([Run(runs[0].text.strip(" "))])
    runs = _without_spaces_at_breaks(runs)
    runs = normal_runs(piece for run in runs for piece in (_code_lines(run) if Mark.CODE in run.marks else (run,)))
    for mark in {mark for run in runs for mark in run.marks} - {Mark.CODE}:
        runs = normal_runs(_move_out(runs, mark))
    return normal_runs(_move_out(runs))


def _cleaned(text: str, breaks: bool) -> str:
    text = clean(text).replace("\t", " ")
    return text if breaks else text.replace("\n", " ")


def _without_spaces_at_breaks(runs: Runs) -> Runs:
    """Work on the whole text, a run being a stretch of it: a space and its break may stand in two runs."""
    text = plain(runs)
    if "\n" not in text and not text.startswith(" ") and not text.endswith(" "):
        return runs
    dropped = bytearray(len(text))
    start = len(text) - len(text.lstrip(" \n"))
    end = len(text.rstrip(" \n"))
    dropped[:start] = b"\1" * start
    dropped[end:] = b"\1" * (len(text) - end)
    line_end = text.find("\n", start)
    while 0 <= line_end < end:
        before, after = len(text[:line_end].rstrip(" ")), line_end + 1
        while text[after] == " ":
            after += 1
        dropped[before:after] = b"\1" * (after - before)
        dropped[line_end] = 0
        line_end = text.find("\n", line_end + 1)
    kept, place = [], 0
    for run in runs:
        stretch = zip(run.text, dropped[place : place + len(run.text)], strict=True)
        kept.append(Run("".join(char for char, drop in stretch if not drop), run.marks, run.link))
        place += len(run.text)
    return normal_runs(kept)


def _move_out(runs: Runs, mark: Mark | None = None) -> Iterator[Run]:
    """Take a mark, or else the link, off the spaces and breaks at the ends of each stretch that has it."""
    for of, stretch in groupby(runs, lambda run: run.link if mark is None else mark in run.marks):
        if not of:
            yield from stretch
            continue
        before, rest = _leading(list(stretch), mark)
        after, rest = _leading([_reversed(run) for run in reversed(rest)], mark)
        yield from before
        yield from (_reversed(run) for run in reversed(rest))
        yield from (_reversed(run) for run in reversed(after))


def _leading(runs: list[Run], mark: Mark | None) -> tuple[list[Run], list[Run]]:
    """The spaces that the runs begin with, without the mark or link; and the rest."""
    bare: list[Run] = []
    for number, run in enumerate(runs):
        rest = run.text.lstrip(" \n")
        bare.append(_without(Run(run.text[: len(run.text) - len(rest)], run.marks, run.link), mark))
        if rest:
            return bare, [Run(rest, run.marks, run.link), *runs[number + 1 :]]
    return bare, []


def _code_lines(run: Run) -> Iterator[Run]:
    for number, line in enumerate(run.text.split("\n")):
        bare = run.marks - {Mark.CODE}
        if number:
            yield Run("\n", bare, run.link)
        text = line.strip()
        start = line.find(text)
        yield Run(line[:start], bare, run.link)
        yield Run(text, run.marks, run.link)
        yield Run(line[start + len(text) :], bare, run.link)


def _without(run: Run, mark: Mark | None) -> Run:
    return Run(run.text, run.marks) if mark is None else Run(run.text, run.marks - {mark}, run.link)


def _reversed(run: Run) -> Run:
    return Run(run.text[::-1], run.marks, run.link)


def spans(runs: Runs) -> tuple[Span | Run, ...]:
    """The runs as a tree: of the marks that begin at a place, the one that reaches furthest holds the others."""
    return _spans(runs, frozenset())


def _spans(runs: Runs, within: frozenset[Mark | str]) -> tuple[Span | Run, ...]:
    found: list[Span | Run] = []
    start = 0
    while start < len(runs):
        reach = {of: _reach(runs, start, of) for of in _attributes(runs[start]) if of not in within}
        if reach:
            of = max(reach, key=lambda key: reach[key])
            found.append(Span(of, _spans(runs[start : reach[of]], within | {of})))
            start = reach[of]
        else:
            found.append(runs[start])
            start += 1
    return tuple(found)


def _attributes(run: Run) -> list[Mark | str]:
    marks: list[Mark | str] = [mark for mark in (Mark.STRIKE, Mark.BOLD, Mark.ITALIC) if mark in run.marks]
    return [run.link, *marks] if run.link else marks


def _reach(runs: Runs, start: int, of: Mark | str) -> int:
    end = start
    while end < len(runs) and (of in runs[end].marks if isinstance(of, Mark) else runs[end].link == of):
        end += 1
    return end


def runs_of(element: Element) -> Runs:
    """The text under an element of the parser's tree. Raises UnfitError where it is more than runs can say."""
    return tuple(_runs_of(element, _NO_MARKS, "", 0))


def text_run(text: str | None, marks: frozenset[Mark] = _NO_MARKS, link: str = "") -> Run:
    """A run of the parser's text: a line end there is a space, a hard break is an element."""
    if not text or "\n" not in text:
        return Run(text or "", marks, link)
    first, *lines, last = text.split("\n")
    return Run(" ".join([first.rstrip(" "), *(line.strip(" ") for line in lines), last.lstrip(" ")]), marks, link)


def runs_of_child(child: Element, marks: frozenset[Mark] = _NO_MARKS, link: str = "", depth: int = 0) -> Iterator[Run]:
    """The runs of one element among text; its tail is not part of it."""
    if child.tag == "br":
        yield Run("\n", marks, link)
    elif child.tag == "a" and not link and set(child.keys()) == {"href"}:
        yield from _runs_of(child, marks, child.get("href", ""), depth)
    elif child.tag == "code":
        yield text_run(code_text(child), marks | {Mark.CODE}, link)
    elif child.tag in _TAGS:
        yield from _runs_of(child, marks | {_TAGS[child.tag]}, link, depth)
    else:
        raise UnfitError


def code_text(element: Element) -> str:
    """The text of a code element, which the parser has escaped."""
    return (element.text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _runs_of(element: Element, marks: frozenset[Mark], link: str, depth: int) -> Iterator[Run]:
    if depth > DEPTH:
        raise UnfitError
    yield text_run(element.text, marks, link)
    for child in element:
        yield from runs_of_child(child, marks, link, depth + 1)
        yield text_run(child.tail, marks, link)
