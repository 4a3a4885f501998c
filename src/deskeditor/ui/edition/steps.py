"""A change of an edition, and the step by which it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from deskeditor.core.changes import Done
from deskeditor.core.edition import Edition
from deskeditor.ui.history import Step

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.desk.editions import EditionFields

SET_BY_HAND = ("date", "lead", "teasers", "related", "most_read")


@dataclass(frozen=True, slots=True)
class Change:
    """What to set, worked out from the edition as it is when its turn comes: keys may come faster than the disk.

    ``taken_off`` is the headline of a story that leaves the page by it. ``field`` is the name of the field that the
    words of the change, ``text``, are typed in; what is typed there in one ``visit`` is one step of undo.
    """

    fields: Callable[[Edition], EditionFields]
    taken_off: str = ""
    field: str = ""
    text: str = ""
    visit: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """An edition before and after a change."""

    before: Edition
    after: Edition

    def step(self) -> Step[Edition]:
        """What undoes the change, and what makes it again."""
        edition_id = self.after.id
        names = [name for name in SET_BY_HAND if getattr(self.before, name) != getattr(self.after, name)]
        back, again = _fields(self.before, names), _fields(self.after, names)
        return Step(
            lambda desk: desk.editions.edit(edition_id, **back), lambda desk: desk.editions.edit(edition_id, **again)
        )


def make(desk: Desk, edition_id: str, change: Change) -> Done[Edited]:
    """Make the change."""
    before = desk.editions.get(edition_id)
    done = desk.editions.edit(edition_id, **change.fields(before))
    return Done(Edited(before, done.value), done.changes)


def _fields(edition: Edition, names: Sequence[str]) -> EditionFields:
    return cast("EditionFields", {name: getattr(edition, name) for name in names})
