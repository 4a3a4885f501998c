"""kill -9 of the real program at random moments while keys arrive, and what is there when it is opened again."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from cuts import MEMORY, Outcome
from PIL import Image

from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, verify_bundle

TYPIST = Path(__file__).with_name("typist.py")
PROMISED = 0.25
"""Seconds after a key within which it is on the disk."""
LONGEST = 2.5
"""Seconds after the program stands before it is killed."""


def kill(count: int, seed: int, at_once: int) -> Outcome:
    """Kill the program ``count`` times, some at once: a desk of its own each time."""
    outcome, rng = Outcome(), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="deskeditor-kills-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        work = Path(name)
        lay_out(work / "first")
        with ThreadPoolExecutor(at_once) as pool:
            for keys, broken in pool.map(partial(_kill_once, work), [rng.randrange(1 << 30) for _ in range(count)]):
                outcome.cuts += 1
                outcome.counted["keys"] += keys
                outcome.broken += broken
    return outcome


def lay_out(folder: Path) -> None:
    """A desk with one story of a lead photo."""
    folder.mkdir()
    Image.effect_noise((120, 80), 80).save(folder / "quay.png")
    with Desk.open(folder / "desk") as desk:
        story = desk.articles.new(headline="The ferry", body="It left at dawn. " * 400 + "\n\nAnd so ").value
        photo = desk.photos.take_in(folder / "quay.png").value
        desk.articles.attach(story.id, photo.id, Role.LEAD)


def _kill_once(work: Path, seed: int) -> tuple[int, list[str]]:
    folder = work / str(seed)
    shutil.copytree(work / "first", folder)
    wait = random.Random(seed).uniform(0.05, LONGEST)
    command = [sys.executable, str(TYPIST), str(folder / "desk"), str(seed)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert program.stdout is not None
    told = [json.loads(program.stdout.readline())]
    try:
        program.wait(wait)
    except subprocess.TimeoutExpired:
        killed = time.monotonic()
        program.send_signal(signal.SIGKILL)
    else:
        raise RuntimeError(f"The typist ended by itself (seed {seed})")
    told += [json.loads(line) for line in program.stdout.read().splitlines() if line.endswith(b"}")]
    program.wait()
    broken = [f"seed {seed}: {sentence}" for sentence in _look_at(folder, told, killed)]
    shutil.rmtree(folder)
    return sum("t" in line for line in told), broken


def _look_at(folder: Path, told: list[dict[str, Any]], killed: float) -> list[str]:
    broken = []
    due = [line for line in told if "t" in line and line["t"] <= killed - PROMISED]
    try:
        with Desk.open(folder / "desk", create=False) as desk:
            (key,) = desk.articles.ids()
            story = desk.articles.get(key)
            if due:
                (lead,) = (used for used in desk.articles.used_photos(key) if used.role is Role.LEAD)
                there = {"headline": story.headline, "caption": lead.caption, "alt": lead.alt, "body": story.body}
                for name, text in there.items():
                    # Markdown escapes some signs, and keeps no blank at an end: what stands there are the letters.
                    if _letters(due[-1][name]) not in _letters(text):
                        broken.append(f"{name}: “{due[-1][name][-40:]}” is not in “{text[-40:]}”")
            for line in told:
                if "photo" in line:
                    desk.photos.original(desk.photos.get(line["photo"]))
    except DeskError as error:
        broken.append(error.sentence())
    bundles = (bundle for bundle in folder.glob("bundle-*") if verify_bundle(bundle))
    broken += [f"{bundle.name} is there and not whole" for bundle in bundles]
    told_of = [line["bundle"] for line in told if "bundle" in line]
    return broken + [f"{name} is gone" for name in told_of if not (folder / name).exists()]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
