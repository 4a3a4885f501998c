"""The menu bar: which action stands where."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from deskeditor.ui.actions import Actions

CONTEXT = "Menus"
SEPARATOR = "-"

Entry = str | tuple[str, tuple[str, ...]]


def _(text: str) -> str:
    return str(QT_TRANSLATE_NOOP(CONTEXT, text))


VERSIONS = (
    *("pane.history", "history.compare", "history.name", SEPARATOR),
    *("history.next", "history.previous", "history.beside", SEPARATOR, "history.paragraph", "history.whole"),
)
TABLE = (
    *("table.row_above", "table.row_below", "table.row_remove", SEPARATOR),
    *("table.column_before", "table.column_after", "table.column_remove", SEPARATOR),
    *("table.left", "table.centre", "table.right", SEPARATOR, "table.remove"),
)
COMMENTS = (
    *("comment.next", "comment.previous", SEPARATOR),
    *("comment.reply", "comment.edit", "comment.resolve", "comment.delete"),
)

STARS = ("photo.stars0", "photo.stars1", "photo.stars2", "photo.stars3", "photo.stars4", "photo.stars5")
LABEL = ("photo.label6", "photo.label7", "photo.label8", "photo.label9")
CHANGES = (
    *("change.track", SEPARATOR, "change.list", "change.next", "change.previous", SEPARATOR),
    *("change.accept", "change.reject", "change.accept_all", "change.reject_all"),
)

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        _("&File"),
        (
            *("story.new", "edition.new", "find.open", SEPARATOR, "desk.import", "photo.add", "photo.place", SEPARATOR),
            *("story.export", "story.correct", "edition.export", "bundle.verify", SEPARATOR),
            *("story.print", "story.pdf", SEPARATOR),
            *("story.discard", "photo.discard", "tag.discard", "desk.bin", SEPARATOR),
            *("desk.begin", "desk.backups", "desk.check", "desk.settings", SEPARATOR, "app.quit"),
        ),
    ),
    (
        _("&Edit"),
        (
            *("edit.undo", "edit.redo", SEPARATOR, "edit.paste_plain", SEPARATOR, "move.up", "move.down", SEPARATOR),
            (_("Put on the front page"), ("front.lead", "front.teasers", "front.related", "front.most_read")),
            *(SEPARATOR, "find.story", "find.replace", "find.next", "find.previous", "find.desk", SEPARATOR),
            (_("Comments"), COMMENTS),
            (_("Changes"), CHANGES),
            *("story.tidy", "photo.describe", "tag.add", "story.note", "check.next", SEPARATOR),
            *((_("Versions of the story"), VERSIONS), SEPARATOR),
            *("spell.suggest", "spell.next", "spell.check", "spell.words"),
        ),
    ),
    (
        _("F&ormat"),
        (
            *("text.bold", "text.italic", "text.strike", "text.code", "text.superscript", "text.subscript", SEPARATOR),
            *("text.link", "link.open", "link.remove", SEPARATOR),
            *("block.paragraph", "block.heading1", "block.heading2", "block.heading3", SEPARATOR),
            *("block.bullets", "block.numbers", "block.quote", "block.pull_quote", "block.box", "block.gallery"),
            *(SEPARATOR, "text.typography"),
        ),
    ),
    (
        _("&Insert"),
        (
            *("block.insert", SEPARATOR, "block.table", (_("Rows and columns"), TABLE), SEPARATOR),
            *("block.embed", "block.note", "block.rule", SEPARATOR, "block.below", "block.above"),
            *(SEPARATOR, "comment.add"),
        ),
    ),
    (
        _("&Photo"),
        (
            *("photo.folder", "photo.card", "photo.watch", "photo.paste", "photo.contact", SEPARATOR),
            *("photo.change", "photo.down", "photo.template", "photo.codes", "photo.sort", SEPARATOR),
            *("photo.sheet_out", "photo.sheet_in", SEPARATOR),
            *("photo.look", "photo.compare", "photo.zoom", "photo.details", SEPARATOR),
            *((_("Stars"), STARS), (_("Label"), LABEL), "photo.reject", SEPARATOR),
            *("photo.turn_left", "photo.turn_right", "photo.tilt_left", "photo.tilt_right", SEPARATOR),
            *("photo.focal", "photo.crop", "photo.crop_before", "photo.derive", SEPARATOR),
            *("photo.crop_here", "photo.follow", "photo.push"),
        ),
    ),
    (
        _("&View"),
        (
            *("room.write", "room.photos", "room.edition", SEPARATOR),
            *("pane.photos", "pane.tags", "pane.comments", "pane.checks", "pane.history", SEPARATOR),
            *("view.list", "view.inspector", "view.calm", "view.typewriter", "view.spaces", "view.source", SEPARATOR),
            *("view.larger", "view.smaller", "view.plain_size", "view.type", SEPARATOR),
            *("focus.next", "focus.previous", SEPARATOR),
            (_("Theme"), ("theme.system", "theme.light", "theme.dark")),
            *(SEPARATOR, "find.action"),
        ),
    ),
    (_("&Help"), ("help.keys", "help.log", "help.about")),
)
ONE_OF = (("room.write", "room.photos", "room.edition"), ("theme.system", "theme.light", "theme.dark"))
"""Actions of which exactly one is checked."""


def listed(actions: Actions) -> Iterator[tuple[str, QAction]]:
    """Every action of the menus, in their order, with the title of its menu."""
    for title, entries in MENUS:
        menu = QCoreApplication.translate(CONTEXT, title).replace("&", "")
        for entry in entries:
            for name in entry[1] if isinstance(entry, tuple) else (entry,):
                if name != SEPARATOR:
                    yield menu, actions[name]


def full_name(action: QAction) -> str:
    """What the action is called where it stands alone: with the title of its submenu, without which some say little."""
    name = action.text().rstrip("…")
    for _title, entries in MENUS:
        for entry in entries:
            if isinstance(entry, tuple) and action.objectName() in entry[1]:
                return f"{QCoreApplication.translate(CONTEXT, entry[0])}: {name}"
    return name


def name_menus(bar: QMenuBar) -> list[QMenu]:
    """Put the titles of the menus into the bar."""
    return [bar.addMenu(QCoreApplication.translate(CONTEXT, title)) for title, _entries in MENUS]


def fill(bar: QMenuBar, menus: list[QMenu], actions: Actions) -> None:
    """Put the actions into the menus."""
    for menu, (_title, entries) in zip(menus, MENUS, strict=True):
        _fill(menu, entries, actions)
    for names in ONE_OF:
        group = QActionGroup(bar)
        for name in names:
            group.addAction(actions[name])


def _fill(menu: QMenu, entries: tuple[Entry, ...], actions: Actions) -> None:
    for entry in entries:
        if entry == SEPARATOR:
            menu.addSeparator()
        elif isinstance(entry, tuple):
            _fill(menu.addMenu(QCoreApplication.translate(CONTEXT, entry[0])), entry[1], actions)
        else:
            menu.addAction(actions[entry])
