"""Runs of text: their normal form, the tree of marks they make, and how they are read from the parser's tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from deskeditor.core.document import Change, Edit, Mark, Run, Runs, normal_runs, whole
from deskeditor.markup.characters import clean, one_line
from deskeditor.markup.critic import COMMENTED, change_of, normal_change, normal_thread
from deskeditor.markup.limits import DEPTH
from deskeditor.markup.notes import REFERENCE, normal_label

_TAGS = {
    "strong": Mark.BOLD, "em": Mark.ITALIC, "del": Mark.STRIKE, "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT,
}  # fmt: skip
_CHANGES = {edit.value: edit for edit in Edit}
_NESTED_MARKS = (Mark.STRIKE, Mark.BOLD, Mark.ITALIC, Mark.SUPERSCRIPT, Mark.SUBSCRIPT)
"""The marks that hold others, the outer one first where two have the same text; code and references are leaves."""
_OFF_THE_LINE = frozenset({Mark.SUPERSCRIPT, Mark.SUBSCRIPT})
_NOT_IN_NOTES = _OFF_THE_LINE | {Mark.CODE}
_BARE = Run("")


class UnfitError(Exception):
    """The tree of a document has no place for this part of the parser's tree."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a span is under: a link to an address."""

    address: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a span is under: the anchor of a thread of comments, by its id."""

    thread: str


Of = Mark | Link | Change | Anchor


@dataclass(frozen=True, slots=True)
class Span:
    """Content under one mark, link, change or anchor; the leaves are runs."""

    of: Of
    content: tuple[Span | Run, ...]


def tidy(runs: Runs, *, breaks: bool = True) -> Runs:
    """The normal form of a block's runs.

    No space at the ends of the text, beside a hard break, or just inside a mark or link; no white space at the ends of
    code; no break in code, superscript or subscript; no control characters. A reference to a note has no link, and of
    the marks none that would change its label. Without ``breaks`` a hard break is a space.
    """
    runs = normal_runs([_cleaned(run, breaks) for run in runs])
    runs = _without_spaces_at_breaks(runs)
    marks = frozenset[Mark]().union(*(run.marks for run in runs))
    if Mark.CODE in marks or marks & _OFF_THE_LINE:
        runs = normal_runs(piece for run in runs for piece in _lines(run))
    if any((run.marks or run.link) and (run.text[0] in " \n" or run.text[-1] in " \n") for run in runs):
        for mark in marks - {Mark.CODE, Mark.NOTE}:
            runs = normal_runs(_move_out(runs, mark))
        runs = normal_runs(_move_out(runs))
    return runs


def _cleaned(run: Run, breaks: bool) -> Run:
    text = clean(run.text).replace("\t", " ")
    if not breaks:
        text = text.replace("\n", " ")
    marks, link, change, comment = run.marks, run.link, run.change, run.comment
    if not (marks or link or change or comment):
        return Run(text)
    if marks:
        if Mark.NOTE in marks and (label := normal_label(text)):
            text, marks, link = label, marks - _NOT_IN_NOTES, ""
        elif Mark.NOTE in marks:
            marks -= {Mark.NOTE}
        if marks >= _OFF_THE_LINE:
            marks -= {Mark.SUBSCRIPT}
    if link:
        link = one_line(link)
    if change is not None:
        change = normal_change(change)
    if comment:
        comment = normal_thread(comment)
    return Run(text, marks, link, change, comment)


def _without_spaces_at_breaks(runs: Runs) -> Runs:
    """Work on the whole text, a run being a stretch of it: a space and its break may stand in two runs."""
    text = whole(runs)
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
        kept.append(run.saying("".join(char for char, drop in stretch if not drop)))
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
        bare.append(_without(run.saying(run.text[: len(run.text) - len(rest)]), mark))
        if rest:
            return bare, [run.saying(rest), *runs[number + 1 :]]
    return bare, []


def _lines(run: Run) -> Iterator[Run]:
    """The run, with its breaks outside of a mark that cannot hold them, and white space outside of code."""
    if Mark.CODE not in run.marks and not (run.marks & _OFF_THE_LINE and "\n" in run.text):
        yield run
        return
    around = Run("", run.marks - {Mark.CODE}, run.link, run.change, run.comment)
    between = Run("", run.marks - _NOT_IN_NOTES, run.link, run.change, run.comment)
    for number, line in enumerate(run.text.split("\n")):
        if number:
            yield between.saying("\n")
        text = line.strip() if Mark.CODE in run.marks else line
        start = line.find(text)
        yield around.saying(line[:start])
        yield run.saying(text)
        yield around.saying(line[start + len(text) :])


def _without(run: Run, mark: Mark | None) -> Run:
    if mark is None:
        return Run(run.text, run.marks, "", run.change, run.comment)
    return Run(run.text, run.marks - {mark}, run.link, run.change, run.comment)


def _reversed(run: Run) -> Run:
    return run.saying(run.text[::-1])


def spans(runs: Runs) -> tuple[Span | Run, ...]:
    """The runs as a tree: of what begins at a place, that which reaches furthest holds the others."""
    return _spans(runs, frozenset())


def _spans(runs: Runs, within: frozenset[Of]) -> tuple[Span | Run, ...]:
    found: list[Span | Run] = []
    start = 0
    while start < len(runs):
        reach = {of: _reach(runs, start, of, within) for of in _attributes(runs[start]) if of not in within}
        if reach:
            of = max(reach, key=lambda key: reach[key])
            found.append(Span(of, _spans(runs[start : reach[of]], within | {of})))
            start = reach[of]
        else:
            found.append(runs[start])
            start += 1
    return tuple(found)


def _attributes(run: Run) -> list[Of]:
    """What the run is under, the outer one first where two have the same text."""
    found: list[Of] = []
    if run.comment:
        found.append(Anchor(run.comment))
    if run.change is not None:
        found.append(run.change)
    if run.link:
        found.append(Link(run.link))
    if run.marks:
        found += [mark for mark in _NESTED_MARKS if mark in run.marks]
    return found


def _reach(runs: Runs, start: int, of: Of, within: frozenset[Of]) -> int:
    # The sign of a subscript cannot stand around that of a strike, which is the same.
    strikes_end_it = of is Mark.SUBSCRIPT and Mark.STRIKE not in within
    end = start
    while end < len(runs) and _is_under(runs[end], of) and not (strikes_end_it and Mark.STRIKE in runs[end].marks):
        end += 1
    return end


def _is_under(run: Run, of: Of) -> bool:
    match of:
        case Mark():
            return of in run.marks
        case Link(address):
            return run.link == address
        case Change():
            return run.change == of
        case Anchor(thread):
            return run.comment == thread


def runs_of(element: Element) -> Runs:
    """The text under an element of the parser's tree. Raises UnfitError where it is more than runs can say."""
    return tuple(_runs_of(element, _BARE, 0))


def text_run(text: str | None, look: Run = _BARE) -> Run:
    """A run of the parser's text: a line end there is a space, a hard break is an element."""
    if not text or "\n" not in text:
        return look.saying(text or "")
    first, *lines, last = text.split("\n")
    return look.saying(" ".join([first.rstrip(" "), *(line.strip(" ") for line in lines), last.lstrip(" ")]))


def runs_of_child(child: Element, look: Run = _BARE, depth: int = 0) -> Iterator[Run]:
    """The runs of one element among text that looks like ``look``; its tail is not part of it."""
    tag = child.tag
    if tag == "br":
        yield look.saying("\n")
    elif tag == "code":
        yield text_run(code_text(child), _marked(look, Mark.CODE))
    elif tag == REFERENCE:
        yield _marked(look, Mark.NOTE).saying(child.get("label", ""))
    else:
        yield from _runs_of(child, _look_within(child, look), depth)


def _look_within(element: Element, look: Run) -> Run:
    tag = element.tag
    if tag in _TAGS:
        return _marked(look, _TAGS[tag])
    if tag == "a" and not look.link and set(element.keys()) == {"href"}:
        return Run("", look.marks, element.get("href", ""), look.change, look.comment)
    if tag in _CHANGES and look.change is None:
        change = change_of(_CHANGES[tag], element.get("who", ""))
        return Run("", look.marks, look.link, change, look.comment)
    if tag == COMMENTED and not look.comment:
        return Run("", look.marks, look.link, look.change, element.get("thread", ""))
    raise UnfitError


def _marked(look: Run, mark: Mark) -> Run:
    return Run("", look.marks | {mark}, look.link, look.change, look.comment)


def code_text(element: Element) -> str:
    """The text of a code element, which the parser has escaped."""
    return (element.text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _runs_of(element: Element, look: Run, depth: int) -> Iterator[Run]:
    if depth > DEPTH:
        raise UnfitError
    yield text_run(element.text, look)
    for child in element:
        yield from runs_of_child(child, look, depth + 1)
        yield text_run(child.tail, look)
