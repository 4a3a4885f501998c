"""Foreign HTML, as browsers, Google Docs and Word put it on the clipboard."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskeditor.core.document import Document, Figure, Paragraph, Run, Table
from deskeditor.markup import from_html, normal, read, write

PASTED = Path(__file__).parent / "pasted"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\2 not quite a picture").decode()
DOT = "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="

WORD_LIST = (
    "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>First<o:p></o:p></p>"
    "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'>"
    "<span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Second</p>"
)
TAGS = [
    "p",
    "div",
    "b",
    "i",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "h1",
    "h4",
    "pre",
    "code",
    "del",
    "figure",
    "sub",
    "sup",
]
PIECES = [
    *(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "<br>", "<hr>", "text", " ", "&nbsp;", "*", "&lt;b>",
    "<img src=photo:1 alt=x>", "<a href=https://a.example>", "</a>", "<figcaption>", "</figcaption>", "|", "\n", "`",
    "```",    "<span style='font-weight:700'>", "</span>", "<th colspan=3>", "<td rowspan=2>", "<a href='#ftn1'>",
    "<a href='#ftnref1'>", "<a href='#cmnt_ref1'>", "<li aria-level=3>", "<ol start=2>",
    f"<img src='data:image/png;base64,{PNG}'>",
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a</p>tail", "a\n\ntail"),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<h1>T</h1><h6>L</h6>", "## T\n\n#### L"),
        ("<p>one<br>two<br><br>three</p>", "one\\\ntwo\n\nthree"),
        ("<p>a <b>b </b><em>c</em><s>d</s> <code>e</code></p>", "a **b** *c*~~d~~ `e`"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n    1. b\n- c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n    - b"),
        (WORD_LIST, "- First\n    1. Second"),
        (WORD_LIST.replace("1.<span>", "o<span>"), "- First\n    - Second"),
        (
            "<p>H<sub>2</sub>O 10<sup>3</sup> <span style='vertical-align:super;font-size:0.6em'>a</span></p>",
            "H~2~O 10^3^ ^a^",
        ),
        (
            "<ul><li aria-level=1>a</li><li aria-level=2>b</li><li aria-level=9>c</li></ul><ul><li>d</li></ul>",
            "- a\n    - b\n        - c\n\n<!-- -->\n\n- d",
        ),
        ("<ol><li>a</li></ol><ol start=2><li>b</li></ol>", "1. a\n2. b"),
        ("<ul><li><p>a</p><p>b</p><ul><li>c</li></ul></li></ul>", "- a\\\n    b\n    - c"),
        ("<p class=MsoTitle>T</p><p role=heading aria-level=3>h</p>", "## T\n\n### h"),
        (
            "<a href='https://www.google.com/url?q=https://a.example/x&amp;sa=D&amp;ust=1'>l</a>",
            "[l](https://a.example/x)",
        ),
        (
            "<a href='https://www.google.com/url?q=javascript:y'>l</a>",
            "[l](https://www.google.com/url?q=javascript:y)",
        ),
        ("<blockquote><p>a</p><p>b</p></blockquote><blockquote>c</blockquote>", "> a\n>\n> b\n\n<!-- -->\n\n> c"),
        ("<a href='https://a.example'>x</a> <a href='javascript:y'>z</a>", "[x](https://a.example) z"),
        ("<a href='https://a℀b.example'>l</a>", "l"),
        ("<figure><img src='photo:1' alt='A'><figcaption>C</figcaption></figure>", "![A](photo:1)\nC"),
        ("<p>a<img src='https://a.example/p.png' alt='far'></p>", "a"),
        ("<table><tr><th>a|b<th>c<tr><td>1<td></table>", "| a\\|b | c |\n| --- | --- |\n| 1 |  |"),
        ("<table><tr><td><p>x</p><p>y</p></td></tr></table>", "x\n\ny"),
        (
            "<table><caption>Of it</caption><tr><th>a<th>b<tr><td><p>1</p><p><i>2</i></p><td>c</table>",
            "Of it\n\n| a | b |\n| --- | --- |\n| 1 *2* | c |",
        ),
        (
            "<table><tr><th colspan=2>a<th>b<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>",
            "| a |  | b |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n|  | 4 | 5 |",
        ),
        (
            "<table><tr><td colspan=999999 rowspan=999999>a<td>b<tr><td>c</table>",
            "| a |  | b |\n| --- | --- | --- |\n|  |  | c |",
        ),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", "a\n\nb\n\nc\n\nd"),
        ("<table><tr><td><ul><li>a</ul><td>b<tr><td>c<td>d</table>", "- a\n\nb\n\nc\n\nd"),
        (
            "<p>a<a href='#ftnt1'>[1]</a> b<a href='#_ftn7'>[7]</a></p><p><a href='#_ftnref7'>[7]</a>Seven.</p>",
            "a^\\[1\\]^ b[^1]\n\n[^1]: Seven.",
        ),
        ("<p>a <img alt='🎪' src='https://a.example/e.png'> b</p>", "a 🎪 b"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<p>a <del cite='mailto:x' datetime='2020'>gone</del><del>struck</del></p>", "a ~~struck~~"),
        ("<p style='display:none'>gone</p><style>p{}</style><script>x()</script><title>t</title>kept", "kept"),
        ("<p>1986. A year &amp;amp; <u>*x*</u></p>", "1986\\. A year \\&amp; \\*x\\*"),
    ],
)
def test_foreign_html_is_read(html: str, markdown: str) -> None:
    assert write(from_html(html).document) == markdown + "\n"


@pytest.mark.parametrize("html", sorted(PASTED.glob("*.html")), ids=lambda path: path.stem)
def test_what_other_programs_copy_keeps_its_structure(html: Path) -> None:
    foreign = from_html(html.read_text(encoding="utf-8"))
    assert write(foreign.document) == html.with_suffix(".md").read_text(encoding="utf-8")
    assert (foreign.elsewhere, foreign.unread) == (html.stem != "word_web", 0)


def test_pictures_whose_bytes_are_there_stand_where_they_stood() -> None:
    picture = f"<img alt='Alt' src='data:image/png;base64,{PNG}'>"
    foreign = from_html(f"<p>a{picture}b</p><figure>{picture}<figcaption>c<p>d</p></figcaption></figure>")
    first, again = Figure("pasted-1", "Alt"), Figure("pasted-1", "Alt", (Run("c\nd"),))
    assert foreign.document == Document((Paragraph((Run("a"),)), first, Paragraph((Run("b"),)), again))
    assert dict(foreign.pictures) == {"pasted-1": base64.b64decode(PNG)}
    assert (foreign.elsewhere, foreign.unread) == (0, 0)


@pytest.mark.parametrize(
    ("img", "elsewhere", "unread"),
    [
        ("src='https://a.example/p.png'", 1, 0),
        ("src='//a.example/p.png'", 1, 0),
        ("src='file:///etc/passwd'", 1, 0),
        (r"src='\\server\share\p.png'", 1, 0),
        ("src='cid:1'", 1, 0),
        ("src='https://a.example/p.png' width=1 height=1", 0, 0),
        (f"src='data:image/gif;base64,{DOT}'", 0, 0),
        (f"src='data:image/gif;base64,{DOT}' srcset='https://a.example/p.png 2x'", 1, 0),
        ("src='data:image/svg+xml,%3Csvg%3E'", 0, 1),
        ("src='data:image/png;base64,!'", 0, 1),
        ("src='data:text/html,x'", 1, 0),
    ],
)
def test_pictures_that_cannot_be_taken_are_counted(img: str, elsewhere: int, unread: int) -> None:
    foreign = from_html(f"<p>a<img {img}></p>")
    assert write(foreign.document) == "a\n"
    assert (foreign.elsewhere, foreign.unread, dict(foreign.pictures)) == (elsewhere, unread, {})


def test_a_table_of_a_thousand_columns_loses_no_word() -> None:
    cells = [f"w{number}" for number in range(1_000)]
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    document = from_html(f"<table><tr>{row}</tr><tr>{row}</tr></table>").document
    assert not any(isinstance(block, Table) for block in document.blocks)
    written = write(document)
    assert [cell for cell in cells if written.count(f" {cell} ") != 2] == []


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text())
@settings(max_examples=200, deadline=None)
def test_what_comes_in_is_in_normal_form(html: str) -> None:
    document = from_html(html).document
    assert normal(document) == document
    assert read(write(document)) == document


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 100_000 + "x",
        "<ul><li>" * 50_000 + "x",
        "<svg>" + "<tr>" * 100_000 + "</svg>x",
        "<span>" * 100_000 + "x" + "</span>" * 100_000,
        "<p>" + "".join(f"<b class={number}>" for number in range(64)) + "</p>" + "<p>x" * 5_000,
        "&" * 300_000,
        "<" * 300_000 + "x",
        "<table><tr><td>" * 20_000 + "x",
        "<table><tr>" + "<td colspan=1000 rowspan=60000>x" * 1_000 + "<tr><td>y" * 20_000,
        "<a href='#ftn1'>x</a><div><a href='#ftnref1'>y</a>" * 5_000,
        "<ul><li aria-level=99999999>x</ul>" * 20_000,
    ],
    ids=lambda html: repr(html[:12]),
)
def test_hostile_html_is_taken_in(html: str) -> None:
    assert write(from_html(html).document).strip()
