"""What is marked in the text and is no part of it: what is still to come, and what nobody would see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage, QTextBlock
from tests.ui_editor.conftest import NOW

from deskeditor.core.article import Article
from deskeditor.ui.editor.look import contrast
from deskeditor.ui.editor.story import StoryEditor

OpenStory = Callable[..., StoryEditor]


def marked(block: QTextBlock) -> list[tuple[int, int]]:
    """The stretches that stand on a ground of their own, in UTF-16 units."""
    return [
        (run.start, run.length) for run in block.layout().formats() if run.format.background().color().alpha() == 255
    ]


def painted(editor: StoryEditor) -> QImage:
    return editor.grab().toImage()


def test_what_is_to_come_is_highlighted(open_story: OpenStory) -> None:
    editor = open_story(
        headline="The mayor, TK", body="\U0001f642 is [TK her age] and TKTK.\n\nTKO is no mark, nor is tk.\n"
    )
    page = editor.document()
    assert marked(page.findBlockByNumber(1)) == [(11, 2)]
    assert marked(page.findBlockByNumber(5)) == [(6, 12), (23, 4)]
    assert marked(page.findBlockByNumber(6)) == []
    assert not page.isUndoAvailable()


def test_in_a_korean_story_tk_is_a_region(open_story: OpenStory) -> None:
    editor = open_story(language="en", body="TK 지역 TKTK\n")
    block = editor.document().findBlockByNumber(5)
    assert marked(block) == [(0, 2), (6, 4)]
    editor.apply_article(Article("a1", "urn:a1", "a-story", NOW, NOW, language="ko", body="TK 지역 TKTK\n"), {})
    assert marked(block) == [(6, 4)]


def test_words_on_the_highlight_can_be_read(open_story: OpenStory) -> None:
    editor = open_story(body="TK\n")
    colours = editor.overlay.colours
    assert contrast(colours.marker, editor.palette().text().color()) >= 4.5
    assert contrast(colours.warning, editor.palette().base().color()) >= 4.5


@pytest.mark.parametrize("stray", ["\u200b", "\u202e\u202c", "\u00ad"])
def test_what_has_no_width_is_seen(open_story: OpenStory, stray: str) -> None:
    with_it, without = open_story(body=f"One t{stray}wo\n"), open_story(body="One two\n")
    assert painted(with_it) != painted(without)


def test_what_a_text_needs_is_not_marked(open_story: OpenStory) -> None:
    editor = open_story(body="One two\n")
    empty = painted(editor)
    editor.show_spaces(True)
    assert painted(editor) == empty


def test_no_break_spaces_are_seen_on_request(open_story: OpenStory) -> None:
    editor = open_story(body="10\u00a0km\n")
    without = painted(editor)
    editor.show_spaces(True)
    assert painted(editor) != without
    editor.show_spaces(False)
    assert painted(editor) == without
