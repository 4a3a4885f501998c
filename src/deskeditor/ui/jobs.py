"""All threading in one place: one writer thread for what changes the desk, a pool for what reads it, one aside.

The window never waits for a disk. A view hands over a function of the desk and hears the answer on its own thread;
an answer for a view that is gone is dropped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QThread, QTimer, Signal
from shiboken6 import isValid

from deskeditor.core.errors import DeskError

if TYPE_CHECKING:
    from deskeditor.core.changes import Done
    from deskeditor.desk import Desk

T = TypeVar("T")
READERS = 2
ROUNDS = 4
"""Readings of one thing, the last by the writer, between whose work no other save comes."""
TURN = 0.001
"""Seconds for which Python lets one thread go on while the window waits for its turn: five times as short as by itself,
because a key is to be seen within a few milliseconds, whatever is written meanwhile.
"""


class Jobs(QObject):
    """Runs use cases in the background and tells every view what changed and who asked.

    Work that is handed over before the desk is open waits for it. The first argument of every method is the view that
    asks: it gets the answer, and is the initiator of what changed.
    """

    changed = Signal(object, object)
    """``(Changes, initiator)``, after each use case that changed something."""
    failed = Signal(object, str)
    """A ``DeskError`` that no view has taken charge of, and what it is about."""
    settled = Signal(str)
    """A change has been made, and it was about this: what failed of it before no longer holds."""
    opened = Signal(object)
    """The ``Desk``, once."""
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._desk: Desk | None = None
        self._waiting: list[Callable[[Desk], None]] = []
        self._running = 0
        self._told = 0
        """Counts the changes that were told of."""
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def is_open(self) -> bool:
        """Whether a desk is open: work handed over now runs now."""
        return self._desk is not None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed now: no desk yet, or one that another program holds."""
        return self._desk is None or self._desk.read_only

    def open(self, owner: QObject, opener: Callable[[], Desk], on_error: Callable[[DeskError], None]) -> None:
        """Open the desk on the writer thread; everything that waits for it runs then."""

        def adopt(desk: Desk) -> None:
            self._desk = desk
            self.opened.emit(desk)
            waiting, self._waiting = self._waiting, []
            for start in waiting:
                start(desk)

        self._submit(self._writer, opener, adopt, owner, on_error)

    def read(
        self,
        owner: QObject,
        work: Callable[[Desk], T],
        on_done: Callable[[T], None],
        on_error: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Read in the pool."""
        self._read(self._readers, owner, work, on_done, on_error)

    def read_once_painted(self, owner: QObject, work: Callable[[Desk], T], on_done: Callable[[T], None]) -> None:
        """Read in the pool what is not seen yet, so that the painting of what is need not share Python with it."""

        def start() -> None:
            self._running -= 1
            self.read(owner, work, on_done)

        self._running += 1
        QTimer.singleShot(0, self, start)  # after all events, that of painting among them

    def read_in_turn(
        self,
        owner: QObject,
        work: Callable[[Desk], T],
        on_done: Callable[[T], None],
        on_error: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Read in the pool, after everything that was handed over to be written before: nothing to be written after it
        waits for the reading.

        What is answered is never older than a change that was told of before: it would take back on the page what was
        typed meanwhile. Where one was told of while it was read, it is read again; at last where changes are written,
        so that it comes to an end.
        """
        begun, rounds = 0, 0

        def look(desk: Desk) -> T:
            nonlocal begun
            begun = self._told
            return work(desk)

        def read(_written: None) -> None:
            nonlocal rounds
            rounds += 1
            self._read(self._readers if rounds < ROUNDS else self._writer, owner, look, take, on_error)

        def take(result: T) -> None:
            if begun == self._told or rounds == ROUNDS:
                on_done(result)
            else:
                read(None)

        self._read(self._writer, owner, lambda _desk: None, read, None)

    def mutate(
        self,
        owner: QObject,
        work: Callable[[Desk], Done[T]],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[DeskError], None] | None = None,
        *,
        about: str = "",
    ) -> None:
        """Change the desk, in the order asked. ``about`` names the action, so that its success ends its complaint."""
        self._change(self._writer, owner, work, on_done, on_error, about)

    def mutate_aside(
        self,
        owner: QObject,
        work: Callable[[Desk], Done[T]],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[DeskError], None] | None = None,
        *,
        about: str = "",
    ) -> None:
        """Change the desk with long work (an export) that saving must not wait for."""
        self._change(self._readers, owner, work, on_done, on_error, about)

    def compute(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Do what needs no desk, in the order asked: neither saving nor reading waits for it."""

        def tell(result: T) -> None:
            if isValid(owner):
                on_done(result)

        self._submit(self._aside, work, tell, owner, on_error)

    def drain(self) -> None:
        """Wait until nothing runs, answering on the way. The window stays painted, keys wait."""
        while self._running:
            QCoreApplication.processEvents(
                QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            )

    def close(self) -> None:
        """Finish what runs, then close the desk where it was opened."""
        self.drain()
        if self._desk is not None:
            self._writer.submit(self._desk.close).result()
            self._desk = None
        self._writer.shutdown()
        self._readers.shutdown()
        self._aside.shutdown()

    def _when_open(self, start: Callable[[Desk], None]) -> None:
        if self._desk is None:
            self._waiting.append(start)
        else:
            start(self._desk)

    def _read(
        self,
        executor: Executor,
        owner: QObject,
        work: Callable[[Desk], T],
        on_done: Callable[[T], None],
        on_error: Callable[[DeskError], None] | None,
    ) -> None:
        def tell(result: T) -> None:
            if isValid(owner):
                on_done(result)

        self._when_open(lambda desk: self._submit(executor, lambda: work(desk), tell, owner, on_error))

    def _change(
        self,
        executor: Executor,
        owner: QObject,
        work: Callable[[Desk], Done[T]],
        on_done: Callable[[T], None] | None,
        on_error: Callable[[DeskError], None] | None,
        about: str,
    ) -> None:
        def tell(done: Done[T]) -> None:
            self._told += bool(done.changes)
            if about:
                self.settled.emit(about)
            if on_done is not None and isValid(owner):
                on_done(done.value)
            if done.changes:
                self.changed.emit(done.changes, owner)

        # Told even where the asking view is gone: the others still show what changed.
        self._when_open(lambda desk: self._submit(executor, lambda: work(desk), tell, owner, on_error, about))

    def _submit(
        self,
        executor: Executor,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        owner: QObject,
        on_error: Callable[[DeskError], None] | None,
        about: str = "",
    ) -> None:
        def run() -> None:
            try:
                result = work()
            except DeskError as error:
                answer = self._refusal(owner, on_error, error, about)
            except Exception as error:  # the edge of a thread: whatever fails must reach the user
                import logging  # a third of this module's own loading time, for what should never happen

                logging.getLogger(__name__).error("Unexpected failure in the background", exc_info=error)
                answer = self._refusal(owner, on_error, unexpected(error), about)
            else:

                def answer() -> None:
                    on_done(result)

            self._answered.emit(answer)

        self._running += 1
        executor.submit(run)

    def _refusal(
        self, owner: QObject, on_error: Callable[[DeskError], None] | None, error: DeskError, about: str
    ) -> Callable[[], None]:
        def answer() -> None:
            if on_error is not None and isValid(owner):
                on_error(error)
            else:
                self.failed.emit(error, about)

        return answer

    def _answer(self, answer: Callable[[], None]) -> None:
        assert QThread.currentThread() is self.thread()
        self._running -= 1
        answer()


def unexpected(error: BaseException) -> DeskError:
    """A failure that nobody foresaw, as a sentence."""
    return DeskError(
        f"Something unexpected went wrong ({type(error).__name__})",
        mend="your text is kept; the details are in the log (Help > Show log)",
    )
