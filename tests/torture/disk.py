"""A disk that loses power: of what was written and not synced, any part may be there afterwards, sector by sector.

Files keep their names as a journaling file system keeps them: creations, renames and removals happen in order, and of
those since the last sync any number of the first may have reached the disk. The bytes of a file are a matter of their
own: each sector of each write since the file's last sync is there or not, by itself. That is harsher than ext4 or NTFS:
syncing a file does not keep its name, syncing its folder does.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from recording import Op

SECTOR = 512


@dataclass(slots=True)
class Inode:
    """One file's bytes: what is safe, and the writes and truncations since then."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Op] = field(default_factory=list)

    def sync(self) -> None:
        for op in self.pending:
            _apply(self.safe, op.kind, op.offset, op.data)
        self.pending.clear()

    def after_a_cut(self, rng: random.Random) -> bytes:
        content = bytearray(self.safe)
        for op in self.pending:
            if op.kind == "truncate":
                if rng.random() < 0.5:
                    _apply(content, "truncate", op.offset, b"")
                continue
            choice = rng.random()
            if choice < 0.3:
                continue
            for start in range(0, len(op.data), SECTOR):
                if choice < 0.6 or rng.random() < 0.5:
                    _apply(content, "write", op.offset + start, op.data[start : start + SECTOR])
        return bytes(content)


def _apply(content: bytearray, kind: str, offset: int, data: bytes) -> None:
    if kind == "truncate":
        del content[offset:]
        content.extend(bytes(offset - len(content)))
    else:
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        content[offset : offset + len(data)] = data


class Disk:
    """The state of one folder while operations are played, and what a power cut would leave of it."""

    def __init__(self, folder: Path) -> None:
        self._names: dict[str, Inode | None] = {}
        """By path; None for a folder. What the program sees."""
        self._safe_names: dict[str, Inode | None] = {}
        self._pending: list[Op] = []
        self.promises: list[str] = []
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            self._names[name] = None if path.is_dir() else Inode(bytearray(path.read_bytes()))
        self._safe_names = dict(self._names)
        self._made: dict[int, Inode] = {}

    def play(self, op: Op) -> None:
        """Take in one operation."""
        match op.kind:
            case "promise":
                self.promises.append(op.path)
            case "write" | "truncate":
                inode = self._names.get(op.path)
                if inode is not None:
                    inode.pending.append(op)
            case "sync":
                self._sync(op.path)
            case "create" if op.path in self._names:
                pass
            case _:
                self._made[id(op)] = inode = Inode()
                _rename(self._names, op, inode)
                self._pending.append(op)

    def _sync(self, path: str) -> None:
        """Syncing a file keeps its bytes; only syncing a folder keeps names."""
        inode = self._names.get(path)
        if inode is not None:
            inode.sync()
            return
        for op in self._pending:
            _rename(self._safe_names, op, self._made[id(op)])
        self._pending.clear()
        self._made.clear()

    def cut(self, target: Path, rng: random.Random) -> None:
        """Write to an empty folder what is left after a power cut now."""
        names = dict(self._safe_names)
        for op in self._pending[: rng.randint(0, len(self._pending))]:
            _rename(names, op, self._made[id(op)])
        for name, inode in sorted(names.items()):
            path = target / name
            if inode is None:
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(inode.after_a_cut(rng))


def _rename(names: dict[str, Inode | None], op: Op, made: Inode) -> None:
    match op.kind:
        case "create":
            names.setdefault(op.path, made)
        case "mkdir":
            names[op.path] = None
        case "unlink" | "rmdir":
            names.pop(op.path, None)
        case "link":
            names[op.other] = names[op.path]
        case "rename":
            moved = {name for name in names if name == op.path or name.startswith(f"{op.path}/")}
            for name in sorted(moved):
                names[op.other + name[len(op.path) :]] = names.pop(name)
