"""``edition``: the front page of a date."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from deskeditor.cli.desks import reading, writing
from deskeditor.cli.options import Parser, Verbs, add_verb, day, text, word
from deskeditor.cli.printing import print_columns, print_json, tell
from deskeditor.cli.records import edition_record
from deskeditor.core.edition import Edition, Teaser
from deskeditor.core.errors import NotFoundError

if TYPE_CHECKING:
    from deskeditor.desk import Desk


@dataclass(slots=True)
class TeaserOption:
    """One ``--add`` or ``--teaser``, with the words that were given after it; empty words mean the story's own."""

    article: str
    headline: str | None = None
    standfirst: str | None = None


class _TeaserStart(argparse.Action):
    """``--add`` and ``--teaser`` go into one list, so that the page has them in the order they were named."""

    def __call__(self, _parser: Any, namespace: argparse.Namespace, values: Any, option_string: Any = None) -> None:
        namespace.teasers = [*namespace.teasers, TeaserOption(values)]
        namespace.words_for = namespace.teasers[-1] if option_string == "--teaser" else None


class _TeaserWords(argparse.Action):
    """``--headline`` and ``--standfirst`` belong to the ``--teaser`` before them."""

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: Any = None) -> None:
        if namespace.words_for is None:
            parser.error(f"{option_string} belongs to a teaser; write --teaser ARTICLE before it")
        setattr(namespace.words_for, self.dest, values)


def add_to(verbs: Verbs[Parser]) -> None:
    parser = add_verb(verbs, "edition", run, "make, order or show the front page of a date", json=True)
    parser.add_argument("name", type=word, metavar="NAME", help="made where it is a day, or anything of it is given")
    parser.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="default for a new one: today")
    parser.add_argument("--lead", type=word, metavar="ARTICLE")
    parser.add_argument(
        "--add", type=word, action=_TeaserStart, dest="teasers", default=[], metavar="ARTICLE", help="add a teaser"
    )
    parser.add_argument(
        "--teaser",
        type=word,
        action=_TeaserStart,
        dest="teasers",
        default=[],
        metavar="ARTICLE",
        help="a teaser with words of its own: the --headline and --standfirst that follow",
    )
    parser.add_argument("--headline", type=text, action=_TeaserWords, metavar="T")
    parser.add_argument("--standfirst", type=text, action=_TeaserWords, metavar="T")
    parser.add_argument(
        "--most-read", type=word, action="append", metavar="ARTICLE", help="in order; those named replace the list"
    )
    parser.add_argument(
        "--related", type=word, action="append", metavar="ARTICLE", help="in order; those named replace the list"
    )
    parser.set_defaults(words_for=None)


def run(options: argparse.Namespace) -> int:
    changed = any((options.date, options.lead, options.teasers, options.most_read, options.related))
    if not changed:
        with reading(options.desk) as desk:
            found = _find(desk, options.name)
            if found is not None:
                _print_edition(found, desk, json=options.json)
                return 0
        if _day_named(options.name) is None:  # a slip of the finger is looked for, not made
            raise NotFoundError(
                "There is no edition of that name",
                where=options.name,
                mend="make it with --date, or with the stories that stand on it (--lead, --add)",
            )
    with writing(options.desk) as desk:
        with desk.at_once():
            made, edition = _arrange(desk, options)
        if made:
            tell(f"made the edition {edition.name} of {edition.date}")
        _print_edition(edition, desk, json=options.json)
    return 0


def _find(desk: Desk, name: str) -> Edition | None:
    try:
        return desk.editions.get(name)
    except NotFoundError:
        return None


def _arrange(desk: Desk, options: argparse.Namespace) -> tuple[bool, Edition]:
    """Make the edition where there is none (and say so), and put the stories on it."""

    def ids(keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(desk.articles.get(key).id for key in keys)

    lead = ids([options.lead])[0] if options.lead else None
    asked = [replace(teaser, article=desk.articles.get(teaser.article).id) for teaser in options.teasers]
    related = None if options.related is None else ids(options.related)
    most_read = None if options.most_read is None else ids(options.most_read)
    before = _find(desk, options.name)
    day_named = options.date or _day_named(options.name) or date.today()  # noqa: DTZ011 - the day here
    edition = before or desk.editions.new(options.name, day_named).value
    below = [teaser for teaser in edition.teasers if teaser.article_id != lead]
    after = desk.editions.edit(
        edition.name,
        date=options.date or edition.date,
        lead=lead or edition.lead,
        teasers=_merged(below, asked),
        related=edition.related if related is None else related,
        most_read=edition.most_read if most_read is None else most_read,
    ).value
    return before is None, after


def _day_named(name: str) -> date | None:
    """The day that an edition is named after, if it is."""
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _merged(before: Sequence[Teaser], asked: Sequence[TeaserOption]) -> tuple[Teaser, ...]:
    """New teasers come last; one that is there already keeps its place and the words that are not named anew."""
    teasers = {teaser.article_id: teaser for teaser in before}
    for option in asked:
        old = teasers.get(option.article, Teaser(option.article))
        headline = old.headline if option.headline is None else option.headline or None
        standfirst = old.standfirst if option.standfirst is None else option.standfirst or None
        teasers[option.article] = Teaser(option.article, headline, standfirst)
    return tuple(teasers.values())


def _print_edition(edition: Edition, desk: Desk, *, json: bool) -> None:
    if json:
        print_json(edition_record(edition, desk))
        return
    rows = [("edition", edition.name, f"{edition.date}, version {edition.version}")]
    if edition.lead:
        lead = desk.articles.get(edition.lead)
        rows.append(("lead", lead.slug, lead.headline))
    for number, teaser in enumerate(edition.teasers, start=1):
        story = desk.articles.get(teaser.article_id)
        rows.append((f"teaser {number}", story.slug, teaser.headline or story.headline))
    for name, keys in (("related", edition.related), ("most read", edition.most_read)):
        for number, key in enumerate(keys, start=1):
            story = desk.articles.get(key)
            rows.append((f"{name} {number}", story.slug, story.headline))
    print_columns(rows)
