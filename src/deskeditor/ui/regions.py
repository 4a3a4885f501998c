"""F6: from one region of the window to the next, each as it was left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def go_on(regions: Sequence[QWidget], step: int) -> None:
    """Give the focus to the region after (1) or before (-1) the one that has it, if something there can take it."""
    focused = QApplication.focusWidget()
    shown = [region for region in regions if region.isVisible()]
    here = next((n for n, region in enumerate(shown) if focused and _holds(region, focused)), 0 if step < 0 else -1)
    for turn in range(1, len(shown) + 1):
        region = shown[(here + step * turn) % len(shown)]
        target = _last_or_first(region)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def _last_or_first(region: QWidget) -> QWidget | None:
    """What had the focus there last, else the first that can have it."""
    last = region.focusWidget()
    if last is not None and _takes(last):
        return last
    widget: QWidget | None = region
    while widget is not None:
        if _holds(region, widget) and _takes(widget):
            return widget
        widget = widget.nextInFocusChain()
        if widget is region:
            break
    return None


def _holds(region: QWidget, widget: QWidget) -> bool:
    return widget is region or region.isAncestorOf(widget)


def _takes(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
