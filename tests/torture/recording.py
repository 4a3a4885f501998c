"""What a program does to the disk, as the kernel sees it: every write, sync and rename below one folder, in order.

The program is run under strace. It tells what it has been promised (``acknowledge``) by writing a line to a file of its
own, so that each promise has its place among the writes.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROMISES = "promises"
"""The file, beside the traced folder, that a scenario's acknowledgements go to."""

CALLS = (
    "openat,pwrite64,write,writev,lseek,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,link,linkat,"
    "rmdir,sendfile,copy_file_range,close"
)
ON_HANDLE = {
    "pwrite64",
    "write",
    "writev",
    "lseek",
    "ftruncate",
    "fsync",
    "fdatasync",
    "sendfile",
    "copy_file_range",
}
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
HANDLE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})+)>")
PLACED = re.compile(r"(?:AT_FDCWD(?:<(?:\\x[0-9a-f]{2})*>)?|\d+<(?:\\x[0-9a-f]{2})*>), \"((?:\\x[0-9a-f]{2})*)\"")


@dataclass(frozen=True, slots=True)
class Op:
    """One thing done to the folder; ``path`` and ``other`` are relative to it.

    ``kind`` is one of ``create``, ``write``, ``truncate``, ``sync``, ``rename``, ``unlink``, ``mkdir``, ``rmdir``,
    ``link`` and ``promise`` (whose ``path`` is what was promised).
    """

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""
    other: str = ""


def record(scenario: Path, folder: Path, log: Path) -> list[Op]:
    """Run a scenario on the folder (its argument), which exists and is empty or whole on the disk."""
    command = ["strace", "-f", "-y", "-xx", "-s", "20000000", "-e", f"trace={CALLS}", "-o", str(log)]
    subprocess.run([*command, sys.executable, str(scenario), str(folder)], check=True, capture_output=True)
    return list(_read(log, folder))


def _read(log: Path, folder: Path) -> Iterator[Op]:
    tracer = _Tracer(str(folder), {})
    unfinished: dict[str, str] = {}
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            pid, _, rest = line.rstrip("\n").partition(" ")
            rest = rest.lstrip()
            if rest.endswith(" <unfinished ...>"):
                unfinished[pid] = rest.removesuffix(" <unfinished ...>")
                continue
            if rest.startswith("<... "):
                rest = unfinished.pop(pid, "") + rest.partition(" resumed>")[2]
            yield from tracer.take(rest)


@dataclass(slots=True)
class _Tracer:
    folder: str
    places: dict[tuple[str, str], int]
    """The place in each open file that the next write without an offset goes to, by handle and path."""

    def take(self, line: str) -> Iterator[Op]:
        found = CALL.match(line)
        if not found or found[3] in ("?",) or int(found[3]) < 0:
            return
        name, arguments, result = found[1], found[2], int(found[3])
        if name == "openat":
            yield from self._open(arguments, line)
        elif name in (
            "pwrite64",
            "write",
            "writev",
            "lseek",
            "ftruncate",
            "fsync",
            "fdatasync",
            "sendfile",
            "copy_file_range",
        ):
            yield from self._on_handle(name, arguments, result)
        elif name in ("rename", "renameat", "renameat2", "link", "linkat"):
            one, other = self._names(arguments)
            if other is not None:
                yield Op("rename" if name.startswith("rename") else "link", one or "", other=other)
        elif name in ("unlink", "unlinkat", "mkdir", "rmdir"):
            one, _ = self._names(arguments)
            kind = "rmdir" if name == "rmdir" or "AT_REMOVEDIR" in arguments else name.removesuffix("at")
            if one is not None:
                yield Op(kind, one)

    def _open(self, arguments: str, line: str) -> Iterator[Op]:
        placed = PLACED.match(arguments)
        if placed is None:
            return
        path = self._inside(_text(placed[1]))
        handle = re.search(r"= (\d+)<", line)
        if path is None or handle is None:
            return
        if "O_APPEND" not in arguments:
            self.places[handle[1], path] = 0
        if "O_CREAT" in arguments:
            yield Op("create", path)
        if "O_TRUNC" in arguments:
            yield Op("truncate", path, 0)

    def _on_handle(self, name: str, arguments: str, result: int) -> Iterator[Op]:
        handle = HANDLE.match(arguments)
        if handle is None:
            return
        whole = _text(handle[2])
        if Path(whole).name == PROMISES and name == "writev":
            yield Op("promise", _bytes(arguments).decode().strip())
            return
        path = self._inside(whole.removesuffix("(deleted)"))
        if path is None:
            return
        key = (handle[1], path)
        if name in ("fsync", "fdatasync"):
            yield Op("sync", path)
        elif name == "ftruncate":
            yield Op("truncate", path, int(arguments.rpartition(", ")[2]))
        elif name == "lseek":
            self.places[key] = result
        elif name == "pwrite64":
            yield Op("write", path, int(arguments.rpartition(", ")[2]), _bytes(arguments)[:result])
        elif name == "write":
            place = self.places.get(key, 0)
            self.places[key] = place + result
            yield Op("write", path, place, _bytes(arguments)[:result])
        else:
            raise NotImplementedError(f"{name} moves bytes that strace does not show")

    def _names(self, arguments: str) -> tuple[str | None, str | None]:
        one, other, *_ = [*(self._inside(_text(part)) for part in TEXT.findall(arguments)), None, None]
        return one, other

    def _inside(self, path: str) -> str | None:
        if path == self.folder:
            return "."
        return path.removeprefix(f"{self.folder}/") if path.startswith(f"{self.folder}/") else None


def _text(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("\\x", "")).decode("utf-8", "surrogateescape")


def _bytes(arguments: str) -> bytes:
    found = TEXT.search(arguments)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""
