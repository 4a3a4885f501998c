"""What is written to the terminal: sober columns for people, one JSON document for programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from deskeditor.core.errors import DeskError

_BLANKS = {"Zs", "Zl", "Zp"}
_CONTROLS = {"Cc", "Cs"}
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """The text on one line, without what would move the cursor, colour the terminal or turn its direction."""
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category in _BLANKS or char in "\t\n":
        return " "
    if category in _CONTROLS or char in _DIRECTIONS:
        return "\N{REPLACEMENT CHARACTER}"
    return char


def printable_lines(text: str) -> str:
    """As ``printable``, with its line breaks kept."""
    return "\n".join(printable(line) for line in text.split("\n"))


def tell(message: str) -> None:
    """A word to the user beside the output; where nobody listens the exit code has to do."""
    # Without a stream of errors ``print`` would put it into the output.
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"deskeditor: {printable(message)}", file=sys.stderr, flush=True)


def tell_error(sentence: str) -> None:
    """What failed, in the fixed form that scripts look for."""
    tell(f"error: {sentence}")


def tell_warning(sentence: str) -> None:
    """What was done, but not quite as asked."""
    tell(f"warning: {sentence}")


def put(text: str) -> None:
    """Text on standard output, where there is one; a program that closed it wants none."""
    with _told():
        print(text)


def finish() -> None:
    """Send on what is still held back, so that a failure to do so is known."""
    if sys.stdout is not None:
        with _told():
            sys.stdout.flush()


@contextmanager
def _told() -> Iterator[None]:
    """A full disk as a sentence; a reader that has had enough is none of our business (``BrokenPipeError``)."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        mend = "send it elsewhere; what the command was to change is changed"
        raise DeskError(f"The output could not be written ({reason})", where="standard output", mend=mend) from error


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    put(json.dumps(value, ensure_ascii=False, indent=2))


def print_columns(rows: Iterable[Sequence[str]]) -> None:
    """Rows in aligned columns; the last column is as long as it likes."""
    cleaned = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cleaned, strict=True)]
    for row in cleaned:
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        put("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: two for a wide East Asian character, none for a combining one."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def utc(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC, ending in ``Z``."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def local(moment: datetime) -> str:
    """Date and time of day here, for people."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
