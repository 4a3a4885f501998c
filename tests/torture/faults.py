"""A disk that refuses: each write and each sync of a day in turn, by itself, fails once.

The refused step is tried again, as a user would; at the end everything must be there, every refusal must have been a
sentence, and the desk must be sound.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cuts import MEMORY, SCENARIO, Outcome, look_at, make_old_desk

from deskeditor.desk import examine

CALLS = ("pwrite64", "write", "fsync", "fdatasync")
ERRORS = ("ENOSPC", "EIO")
TRIES = "3"


@dataclass(frozen=True, slots=True)
class Fault:
    """The ``number``-th call of that name fails with that error."""

    call: str
    error: str
    number: int


def refuse(stride: int) -> Outcome:
    """Let every ``stride``-th call of each kind fail in turn, with each error."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="deskeditor-faults-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        work = Path(name)
        make_old_desk(work / "first" / "disk" / "desk")
        counts = _count_calls(work / "first")
        faults = [
            Fault(call, error, number)
            for call in CALLS
            for error in ERRORS
            for number in range(1, counts[call] + 1, stride)
        ]
        with ThreadPoolExecutor(2) as pool:
            for broken in pool.map(partial(_run, work), faults):
                outcome.cuts += 1
                outcome.broken += broken
        outcome.counted.update(counts)
    return outcome


def _count_calls(work: Path) -> Counter[str]:
    log = work / "calls.log"
    command = ["strace", "-f", "-qq", "-e", f"trace={','.join(CALLS)}", "-o", str(log)]
    subprocess.run([*command, sys.executable, str(SCENARIO), str(work / "disk"), "1"], check=True, capture_output=True)
    lines = log.read_text(errors="replace").splitlines()
    return Counter(call for line in lines for call in CALLS if f" {call}(" in f" {line.partition(' ')[2].lstrip()}")


def _run(work: Path, fault: Fault) -> list[str]:
    place = work / f"{fault.call}-{fault.error}-{fault.number}"
    folder = place / "disk"
    make_old_desk(folder / "desk")
    inject = f"inject={fault.call}:error={fault.error}:when={fault.number}"
    command = ["strace", "-f", "-qq", "-e", "trace=none", "-e", inject, "-o", "/dev/null"]
    day = [*command, sys.executable, str(SCENARIO), str(folder), TRIES]
    run = subprocess.run(day, capture_output=True, text=True, check=False)
    named = f"{fault.call} {fault.number} fails with {fault.error}"
    outcome = Outcome()
    if run.returncode != 0 or "Traceback" in run.stderr:
        outcome.broken.append(f"{named}: {run.stderr.strip().splitlines()[-1:]}")
    promises = (place / "promises").read_text().splitlines() if (place / "promises").exists() else []
    look_at(folder, promises, named, outcome)
    # The old desk came without its picture.
    complaints = [wrong for wrong in examine(folder / "desk") if wrong.fault and wrong.place != "ferry.jpg"]
    outcome.broken += [f"{named}: {complaint.place}: {complaint.message}" for complaint in complaints]
    if not promises or "story" not in json.loads(promises[-1]):
        outcome.broken.append(f"{named}: the day did not come to its end")
    leftovers = [path for path in folder.rglob("*") if ".part" in path.name or path.name.startswith(".deskeditor")]
    outcome.broken += [f"{named}: {path.name} was left behind" for path in leftovers]
    shutil.rmtree(place)
    return outcome.broken
