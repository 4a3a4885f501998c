"""Power cuts: a scenario is recorded once, and the power fails at every place that chance names."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from disk import Disk
from recording import record

from deskeditor.core.errors import DeskError
from deskeditor.desk import Desk, verify_bundle

SCENARIO = Path(__file__).with_name("scenario.py")
MEMORY = Path("/dev/shm")
"""Where there is one: what the power leaves need not itself wait for a disk."""
OLD_DESK = Path(__file__).parents[1] / "store" / "fixtures" / "v1.sql"


@dataclass(slots=True)
class Outcome:
    """What was seen after the cuts; ``broken`` has a sentence for each promise that did not hold."""

    cuts: int = 0
    counted: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def cut_power(count: int, seed: int) -> Outcome:
    """Record the scenario on an old desk, which is so brought up too, and cut the power ``count`` times."""
    rng, outcome = random.Random(seed), Outcome()
    with tempfile.TemporaryDirectory(prefix="deskeditor-cuts-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        work = Path(name)
        folder = work / "disk"
        make_old_desk(folder / "desk")
        disk_before = work / "before"
        shutil.copytree(folder, disk_before)
        ops = record(SCENARIO, folder, work / "strace.log")
        places = sorted(rng.randrange(len(ops) + 1) for _ in range(count))
        disk, played = Disk(disk_before), 0
        for place in places:
            while played < place:
                disk.play(ops[played])
                played += 1
            left = work / "left"
            left.mkdir()
            disk.cut(left, rng)
            look_at(left, disk.promises, f"cut {place} of {len(ops)}, seed {seed}", outcome)
            shutil.rmtree(left)
            outcome.cuts += 1
    return outcome


def make_old_desk(folder: Path) -> None:
    from pysqlite3 import dbapi2

    folder.mkdir(parents=True)
    connection = dbapi2.connect(folder / "desk.sqlite3")
    connection.executescript(OLD_DESK.read_text(encoding="utf-8"))
    connection.close()


def look_at(left: Path, promises: list[str], place: str, outcome: Outcome) -> None:
    """Hold what a cut has left against what was promised before it."""
    promised = [json.loads(line) for line in promises]
    bodies = [promise["body"] for promise in promised if "story" in promise]
    try:
        with Desk.open(left / "desk", create=False) as desk:
            assert desk.articles.get("ferry-returns").headline == "Ferry service returns"
            if bodies:
                body = desk.articles.get("ferry").body
                if not body.endswith(bodies[-1]):
                    outcome.broken.append(f"{place}: words that were saved are gone")
                outcome.counted["stories"] += 1
            for promise in promised:
                if "photo" in promise:
                    data = desk.photos.original(desk.photos.get(promise["photo"])).read_bytes()
                    if sha256(data).hexdigest() != promise["sha256"]:
                        outcome.broken.append(f"{place}: a picture is not whole")
                    outcome.counted["pictures"] += 1
    except DeskError as error:
        outcome.broken.append(f"{place}: {error.sentence()}")
        return
    for name in ("bundle", "bundle.zip"):
        there = (left / name).exists()
        if there and verify_bundle(left / name):
            outcome.broken.append(f"{place}: {name} is there and not whole")
        if not there and any(promise.get("bundle") == name for promise in promised):
            outcome.broken.append(f"{place}: {name} was finished and is gone")
        outcome.counted["bundles"] += there
