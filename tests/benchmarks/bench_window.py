"""From starting the program to its first painted window, against an empty QMainWindow.

The first paint already shows the list, with the rows of the last time (the first round is what makes that last time);
a second line has the moment when the desk is open and the rows have been read from it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from measure import Line, in_turns, scratch

from deskeditor.desk import Desk

ROUNDS = 11
STORIES = 200
PROGRAM = Path(__file__).with_name("painted.py")


def measure() -> list[Line]:
    with scratch() as folder:
        desk = folder / "desk"
        fill(desk)
        filled: list[float] = []

        def ours() -> float:
            first, whole = moments("desk", str(desk))
            filled.append(whole)
            return first

        floors, first = in_turns(lambda: moments("bare")[0], ours, ROUNDS)
    floor = statistics.median(floors)
    return [
        Line("first painted window", floor, statistics.median(first), goal=1.5),
        Line("the same, its list read from the desk", floor, statistics.median(filled[1:])),
    ]


def fill(path: Path) -> None:
    with Desk.open(path) as desk:
        for number in range(STORIES):
            desk.articles.new(headline=f"The ferry leaves for the {number}th time", body="It left at dawn.\n")


def moments(*arguments: str) -> list[float]:
    """Seconds from the start of a fresh process to each moment that it tells of."""
    start = time.monotonic()
    done = subprocess.run([sys.executable, str(PROGRAM), *arguments], capture_output=True, text=True, check=True)
    return [float(line) - start for line in done.stdout.split()]
