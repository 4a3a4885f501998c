"""Typing is kept as it is typed: only what changed is written, and a program that is killed loses none of it."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskeditor.core.errors import StaleWriteError
from deskeditor.desk import Desk

TYPE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from deskeditor.desk import Desk
desk = Desk.open(Path(sys.argv[1]))
story = desk.articles.new(headline="The ferry", body="It left at dawn.\\n" * 3000).value
for number in range(20):
    story = desk.articles.edit(story.id, base=story.revision, body=f"{number} {story.body}", kicker=f"K{number}").value
print(story.id, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""

edits = st.lists(
    st.tuples(
        st.sampled_from(["body", "kicker", "headline", "standfirst", "tag", "settle", "reopen", "search"]),
        st.text(alphabet="abc 한\n", max_size=30),
        st.integers(0, 40),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(edits=edits)
def test_a_story_is_what_was_last_saved_whatever_was_settled(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("typed") / "desk"
    desk = Desk.open(folder)
    story = desk.articles.new(headline="The ferry", body="It left at dawn.").value
    for what, text, place in edits:
        if what == "body":
            body = story.body[:place] + text + story.body[place + 3 :]
            story = desk.articles.edit(story.id, base=story.revision, body=body).value
        elif what == "tag" and text.strip():
            story = desk.tags.add(story.id, text).value
        elif what == "settle":
            desk.articles.settle(story.id)
        elif what == "reopen":
            desk.close()
            desk = Desk.open(folder)
            assert desk.recovered == ()
        elif what == "search":
            desk.articles.search("dawn")
        elif what in ("kicker", "headline", "standfirst"):
            story = desk.articles.edit(story.id, **{what: text}).value  # type: ignore[arg-type]
        assert desk.articles.get(story.id) == story
        (row,) = desk.articles.rows(desk.articles.ids())
        assert (row.headline, row.modified) == (story.headline, story.modified)
    with pytest.raises(StaleWriteError):
        desk.articles.edit(story.id, base=story.revision - 1, body="late")
    assert desk.articles.before_typing(story.id).id == story.id
    desk.close()


def test_what_was_typed_before_a_kill_is_there_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    run = subprocess.run([sys.executable, "-c", TYPE_AND_DIE, str(folder)], capture_output=True, text=True, check=False)
    key = run.stdout.strip()
    with Desk.open(folder, read_only=True) as desk:
        assert desk.recovered == (key,)
    with Desk.open(folder) as desk:
        assert desk.recovered == (key,)
        story = desk.articles.get(key)
        typed = "".join(f"{number} " for number in range(19, -1, -1))
        assert story.body == typed + "It left at dawn.\n" * 3000
        assert story.kicker == "K19"
        before = "It left at dawn.\n" * 3000
        assert desk.before_crash[key].body == before
        rows = desk.history.of(key)
        assert [row.reason for row in rows] == ["crash", "before"]
        compared = desk.history.compare(key, rows[1].number)
        assert (compared.then.body, compared.now.body) == (before, story.body)
        assert compared.difference().words == (21, 0)
        assert [hit.id for hit in desk.articles.search("19 dawn")] == [key]
        assert desk.articles.before_typing(key) == story
    with Desk.open(folder) as desk:
        assert desk.recovered == ()
        assert desk.articles.get(key) == story


def test_a_key_in_a_long_story_writes_a_page_and_not_the_story(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="Long", body="It left at dawn. " * 20_000).value
        log = tmp_path / "desk" / "desk.sqlite3-wal"
        pages = [pages_written(log)]
        for number in range(10):
            body = f"{story.body[:1000]}{number}{story.body[1000:]}"
            story = desk.articles.edit(story.id, base=story.revision, body=body).value
            pages.append(pages_written(log))
        assert {after - before for before, after in pairwise(pages)} <= {1, 2, 3}


def test_what_is_typed_makes_no_file_longer(tmp_path: Path) -> None:
    log = tmp_path / "desk" / "desk.sqlite3-wal"
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="The ferry", body="It left at dawn.").value
        room = log.stat().st_size
        for number in range(100):
            story = desk.articles.edit(story.id, body=f"{number} {story.body}").value
        assert log.stat().st_size == room
        with Desk.open(tmp_path / "desk", read_only=True) as other:
            assert other.articles.get(story.id) == story


def pages_written(log: Path) -> int:
    """Since SQLite began its log anew: the frames that have the salt of its header."""
    data = log.read_bytes()
    return sum(data[frame + 8 : frame + 16] == data[16:24] for frame in range(32, len(data), 24 + 4096))


def test_many_saves_in_a_row_are_settled_by_themselves(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="Long", body="It left at dawn.").value
        for number in range(200):
            story = desk.articles.edit(story.id, base=story.revision, body=f"{number}{story.body}").value
        assert desk.articles.get(story.id) == story
        assert story.body.startswith("199198197")
        assert desk.articles.before_typing(story.id).revision > 100
