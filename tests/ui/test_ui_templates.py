"""Templates and photographers, written in their dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from tests.ui.disks import Disk
from tests.ui.test_ui_autosave import desk_of

from deskeditor.core.template import FieldText, TemplateKind
from deskeditor.ui.photos.codes_dialog import CodesDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Driver

Key = Qt.Key
Opened = Callable[..., CodesDialog]


@pytest.fixture
def opened(driver: Driver) -> Opened:
    """The dialog on a desk with these templates, each of which fills the city."""

    def begin(*names: str) -> CodesDialog:
        for name in names:
            desk_of(driver).captioning.save(TemplateKind.TEMPLATE, name, {"city": f"{name} itself"})
        driver.act("photo.codes")
        driver.settle()
        dialog = driver.window.findChild(CodesDialog)
        assert dialog is not None
        return dialog

    return begin


def templates(driver: Driver) -> dict[str, dict[str, FieldText]]:
    driver.settle()
    return {each.name: dict(each.fields) for each in desk_of(driver).captioning.templates(TemplateKind.TEMPLATE)}


def pause(dialog: CodesDialog) -> None:
    """Time for all that is saved while it is typed."""
    for clock in dialog.findChildren(QTimer):
        if clock.isActive():
            clock.stop()
            clock.timeout.emit()


def test_a_new_template_leaves_the_one_whose_name_begins_its_own(driver: Driver, opened: Opened) -> None:
    dialog = opened("City")
    QTest.mouseClick(dialog.template, Qt.MouseButton.LeftButton)
    QTest.keyClicks(dialog.editor.lines["credit"], "Gazette")
    dialog.editor.name.setFocus()
    driver.type("City")
    pause(dialog)
    driver.type(" hall")
    QTest.keyClick(dialog.editor.name, Key.Key_Return)
    assert templates(driver) == {"City": {"city": "City itself"}, "City hall": {"credit": "Gazette"}}


def test_a_name_that_another_template_has_is_refused_and_what_is_typed_next_is_kept(
    driver: Driver, opened: Opened
) -> None:
    dialog = opened("City", "Port")
    dialog.list.setCurrentRow(1)
    dialog.editor.name.setFocus()
    dialog.editor.name.selectAll()
    driver.type("City")
    dialog.editor.lines["city"].setFocus()
    driver.settle()
    assert "There is a template of that name already" in dialog.said.text()
    assert dialog.editor.name.text() == "Port"
    driver.type("At ")
    pause(dialog)
    assert templates(driver) == {"City": {"city": "City itself"}, "Port": {"city": "At Port itself"}}


def test_a_template_has_its_new_name_when_the_dialog_is_closed(driver: Driver, opened: Opened) -> None:
    dialog = opened("City")
    dialog.list.setCurrentRow(0)
    dialog.editor.name.setFocus()
    driver.type(" hall")
    QTest.keyClick(dialog.editor.name, Key.Key_Escape)
    assert templates(driver) == {"City hall": {"city": "City itself"}}


def test_a_template_that_the_disk_refuses_waits_though_the_dialog_is_closed(driver: Driver, opened: Opened) -> None:
    dialog = opened("City")
    disk = Disk(desk_of(driver))
    disk.full = True
    dialog.list.setCurrentRow(0)
    dialog.editor.name.setFocus()
    driver.type(" hall")
    dialog.editor.lines["city"].setFocus()
    driver.type("Not ")
    pause(dialog)
    driver.settle()
    QTest.keyClick(dialog.editor.lines["city"], Key.Key_Escape)
    driver.settle()
    assert "Not saved: The disk is full" in driver.window.strip.text
    disk.full = False
    driver.window.services.keeping.flush()
    assert templates(driver) == {"City hall": {"city": "Not City itself"}}
