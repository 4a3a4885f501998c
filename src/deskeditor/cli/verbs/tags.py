"""``tags``: the subjects that stories share."""

from __future__ import annotations

import argparse

from deskeditor.cli.desks import reading, writing
from deskeditor.cli.options import Parser, Verbs, add_verb, word
from deskeditor.cli.printing import print_columns, print_json


def add_to(verbs: Verbs[Parser]) -> None:
    parser = add_verb(verbs, "tags", run, "list the tags, rename one, or merge two", json=True)
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--rename", nargs=2, type=word, metavar=("OLD", "NEW"))
    change.add_argument("--merge", nargs=2, type=word, metavar=("FROM", "INTO"))


def run(options: argparse.Namespace) -> int:
    if options.rename or options.merge:
        with writing(options.desk) as desk:
            if options.rename:
                desk.tags.rename(*options.rename)
            else:
                desk.tags.merge(*options.merge)
        return 0
    with reading(options.desk) as desk:
        tags = desk.tags.all()
    if options.json:
        print_json([{"id": tag.id, "name": tag.name, "slug": tag.slug, "uses": tag.uses} for tag in tags])
    else:
        print_columns((tag.name, f"{tag.uses} stor{'y' if tag.uses == 1 else 'ies'}") for tag in tags)
    return 0
