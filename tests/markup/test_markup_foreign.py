"""Foreign HTML, as browsers, Google Docs and Word put it on the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskeditor.markup import from_html, normal, read, write

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
    "```",    "<span style='font-weight:700'>", "</span>",
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
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<p>a <del cite='mailto:x' datetime='2020'>gone</del><del>struck</del></p>", "a ~~struck~~"),
        ("<p style='display:none'>gone</p><style>p{}</style><script>x()</script><title>t</title>kept", "kept"),
        ("<p>1986. A year &amp;amp; <u>*x*</u></p>", "1986\\. A year \\&amp; \\*x\\*"),
    ],
)
def test_foreign_html_is_read(html: str, markdown: str) -> None:
    assert write(from_html(html)) == markdown + "\n"


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text())
@settings(max_examples=200, deadline=None)
def test_what_comes_in_is_in_normal_form(html: str) -> None:
    document = from_html(html)
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
    ],
    ids=lambda html: repr(html[:12]),
)
def test_hostile_html_is_taken_in(html: str) -> None:
    assert write(from_html(html)).strip()
