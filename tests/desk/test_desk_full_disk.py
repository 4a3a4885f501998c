"""A disk that takes no more: a sentence, and nothing half made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MAKING = """
import resource, signal, sys
from pathlib import Path
from deskeditor.core.errors import DeskError
from deskeditor.desk import Desk
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    Desk.open(Path(sys.argv[1])).close()
except DeskError as error:
    print(error.sentence())
    raise SystemExit(1)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
@pytest.mark.parametrize("room", [4_096, 40_000])
def test_a_desk_that_does_not_fit_is_not_begun(tmp_path: Path, room: int) -> None:
    desk = tmp_path / "desk"
    made = subprocess.run([sys.executable, "-c", MAKING, str(desk), str(room)], capture_output=True, text=True)
    assert (made.returncode, made.stderr) == (1, "")
    assert str(desk) in made.stdout
    assert "disk" in made.stdout
    assert not desk.exists()


WRITING = f"""
{MAKING.split("try:", maxsplit=1)[0]}
desk = Desk.open(Path(sys.argv[1]))
story = desk.articles.new(headline="The ferry", body="It left at dawn.").value
print((Path(sys.argv[1]) / "desk.sqlite3-wal").stat().st_size)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_where_there_is_little_room_the_log_takes_no_more_than_it_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITING, str(tmp_path / "desk"), "1000000"]
    made = subprocess.run(command, capture_output=True, text=True)
    assert (made.returncode, made.stderr) == (0, "")
    assert 0 < int(made.stdout) < 500_000
