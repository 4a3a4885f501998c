"""From the arguments to an exit code: 0 done, 1 findings or part failed, 2 usage. No traceback reaches the user."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import platformdirs

from deskeditor.cli.printing import finish, tell_error
from deskeditor.core.errors import DeskError

INTERRUPTED = 130
PIPE_CLOSED = 141
"""As a shell reports a program that SIGINT or SIGPIPE ended."""


def default_desk() -> Path:
    """The desk that is opened where none is named."""
    return platformdirs.user_data_path("DeskEditor", appauthor=False, ensure_exists=True) / "desk"


OpenWindow = Callable[[Path | None], int]
"""Shows the window on a desk, or on whatever is fit where none is named; its exit code."""


def main(argv: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _open_plainly(argv, open_window)
        return _run(argv, open_window) if code is None else code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The interpreter flushes once more at its end, and would complain about the closed pipe there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except DeskError as error:
        tell_error(error.sentence())
        return 1
    except OSError as error:
        tell_error(_system_sentence(error))
        return 1
    except Exception as error:  # noqa: BLE001 - the one place where a fault of the program becomes a sentence
        tell_error(_unexpected(error))
        return 1


def _open_plainly(argv: Sequence[str], open_window: OpenWindow) -> int | None:
    """Open the window; None where the arguments ask for anything else.

    The plain ways of opening it are seen here, before the verbs are loaded, which would delay the window's first paint.
    """
    match [word for word in argv if word != "open"]:
        case []:
            return open_window(None)
        case ["--desk", name] if not name.startswith(("-", "~")) and name:
            return open_window(Path(name))
        case _:
            return None


def _run(argv: Sequence[str], open_window: OpenWindow) -> int:
    from deskeditor.cli.parser import build_parser

    options = build_parser().parse_args(argv)
    if options.verb in (None, "open"):
        return open_window(options.desk)
    options.desk = options.desk or default_desk()
    with _ended_in_order():
        code: int = options.run(options)
        finish()
    return code


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Being told to end unwinds what is under way, as Ctrl-C does, so that nothing half done is left behind."""

    def leave(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    signals = [signal.SIGTERM] if os.name == "nt" else [signal.SIGTERM, signal.SIGHUP]
    before = [signal.signal(number, leave) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


def _system_sentence(error: OSError) -> str:
    what = f"{error.strerror or error or type(error).__name__}; see whether the place is there and may be used"
    return f"{error.filename}: {what}" if error.filename else what


def _unexpected(error: Exception) -> str:
    """A sentence that names the log where the traceback now stands."""
    import traceback

    sentence = f"The program made a mistake ({type(error).__name__})"
    try:
        log = platformdirs.user_log_path("DeskEditor", appauthor=False, ensure_exists=True) / "deskeditor.log"
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n")
            file.write("".join(traceback.format_exception(error)))
    except OSError:
        return f"{sentence}; please report what you did"
    return f"{sentence}; please report it together with {log}"
