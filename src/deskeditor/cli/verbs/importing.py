"""``import``: bring stories and pictures in."""

from __future__ import annotations

import argparse

from deskeditor.cli.desks import writing_or_new
from deskeditor.cli.options import Parser, Verbs, add_verb, path
from deskeditor.cli.printing import print_columns, print_json, tell_error, tell_warning
from deskeditor.core.errors import DeskError


def add_to(verbs: Verbs[Parser]) -> None:
    parser = add_verb(verbs, "import", run, "bring in stories (Markdown, plain text), pictures and bundles", json=True)
    parser.add_argument("paths", nargs="+", type=path, metavar="PATH")


def run(options: argparse.Namespace) -> int:
    """A path that fails does not hold back the others."""
    with writing_or_new(options.desk) as desk:
        imported = desk.importing.bring_in(options.paths).value
    if not imported:
        where = ", ".join(map(str, options.paths))
        raise DeskError("There is no file to import", where=where, mend="name files, or a folder that holds some")
    done = [item for item in imported if not item.error]
    if options.json:
        print_json(
            [
                {
                    "path": str(item.path),
                    "kind": item.kind,
                    "id": item.id,
                    "slug": item.slug,
                    "warnings": list(item.warnings),
                }
                for item in done
            ]
        )
    else:
        print_columns((item.kind, item.slug, str(item.path)) for item in done)
    for item in imported:
        for warning in item.warnings:
            tell_warning(f"{item.path}: {warning}")
        if item.error:
            tell_error(item.error)
    return 0 if len(done) == len(imported) else 1
