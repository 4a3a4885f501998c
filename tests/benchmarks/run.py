"""``make bench``: what our work costs beside the bare parts, measured in turns, as ratios.

Goals that are not met are marked, and do not fail the run: a busy machine must not turn a table into an error.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Sequence

import bench_disk
import bench_export
import bench_find
import bench_keys
import bench_open
import bench_photos
import bench_save
import bench_sheet
import bench_window
from measure import Fact, Line

BENCHMARKS: tuple[Callable[[], Sequence[Line | Fact]], ...] = (
    bench_window.measure,
    bench_keys.measure,
    bench_open.measure,
    bench_find.measure,
    bench_save.measure,
    bench_disk.measure,
    bench_export.measure,
    bench_photos.measure,
    bench_sheet.measure,
)


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n", file=sys.stderr)
    print(f"{'work':<40} {'floor':>10} {'ours':>10} {'ratio':>7} {'goal':>6}")
    for measure in BENCHMARKS:
        for line in measure():
            print(row(line), flush=True)


def row(line: Line | Fact) -> str:
    if isinstance(line, Fact):
        return f"{line.work:<40} {line.text}"
    goal = f"{line.goal:.2f}" if line.goal else f"{line.most * 1000:.0f} ms" if line.most else ""
    mark = "" if line.is_met else "  above its goal"
    return f"{line.work:<40} {milliseconds(line.floor)} {milliseconds(line.ours)} {line.ratio:>7.2f} {goal:>6}{mark}"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:>7.2f} ms"


if __name__ == "__main__":
    main()
