"""The words that every verb understands, and the kinds of value they take."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from deskeditor.cli.printing import tell_error
from deskeditor.core.article import Status

Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in the same form as every other failure, and leaves with 2."""

    def error(self, message: str) -> NoReturn:
        tell_error(f"{message}; see {self.prog} --help")
        self.exit(2)

    def parse_args(self, args: Sequence[str], namespace: None = None) -> argparse.Namespace:  # type: ignore[override]
        """As its base; before Python 3.13 that takes the value of ``--slug=--`` for the end of the options."""
        for word in args:
            if word.startswith("--") and word.endswith("=--"):
                self.error(f"argument {word[:-3]}: expected a value, not --")
        return super().parse_args(args, namespace)


Verbs = argparse._SubParsersAction
"""What ``add_subparsers`` returns; argparse has no public name for it."""


def add_verb(verbs: Verbs[Parser], name: str, run: Run | None, about: str, *, json: bool = False) -> Parser:
    """A verb with the options that all share; its ``fail`` ends the program with a usage error."""
    parser = verbs.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".", allow_abbrev=False)
    add_desk(parser, default=argparse.SUPPRESS)
    if json:
        parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(run=run, fail=parser.error)
    return parser


def add_desk(parser: Parser, default: str | None) -> None:
    """``--desk`` is taken before the verb and after it; the later one must not undo the earlier by its default."""
    parser.add_argument("--desk", type=path, metavar="DIR", default=default, help="the folder of the desk")


def text(value: str) -> str:
    """A text that can be stored: an argument whose bytes are not UTF-8 cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(f"{value!r} is not UTF-8 text") from None
    return value


def word(value: str) -> str:
    """A text that names something; an empty one, as an unset variable of a script gives, names nothing."""
    if not value.strip():
        raise argparse.ArgumentTypeError("it is empty and names nothing")
    return text(value)


def path(value: str) -> Path:
    """A place on the disk; ``~`` at its beginning is the home folder."""
    if not value:
        raise argparse.ArgumentTypeError("it is empty and names no file or folder")
    try:
        return Path(value).expanduser()
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"{value!r} is the home folder of nobody here") from None


def status(value: str) -> Status:
    """A standing of a story, by its name."""
    try:
        return Status(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"there is no status {value!r}; it can be {', '.join(Status)}") from None


def day(value: str) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a date; write it as 2025-12-05") from None


def moment(value: str) -> datetime | None:
    """A date and time; without an offset it is the time of day here. ``none`` is no time."""
    if value.strip().lower() in ("", "none"):
        return None
    try:
        return datetime.fromisoformat(value).astimezone()
    except (ValueError, OverflowError, OSError):
        example = "2025-12-05T06:00+09:00"
        raise argparse.ArgumentTypeError(f"{value!r} is not a date and time; write it as {example}, or none") from None


def count(value: str) -> int:
    """A whole number above 0."""
    if not (value.isascii() and value.isdigit() and int(value[:9])):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number above 0")
    return int(value[:9])
