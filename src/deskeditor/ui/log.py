"""What nobody foresaw is written down, and told in a sentence; the window stays."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from deskeditor.core.errors import DeskError
from deskeditor.ui.jobs import unexpected

NAME = "deskeditor.log"
LARGEST = 1024 * 1024
"""Bytes; an older log is put aside."""


def log_file() -> Path:
    """Where the log is."""
    import platformdirs  # not needed for the first paint

    return platformdirs.user_log_path("DeskEditor", appauthor=False) / NAME


def keep_log(file: Path) -> None:
    """Write the log there; a folder that cannot be written is no reason not to start."""
    from logging.handlers import RotatingFileHandler

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=LARGEST, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("deskeditor").addHandler(handler)


def watch_exceptions(tell: Callable[[DeskError], None]) -> None:
    """Let an exception on the window's thread be logged and told instead of ending the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logging.getLogger("deskeditor").error("Unexpected failure in the window", exc_info=(kind, error, trace))
        tell(error if isinstance(error, DeskError) else unexpected(error))

    sys.excepthook = hook
