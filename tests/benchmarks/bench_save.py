"""Saving a story's text of 4 KB, against appending 4 KB to a file and forcing it to the disk."""

from __future__ import annotations

import os
import statistics
from pathlib import Path

from measure import Line, in_turns, percentile, scratch, timed

from deskeditor.desk import Desk

ROUNDS = 150
SENTENCE = "The boat leaves the north steps at twenty to six and is back before the bakery opens. "
BODY = (SENTENCE * 60)[:4000]


def measure() -> list[Line]:
    with scratch() as folder, Desk.open(folder / "desk") as desk:
        floors, ours = saves(desk, folder / "floor")
    return [
        Line("save, p50", statistics.median(floors), statistics.median(ours), goal=1.25),
        Line("save, p95", percentile(floors, 95), percentile(ours, 95)),
    ]


def saves(desk: Desk, file: Path) -> tuple[list[float], list[float]]:
    story = desk.articles.new(headline="The ferry", slug="ferry").value
    numbers = iter(range(10_000))
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def append() -> None:
        os.write(handle, BODY.encode())
        os.fdatasync(handle)

    def save() -> None:
        desk.articles.edit(story.id, body=f"{BODY} {next(numbers)}\n")

    try:
        return in_turns(lambda: timed(append), lambda: timed(save), ROUNDS)
    finally:
        os.close(handle)
