"""An export that cannot be done says why, and leaves nothing behind."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskeditor.core.article import Article
from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.core.photo import Photo
from deskeditor.exporters import EXPORTERS, Action, Package, Story

Export = Callable[..., Path]


class Impatient:
    """Cancels at a step, and remembers what it was told."""

    def __init__(self, until: int) -> None:
        self.until = until
        self.told: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, what: str) -> None:
        self.told.append((done, total, what))
        if done == self.until:
            raise CancelledError


@pytest.mark.parametrize("until", [0, 2, 5, 8])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_cancelled_export_leaves_nothing(
    edition_package: Package, darkroom: object, tmp_path: Path, until: int, zipped: bool
) -> None:
    original = darkroom.original  # type: ignore[attr-defined]
    progress = Impatient(until)
    with pytest.raises(CancelledError):
        EXPORTERS[0].write(edition_package, original, tmp_path / "out", zipped=zipped, progress=progress)
    assert list(tmp_path.iterdir()) == []
    assert [done for done, _, _ in progress.told] == list(range(until + 1))
    assert {total for _, total, _ in progress.told} == {3 + 5 + 1}


@pytest.mark.parametrize("zipped", [False, True])
def test_what_stands_at_the_target_is_left_alone(
    edition_package: Package, export: Export, tmp_path: Path, zipped: bool
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("folder", "file", "dangling"):
        with pytest.raises(DeskError, match="there is something already; choose another name"):
            export(edition_package, tmp_path / name, zipped=zipped)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dangling", "file", "folder"]
    assert (tmp_path / "file").read_text() == "kept"


def test_a_taken_target_comes_with_a_free_name(edition_package: Package, export: Export, tmp_path: Path) -> None:
    taken = {"bundle": "bundle-2", "evening.zip": "evening-2.zip", "edition-2025-12-05": "edition-2025-12-05-2"}
    for name, free in taken.items():
        (tmp_path / name).mkdir()
        with pytest.raises(DeskError, match=f"choose another name, such as {free}, or remove it first"):
            export(edition_package, tmp_path / name)
    (tmp_path / "bundle-2").write_text("mine")
    with pytest.raises(DeskError, match="such as bundle-3,"):
        export(edition_package, tmp_path / "evening.zip" / ".." / "bundle")


def test_a_target_in_a_file_is_refused(edition_package: Package, export: Export, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(DeskError, match="file: this is not a folder to write into; choose another place"):
        export(edition_package, tmp_path / "file" / "bundle")


def test_a_target_in_a_folder_that_is_not_there_is_refused(
    edition_package: Package, export: Export, tmp_path: Path
) -> None:
    with pytest.raises(DeskError, match="the folder to write into does not exist; make it first"):
        export(edition_package, tmp_path / "no" / "bundle")
    assert list(tmp_path.iterdir()) == []


@contextmanager
def small_disk() -> Iterator[None]:
    """No file may grow beyond 4 KB, as on a disk that is full; that of the tests' own output neither."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("zipped", [False, True])
def test_a_disk_that_takes_no_more_leaves_nothing(
    edition_package: Package, export: Export, tmp_path: Path, zipped: bool
) -> None:
    with pytest.raises(DeskError, match="could not be written"), small_disk():
        export(edition_package, tmp_path / "bundle", zipped=zipped)
    assert list(tmp_path.iterdir()) == []


def test_a_lost_original_is_told_and_nothing_is_left(edition_package: Package, tmp_path: Path) -> None:
    def lost(photo: Photo) -> Path:
        raise DeskError("the original is gone", where=photo.filename)

    with pytest.raises(DeskError, match="the original is gone"):
        EXPORTERS[0].write(edition_package, lost, tmp_path / "bundle", zipped=False, progress=Impatient(99))
    assert list(tmp_path.iterdir()) == []


def test_two_stories_with_one_slug_are_refused(
    make_article: Callable[..., Article], make_package: Callable[..., Package], export: Export, tmp_path: Path
) -> None:
    package = make_package(Story(make_article("twice")), Story(make_article("twice", id="other"), action=Action.UPDATE))
    with pytest.raises(DeskError, match="two stories of this export have the slug “twice”"):
        export(package, tmp_path / "bundle")


def test_nothing_to_export_is_refused(make_package: Callable[..., Package], export: Export, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="there is nothing to export"):
        export(make_package(), tmp_path / "bundle")


@pytest.mark.parametrize("slug", ["../../x", "/etc/passwd", "CON", "🙂", "a" * 300, "a/b", "..", ""])
def test_no_slug_leads_out_of_the_bundle(
    make_article: Callable[..., Article],
    make_package: Callable[..., Package],
    export: Export,
    tmp_path: Path,
    slug: str,
) -> None:
    bundle = export(make_package(Story(make_article(slug, headline="Any"))), tmp_path / "bundle")
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]
    (folder,) = (bundle / "data/items").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["article.md", "article.ninjs.json", "index.html"]
    assert len(folder.name) <= 80
