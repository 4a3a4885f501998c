"""Which comments the pane shows, in which order, and what it says of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from deskeditor.core.comment import Thread
from deskeditor.ui.editor.comments import Anchor


class Standing(Enum):
    """What is to be known of a row beside what it says."""

    PLAIN = auto()
    GONE = auto()
    """The words that the thread is about are not in the story."""
    RESOLVED = auto()
    UNSENT = auto()
    """It is being written."""
    UNKNOWN = auto()
    """The text has a mark whose comment the desk does not have."""


@dataclass(frozen=True, slots=True)
class Row:
    """One comment of a thread. ``number`` is 0 for what is no comment yet; the ``head`` stands for its thread."""

    thread: str
    number: int
    head: bool
    about: str
    text: str
    standing: Standing = Standing.PLAIN
    by: str = ""
    made: datetime | None = None
    edited: bool = False


def rows(
    anchors: Sequence[Anchor], threads: Mapping[str, Thread], *, resolved: bool = False, writing: str = ""
) -> list[Row]:
    """First what has its words, in the order of the text; then what has lost them; then, if asked for, the resolved.

    What is being written in the thread ``writing`` is seen elsewhere.
    """
    words = {anchor.thread: anchor.words for anchor in anchors}
    order = [*words, *(key for key in threads if key not in words)]
    shown: list[Row] = []
    for key in order:
        thread = threads.get(key)
        if thread is None or not (thread.comments or thread.draft or thread.deleted):
            if key in words:
                standing = Standing.UNSENT if key == writing else Standing.UNKNOWN
                shown.append(Row(key, 0, True, words[key], "", standing))
        elif thread.is_open:
            standing = Standing.PLAIN if key in words else Standing.GONE
            shown += _of(thread, words.get(key, thread.about), standing, writing)
    for key in order if resolved else ():
        thread = threads.get(key)
        if thread is not None and is_resolved(thread):
            shown += _of(thread, words.get(key, thread.about), Standing.RESOLVED, writing)
    return shown


def is_resolved(thread: Thread) -> bool:
    """Whether the thread is one of those that are asked for."""
    return thread.resolved is not None and not thread.deleted


def _of(thread: Thread, about: str, standing: Standing, writing: str) -> Iterator[Row]:
    head = True
    for said in thread.comments:
        edited = said.edited is not None
        yield Row(thread.id, said.number, head, about, said.text, standing, said.by, said.made, edited)
        head = False
    draft = thread.draft
    if head:
        text = draft.text if draft and thread.id != writing else ""
        yield Row(thread.id, 0, True, about, text, standing if standing is Standing.GONE else Standing.UNSENT)
    elif draft and thread.id != writing:
        yield Row(thread.id, 0, False, about, draft.text, Standing.UNSENT)
