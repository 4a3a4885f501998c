"""Change the photos that are chosen: what is to be done above, what would come of it below, and one undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.core.template import TemplateKind
from deskeditor.ui.parts import push_button
from deskeditor.ui.photos.batch_forms import FieldsForm, Form, ReplaceForm, Request, TemplateForm
from deskeditor.ui.photos.chosen_photos import ChosenPhotos
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.preview_table import PreviewTable
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import photos

if TYPE_CHECKING:
    from deskeditor.core.photo import Photo
    from deskeditor.core.template import Template
    from deskeditor.desk import Desk, Preview

LOOK_AFTER = 100
"""Milliseconds from the first key that the preview does not show."""


class BatchPanel(QWidget):
    """Enter makes the changes that are shown, Escape leaves the photos as they are."""

    left = Signal()
    """It is closed: the focus should go back to the photos."""

    def __init__(
        self,
        services: Services,
        editing: PhotoEditing,
        chosen: Callable[[], list[str]],
        open_story: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._editing = editing
        self._chosen = chosen
        self._open_story = open_story
        self._sheet: Path | None = None
        self._preview: Preview | None = None
        self._turn = 0
        self._is_behind = self._applies = False
        self.setAccessibleName(self.tr("Change the chosen photos"))
        self.fields, self.replace, self.templates = FieldsForm(), ReplaceForm(), TemplateForm()
        self.sheet = QLabel()
        self.table = PreviewTable()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("What is to be done"))
        self._pages = QStackedWidget()
        for title, page in (
            (self.tr("Fields"), self.fields),
            (self.tr("Find and replace"), self.replace),
            (self.tr("Template"), self.templates),
            (self.tr("Caption sheet"), self.sheet),
        ):
            self.tabs.addTab(title)
            self._pages.addWidget(page)
        self.said = QLabel()
        self.said.setProperty("rest", True)
        self.wrong = QLabel()
        self.wrong.setProperty("tone", "error")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.button = push_button(self.tr("Change   Enter"))
        self.button.setProperty("primary", True)
        self.button.setAccessibleName(self.tr("Change"))
        self.button.clicked.connect(self.apply)
        self._lay_out()
        self._clock = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._clock.timeout.connect(self._look)
        self.tabs.currentChanged.connect(self._on_tab)
        for form in (self.fields, self.replace, self.templates):
            form.changed.connect(self._on_changed)
        services.jobs.changed.connect(lambda changes, _initiator: self._on_changed() if changes.photos else None)
        self.hide()

    def _lay_out(self) -> None:
        cancel = push_button(self.tr("Cancel   Esc"))
        cancel.setAccessibleName(self.tr("Cancel"))
        cancel.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.said)
        row.addSpacing(2 * SPACE)
        row.addWidget(cancel)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(row)
        column.addWidget(self._pages)
        column.addWidget(self.wrong)
        column.addWidget(self.table, 1)

    def open(self, field: str, text: str | None = None) -> None:
        """Change fields, this one first; with a text, it is to be filled down."""
        self.fields.set_change(field, text)
        self._show(self.fields)
        if text is not None:
            self.button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_replace(self) -> None:
        """Find and replace."""
        self._show(self.replace)

    def open_template(self, kind: TemplateKind, name: str) -> None:
        """Fill from a template or a card; the preview comes with what is on the desk of it."""

        def take(templates: list[Template]) -> None:
            self.templates.take(templates)
            self.templates.choose(kind, name)
            self._show(self.templates)

        self._services.jobs.read_in_turn(self, _templates, take)

    def open_sheet(self, path: Path) -> None:
        """Take in a caption sheet."""
        self._sheet = path
        self.sheet.setText(self.tr("{file}: an empty cell leaves its field as it is.").format(file=path.name))
        self._show(self.sheet)
        self.button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self) -> None:
        """Other photos are chosen."""
        self._on_changed()

    def apply(self) -> None:
        """Make the changes; where what was typed last is not shown yet, as soon as it is."""
        if self._is_behind or self._clock.isActive():
            self._applies = True
            self._look()
            return
        self._applies = False
        edits = self._preview.edits if self._preview is not None else ()
        if not edits:
            return
        said = self.tr("{photos} changed.").format(photos=photos(len({edit.photo for edit in edits})))
        self._editing.make(
            lambda desk: desk.photos.apply(edits),
            lambda undo: self._services.strip.tell(said, (self.tr("Undo"), undo)),
        )
        self.leave()

    def leave(self) -> None:
        """Close the panel."""
        self.hide()
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is still being looked at is not shown any more."""
        self._turn += 1
        self._clock.stop()
        self._applies = False
        self._is_behind = False
        super().hideEvent(event)

    def _show(self, page: QWidget) -> None:
        self.tabs.setTabVisible(self._pages.indexOf(self.sheet), page is self.sheet)
        self.tabs.setCurrentIndex(self._pages.indexOf(page))
        self._pages.setCurrentWidget(page)
        self._fit()
        self.show()
        if isinstance(page, Form):
            page.begin()
        if page is not self.templates:
            self._services.jobs.read_in_turn(self, _templates, self.templates.take)
        self._look()

    def _on_tab(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self._fit()
        self._on_changed()

    def _fit(self) -> None:
        """As high as the form that is shown."""
        for page in (self.fields, self.replace, self.templates, self.sheet):
            policy = page.sizePolicy()
            shown = page is self._pages.currentWidget()
            policy.setVerticalPolicy(policy.Policy.Fixed if shown else policy.Policy.Ignored)
            page.setSizePolicy(policy)
        policy = self._pages.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Fixed)
        self._pages.setSizePolicy(policy)

    def _on_changed(self) -> None:
        if not self.isHidden() and not self._clock.isActive():
            self._clock.start()

    def _request(self) -> Request | None:
        page = self._pages.currentWidget()
        if isinstance(page, Form):
            return page.request()
        sheet = self._sheet
        return None if sheet is None else lambda desk, _ids, _story: desk.captioning.preview_sheet(sheet)

    def _look(self) -> None:
        self._clock.stop()
        self._turn += 1
        self._is_behind = True
        turn, ids, story, request = self._turn, self._chosen(), self._open_story(), self._request()

        def ask(desk: Desk) -> tuple[list[Photo], Preview | None]:
            return desk.photos.rows(ids), request(desk, ids, story) if request is not None else None

        self._services.jobs.read_in_turn(
            self,
            ask,
            lambda found: self._take(turn, *found),
            lambda error: self._take(turn, [], None, error),
        )

    def _take(
        self, turn: int, chosen: Sequence[Photo], preview: Preview | None, error: DeskError | None = None
    ) -> None:
        if turn != self._turn:
            return
        self._is_behind = False
        self._preview = preview
        self.table.preview.show(preview)
        page = self._pages.currentWidget()
        if chosen and isinstance(page, Form):
            page.show_photos(ChosenPhotos.of(chosen))
        self.wrong.setText(error.sentence() if error is not None else "")
        self.wrong.setVisible(error is not None)
        self._tell(len(self._chosen()))
        if self._applies:
            self.apply()

    def _tell(self, chosen: int) -> None:
        preview = self._preview
        changed = len({edit.photo for edit in preview.edits}) if preview is not None else 0
        looked_at = len(preview.photos) if preview is not None else chosen
        said = self.tr("{n} of {photos} would change").format(n=changed, photos=photos(looked_at))
        self.said.setText(said if preview is not None else self.tr("{photos} chosen").format(photos=photos(chosen)))
        self.button.setEnabled(changed > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _templates(desk: Desk) -> list[Template]:
    return [template for kind in TemplateKind for template in desk.captioning.templates(kind)]
