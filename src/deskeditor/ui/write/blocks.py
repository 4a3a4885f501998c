"""What the actions do that make and change the blocks of a story, and what the window says of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from deskeditor.core.document import Align
from deskeditor.ui.actions import Actions
from deskeditor.ui.editor import tables
from deskeditor.ui.editor.commands import FormatState
from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.services import Services

INSERTED = (
    *("photo.add", "block.table", "block.box", "block.pull_quote", "block.gallery"),
    *("block.embed", "block.note", "block.rule"),
)
"""What the menu at the caret offers."""
ALIGNS = {"table.left": Align.LEFT, "table.centre": Align.CENTRE, "table.right": Align.RIGHT}


class Blocks(QObject):
    """Binds the actions of one page to its editor."""

    def __init__(self, services: Services, editor: StoryEditor, open_embed: Callable[[], None]) -> None:
        super().__init__(editor)
        self._strip = services.strip
        self._editor = editor
        self.menu = QMenu(editor)
        self.menu.addActions([services.actions[name] for name in INSERTED])
        change = editor.change_table
        services.actions.connect_all(
            {
                "text.superscript": editor.toggle_superscript,
                "text.subscript": editor.toggle_subscript,
                "link.open": editor.open_at_cursor,
                "link.remove": editor.remove_link,
                "block.pull_quote": editor.toggle_pull_quote,
                "block.insert": self._open_menu,
                "block.table": editor.insert_table,
                "block.box": editor.toggle_box,
                "block.gallery": self._toggle_gallery,
                "block.embed": open_embed,
                "block.note": editor.insert_note,
                "block.below": partial(editor.open_beside, after=True),
                "block.above": partial(editor.open_beside, after=False),
                "table.row_above": partial(change, tables.insert_row, 0),
                "table.row_below": partial(change, tables.insert_row, 1),
                "table.row_remove": partial(change, tables.remove_row),
                "table.column_before": partial(change, tables.insert_column, 0),
                "table.column_after": partial(change, tables.insert_column, 1),
                "table.column_remove": partial(change, tables.remove_column),
                "table.remove": partial(change, tables.remove_table),
                **{name: partial(change, tables.set_align, align) for name, align in ALIGNS.items()},
            }
        )
        editor.departed.left.connect(self._offer)

    def _open_menu(self) -> None:
        """What can be put in, at the caret: the arrows choose, Enter takes."""
        self._editor.ensureCursorVisible()
        self.menu.popup(self._editor.viewport().mapToGlobal(self._editor.cursorRect().bottomLeft()))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _toggle_gallery(self) -> None:
        if not self._editor.toggle_gallery():
            self._strip.tell(
                self.tr("A gallery needs two photos, one below the other: put the caret into one of them.")
            )

    def _offer(self, kinds: list[Kind]) -> None:
        said = [self._said(kinds)]
        if self._editor.changes.is_tracked:
            said.append(self.tr("Rejecting changes does not bring it back; undo does."))
        self._strip.tell(" ".join(said), (self.tr("Undo"), self._editor.departed.bring_back))

    def _said(self, kinds: list[Kind]) -> str:
        if len(set(kinds)) > 1:
            return self.tr("Photos or other parts of the story went with the text.")
        several = len(kinds) > 1
        match kinds[0]:
            case Kind.PICTURE | Kind.LEAD_PICTURE:
                return self.tr("The photos were deleted.") if several else self.tr("The photo was deleted.")
            case Kind.TABLE_END:
                return self.tr("The tables were deleted.") if several else self.tr("The table was deleted.")
            case Kind.ASIDE:
                return self.tr("The fact boxes were deleted.") if several else self.tr("The fact box was deleted.")
            case Kind.EMBED:
                return self.tr("The embeds were deleted.") if several else self.tr("The embed was deleted.")
            case Kind.NOTE:
                return self.tr("The notes were deleted.") if several else self.tr("The note was deleted.")
            case _:
                return self.tr("A part of the story was deleted.")


def show(actions: Actions, state: FormatState) -> None:
    """Check what is on at the caret; what rows and columns take, only inside a table."""
    on = {
        "text.superscript": state.superscript,
        "text.subscript": state.subscript,
        "block.pull_quote": state.kind is Kind.PULL_QUOTE,
        "block.box": state.boxed,
        "block.gallery": state.gallery,
        **{name: state.table and state.align is align for name, align in ALIGNS.items()},
    }
    for name, checked in on.items():
        actions[name].setChecked(checked)
