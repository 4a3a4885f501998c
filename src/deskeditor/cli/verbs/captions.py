"""``caption``: say what pictures are and whose, one or many of them; frame, mark and release them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, cast

from deskeditor.cli.desks import writing
from deskeditor.cli.framing import add_framing, framed, wants_framing
from deskeditor.cli.options import Parser, Verbs, add_verb, path, text, word
from deskeditor.cli.printing import print_json, tell_warning
from deskeditor.cli.records import photo_record
from deskeditor.core.photo import LISTS, OF_A_USE, PhotoFields
from deskeditor.core.template import TemplateKind

if TYPE_CHECKING:
    from deskeditor.desk import Desk, PhotoEdit, PhotoEdits

OPTION_NAMES = {"date_created": "date"}
FIELDS = (*(field.name for field in fields(PhotoFields)), "note")
MARKS = ("rating", "label", "rejected", "share_position")


def add_to(verbs: Verbs[Parser]) -> None:
    parser = add_verb(verbs, "caption", caption, "say what pictures are, and whose", json=True)
    parser.add_argument("photos", nargs="*", type=word, metavar="PHOTO", help="an id or a file name")
    for name in FIELDS:
        parser.add_argument(
            "--" + OPTION_NAMES.get(name, name).replace("_", "-"),
            dest=name,
            type=text,
            metavar="T",
            default=argparse.SUPPRESS,
            action="append" if name in LISTS else "store",
            help="repeat it for each" if name in LISTS else None,
        )
    about = "caption, alt, credit and framing are meant for this story alone; its codes and variables are known"
    parser.add_argument("--in", dest="article", type=word, metavar="ARTICLE", help=about)
    _add_sources(parser)
    _add_marks(parser)
    add_framing(parser)


def _add_sources(parser: Parser) -> None:
    parser.add_argument("--codes", action="store_true", help="replace =codes= in the texts given")
    parser.add_argument("--csv", type=path, metavar="FILE", help="take the texts of a table, as photos --csv writes it")
    parser.add_argument("--template", type=word, metavar="NAME", help="fill the fields from a template")
    parser.add_argument("--photographer", type=word, metavar="NAME", help="fill the fields from a photographer's card")
    parser.add_argument("--only-empty", action="store_true", help="let a template leave what is written already")
    parser.add_argument("--save-template", type=word, metavar="NAME", help="keep the texts given as a template")
    parser.add_argument("--save-photographer", type=word, metavar="NAME", help="keep the texts given as a card")
    about = "read the old texts of the file in another encoding, such as mac_roman or cp949"
    parser.add_argument("--iim-encoding", type=word, metavar="NAME", help=about)
    parser.add_argument("--inherit", type=word, metavar="PHOTO", help="take what is empty from an older photo")


def _add_marks(parser: Parser) -> None:
    absent = argparse.SUPPRESS
    parser.add_argument("--stars", dest="rating", type=int, choices=range(6), default=absent, help="how good it is")
    parser.add_argument("--label", type=text, metavar="L", default=absent, help="a word of the desk")
    parser.add_argument("--reject", dest="rejected", action="store_true", default=absent, help="it is not to be used")
    parser.add_argument("--accept", dest="rejected", action="store_false", default=absent, help="it may be used again")
    about = "its place (GPS) leaves the desk with it"
    parser.add_argument("--share-position", dest="share_position", action="store_true", default=absent, help=about)
    about = "its place stays on the desk, as from the start"
    parser.add_argument("--hide-position", dest="share_position", action="store_false", default=absent, help=about)
    about = "let it be published against a rule of its rights (see check), for this story or for all"
    parser.add_argument("--lift", type=word, metavar="RULE", help=about)
    parser.add_argument("--reason", type=text, default="", metavar="T", help="why the rule is lifted")
    parser.add_argument("--by", type=text, default="", metavar="NAME", help="who decided that")
    about = "it says nothing that the story does not"
    parser.add_argument("--decorative", action="store_true", default=None, help=about)
    parser.add_argument("--not-decorative", dest="decorative", action="store_false", help="it says something after all")


def caption(options: argparse.Namespace) -> int:
    edits = _edits(options)
    if options.save_template or options.save_photographer:
        if options.photos:
            options.fail("a template is saved by itself: name no photo with it, and fill the photo afterwards")
        return _save(options, edits)
    asked = (options.csv, options.template, options.photographer, options.inherit, options.lift, options.iim_encoding)
    if not (edits or any(asked) or options.decorative is not None or wants_framing(options)):
        options.fail("nothing to change; name at least one of --caption, --alt, --credit, …")
    if not (options.photos or options.csv):
        options.fail("no photo is named")
    if options.decorative is not None and not options.article:
        options.fail("whether a picture is decorative is said of one story: name it with --in")
    with writing(options.desk) as desk, desk.at_once():
        changed = [desk.photos.get(key).id for key in options.photos]
        if options.csv:
            changed += _take_table(desk, options)
        _fill(desk, options, changed)
        unknown: set[str] = set()
        for key in changed:
            _caption_one(desk, options, key, _expanded(desk, options, edits, key, changed, unknown))
        records = [
            photo_record(photo, _slugs(desk, photo.id)) for photo in desk.photos.rows(list(dict.fromkeys(changed)))
        ]
    for code in sorted(unknown):
        tell_warning(f"{code} is no code; see photos --codes for those there are")
    if options.json:
        print_json(records)
    return 0


def _edits(options: argparse.Namespace) -> dict[str, Any]:
    edits: dict[str, Any] = {}
    for name in (*FIELDS, *MARKS):
        if name in options:
            value = getattr(options, name)
            edits[name] = tuple(item for item in value if item.strip()) if name in LISTS else value
    return edits


def _save(options: argparse.Namespace, edits: dict[str, Any]) -> int:
    texts = {name: value for name, value in edits.items() if name not in (*MARKS, "note")}
    kinds = {TemplateKind.TEMPLATE: options.save_template, TemplateKind.PHOTOGRAPHER: options.save_photographer}
    with writing(options.desk) as desk:
        for kind, name in kinds.items():
            if name:
                desk.captioning.save(kind, name, texts)
    return 0


def _take_table(desk: Desk, options: argparse.Namespace) -> list[str]:
    """What a table says; with a story, what it says of captions, alt texts and credits is said of this story."""
    rows = desk.captioning.read_sheet(options.csv)
    if options.article:
        rows = [_of_the_archive(desk, options.article, row) for row in rows]
    return [photo.id for photo in desk.photos.apply(rows).value.photos]


def _of_the_archive(desk: Desk, story: str, row: PhotoEdit) -> PhotoEdit:
    """What of a row is left for the archive once its texts for the story are said there."""
    edits = cast("dict[str, Any]", row.edits.copy())
    texts = {name: edits.pop(name) for name in OF_A_USE if name in edits}
    if texts:
        desk.articles.caption(story, row.photo, **texts)
    return replace(row, edits=cast("PhotoEdits", edits))


def _fill(desk: Desk, options: argparse.Namespace, keys: Sequence[str]) -> None:
    if options.iim_encoding:
        for key in keys:
            desk.photos.read_again(key, options.iim_encoding)
    kinds = {TemplateKind.PHOTOGRAPHER: options.photographer, TemplateKind.TEMPLATE: options.template}
    for kind, name in kinds.items():
        if name:
            desk.captioning.fill(keys, kind, name, story=options.article or "", only_empty=options.only_empty)
    if options.inherit:
        for key in keys:
            desk.photos.inherit(key, options.inherit)


def _expanded(
    desk: Desk, options: argparse.Namespace, edits: dict[str, Any], photo: str, among: list[str], unknown: set[str]
) -> dict[str, Any]:
    """The texts for one photo of many with their codes replaced, where that was asked for."""
    if not options.codes:
        return dict(edits)

    def expanded(given: object) -> object:
        if isinstance(given, tuple):
            return tuple(map(expanded, given))
        if not isinstance(given, str):
            return given
        done = desk.captioning.expand(given, options.article or "", photo, among)
        unknown.update(done.unknown)
        return done.text

    return {name: expanded(value) for name, value in edits.items()}


def _caption_one(desk: Desk, options: argparse.Namespace, key: str, edits: dict[str, Any]) -> None:
    shown = None
    if wants_framing(options):
        photo = desk.photos.get(key)
        shown = framed(options, _framing(desk, options, key), photo.width, photo.height)
    if options.article:
        texts = {name: edits.pop(name) for name in OF_A_USE if name in edits}
        if texts or shown is not None or options.decorative is not None:
            desk.articles.caption(options.article, key, framing=shown, decorative=options.decorative, **texts)
    elif shown is not None:
        edits["framing"] = shown
    if edits:
        desk.photos.edit(key, **cast("PhotoEdits", edits))
    if options.lift:
        desk.rights.lift(key, options.lift, options.reason, story=options.article or "", by=options.by)


def _framing(desk: Desk, options: argparse.Namespace, key: str) -> Any:
    """How the photo is shown now, in the story where one is named."""
    if options.article:
        for used in desk.articles.used_photos(options.article):
            if used.photo.id == key:
                return used.framing
    return desk.photos.get(key).framing


def _slugs(desk: Desk, photo_id: str) -> list[str]:
    return [use.slug for use in desk.photos.past_uses(photo_id)]
