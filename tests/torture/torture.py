"""``make torture``: power cuts, kills, full and failing disks, against what the desk promises.

Prints the seed of each part, so that a failure can be seen again, and ends with 1 where a promise did not hold.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable

from cuts import Outcome, cut_power
from faults import refuse
from kills import kill


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=10_000, help="power cuts")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--kills", type=int, default=1_000, help="kill -9 while keys arrive")
    parser.add_argument(
        "--at-once", type=int, default=2, help="windows under hands at one time: fewer on a busy machine"
    )
    parser.add_argument("--stride", type=int, default=1, help="of the calls that may fail, every how many-th does")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    parts = (
        ("power cuts", lambda: cut_power(options.cuts, options.seed)),
        ("kills", lambda: kill(options.kills, options.seed, options.at_once)),
        ("refusals of the disk", lambda: refuse(options.stride)),
    )
    return 1 if sum([tell(name, part) for name, part in parts]) else 0


def tell(name: str, part: Callable[[], Outcome]) -> int:
    """Run one part and say what came of it; how many promises it broke."""
    start = time.monotonic()
    outcome = part()
    counted = ", ".join(f"{count} {what}" for what, count in outcome.counted.items())
    took = time.monotonic() - start
    print(f"{name}: {outcome.cuts}, {len(outcome.broken)} promises broken ({counted}) in {took:.0f} s", flush=True)
    for sentence in outcome.broken[:20]:
        print(f"  {sentence}")
    return len(outcome.broken)


if __name__ == "__main__":
    sys.exit(main())
