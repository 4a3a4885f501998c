"""The test pictures of other programs, many of them broken on purpose, go through import."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from deskeditor.core.errors import DeskError
from deskeditor.desk import Desk
from deskeditor.photos import apart

PICTURES = "DESKEDITOR_TEST_PICTURES"
"""The environment's name for a folder with such pictures, in folders below it too (see CONTRIBUTING.md)."""
SECONDS, KILOBYTES = 10.0, 1_000_000
"""That one of them may cost."""


@pytest.mark.skipif(PICTURES not in os.environ, reason=f"{PICTURES} names no folder")
def test_each_is_taken_in_or_refused_in_time_and_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resource = pytest.importorskip("resource")
    files = sorted(path for path in Path(os.environ[PICTURES]).rglob("*") if path.is_file())
    taken, refused, slow = 0, 0, []
    with Desk.open(tmp_path / "desk") as desk:
        for path in files:
            start = time.monotonic()
            try:
                desk.photos.take_in(path)
                taken += 1
            except DeskError:
                refused += 1
            if time.monotonic() - start > SECONDS:
                slow.append(path.name)
    apart.end_resting()
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    with capsys.disabled():
        print(f"\n{len(files)} pictures of others: {taken} taken in, {refused} refused, {most // 1000} MB at most")
    assert (slow, taken + refused) == ([], len(files))
    assert taken > 0
    assert most < KILOBYTES
