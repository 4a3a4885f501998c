"""``import``, ``list``, ``show``, ``search``, ``edit`` and ``tags`` on a real desk."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Draw = Callable[..., Path]

KEYS = [
    *("id", "slug", "section", "kicker", "headline", "standfirst", "byline", "dateline", "language", "status", "body"),
    *("tags", "photos", "version", "created", "modified", "embargo"),
]
"""The stable words of an article's JSON."""


def story(run: Run, key: str = "ferry-returns") -> dict[str, Any]:
    """What ``show --json`` says of a story."""
    shown: dict[str, Any] = run("show", key, "--json").json
    return shown


def test_import_tells_what_became_of_each_path(run: Run, tmp_path: Path, draw: Draw) -> None:
    (tmp_path / "a.md").write_text("---\nheadline: Ferry\nweather: fine\n---\nbody")
    (tmp_path / "b.txt").write_text("Harbour\n\nbody")
    ran = run("import", tmp_path / "a.md", tmp_path / "b.txt", draw(tmp_path / "c.jpg"), "--json")
    assert ran.code == 0
    assert [list(item) for item in ran.json] == [["path", "kind", "id", "slug", "warnings"]] * 3
    assert [item["kind"] for item in ran.json] == ["article", "article", "photo"]
    assert [item["slug"] for item in ran.json] == ["ferry", "harbour", "c.jpg"]
    assert "weather" in ran.json[0]["warnings"][0]
    assert ran.json[2]["path"] == str(tmp_path / "c.jpg")
    assert re.fullmatch(r"deskeditor: warning: .*a\.md: .*weather.*\n", ran.err)


def test_a_path_that_fails_does_not_hold_back_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Good\n\nbody")
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9")
    ran = run("import", tmp_path / "bad.txt", tmp_path / "good.txt", tmp_path / "missing.md", "--json")
    assert ran.code == 1
    assert [item["slug"] for item in ran.json] == ["good"]
    lines = ran.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("deskeditor: error: ") for line in lines)
    assert "line 1, column 4" in lines[0]
    assert "missing.md" in lines[1]


def test_a_story_with_all_its_pictures(run: Run, tmp_path: Path, draw: Draw) -> None:
    draw(tmp_path / "lead.jpg", "teal")
    draw(tmp_path / "night boat.jpg", "black")
    (tmp_path / "ferry.md").write_text(
        "---\nheadline: Ferry\nphotos: [{path: lead.jpg, role: lead, caption: In port, alt: A ship, credit: Min Lee}]\n"
        '---\nOne.\n\n![A boat](<night boat.jpg> "At night")\n\nTwo.'
    )
    assert run("import", tmp_path / "ferry.md").code == 0
    photos = story(run, "ferry")["photos"]
    assert [list(photo) for photo in photos] == [["id", "role", "caption", "alt", "credit"]] * 2
    assert [list(photo.values())[1:] for photo in photos] == [
        ["lead", "In port", "A ship", "Min Lee"],
        ["inline", "At night", "A boat", ""],
    ]
    body = story(run, "ferry")["body"]
    assert f"(photo:{photos[1]['id']})" in body
    assert [photo["filename"] for photo in run("photos", "--unused", "--json").json] == []


def test_list_and_its_filters(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Harbour\n\nbody")
    desk("import", tmp_path / "b.txt")
    everything = desk("list", "--json").json
    assert {item["slug"] for item in everything} == {"ferry-returns", "harbour"}
    assert [list(item) for item in everything] == [KEYS] * 2
    for words in (["--status", "ready"], ["--tag", "Ferries"], ["--section", "Island"]):
        assert [item["slug"] for item in desk("list", *words, "--json").json] == ["ferry-returns"]
    assert desk("list", "--status", "withdrawn", "--json").json == []
    assert desk("list", "--status", "withdrawn").out == ""
    lines = desk("list").out.splitlines()
    assert len(lines) == 2
    assert any(line.startswith("ferry-returns") and line.endswith("ten days") for line in lines)


def test_show_in_every_form(desk: Run) -> None:
    shown = story(desk)
    assert list(shown) == KEYS
    assert shown["byline"] == "Min Lee"
    assert shown["tags"] == ["Ferries"]
    assert shown["status"] == "ready"
    assert shown["version"] == 0
    assert shown["embargo"] is None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", shown["created"])
    assert desk("show", shown["id"], "--as", "json").json == shown
    assert "<p>" in desk("show", "ferry-returns", "--as", "html").out
    assert "Nobody had expected it." in desk("show", "ferry-returns", "--as", "markdown").out
    assert desk("show", "ferry-returns", "--as", "ninjs").json["uri"].startswith("urn:")
    plain = desk("show", "ferry-returns").out
    assert "kicker      Transport" in plain
    assert plain.endswith("\n\nThe ferry sailed on Friday.\n\nNobody had expected it.\n")
    unknown = desk("show", "ferry-returns", "--as", "parchment")
    assert (unknown.code, unknown.out) == (1, "")
    assert "not shown as “parchment”; choose json, markdown, html, ninjs" in unknown.err


def test_what_is_shown_as_markdown_comes_in_again_as_the_same_story(desk: Run, tmp_path: Path) -> None:
    desk("edit", "ferry-returns", "--lead", "ferry.jpg")
    desk("caption", "ferry.jpg", "--caption", "In port", "--alt", "A ship", "--credit", "Min Lee")
    before = story(desk)
    file = tmp_path / "again.md"
    file.write_text(desk("show", "ferry-returns", "--as", "markdown").out, encoding="utf-8")
    ran = desk("import", file)
    assert (ran.code, story(desk)) == (0, before)
    assert ran.err.startswith(f"deskeditor: warning: {file}: The story “ferry-returns” of the desk says the same")
    file.write_text(file.read_text(encoding="utf-8").replace("Nobody", "Somebody"), encoding="utf-8")
    (again,) = desk("import", file, "--json").json
    assert (again["id"], again["slug"]) == (before["id"], "ferry-returns")
    assert "was changed; as it was it is kept as revision" in again["warnings"][0]
    after = story(desk)
    assert after.pop("body") == before.pop("body").replace("Nobody", "Somebody")
    assert after.pop("modified") >= before.pop("modified")
    assert after == before
    assert len(desk("list", "--json").json) == 1


def test_a_story_that_is_not_there(desk: Run) -> None:
    for words in (["show", "nothing"], ["edit", "nothing", "--kicker", "x"], ["check", "nothing"]):
        ran = desk(*words)
        assert ran.code == 1
        assert ran.err.startswith("deskeditor: error: ")
        assert "nothing" in ran.err


def test_search(desk: Run) -> None:
    (hit,) = desk("search", "expected", "--json").json
    assert list(hit) == ["id", "slug", "headline", "snippet"]
    assert hit["slug"] == "ferry-returns"
    assert "expected" in hit["snippet"]
    assert "ferry-returns" in desk("search", "expected").out
    assert desk("search", "zeppelin", "--json").json == []
    for hostile in ('"', "AND", "a* OR (", "-x", "\x07"):
        assert desk("search", "--json", "--", hostile).code == 0


def test_search_finds_two_korean_syllables_inside_a_word(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ko.txt").write_text("해녀 학교\n\n제주의 바다는 기다려주지않는다.", encoding="utf-8")
    run("import", tmp_path / "ko.txt")
    assert len(run("search", "려주", "--json").json) == 1


def test_edit_every_field(desk: Run) -> None:
    words = {
        "headline": "Ferry stays",
        "standfirst": "In port.",
        "section": "Sea",
        "kicker": "News",
        "dateline": "JEJU",
        "language": "ko",
        "slug": "ferry-stays",
    }
    options = [part for name, value in words.items() for part in (f"--{name}", value)]
    ran = desk("edit", "ferry-returns", *options, "--byline", "Seo Park", "--byline", "Min Lee", "--status", "editing")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    shown = story(desk, "ferry-stays")
    assert {name: shown[name] for name in words} == words
    assert shown["byline"] == "Seo Park, Min Lee"
    assert shown["status"] == "editing"


def test_edit_leaves_alone_what_is_not_named_and_clears_what_is_named_empty(desk: Run) -> None:
    before = story(desk)
    desk("edit", "ferry-returns", "--kicker", "", "--byline", "")
    after = story(desk)
    assert (after["kicker"], after["byline"]) == ("", "")
    unchanged = set(KEYS) - {"kicker", "byline", "modified"}
    assert {key: after[key] for key in unchanged} == {key: before[key] for key in unchanged}


def test_embargo(desk: Run) -> None:
    desk("edit", "ferry-returns", "--embargo", "2025-12-05T06:00+09:00")
    assert story(desk)["embargo"] == "2025-12-04T21:00:00Z"
    desk("edit", "ferry-returns", "--embargo", "none")
    assert story(desk)["embargo"] is None


def test_tags_of_a_story(desk: Run) -> None:
    desk("edit", "ferry-returns", "--tag", "Jeju", "--tag", "Mokpo", "--untag", "Ferries")
    assert sorted(story(desk)["tags"]) == ["Jeju", "Mokpo"]


def test_the_body_from_a_file_and_from_standard_input(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "body.md").write_text("# not a headline here\n\nOne *two*.", encoding="utf-8")
    desk("edit", "ferry-returns", "--body", tmp_path / "body.md")
    assert "One *two*." in story(desk)["body"]
    assert story(desk)["headline"] == "Ferry service returns after ten days"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("해녀.".encode())))
    desk("edit", "ferry-returns", "--body", "-")
    assert story(desk)["body"].strip() == "해녀."


@pytest.mark.parametrize("name", ["missing.md", "empty.md", "folder", "binary.md", "latin.md", "long.md"])
def test_a_bad_body_changes_nothing(desk: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.md").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.md").write_bytes(b"\0\1")
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    with (tmp_path / "long.md").open("wb") as long:
        long.truncate(50 * 1024 * 1024)
    before = story(desk)
    ran = desk("edit", "ferry-returns", "--kicker", "Changed", "--body", tmp_path / name)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert name in ran.err
    assert story(desk) == before


@pytest.mark.parametrize(
    "words",
    [
        ["--attach", "nothing.jpg"],
        ["--lead", "nothing.jpg"],
        ["--status", "withdrawn"],
        ["--untag", "nothing"],
        ["--untag", "Ferries", "--tag", "x" * 300],
        ["--headline", "x" * 20_000],
    ],
)
def test_a_refused_edit_changes_nothing(desk: Run, words: list[str]) -> None:
    before = story(desk)
    ran = desk("edit", "ferry-returns", "--kicker", "Changed", "--tag", "New", *words)
    assert ran.code == 1
    assert ran.err.startswith("deskeditor: error: ")
    assert story(desk) == before


UNSAFE_SLUGS = {
    "../../x": "x",
    "CON": "story-con",
    "x" * 300: "x" * 80,
    "해녀 학교": "haenyeo-haggyo",
    "Ferry": "ferry",
    "🎉🎉": "",
    "": "",
}


@pytest.mark.parametrize(("slug", "safe"), UNSAFE_SLUGS.items())
def test_a_slug_that_is_not_safe_is_refused_with_one_that_is(desk: Run, slug: str, safe: str) -> None:
    before = story(desk)
    ran = desk("edit", "ferry-returns", "--kicker", "Changed", "--slug", slug)
    assert ran.code == 1
    assert ran.err == (
        f"deskeditor: error: ferry-returns: “{slug[:40]}” cannot be a slug; "
        f"use lower-case letters, digits and hyphens, such as {safe or 'story'}\n"
    )
    assert story(desk) == before


@pytest.mark.parametrize(("slug", "safe"), UNSAFE_SLUGS.items())
def test_a_slug_of_a_file_is_made_safe_and_told(run: Run, tmp_path: Path, slug: str, safe: str) -> None:
    (tmp_path / "x.md").write_text(f"---\nslug: {slug!r}\nheadline: x\n---\nbody", encoding="utf-8")
    ran = run("import", tmp_path / "x.md", "--json")
    if safe:
        assert ran.code == 0
        assert ran.json[0]["slug"] == safe
        assert ran.json[0]["warnings"] == [f"“{slug[:40]}” cannot be a slug: this story is “{safe}”"]
    else:
        assert (ran.code, ran.json) == (1, [])
        assert "leaves nothing for a slug" in ran.err


def refused(run: Run, *words: object) -> str:
    """The one sentence, with where and how to mend it, of a command that ends with 1 and prints nothing."""
    ran = run(*words)
    assert (ran.code, ran.out) == (1, ""), ran
    assert len(ran.err.splitlines()) == 1
    found = re.fullmatch(r"deskeditor: error: (.+): .+; .+\n", ran.err)
    assert found, ran.err
    return str(ran.err)


@pytest.mark.parametrize(
    "name", ["empty.jpg", "text.jpg", "cut.jpg", "folder-of-nothing", "loop.md", "pipe.jpg", "pipe.md", "tags.md"]
)
def test_a_bad_file_is_named_by_the_path_that_was_asked_for(run: Run, tmp_path: Path, draw: Draw, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.jpg").touch()
    (folder / "text.jpg").write_text("words")
    whole = draw(tmp_path / "whole.jpg").read_bytes()
    (folder / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "folder-of-nothing").mkdir()
    (folder / "loop.md").symlink_to(folder / "loop.md")
    os.mkfifo(folder / "pipe.jpg")
    os.mkfifo(folder / "pipe.md")
    draw(folder / "whole.jpg")
    (folder / "tags.md").write_text(f"---\ntags: [{'x' * 300}]\nphotos: [whole.jpg]\n---\nbody")
    assert str(folder / name) in refused(run, "import", folder / name)
    assert run("list", "--json").json == []
    assert run("photos", "--json").json == []


def test_a_folder_named_by_a_link_is_taken_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Harbour\n\nbody")
    (tmp_path / "link").symlink_to(tmp_path / "in")
    assert [item["slug"] for item in run("import", tmp_path / "link", "--json").json] == ["harbour"]


def test_two_stories_with_one_slug(desk: Run, tmp_path: Path) -> None:
    (again,) = desk("import", tmp_path / "ferry.md", "--json").json
    assert again["slug"] == "ferry-returns-2"
    ran = desk("edit", "ferry-returns-2", "--slug", "ferry-returns")
    slugs = {item["slug"] for item in desk("list", "--json").json}
    assert len(slugs) == 2
    assert ran.code in (0, 1)


def test_the_tags_of_the_desk(desk: Run) -> None:
    desk("edit", "ferry-returns", "--tag", "Jeju")
    tags = desk("tags", "--json").json
    assert [(tag["name"], tag["uses"]) for tag in tags] == [("Ferries", 1), ("Jeju", 1)]
    assert "Jeju     1 story" in desk("tags").out
    assert desk("tags", "--rename", "Jeju", "Jeju Island").code == 0
    assert desk("tags", "--merge", "Ferries", "Jeju Island").code == 0
    assert story(desk)["tags"] == ["Jeju Island"]
    assert desk("tags", "--merge", "Nowhere", "Jeju Island").code == 1


def test_terminal_codes_in_a_story_do_not_reach_the_terminal(desk: Run) -> None:
    desk("edit", "ferry-returns", "--headline", "Red \x1b[31m alert\u202e")
    for words in (["list"], ["show", "ferry-returns"], ["check"], ["search", "alert"]):
        out = desk(*words).out
        assert "\x1b" not in out
        assert "\u202e" not in out
