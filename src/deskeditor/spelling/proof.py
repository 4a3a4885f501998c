"""A text read for its mistakes again and again, as it is while somebody types it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from deskeditor.spelling.words import Word, words

REMEMBERED = 50_000
"""Pieces of text of which the mistakes are kept."""

Judge = Callable[[Word], bool | None]
"""Whether a word is wrong; None while that is not known."""


class Reading(NamedTuple):
    """What is known to be wrong in a text, in order; whether all of it is known; the word that is being typed."""

    wrong: list[Word]
    known: bool
    held: Word | None = None


class Proof:
    """Judges what stands between two spaces once: at the next key nearly all of a text is known from the one before."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._judged: dict[str, tuple[Word, ...]] = {}

    def forget(self) -> None:
        """What was wrong may be right now, or the other way round."""
        self._judged.clear()

    def read(self, text: str, typed_at: int = -1) -> Reading:
        """Read the text; the word around ``typed_at`` (a code point, or -1 for none) is not finished and not judged."""
        if not 0 <= typed_at <= len(text):
            return Reading(*self._read(text, 0))
        start = text.rfind(" ", 0, typed_at) + 1
        end = text.find(" ", typed_at)
        end = len(text) if end < 0 else end
        before, known_before = self._read(text[:start], 0)
        beside, known_beside, held = self._read_beside(text[start:end], start, typed_at)
        after, known_after = self._read(text[end:], end)
        return Reading([*before, *beside, *after], known_before and known_beside and known_after, held)

    def _read(self, text: str, offset: int) -> tuple[list[Word], bool]:
        pieces = text.split(" ")
        judged = list(map(self._judged.get, pieces))
        if None not in judged and not any(judged):
            return [], True
        wrong: list[Word] = []
        known = True
        for piece, mistakes in zip(pieces, judged, strict=True):
            found = mistakes
            if found is None:
                found = self._judge_piece(piece)
                known = known and found is not None
            if found:
                wrong += [_moved(word, offset) for word in found]
            offset += len(piece) + 1
        return wrong, known

    def _read_beside(self, piece: str, offset: int, typed_at: int) -> tuple[list[Word], bool, Word | None]:
        judged, held = [], None
        for found in words(piece):
            word = _moved(found, offset)
            if word.start < typed_at <= word.end:
                held = word
            else:
                judged.append((word, self._judge(word)))
        return [word for word, wrong in judged if wrong], all(wrong is not None for _, wrong in judged), held

    def _judge_piece(self, piece: str) -> tuple[Word, ...] | None:
        """The words of the piece that are wrong; None while that is not known of all."""
        judged = [(word, self._judge(word)) for word in words(piece)]
        if any(wrong is None for _, wrong in judged):
            return None
        if len(self._judged) >= REMEMBERED:
            self._judged.clear()
        self._judged[piece] = found = tuple(word for word, wrong in judged if wrong)
        return found


def _moved(word: Word, by: int) -> Word:
    return Word(word.start + by, word.end + by, word.text, word.script)
