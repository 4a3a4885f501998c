"""Subjects of stories, and editions."""

from __future__ import annotations

from datetime import date

import pytest

from deskeditor.core.edition import Teaser
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.publication import Publication
from deskeditor.desk import Desk

DAY = date(2025, 12, 5)


def test_tags_are_added_once_in_order_and_taken_off(desk: Desk) -> None:
    story = desk.articles.new(headline="One").value
    done = desk.tags.add(story.id, " Ferries\n")
    assert done.value.tags == ("Ferries",)
    assert done.changes.tags
    assert desk.tags.add(story.id, "Harbour").value.tags == ("Ferries", "Harbour")
    assert not desk.tags.add(story.id, "FERRIES").changes
    assert desk.tags.remove(story.id, "ferries").value.tags == ("Harbour",)
    assert desk.articles.get(story.id).tags == ("Harbour",)
    assert [(tag.name, tag.uses) for tag in desk.tags.all()] == [("Ferries", 0), ("Harbour", 1)]
    with pytest.raises(NotFoundError, match="The story has no tag “Ferries”"):
        desk.tags.remove(story.id, "Ferries")
    with pytest.raises(NotFoundError, match="There is no such tag"):
        desk.tags.remove(story.id, "Boats")
    with pytest.raises(DeskError, match="needs a name"):
        desk.tags.add(story.id, " \n")


def test_tags_are_suggested_by_the_beginning_of_a_word_the_most_used_first(desk: Desk) -> None:
    for number in range(3):
        story = desk.articles.new(headline=f"Story {number}").value
        desk.tags.add(story.id, "Kim Jong Un")
        if number:
            desk.tags.add(story.id, "한국 Korea")
    assert [(tag.name, tag.uses) for tag in desk.tags.suggest("ko")] == [("한국 Korea", 2)]
    assert [tag.name for tag in desk.tags.suggest("")] == ["Kim Jong Un", "한국 Korea"]
    assert [tag.name for tag in desk.tags.suggest("jong")] == ["Kim Jong Un"]
    assert [tag.name for tag in desk.tags.suggest("한")] == ["한국 Korea"]
    assert desk.tags.suggest("%") == desk.tags.suggest("_") == []
    assert len(desk.tags.suggest("", limit=1)) == 1


def test_a_tag_is_renamed_on_all_its_stories(desk: Desk) -> None:
    story = desk.articles.new(headline="One").value
    desk.tags.add(story.id, "ferrys")
    done = desk.tags.rename("FERRYS", "Ferries")
    assert (done.value.name, done.value.slug, done.value.uses) == ("Ferries", "ferries", 1)
    assert done.changes.articles == {story.id}
    assert desk.articles.get(story.id).tags == ("Ferries",)
    assert desk.tags.rename("Ferries", "FERRIES").value.name == "FERRIES"
    desk.tags.add(story.id, "Boats")
    with pytest.raises(DeskError, match="There is a tag “FERRIES” already; merge"):
        desk.tags.rename("boats", "ferries")


def test_a_merged_tag_is_gone_and_no_story_has_it_twice(desk: Desk) -> None:
    both = desk.articles.new(headline="Both").value
    one = desk.articles.new(headline="One").value
    for key, name in ((both.id, "Boat"), (both.id, "Ferry"), (one.id, "Boat")):
        desk.tags.add(key, name)
    done = desk.tags.merge("boat", "ferry")
    assert (done.value.name, done.value.uses) == ("Ferry", 2)
    assert done.changes.articles == {both.id, one.id}
    assert [desk.articles.get(key).tags for key in (both.id, one.id)] == [("Ferry",), ("Ferry",)]
    assert [tag.name for tag in desk.tags.all()] == ["Ferry"]
    assert desk.tags.add(both.id, "New").value.tags == ("Ferry", "New")
    with pytest.raises(DeskError, match="merged into itself"):
        desk.tags.merge("ferry", "FERRY")


def test_an_edition_keeps_its_order_and_its_own_words(desk: Desk) -> None:
    a, b, c = (desk.articles.new(headline=name).value for name in ("A", "B", "C"))
    made = desk.editions.new("5 December", DAY).value
    done = desk.editions.edit(
        "5 DECEMBER",
        lead="a",
        teasers=[Teaser("c", "Other\nhead", ""), Teaser(b.id)],
        related=[b.id],
        most_read=["c", "a"],
    )
    edition = done.value
    assert edition == desk.editions.get(made.id) == desk.editions.all()[0]
    assert edition.lead == a.id
    assert edition.teasers == (Teaser(c.id, "Other head", None), Teaser(b.id))
    assert edition.related == (b.id,)
    assert edition.most_read == (c.id, a.id)
    assert done.changes.editions == {edition.id}
    assert desk.editions.edit("5 December", teasers=[Teaser(b.id), Teaser(c.id)]).value.most_read == (c.id, a.id)
    assert desk.editions.edit("5 December", lead=None, date=date(2026, 1, 1)).value.lead is None
    assert not desk.editions.edit("5 December", lead=None).changes


def test_what_an_edition_cannot_be_is_refused(desk: Desk) -> None:
    desk.articles.new(headline="A")
    desk.editions.new("5 December", DAY)
    with pytest.raises(DeskError, match="5 DECEMBER: There is an edition of that name already"):
        desk.editions.new("5 DECEMBER", DAY)
    with pytest.raises(DeskError, match="needs a name"):
        desk.editions.new("  ", DAY)
    with pytest.raises(NotFoundError, match="no such edition"):
        desk.editions.get("6 December")
    with pytest.raises(DeskError, match="a: The story stands twice among the teasers"):
        desk.editions.edit("5 December", teasers=[Teaser("a"), Teaser("a")])
    with pytest.raises(NotFoundError):
        desk.editions.edit("5 December", related=["nothing"])
    assert desk.editions.get("5 December").teasers == ()


def test_the_publication_is_kept_and_its_domain_stays_once_it_is_used(desk: Desk) -> None:
    address, domain = "https://gazette.example/", "gazette.example"
    gazette = Publication("The Harbour Gazette", address, domain, "ko", ratios=("21 : 9", "3:2", "21:9", ""))
    done = desk.set_publication(gazette)
    assert done.value == desk.publication()
    assert done.value.base_url == "https://gazette.example"
    assert done.value.ratios == ("21:9", "3:2")
    assert done.changes.settings
    desk.articles.new(headline="One")
    desk.set_publication(Publication("Renamed", domain="gazette.example"))
    with pytest.raises(DeskError, match=r"The domain gazette\.example is part of the names"):
        desk.set_publication(Publication(domain="other.example"))


def test_a_password_never_becomes_part_of_every_link(desk: Desk) -> None:
    with pytest.raises(DeskError, match="a name or a password in it"):
        desk.set_publication(Publication(base_url="https://editor:secret@news.example"))


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "https://[::1]/news", "https://xn--9t4b11yi5a.example/%EB%89%B4/@desk"]
)
def test_an_address_that_browsers_take_is_taken(desk: Desk, address: str) -> None:
    assert desk.set_publication(Publication(base_url=address)).value.base_url == address


@pytest.mark.parametrize(
    "bad",
    [
        Publication(base_url="news.example"),
        Publication(ratios=("wide",)),
        Publication(ratios=("1:99",)),
        Publication(base_url="file:///etc/passwd"),
        Publication(base_url="http://[x"),
        Publication(base_url='https://"><script>alert(1)</script>'),
        Publication(base_url="https://news.example/a b"),
        Publication(base_url="https://news.example/뉴스"),
        Publication(base_url="https://news.example/?page=1"),
        Publication(base_url="https://news.example/50%"),
        Publication(language="not one"),
        Publication(name=" "),
        Publication(domain="a b"),
    ],
)
def test_a_publication_that_cannot_be_is_refused(desk: Desk, bad: Publication) -> None:
    with pytest.raises(DeskError):
        desk.set_publication(bad)
    assert desk.publication() == Publication()
