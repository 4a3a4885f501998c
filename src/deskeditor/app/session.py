"""A session on the sample desk, for whoever has just cloned the project: ``make run``.

With a display it is the window. Without one the same window is shown offscreen, its picture is kept, and the sample's
edition is exported and verified by the command line.

    python -m deskeditor.app.session --desk DIR --out DIR
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from deskeditor.app.sample import make_sample_desk
from deskeditor.app.window import has_display, run_window
from deskeditor.cli.main import main as run_command_line
from deskeditor.core.edition import Edition
from deskeditor.core.errors import DeskError
from deskeditor.desk import Desk

PATIENCE = 60_000
"""Milliseconds after which a window that has not come up never will."""


def main(argv: Sequence[str] | None = None) -> int:
    """Make the sample desk if it is not there, and run the session on it; 0 where all of it worked."""
    parser = argparse.ArgumentParser(prog="python -m deskeditor.app.session", description="A session on a sample desk.")
    parser.add_argument("--desk", type=Path, required=True, help="the sample desk; made where there is none")
    parser.add_argument("--out", type=Path, required=True, help="where an unseen session leaves what it made")
    options = parser.parse_args(argv)
    try:
        make_sample_desk(options.desk)
        if has_display():
            return run_window(options.desk, sample=True)
        print("There is no display, so the session runs unseen.", flush=True)
        return run_unseen(options.desk, options.out)
    except DeskError as error:
        print(f"deskeditor: error: {error.sentence()}", file=sys.stderr)
        return 1


def run_unseen(desk: Path, out: Path) -> int:
    """The window offscreen, then the edition out and verified; the exit code of the first step that failed."""
    edition = sample_edition(desk)
    picture, bundle = out / "window.png", out / "sample-edition"
    photograph_window(desk, edition.lead, picture)
    shutil.rmtree(bundle, ignore_errors=True)
    steps = (
        ["--desk", str(desk), "export", "--edition", edition.name, "--to", str(bundle)],
        ["verify", str(bundle)],
    )
    for step in steps:
        code = run_command_line(step, run_window)
        if code:
            return code
    print(f"The edition as a publish bundle: {bundle.resolve()}")
    print(f"A picture of the window: {picture.resolve()}")
    return 0


def sample_edition(desk: Path) -> Edition:
    with Desk.open(desk, read_only=True) as opened:
        editions = opened.editions.all()
    if not editions:
        raise DeskError("This desk has no edition to export", where=str(desk), mend="remove it, and a new one is made")
    return editions[0]


def photograph_window(desk: Path, story: str | None, picture: Path) -> None:
    """Show the window offscreen with a story open, and keep its picture. Raises what went wrong in the window."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QEventLoop, QSettings, QTimer, qInstallMessageHandler  # after naming the platform
    from PySide6.QtWidgets import QApplication

    from deskeditor.ui.log import watch_exceptions
    from deskeditor.ui.theme import Look, Theme, prepare
    from deskeditor.ui.window import SIZE, MainWindow

    qInstallMessageHandler(pass_on)
    failures: list[DeskError] = []
    watch_exceptions(failures.append)
    app = QApplication(["deskeditor"])
    prepare(app)
    # Settings of its own, and new ones: a picture neither moves the user's window nor depends on the one before.
    settings = QSettings(str(picture.with_suffix(".ini")), QSettings.Format.IniFormat)
    settings.clear()
    window = MainWindow(desk, Look(app, Theme.LIGHT), settings)
    window.resize(*SIZE)  # the screen that is not there is a small one
    opening = QEventLoop()
    window.ready.connect(opening.quit)
    QTimer.singleShot(PATIENCE, lambda: opening.exit(1))
    window.show()
    if opening.exec():
        raise DeskError("The window did not come up", where=str(desk), mend="see the messages above")
    if story:
        window.open_story(story)
    window.jobs.drain()
    app.processEvents()
    picture.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(picture))
    window.close()
    if failures:
        raise failures[0]


def pass_on(_kind: object, _context: object, message: str) -> None:
    """Qt's messages, but for the one by which the offscreen platform says at each window that it has no screen."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
