"""Pictures from outside are decoded in processes of their own, which may die of them: the desk lives on."""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from deskeditor.core.errors import DeskError
from deskeditor.photos.model import Picture
from deskeditor.photos.opening import open_file

SECONDS = 10.0
"""That a picture may take; the largest that is let in takes two."""
BYTES = 1_200_000_000
"""Of memory that a process may have; the largest picture that is let in needs 0.9 GB. Linux and the BSDs keep to it."""
REST = 30.0
"""Seconds after the last picture until the processes are ended."""

Request = tuple[str, int, str]
Answer = Picture | DeskError


def read_picture(path: Path, box: int, sha256: str) -> Picture:
    """See ``deskeditor.photos.read_picture``. As many processes work as there are threads that ask."""
    open_file(path).close()  # what can be told without decoding
    reader = _take()
    answer = reader.ask((str(path.absolute()), box, sha256), SECONDS)
    if answer is None:
        reader.end()
        raise _too_much(path)
    _give_back(reader)
    if isinstance(answer, DeskError):
        raise answer
    return answer


def _too_much(path: Path) -> DeskError:
    what = "decoding the picture took too much time or memory, or ended the program that does it"
    return DeskError(what, where=path.name, mend="save it anew as an ordinary JPEG")


class Reader:
    """A process that reads one picture after the other."""

    def __init__(self) -> None:
        pipe, no_window = subprocess.PIPE, getattr(subprocess, "CREATE_NO_WINDOW", 0)
        # -P: what lies in the folder that the desk was started in is no module of ours. With one arena of memory what
        # is allotted is what is used; and libraries that complain do so to nobody.
        command, nobody = [sys.executable, "-P", "-m", __name__, str(BYTES)], subprocess.DEVNULL
        env = {**os.environ, "MALLOC_ARENA_MAX": "1"}
        try:
            self._process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, stderr=nobody, env=env, creationflags=no_window
            )
        except OSError as error:
            what = f"The process that reads pictures cannot be started ({error.strerror})"
            raise DeskError(what, mend="close other programs") from error

    @property
    def is_alive(self) -> bool:
        """Whether the process is there to be asked."""
        return self._process.poll() is None

    def ask(self, request: Request, seconds: float) -> Answer | None:
        """What became of the picture; None where the process ended over it, or was ended after that time."""
        clock = threading.Timer(seconds, self._process.kill)
        clock.daemon = True
        clock.start()
        try:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            pickle.dump(request, self._process.stdin)
            self._process.stdin.flush()
            # From our own program, though hostile bytes went through it: it could do no more than it can already.
            return cast("Answer", pickle.load(self._process.stdout))
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        finally:
            clock.cancel()

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what it was still to be told
                if stream is not None:
                    stream.close()


_lock = threading.Lock()
_resting: list[Reader] = []
_clock: threading.Timer | None = None


def _take() -> Reader:
    with _lock:
        while _resting:
            reader = _resting.pop()
            if reader.is_alive:
                return reader
            reader.end()
    return Reader()


def _give_back(reader: Reader) -> None:
    global _clock
    with _lock:
        _resting.append(reader)
        if _clock is not None:
            _clock.cancel()
        _clock = threading.Timer(REST, end_resting)
        _clock.daemon = True
        _clock.start()


@atexit.register
def end_resting() -> None:
    """End the processes that have nothing to do."""
    with _lock:
        readers = _resting[:]
        _resting.clear()
    for reader in readers:
        reader.end()


def _serve(requests: BinaryIO, answers: BinaryIO, read: Callable[[Path, int, str], Picture]) -> None:
    """Answer until nobody asks any more."""
    while True:
        try:
            path, box, sha256 = cast("Request", pickle.load(requests))
        except EOFError:
            return
        try:
            answer: Answer = read(Path(path), box, sha256)
        except DeskError as error:
            answer = DeskError(error.what, where=error.where, mend=error.mend)  # without what it was caused by
        kept = BytesIO()
        pickle.dump(answer, kept)
        answers.write(kept.getbuffer())
        answers.flush()


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def main() -> None:
    """The process: asked and answering through its standard streams, which are closed to everything else."""
    from deskeditor.photos import reading

    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    _limit_memory(int(sys.argv[1]))
    _serve(requests, answers, reading.read_picture)


if __name__ == "__main__":
    main()
