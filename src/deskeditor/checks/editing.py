"""Checks of what the desk has left in the text for itself: changes to decide on, comments, notes that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deskeditor.checks.story import CheckedStory, block_runs, paragraph
from deskeditor.core.document import Block, Document, Mark, Note, Raw
from deskeditor.core.finding import Finding
from deskeditor.markup import commented, has_changes

NOTE_SIGN = re.compile(r"\[\^(?P<label>[^\[\]\s]+)\](?P<note>:)?")
"""A note, or a reference to one, in what the document has no node for."""
MARK_LEFT = re.compile(r"(?<![-+=]\})\{>>|\{==(?![^{}]*==\}\{>>#)|\{~~|\{[^{}~]*~>")
"""CriticMarkup that the grammar has no word for. A substitution, ``{~~old~>new~~}``, is read as struck words."""


def changes_pending(story: CheckedStory) -> Iterator[Finding]:
    """What leaves the desk has all changes accepted."""
    for number, block in enumerate(story.document.blocks, start=1):
        if has_changes(Document((block,))):
            message = "A tracked change is pending, and would go out as accepted; accept or reject it"
            yield story.warning("changes-pending", paragraph(number), message)


def comments_open(story: CheckedStory) -> Iterator[Finding]:
    """What is said of the text, and of text that is gone, until somebody has said that it is done."""
    threads = {thread.id: thread for thread in story.threads}
    places = {thread_id: number for number, thread_id in reversed(list(commented(story.document)))}
    marked = [number for thread_id, number in places.items() if thread_id not in threads or threads[thread_id].is_open]
    adrift = [thread for thread in story.threads if thread.is_open and thread.id not in places]
    count = len(marked) + len(adrift)
    if count:
        said = "A comment is open, and does not go out; resolve it"
        message = said if count == 1 else f"{count} comments are open, and do not go out; resolve them"
        yield story.warning("comment-open", paragraph(min(marked) + 1) if marked else "body", message)


def marks_left(story: CheckedStory) -> Iterator[Finding]:
    """Comments and changes as other editors write them, which are words here."""
    for place, text in story.texts():
        found = MARK_LEFT.search(text)
        if found:
            message = f"“{found[0][:40]}” is a mark of another editor, and would go out as words; take it out"
            yield story.warning("mark-left", place, message)


def notes_apart(story: CheckedStory) -> Iterator[Finding]:
    """References without a note, and notes that nothing refers to."""
    blocks = story.document.blocks
    notes = {label for block in blocks for label in _notes(block)}
    referred = {label for block in blocks for label in _references(block)}
    for number, block in enumerate(blocks, start=1):
        for label in dict.fromkeys(_references(block)):
            if label not in notes:
                message = f"There is no note “{label}”; write it, or take the reference out"
                yield story.warning("note", paragraph(number), message)
        for label in _notes(block):
            if label not in referred:
                message = f"Nothing refers to the note “{label}”; refer to it, or take it out"
                yield story.warning("note", paragraph(number), message)


def _notes(block: Block) -> list[str]:
    if isinstance(block, Raw):
        return [found["label"] for found in NOTE_SIGN.finditer(block.markdown) if found["note"]]
    return [block.label] if isinstance(block, Note) else []


def _references(block: Block) -> list[str]:
    if isinstance(block, Raw):
        return [found["label"] for found in NOTE_SIGN.finditer(block.markdown) if not found["note"]]
    return [run.text for run in block_runs(block) if Mark.NOTE in run.marks]
