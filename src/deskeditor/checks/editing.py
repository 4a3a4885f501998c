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


def changes_pending(story: CheckedStory) -> Iterator[Finding]:
    """What leaves the desk has all changes accepted."""
    for number, block in enumerate(story.document.blocks, start=1):
        if has_changes(Document((block,))):
            message = "A tracked change is pending, and would go out as accepted; accept or reject it"
            yield story.warning("changes-pending", paragraph(number), message)


def comments_open(story: CheckedStory) -> Iterator[Finding]:
    for number, _ in commented(story.document):
        message = "A comment is not resolved, and would not go out; resolve it"
        yield story.warning("comment-open", paragraph(number + 1), message)


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
