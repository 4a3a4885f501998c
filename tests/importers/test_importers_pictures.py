"""Pictures of a story come with it; those that lie elsewhere do not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from deskeditor import markup
from deskeditor.core.document import Document, Figure, Gallery, Paragraph, Run, plain
from deskeditor.core.photo import Role
from deskeditor.importers import IncomingArticle, IncomingPhoto, IncomingUse, pick


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story's folder with two pictures, and one picture outside it."""
    (tmp_path / "story" / "pictures").mkdir(parents=True)
    for name in ("story/ferry.jpg", "story/pictures/night boat.png", "outside.jpg"):
        Image.new("RGB", (8, 6), "navy").save(tmp_path / name)
    return tmp_path / "story"


def read(folder: Path, text: str) -> IncomingArticle:
    path = folder / "story.md"
    path.write_text(text, encoding="utf-8")
    incoming = pick(path).read(path)
    assert isinstance(incoming, IncomingArticle)
    return incoming


def figures(story: IncomingArticle) -> list[Figure]:
    return list(markup.read(story.fields["body"]).figures())


@pytest.mark.parametrize("name", ["a.jpg", "b.JPEG", "c.png", "d.webp", "e.tif", "f.gif", "g.avif", "no-suffix"])
def test_a_picture_for_the_archive(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Image.new("RGB", (8, 6)).save(path, "PNG")
    assert pick(path).read(path) == IncomingPhoto(path)
    assert pick(path).kind == "picture"


def test_a_picture_in_the_text_with_its_title_as_caption(folder: Path) -> None:
    story = read(folder, 'One.\n\n![A *white* ship](ferry.jpg "The \\"ferry\\" in port")\n\nTwo.')
    (use,) = story.photos
    assert use == IncomingUse(
        folder / "ferry.jpg", Role.INLINE, 'The "ferry" in port', "A *white* ship", None, use.reference
    )
    blocks = markup.read(story.fields["body"]).blocks
    assert blocks == (
        Paragraph((Run("One."),)),
        Figure(use.reference, "A *white* ship", (Run('The "ferry" in port'),)),
        Paragraph((Run("Two."),)),
    )
    assert story.warnings == ()


def test_the_lines_below_are_the_caption(folder: Path) -> None:
    story = read(folder, "![ship](<pictures/night boat.png>)\nThe *night* boat.\n\nTwo.")
    (figure,) = figures(story)
    assert plain(figure.caption) == "The night boat."
    assert story.photos[0].caption == "The night boat."
    assert story.photos[0].path == folder / "pictures" / "night boat.png"


def test_text_under_a_titled_picture_is_text(folder: Path) -> None:
    story = read(folder, '![ship](ferry.jpg "Caption")\nNot the caption.')
    assert markup.read(story.fields["body"]).blocks[1] == Paragraph((Run("Not the caption."),))


def test_an_escaped_apostrophe_of_another_system_comes_out_clean(folder: Path) -> None:
    (figure,) = figures(read(folder, "![The Workers\\' ferry](ferry.jpg 'The party\\'s ferry')"))
    assert figure.alt == "The Workers' ferry"
    assert plain(figure.caption) == "The party's ferry"


def test_an_address_may_be_percent_encoded(folder: Path) -> None:
    assert read(folder, "![ship](pictures/night%20boat.png)").photos[0].path == folder / "pictures/night boat.png"


def test_pictures_inside_a_line_follow_their_paragraph(folder: Path) -> None:
    story = read(folder, "Look: ![a](ferry.jpg) and ![b](ferry.jpg).")
    assert [figure.alt for figure in figures(story)] == ["a", "b"]
    assert len({use.reference for use in story.photos}) == 1
    assert markup.plain_text(story.fields["body"]).startswith("Look:  and .")


def test_a_row_of_pictures(folder: Path) -> None:
    story = read(folder, "![a](ferry.jpg)\n![b](pictures/night%20boat.png)\nCaption of b\n![c](ferry.jpg)")
    assert [(f.alt, plain(f.caption)) for f in figures(story)] == [("a", ""), ("b", "Caption of b"), ("c", "")]


def test_a_remote_picture_stays_as_a_link(folder: Path) -> None:
    story = read(folder, "![A ship](https://news.example/ship.jpg)")
    assert markup.read(story.fields["body"]).blocks == (
        Paragraph((Run("A ship", link="https://news.example/ship.jpg"),)),
    )
    assert story.photos == ()
    assert "another computer" in story.warnings[0]


@pytest.mark.parametrize(
    "address",
    [
        "../outside.jpg",
        "pictures/../ferry.jpg",
        "pictures/../../outside.jpg",
        "..%2Foutside.jpg",
        "..\\outside.jpg",
        "/etc/passwd",
        "file:///etc/passwd",
        "FILE:ferry.jpg",
        "C:/ferry.jpg",
        "data:image/png;base64,AAAA",
        "ftp://news.example/a.jpg",
        "missing.jpg",
        "pictures",
        "a%00b.jpg",
        "x" * 5000,
        "",
    ],
)
def test_a_picture_from_elsewhere_is_text(folder: Path, address: str) -> None:
    story = read(folder, f"![alt](<{address}>)")
    assert story.photos == ()
    assert len(story.warnings) == 1
    assert figures(story) == []
    assert markup.plain_text(story.fields["body"]) == f"![alt](<{address}>)"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "inside.jpg").symlink_to(folder.parent / "outside.jpg")
    story = read(folder, "![alt](inside.jpg)")
    assert story.photos == ()
    assert "link out of" in story.warnings[0]


def test_the_front_matter_names_pictures(folder: Path) -> None:
    story = read(
        folder,
        "---\nphotos:\n- {path: ferry.jpg, role: lead, caption: In port, alt: A ship, credit: Min Lee}\n"
        "- {file: pictures/night boat.png, role: inline, caption: At night, alt: A boat, credit: Seo Park}\n---\nOne.",
    )
    lead, inline = story.photos
    assert lead == IncomingUse(folder / "ferry.jpg", Role.LEAD, "In port", "A ship", "Min Lee")
    assert (inline.role, inline.caption, inline.credit) == (Role.INLINE, "At night", "Seo Park")
    assert markup.read(story.fields["body"]).blocks[-1] == Figure(inline.reference, "A boat", (Run("At night"),))


def test_the_front_matter_fills_what_the_text_leaves_open(folder: Path) -> None:
    named = "---\nphotos: [{path: ferry.jpg, role: inline, caption: In port, alt: A ship, credit: Min Lee}]\n---\n"
    (figure,) = figures(read(folder, named + "![](ferry.jpg)\n\nOne."))
    assert (figure.alt, plain(figure.caption)) == ("A ship", "In port")
    story = read(folder, named + '![Own alt](ferry.jpg "Own caption")')
    assert [(f.alt, plain(f.caption)) for f in figures(story)] == [("Own alt", "Own caption")]
    assert story.photos[0].credit == "Min Lee"


def test_the_first_picture_without_a_role_leads(folder: Path) -> None:
    roles = [use.role for use in read(folder, "---\nphotos: [ferry.jpg, pictures/night boat.png]\n---\nOne.").photos]
    assert roles == [Role.LEAD, Role.INLINE]


def test_a_second_lead_goes_into_the_text(folder: Path) -> None:
    entries = "[{path: ferry.jpg, role: lead}, {path: pictures/night boat.png, role: lead}]"
    story = read(folder, f"---\nphotos: {entries}\n---\nOne.")
    assert [use.role for use in story.photos] == [Role.LEAD, Role.INLINE]
    assert "one lead picture" in story.warnings[0]


def test_photos_of_the_desk_are_named_by_id(folder: Path) -> None:
    story = read(
        folder,
        "---\nphotos:\n- {id: first-id, role: lead}\n- {id: second-id, role: inline, alt: A boat}\n"
        "- {id: third-id, role: inline}\n---\n![in the text](photo:third-id)\nCaption\n",
    )
    assert [(use.path, use.photo_id, use.role) for use in story.photos] == [
        (None, "first-id", Role.LEAD),
        (None, "second-id", Role.INLINE),
        (None, "third-id", Role.INLINE),
    ]
    assert [figure.photo_id for figure in figures(story)] == ["third-id", "second-id"]


def test_pictures_in_lists_and_by_reference(folder: Path) -> None:
    story = read(folder, "- one\n\n    ![a](ferry.jpg)\n\n- two ![b](ferry.jpg)\n\nend\n\n    ![code](ferry.jpg)")
    assert [figure.alt for figure in figures(story)] == ["a", "b"]
    assert story.fields["body"].endswith("end\n\n    ![code](ferry.jpg)")
    story = read(folder, "![a][ref]\n\n[ref]: ferry.jpg")
    assert "![a][ref]" in story.warnings[0]


def test_a_gallery_keeps_its_pictures(folder: Path) -> None:
    gallery = (
        "!!! gallery\n    ![a](ferry.jpg)\n    In *port*\n    ![b](ferry.jpg)\n\n    ![c](ferry.jpg 'At sea')\n\nEnd."
    )
    blocks = markup.read(read(folder, gallery).fields["body"]).blocks
    assert isinstance(blocks[0], Gallery)
    assert [(f.alt, plain(f.caption)) for f in blocks[0].figures] == [("a", "In port"), ("b", ""), ("c", "At sea")]
    assert blocks[1] == Paragraph((Run("End."),))


def test_figures_of_the_desk_stand_as_they_are_written(folder: Path) -> None:
    body = (
        "!!! gallery\n    ![a](photo:one)\n    In port\n\n    ![b](photo:two)\n\n- ![c](photo:two)\n  c\n\n"
        "    ![d](photo:two)\n\ntext\n![e](photo:one)\nand text"
    )
    assert read(folder, body).fields["body"] == body


@pytest.mark.parametrize("above", ["1. one\n\n2. two\n\n    more", '!!! aside "Box"\n    one\n\n    more'])
def test_pictures_of_a_list_or_a_box_follow_it_whole(folder: Path, above: str) -> None:
    held = above.replace("\n\n", "\n\n    ![a](ferry.jpg)\n    In port\n\n")
    body = read(folder, f"{held}\n\nEnd.").fields["body"]
    document = markup.read(body)
    assert {plain(figure.caption) for figure in document.figures()} == {"In port"}
    without = Document(tuple(block for block in document.blocks if not isinstance(block, Figure)))
    assert markup.write(without) == markup.write(markup.read(f"{above}\n\nEnd."))


def test_an_item_below_a_picture_is_no_caption(folder: Path) -> None:
    body = read(folder, "- one\n    ![a](ferry.jpg)\n- two\n- three").fields["body"]
    assert body == "- one\n- two\n- three\n\n![a](photo:picture-1)"


def test_no_more_is_told_than_a_person_reads(folder: Path) -> None:
    warnings = read(folder, "![x](missing.jpg)\n" * 1_000).warnings
    assert len(warnings) == 51
    assert warnings[-1] == "And 950 more of the kind"
