"""What makes captions quick: codes, templates, photographers, and tables of captions.

Nothing here changes a photo but by ``PhotoEdit``, so that each of it is undone in one step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from deskeditor.core import sheets
from deskeditor.core.batch import FieldChange, Replacing
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.photo import LISTS, Photo
from deskeditor.core.template import (
    CodeList,
    Expanded,
    FieldText,
    Template,
    TemplateKind,
    check_variables,
    expand,
    read_codes,
)
from deskeditor.desk.caption_edits import (
    Codes,
    Preview,
    StoriesOf,
    batch_edits,
    codes_of,
    lists_of,
    preview,
    series_edits,
    template_edits,
)
from deskeditor.desk.cleaning import NAME_LIMIT, names, one_line
from deskeditor.desk.context import Context, found_article, found_photos
from deskeditor.desk.fields import PhotoEdit, PhotoEdits, PhotosEdited
from deskeditor.desk.photo_edits import OF_THE_PICTURE, write_edits

if TYPE_CHECKING:
    from deskeditor.store import Work

CHANGED = Changes(templates=True)
Known = tuple[Codes, Mapping[str, str]]
"""The codes, and what the variables stand for."""
ID, FILENAME = "id", "filename"
COLUMNS = (ID, FILENAME, *sorted(OF_THE_PICTURE), "note", "rating", "label")
"""Of a table; a file may have any of them, in any order."""
USUAL = (ID, FILENAME, "headline", "caption", "alt", "creator", "credit", "people", "city", "date_created", "keywords")


class Captioning:
    """Codes, templates and photographers belong to the desk; an unknown one raises ``NotFoundError``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def code_lists(self) -> list[CodeList]:
        """The lists of codes, the one added last first."""
        with self._context.store.reading() as work:
            return work.code_lists.all()

    def import_codes(self, path: Path, name: str = "") -> Done[tuple[CodeList, tuple[str, ...]]]:
        """Take in a list in Photo Mechanic's format, in the place of the one of that name (the file's, if none is
        given); also sentences on the lines that are no codes. Raises ``DeskError`` where none is one.
        """
        from deskeditor.importers import read_text

        codes, strange = read_codes(read_text(path))
        if not codes:
            mend = "write a code, a tab and its replacement in each line"
            raise DeskError("The file has no codes", where=str(path), mend=mend)
        kept = CodeList(_name(name or path.stem, "list of codes"), tuple(codes.items()))
        with self._context.store.writing() as work:
            work.code_lists.put(kept, self._context.now())
        doubts = tuple(f"Line {number} is no code: it has no tab, or nothing before or after it" for number in strange)
        return Done((kept, doubts), CHANGED)

    def remove_codes(self, name: str) -> Done[None]:
        """Let a list of codes go."""
        with self._context.store.writing() as work:
            if not work.code_lists.remove(name):
                raise NotFoundError("There is no list of codes of that name", where=name[:NAME_LIMIT])
        return Done(None, CHANGED)

    def codes(self, story: str = "") -> dict[str, tuple[str, ...]]:
        """All codes with their replacements: those of the lists, and behind them those that the people, the places
        and the event of a story (id or slug) have by themselves.
        """
        with self._context.store.reading() as work:
            return codes_of(work, [found_article(work, story)] if story else []) | lists_of(work)

    def expand(self, text: str, story: str = "", photo: str = "", among: Sequence[str] = ()) -> Expanded:
        """The text with its codes replaced; those for a photo are ``known``."""
        return expand(text, self.known([photo], among, story=story)[0] if photo else self.codes(story))

    def known(self, keys: Sequence[str], among: Sequence[str] = (), *, story: str = "", at_hand: str = "") -> Known:
        """The codes for photos, and of a single one what the variables stand for.

        Both are those of the story; where none is named, of those that show the photo; where none does, of the only
        one that shows any of the photos or of those ``among`` which they are, by id; else of that ``at_hand``.
        """
        with self._context.store.reading() as work:
            photos = found_photos(work, keys)
            stories = StoriesOf(work, [*(photo.id for photo in photos), *among], story, at_hand)
            if len(photos) > 1:
                return stories.codes(None), {}
            return stories.codes(photos[0]), stories.variables(photos[0], self._context.now())

    def templates(self, kind: TemplateKind) -> list[Template]:
        """The templates, or the photographers, by name."""
        with self._context.store.reading() as work:
            return work.templates.all(kind)

    def save(
        self, kind: TemplateKind, name: str, fields: Mapping[str, FieldText], *, was: str | None = None
    ) -> Done[Template]:
        """Keep a template in the place of the one of that name; fields without a text are none of it.

        ``was`` is the name that it had until now, empty for a new one: it has this one from now on, unless another
        does. Raises ``DeskError`` for a name that another has, and a field or a variable that there is not.
        """
        kept = Template(kind, _name(name, kind.value), tuple(_clean(fields, name).items()))
        if not kept.fields:
            raise DeskError("Nothing is to be filled in", where=kept.name, mend="give at least one field a text")
        with self._context.store.writing() as work:
            if was is not None and was != kept.name:
                if work.templates.find(kind, kept.name) is not None:
                    sentence = f"There is a {kind.value} of that name already"
                    raise DeskError(sentence, where=kept.name, mend="choose another name")
                work.templates.remove(kind, was)
            work.templates.put(kept)
        return Done(kept, CHANGED)

    def remove(self, kind: TemplateKind, name: str) -> Done[None]:
        """Let a template, or a photographer, go."""
        with self._context.store.writing() as work:
            if not work.templates.remove(kind, name):
                raise NotFoundError(f"There is no {kind.value} of that name", where=name[:NAME_LIMIT])
        return Done(None, CHANGED)

    def fill(
        self, keys: Sequence[str], kind: TemplateKind, name: str, *, story: str = "", only_empty: bool = False
    ) -> Done[PhotosEdited]:
        """Fill the fields of photos from a template; its variables and codes are those of each photo (``known``).

        With ``only_empty`` what is written already stays.
        """
        with self._context.store.writing() as work:
            edits = self._template_edits(work, keys, (kind, name), (story, ""), only_empty=only_empty)
            done, changes = write_edits(work, edits, self._context.now())
        return Done(done, changes)

    def preview_fill(
        self, keys: Sequence[str], kind: TemplateKind, name: str, *, at_hand: str = "", only_empty: bool = False
    ) -> Preview:
        """What ``fill`` would change; codes and variables are those of each photo (``known``)."""
        with self._context.store.reading() as work:
            edits = self._template_edits(work, keys, (kind, name), ("", at_hand), only_empty=only_empty)
            return preview(work, edits)

    def preview_batch(
        self, keys: Sequence[str], changes: Sequence[FieldChange] | Replacing, at_hand: str = ""
    ) -> Preview:
        """What changes of fields, or find and replace, would make of photos; ``photos.apply`` takes its edits.

        Codes and variables are those of each photo (``known``). Raises ``DeskError`` for a text that has a variable
        that there is not, or that its field cannot hold.
        """
        with self._context.store.reading() as work:
            photos = found_photos(work, keys)
            stories = StoriesOf(work, [photo.id for photo in photos], at_hand=at_hand)
            return preview(work, batch_edits(photos, changes, stories, self._context.now()))

    def go_on(self, key: str, following: str = "", before: str = "", but: str = "") -> Done[PhotosEdited]:
        """Leave a photo for the next one of its series.

        A photo without a caption has that of the one ``before`` it, with its own people in the place of the others.
        The ``following`` one takes over, where it says nothing, all but who and what (``core.series``), and ``but``
        the field that is written in each.
        """
        with self._context.store.writing() as work:
            done, changes = write_edits(work, series_edits(work, key, following, before, but), self._context.now())
        return Done(done, changes)

    def sheet(self, keys: Sequence[str], columns: Sequence[str] = USUAL) -> str:
        """A table of photos as CSV, for a spreadsheet; raises ``DeskError`` for a column that there is not."""
        _check_columns(columns, "")
        with self._context.store.reading() as work:
            photos = found_photos(work, keys)
        return sheets.write(columns, (_row(photo) for photo in photos))

    def preview_sheet(self, path: Path) -> Preview:
        """What a table would change; raises ``DeskError`` as ``read_sheet`` does."""
        edits = self.read_sheet(path)
        with self._context.store.reading() as work:
            return preview(work, edits)

    def read_sheet(self, path: Path) -> list[PhotoEdit]:
        """The edits that a table asks for, for ``photos.apply``: each row names its photo by id or file name.

        An empty cell leaves its field as it is. Raises ``DeskError`` for a table that cannot be read, names a photo
        that is not on the desk, or one twice, or has a column that there is not.
        """
        from deskeditor.importers import read_text

        columns, rows = sheets.read(read_text(path), str(path))
        if not rows:
            raise DeskError("The table has no rows", where=str(path), mend="write a header and a row for each photo")
        _check_columns(columns, str(path))
        with self._context.store.reading() as work:
            lines: dict[str, int] = {}
            edits: list[PhotoEdit] = []
            for line, cells in rows:
                edit = _edit(work, cells, f"{path}, line {line}")
                if (other := lines.setdefault(edit.photo, line)) != line:
                    what = f"Lines {other} and {line} are of the same photo"
                    raise DeskError(what, where=str(path), mend="take one of the rows out")
                edits.append(edit)
            return edits

    def _template_edits(
        self,
        work: Work,
        keys: Sequence[str],
        template: tuple[TemplateKind, str],
        story: tuple[str, str],
        *,
        only_empty: bool,
    ) -> list[PhotoEdit]:
        kind, name = template
        found = work.templates.find(kind, name)
        if found is None:
            mend = f"save the {kind.value} first"
            raise NotFoundError(f"There is no {kind.value} of that name", where=name[:NAME_LIMIT], mend=mend)
        photos = found_photos(work, keys)
        stories = StoriesOf(work, [photo.id for photo in photos], *story)
        return template_edits(photos, found, stories, self._context.now(), only_empty=only_empty)


def _clean(fields: Mapping[str, FieldText], where: str) -> dict[str, FieldText]:
    cleaned: dict[str, FieldText] = {}
    for name, text in fields.items():
        if name not in OF_THE_PICTURE:
            raise DeskError(f"A photo has no field “{name[:40]}”", where=where, mend="see a photo for those it has")
        if (name in LISTS) is not isinstance(text, tuple):
            raise DeskError(f"The field “{name}” holds {'a list' if name in LISTS else 'one text'}", where=where)
        said = names(text, name, where) if isinstance(text, tuple) else one_line(text, name, where)
        for each in (said,) if isinstance(said, str) else said:
            check_variables(each)
        if said:
            cleaned[name] = said
    return cleaned


def _name(name: str, what: str) -> str:
    cleaned = one_line(name, f"name of the {what}", limit=NAME_LIMIT)
    if not cleaned:
        raise DeskError(f"The {what} needs a name", mend="write one that you will know it by")
    return cleaned


def _check_columns(columns: Sequence[str], where: str) -> None:
    for column in columns:
        if column not in COLUMNS:
            mend = f"name it as one of {', '.join(COLUMNS)}, or take it out"
            raise DeskError(f"“{column[:40]}” is no column of a table of photos", where=where, mend=mend)
    if ID not in columns and FILENAME not in columns:
        raise DeskError("The table does not say which photos it is of", where=where, mend="give it a column filename")


def _row(photo: Photo) -> dict[str, Any]:
    own = {ID: photo.id, FILENAME: photo.filename, "note": photo.note, "label": photo.label}
    return own | {"rating": str(photo.rating)} | {name: getattr(photo.fields, name) for name in OF_THE_PICTURE}


def _edit(work: Work, cells: Mapping[str, str], where: str) -> PhotoEdit:
    key = cells.get(ID, "").strip() or cells.get(FILENAME, "").strip()
    photo = work.photos.find(key)
    if photo is None:
        mend = "import the picture first, or take the row out"
        raise NotFoundError(f"There is no photo “{key[:80]}” on the desk", where=where, mend=mend)
    edits: dict[str, object] = {}
    for name, cell in cells.items():
        if name in (ID, FILENAME) or not cell.strip():
            continue
        if name == "rating":
            if not (cell.strip().isdecimal() and len(cell.strip()) == 1):
                raise DeskError(f"“{cell[:20]}” is not a number of stars", where=where, mend="write one from 0 to 5")
            edits[name] = int(cell)
        else:
            edits[name] = sheets.parted(cell) if name in LISTS else cell
    return PhotoEdit(photo.id, cast("PhotoEdits", edits))
