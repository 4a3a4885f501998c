"""The sample desk: whole, publishable, and made by the real use cases."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from deskeditor.app.sample import lay_out, make_sample_desk
from deskeditor.app.scenes import SCENES, SIZE
from deskeditor.core.article import Status
from deskeditor.core.finding import Severity
from deskeditor.desk import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk.open(tmp_path_factory.mktemp("sample") / "desk") as desk:
        lay_out(desk)
        yield desk


def test_the_stories_stand_at_different_points_of_their_way(desk: Desk) -> None:
    rows = desk.articles.rows(desk.articles.ids())
    assert {row.status for row in rows} >= {Status.READY, Status.EDITING, Status.DRAFT, Status.WITHHELD}
    assert {row.language for row in rows} == {"en", "ko"}
    assert rows[0].slug == "dawn-ferry-sails-again"


def test_the_desk_knows_the_names_of_its_town(desk: Desk) -> None:
    told = " ".join(desk.articles.get(key).body for key in desk.articles.ids())
    assert "Saltmere" in desk.words.all()
    assert all(word in told for word in desk.words.all())


def test_the_edition_has_a_lead_teasers_related_and_most_read(desk: Desk) -> None:
    (edition,) = desk.editions.all()
    assert edition.date.isoformat() == "2026-05-15"
    assert edition.lead == desk.articles.get("dawn-ferry-sails-again").id
    assert len(edition.teasers) == 3
    assert edition.teasers[0].headline == "All aboard until dawn"
    assert edition.related
    assert edition.most_read


def test_the_lead_story_has_every_kind_of_part(desk: Desk) -> None:
    story = desk.articles.get("dawn-ferry-sails-again")
    for part in ("\n## ", "\n- ", "\n> ", "](https://", "](photo:"):
        assert part in story.body
    lead, inline = desk.articles.used_photos(story.id)
    assert "35 minutes" in lead.caption
    for used in (lead, inline):
        assert used.alt
        assert used.credit == "The Harbour Gazette"
        assert used.photo.fields.copyright


def test_the_korean_story_has_korean_words_for_its_photo(desk: Desk) -> None:
    (lead,) = desk.articles.used_photos("dock-street-hangul-school")
    assert lead.caption.startswith("금요일 저녁")
    assert lead.photo.fields.caption.startswith("Paper lanterns")
    assert desk.articles.search("한글학교")


def test_nothing_blocks_the_ready_stories(desk: Desk) -> None:
    ready = [row.slug for row in desk.articles.rows(desk.articles.ids()) if row.status is Status.READY]
    assert [finding for finding in desk.checking.check(ready) if finding.severity is Severity.ERROR] == []


def test_every_picture_is_drawn_at_a_cameras_size_and_used(desk: Desk) -> None:
    photos = desk.photos.rows(desk.photos.ids())
    assert {photo.filename for photo in photos} == set(SCENES)
    assert {(photo.width, photo.height) for photo in photos} == {SIZE}
    assert all(desk.photos.uses(photo.id) for photo in photos)


def test_a_desk_that_is_there_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "desk"
    kept.mkdir()
    (kept / "mine").touch()
    make_sample_desk(kept)
    assert [path.name for path in kept.iterdir()] == ["mine"]


def test_the_session_runs_unseen_where_there_is_no_display(tmp_path: Path) -> None:
    """What ``make run`` does on a server: it says so, and prints where the bundle and the picture are."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "deskeditor.app.session", "--desk", "desk", "--out", "out"]
    sizes = set()
    for _ in ("first", "again, on the desk that is there"):
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "There is no display" in done.stdout
        assert str(tmp_path / "out" / "sample-edition") in done.stdout
        assert str(tmp_path / "out" / "window.png") in done.stdout
        with Image.open(tmp_path / "out" / "window.png") as picture:
            sizes.add((picture.format, *picture.size))
    assert sizes == {("PNG", 1440, 900)}
    bundle = tmp_path / "out" / "sample-edition"
    assert (bundle / "bagit.txt").is_file()
    page = (bundle / "data" / "items" / "dawn-ferry-sails-again" / "index.html").read_text(encoding="utf-8")
    assert "<p>At twenty to six on Friday" in page
    assert page.count("<figure") == 2


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
import deskeditor.ui.window
from deskeditor.app.window import run_window

class Window(deskeditor.ui.window.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.ready.connect(lambda: print(QGuiApplication.platformName(), flush=True))
        self.ready.connect(self.close)

deskeditor.ui.window.MainWindow = Window
sys.exit(run_window(Path("desk")))
"""


@pytest.mark.display
@pytest.mark.skipif(not all(map(shutil.which, ("xvfb-run", "xauth"))), reason="xvfb-run or xauth is not installed")
def test_the_window_opens_on_a_display(tmp_path: Path) -> None:
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment = {**os.environ, **homes, "QT_QPA_PLATFORM": "xcb"}
    command = ["xvfb-run", "--auto-servernum", sys.executable, "-c", WINDOW]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "xcb\n"), done.stderr
