"""What comes out is safe on any page, and what goes in cannot hold the program up."""

from __future__ import annotations

import lxml.html
import pytest

from deskeditor import markup
from deskeditor.core.document import Figure, Paragraph, plain
from deskeditor.core.errors import DeskError

VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src=//evil.example></iframe>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<TABLE BACKGROUND='javascript:alert(1)'>",
    "<style>@import 'javascript:alert(1)'</style>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "![x](javascript:alert(1))",
    '![x](https://a.example/p.png "onerror=alert(1)")',
    "[x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    '[x](https://a.example){: onclick="alert(1)"}',
    "# x {: onmouseover=alert(1) }",
    '[x](https://a.example" onclick="alert(1))',
    "`<script>`<script>alert(1)</script>",
]


def no_figure(figure: Figure, caption: str) -> str:
    return f"<figure><figcaption>{caption}</figcaption></figure>"


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_live_comes_out(vector: str) -> None:
    page = lxml.html.fromstring(f"<main>{markup.render(vector, no_figure)}</main>")
    for element in page.iter():
        assert element.tag not in ("script", "svg", "iframe", "math", "style", "form", "object", "embed", "img")
        for name, value in element.attrib.items():
            assert not str(name).startswith("on")
            assert not str(value).strip().lower().startswith(("javascript:", "data:", "vbscript:", "file:"))


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_live_comes_in(vector: str) -> None:
    document = markup.from_html(vector).document
    links = [run.link for block in document.blocks if isinstance(block, Paragraph) for run in block.runs if run.link]
    assert not [link for link in links if not link.startswith(("https://", "http://", "mailto:", "tel:"))]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "![" * 10_000,
        "`" * 1_000_000,
        "*a" * 50_000,
        "_" * 100_000,
        "> " * 5_000 + "deep",
        "\n".join("    " * level + "- x" for level in range(400)),
        "- " * 5_000 + "x",
        "<" * 100_000,
        "&" * 100_000,
        "\\" * 100_001,
        "word" * 50_000,
        "|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + "\n",
        "[a](" * 10_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_hostile_text_is_read_shown_and_kept(text: str) -> None:
    document = markup.read(text)
    shown = markup.plain_text(markup.write(document))
    assert "".join(shown.split()) == "".join(markup.plain_text(text).split())
    assert markup.render(text, no_figure)


def test_a_figure_is_what_the_caller_makes_of_it() -> None:
    html = markup.render("One.\n\n![Alt](photo:p1)\nA *caption* <b>.\n\nTwo.", no_figure)
    assert html.split() == (
        ["<p>One.</p>", "<figure><figcaption>A", "<em>caption</em>", "&lt;b&gt;.</figcaption></figure>", "<p>Two.</p>"]
    )


def test_headings_stand_below_the_headline() -> None:
    html = markup.render("# a\n\n## b\n\n### c\n\n###### d", no_figure)
    assert [element.tag for element in lxml.html.fromstring(f"<main>{html}</main>")] == ["h2", "h2", "h3", "h4"]


def test_deep_foreign_html_is_taken_in() -> None:
    document = markup.from_html("<div>" * 100_000 + "text").document
    assert [plain(block.runs) for block in document.blocks if isinstance(block, Paragraph)] in ([], ["text"])


def test_bold_is_bold_however_it_is_said() -> None:
    document = markup.from_html(
        '<b style="font-weight:normal"><p>a <span style="font-weight:700">b</span> <b>c</b></p></b>'
        "<p><del class=msoDel>gone</del>kept<!--[if mso]>junk<![endif]--></p>"
    ).document
    assert markup.write(document).split("\n\n")[0] == "a **b** **c**"
    assert "junk" not in markup.write(document)
    assert "kept" in markup.write(document)


@pytest.mark.parametrize(
    "text",
    [
        "---\nheadline: !!python/object/apply:os.system [id]\n---\nbody",
        "---\na: &a [x]\nb: *a\n---\nbody",
        "---\nslug: a\nslug: b\n---\nbody",
        "---\nheadline: [unclosed\n---\nbody",
    ],
)
def test_front_matter_that_cannot_be_trusted_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(DeskError) as refused:
        markup.front_matter.split(text)
    assert "line" in refused.value.sentence()
