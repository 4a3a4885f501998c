"""``edit``: change a story's words, standing, tags and pictures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from deskeditor.cli.desks import writing
from deskeditor.cli.options import Parser, Verbs, add_verb, moment, path, status, text, word
from deskeditor.core.byline import split_byline
from deskeditor.core.errors import DeskError
from deskeditor.core.names import make_slug
from deskeditor.core.photo import Role

if TYPE_CHECKING:
    from deskeditor.desk import ArticleFields

WORDS = ("headline", "standfirst", "section", "kicker", "dateline", "language", "slug", "note")


def add_to(verbs: Verbs[Parser]) -> None:
    parser = add_verb(verbs, "edit", run, "change a story")
    parser.add_argument("article", type=word, metavar="ARTICLE", help="an id or a slug")
    for name in WORDS:
        parser.add_argument(f"--{name}", type=text, metavar="T", default=argparse.SUPPRESS)
    parser.add_argument(
        "--byline", type=text, action="append", metavar="T", default=argparse.SUPPRESS, help="repeat it for each name"
    )
    parser.add_argument("--status", type=status, metavar="S", default=argparse.SUPPRESS)
    parser.add_argument(
        "--embargo", type=moment, metavar="TIME", default=argparse.SUPPRESS, help="not to be published before; or none"
    )
    parser.add_argument("--body", type=path, metavar="FILE", help="Markdown; - for standard input")
    parser.add_argument("--tag", type=word, action="append", default=[], metavar="T")
    parser.add_argument("--untag", type=word, action="append", default=[], metavar="T")
    parser.add_argument(
        "--attach", type=word, action="append", default=[], metavar="PHOTO", help="at the end of the text"
    )
    parser.add_argument("--lead", type=word, metavar="PHOTO", help="at the head of the story")


def run(options: argparse.Namespace) -> int:
    """All that is asked for is changed, or nothing is."""
    fields = _fields(options)
    if not (fields or options.tag or options.untag or options.attach or options.lead):
        options.fail("nothing to change; name at least one option")
    with writing(options.desk) as desk, desk.at_once():
        key = desk.articles.get(options.article).id
        inline = [desk.photos.get(photo).id for photo in options.attach]
        lead = desk.photos.get(options.lead).id if options.lead else None
        if fields:
            desk.articles.edit(key, **fields)
        if lead:
            desk.articles.attach(key, lead, Role.LEAD)
        for photo in inline:
            desk.articles.attach(key, photo, Role.INLINE)
        for name in options.untag:
            desk.tags.remove(key, name)
        for name in options.tag:
            desk.tags.add(key, name)
    return 0


def _fields(options: argparse.Namespace) -> ArticleFields:
    """The fields that were named; one that was not keeps its value."""
    given = {name: getattr(options, name) for name in (*WORDS, "status", "embargo") if name in options}
    if "byline" in options:
        given["byline"] = tuple(name for line in options.byline for name in split_byline(line))
    if options.body:
        given["body"] = _body(options.body)
    if "slug" in options:
        _refuse_unsafe(options.slug, options.article)
    return cast("ArticleFields", given)


def _refuse_unsafe(slug: str, where: str) -> None:
    """A script that asks for a slug relies on that very slug."""
    safe = make_slug(slug, "story")
    if slug != safe:
        mend = f"use lower-case letters, digits and hyphens, such as {safe}"
        raise DeskError(f"“{slug[:40]}” cannot be a slug", where=where, mend=mend)


def _body(path: Path) -> str:
    from deskeditor.importers import TEXT_LIMIT, decode, read_text

    if str(path) == "-":
        return decode(sys.stdin.buffer.read(TEXT_LIMIT + 1), "standard input")
    return read_text(path)
