"""Whether a word is spelt right, as far as is known, at once; what is not known yet is asked aside and told later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from deskeditor import spelling
from deskeditor.core.errors import DeskError
from deskeditor.spelling import EndedError, KnownWords, Speller
from deskeditor.ui.jobs import Jobs

TOGETHER = 10
"""Milliseconds in which the words of a page, laid block by block, gather into one question."""
BATCH = 400
"""Words of one question: the first answers are not kept waiting by the rest of a long text."""
REMEMBERED = 200_000
"""Words of which the verdict is kept."""
SUGGESTED = 8


class _Verdict(NamedTuple):
    wrong: set[str]
    served: bool
    error: DeskError | None = None


class Verdicts(QObject):
    """One memory of words for all stories. A language is a BCP 47 tag; its dictionary is found when first asked for."""

    learned = Signal()
    """More words are known."""
    unserved = Signal(str)
    """A language that was asked for has no dictionary on this computer; nothing in it is called wrong."""
    failed = Signal(object)
    """A ``DeskError``: a dictionary cannot be used."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._speller = Speller()
        self._known: dict[tuple[str, str], bool] = {}
        self._wanted: dict[str, dict[str, None]] = {}
        self._asked: set[tuple[str, str]] = set()
        self._unserved: set[str] = set()
        self._told: set[str] = set()
        self._closed = False
        self._clock = QTimer(self, singleShot=True, interval=TOGETHER)
        self._clock.timeout.connect(self._ask)

    def is_wrong(self, word: str, language: str) -> bool | None:
        """Whether the word is misspelt; None where it is not known yet: it is asked, and ``learned`` tells."""
        key = (language, word)
        known = self._known.get(key)
        if known is None and language in self._unserved:
            return False
        if known is None and key not in self._asked and not self._closed:
            self._asked.add(key)
            self._wanted.setdefault(language, {})[word] = None
            if not self._clock.isActive():
                self._clock.start()
        return known

    def suggest(
        self, owner: QObject, word: str, language: str, names: KnownWords, on_done: Callable[[list[str]], None]
    ) -> None:
        """What may have been meant: names that are like it, then what the dictionaries say."""
        self._jobs.compute(
            owner, lambda: _suggested(self._speller, word, language, names), on_done, lambda _error: on_done([])
        )

    def look_again(self) -> None:
        """Somebody may have installed a dictionary since it was missed."""
        self._unserved.clear()

    def close(self) -> None:
        """End the engine, whatever it is doing, and ask nothing more."""
        self._closed = True
        self._clock.stop()
        self._wanted.clear()
        self._asked.clear()
        speller, self._speller = self._speller, Speller()
        speller.close()

    def reopen(self) -> None:
        """Go on after all: what is laid anew is asked again."""
        self._closed = False
        self.learned.emit()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, {}
        for language, words in wanted.items():
            rest = iter(words)
            while batch := list(islice(rest, BATCH)):
                self._jobs.compute(
                    self,
                    partial(_judge, self._speller, language, batch),
                    partial(self._take, language, batch),
                    _drop,
                )

    def _take(self, language: str, batch: list[str], verdict: _Verdict) -> None:
        if len(self._known) > REMEMBERED:
            self._known.clear()
        for word in batch:
            self._asked.discard((language, word))
            if verdict.served:
                self._known[language, word] = word in verdict.wrong
        if not verdict.served and language not in self._unserved:
            self._unserved.add(language)
            self.unserved.emit(language)
        if verdict.error is not None and verdict.error.where not in self._told:
            self._told.add(verdict.error.where)
            self.failed.emit(verdict.error)
        self.learned.emit()


def _judge(speller: Speller, language: str, words: list[str]) -> _Verdict:
    """A word is wrong where no dictionary of the language has it; one that cannot be used has no say."""
    dictionaries = spelling.find(language)
    wrong, error, heard = set(words), None, False
    for dictionary in dictionaries:
        try:
            wrong &= speller.misspelt(wrong, dictionary)
            heard = True
        except EndedError:
            raise
        except DeskError as unusable:
            error = unusable
    return _Verdict(wrong if heard else set(), bool(dictionaries), error)


def _drop(_error: DeskError) -> None:
    """The engine was ended; nobody waits for the answer any more."""


def _suggested(speller: Speller, word: str, language: str, names: KnownWords) -> list[str]:
    lists = [speller.suggest(word, dictionary) for dictionary in spelling.find(language)]
    merged = chain(names.nearest(word), _in_turns(lists))
    return list(islice(dict.fromkeys(merged), SUGGESTED))


def _in_turns(lists: list[list[str]]) -> Iterator[str]:
    """The first of each dictionary, then the second of each: ``harbor`` and ``harbour`` are as likely."""
    return (word for row in zip_longest(*lists) for word in row if word is not None)
