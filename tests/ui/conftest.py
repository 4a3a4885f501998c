"""A window on a real desk in a temporary folder, driven with keys and mouse."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskeditor.core.article import Article
from deskeditor.core.photo import Photo, PhotoFields
from deskeditor.desk import Desk
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.theme import Look, Theme, prepare
from deskeditor.ui.window import MainWindow
from deskeditor.ui.write.autosave import Autosave
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.page_column import PageColumn


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of every window what it cannot do with it; that is no fault of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@dataclass
class Driver:
    """Hands and eyes: ``keys`` counts what is pressed beyond the words."""

    window: MainWindow
    bot: QtBot
    keys: int = 0

    @property
    def column(self) -> PageColumn:
        assert self.window.write.column is not None
        return self.window.write.column

    @property
    def editor(self) -> StoryEditor:
        return self.column.editor

    @property
    def story(self) -> OpenStory:
        return self.column.story

    @property
    def autosave(self) -> Autosave:
        return self.column.autosave

    @property
    def article(self) -> Article:
        """The open story as the desk has it."""
        assert self.story.story is not None
        return self.story.story.article

    def settle(self) -> None:
        """Everything typed is on the desk, and shown."""
        self.story.collect()
        for _ in range(3):
            self.window.jobs.drain()
            QApplication.processEvents()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, where the focus is."""
        self.keys += 1
        QTest.keyClick(self.focus(), key, held)
        self.window.jobs.drain()

    def type(self, words: str) -> None:
        """Words, where the focus is."""
        QTest.keyClicks(self.focus(), words)

    def focus(self) -> QWidget:
        """The widget that takes keys."""
        focused = QApplication.focusWidget() or self.window
        assert isinstance(focused, QWidget)
        return focused

    def act(self, name: str) -> None:
        """Take an action, as the menu does."""
        self.window.services.actions[name].trigger()
        self.window.jobs.drain()

    def open(self, article_id: str) -> None:
        """Open a story."""
        self.window.open_story(article_id)
        self.settle()

    def block(self, number: int) -> QTextBlock:
        """A block of the page."""
        return self.editor.document().findBlockByNumber(number)


Start = Callable[..., Driver]
Fill = Callable[..., list[str]]
FillPhotos = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def look(qapp: QApplication) -> Look:
    prepare(qapp)
    return Look(qapp, Theme.LIGHT)


@pytest.fixture
def desk_path(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    chosen = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    chosen.setValue("export/folder", str(tmp_path))
    chosen.setValue("import/folder", str(tmp_path))
    return chosen


@pytest.fixture
def start(qtbot: QtBot, look: Look, desk_path: Path, settings: QSettings) -> Iterator[Start]:
    """Opens the window on the desk, and closes it at the end."""
    windows: list[MainWindow] = []

    def begin(path: Path = desk_path) -> Driver:
        window = MainWindow(path, look, settings)
        windows.append(window)
        with qtbot.waitSignal(window.ready, timeout=20_000):
            window.show()
        window.activateWindow()
        QTest.keyRelease(window, Qt.Key.Key_Control)  # else Qt believes that it is held since the test before
        window.jobs.drain()
        QApplication.processEvents()
        return Driver(window, qtbot)

    yield begin
    for window in windows:
        if window.isVisible():
            window._leaving = True
            window.close()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def driver(start: Start) -> Driver:
    """A window on an empty desk."""
    return start()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small photo without a word about itself."""
    path = tmp_path / "harbour.jpg"
    Image.linear_gradient("L").resize((600, 400)).convert("RGB").save(path, quality=80)
    return path


@pytest.fixture
def fill(desk_path: Path) -> Fill:
    """Puts stories on the desk before the window is opened; hands back their ids."""

    def put(*headlines: str) -> list[str]:
        with Desk.open(desk_path) as desk:
            return [desk.articles.new(headline=line, body=f"Of {line}.\n").value.id for line in headlines]

    return put


@pytest.fixture
def fill_photos(desk_path: Path, tmp_path: Path) -> FillPhotos:
    """Puts photos on the desk as if they had been taken in, the first one last; hands back their ids.

    The originals are one file under many names.
    """

    def put(count: int, **said: str) -> list[str]:
        drawn = tmp_path / "drawn.jpg"
        Image.linear_gradient("L").resize((96, 64)).convert("RGB").save(drawn)
        now = datetime(2026, 5, 15, 6, 0, tzinfo=UTC)
        ids = [f"frame-{number:05}" for number in range(count)]
        with Desk.open(desk_path) as desk, desk._context.store.writing() as work:
            for key in reversed(ids):
                digest = hashlib.sha256(key.encode()).hexdigest()
                fields = PhotoFields(**{"caption": f"Of {key}", "alt": "A boat", "credit": "Desk", **said})  # type: ignore[arg-type]
                photo = Photo(
                    *(key, f"urn:{key}", f"{key}.jpg", digest, "image/jpeg", 9, 96, 64, now, now, fields),
                    likeness=digest[:32],
                )
                work.photos.insert(photo)
                kept = desk_path / "photos" / digest[:2] / digest[2:]
                kept.parent.mkdir(exist_ok=True)
                os.link(drawn, kept)
        return ids

    return put
