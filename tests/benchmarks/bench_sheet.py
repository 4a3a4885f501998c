"""The contact sheet of ten thousand photos: its first row against an empty room, and scrolling through all of it.

The floor is the Photos room on a desk without a photo, from making it to its painted pixels; ours is the same on a desk
of ten thousand, until the first row is painted with names and words. Its pictures come after that, from the thumbnails.
The sheet alone, without the table and the Details that a room is made of, is a line of its own, to the pixels of its
first row and to those of all rows in sight; the same part is painted of an empty one.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from measure import Fact, Line, in_turns, percentile, scratch
from opened import open_window
from PIL import Image
from PySide6.QtCore import QEvent, QEventLoop, QRect, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from deskeditor.core.photo import Photo, PhotoFields
from deskeditor.desk import Desk
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.photo_model import PhotoModel
from deskeditor.ui.photos.room import PhotosRoom
from deskeditor.ui.photos.sheet import USUAL, ContactSheet, cell
from deskeditor.ui.pictures import Pictures
from deskeditor.ui.services import Services
from deskeditor.ui.window import MainWindow

PHOTOS = 10_000
DRAWN = 20
"""Pictures; the photos are files of these under many names."""
ROUNDS = 7
SHEETS = 31
"""Of a few milliseconds each, so that what else the machine does falls on few of them."""
SCREENS = 200
STOPS = 20
SIZE = (1440, 600)
NOW = datetime(2026, 5, 15, 6, 0, tzinfo=UTC)
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


def measure() -> list[Line | Fact]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    qInstallMessageHandler(lambda *_said: None)  # the offscreen platform tells of every window what it cannot do
    with scratch() as folder, own_cache(folder):
        fill(folder / "full")
        empty, full = (open_window(app, folder / name) for name in ("empty", "full"))
        floors, ours = in_turns(lambda: enter(app, empty), lambda: enter(app, full), ROUNDS)
        row, screen = QRect(0, 0, SIZE[0], cell(USUAL).height()), QRect(0, 0, *SIZE)
        bare, alone = in_turns(lambda: seen(app, empty.services, row), lambda: seen(app, full.services, row), SHEETS)
        ground, filled = in_turns(
            lambda: seen(app, empty.services, screen), lambda: seen(app, full.services, screen), SHEETS
        )
        frames, kept = scroll(app, full.services)
        for window in (empty, full):
            window.close()
    name = f"contact sheet of {PHOTOS // 1000},000"
    return [
        Line(f"{name}: first row", statistics.median(floors), statistics.median(ours), goal=1.5),
        Line("the same, the sheet alone", statistics.median(bare), statistics.median(alone), goal=1.5),
        Line("all rows in sight, the sheet alone", statistics.median(ground), statistics.median(filled)),
        Fact(f"{name}: a screen", f"{milli(frames, 50)} p50, {milli(frames, 99)} p99"),
        Fact(f"{name}: memory", ", ".join(f"{each:.0f}" for each in kept) + " MB, each time from head to foot"),
    ]


def enter(app: QApplication, window: MainWindow) -> float:
    """Seconds from making the room to its first row, or to what it says where there is none."""
    filled: list[bool] = []
    start = time.perf_counter()
    services = replace(window.services, pictures=Pictures(window.jobs))  # those of the last time know their room
    room = PhotosRoom(services, lambda: None, lambda: "", window.rooms)
    room.model.filled.connect(lambda: filled.append(True))
    window.rooms.addWidget(room)
    window.rooms.setCurrentWidget(room)
    while not filled or (room.model.ids and room.model.row_at(room.model.index(0, 0)) is None):
        app.processEvents(WAIT)
    room.grab()
    end = time.perf_counter()
    window.jobs.drain()
    window.rooms.removeWidget(room)
    room.deleteLater()
    app.sendPostedEvents(room, QEvent.Type.DeferredDelete)
    return end - start


def seen(app: QApplication, services: Services, part: QRect) -> float:
    """Seconds from making the sheet to the pixels of that part of it, with photos or as the empty ground."""
    filled: list[bool] = []
    start = time.perf_counter()
    sheet, model = make_sheet(services)
    model.filled.connect(lambda: filled.append(True))
    sheet.show()
    while not (filled or (model.ids and model.row_at(model.index(0, 0)))):
        app.processEvents(WAIT)
    sheet.grab(part)
    end = time.perf_counter()
    services.jobs.drain()
    for each in (sheet, model):
        each.deleteLater()
        app.sendPostedEvents(each, QEvent.Type.DeferredDelete)
    return end - start


def make_sheet(services: Services) -> tuple[ContactSheet, PhotoModel]:
    jobs = services.jobs
    model = PhotoModel(jobs, services.keeping, PhotoEditing(jobs))
    model.refresh()
    sheet = ContactSheet(model, Pictures(jobs), jobs)
    sheet.resize(*SIZE)
    return sheet, model


def scroll(app: QApplication, services: Services) -> tuple[list[float], list[float]]:
    """Seconds to paint a screen with what came for it, on the way through the sheet; and megabytes after each time that
    it was gone through with stops, until all pictures on the way were there.
    """
    jobs = services.jobs
    sheet, model = make_sheet(services)
    sheet.show()
    jobs.drain()
    assert len(model.ids) == PHOTOS
    bar, times, memory = sheet.verticalScrollBar(), [], []
    for screen in range(SCREENS):
        start = time.perf_counter()
        bar.setValue(bar.maximum() * screen // (SCREENS - 1))
        app.processEvents()
        times.append(time.perf_counter() - start)
    for _ in range(3):
        for stop in range(STOPS):
            bar.setValue(bar.maximum() * stop // (STOPS - 1))
            app.processEvents()
            jobs.drain()
        memory.append(resident())
    sheet.close()
    return times, memory


def fill(path: Path) -> None:
    """As if they had been taken in: rows, and originals that share the bytes of a few."""
    originals = path.parent / "drawn"
    originals.mkdir()
    files = [originals / f"{number}.jpg" for number in range(DRAWN)]
    for number, file in enumerate(files):
        shade = Image.linear_gradient("L").rotate(number * 18).resize((480, 320))
        Image.merge("RGB", (shade, shade.rotate(180), shade)).save(file, quality=80)
    with Desk.open(path) as desk, desk._context.store.writing() as work:
        for number in range(PHOTOS):
            name = f"frame-{number:05}"
            digest = sha256(name.encode()).hexdigest()
            fields = PhotoFields(caption=f"Frame {number}", alt="A boat", credit="Harbour Desk")
            photo = Photo(
                *(name, f"urn:{name}", f"{name}.jpg", digest, "image/jpeg", 9, 480, 320, NOW, NOW, fields),
                likeness=digest[:32],
            )
            work.photos.insert(photo)
            kept = path / "photos" / digest[:2] / digest[2:]
            kept.parent.mkdir(exist_ok=True)
            os.link(files[number % DRAWN], kept)


@contextmanager
def own_cache(folder: Path) -> Iterator[None]:
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    try:
        yield
    finally:
        del os.environ["XDG_CACHE_HOME"]
        if before is not None:
            os.environ["XDG_CACHE_HOME"] = before


def resident() -> float:
    """Megabytes of this process in memory; 0 where the system does not tell."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


def milli(times: list[float], part: int) -> str:
    return f"{percentile(times, part) * 1000:.1f} ms"


if __name__ == "__main__":
    for line in measure():
        print(line)
