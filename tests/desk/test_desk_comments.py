"""Comments: threads by the marks in a body, what is said in them, and what the check makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from deskeditor.core.changes import Changes
from deskeditor.core.comment import Reply
from deskeditor.core.edition import Teaser
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.finding import Finding
from deskeditor.desk import Desk, ExportRequest, restore
from deskeditor.store import salvage

Draw = Callable[..., Path]
BODY = "The {==night ferry==}{>>#c1<<} is back.\n\nIt {==leaves==}{>>#c2<<} at ten.\n"


@pytest.fixture
def story(desk: Desk) -> str:
    return desk.articles.new(headline="Ferry service returns", body=BODY).value.id


def open_comments(desk: Desk, story: str) -> list[Finding]:
    return [finding for finding in desk.checking.check([story]) if finding.check == "comment-open"]


def test_a_thread_is_begun_answered_resolved_and_opened_again(desk: Desk, story: str) -> None:
    done = desk.comments.say(story, "c1", "  Which one?\n", about="night ferry")
    assert done.changes == Changes(comments=frozenset({story}))
    assert (done.value.number, done.value.text, done.value.by) == (1, "Which one?", desk.comments.user)
    assert desk.comments.say(story, "c1", "The\nold one.").value.number == 2
    (thread,) = desk.comments.of(story)
    assert (thread.id, thread.about) == ("c1", "night ferry")
    assert [said.text for said in thread.comments] == ["Which one?", "The\nold one."]
    assert thread.is_open
    desk.comments.resolve(story, "c1")
    (thread,) = desk.comments.of(story)
    assert thread.resolved is not None
    assert thread.resolved_by == desk.comments.user
    assert not desk.comments.resolve(story, "c1").changes
    desk.comments.reopen(story, "c1")
    assert desk.comments.of(story)[0].is_open
    desk.comments.resolve(story, "c1")
    desk.comments.say(story, "c1", "It sank.")
    assert desk.comments.of(story)[0].is_open, "an answer is something to be read"


def test_what_is_said_needs_a_word_and_a_thread(desk: Desk, story: str) -> None:
    with pytest.raises(DeskError, match="needs a word"):
        desk.comments.say(story, "c1", " \n")
    assert desk.comments.of(story) == []
    with pytest.raises(NotFoundError):
        desk.comments.resolve(story, "c1")
    with pytest.raises(NotFoundError):
        desk.comments.say("no-such-story", "c1", "Hm?")


def test_one_changes_what_one_said_and_nobody_else_does(
    desk: Desk, story: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk.comments.say(story, "c1", "Which?")
    desk.comments.rewrite(story, "c1", 1, "Which one?")
    (said,) = desk.comments.of(story)[0].comments
    assert said.text == "Which one?"
    assert said.edited is not None
    with pytest.raises(NotFoundError):
        desk.comments.rewrite(story, "c1", 7, "No")
    desk.close()
    monkeypatch.setenv("LOGNAME", "somebody-else")
    with Desk.open(tmp_path / "desk") as theirs:
        assert theirs.comments.user == "somebody-else"
        with pytest.raises(DeskError, match=f"by {said.by}; answer it"):
            theirs.comments.rewrite(story, "c1", 1, "Never mind")
        assert theirs.comments.of(story)[0].comments == (said,)


def test_what_is_being_written_is_kept_until_it_is_said(desk: Desk, story: str) -> None:
    desk.comments.keep_draft(story, "c1", Reply("Whi", about="night ferry"))
    (thread,) = desk.comments.of(story)
    assert thread.draft == Reply("Whi", 0, "night ferry")
    assert thread.is_open
    desk.comments.keep_draft(story, "c1", Reply("Which?"))
    desk.comments.say(story, "c1", "Which?")
    (thread,) = desk.comments.of(story)
    assert thread.draft is None
    assert thread.about == "night ferry"
    desk.comments.keep_draft(story, "c1", Reply("Which one", number=1))
    assert desk.comments.of(story)[0].draft == Reply("Which one", 1, "night ferry")
    desk.comments.rewrite(story, "c1", 1, "Which one?")
    assert desk.comments.of(story)[0].draft is None


def test_a_draft_that_is_emptied_leaves_no_thread(desk: Desk, story: str) -> None:
    assert not desk.comments.keep_draft(story, "c1", Reply("")).changes
    desk.comments.keep_draft(story, "c1", Reply("W"))
    desk.comments.keep_draft(story, "c1", Reply(""))
    assert desk.comments.of(story) == []
    desk.comments.say(story, "c1", "Which?")
    desk.comments.keep_draft(story, "c1", Reply("H"))
    desk.comments.keep_draft(story, "c1", Reply(""))
    assert [said.text for said in desk.comments.of(story)[0].comments] == ["Which?"]


def test_what_is_deleted_comes_back(desk: Desk, story: str) -> None:
    for text in ("One", "Two", "Three"):
        desk.comments.say(story, "c1", text)
    desk.comments.delete(story, "c1", 2)
    assert [said.number for said in desk.comments.of(story)[0].comments] == [1, 3]
    assert desk.comments.say(story, "c1", "Four").value.number == 4
    desk.comments.restore(story, "c1", 2)
    assert [said.text for said in desk.comments.of(story)[0].comments] == ["One", "Two", "Three", "Four"]
    desk.comments.delete(story, "c1")
    assert desk.comments.of(story)[0].deleted
    desk.comments.restore(story, "c1")
    assert not desk.comments.of(story)[0].deleted


def test_the_check_counts_what_is_open_wherever_it_is(desk: Desk, story: str) -> None:
    (finding,) = open_comments(desk, story)
    assert finding.place == "body: paragraph 1"
    assert finding.message.startswith("2 comments are open"), "marks without a thread are open too"
    desk.comments.say(story, "c1", "Which?")
    desk.comments.resolve(story, "c1")
    (finding,) = open_comments(desk, story)
    assert (finding.place, finding.message[:17]) == ("body: paragraph 2", "A comment is open")
    desk.comments.say(story, "c2", "At ten?")
    desk.articles.edit(story, body="The ferry is back.\n")
    (finding,) = open_comments(desk, story)
    assert finding.place == "body", "its text is gone, and it is still to be answered"
    desk.comments.delete(story, "c2")
    assert open_comments(desk, story) == []
    desk.articles.edit(story, body=BODY)
    assert open_comments(desk, story) == [], "the mark of a deleted thread is nothing to be done about"
    desk.comments.restore(story, "c2")
    (finding,) = open_comments(desk, story)
    assert finding.place == "body: paragraph 2"


def test_threads_stay_with_a_story_that_is_discarded_and_brought_back(desk: Desk, story: str) -> None:
    desk.comments.say(story, "c1", "Which?")
    desk.articles.discard(story)
    with pytest.raises(NotFoundError):
        desk.comments.of(story)
    desk.articles.restore(story)
    assert [said.text for said in desk.comments.of(story)[0].comments] == ["Which?"]


def test_an_older_revision_brings_its_marks_back(desk: Desk, story: str) -> None:
    desk.comments.say(story, "c1", "Which?")
    desk.articles.edit(story, body=BODY.replace("back", "here"))
    desk.articles.settle(story)
    first = desk.history.of(story)[-1].number
    desk.articles.edit(story, body="No more marks.\n")
    desk.history.bring_back(story, first)
    assert "{>>#c1<<}" in desk.articles.get(story).body
    assert desk.comments.of(story)[0].id == "c1"


def test_a_backup_has_the_comments_and_the_note(desk: Desk, story: str, tmp_path: Path) -> None:
    desk.comments.say(story, "c1", "Which?")
    desk.articles.edit(story, note="Call the harbour.")
    desk.backups.write(tmp_path / "copy.zip")
    restore(tmp_path / "copy.zip", tmp_path / "again")
    with Desk.open(tmp_path / "again", create=False) as again:
        assert again.comments.of(story) == desk.comments.of(story)
        assert again.articles.get(story).note == "Call the harbour."


def test_a_comment_alone_is_reason_for_a_new_backup(desk: Desk, story: str) -> None:
    with desk._context.store.reading() as work:
        since = desk._context.now()
        assert not work.has_changed_since(since)
    desk.comments.keep_draft(story, "c1", Reply("W"))
    with desk._context.store.reading() as work:
        assert work.has_changed_since(since)


def test_a_note_is_typed_beside_the_story_and_the_list_knows_of_it(desk: Desk, story: str) -> None:
    assert not desk.articles.rows([story])[0].noted
    for text in ("C", "Call", "Call the harbour.\n"):
        desk.articles.edit(story, note=text)
    assert desk.articles.rows([story])[0].noted
    assert desk.articles.get(story).note == "Call the harbour.\n"
    assert desk.articles.before_typing(story).note == "", "a key writes a row, not the story"
    desk.articles.settle(story)
    assert desk.articles.before_typing(story).note == "Call the harbour.\n"
    assert desk.articles.rows([story])[0].noted


def test_a_story_as_markdown_for_the_desk_keeps_its_marks_and_finds_its_threads_again(
    desk: Desk, story: str, tmp_path: Path
) -> None:
    desk.comments.say(story, "c1", "Which?")
    desk.articles.edit(story, note="Call the harbour.")
    shown = desk.publishing.show(story, "markdown")
    assert "{>>#c1<<}" in shown
    assert "Call the harbour" not in shown
    assert "Which?" not in shown
    file = tmp_path / "ferry.md"
    file.write_text(shown.replace("is back", "came back"), encoding="utf-8")
    (imported,) = desk.importing.bring_in([file]).value
    assert imported.id == story
    assert "{>>#c1<<} came back" in desk.articles.get(story).body
    assert [said.text for said in desk.comments.of(story)[0].comments] == ["Which?"]


FORMS = ("html", "ninjs")
SECRETS = (b"zq9x7", b"Quarrelsome", b"Unmentionable", b"{==", b"{>>", b"nitpicking")


@pytest.mark.parametrize("kind", ["bundle", "html"])
def test_nothing_of_comments_and_the_note_leaves_the_desk(desk: Desk, tmp_path: Path, draw: Draw, kind: str) -> None:
    """In no file of any export is a mark, an id, a word of a thread or of the note: resolved, written or deleted."""
    photo = desk.photos.take_in(draw()).value
    marked = "{==night ferry==}{>>#zq9x7<<}"
    body = (
        f"The {marked} is back, **{marked} too**.\n\n## Of the {marked}\n\n- {marked}\n\n> {marked}\n\n"
        f"![A boat](photo:{photo.id})\nThe {marked} at dawn\n\n| {marked} | b |\n| --- | --- |\n| c | {marked} |\n\n"
        f'!!! aside "Box"\n    {marked}\n\nSee[^1].\n\n[^1]: Of {marked}\n'
    )
    story = desk.articles.new(
        headline="Ferry returns", standfirst="At last.", byline=("Mina Seo",), body=body, note="Unmentionable"
    ).value.id
    other = desk.articles.new(
        headline="Other", body=f"{marked} [the ferry](story:{story})\n", note="Unmentionable"
    ).value
    for key in (story, other.id):
        desk.comments.say(key, "zq9x7", "Quarrelsome", about="night ferry")
        desk.comments.say(key, "zq9x7-gone", "Quarrelsome, nitpicking", about="nitpicking")
        desk.comments.keep_draft(key, "zq9x7", Reply("Quarrelsome"))
    desk.comments.resolve(other.id, "zq9x7")
    edition = desk.editions.new("15 May", date(2026, 5, 15)).value
    desk.editions.edit(edition.id, lead=story, teasers=(Teaser(other.id),))
    desk.publishing.export(ExportRequest(to=tmp_path / "out", edition=edition.name, kind=kind))
    desk.articles.edit(story, headline="Ferry returns at last")
    desk.publishing.export(ExportRequest(to=tmp_path / "again", articles=(story,), kind=kind, note="The headline"))
    files = [path for folder in ("out", "again") for path in (tmp_path / folder).rglob("*") if path.is_file()]
    assert len(files) > 2
    for path in files:
        data = path.read_bytes() + str(path).encode()
        assert not [secret for secret in SECRETS if secret in data], path
    assert any("night ferry" in path.read_text(errors="replace") for path in files)
    shown_forms = {form: desk.publishing.show(story, form) for form in FORMS}
    shown_forms["front page"] = desk.editions.preview_html(edition.name)
    for form, text in shown_forms.items():
        shown = text.encode()
        assert not [secret for secret in SECRETS if secret in shown], form


def test_a_bundle_brings_neither_marks_nor_threads_and_takes_none_away(desk: Desk, story: str, tmp_path: Path) -> None:
    desk.comments.say(story, "c1", "Which?", about="night ferry")
    desk.articles.edit(story, note="Call the harbour.")
    desk.publishing.export(ExportRequest(to=tmp_path / "out", articles=(story,)))
    with Desk.open(tmp_path / "theirs") as theirs:
        theirs.importing.bring_in([tmp_path / "out"])
        arrived = theirs.articles.get(story)
        assert arrived.body == "The night ferry is back.\n\nIt leaves at ten.\n"
        assert arrived.note == ""
        assert theirs.comments.of(story) == []
        theirs.articles.edit(story, body="The night ferry is here again.\n")
        theirs.publishing.export(ExportRequest(to=tmp_path / "back", articles=(story,)))
    desk.importing.bring_in([tmp_path / "back"])
    assert desk.articles.get(story).body == "The night ferry is here again.\n"
    assert desk.articles.get(story).note == "Call the harbour."
    assert [said.text for said in desk.comments.of(story)[0].comments] == ["Which?"]
    (finding,) = open_comments(desk, story)
    assert finding.place == "body"


def test_threads_are_plain_values(desk: Desk, story: str) -> None:
    """A hostile id or text is a text like any other."""
    odd = "'; DROP TABLE thread; --"
    desk.comments.say(story, odd, "{>>#c1<<} \N{PILE OF POO} \x00\ud800 한글")
    (thread,) = desk.comments.of(story)
    assert thread.id == odd
    assert thread.comments[0].text == "{>>#c1<<} \N{PILE OF POO}  한글"
    assert json.dumps(thread.comments[0].text)


def test_what_was_said_is_saved_from_a_desk_that_has_lost_its_thread(desk: Desk, story: str, tmp_path: Path) -> None:
    desk.comments.say(story, "c1", "Which?", about="night ferry")
    desk.comments.say(story, "c2", "At ten?", about="leaves")
    kept = desk.comments.of(story)[1]
    desk.close()
    damaged = tmp_path / "desk" / "desk.sqlite3"
    with closing(dbapi2.connect(damaged, isolation_level=None)) as connection:
        connection.execute("DELETE FROM thread WHERE id = 'c1'")
    (tmp_path / "saved").mkdir()
    salvage(damaged, [], tmp_path / "saved" / "desk.sqlite3")
    with Desk.open(tmp_path / "saved") as saved:
        lost, whole = saved.comments.of(story)
        assert whole == kept
        assert (lost.id, [said.text for said in lost.comments], lost.is_open) == ("c1", ["Which?"], True)


def test_the_bin_gives_a_story_back_with_its_threads_and_takes_them_when_it_is_emptied(
    desk: Desk, story: str, tmp_path: Path
) -> None:
    desk.comments.say(story, "c1", "Which?")
    kept = desk.comments.of(story)
    desk.articles.discard(story)
    desk.bin.put_back(desk.bin.all())
    assert desk.comments.of(story) == kept
    desk.articles.discard(story)
    desk.bin.erase(desk.bin.all())
    desk.close()
    with closing(dbapi2.connect(tmp_path / "desk" / "desk.sqlite3")) as connection:
        left = [connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("thread", "comment")]
    assert left == [(0,), (0,)]
