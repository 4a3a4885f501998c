"""A clean-up of the page: every text becomes what the rules say, in one step, and the code in it stays."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskeditor import markup
from deskeditor.core.document import Document, Mark, Paragraph, Run, normal_runs, plain
from deskeditor.markup.tidying import corrected, corrections
from deskeditor.ui.editor import tidying
from deskeditor.ui.editor.convert import from_document
from deskeditor.ui.editor.look import style_of
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import place_of, text_of, to_document, unit_offset

OpenStory = Callable[..., StoryEditor]

PIECES = st.sampled_from(
    ["word", " ", "  ", "'", '"', "\\'", "\U0001f642", "&amp;", "\u200b", "â€™", "\n", "e\u0301", "한국", " ,", "ab ."]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(lambda text: bool(text.strip(" \n")))
RUNS = st.lists(
    st.builds(Run, TEXTS, st.frozensets(st.sampled_from([Mark.BOLD, Mark.CODE]), max_size=1)), min_size=1, max_size=4
).map(normal_runs)
DOCUMENTS = st.lists(st.builds(Paragraph, RUNS), min_size=1, max_size=4).map(tuple).map(Document)


def code_in(document: Document) -> str:
    paragraphs = (block for block in document.blocks if isinstance(block, Paragraph))
    return plain(run for block in paragraphs for run in block.runs if Mark.CODE in run.marks)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=DOCUMENTS, headline=TEXTS)
def test_every_text_becomes_what_the_rules_say(open_story: OpenStory, document: Document, headline: str) -> None:
    editor = open_story(headline=headline)
    page = editor.document()
    from_document(document, page)
    before, raw = tidying.texts(page), page.toRawText()
    styles = [style_of(page.findBlockByNumber(number)) for number in range(page.blockCount())]
    offers = tidying.offers(before, "en")
    assert tidying.apply(page, offers) == len(offers)
    for text in before:
        wanted = corrected(text.text, corrections(text.text, "en", text.kept))
        assert text_of(page.findBlockByNumber(text.block)) == wanted
    assert code_in(to_document(page)) == code_in(document)
    assert [style_of(page.findBlockByNumber(number)) for number in range(page.blockCount())] == styles
    assert tidying.offers(tidying.texts(page), "en") == []
    if offers:
        editor.undo()
    assert page.toRawText() == raw


def test_raw_blocks_and_addresses_are_left_out(open_story: OpenStory) -> None:
    body = "```\n\"a\"  b\n```\n\n[a](<https://a.example/?q='b'>)\n"
    editor = open_story(body=body)
    assert tidying.offers(tidying.texts(editor.document()), "en") == []
    assert to_document(editor.document()) == markup.read(body)


def test_deleted_text_and_references_are_left_alone(open_story: OpenStory) -> None:
    by = "{>>Min Lee, 2026-11-26T05:30:00Z<<}"
    body = f'He said "no"[^a] {{--"so"  it--}}{{++that  it++}}{by} is.\n\n[^a]: A "note".\n'
    editor = open_story(body=body)
    page = editor.document()
    tidying.apply(page, tidying.offers(tidying.texts(page), "en"))
    cleaned = f'He said “no”[^a] {{--"so"  it--}}{{++that it++}}{by} is.\n\n[^a]: A “note”.\n'
    assert to_document(page) == markup.read(cleaned)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.integers(0, 12))
def test_places_and_offsets_are_inverse(text: str, place: int) -> None:
    place = min(place, len(text))
    assert place_of(text, unit_offset(text, place)) == place
