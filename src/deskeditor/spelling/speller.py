"""Asks the engine, which runs in a process of its own, and does not wait for ever."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import cast

from deskeditor.core.errors import DeskError
from deskeditor.spelling.dictionaries import Dictionary
from deskeditor.spelling.words import plain

CHECK_LIMIT = 30.0
"""Seconds that reading a dictionary and checking words may take; on a slow disk Korean takes a few."""
SUGGEST_LIMIT = 3.0
MOST = 8
"""Suggestions."""
ENDED = "The spelling is no longer checked: its engine was closed"
COMMAND = (sys.executable, "-P", "-m", "deskeditor.spelling.engine")


class EndedError(DeskError):
    """Something was asked after ``close``."""


class _StoppedError(DeskError):
    """The engine took too long and was ended, or ended by itself."""


class Speller:
    """Checks words and suggests others. Blocks: for a thread that may wait.

    May be called from several threads, which then wait for one another. The engine is started by the first question.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._engine: subprocess.Popen[str] | None = None
        self._broken: dict[Dictionary, DeskError] = {}
        self._closed = False

    def misspelt(self, words: Iterable[str], dictionary: Dictionary) -> set[str]:
        """Those of the words that the dictionary does not have.

        Raises ``DeskError`` for a dictionary that cannot be used, again each time; it is not tried again in this run.
        """
        asked = {word: _spellings(word, dictionary) for word in words}
        try:
            said = self._ask(dictionary, CHECK_LIMIT, check=sorted(set().union(*asked.values())))
        except EndedError:
            raise
        except DeskError as error:
            self._broken[dictionary] = error
            raise
        wrong = set(said["wrong"])
        return {word for word, spellings in asked.items() if spellings <= wrong}

    def suggest(self, word: str, dictionary: Dictionary) -> list[str]:
        """Up to ``MOST`` words that may have been meant, first those that want an apostrophe only (``dont``).

        None where it takes too long. Raises as ``misspelt``.
        """
        try:
            found = self._ask(dictionary, SUGGEST_LIMIT, suggest=plain(word))["suggested"]
        except _StoppedError:
            return []
        found.sort(key=lambda other: other.replace("'", "") != word)
        apostrophe = "'" if "'" in word else "’"
        return [other.replace("'", apostrophe) for other in found[:MOST]]

    def close(self) -> None:
        """End the engine, and whatever waits for it."""
        self._closed = True
        engine = self._engine
        if engine is not None:
            engine.kill()
        with self._turn:
            self._end()

    def _ask(self, dictionary: Dictionary, seconds: float, **question: object) -> dict[str, list[str]]:
        with self._turn:
            if dictionary in self._broken:
                raise self._broken[dictionary]
            engine = self._start()
            line = json.dumps({"dictionary": str(dictionary.words), **question})
            late = threading.Timer(seconds, engine.kill)
            late.daemon = True
            late.start()
            try:
                said = _exchange(engine, line)
            finally:
                late.cancel()
            if not said:
                self._end()
                if self._closed:
                    raise EndedError(ENDED)
                raise _StoppedError(
                    "The engine for spelling stopped at this dictionary",
                    where=str(dictionary.words),
                    mend="put another in its place, or switch spelling off",
                )
        answer = cast("dict[str, list[str]]", json.loads(said))
        if "refused" in answer:
            raise DeskError(
                f"The dictionary cannot be used: {answer['refused']}",
                where=str(dictionary.words),
                mend="install it again, or put another in its place",
            )
        return answer

    def _start(self) -> subprocess.Popen[str]:
        if self._engine is None and not self._closed:
            self._engine = _started()
        if self._closed or self._engine is None:
            raise EndedError(ENDED)
        return self._engine

    def _end(self) -> None:
        engine, self._engine = self._engine, None
        if engine is None:
            return
        engine.kill()
        for pipe in (engine.stdin, engine.stdout):
            with suppress(OSError):  # what it was still to be told
                if pipe is not None:
                    pipe.close()
        engine.wait()


def _spellings(word: str, dictionary: Dictionary) -> set[str]:
    """How a dictionary may have the word: those of English have ``cafe`` and ``naive`` without their accents."""
    written = plain(word)
    if written.isascii() or not dictionary.name.startswith("en"):
        return {written}
    return {written, "".join(filter(str.isascii, unicodedata.normalize("NFD", written)))}


def _started() -> subprocess.Popen[str]:
    pipe, no_window = subprocess.PIPE, getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(
            COMMAND, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, encoding="utf-8", creationflags=no_window
        )
    except OSError as error:
        raise DeskError(f"The engine for spelling cannot be started ({error.strerror})") from error


def _exchange(engine: subprocess.Popen[str], line: str) -> str:
    """The engine's answer; empty where it is no more."""
    assert engine.stdin is not None
    assert engine.stdout is not None
    try:
        engine.stdin.write(line + "\n")
        engine.stdin.flush()
        return engine.stdout.readline()
    except OSError:
        return ""
