"""The Backups dialog: what copies there are, one more, and a desk made of one beside the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from deskeditor.desk import Desk
from deskeditor.ui.backups_dialog import BackupsDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start


def open_dialog(driver: Driver) -> BackupsDialog:
    driver.act("desk.backups")
    dialog = driver.window.findChildren(BackupsDialog)[-1]
    driver.window.jobs.drain()
    return dialog


def rows(dialog: BackupsDialog) -> list[list[str]]:
    table = dialog.table
    texts = [[table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in line] for line in texts]


@pytest.fixture
def opened(fill: Fill, start: Start) -> Driver:
    fill("One", "Two")
    return start()


def test_a_desk_without_a_copy_says_so_and_makes_one(opened: Driver) -> None:
    dialog = open_dialog(opened)
    assert "no copy" in dialog.last.text()
    assert not dialog.restore.isEnabled()
    dialog.make.setFocus()
    opened.press(Qt.Key.Key_Return)
    opened.settle()
    ((_made, stories, photos, size, state),) = rows(dialog)
    assert (stories, photos, state) == ("2", "0", "Verified")
    assert size
    assert "last good copy" in dialog.last.text()
    assert "verified" in dialog.said.text()
    assert not dialog.work.isVisible()
    dialog.reject()
    opened.settle()
    assert "Last good copy of the desk: " in opened.column.status.saved.toolTip()


def test_a_copy_becomes_a_desk_beside_this_one_and_can_be_gone_on_to(opened: Driver, desk_path: Path) -> None:
    dialog = open_dialog(opened)
    dialog.make.click()
    opened.settle()
    dialog.restore.click()
    opened.window.jobs.drain()
    (chooser,) = dialog.findChildren(QFileDialog)
    proposed = Path(chooser.selectedFiles()[0])
    assert proposed.parent == desk_path.parent
    assert proposed.name.startswith("desk-restored-")
    chooser.fileSelected.emit(str(proposed))
    chooser.reject()
    opened.settle()
    assert str(proposed) in dialog.said.text()
    assert dialog.open_it.hasFocus()
    with opened.bot.waitSignal(opened.window.desk_wanted) as wanted:
        opened.press(Qt.Key.Key_Return)
    assert wanted.args == [proposed]
    with Desk.open(proposed, create=False) as desk:
        assert len(desk.articles.ids()) == 2


def test_nothing_is_restored_over_what_is_there(opened: Driver, tmp_path: Path) -> None:
    with opened.bot.waitSignal(opened.window.jobs.settled, timeout=10_000):
        opened.window.jobs.mutate(opened.window, lambda desk: desk.backups.make(), about="copy")
    dialog = open_dialog(opened)
    there = tmp_path / "there"
    there.mkdir()
    (there / "note").write_text("mine")
    dialog.restore_to(dialog._kept[0], there)
    opened.settle()
    assert [path.name for path in there.iterdir()] == ["note"]
    assert f"{there}-restored-" in dialog.said.text()


def test_a_damaged_copy_is_shown_as_such_and_not_restored(opened: Driver, desk_path: Path) -> None:
    with opened.bot.waitSignal(opened.window.jobs.settled, timeout=10_000):
        opened.window.jobs.mutate(opened.window, lambda desk: desk.backups.make(), about="copy")
    (copy,) = (desk_path / "backups").glob("desk-*.sqlite3")
    copy.write_bytes(b"not a database at all")
    dialog = open_dialog(opened)
    assert [line[-1] for line in rows(dialog)] == ["Damaged"]
    assert not dialog.restore.isEnabled()
    assert "no copy" in dialog.last.text()


def test_what_is_under_way_can_be_stopped_and_leaves_nothing(opened: Driver, desk_path: Path) -> None:
    dialog = open_dialog(opened)
    dialog.make.click()
    dialog.work.lines[0].cancel.click()
    opened.settle()
    assert "ancelled" in dialog.said.text()
    assert rows(dialog) == []
    assert [path.name for path in (desk_path / "backups").iterdir() if path.is_file()] == []


def test_why_the_last_copy_failed_is_said(opened: Driver, desk_path: Path) -> None:
    backups = desk_path / "backups"
    backups.rmdir()
    backups.write_text("in the way")
    assert opened.window.backing_up is not None
    opened.window.backing_up.look()
    opened.settle()
    assert "last attempt failed" in open_dialog(opened).last.text()
