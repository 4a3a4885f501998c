"""The photos that a text uses: the parts of it that are parsed say the same as the whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deskeditor.core.document import plain
from deskeditor.desk.figures import map_figures, uses_of, without_figures
from deskeditor.markup import read

GALLERY = "!!! gallery\n    ![One](photo:1)\n    First.\n\n    ![Two](photo:2)\n"

paragraphs = st.sampled_from(
    [
        "![a](photo:1)\nCaption.",
        "    ![b](photo:2)",
        "        ![c](photo:3)",
        "!!! gallery",
        "!!! gallery\n    ![d](photo:4)",
        '!!! aside "T"\n    text',
        "!!! x",
        "- item",
        "    - item",
        "[^1]: note",
        "[a]: b",
        "<!-- -->",
        "```",
        "text",
        "> ![e](photo:5)",
        "    text",
        "| a |\n| --- |\n| ![f](photo:6) |",
        "\n",
    ]
)


@example(f"{GALLERY}\n- item\n\n    ![not](photo:3)\n")
@example(f"{GALLERY}\n```\n\n    ![not](photo:3)\n\n```\n")
@example("!!! gallery\n\n    ![One](photo:1)\n")
@given(st.lists(paragraphs, max_size=8).map("\n\n".join))
@settings(max_examples=500, deadline=None)
def test_the_parts_that_are_parsed_have_the_figures_of_the_whole(body: str) -> None:
    assert [(use.photo_id, use.caption, use.alt) for use in uses_of(body, ())] == [
        (figure.photo_id, plain(figure.caption), figure.alt) for figure in read(body).figures()
    ]


def test_the_figures_of_a_gallery_are_uses_of_the_story() -> None:
    assert [(use.photo_id, use.caption) for use in uses_of(GALLERY, ())] == [("1", "First."), ("2", "")]


def test_a_figure_of_a_gallery_is_captioned() -> None:
    changed = map_figures(GALLERY, "2", lambda figure: type(figure)(figure.photo_id, "Other"))
    assert changed == GALLERY.replace("Two", "Other")


@pytest.mark.parametrize(
    ("photos", "left"),
    [(["1"], "!!! gallery\n    ![Two](photo:2)\n"), (["1", "2"], ""), (["3"], GALLERY)],
)
def test_a_photo_is_taken_out_of_its_gallery(photos: list[str], left: str) -> None:
    body = GALLERY
    for photo in photos:
        body = without_figures(body, photo)
    assert body == left


def test_what_is_deleted_of_a_caption_is_no_part_of_the_use() -> None:
    assert uses_of("![A](photo:1)\nThe {--old --}{++new ++}boat.\n", ())[0].caption == "The new boat."
