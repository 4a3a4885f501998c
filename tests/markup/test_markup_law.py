"""The law of the body: what is written is read back the same, and saving changes nothing that a reader would see."""

from __future__ import annotations

import html

from hypothesis import example, given, settings
from hypothesis import strategies as st

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
    Table,
)
from deskeditor.markup import normal, plain_text, read, render, write

SNIPPETS = [
    *"*_`[]()<>#+-.!|~\\=:&\"'{}^$@/ ",
    "**", "***", "__", "~~", "~~~", "```", "``", "  ", "    ", "---", "===", "- ", "+ ", "1. ",
    "1986. ", "2) ", "> ", "# ",
    "## ", "\n", "\n\n", "\\\n", "  \n", "\t", "\u00a0", "\u3000", "\u2003", "\u200b", "\u202e",
    "a", "b", "word", "snake_case",
    "한국", "어", "日本", "שלום", "مرحبا", "😀", "e\u0301", "&amp;", "&#42;", "&copy", "<b>", "</b>",
    "<!-- -->", "<https://a.example>",
    "<a@b.example>", "https://a.example/x_(y)?a=1&copy=2", "photo:", "photo:1", "![", "](", "[a]: b", "[a]", "[a](b)",
    "![alt](photo:7)", "![far](https://a.example/p.png)", "|", "| a | b |\n|---|---|\n", "|-|",
    ":-", "javascript:x", "\u2028", "\r",
    "\ud800", "\0", "\ufffe", "١.", "~", "<", "&", "&nbsp;", "&lt;",
    "^", "^^", "^2^", "~2~", "\\ ", "[^1]", "[^1]: ", "{++", "++}", "{--", "--}", "{==", "==}", "{>>", "<<}",
    "{>>#1<<}", "{++a++}{>>Min Lee, 2026-11-26T05:30:00Z<<}", "{--a--}", "{==a==}{>>#1<<}", "!!!", "!!! aside",
    '!!! aside "T"\n    ', "\n    ",
]  # fmt: skip

LINE_STARTS = [
    "", "", "- ", "1. ", "> ", "    ", "    - ", "    1. ", "        - ", "# ", "### ", "> > ", "> - ", "***", "| ",
    "```", "| a | b |\n| --- | :-: |\n| ", "[^1]: ", '!!! aside "Title"\n    ', "!!! pullquote\n    ",
    "!!! note x\n    ",
    "!!! gallery\n    ![a](photo:1)\n    ", "!!! embed\n    <https://a.example>\n    ", "    [^1]: ",
    "    !!! x\n        ",
]  # fmt: skip

nasty_text = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=3), max_size=8).map("".join)
links = (
    st.sampled_from(["", "", "", "https://a.example/x_(y)", "mailto:a@b.example", "/a b", "x\"'<>`[\\]&amp;*_"])
    | nasty_text
)
marks = st.frozensets(st.sampled_from(Mark), max_size=3)
names = st.sampled_from(["", "Min Lee", "Kim, desk", "a<<}b", "2026-11-26T05:30:00Z"]) | nasty_text
times = st.sampled_from(["", "2026-11-26T05:30:00Z", "yesterday"])
changes = st.none() | st.builds(Change, st.sampled_from(Edit), names, times)
threads = st.sampled_from(["", "", "c1", "3f0d-a"]) | nasty_text
styled = st.builds(Run, nasty_text, marks, links, changes, threads)
runs = st.lists(styled, max_size=5).map(tuple)
few_runs = st.lists(styled, max_size=2).map(tuple)


def list_blocks(children: st.SearchStrategy[tuple[ListBlock, ...]]) -> st.SearchStrategy[ListBlock]:
    items = st.lists(st.builds(ListItem, few_runs, children), max_size=3).map(tuple)
    return st.builds(ListBlock, st.booleans(), items)


lists = st.recursive(
    list_blocks(st.just(())), lambda inner: list_blocks(st.lists(inner, max_size=2).map(tuple)), max_leaves=4
)
soup = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=2), max_size=30).map("".join)
figures = st.builds(Figure, nasty_text, nasty_text, few_runs)
flow = st.one_of(st.builds(Paragraph, runs), st.builds(Heading, st.integers(0, 5), few_runs), lists)
blocks: st.SearchStrategy[Block] = st.one_of(
    flow,
    st.builds(Quote, st.lists(few_runs, max_size=3).map(tuple)),
    figures,
    st.just(Rule()),
    st.builds(PullQuote, few_runs),
    st.builds(
        Table,
        st.lists(st.sampled_from(Align), max_size=3).map(tuple),
        st.lists(st.lists(few_runs, max_size=3).map(tuple), max_size=3).map(tuple),
    ),
    st.builds(Aside, nasty_text, st.lists(flow, max_size=3).map(tuple)),
    st.builds(Gallery, st.lists(figures, max_size=3).map(tuple)),
    st.builds(Embed, st.sampled_from(["https://a.example/v?x=1&y=[2]", "x", ""]) | nasty_text, nasty_text, few_runs),
    st.builds(Note, st.sampled_from(["1", "source", "a b"]) | nasty_text, few_runs),
)
documents = st.lists(blocks, max_size=4).map(lambda found: Document(tuple(found)))
raw_documents = st.lists(blocks | st.builds(Raw, soup), max_size=4).map(lambda found: Document(tuple(found)))

lines = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(LINE_STARTS),
        st.lists(st.sampled_from(SNIPPETS), max_size=4).map("".join),
        st.sampled_from(["\n", "\n", "\n\n", "\n\n\n", "  \n", "\\\n"]),
    ),
    max_size=8,
).map("".join)


def shown(markdown: str) -> str:
    return render(markdown, lambda figure, caption: f"<figure>{html.escape(repr(figure))}{caption}</figure>")


@example(Document((Paragraph((Run("]:", link="u"),)),)))
@example(Document((Paragraph((Run("`]:", frozenset({Mark.CODE}), "u"),)),)))
@example(Document((Paragraph((Run("<\n<a@b.example>"),)),)))
@example(Document((Figure("", "\\\xa0"),)))
@given(documents)
@settings(max_examples=400, deadline=None)
def test_what_is_written_is_read_back(document: Document) -> None:
    document = normal(document)
    assert read(write(document)) == document
    assert normal(document) == document


@given(
    st.lists(
        st.builds(
            Run,
            st.sampled_from(
                ["a", "b c", " ", "\n", "한", "*", "_", "~", "^", "{", "+", "++}", "!", "a ", " b", "`", "|"]
            ),
            st.frozensets(st.sampled_from(Mark), max_size=4),
            st.sampled_from(["", "u"]),
            st.sampled_from([None, None, Change(Edit.INSERTED, "Min"), Change(Edit.DELETED)]),
            st.sampled_from(["", "", "1"]),
        ),
        max_size=7,
    ),
    st.booleans(),
)
@settings(max_examples=1200, deadline=None)
def test_marks_that_touch_are_read_back(given_runs: list[Run], in_table: bool) -> None:
    runs = tuple(given_runs)
    document = normal(Document((Table((Align.NONE, Align.NONE), ((runs, ()),)) if in_table else Paragraph(runs),)))
    assert read(write(document)) == document


@given(raw_documents)
@settings(max_examples=300, deadline=None)
def test_a_document_with_raw_blocks_is_read_back(document: Document) -> None:
    document = normal(document)
    assert read(write(document)) == document


@example("- \n\n    - []:0")
@example("[]:\n -")
@example("- \n\n[]:|\n\n#\n- ")
@example("- \n#\n\n[]::\n    -")
@example(">\n\n>[]:;\n#")
@example("\u3000\n[a]: b")
@example("aa`a`aab*a**a*`b`a*`**bb*")
@example('![](&#42;.1. "![alt](photo:7)')
@example("        \u3000\n")
@example("!!! x\n\n    \xa0\n!!! x")
@given(soup | lines | st.text())
@settings(max_examples=600, deadline=None)
def test_saving_changes_nothing_that_a_reader_would_see(markdown: str) -> None:
    document = read(markdown)
    saved = write(document)
    assert shown(saved) == shown(markdown)
    assert not {"\2", "\3"} & set(shown(markdown))
    assert plain_text(saved) == plain_text(markdown)
    assert read(saved) == document
    assert write(read(saved)) == saved
