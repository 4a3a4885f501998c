"""Opening desks: new ones, held ones, and what is no desk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from deskeditor.core.errors import DeskError, NotFoundError, ReadOnlyDeskError
from deskeditor.core.publication import Publication
from deskeditor.desk import Desk

V1 = Path(__file__).parents[1] / "store" / "fixtures" / "v1.sql"

HOLD = """
import sys
from pathlib import Path
from deskeditor.desk import Desk
desk = Desk.open(Path(sys.argv[1]))
desk.articles.new(headline="Theirs", body="needle")
print("open", flush=True)
for line in sys.stdin:
    desk.articles.new(headline=line.strip(), body="needle")
    print("saved", flush=True)
desk.close()
"""

TRY_AS_NOBODY = """
import os, sys
from pathlib import Path
from deskeditor.core.errors import DeskError
from deskeditor.desk import Desk
# Everything is loaded first: the other user may not be let at this Python's own files.
with Desk.open(Path(sys.argv[2])) as desk:
    desk.articles.rows([desk.articles.new().value.id])
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with Desk.open(Path(sys.argv[1])) as desk:
        print(desk.read_only, [row.headline for row in desk.articles.rows(desk.articles.ids())])
        desk.articles.new(headline="Mine")
except DeskError as error:
    print(type(error).__name__, error)
"""


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Holder:
    """Another program that has the desk open for writing."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.answer() == "open"

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def save(self, headline: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{headline}\n")
        self.process.stdin.flush()
        assert self.answer() == "saved"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Holder]:
    other = Holder(tmp_path / "desk")
    yield other
    other.process.kill()
    other.process.communicate()


def test_a_desk_is_made_in_a_new_or_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".DS_Store").write_bytes(b"")
    for name in ("new", "empty"):
        with Desk.open(tmp_path / name) as desk:
            assert not desk.read_only
            assert desk.publication() == Publication()
            assert desk.articles.ids() == []
            assert (tmp_path / name / "photos").is_dir()
            assert (tmp_path / name / "backups").is_dir()
        with Desk.open(tmp_path / name, create=False) as desk:
            assert desk.articles.ids() == []


def test_what_is_saved_is_there_when_the_desk_is_opened_again(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="One", body="Text").value
    with Desk.open(tmp_path / "desk") as desk:
        assert desk.articles.get("one") == story


def test_a_copy_of_the_folder_is_the_desk(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        desk.articles.new(headline="One")
    shutil.copytree(tmp_path / "desk", tmp_path / "copy")
    with Desk.open(tmp_path / "copy") as desk:
        assert len(desk.articles.ids()) == 1


def test_importing_the_desk_does_not_load_the_store() -> None:
    code = "import sys, deskeditor.desk; print({'sqlalchemy', 'pysqlite3', 'PIL', 'lxml'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_the_second_program_is_told_who_holds_the_desk_and_may_read(tmp_path: Path, holder: Holder) -> None:
    folder = tmp_path / "desk"
    with pytest.raises(ReadOnlyDeskError, match=rf"open in another program \(.*process {holder.process.pid} of .* on "):
        Desk.open(folder)
    with Desk.open(folder, read_only=True) as desk:
        assert desk.read_only
        assert [hit.headline for hit in desk.articles.search("needle")] == ["Theirs"]
        holder.save("Later")
        assert {hit.headline for hit in desk.articles.search("needle")} == {"Theirs", "Later"}
        with pytest.raises(ReadOnlyDeskError, match="open for reading only"):
            desk.articles.new(headline="Mine")
        with pytest.raises(ReadOnlyDeskError):
            desk.articles.edit("theirs", headline="Mine")
        with pytest.raises(ReadOnlyDeskError):
            desk.photos.take_in(tmp_path / "nothing.jpg")
        assert len(desk.articles.ids()) == 2


def test_a_desk_that_is_read_can_be_opened_for_writing_and_the_reader_sees_it(tmp_path: Path) -> None:
    Desk.open(tmp_path / "desk").close()
    before = files_of(tmp_path / "desk")["desk.sqlite3"]
    with Desk.open(tmp_path / "desk", read_only=True) as reader:
        assert reader.articles.ids() == []
        assert files_of(tmp_path / "desk")["desk.sqlite3"] == before
        with Desk.open(tmp_path / "desk") as desk:
            story = desk.articles.new(headline="One").value
            assert reader.articles.get("one") == story
        assert reader.articles.get("one") == story
    with Desk.open(tmp_path / "desk") as desk:
        assert desk.articles.get("one") == story


def test_a_program_that_was_killed_leaves_nothing_in_the_way(tmp_path: Path, holder: Holder) -> None:
    holder.save("Saved")
    holder.kill()
    with Desk.open(tmp_path / "desk") as desk:
        assert not desk.read_only
        assert {row.headline for row in desk.articles.rows(desk.articles.ids())} == {"Theirs", "Saved"}
        assert len(desk.articles.search("needle")) == 2


def test_a_killed_program_leaves_a_desk_that_can_be_read(tmp_path: Path, holder: Holder) -> None:
    holder.save("Saved")
    holder.kill()
    with Desk.open(tmp_path / "desk", read_only=True) as desk:
        assert len(desk.articles.ids()) == 2


def test_a_program_killed_before_the_desk_was_made_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    for name in ("desk.lock", "desk.holder", ".x.part"):
        (folder / name).write_bytes(b"")
    with Desk.open(folder) as desk:
        assert desk.articles.ids() == []


def test_a_desk_is_let_go_when_it_is_closed(tmp_path: Path) -> None:
    first = Desk.open(tmp_path / "desk")
    first.close()
    first.close()
    Desk.open(tmp_path / "desk").close()
    assert not (tmp_path / "desk" / "desk.holder").exists()


def test_a_missing_parent_a_file_and_a_full_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("text")
    before = files_of(tmp_path)
    for path, sentence in (
        (tmp_path / "no" / "desk", "does not exist; make it first"),
        (tmp_path / "file", "is a file, and a desk is a folder"),
        (tmp_path / "file" / "desk", "does not exist; make it first"),
        (tmp_path / "other", "holds other things and is not a desk; choose an empty or new folder"),
    ):
        with pytest.raises(DeskError, match=sentence):
            Desk.open(path)
    with pytest.raises(DeskError, match="There is no desk"):
        Desk.open(tmp_path / "new", create=False)
    with pytest.raises(DeskError, match="There is no desk"):
        Desk.open(tmp_path / "new", read_only=True)
    assert files_of(tmp_path) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("content", [b"", b"garbage" * 999, b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_no_desk_is_refused_and_left_alone(tmp_path: Path, content: bytes, read_only: bool) -> None:
    (tmp_path / "desk.sqlite3").write_bytes(content)
    with pytest.raises(DeskError):
        Desk.open(tmp_path, read_only=read_only)
    assert files_of(tmp_path) == {"desk.sqlite3": content}


def test_a_newer_desk_is_refused_and_left_alone(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk"):
        pass
    connection = dbapi2.connect(tmp_path / "desk" / "desk.sqlite3")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = files_of(tmp_path)
    for read_only in (False, True):
        with pytest.raises(DeskError, match=r"made by a newer DeskEditor \(format 99;"):
            Desk.open(tmp_path / "desk", read_only=read_only)
    assert files_of(tmp_path) == before


def test_a_desk_of_format_1_is_opened(tmp_path: Path) -> None:
    connection = dbapi2.connect(tmp_path / "desk.sqlite3")
    connection.executescript(V1.read_text(encoding="utf-8"))
    connection.close()
    with Desk.open(tmp_path, create=False) as desk:
        assert [hit.slug for hit in desk.articles.search("ferry is back")] == ["ferry-returns"]
        assert desk.publication().name == "The Harbour Gazette"
        assert desk.articles.edit("ferry-returns", body="Changed").value.revision == 2


def as_nobody(folder: Path) -> str:
    """Open the desk as a user who may not write to it."""
    with tempfile.TemporaryDirectory() as scratch:
        words = [sys.executable, "-c", TRY_AS_NOBODY, str(folder), str(Path(scratch) / "desk")]
        run = subprocess.run(words, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user can reach."""
    with tempfile.TemporaryDirectory(prefix="deskeditor-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_a_desk_in_a_folder_that_cannot_be_written_is_opened_for_reading(public: Path) -> None:
    with Desk.open(public / "desk") as desk:
        desk.articles.new(headline="One")
    for path in (public / "desk").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (public / "desk").chmod(0o555)
    before = files_of(public)
    told = as_nobody(public / "desk")
    assert told.startswith("True ['One']\nReadOnlyDeskError ")
    assert "open for reading only" in told
    assert files_of(public) == before


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_a_desk_cannot_be_made_where_nothing_can_be_written(public: Path) -> None:
    (public / "empty").mkdir(mode=0o555)
    public.chmod(0o555)
    for folder in (public / "empty", public / "new"):
        told = as_nobody(folder)
        assert "You have no right to write there" in told, told


def test_what_is_done_at_once_is_kept_whole_or_not_at_all(desk: Desk) -> None:
    story = desk.articles.new(headline="Ferry").value

    def change(tag_to_remove: str) -> None:
        with desk.at_once():
            desk.articles.edit(story.id, headline="Boat")
            assert desk.articles.get(story.id).headline == "Boat", "what was done in the block is read in it"
            desk.tags.add(story.id, "Sea")
            desk.tags.add(story.id, "Ferry")
            desk.tags.remove(story.id, tag_to_remove)

    with pytest.raises(NotFoundError):
        change("Land")
    assert desk.articles.get(story.id) == story
    assert desk.tags.all() == []
    change("Ferry")
    after = desk.articles.get(story.id)
    assert (after.headline, after.tags) == ("Boat", ("Sea",))


def test_others_wait_for_what_is_done_at_once(desk: Desk) -> None:
    story = desk.articles.new(headline="Ferry").value
    other = threading.Thread(target=lambda: desk.articles.edit(story.id, kicker="Sea"))
    with desk.at_once():
        desk.articles.edit(story.id, headline="Boat")
        other.start()
        assert desk.articles.get(story.id).kicker == ""
    other.join()
    after = desk.articles.get(story.id)
    assert (after.headline, after.kicker) == ("Boat", "Sea")
