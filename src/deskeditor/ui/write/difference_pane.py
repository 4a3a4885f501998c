"""The difference of two states of the story, in the place of the page; what was can be brought back from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.core.article import RevisionRow
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import PhotoUse, Role, UsedPhoto
from deskeditor.markup.difference import Difference, Fate, FieldDifference, Passage
from deskeditor.ui.editor.difference_page import KINDS, DifferencePage
from deskeditor.ui.editor.difference_view import DifferenceView
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.flow import FlowLayout
from deskeditor.ui.parts import Choice, ElidedLabel, action_button, hairline, push_button, tool_button
from deskeditor.ui.pictures import PAGE
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import exact
from deskeditor.ui.wording import number as told_number
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.revisions import title_of

if TYPE_CHECKING:
    from deskeditor.desk.history import Comparison, Part

NOW, BEFORE = 0, 1
"""What the chosen version is held against: the story as it is, or the version before it."""


class DifferencePane(QWidget):
    """Stands behind the page in ``stack``. Escape goes back to writing."""

    toggled = Signal(bool)
    """Whether the difference is shown now."""
    row_changed = Signal()
    """Something else can be brought back."""
    damaged = Signal(int, str)
    """The number of a revision that is not what was kept, and the sentence that says so."""

    def __init__(self, stack: QStackedWidget, editor: StoryEditor, story: OpenStory, services: Services) -> None:
        super().__init__()
        self._stack = stack
        self._editor = editor
        self._story = story
        self._services = services
        self._turn = 0
        self._key: tuple[object, ...] = ()
        self._revision: RevisionRow | None = None
        self._before: RevisionRow | None = None
        self._comparison: Comparison | None = None
        self._difference: Difference | None = None
        self._pictures = Pictures()
        self._pictures.source = self._picture
        services.pictures.arrived.connect(self._on_picture)
        self.view = DifferenceView(self._pictures)
        self._lay_out()
        stack.addWidget(self)
        editor.commanded.connect(self.leave)
        story.opened.connect(self.put_away)
        story.updated.connect(self._on_updated)
        self.view.row_changed.connect(self.row_changed)
        self.view.entered.connect(services.actions["history.paragraph"].trigger)

    def _lay_out(self) -> None:
        actions = self._services.actions
        self._title = ElidedLabel()
        self._title.setProperty("heading", True)
        self.against = Choice()
        self.against.setAccessibleName(self.tr("Compared with"))
        self.against.addItem(self.tr("Compared with now"))
        self.against.addItem(self.tr("Compared with the version before"))
        self.against.currentIndexChanged.connect(lambda _index: self._ask())
        self.count = QLabel()
        self.count.setProperty("rest", True)
        back = push_button(self.tr("Back to the page   Esc"))
        back.setAccessibleName(self.tr("Back to the page"))
        back.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.setContentsMargins(4 * SPACE, SPACE, 3 * SPACE, 0)
        head.addWidget(self._title, 1)
        head.addWidget(back)
        tools = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        tools.setSizePolicy(policy)
        flow = FlowLayout(tools)
        for name in ("history.previous", "history.next", "history.beside"):
            flow.addWidget(tool_button(actions[name]))
        flow.addWidget(self.against)
        flow.addWidget(action_button(actions["history.paragraph"], short=self.tr("Paragraph as it was   ↵")))
        flow.addWidget(action_button(actions["history.whole"]))
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        foot.addWidget(tools, 1)
        self._says = EmptyState("", "")
        self._body = QStackedWidget()
        self._body.addWidget(self.view)
        self._body.addWidget(self._says)
        counted = QHBoxLayout()
        counted.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        counted.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(counted)
        column.addLayout(foot)
        column.addWidget(hairline())
        column.addWidget(self._body, 1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the page."""
        return QSize(0, 0)

    @property
    def is_shown(self) -> bool:
        """Whether the difference is in the place of the page."""
        return self._stack.currentWidget() is self

    @property
    def difference(self) -> Difference | None:
        """What is shown; None while it is being found, or where it cannot be."""
        return self._difference

    @property
    def can_restore_paragraph(self) -> bool:
        """Whether the caret is in something that was changed since."""
        return self._chosen is not None and self.against.currentIndex() == NOW

    @property
    def can_restore(self) -> bool:
        """Whether the version can be brought back."""
        return self._difference is not None and not (self.against.currentIndex() == NOW and self._difference.is_empty)

    @property
    def _chosen(self) -> FieldDifference | Passage | None:
        page = self.view.page
        if self._difference is None or page is None or self._body.currentWidget() is not self.view:
            return None
        item = page.rows[self.view.row].item
        return None if item.fate is Fate.SAME else item

    def show_difference(self, revision: RevisionRow, before: RevisionRow | None, *, go: bool) -> None:
        """Show how the story was changed since that version; ``before`` is the one that was kept before it."""
        was_shown = self.is_shown
        self._revision, self._before = revision, before
        self.against.blockSignals(True)
        if before is None:
            self.against.setCurrentIndex(NOW)
        self.against.setEnabled(before is not None)
        self.against.blockSignals(False)
        self._story.collect()
        self._stack.setCurrentWidget(self)
        self._ask()
        if go:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not was_shown:
            self.toggled.emit(True)

    def leave(self) -> None:
        """Show the page again, to write on."""
        if self.is_shown:
            self.put_away()
            self._editor.setFocus()

    def put_away(self) -> None:
        """Show the page as it is."""
        self._turn += 1
        self._difference, self._key = None, ()
        if self.is_shown:
            self._stack.setCurrentWidget(self._editor)
            self.toggled.emit(False)

    def set_story_font(self, font: QFont) -> None:
        """Set the texts as large as the page is."""
        self.view.set_story_font(font)

    def set_beside(self, on: bool) -> None:
        """Show both texts side by side, or one with all changes in it."""
        if self._difference is not None and self._comparison is not None:
            row = self.view.row
            self._fill(self._difference, self._comparison, beside=on)
            self.view.go_to(row)

    def _ask(self) -> None:
        revision, before = self._revision, self._before
        if revision is None:
            return
        self._turn += 1
        turn, number = self._turn, revision.number
        then, now = (number, None) if self.against.currentIndex() == NOW or before is None else (before.number, number)
        self._title.setText(self._titled(revision, before))
        self._title.setToolTip(exact(revision.made))
        if self._difference is None:
            self._say("", self.tr("Comparing…"))
        article_id = self._story.id

        def compute(comparison: Comparison) -> None:
            if turn == self._turn:
                self._services.jobs.read(
                    self, lambda _desk: comparison.difference(), lambda found: self._take(turn, comparison, found)
                )

        # In turn: after all that was typed is saved.
        self._services.jobs.read_in_turn(
            self, lambda desk: desk.history.compare(article_id, then, now), compute, partial(self._refuse, turn, number)
        )

    def _titled(self, revision: RevisionRow, before: RevisionRow | None) -> str:
        if self.against.currentIndex() == NOW or before is None:
            return self.tr("Changed since: {version}").format(version=title_of(revision))
        return self.tr("Changed in: {version}").format(version=title_of(revision))

    def _refuse(self, turn: int, number: int, error: DeskError) -> None:
        if turn != self._turn:
            return
        self._difference = None
        self.count.clear()
        self._say(self.tr("This version cannot be shown"), error.sentence())
        self.damaged.emit(number, error.sentence())
        self.row_changed.emit()

    def _take(self, turn: int, comparison: Comparison, difference: Difference) -> None:
        if turn != self._turn:
            return
        key = (self._story.id, self._revision, self.against.currentIndex())
        again, self._key = key == self._key, key
        row, scrolled = self.view.row, self.view.verticalScrollBar().value()
        self._comparison, self._difference = comparison, difference
        if difference.is_empty:
            self.count.setText("")
            self._say(self.tr("Nothing was changed"), self.tr("Both versions say the same."))
            self.row_changed.emit()
            return
        put, taken = difference.words
        changes = difference.changes
        said = self.tr("1 change") if changes == 1 else self.tr("{n} changes").format(n=told_number(changes))
        words = self.tr("+{put} \N{MINUS SIGN}{taken} words").format(put=told_number(put), taken=told_number(taken))
        self.count.setText(f"{said} · {words}")
        self._fill(difference, comparison, beside=self._services.actions["history.beside"].isChecked())
        if again and self.view.page is not None:
            self.view.go_to(min(row, len(self.view.page.rows) - 1))
            self.view.verticalScrollBar().setValue(scrolled)
        else:
            self.view.go_to_first()
        self.row_changed.emit()

    def _fill(self, difference: Difference, comparison: Comparison, *, beside: bool) -> None:
        used = {key: UsedPhoto.of(PhotoUse(key, Role.INLINE), photo) for key, photo in comparison.photos.items()}
        self._pictures.show(used)
        page = DifferencePage(
            difference,
            comparison.photos,
            self._pictures,
            self.palette,
            self._editor.document().defaultFont(),
            beside=beside,
            parent=self.view,
        )
        self.view.show_page(page, beside=beside)
        self._body.setCurrentWidget(self.view)

    def _say(self, title: str, sentence: str) -> None:
        self._says.say(title, sentence)
        self._body.setCurrentWidget(self._says)

    def step(self, step: int) -> None:
        """Go to the next change (1) or the one before (-1)."""
        if self._difference is not None:
            self.view.step(step)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore_whole(self) -> None:
        """Make the story what it was in that version; it can be undone."""
        if self._revision is not None and self.can_restore:
            self._story.bring_back(self._revision.number)
            self.leave()

    def restore_paragraph(self) -> None:
        """Make what the caret is in what it was, as one step of undo on the page."""
        item, comparison, page = self._chosen, self._comparison, self._editor.page
        if item is None or comparison is None or page is None or not self.can_restore_paragraph:
            return
        if page.body_now() != comparison.now.body:
            self._ask()  # it was changed elsewhere meanwhile: what is shown is no longer true
            return
        if isinstance(item, FieldDifference):
            if item.name in KINDS:
                page.rewrite_field(KINDS[item.name], item.then)
            else:
                self._bring_back(cast("Part", item.name))
        elif self._difference is not None and item in self._difference.lead:
            self._bring_back("lead")
        elif self._difference is not None:
            page.rewrite_body(self._difference.with_restored(item, comparison.now.body))
            if any(each.name == "credit" for each in item.beside):
                self._bring_back("credits")
        self._story.collect()

    def _bring_back(self, part: Part) -> None:
        """What stands beside the text, on the desk; undone there too."""
        assert self._revision is not None
        article_id, number, jobs = self._story.id, self._revision.number, self._services.jobs

        def offer(kept: int) -> None:
            self._services.strip.tell(
                self.tr("It is as it was then."),
                (
                    self.tr("Undo"),
                    lambda: jobs.mutate(self, lambda desk: desk.history.bring_back_part(article_id, kept, part)),
                ),
            )

        self._story.collect()
        jobs.mutate(self, lambda desk: desk.history.bring_back_part(article_id, number, part), offer)

    def _on_updated(self) -> None:
        if self.is_shown and self.against.currentIndex() == NOW:
            self._ask()

    def _picture(self, photo_id: str) -> QImage | None:
        used = self._pictures.used.get(photo_id)
        return self._services.pictures.get(photo_id, PAGE, used.own_framing if used else None)

    def _on_picture(self, photo_id: str, box: int) -> None:
        image = self._picture(photo_id) if box == PAGE and self.is_shown else None
        if image is not None:
            self._pictures.arrived(photo_id, image)
            self.view.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to writing."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
