"""What each construct of a body is read as and written as."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from deskeditor.core.document import (
    Align,
    Aside,
    Block,
    Change,
    Document,
    Edit,
    Embed,
    Figure,
    Gallery,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Note,
    Paragraph,
    PullQuote,
    Quote,
    Raw,
    Rule,
    Run,
    Runs,
    Table,
)
from deskeditor.markup import count_words, inline_html, normal, plain_text, read, render, write

BOLD, ITALIC, STRIKE, CODE, SUP, SUB, NOTE = (frozenset({mark}) for mark in Mark)
INSERTED = Change(Edit.INSERTED, "Min Lee", "2026-11-26T05:30:00Z")


def text(*words: str) -> Runs:
    return tuple(Run(word) for word in words)


def item(word: str, *children: ListBlock) -> ListItem:
    return ListItem(text(word), children)


CANONICAL: list[tuple[str, Block]] = [
    ("Plain words.", Paragraph(text("Plain words."))),
    ("## A crosshead", Heading(1, text("A crosshead"))),
    ("#### C\\#", Heading(3, text("C#"))),
    ("***", Rule()),
    ("1986\\. A year", Paragraph(text("1986. A year"))),
    ("\\#hashtag", Paragraph(text("#hashtag"))),
    ("10~20 snake_case 5 < 6 & AT&T", Paragraph(text("10~20 snake_case 5 < 6 & AT&T"))),
    ("one\\\ntwo", Paragraph(text("one\ntwo"))),
    ("**한국**어", Paragraph((Run("한국", BOLD), Run("어")))),
    ("**a *b***", Paragraph((Run("a ", BOLD), Run("b", BOLD | ITALIC)))),
    ("~~gone~~ `code`", Paragraph((Run("gone", STRIKE), Run(" "), Run("code", CODE)))),
    ("`` a`b ``".replace(" ", ""), Paragraph((Run("a`b", CODE),))),
    ("Wow\\![x](https://a.example)", Paragraph((Run("Wow!"), Run("x", link="https://a.example")))),
    ("[x](<https://a.example/y_(z)>)", Paragraph((Run("x", link="https://a.example/y_(z)"),))),
    ("> one\n>\n> two", Quote((text("one"), text("two")))),
    ("- a\n    1. b\n- c", ListBlock(False, (item("a", ListBlock(True, (item("b"),))), item("c")))),
    (
        "- a\n\n    - b\n\n    1. c",
        ListBlock(False, (item("a", ListBlock(False, (item("b"),)), ListBlock(True, (item("c"),))),)),
    ),
    ('![A "b" \\[c\\]&#10;d](photo:7)\nA **caption**', Figure("7", 'A "b" [c]\nd', (Run("A "), Run("caption", BOLD)))),
    ("x^2^ and H~2~O", Paragraph((Run("x"), Run("2", SUP), Run(" and H"), Run("2", SUB), Run("O")))),
    ("^a\\ b&#160;c^", Paragraph((Run("a b\xa0c", SUP),))),
    ("^**a**b^~~<!-- -->~2~<!-- -->~~", Paragraph((Run("a", SUP | BOLD), Run("b", SUP), Run("2", STRIKE | SUB)))),
    ("10~20, 30\\~40~50 and 2 ^ 3 \\^\\_^", Paragraph(text("10~20, 30~40~50 and 2 ^ 3 ^_^"))),
    (
        "Said.[^1][^source] \\[^1\\]",
        Paragraph((Run("Said."), Run("1", NOTE), Run("source", NOTE), Run(" [^1]"))),
    ),
    ("[^1]: The *Gazette*,\\\n    page 4", Note("1", (Run("The "), Run("Gazette", ITALIC), Run(",\npage 4")))),
    ("[^empty]:", Note("empty")),
    ("[the ferry](story:3f-0d)", Paragraph((Run("the ferry", link="story:3f-0d"),))),
    (
        "**the {++big ++}{>>Min Lee, 2026-11-26T05:30:00Z<<}{--old --}house**",
        Paragraph(
            (
                Run("the ", BOLD),
                Run("big ", BOLD, change=INSERTED),
                Run("old ", BOLD, change=Change(Edit.DELETED)),
                Run("house", BOLD),
            )
        ),
    ),
    (
        "{==why {++[this](u)++}==}{>>#c1<<}?",
        Paragraph(
            (
                Run("why ", comment="c1"),
                Run("this", link="u", change=Change(Edit.INSERTED), comment="c1"),
                Run("?"),
            )
        ),
    ),
    ("\\{++a\\++} {a} \\{>>b\\<\\<}", Paragraph(text("{++a++} {a} {>>b<<}"))),
    ("\\!!! aside", Paragraph(text("!!! aside"))),
    (
        "| a \\| b | **c** |\n| --- | --: |\n| `x|y` |  |",
        Table(
            (Align.NONE, Align.RIGHT),
            ((text("a | b"), (Run("c", BOLD),)), ((Run("x|y", CODE),), ())),
        ),
    ),
    ("| head |\n| :-: |", Table((Align.CENTRE,), ((text("head"),),))),
    (
        '!!! aside "The \\*ferry\\* in "figures""\n    ### Speed\n\n    Slow\\\n    enough.\n\n    - a\n        - b',
        Aside(
            'The *ferry* in "figures"',
            (
                Heading(2, text("Speed")),
                Paragraph(text("Slow\nenough.")),
                ListBlock(False, (item("a", ListBlock(False, (item("b"),))),)),
            ),
        ),
    ),
    ('!!! aside "Only a title"', Aside("Only a title")),
    ("!!! pullquote\n    We keep\\\n    *going*.", PullQuote((Run("We keep\n"), Run("going", ITALIC), Run(".")))),
    (
        "!!! gallery\n    ![A](photo:1)\n    One.\n\n    ![B](photo:2)",
        Gallery((Figure("1", "A", text("One.")), Figure("2", "B"))),
    ),
    (
        '!!! embed "The launch"\n    <https://video.example/v?a=1&b=2>\n\n    A film of the launch.',
        Embed("https://video.example/v?a=1&b=2", "The launch", text("A film of the launch.")),
    ),
    ('!!! note "Kept"\n    As it is.', Raw('!!! note "Kept"\n    As it is.')),
    ("```python\n# x\n\ny\n```", Raw("```python\n# x\n\ny\n```")),
    ("![far](https://a.example/p.png)", Raw("![far](https://a.example/p.png)")),
]


@pytest.mark.parametrize(("markdown", "block"), CANONICAL)
def test_a_block_is_written_and_read(markdown: str, block: Block) -> None:
    assert write(Document((block,))) == markdown + "\n"
    assert read(markdown) == Document((block,))


@pytest.mark.parametrize(
    ("markdown", "block"),
    [
        ("# Title", Heading(1, text("Title"))),
        ("Title\n===", Heading(1, text("Title"))),
        ("###### Low", Heading(3, text("Low"))),
        ("#hashtag", Paragraph(text("#hashtag"))),
        ("wrapped\n  line", Paragraph(text("wrapped line"))),
        ("hard  \nbreak", Paragraph(text("hard\nbreak"))),
        ("__b__ _i_", Paragraph((Run("b", BOLD), Run(" "), Run("i", ITALIC)))),
        ("&copy; &amp;amp; <b>", Paragraph(text("© &amp; <b>"))),
        ("<https://a.example>", Paragraph((Run("https://a.example", link="https://a.example"),))),
        ("* a\n\n* b", ListBlock(False, (item("a"), item("b")))),
        ('![](photo:1 "Title")', Figure("1", "", text("Title"))),
        ("3. three", Raw("3. three")),
        ("[a]: https://a.example", Raw("[a]: https://a.example")),
        ("> - in a quote", Raw("> - in a quote")),
        ("    code", Raw("    code")),
        ("a ^b c^ ~d e~", Paragraph(text("a ^b c^ ~d e~"))),
        ("^^a^^ {++++} {==a==} {>>b<<} {--", Paragraph(text("^^a^^ {++++} {==a==} {>>b<<} {--"))),
        ("{++a++}{>>Min, Kim<<}", Paragraph((Run("a", change=Change(Edit.INSERTED, "Min, Kim")),))),
        ("[^1]:  Lazy\nline", Note("1", text("Lazy line"))),
        ("[^1]: one\n\n    two", Raw("[^1]: one\n\n    two")),
        (
            "a | b\n:-|-:\n1 | 2 | 3\n4",
            Table(
                (Align.LEFT, Align.RIGHT, Align.NONE),
                ((text("a"), text("b"), ()), (text("1"), text("2"), text("3")), (text("4"), (), ())),
            ),
        ),
        ("| a | b |\n|---|---|\n| ![x](photo:1) | 2 |", Raw("| a | b |\n|---|---|\n| ![x](photo:1) | 2 |")),
        ('!!! aside "*T*"\n    a', Raw('!!! aside "*T*"\n    a')),
        ("!!! gallery\n    no picture", Raw("!!! gallery\n    no picture")),
        ("!!! pullquote", Raw("!!! pullquote")),
        ("!!! embed\n    <ftp://a.example>", Raw("!!! embed\n    <ftp://a.example>")),
        ("!!! aside\n\n    a\n\n    b", Aside("", (Paragraph(text("a")), Paragraph(text("b"))))),
    ],
)
def test_foreign_markdown_is_read(markdown: str, block: Block) -> None:
    assert read(markdown) == Document((block,))


def test_two_figures_in_one_paragraph_are_two() -> None:
    assert read("![a](photo:1)\n![b](photo:2)\nCaption.") == Document(
        (Figure("1", "a"), Figure("2", "b", text("Caption.")))
    )


def test_a_reference_is_a_link() -> None:
    assert read("[a][1]\n\n[1]: https://a.example").blocks[0] == Paragraph((Run("a", link="https://a.example"),))


@pytest.mark.parametrize(
    "blocks",
    [
        (ListBlock(False, (item("a"),)), ListBlock(False, (item("b"),))),
        (Quote((text("a"),)), Quote((text("b"),))),
        (ListBlock(False, (item("a"),)), Raw("    code")),
        (Raw("    one"), Raw("    two")),
        (Aside("A", (Paragraph(text("a")),)), Raw("    code")),
        (Note("1", text("a")), Raw("    code")),
        (Raw("!!! x"), Raw("    code")),
        (Paragraph(text("a")), Note("1", text("a")), Note("1", text("b")), Paragraph(text("c"))),
    ],
)
def test_what_would_run_together_is_parted(blocks: tuple[Block, ...]) -> None:
    assert read(write(Document(blocks))) == Document(blocks)


def test_normal_form_moves_spaces_out_and_drops_the_empty() -> None:
    given = Document(
        (
            Paragraph((Run(" a "), Run(" b ", BOLD), Run("c\t \n d", CODE), Run("\0\ud800"))),
            Paragraph(text("  ", "\n")),
            Heading(9, text("x\ny")),
            Raw("plain"),
        )
    )
    assert normal(given).blocks == (
        Paragraph((Run("a  "), Run("b", BOLD), Run(" "), Run("c", CODE), Run("\n"), Run("d", CODE), Run("\ufffd"))),
        Heading(3, text("x y")),
        Paragraph(text("plain")),
    )


def test_plain_text_has_no_marks() -> None:
    markdown = "# *T*\n\n- a\n    - **b**\n\n![alt](photo:1)\ncap\n\n| x | y |\n|-|-|\n| 1 | 2 |"
    lines = [line.strip() for line in plain_text(markdown).split("\n")]
    assert [line for line in lines if line] == ["T", "a", "b", "cap", "x\ty", "1\t2"]


def test_inline_html_is_safe() -> None:
    runs = (Run("<b>\n", BOLD), Run("x", link="javascript:alert(1)"), Run("y", ITALIC, "https://a.example/?a&b"))
    assert inline_html(runs) == ('<strong>&lt;b&gt;<br>\n</strong>x<a href="https://a.example/?a&amp;b"><em>y</em></a>')


def test_a_foreign_picture_is_shown_as_a_link_and_never_loaded() -> None:
    assert render("see ![far](https://a.example/p.png)", lambda figure, caption: "").strip() == (
        '<p>see <a href="https://a.example/p.png">far</a></p>'
    )


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("It's a well-known 1,234.5 km", 5),
        ("日本語 text", 4),
        ("ひらがなです", 6),
        ("한국 사회", 2),
        ("“안녕”이라고 말했다. 美 국무부·국방부(서울=연합)", 4),
        ("한국의 text and 日本", 5),
        ("— … !", 0),
    ],
)
def test_words_are_counted(words: str, count: int) -> None:
    assert count_words(words) == count


def test_threads_do_not_read_one_another() -> None:
    texts = [
        f"**{number}** [a][{number}]\n\n[{number}]: https://a.example/{number}\n\n- x" * 20 for number in range(40)
    ]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, texts)) == [read(each) for each in texts]
