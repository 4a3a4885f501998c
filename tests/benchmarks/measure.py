"""What every benchmark shares: a line of the table, and the rule that floor and ours take turns."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Line:
    """Seconds of the bare parts and of ours for the same work.

    ``goal`` is the ratio not to exceed, ``most`` the seconds that were promised, where there is one.
    """

    work: str
    floor: float
    ours: float
    goal: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def is_met(self) -> bool:
        return (self.goal is None or self.ratio <= self.goal) and (self.most is None or self.ours <= self.most)


@dataclass(frozen=True)
class Fact:
    """What was counted and is no time."""

    work: str
    text: str


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(floor: Callable[[], float], ours: Callable[[], float], rounds: int) -> tuple[list[float], list[float]]:
    """Both measured alternately, so that whatever else the machine does falls on both; the first round warms up."""
    floor(), ours()
    pairs = [(floor(), ours()) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def percentile(times: list[float], part: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[part - 1]


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk of the checkout: the system's temporary folder may be memory."""
    (ROOT / "build").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=ROOT / "build") as folder:
        yield Path(folder)
