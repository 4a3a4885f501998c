"""The pictures of one story: those that its front matter names, and those that stand in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deskeditor.core.document import Figure, Run, normal_runs
from deskeditor.core.photo import Role
from deskeditor.importers.figures import FigureReader, written
from deskeditor.importers.front_matter import NamedPhoto
from deskeditor.importers.incoming import IncomingUse
from deskeditor.importers.local_pictures import find_picture

PHOTO = re.compile(r"\(photo:([^()\s]+)\)")


@dataclass(slots=True)
class StoryPictures:
    """First the front matter, then the text: a picture that is named as inline and stands nowhere goes to the end.

    Not so where ``text_is_whole``: there a photo of the desk that the text has no more was taken out of it.
    """

    folder: Path
    text_is_whole: bool = False
    lead: IncomingUse | None = None
    inline: list[tuple[Path | None, NamedPhoto]] = field(default_factory=list)
    in_text: tuple[IncomingUse, ...] = ()
    warnings: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, named: Sequence[NamedPhoto], folder: Path, *, text_is_whole: bool = False) -> StoryPictures:
        """Find the files that the front matter names. The first without a role leads, where none is named as lead."""
        pictures = cls(folder, text_is_whole)
        leads = any(photo.role is Role.LEAD for photo in named)
        for photo in named:
            role = photo.role or (Role.INLINE if leads else Role.LEAD)
            leads = leads or role is Role.LEAD
            pictures._place(photo, role)
        return pictures

    @property
    def uses(self) -> tuple[IncomingUse, ...]:
        """Every use, the lead first."""
        return ((self.lead,) if self.lead else ()) + self.in_text

    def read(self, body: str) -> str:
        """The body with its pictures as figures."""
        reader = FigureReader(self.folder, {path: photo for path, photo in self.inline if path})
        parts = [reader.read(body)]
        shown = frozenset(PHOTO.findall(body))
        if self.text_is_whole:
            self.inline = [(path, photo) for path, photo in self.inline if path or photo.photo_id in shown]
        standing = {use.path for use in reader.uses}
        for path, photo in self.inline:
            caption = normal_runs([Run(photo.caption or "")])
            if path and path not in standing:
                parts.append(written(reader.figure(path, "", "")))
            elif path is None and photo.photo_id not in shown:
                parts.append(written(Figure(photo.photo_id, photo.alt or "", caption)))
        self.warnings += reader.warnings
        on_desk = (
            replace(_use(None, Role.INLINE, photo), reference=photo.photo_id)
            for path, photo in self.inline
            if path is None
        )
        self.in_text = (*reader.uses, *on_desk)
        return "\n\n".join(part for part in parts if part)

    def _place(self, photo: NamedPhoto, role: Role) -> None:
        path = find_picture(photo.file, self.folder) if photo.file else None
        if isinstance(path, str):
            self.warnings.append(f"{path} (it was left aside)")
            if not photo.photo_id:
                return
            path = None
        if role is Role.LEAD and self.lead is None:
            self.lead = _use(path, role, photo)
            return
        if role is Role.LEAD:
            self.warnings.append(f"A story has one lead picture; {photo.file or photo.photo_id} was put in the text")
        self.inline.append((path, photo))


def _use(path: Path | None, role: Role, photo: NamedPhoto) -> IncomingUse:
    words = (photo.caption, photo.alt, photo.credit)
    return IncomingUse(path, role, *words, photo_id=photo.photo_id, decorative=photo.decorative)
