"""The desk's own dictionary, and what one story is let have."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskeditor.core.changes import Changes
from deskeditor.core.errors import DeskError, NotFoundError, ReadOnlyDeskError
from deskeditor.desk import Desk, ExportRequest


def test_a_word_is_taken_in_once_and_out_again(desk: Desk) -> None:
    done = desk.words.add(" Saltmere\n")
    assert (done.value, done.changes) == ("Saltmere", Changes(words=True))
    assert not desk.words.add("Saltmere").changes
    assert desk.words.add("김민서").changes
    assert desk.words.all() == ["Saltmere", "김민서"]
    assert desk.words.remove("Saltmere").changes.words
    assert desk.words.all() == ["김민서"]
    with pytest.raises(NotFoundError, match="The desk dictionary has no word “Saltmere”"):
        desk.words.remove("Saltmere")


@pytest.mark.parametrize("given", ["", " ", "Mina Seo", "1984", "’", "word\u0000 two"])
def test_what_is_no_single_word_is_refused_in_a_sentence(desk: Desk, given: str) -> None:
    with pytest.raises(DeskError, match="is not a single word; add the words of a name one by one"):
        desk.words.add(given)
    assert desk.words.all() == []


def test_a_word_too_long_is_refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="make it shorter"):
        desk.words.add("a" * 61)


def test_each_story_has_its_own_ignored_words(desk: Desk) -> None:
    one, other = (desk.articles.new(headline=line).value for line in ("One", "Other"))
    assert desk.words.ignore(one.slug, "ferrry").changes == Changes(words=True)
    assert not desk.words.ignore(one.id, "ferrry").changes
    assert desk.words.ignored(one.id) == ["ferrry"]
    assert desk.words.ignored(other.id) == []
    with pytest.raises(NotFoundError, match="“ferrry” is not ignored in this story"):
        desk.words.heed(other.id, "ferrry")
    assert desk.words.heed(one.id, "ferrry").changes.words
    assert desk.words.ignored(one.id) == []
    with pytest.raises(NotFoundError):
        desk.words.ignore("no-such-story", "ferrry")


def test_a_desk_that_is_only_read_knows_its_words_and_takes_no_more(desk: Desk) -> None:
    desk.words.add("Saltmere")
    with Desk.open(desk.path, read_only=True) as reader:
        assert reader.words.all() == ["Saltmere"]
        with pytest.raises(ReadOnlyDeskError):
            reader.words.add("Seo")


def test_none_of_it_is_exported(desk: Desk, tmp_path: Path) -> None:
    story = desk.articles.new(headline="The ferry returns", body="It was late.\n").value
    desk.words.add("Saltmerewick")
    desk.words.ignore(story.id, "Ferrrrry")
    target = tmp_path / "out"
    desk.publishing.export(ExportRequest(to=target, articles=(story.id,)))
    left = b"".join(file.read_bytes() for file in target.rglob("*") if file.is_file())
    assert b"ferry returns" in left
    assert b"Saltmerewick" not in left
    assert b"Ferrrrry" not in left
