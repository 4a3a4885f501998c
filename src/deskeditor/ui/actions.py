"""Every action of the window, once: the menus, the toolbars, the command palette and the tests share them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Flag, auto
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

CONTEXT = "Actions"


class Needs(Flag):
    """What must be there before an action can be taken."""

    NOTHING = 0
    SAMPLE = auto()
    """The sample desk, from which one goes on to one's own."""
    DESK = auto()
    """A desk that can be changed."""
    STORY = auto()
    """An open story, in the Write room."""
    TEXT = auto()
    """An open story on a desk that can be changed."""
    MARKS = auto()
    """The caret in a text that takes bold and italic: not in the headline."""
    BLOCKS = auto()
    """The caret in the body."""
    EDITION = auto()
    """The Edition room with an edition that can be changed."""
    PHOTO = auto()
    """A photo chosen in the Photos room, and a story open to put it into."""
    DIFFERENCE = auto()
    """The difference of two versions of the story, in the place of the page."""
    RETURN = auto()
    """A version there that can be brought back."""
    PART = auto()
    """A changed paragraph there that can be brought back."""
    PICTURE = auto()
    """A photo chosen in the Photos room, on a desk that can be changed."""
    FRAME = auto()
    """A photo chosen in the Photos room."""
    PAIR = auto()
    """Two photos chosen there, or more."""
    LARGE = auto()
    """A picture that is shown large."""
    TURN = auto()
    """Pictures that can be turned: chosen on the sheet, or shown large."""
    FRAMING = auto()
    """One picture that is shown large, on a desk that can be changed."""
    LISTED = auto()
    """The Photos room with photos in it."""
    WORDS = auto()
    """Words in which something can be replaced: of the open story, or of photos that are chosen."""
    HISTORY = auto()
    """A room in which what is done can be undone."""


class Spec(NamedTuple):
    """An action: ``id`` for the program, ``text`` for the user, ``keys`` in Qt's portable form.

    ``also`` is a second key, for hands that come from another program. A key that is ``alone``, without Ctrl or Alt,
    would be typed elsewhere: it is heard only in views that were given it (``Actions.give_alone``).
    """

    id: str
    text: str
    keys: str = ""
    icon: str = ""
    needs: Needs = Needs.NOTHING
    checkable: bool = False
    also: str = ""
    alone: bool = False


def _(text: str) -> str:
    return str(QT_TRANSLATE_NOOP(CONTEXT, text))


SPECS = (
    Spec("story.new", _("New story"), "Ctrl+N", "note-pencil", Needs.DESK),
    Spec("desk.import", _("Import…"), "Ctrl+O", "download-simple", Needs.DESK),
    Spec("story.export", _("Check and export story…"), "Ctrl+E", "export", Needs.TEXT),
    Spec("story.correct", _("Check and export a correction…"), "", "export", Needs.TEXT),
    Spec("edition.export", _("Check and export edition…"), "Ctrl+Shift+E", "export", Needs.EDITION),
    Spec("story.print", _("Print…"), "Ctrl+Alt+Shift+P", "printer", Needs.STORY),
    Spec("story.pdf", _("Save as PDF…"), "", "file-pdf", Needs.STORY),
    Spec("story.discard", _("Delete story"), "", "trash", Needs.TEXT),
    Spec("photo.discard", _("Delete photo"), "", "trash", Needs.PICTURE),
    Spec("tag.discard", _("Delete a tag from all stories…"), "", "trash", Needs.DESK),
    Spec("desk.bin", _("Bin…"), "", "trash-simple", Needs.DESK),
    Spec("desk.begin", _("Begin your own desk"), "", "sign-in", Needs.SAMPLE),
    Spec("desk.backups", _("Backups…"), "", "archive"),
    Spec("desk.check", _("Check the desk…"), "", "first-aid"),
    Spec("desk.settings", _("Desk settings…"), "Ctrl+,", "gear", Needs.DESK),
    Spec("app.quit", _("Quit"), "Ctrl+Q", "sign-out"),
    Spec("edit.undo", _("Undo"), "Ctrl+Z", "arrow-counter-clockwise", Needs.HISTORY),
    Spec("edit.redo", _("Redo"), "Ctrl+Shift+Z", "arrow-clockwise", Needs.HISTORY),
    Spec("edit.paste_plain", _("Paste as plain text"), "Ctrl+Shift+V", "clipboard-text", Needs.TEXT),
    Spec("find.story", _("Find in the story"), "Ctrl+F", "magnifying-glass", Needs.STORY),
    Spec("find.replace", _("Find and replace…"), "Ctrl+H", "swap", Needs.WORDS),
    Spec("find.next", _("Find the next"), "F3", "caret-down", Needs.STORY, also="Ctrl+G"),
    Spec("find.previous", _("Find the one before"), "Shift+F3", "caret-up", Needs.STORY, also="Ctrl+Shift+G"),
    Spec("find.desk", _("Find in the whole desk"), "Ctrl+Shift+F", "files"),
    Spec("find.open", _("Open a story by its headline…"), "Ctrl+P", "article"),
    Spec("find.action", _("Find an action…"), "Ctrl+Shift+P", "lightning"),
    Spec("story.tidy", _("Clean up the story…"), "", "paint-brush-household", Needs.TEXT),
    Spec("text.typography", _("Typography as you type"), "", "text-aa", checkable=True),
    Spec("text.bold", _("Bold"), "Ctrl+B", "text-bolder", Needs.MARKS, checkable=True),
    Spec("text.italic", _("Italic"), "Ctrl+I", "text-italic", Needs.MARKS, checkable=True),
    Spec("text.strike", _("Struck through"), "Ctrl+Shift+X", "text-strikethrough", Needs.MARKS, checkable=True),
    Spec("text.code", _("Code"), "Ctrl+Shift+M", "code", Needs.MARKS, checkable=True),
    Spec("text.superscript", _("Superscript"), "Ctrl+Shift+.", "caret-up", Needs.MARKS, checkable=True),
    Spec("text.subscript", _("Subscript"), "Ctrl+Shift+,", "caret-down", Needs.MARKS, checkable=True),
    Spec("text.link", _("Link…"), "Ctrl+K", "link-simple", Needs.TEXT, checkable=True),
    Spec("link.open", _("Open the link or the note"), "Alt+Return", "arrow-square-out", Needs.STORY),
    Spec("link.remove", _("Remove the link"), "", "link-simple-break", Needs.TEXT),
    Spec("block.paragraph", _("Paragraph"), "Ctrl+Alt+0", "text-t", Needs.BLOCKS, checkable=True),
    Spec("block.heading1", _("Crosshead"), "Ctrl+Alt+1", "text-h-one", Needs.BLOCKS, checkable=True),
    Spec("block.heading2", _("Crosshead, second level"), "Ctrl+Alt+2", "text-h-two", Needs.BLOCKS, checkable=True),
    Spec("block.heading3", _("Crosshead, third level"), "Ctrl+Alt+3", "text-h-three", Needs.BLOCKS, checkable=True),
    Spec("block.numbers", _("Numbered list"), "Ctrl+Shift+7", "list-numbers", Needs.BLOCKS, checkable=True),
    Spec("block.bullets", _("Bulleted list"), "Ctrl+Shift+8", "list-bullets", Needs.BLOCKS, checkable=True),
    Spec("block.quote", _("Quote"), "Ctrl+Shift+9", "quotes", Needs.BLOCKS, checkable=True),
    Spec("block.pull_quote", _("Pull quote"), "Ctrl+Shift+6", "chat-centered-text", Needs.BLOCKS, checkable=True),
    Spec("block.rule", _("Dividing line"), "Ctrl+Shift+-", "minus", Needs.BLOCKS),
    Spec("block.insert", _("Insert…"), "Ctrl+Shift+A", "plus", Needs.TEXT),
    Spec("block.table", _("Table"), "Ctrl+Shift+5", "table", Needs.TEXT),
    Spec("block.box", _("Fact box"), "Ctrl+Shift+B", "article-medium", Needs.TEXT, checkable=True),
    Spec("block.gallery", _("Gallery"), "Ctrl+Shift+Y", "cards", Needs.TEXT, checkable=True),
    Spec("block.embed", _("Embed…"), "Ctrl+Shift+K", "browser", Needs.TEXT),
    Spec("block.note", _("Note"), "Ctrl+Shift+J", "asterisk", Needs.TEXT),
    Spec("block.below", _("Paragraph below"), "Ctrl+Return", "arrow-line-down", Needs.TEXT),
    Spec("block.above", _("Paragraph above"), "Ctrl+Shift+Return", "arrow-line-up", Needs.TEXT),
    Spec("table.row_above", _("Row above"), "", "arrow-line-up", Needs.TEXT),
    Spec("table.row_below", _("Row below"), "", "arrow-line-down", Needs.TEXT),
    Spec("table.row_remove", _("Remove the row"), "", "minus-circle", Needs.TEXT),
    Spec("table.column_before", _("Column before"), "", "arrow-line-left", Needs.TEXT),
    Spec("table.column_after", _("Column after"), "", "arrow-line-right", Needs.TEXT),
    Spec("table.column_remove", _("Remove the column"), "", "minus-circle", Needs.TEXT),
    Spec("table.left", _("Set the column to the left"), "", "text-align-left", Needs.TEXT, checkable=True),
    Spec("table.centre", _("Centre the column"), "", "text-align-center", Needs.TEXT, checkable=True),
    Spec("table.right", _("Set the column to the right"), "", "text-align-right", Needs.TEXT, checkable=True),
    Spec("table.remove", _("Remove the table"), "", "trash", Needs.TEXT),
    Spec("move.up", _("Move up"), "Alt+Up", "arrow-up"),
    Spec("move.down", _("Move down"), "Alt+Down", "arrow-down"),
    Spec("edition.new", _("New edition…"), "Ctrl+Shift+N", "plus", Needs.DESK),
    Spec("front.lead", _("Chosen story leads the page"), "Ctrl+Shift+L", "arrow-line-up", Needs.EDITION),
    Spec("front.teasers", _("Chosen story as a teaser"), "Ctrl+Shift+T", "list-plus", Needs.EDITION),
    Spec("front.related", _("Chosen story as a related one"), "Ctrl+Shift+R", "link", Needs.EDITION),
    Spec("front.most_read", _("Chosen story as most read"), "Ctrl+Shift+O", "trend-up", Needs.EDITION),
    Spec("photo.place", _("Put the photo into the open story"), "Ctrl+Shift+S", "image-square", Needs.PHOTO),
    Spec("photo.crop_here", _("Crop the photo for this story…"), "Ctrl+Alt+C", "crop", Needs.TEXT),
    Spec("photo.follow", _("Say what the archive says of the photo"), "Ctrl+Alt+F", "arrow-line-down", Needs.TEXT),
    Spec("photo.push", _("Have the archive say it too"), "Ctrl+Alt+A", "arrow-line-up", Needs.TEXT),
    Spec("photo.details", _("Details of the photo"), "Ctrl+Alt+I", "identification-card"),
    Spec("photo.add", _("Add photos…"), "Ctrl+Shift+I", "image", Needs.DESK),
    Spec("photo.folder", _("Add a folder of photos…"), "Ctrl+Alt+O", "folder-plus", Needs.DESK),
    Spec("photo.card", _("Take in a card"), "Ctrl+Alt+Shift+O", "sim-card", Needs.DESK),
    Spec("photo.watch", _("Watch a folder for photos…"), "", "eye", Needs.DESK, checkable=True),
    Spec("photo.paste", _("Paste pictures into the archive"), "", "clipboard", Needs.DESK),
    Spec("photo.look", _("Look at the picture"), "Return", "frame-corners", Needs.FRAME, True, "Space", alone=True),
    Spec("photo.compare", _("Compare two chosen photos"), "C", "columns", Needs.PAIR, checkable=True, alone=True),
    Spec("photo.zoom", _("Pixel for pixel, or all of the picture"), "Z", "magnifying-glass", Needs.LARGE, alone=True),
    Spec("photo.turn_left", _("Turn to the left"), "[", "arrow-counter-clockwise", Needs.TURN, alone=True),
    Spec("photo.turn_right", _("Turn to the right"), "]", "arrow-clockwise", Needs.TURN, alone=True),
    Spec("photo.tilt_left", _("Straighten by 0.1° to the left"), ",", "caret-left", Needs.FRAMING, alone=True),
    Spec("photo.tilt_right", _("Straighten by 0.1° to the right"), ".", "caret-right", Needs.FRAMING, alone=True),
    Spec("photo.focal", _("Put the focal point"), "F", "crosshair", Needs.FRAMING, alone=True),
    Spec("photo.crop", _("Draw the next crop"), "R", "crop", Needs.FRAMING, alone=True),
    Spec("photo.crop_before", _("Draw the crop before"), "Shift+R", "crop", Needs.FRAMING, alone=True),
    Spec("photo.derive", _("Crop as the focal point has it"), "D", "arrow-u-up-left", Needs.FRAMING, alone=True),
    Spec("photo.contact", _("Contact sheet on paper or as PDF…"), "Ctrl+Alt+P", "grid-four", Needs.LISTED),
    Spec("photo.change", _("Change the chosen photos…"), "Ctrl+J", "pencil-line", Needs.PICTURE),
    Spec("photo.down", _("Fill down"), "Ctrl+D", "arrow-line-down", Needs.PICTURE),
    Spec("photo.sort", _("Sort by this column"), "Ctrl+Alt+S", "sort-ascending", Needs.FRAME),
    Spec("photo.template", _("Fill from a template or a photographer…"), "Ctrl+L", "cards", Needs.PICTURE),
    Spec("photo.codes", _("Codes, templates, photographers…"), "Ctrl+Alt+L", "hash", Needs.DESK),
    Spec("photo.sheet_out", _("Write a caption sheet…"), "Ctrl+Alt+E", "file-text", Needs.PICTURE),
    Spec("photo.sheet_in", _("Take in a caption sheet…"), "Ctrl+Alt+T", "table", Needs.DESK),
    Spec("photo.stars0", _("No stars"), "0", "star", Needs.PICTURE, alone=True),
    Spec("photo.stars1", _("One star"), "1", "number-circle-one", Needs.PICTURE, alone=True),
    Spec("photo.stars2", _("Two stars"), "2", "number-circle-two", Needs.PICTURE, alone=True),
    Spec("photo.stars3", _("Three stars"), "3", "number-circle-three", Needs.PICTURE, alone=True),
    Spec("photo.stars4", _("Four stars"), "4", "number-circle-four", Needs.PICTURE, alone=True),
    Spec("photo.stars5", _("Five stars"), "5", "number-circle-five", Needs.PICTURE, alone=True),
    Spec("photo.label6", _("Red label, or none"), "6", "number-circle-six", Needs.PICTURE, alone=True),
    Spec("photo.label7", _("Yellow label, or none"), "7", "number-circle-seven", Needs.PICTURE, alone=True),
    Spec("photo.label8", _("Green label, or none"), "8", "number-circle-eight", Needs.PICTURE, alone=True),
    Spec("photo.label9", _("Blue label, or none"), "9", "number-circle-nine", Needs.PICTURE, alone=True),
    Spec("photo.reject", _("Reject the photo, or accept it again"), "X", "prohibit", Needs.PICTURE, alone=True),
    Spec("photo.describe", _("Alt text and credit of the photo"), "Ctrl+Shift+D", "text-align-left", Needs.TEXT),
    Spec("bundle.verify", _("Verify a bundle…"), "", "shield-check"),
    Spec("comment.add", _("Comment"), "Ctrl+Alt+M", "chat-text", Needs.MARKS),
    Spec("comment.next", _("Next comment"), "Ctrl+F7", "arrow-right", Needs.STORY),
    Spec("comment.previous", _("Comment before"), "Ctrl+Shift+F7", "arrow-left", Needs.STORY),
    Spec("comment.reply", _("Answer the comment"), "", "arrow-bend-up-left", Needs.TEXT),
    Spec("comment.edit", _("Change one's own comment"), "", "pencil-simple", Needs.TEXT),
    Spec("comment.resolve", _("Resolve the comment, or open it again"), "", "check", Needs.TEXT),
    Spec("comment.delete", _("Delete the comment"), "", "trash", Needs.TEXT),
    Spec("change.track", _("Track changes"), "Ctrl+Shift+C", "pencil-line", Needs.TEXT, checkable=True),
    Spec("change.list", _("Find a change…"), "", "list", Needs.STORY),
    Spec("change.next", _("Next change"), "Ctrl+F8", "arrow-right", Needs.STORY),
    Spec("change.previous", _("Change before"), "Ctrl+Shift+F8", "arrow-left", Needs.STORY),
    Spec("change.accept", _("Accept the change"), "Ctrl+F9", "check", Needs.TEXT),
    Spec("change.reject", _("Reject the change"), "Ctrl+Shift+F9", "x", Needs.TEXT),
    Spec("change.accept_all", _("Accept all changes"), "", "checks", Needs.TEXT),
    Spec("change.reject_all", _("Reject all changes"), "", "x-circle", Needs.TEXT),
    Spec("story.note", _("Note for the desk"), "", "note", Needs.TEXT),
    Spec("tag.add", _("Add a tag"), "Ctrl+T", "tag", Needs.TEXT),
    Spec("check.next", _("Next finding"), "F7", "check-circle", Needs.STORY),
    Spec("spell.suggest", _("Spelling suggestions…"), "Ctrl+.", "magic-wand", Needs.TEXT),
    Spec("spell.next", _("Next misspelt word"), "Shift+F7", "arrow-right", Needs.TEXT),
    Spec("spell.check", _("Check spelling while typing"), "", "text-aa", checkable=True),
    Spec("spell.words", _("Desk dictionary…"), "", "book-bookmark", Needs.DESK),
    Spec("room.write", _("Write"), "Ctrl+1", "pen-nib", checkable=True),
    Spec("room.photos", _("Photos"), "Ctrl+2", "camera", checkable=True),
    Spec("room.edition", _("Edition"), "Ctrl+3", "newspaper", checkable=True),
    Spec("pane.photos", _("Show the photos of the story"), "Ctrl+Shift+1", "image-square", Needs.STORY),
    Spec("pane.tags", _("Show the tags of the story"), "Ctrl+Shift+2", "tag", Needs.STORY),
    Spec("pane.comments", _("Show the comments on the story"), "Ctrl+Alt+Shift+M", "chat-text", Needs.STORY),
    Spec("pane.checks", _("Show the findings of the checks"), "Ctrl+Shift+3", "check-circle", Needs.STORY),
    Spec("pane.history", _("Show the history of the story"), "Ctrl+Shift+4", "clock-counter-clockwise", Needs.STORY),
    Spec("history.compare", _("Show what was changed"), "Ctrl+Shift+H", "git-diff", Needs.STORY, checkable=True),
    Spec("history.next", _("Next difference"), "F8", "arrow-down", Needs.DIFFERENCE),
    Spec("history.previous", _("Difference before"), "Shift+F8", "arrow-up", Needs.DIFFERENCE),
    Spec("history.beside", _("Side by side"), "Ctrl+Alt+D", "columns", Needs.DIFFERENCE, checkable=True),
    Spec("history.paragraph", _("Make this paragraph what it was"), "", "arrow-u-up-left", Needs.PART),
    Spec("history.whole", _("Bring this version back"), "", "clock-counter-clockwise", Needs.RETURN),
    Spec("history.name", _("Name this version…"), "F2", "bookmark-simple", Needs.TEXT),
    Spec("focus.next", _("To the next part of the window"), "F6", "arrow-right"),
    Spec("focus.previous", _("To the part before"), "Shift+F6", "arrow-left"),
    Spec("view.list", _("Show the list of stories"), "F9", "list-dashes", checkable=True),
    Spec("view.inspector", _("Show the inspector"), "Shift+F9", "columns", checkable=True),
    Spec("view.calm", _("Free of distraction"), "F11", "arrows-out", checkable=True),
    Spec("view.spaces", _("Show no-break spaces"), "", "eye", checkable=True),
    Spec("view.typewriter", _("Typewriter scrolling"), "", "align-center-vertical", checkable=True),
    Spec("view.larger", _("Larger text or frames"), "Ctrl++", "magnifying-glass-plus", also="Ctrl+="),
    Spec("view.smaller", _("Smaller text or frames"), "Ctrl+-", "magnifying-glass-minus"),
    Spec("view.plain_size", _("Text or frames in their own size"), "Ctrl+0", "equals"),
    Spec("view.type", _("Typeface of the story…"), "", "text-aa"),
    Spec("view.source", _("Show the Markdown"), "F12", "code-simple", Needs.STORY, checkable=True),
    Spec("theme.system", _("As the system"), "", "circle-half", checkable=True),
    Spec("theme.light", _("Light"), "", "sun", checkable=True),
    Spec("theme.dark", _("Dark"), "", "moon", checkable=True),
    Spec("help.keys", _("Keys"), "F1", "keyboard"),
    Spec("help.log", _("Show log"), "", "file-text"),
    Spec("help.about", _("About DeskEditor"), "", "info"),
)


class Actions(QObject):
    """The actions of one window, by id; each is made when it is first asked for, the rest by ``complete``: a window
    that is to be seen at once has no time for all of them.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._specs = {spec.id: spec for spec in SPECS}
        # Room for the icons, which come after the first paint: nothing moves when they do.
        empty = QPixmap(16, 16)
        empty.fill(QColor(0, 0, 0, 0))
        self._blank = QIcon(empty)
        self._window = window
        self._actions: dict[str, QAction] = {}

    def __getitem__(self, name: str) -> QAction:
        action = self._actions.get(name)
        if action is None:
            action = self._actions[name] = self._make(self._specs[name], self._window)
            if not self._specs[name].alone:
                self._window.addAction(action)
        return action

    def __iter__(self) -> Iterator[QAction]:
        return (self[name] for name in self._specs)

    def complete(self) -> None:
        """Make those that are not there yet, so that their keys are heard."""
        for _action in self:
            pass

    def give_alone(self, view: QWidget) -> None:
        """Let the view, and what is in it, hear the keys that stand alone."""
        view.addActions([self[name] for name, spec in self._specs.items() if spec.alone])

    def press(self, keys: QKeySequence) -> None:
        """Do what these keys stand for, where the widget that has the focus kept them to itself."""
        for action in self._actions.values():
            if action.isEnabled() and keys in action.shortcuts():
                action.trigger()
                return

    def connect_all(self, slots: dict[str, Callable[[], object]]) -> None:
        """Say what each of these actions does."""
        for name, slot in slots.items():
            # ``checked`` is dropped: what an action shows as checked follows the window, not the other way round.
            self[name].triggered.connect(lambda _checked=False, slot=slot: slot())

    def allow(self, present: Needs) -> None:
        """Enable what can be done with what is there."""
        for name, spec in self._specs.items():
            self[name].setEnabled(spec.needs in present)

    def dress(self, palette: QPalette) -> None:
        """Give every action its icon in the colours of the palette."""
        from deskeditor.ui.icons import icon  # the icon font is loaded after the first paint

        for name, spec in self._specs.items():
            self[name].setIcon(icon(spec.icon, palette))

    def _make(self, spec: Spec, window: QWidget) -> QAction:
        text = QCoreApplication.translate(CONTEXT, spec.text)
        action = QAction(text, window)
        action.setIcon(self._blank)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        # In a menu the mark of what is on stands where the icon would: colour alone does not tell it.
        action.setIconVisibleInMenu(not spec.checkable)
        action.setEnabled(not spec.needs)
        name = text.rstrip("…")
        if spec.keys:
            keys = QKeySequence(spec.keys)
            # The plural: ``setShortcut`` loads the whole namespace ``Qt`` to see whether it was given a key of it.
            action.setShortcuts([keys, QKeySequence(spec.also)] if spec.also else [keys])
            if spec.alone:
                from PySide6.QtCore import Qt  # the namespace costs a seventh of an empty window's start

                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{name} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
        else:
            action.setToolTip(name)
        return action
