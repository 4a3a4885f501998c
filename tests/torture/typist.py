"""The real window, offscreen, under hands that type and never stop; it tells of each key before the next.

    python typist.py DESK SEED

A line of JSON for each key: what stands in the field now, and the moment, on the clock that all processes share. Now
and then the hands do something else: they take a photo in, export, copy the desk.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QEventLoop, QSettings, QTimer, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskeditor.desk import ExportRequest
from deskeditor.ui.theme import Look, Theme, prepare
from deskeditor.ui.window import MainWindow
from deskeditor.ui.write.photos_pane import PhotosPane

LETTERS = "etaoin shrdlu. 한국어 "
"""Those of a keyboard come as keys, the others from an input method."""
KEY_EVERY = 12
"""Milliseconds."""


class Hands:
    def __init__(self, window: MainWindow, folder: Path, rng: random.Random) -> None:
        assert window.write.column is not None
        self._window = window
        self._column = window.write.column
        self._folder = folder
        self._rng = rng
        self._keys = 0
        pane = window.write.show_pane("photos")
        assert isinstance(pane, PhotosPane)
        self._alt = next(iter(pane._cards.values())).fields["alt"]
        self._clock = QTimer(window, interval=KEY_EVERY)
        self._clock.timeout.connect(self._next)
        self._clock.start()

    def _next(self) -> None:
        self._keys += 1
        if self._keys % 40 == 0:
            self._do_something_else()
        if self._keys % 25 == 0:
            self._go_to(self._rng.choice(["headline", "standfirst", "lead", "body", "alt"]))
        field = QApplication.focusWidget() or self._column.editor
        letter = self._rng.choice(LETTERS)
        if letter.isascii():
            QTest.keyClicks(field, letter)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(letter)
            QApplication.sendEvent(field, composed)
        page = self._column.editor.page
        assert page is not None
        headline, body = page.findBlockByNumber(1).text(), page.lastBlock().text()
        alt = self._alt.toPlainText()
        tell(t=time.monotonic(), caption=page.lead_caption, alt=alt, body=body, headline=headline)

    def _go_to(self, place: str) -> None:
        if place == "alt":
            self._alt.setFocus()
            self._alt.moveCursor(QTextCursor.MoveOperation.End)
            return
        self._column.editor.setFocus()
        page = self._column.editor.document()
        numbers = {"headline": 1, "standfirst": 2, "lead": 6, "body": page.blockCount() - 1}
        cursor = QTextCursor(page.findBlockByNumber(numbers[place]))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self._column.editor.setTextCursor(cursor)

    def _do_something_else(self) -> None:
        jobs, number = self._window.jobs, self._keys
        match self._rng.randrange(4):
            case 0:
                picture = self._folder / f"picture-{number}.png"
                Image.effect_noise((80, 60), 80).save(picture)
                jobs.mutate_aside(
                    self._window, lambda desk: desk.photos.take_in(picture), lambda photo: tell(photo=photo.filename)
                )
            case 1:
                key, to = self._column.story.id, self._folder / f"bundle-{number}"
                request = ExportRequest(to=to, articles=(key,))
                jobs.mutate_aside(
                    self._window, lambda desk: desk.publishing.export(request), lambda _done: tell(bundle=to.name)
                )
            case 2:
                jobs.mutate_aside(self._window, lambda desk: desk.backups.make(), lambda _made: tell(copy=True))
            case _:
                self._column.story._settle()


def tell(**what: object) -> None:
    os.write(1, f"{json.dumps(what)}\n".encode())


def main(desk: Path, seed: int) -> None:
    qInstallMessageHandler(lambda *_: None)
    app = QApplication(["deskeditor"])
    prepare(app)
    settings = QSettings(str(desk.parent / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(desk, Look(app, Theme.LIGHT), settings)
    ready = QEventLoop()
    window.ready.connect(ready.quit)
    window.show()
    ready.exec()
    window.open_story(window.write.list.view.stories.ids[0])
    window.jobs.drain()
    hands = Hands(window, desk.parent, random.Random(seed))
    tell(ready=True)
    app.exec()
    del hands


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
