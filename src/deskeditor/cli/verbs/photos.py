"""``photos`` and ``caption``: the archive, and what is said of a picture."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import TYPE_CHECKING, cast

from deskeditor.cli.desks import reading, writing
from deskeditor.cli.options import Parser, Verbs, add_verb, text, word
from deskeditor.cli.printing import print_columns, print_json
from deskeditor.cli.records import photo_record
from deskeditor.core.photo import PhotoFields
from deskeditor.core.queries import PhotoFilter

if TYPE_CHECKING:
    from deskeditor.desk import PhotoEdits

SEVERAL = frozenset({"creator", "keywords", "people"})
"""Fields of a photo that hold a list: the option is repeated."""

OF_A_USE = ("caption", "alt", "credit")
OPTION_NAMES = {"date_created": "date"}
FIELDS = (*(field.name for field in fields(PhotoFields)), "note")


def add_to(verbs: Verbs[Parser]) -> None:
    listing = add_verb(verbs, "photos", list_photos, "list the photos", json=True)
    listing.add_argument("--unused", action="store_true", help="only those that no story uses")
    listing.add_argument("--missing", choices=OF_A_USE, default="", help="only those without it")
    captioning = add_verb(verbs, "caption", caption_photo, "say what a picture is, and whose")
    captioning.add_argument("photo", type=word, metavar="PHOTO", help="an id or a file name")
    for name in FIELDS:
        option = "--" + OPTION_NAMES.get(name, name).replace("_", "-")
        captioning.add_argument(
            option,
            dest=name,
            type=text,
            metavar="T",
            default=argparse.SUPPRESS,
            action="append" if name in SEVERAL else "store",
            help="repeat it for each" if name in SEVERAL else None,
        )
    captioning.add_argument(
        "--in",
        dest="article",
        type=word,
        metavar="ARTICLE",
        help="caption, alt and credit are meant for this story alone",
    )


def list_photos(options: argparse.Namespace) -> int:
    with reading(options.desk) as desk:
        photos = desk.photos.rows(desk.photos.ids(PhotoFilter(unused=options.unused, missing=options.missing)))
        if options.json:
            slugs = {photo.id: [desk.articles.get(key).slug for key in desk.photos.uses(photo.id)] for photo in photos}
            print_json([photo_record(photo, slugs[photo.id]) for photo in photos])
        else:
            print_columns(
                (
                    photo.filename,
                    f"{photo.width}×{photo.height}",
                    photo.id,
                    photo.fields.credit or "(no credit)",
                    photo.fields.caption or "(no caption)",
                )
                for photo in photos
            )
    return 0


def caption_photo(options: argparse.Namespace) -> int:
    edits: dict[str, object] = {}
    for name in FIELDS:
        if name in options:
            value = getattr(options, name)
            edits[name] = tuple(item for item in value if item.strip()) if name in SEVERAL else value
    if not edits:
        options.fail("nothing to change; name at least one of --caption, --alt, --credit, …")
    with writing(options.desk) as desk, desk.at_once():
        photo = desk.photos.get(options.photo).id
        if options.article is not None:
            caption, alt, credit = (cast("str | None", edits.pop(name, None)) for name in OF_A_USE)
            story = desk.articles.get(options.article).id
            desk.articles.caption(story, photo, caption=caption, alt=alt, credit=credit)
        if edits:
            desk.photos.edit(photo, **cast("PhotoEdits", edits))
    return 0
