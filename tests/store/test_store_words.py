"""What the search indexes, what a query means, and what is shown of a hit."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskeditor.core.document import (
    Align,
    Aside,
    Block,
    Change,
    Document,
    Edit,
    Embed,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Note,
    Paragraph,
    PullQuote,
    Run,
    Table,
)
from deskeditor.markup import count_words, normal, plain_text, write
from deskeditor.store.words import fold, read_query, read_words, skim, snippet, tokens

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=12)
WORDS = st.text(st.sampled_from("abcdéßñжяλş1279"), min_size=1, max_size=9)


def is_found(query: str, text: str) -> bool:
    """As the store does it: by the index, then by the text."""
    asked = read_query(query)
    assert asked is not None
    held = set(tokens(text).split(" "))
    pieces = asked.match.split(" AND ")
    by_index = all(
        any(token.startswith(piece[1:-2]) for token in held) if piece.endswith("*") else piece[1:-1] in held
        for piece in pieces
    )
    return by_index and asked.in_text(fold(text))


@settings(deadline=None)
@given(st.lists(SYLLABLES, min_size=1, max_size=5), st.data())
def test_any_two_syllables_inside_a_korean_word_are_found(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(word) - 2))
    length = data.draw(st.integers(2, len(word) - start))
    assert is_found(word[start : start + length], " ".join(words))


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_any_word_and_any_beginning_of_the_last_is_found(words: list[str], data: st.DataObject) -> None:
    text = ", ".join(words)
    word = data.draw(st.sampled_from(words))
    assert is_found(word, text)
    assert is_found(word.upper(), text)
    folded = fold(word)
    if len(folded) > 2:
        assert is_found(folded[:2], text)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_no_query_raises_and_every_token_is_quoted(text: str, query: str) -> None:
    asked = read_query(query)
    tokens(text)
    if asked is None:
        return
    for piece in asked.match.split(" AND "):
        assert piece[0] == '"'
        assert piece.rstrip("*")[-1] == '"'
        assert piece.count('"') == 2
    snippet([text], asked)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("당총", "조선노동당총비서"),
        ("노동당 medvedev", "Medvedev met the 조선노동당"),
        ("LG전자", "새로운 LG전자 제품"),
        ("東京", "昨日東京で"),
        ("ポーツ", "スポーツ新聞"),
        ("비", "가을비가 왔다"),
        ("비", "봄비"),
        ("cafe", "Le Café"),
        ("ÉCOLE", "l’ecole"),
        ("strasse", "Straße"),
        ("ju-ae", "Kim Ju-ae absent"),
        ("workers' party", "the Workers’ Party"),
        ("해녀", unicodedata.normalize("NFD", "해녀 학교")),
        ("कानून", "नया कानून आया"),
    ],
)
def test_what_is_found(query: str, text: str) -> None:
    assert is_found(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("노당", "조선노동당"),
        ("조선동당", "조선 노동당 동당 선동"),
        ("a", "bad apple"),
        ("part", "depart"),
        ("ju-ae", "ae met ju"),
        ("one two", "one three"),
    ],
)
def test_what_is_not_found(query: str, text: str) -> None:
    assert not is_found(query, text)


@pytest.mark.parametrize("empty", ["", "   ", "!?", "🎉", '"', "*", "''--", "\0", "()", "_"])
def test_a_query_without_a_word_is_none(empty: str) -> None:
    assert read_query(empty) is None


def test_a_snippet_has_the_hit_in_its_middle_and_keeps_the_letters_as_they_are() -> None:
    asked = read_query("needle")
    assert asked is not None
    shown = snippet(["½ hay… " * 60 + "the NEEDLE lies " + "hay… ½ " * 60], asked)
    assert "NEEDLE" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert 0.3 < shown.index("NEEDLE") / len(shown) < 0.7
    assert len(shown) < 150


@settings(deadline=None)
@given(st.text(max_size=300), WORDS, st.text(max_size=300))
def test_a_snippet_shows_what_was_found(before: str, word: str, after: str) -> None:
    asked = read_query(word)
    assert asked is not None
    text = f"{before} {word} {after}"
    found = asked.patterns[0].search(fold(text))
    assert found is not None
    assert found.group() in fold(snippet([text], asked))


def test_skimming_leaves_the_words_and_takes_the_marks() -> None:
    marked = "## Head\n\n> *Quoted* **조선**노동당은\n\n1. [a link](https://x.example/secret)\n\n"
    markdown = marked + "![alt](photo:1)\nCap\\*tion &amp; so"
    text = skim(markdown)
    assert text == "Head\n\nQuoted 조선노동당은\n\na link\n\nalt\nCap*tion & so"


@pytest.mark.parametrize(
    "body",
    [
        "It’s a *well-known* **1,234.5 km**.\n",
        "1. one\n2. two\n\n- three\n\n> 4. four\n",
        "See [the timetable](https://news.example/a-b-c), or <https://a.example>.\n",
        "One.\n\n![A white ferry](photo:1)\nThe ferry leaves\n\n![](photo:2)\n",
        "## 제목이다\n\n“안녕”이라고 **말했다**. 日本\n",
    ],
)
def test_the_words_of_a_story_are_those_that_a_reader_reads(body: str) -> None:
    assert count_words(read_words(body)) == count_words(plain_text(body))


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Said.[^1][^source]\n\n[^1]: The Gazette.\n", "Said.\n\nThe Gazette.\n"),
        ("a {--gone away--}{>>Min Lee, 2026-11-26T05:30:00Z<<}b {++new++}{>>Kim<<}", "a b new"),
        ("{==why==}{>>#3f0d<<} not", "why not"),
        ("H~2~O x^2^ 10~20 2^3", "H2O x2 10~20 2^3"),
        ("x^a\\ b^ H~2\\~3~ y^{++n++}{>>Min Lee<<}^", "xa b H2~3 yn"),
        ("boat ~{--10\\~20\\ --}{>>Kim<<}boat~", "boat boat"),
        ('!!! aside "The ferry"\n    Slow.', "The ferry\nSlow."),
        ("!!! pullquote\n    Slow.", "\nSlow."),
        ('!!! embed "A film"\n    <https://video.example/v>\n\n    See it.', "A film\n\nSee it."),
        ("\\{++typed\\++} \\[^1\\] \\^a\\^ \\!!! x", "{++typed++} [^1] ^a^ !!! x"),
        ("- a\n\n<!-- -->\n\n- b", "a\n\n\n\nb"),
        ("1. one\n2. two &amp; three", "one\ntwo & three"),
    ],
)
def test_signs_are_no_words(markdown: str, words: str) -> None:
    assert skim(markdown) == words
    assert count_words(read_words(markdown)) == count_words(words)


styled = st.lists(
    st.builds(
        Run,
        st.sampled_from(["boat ", "the ferry ", "새 배 ", "10~20 ", "well-known "]),
        st.frozensets(st.sampled_from(sorted(set(Mark) - {Mark.CODE})), max_size=2),
        st.sampled_from(["", "https://a.example/some/path", "story:3f0d-77"]),
        st.sampled_from([None, Change(Edit.INSERTED, "Min Lee", "2026-11-26T05:30:00Z"), Change(Edit.DELETED, "Kim")]),
        st.sampled_from(["", "c1"]),
    ),
    max_size=5,
).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, styled),
    st.builds(Heading, st.integers(1, 3), styled),
    st.builds(PullQuote, styled),
    st.builds(Note, st.just("source"), styled),
    st.builds(Embed, st.just("https://video.example/watch"), st.just("A film"), styled),
    st.builds(
        Aside, st.just("The facts"), st.tuples(st.builds(Paragraph, styled), st.builds(Heading, st.just(1), styled))
    ),
    st.builds(Table, st.just((Align.LEFT, Align.NONE)), st.tuples(st.tuples(styled, styled))),
    st.builds(ListBlock, st.booleans(), st.tuples(st.builds(ListItem, styled))),
)


@settings(deadline=None)
@given(st.lists(blocks, max_size=4).map(lambda found: Document(tuple(found))))
def test_as_many_words_are_counted_as_readers_get(document: Document) -> None:
    markdown = write(normal(document))
    assert count_words(read_words(markdown)) == count_words(plain_text(markdown))


def test_hostile_text_is_skimmed_in_time() -> None:
    assert skim("[" * 20_000)
    assert skim("![" * 20_000)
    assert read_words("![](photo:" * 20_000)
    assert read_words("1. ![[" * 20_000)
    for sign in ("{--", "{>>", "{++", "^a", "~a", "^\\^", "~\\ ", "[^", "!!! a ", '!!! a "', "{==a==}"):
        assert skim(sign * 20_000) is not None
    assert tokens("가" * 200_000)
    assert read_query("가" * 200_000) is not None
