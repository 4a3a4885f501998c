"""What an export writes of a story, an import reads again: to the letter in its fields, to the reader in its text."""

from __future__ import annotations

import html
from datetime import UTC, datetime

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from deskeditor import markup
from deskeditor.core.article import Article, Status
from deskeditor.core.document import Raw
from deskeditor.core.publication import Publication
from deskeditor.core.text import one_line
from deskeditor.exporters import Action, Package, Story
from deskeditor.exporters.article_text import article_text
from deskeditor.exporters.bundle import prepared
from deskeditor.exporters.release import Release, clean
from deskeditor.importers.bundled_story import read_story
from deskeditor.importers.incoming import IncomingArticle
from deskeditor.markup import plain_text, render, write

MADE = datetime(2025, 12, 5, 6, 30, tzinfo=UTC)
ID = "12345678-1234-4234-8234-123456789012"
URN = f"urn:newsml:news.example:20251205:{ID}"

words = st.text(max_size=40).map(lambda text: one_line(clean(text)))
names = st.lists(words.filter(bool), max_size=4, unique=True).map(tuple)
moments = st.integers(-2_000_000_000, 5_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def there_and_back(article: Article, action: Action = Action.UPDATE, note: str = "") -> IncomingArticle:
    """The story as the Markdown of a bundle, read by the importer of bundles."""
    package = prepared(Package(Publication(), (Story(article, action=action, note=note),), None, URN, 1, MADE))
    text = article_text(Release(package, {}), package.stories[0])
    status = "canceled" if action is Action.WITHDRAW else "usable"
    return read_story(
        text.encode(), {"uri": URN, "action": action, "pubStatus": status}, "here", lambda _: None, lambda _: ""
    )


def story(**fields: object) -> Article:
    given = {"headline": "Ferry", "status": Status.PUBLISHED, "version": 3, **fields}
    return Article(ID, URN, "ferry", MADE, MADE, **given)  # type: ignore[arg-type]


@given(
    fields=st.fixed_dictionaries(
        dict.fromkeys(("section", "kicker", "standfirst", "dateline"), words)
        | {"headline": words.filter(bool), "byline": names, "tags": names}
        | {"language": st.sampled_from(["en", "ko", "pt-BR", "zh-Hant"]), "embargo": st.none() | moments}
        | {"status": st.sampled_from([Status.PUBLISHED, Status.READY, Status.EDITING])}
    ),
    version=st.integers(1, 2**31 - 1),
    note=words,
    times=st.tuples(moments, moments),
)
@settings(deadline=None)
@example({"byline": ("Kim, Min", "Lee and Sons", "By")}, 1, "", (MADE, MADE))
@example({"headline": "Où\u00a0?", "tags": ("~", "no", "1.0", "2025-12-05")}, 1, "", (MADE, MADE))
def test_every_field_comes_back(
    fields: dict[str, object], version: int, note: str, times: tuple[datetime, datetime]
) -> None:
    first, last = sorted(times)
    article = story(**fields, version=version, first_published=first, last_published=last)
    article = clean(article)
    read = there_and_back(article, note=note)
    for name in ("section", "kicker", "headline", "standfirst", "byline", "dateline", "language", "embargo", "status"):
        assert read.fields[name] == getattr(article, name), name
    assert read.tags == article.tags
    assert read.fields["slug"] == "ferry"
    assert read.created == MADE
    assert read.identity is not None
    assert (read.identity.id, read.identity.urn, read.identity.version) == (ID, URN, version)
    assert (read.identity.first_published, read.identity.last_published) == (first, last)
    assert (read.identity.modified, read.identity.note, read.action) == (MADE, note, "update")
    assert read.warnings == ()


SNIPPETS = [
    *"*_`[]()<>#+-.!|~\\:&\"'\n ", "a", "word", "한국", "e\u0301", "\u00a0", "\u3000", "\u202e", "😀",
    "\n\n", "\\\n", "  \n", "- ", "1. ", "> ", "# ", "    ", "```", "~~~\n", "***", "&lt;", "&amp;", "<b>", "</b>",
    "<script>", " onclick=", "<https://a.example>", "[a](b)", "[a]: b", "![alt](photo:7)", "| a |\n|---|\n", "&#61;",
]  # fmt: skip
soup = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=2), max_size=25).map("".join)


def shown(markdown: str) -> str:
    return render(markdown, lambda figure, caption: f"<figure>{html.escape(repr(figure))}{caption}</figure>")


@given(soup)
@example("a\n\n- b\n- c")
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back_to_the_reader(body: str) -> None:
    body = clean(body)
    read = there_and_back(story(body=body)).fields["body"]
    assert plain_text(read) == plain_text(body)
    assert shown(read) == shown(body)


@given(soup)
@settings(max_examples=300, deadline=None)
def test_a_text_as_the_editor_writes_it_comes_back_to_the_letter(body: str) -> None:
    document = markup.read(clean(body))
    # What the grammar does not know keeps its meaning, but for a browser its spelling may change.
    assume(not any(isinstance(block, Raw) for block in document.blocks))
    written = write(document)
    assert there_and_back(story(body=written)).fields["body"] == written


def test_what_a_browser_could_run_is_all_that_is_changed() -> None:
    read = there_and_back(story(body="[a](javascript:alert(1)) and `javascript:` <b>\n")).fields["body"]
    assert "](javascript:" not in read
    assert plain_text(read) == "a and javascript: <b>"


def test_a_story_taken_back_says_no_more_than_that() -> None:
    read = there_and_back(story(body="words", status=Status.WITHDRAWN, kicker="Sea"), Action.WITHDRAW, "a mistake")
    assert read.fields == {"slug": "ferry", "language": "en", "headline": "Ferry", "status": Status.WITHDRAWN}
    assert read.identity is not None
    assert (read.identity.note, read.action) == ("a mistake", "withdraw")
