"""What belongs to the story: its facts above, and one pane at a time below, made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from deskeditor.ui.parts import hairline
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.checks_pane import ChecksPane
from deskeditor.ui.write.comments_pane import CommentsPane
from deskeditor.ui.write.facts import Facts
from deskeditor.ui.write.history_pane import HistoryPane
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.photos_pane import PhotosPane
from deskeditor.ui.write.tags_pane import TagsPane


@dataclass(frozen=True, slots=True)
class Panel:
    """A pane of the inspector."""

    id: str
    title: object
    make: Callable[[Services, OpenStory], QWidget]


PANELS = (
    Panel("photos", QT_TRANSLATE_NOOP("Inspector", "Photos"), PhotosPane),
    Panel("tags", QT_TRANSLATE_NOOP("Inspector", "Tags"), TagsPane),
    Panel("comments", QT_TRANSLATE_NOOP("Inspector", "Comments"), CommentsPane),
    Panel("checks", QT_TRANSLATE_NOOP("Inspector", "Checks"), ChecksPane),
    Panel("history", QT_TRANSLATE_NOOP("Inspector", "History"), HistoryPane),
)


def _title(panel: Panel) -> str:
    return QCoreApplication.translate("Inspector", str(panel.title))


class Inspector(QWidget):
    """A new pane is one new file and one line in ``PANELS``."""

    place_wanted = Signal(str, str)
    """The place of a finding, to go to, and the check that found it."""
    crop_wanted = Signal(str, object)
    """A photo and its ``Role``, to be cropped for this story."""
    archive_wanted = Signal(str)
    """The id of a photo to be shown in the archive."""
    version_chosen = Signal(object, object, bool)
    """As ``HistoryPane.chosen``."""
    left = Signal()
    """Escape in a pane: back to the text."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self._made: dict[str, QWidget] = {}
        self.facts = Facts(services, story)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Panes of the story"))
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideRight)  # else the inspector could not be drawn narrower
        for number, panel in enumerate(PANELS):
            action = services.actions[f"pane.{panel.id}"]
            self._tabs.addTab(_title(panel))
            self._tabs.setTabToolTip(number, action.toolTip())
            self._tabs.setAccessibleTabName(number, _title(panel))
            action.changed.connect(self._name_tabs)  # its icon comes late, and another with each theme
        self._room_for_names = self._tabs.sizeHint().width()
        self._stack = QStackedWidget()
        tabs = QVBoxLayout()
        tabs.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, 0)
        tabs.addWidget(self._tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.facts)
        column.addWidget(hairline())
        column.addLayout(tabs)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(lambda number: self.pane(PANELS[number].id))
        self.pane(PANELS[0].id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for the names of all panes, their icons stand for them."""
        super().resizeEvent(event)
        self._name_tabs()

    def _name_tabs(self) -> None:
        named = self.width() - 6 * SPACE >= self._room_for_names
        for number, panel in enumerate(PANELS):
            self._tabs.setTabText(number, _title(panel) if named else "")
            self._tabs.setTabIcon(number, QIcon() if named else self._services.actions[f"pane.{panel.id}"].icon())

    def tell_compared(self, on: bool) -> None:
        """A version is shown now, or no longer."""
        history = self._made.get("history")
        if isinstance(history, HistoryPane):
            history.is_compared = on

    def tell_damaged(self, number: int, sentence: str) -> None:
        """A version is not what was kept."""
        history = self._made.get("history")
        if isinstance(history, HistoryPane):
            history.tell_damaged(number, sentence)

    @property
    def undoes(self) -> PhotosPane | None:
        """The pane that has the focus, where it undoes what was done in it; what others do is undone on the page."""
        pane, focused = self._stack.currentWidget(), QApplication.focusWidget()
        if not isinstance(pane, PhotosPane) or focused is None:
            return None
        return pane if pane is focused or pane.isAncestorOf(focused) else None

    @property
    def shown(self) -> str:
        """The id of the pane that is in front."""
        return PANELS[self._tabs.currentIndex()].id

    def pane(self, name: str) -> QWidget:
        """Show the pane of that id, made now if it was not yet."""
        number = next(n for n, panel in enumerate(PANELS) if panel.id == name)
        if name not in self._made:
            made = PANELS[number].make(self._services, self._story)
            if isinstance(made, ChecksPane):
                made.wanted.connect(self.place_wanted)
            elif isinstance(made, PhotosPane):
                made.archive_wanted.connect(self.archive_wanted)
                made.crop_wanted.connect(self.crop_wanted)
            elif isinstance(made, HistoryPane):
                made.chosen.connect(self.version_chosen)
                made.left.connect(self.left)
            elif isinstance(made, CommentsPane):
                made.left.connect(self.left)
            self._made[name] = made
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._made[name])
        self._tabs.setCurrentIndex(number)
        return self._made[name]
