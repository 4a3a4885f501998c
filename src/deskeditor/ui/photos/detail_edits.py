"""What is changed in the Details: for every photo that is chosen, each change a step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Conflict, Photo
from deskeditor.core.rights import Lift
from deskeditor.desk.fields import PhotoEdit
from deskeditor.ui.keeping import Keeping, Said
from deskeditor.ui.photos.chosen_photos import MIXED
from deskeditor.ui.photos.detail_row import DetailRow
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.services import Services
from deskeditor.ui.wording import photos as count_photos

if TYPE_CHECKING:
    from deskeditor.desk import Desk, PhotoEdits, PhotosEdited


class DetailEdits(QObject):
    """``choose`` says which photos are meant from then on; what is under way goes to those that were."""

    def __init__(self, services: Services, editing: PhotoEditing, parent: QObject) -> None:
        super().__init__(parent)
        self._keeping: Keeping = services.keeping
        self._failed = services.jobs.failed
        self._editing = editing
        self.ids: tuple[str, ...] = ()
        self.photo: Photo | None = None
        """The one that is chosen, where it is one."""
        self.choice = 0
        """Counts how often other photos were chosen."""

    def choose(self, ids: Sequence[str]) -> None:
        """These are edited now."""
        self.ids, self.photo = tuple(ids), None
        self.choice += 1

    def say(self, row: DetailRow, value: Any) -> None:
        """Keep what stands in a row; ``MIXED`` takes back what was said in it since it was gone into."""
        ids, choice, name, one = self.ids, self.choice, row.spec.name, self.photo
        about = f"{name} of {one.id}" if one else f"{name} of choice {choice}"
        step = f"{about} details {row.visit}"

        def work(desk: Desk) -> Done[PhotosEdited]:
            if value is MIXED:
                return desk.photos.apply(self._editing.so_far(step))
            edits = cast("PhotoEdits", {name: value})
            return desk.photos.apply([PhotoEdit(key, edits) for key in ids])

        def done(edited: PhotosEdited) -> None:
            self._editing.add(work, edited, step)
            if choice == self.choice:
                row.answered(number)

        def refuse(error: DeskError) -> None:
            if choice == self.choice:
                row.refuse(number, error.sentence())
            else:
                self._failed.emit(error, about)

        number = row.sent()
        title = f"{row.spec.label} ({one.filename if one else count_photos(len(ids))})"
        values = {} if value is MIXED else {name: value}
        said = Said(about, title, str(value or ""), work, done, refuse, frozenset(ids), values)
        self._keeping.say(said)

    def share_position(self, *, on: bool) -> None:
        """Whether the position leaves with the pictures."""
        edits: PhotoEdits = {"share_position": on}
        ids = self.ids
        self._editing.make(lambda desk: desk.photos.apply([PhotoEdit(key, edits) for key in ids]))

    def take_other(self, conflict: Conflict) -> None:
        """Of what the file says twice, the one that is not shown holds."""
        key = self.ids[0]
        other = conflict.xmp if conflict.taken == "iim" else conflict.iim

        def work(desk: Desk) -> Done[PhotosEdited]:
            is_list = isinstance(getattr(desk.photos.get(key).fields, conflict.field), tuple)
            edits = cast("PhotoEdits", {conflict.field: other if is_list else other[0]})
            return desk.photos.apply([PhotoEdit(key, edits)])

        self._editing.make(work)

    def keep_shown(self, conflict: Conflict) -> None:
        """Of what the file says twice, the one that is shown holds."""
        key = self.ids[0]

        def work(desk: Desk) -> Done[PhotosEdited]:
            left = tuple(each for each in desk.photos.get(key).conflicts if each != conflict)
            return desk.photos.apply([PhotoEdit(key, {"conflicts": left})])

        self._editing.make(work)

    def read_again(self, encoding: str) -> None:
        """Old texts are in this encoding."""
        key = self.ids[0]
        self._editing.make(lambda desk: desk.photos.read_again(key, encoding))

    def lift(self, rule: str, reason: str) -> None:
        """A rule no longer holds the photo back from any story."""
        key = self.ids[0]
        self._editing.change(
            lambda desk: _told(desk, key, desk.rights.lift(key, rule, reason).changes),
            lambda desk: _told(desk, key, desk.rights.hold_again(key, rule).changes),
        )

    def hold_again(self, lift: Lift) -> None:
        """It does."""
        key, rule, story = lift.photo_id, lift.rule, lift.article_id
        self._editing.change(
            lambda desk: _told(desk, key, desk.rights.hold_again(key, rule, story=story).changes),
            lambda desk: _told(desk, key, desk.rights.lift(key, rule, lift.reason, story=story, by=lift.by).changes),
        )


def _told(desk: Desk, key: str, changes: Changes) -> Done[PhotosEdited]:
    """A change of what holds a photo back, as an edit of it."""
    from deskeditor.desk import PhotosEdited

    return Done(PhotosEdited((desk.photos.get(key),)), changes)
