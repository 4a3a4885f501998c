"""Decoding in processes that may die: the picture is refused with a sentence, and the next one is read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from deskeditor.core.errors import DeskError
from deskeditor.photos import apart, read_picture, reading


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """Processes with the limits of the test, and of the next one."""
    apart.end_resting()
    yield
    apart.end_resting()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.jpg"
    Image.effect_noise((40, 30), 90).convert("RGB").save(path)
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.png"
    Image.new("RGB", (6000, 5000), "navy").save(path, compress_level=1)
    return path


def refused(path: Path) -> bool:
    with pytest.raises(DeskError) as caught:
        read_picture(path)
    assert caught.value.where == path.name
    return caught.value.what.startswith("decoding the picture took too much time or memory")


def test_it_is_read_as_it_would_be_here(small: Path, tmp_path: Path) -> None:
    assert read_picture(small, 64) == reading.read_picture(small, 64, "")
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(small.read_bytes()[:300])
    with pytest.raises(DeskError, match="the picture is cut off or damaged") as caught:
        read_picture(cut)
    assert caught.value.mend == "copy it again from where it came"


def test_one_that_takes_too_long_is_refused_and_the_next_is_read(
    small: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_picture(small)
    with monkeypatch.context() as patched:
        patched.setattr(apart, "SECONDS", 0.02)
        start = time.monotonic()
        assert refused(large)
        assert time.monotonic() - start < apart.REST
    assert read_picture(small).width == 40
    assert read_picture(large).width == 6000


def test_one_that_needs_too_much_memory_is_refused_and_the_next_is_read(
    small: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resource")
    monkeypatch.setattr(apart, "BYTES", 60_000_000)
    with pytest.raises(DeskError, match="memory"):
        read_picture(large)
    assert read_picture(small).width == 40


def test_one_over_which_the_process_dies_is_refused_and_the_next_is_read(
    small: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = apart.Reader()
    apart._give_back(reader)
    ask = apart.Reader.ask

    def dying(self: apart.Reader, request: apart.Request, seconds: float) -> apart.Answer | None:
        if self is reader:
            self._process.kill()
        return ask(self, request, seconds)

    monkeypatch.setattr(apart.Reader, "ask", dying)
    assert refused(large)
    assert read_picture(small).width == 40


def test_a_process_that_died_while_it_rested_is_no_fault_of_the_next_picture(small: Path) -> None:
    read_picture(small)
    (reader,) = apart._resting
    reader._process.kill()
    reader._process.wait()
    assert read_picture(small).width == 40


def test_several_are_read_at_once(small: Path, tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        paths.append(tmp_path / f"{number}.png")
        Image.new("RGB", (number + 1, 5)).save(paths[-1])
    with ThreadPoolExecutor(3) as pool:
        assert [picture.width for picture in pool.map(read_picture, paths)] == list(range(1, 13))
    assert 1 <= len(apart._resting) <= 3


def test_modules_of_the_folder_that_it_was_started_in_are_not_ours(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "PIL.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert read_picture(small).width == 40
