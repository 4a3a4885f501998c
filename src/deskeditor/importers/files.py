"""Opening a file from outside under limits, and turning its bytes into text."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from deskeditor.core.errors import DeskError

TEXT_LIMIT = 10 * 1024 * 1024
"""Bytes of a text file; a long book has one or two million."""

LINE_END = re.compile(r"\r\n|\r|\n")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that no XML or HTML file may carry."""
_LEADING_BLANKS = re.compile(r"\A(?:[^\S\n]*\n)+")


def first_bytes(path: Path, count: int) -> bytes:
    """The beginning of an ordinary file that can be read and is not empty; ``DeskError`` for anything else."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise DeskError("This is a folder, not a file", where=str(path), mend="name the files in it")
        if not stat.S_ISREG(mode):
            raise DeskError("This is not an ordinary file", where=str(path), mend="copy its content into a file first")
        with path.open("rb") as file:
            start = file.read(count)
    except FileNotFoundError:
        raise DeskError("There is no such file", where=str(path), mend="check the name and the folder") from None
    except PermissionError:
        raise DeskError(
            "The file may not be read", where=str(path), mend="ask its owner for the right to read it"
        ) from None
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise DeskError(f"The file cannot be read ({reason})", where=str(path), mend="check its name") from fault
    if not start:
        raise DeskError("The file is empty", where=str(path), mend="save it once more where it came from")
    return start


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its byte order mark; lines end in ``\\n``.

    Raises ``DeskError`` for a file that is missing, a folder, unreadable, empty, binary, longer than ``TEXT_LIMIT``
    or in another encoding (with the line and column of the first byte that does not fit).
    """
    data = first_bytes(path, TEXT_LIMIT + 1)
    if len(data) > TEXT_LIMIT:
        raise DeskError(
            f"The text is longer than {TEXT_LIMIT // 1024**2} MB", where=str(path), mend="split it into several files"
        )
    return decode(data, str(path))


def decode(data: bytes, where: str) -> str:
    """Text from bytes, as ``read_text``; ``where`` names their origin in the sentence."""
    encoding, name = "utf-8-sig", "UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE):
        encoding, name = "utf-16", "UTF-16"
    elif b"\0" in data:
        raise DeskError("This is a binary file, not text", where=where, mend="save it as UTF-8 text")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        before = LINE_END.split(data[: fault.start].decode(encoding, "replace"))
        raise DeskError(
            f"The text is not {name} at line {len(before)}, column {len(before[-1]) + 1}",
            where=where,
            mend="save it as UTF-8 and try again",
        ) from None
    if not text.strip():
        raise DeskError("There is no text in the file", where=where, mend="save the text into it and try again")
    return LINE_END.sub("\n", text)


def without_controls(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without control characters, and a warning where there were any."""
    cleaned, count = CONTROLS.subn("", text)
    if not count:
        return text, ()
    return cleaned, (f"{count} control character{'s' if count > 1 else ''} left out of the text",)


def without_leading_blanks(text: str) -> str:
    """The text from its first line that says something."""
    return _LEADING_BLANKS.sub("", text)
