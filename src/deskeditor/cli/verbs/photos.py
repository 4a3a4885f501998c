"""``photos``: the archive, its codes and templates."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from deskeditor.cli.desks import reading
from deskeditor.cli.options import Parser, Verbs, add_verb, count, path, text, word
from deskeditor.cli.printing import print_columns, print_json, tell
from deskeditor.cli.records import photo_record, template_record, use_record
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Photo, PhotoFields
from deskeditor.core.queries import PhotoFilter
from deskeditor.core.template import TemplateKind
from deskeditor.core.uses import Alike

if TYPE_CHECKING:
    from deskeditor.desk import Desk

FIELDS = tuple(field.name for field in fields(PhotoFields))


def add_to(verbs: Verbs[Parser]) -> None:
    parser = add_verb(verbs, "photos", list_photos, "list the photos, or what fills their fields", json=True)
    parser.add_argument("--unused", action="store_true", help="only those that no story uses")
    parser.add_argument("--missing", choices=FIELDS, default="", metavar="FIELD", help="only those without it")
    parser.add_argument("--find", type=text, default="", metavar="WORDS", help="only those that say all of them")
    parser.add_argument("--stars", type=count, metavar="N", help="only those with so many or more")
    parser.add_argument("--label", type=text, default="", metavar="L", help="only those with this label")
    parser.add_argument("--rejected", action="store_true", default=None, help="only those that were rejected")
    parser.add_argument("--held", action="store_true", help="only those held back from publication today")
    parser.add_argument(
        "--conflicting", action="store_true", help="only those whose file says a field twice, while nobody has decided"
    )
    parser.add_argument("--alike", action="store_true", help="only those that show what an older one shows, and which")
    parser.add_argument("--csv", type=path, metavar="FILE", help="write them as a table for a spreadsheet")
    parser.add_argument(
        "--xmp", type=path, metavar="DIR", help="write what is said of each into NAME.xmp in this folder"
    )
    lists = parser.add_mutually_exclusive_group()
    lists.add_argument(
        "--codes", action="store_true", help="list the codes for captions, with --in those of a story too"
    )
    lists.add_argument("--templates", action="store_true", help="list the templates and the photographers")
    parser.add_argument("--in", dest="article", type=word, metavar="ARTICLE", help="whose codes")


def list_photos(options: argparse.Namespace) -> int:
    if (options.codes or options.templates) and (options.csv or options.xmp):
        options.fail("--csv and --xmp write photos, not codes or templates")
    with reading(options.desk) as desk:
        if options.codes:
            _list_codes(desk, options.article or "", as_json=options.json)
        elif options.templates:
            _list_templates(desk, as_json=options.json)
        else:
            _list(desk, options)
    return 0


def _list(desk: Desk, options: argparse.Namespace) -> None:
    missing = (options.missing,) if options.missing else ()
    only = PhotoFilter(
        *(options.unused, missing, options.find, options.stars or 0, options.label),
        rejected=options.rejected,
        held=options.held,
        conflicting=options.conflicting,
    )
    photos = desk.photos.rows(desk.photos.ids(only))
    alike = desk.photos.alike([photo.id for photo in photos]) if options.alike else {}
    if options.alike:
        photos = [photo for photo in photos if alike[photo.id]]
    if options.csv or options.xmp:
        if options.csv:
            table = desk.captioning.sheet([photo.id for photo in photos])
            _write(options.csv, table.encode())
            tell(f"the table is in {options.csv}")
        for photo in photos if options.xmp else ():
            _write(options.xmp / f"{photo.filename}.xmp", desk.photos.sidecar(photo.id))
    elif options.json:
        print_json(list(_records(desk, photos, alike)))
    else:
        print_columns(
            (
                photo.filename,
                f"{photo.width}×{photo.height}",
                photo.id,
                "rejected" if photo.rejected else "*" * photo.rating,
                photo.fields.credit or "(no credit)",
                photo.fields.caption or "(no caption)",
                *(f"like {older.photo.filename}" for older in alike.get(photo.id, ())[:1]),
            )
            for photo in photos
        )


def _records(desk: Desk, photos: list[Photo], alike: dict[str, list[Alike]]) -> Iterator[dict[str, object]]:
    """All that is known of each photo; every story that shows some is read once."""
    ids = [photo.id for photo in photos]
    uses, holds = desk.photos.past_uses_of(ids), desk.rights.holds_of(ids)
    stories = {use.article_id for theirs in uses.values() for use in theirs}
    shown = {article_id: desk.articles.used_photos(article_id) for article_id in stories}
    for photo in photos:
        theirs = uses.get(photo.id, [])
        record = photo_record(photo, [use.slug for use in theirs])
        record["uses"] = [
            use_record(used, use.slug) for use in theirs for used in shown[use.article_id] if used.photo.id == photo.id
        ]
        record["holds"] = [
            {"rule": hold.rule, "reason": hold.reason, "who": hold.who, "lifted": hold.lift is not None}
            for hold in holds.get(photo.id, ())
        ]
        if photo.id in alike:
            record["alike"] = [{"id": older.photo.id, "filename": older.photo.filename} for older in alike[photo.id]]
        yield record


def _list_codes(desk: Desk, story: str, *, as_json: bool) -> None:
    codes = desk.captioning.codes(story)
    if as_json:
        print_json({code: list(said) for code, said in codes.items()})
    else:
        print_columns((f"={code}=", " | ".join(said)) for code, said in sorted(codes.items()))


def _list_templates(desk: Desk, *, as_json: bool) -> None:
    found = [template for kind in TemplateKind for template in desk.captioning.templates(kind)]
    if as_json:
        print_json([template_record(template) for template in found])
    else:
        print_columns(
            (template.kind.value, template.name, ", ".join(name for name, _ in template.fields)) for template in found
        )


def _write(target: Path, data: bytes) -> None:
    """Write a file that does not exist yet."""
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise DeskError("There is a file of that name", where=str(target), mend="choose another name") from None
    except OSError as error:
        what = f"The file cannot be written ({error.strerror or error})"
        raise DeskError(what, where=str(target), mend="choose another place") from None
