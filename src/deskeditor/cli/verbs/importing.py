"""``import``: bring stories and pictures in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from deskeditor.cli.desks import writing_or_new
from deskeditor.cli.options import Parser, Verbs, add_verb, path
from deskeditor.cli.printing import print_columns, print_json, tell, tell_error, tell_warning
from deskeditor.core.errors import DeskError
from deskeditor.core.uses import Alike

if TYPE_CHECKING:
    from deskeditor.desk import Desk, Imported


def add_to(verbs: Verbs[Parser]) -> None:
    about = "bring in stories (Markdown, plain text), pictures and bundles"
    parser = add_verb(verbs, "import", run, about, json=True)
    parser.add_argument("paths", nargs="+", type=path, metavar="PATH")
    about = "the files are lists of codes for captions: a code, a tab and its replacement in each line"
    parser.add_argument("--codes", action="store_true", help=about)


def run(options: argparse.Namespace) -> int:
    """A path that fails does not hold back the others."""
    with writing_or_new(options.desk) as desk:
        imported = _codes(desk, options.paths) if options.codes else desk.importing.bring_in(options.paths).value
        new = [item.id for item in imported if item.kind == "photo" and item.is_new]
        alike = desk.photos.alike(new) if new else {}
        known = {
            item.id: desk.photos.past_uses(item.id) for item in imported if item.kind == "photo" and not item.is_new
        }
    if not imported:
        where = ", ".join(map(str, options.paths))
        raise DeskError("There is no file to import", where=where, mend="name files, or a folder that holds some")
    done = [item for item in imported if not item.error]
    if options.json:
        print_json([_record(item, alike.get(item.id, ())) for item in done])
    else:
        print_columns((item.kind, item.slug, str(item.path)) for item in done)
    for item in imported:
        for warning in item.warnings:
            tell_warning(f"{item.path}: {warning}")
        if item.id in known:
            used = "".join(f", {use.sentence(datetime.now(UTC))}" for use in known[item.id][:1])
            tell(f"{item.path} is on the desk already as {item.slug}{used}")
        for older in alike.get(item.id, ())[:1]:
            used = "".join(f", {use.sentence(datetime.now(UTC))}" for use in older.uses[:1])
            mend = f"caption {item.slug} --inherit {older.photo.filename} takes its texts"
            tell(f"{item.path} shows what {older.photo.filename} shows{used}; {mend}")
        if item.error:
            tell_error(item.error)
    return 0 if len(done) == len(imported) else 1


def _codes(desk: Desk, paths: Sequence[Path]) -> list[Imported]:
    from deskeditor.desk import Imported

    done = []
    for each in paths:
        try:
            kept, doubts = desk.captioning.import_codes(each).value
            done.append(Imported(each, "codes", slug=kept.name, warnings=doubts))
        except DeskError as error:
            done.append(Imported(each, "", error=error.sentence()))
    return done


def _record(item: Imported, alike: Sequence[Alike]) -> dict[str, object]:
    record: dict[str, object] = {
        "path": str(item.path),
        "kind": item.kind,
        "id": item.id,
        "slug": item.slug,
        "warnings": list(item.warnings),
    }
    if alike:
        record["alike"] = [
            {"id": older.photo.id, "filename": older.photo.filename, "articles": [use.slug for use in older.uses]}
            for older in alike
        ]
    return record
