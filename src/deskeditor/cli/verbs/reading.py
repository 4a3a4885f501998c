"""``list``, ``show`` and ``search``: the stories of the desk."""

from __future__ import annotations

import argparse

from deskeditor.cli.desks import reading
from deskeditor.cli.options import Parser, Verbs, add_verb, count, status, text, word
from deskeditor.cli.printing import local, print_columns, print_json, printable, printable_lines, put
from deskeditor.cli.records import article_record
from deskeditor.core.article import Article
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import UsedPhoto
from deskeditor.core.queries import ArticleFilter


def add_to(verbs: Verbs[Parser]) -> None:
    listing = add_verb(verbs, "list", list_stories, "list the stories, newest change first", json=True)
    listing.add_argument("--status", type=status, metavar="S")
    listing.add_argument("--tag", type=word, metavar="T")
    listing.add_argument("--section", type=word, metavar="T")
    showing = add_verb(verbs, "show", show_story, "show one story", json=True)
    showing.add_argument("article", type=word, metavar="ARTICLE", help="an id or a slug")
    showing.add_argument("--as", dest="form", type=word, metavar="FORM", help="json, markdown, html or ninjs")
    searching = add_verb(verbs, "search", search_stories, "find stories by their words", json=True)
    searching.add_argument("query", type=text, metavar="QUERY")
    searching.add_argument("--limit", type=count, default=50, metavar="N")


def list_stories(options: argparse.Namespace) -> int:
    wanted = ArticleFilter(status=options.status, tag=options.tag or "", section=options.section or "")
    with reading(options.desk) as desk:
        keys = desk.articles.ids(wanted)
        if options.json:
            print_json([article_record(desk.articles.get(key), desk.articles.used_photos(key)) for key in keys])
        else:
            print_columns(
                (row.slug, row.status.value, row.section, f"{row.words} words", local(row.modified), row.headline)
                for row in desk.articles.rows(keys)
            )
    return 0


def show_story(options: argparse.Namespace) -> int:
    if options.json and options.form not in (None, "json"):
        options.fail(f"--json and --as {options.form} do not go together")
    from deskeditor.exporters import STORY_FORMATS

    forms = ("json", *STORY_FORMATS)
    if options.form and options.form not in forms:
        raise DeskError(f"A story is not shown as “{options.form}”", mend=f"choose {', '.join(forms)}")
    with reading(options.desk) as desk:
        article = desk.articles.get(options.article)
        if options.json or options.form == "json":
            print_json(article_record(article, desk.articles.used_photos(article.id)))
        elif options.form:
            put(desk.publishing.show(article.id, options.form).rstrip("\n"))
        else:
            _print_story(article)
            for used in desk.articles.used_photos(article.id):
                put(printable(f"{used.role} photo: {_words_of(used)}"))
            put("\n" + printable_lines(article.body.rstrip("\n")))
    return 0


def _words_of(used: UsedPhoto) -> str:
    words = (
        used.photo.filename,
        used.caption,
        used.alt and f"alt: {used.alt}",
        used.credit and f"credit: {used.credit}",
    )
    return " / ".join(word for word in words if word)


def _print_story(article: Article) -> None:
    print_columns(
        (name, value)
        for name, value in (
            ("slug", article.slug),
            ("id", article.id),
            ("status", f"{article.status.value}, version {article.version}"),
            ("section", article.section),
            ("kicker", article.kicker),
            ("headline", article.headline),
            ("standfirst", article.standfirst),
            ("byline", ", ".join(article.byline)),
            ("dateline", article.dateline),
            ("language", article.language),
            ("tags", ", ".join(article.tags)),
            ("embargo", local(article.embargo) if article.embargo else ""),
            ("modified", local(article.modified)),
        )
        if value
    )


def search_stories(options: argparse.Namespace) -> int:
    with reading(options.desk) as desk:
        hits = desk.articles.search(options.query, options.limit)
    if options.json:
        print_json([{"id": hit.id, "slug": hit.slug, "headline": hit.headline, "snippet": hit.snippet} for hit in hits])
    else:
        print_columns((hit.slug, hit.headline, hit.snippet) for hit in hits)
    return 0
