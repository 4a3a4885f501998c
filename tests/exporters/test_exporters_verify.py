"""A bundle that is not what was sent is found out, and which file it is."""

from __future__ import annotations

import os
import shutil
import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskeditor.bags import verify
from deskeditor.bags.arrived import Fault
from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.exporters import Package

Export = Callable[..., Path]


@pytest.fixture(scope="module")
def folder(edition_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that tests change and put right again."""
    return Path(shutil.copytree(edition_bundle, tmp_path_factory.mktemp("got") / "edition"))


@pytest.fixture(scope="module")
def zipped(edition_package: Package, export: Export, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as a zip; never written to."""
    return export(edition_package, tmp_path_factory.mktemp("sent") / "edition.zip", zipped=True)


@pytest.fixture
def copy(edition_bundle: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(edition_bundle, tmp_path / "edition"))


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def told(bundle: Path) -> bool:
    """Whether anything is said against a bundle."""
    try:
        return bool(verify(bundle))
    except DeskError:
        return True


def test_what_was_sent_is_whole(folder: Path, zipped: Path) -> None:
    assert verify(folder) == []
    assert verify(zipped) == []


class Watched:
    """Progress that is cancelled at a step."""

    def __init__(self, cancelled_at: int) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._cancelled_at = cancelled_at

    def step(self, done: int, total: int, what: str) -> None:
        self.steps.append((done, total, what))
        if done == self._cancelled_at:
            raise CancelledError


def test_verifying_tells_of_each_file_and_stops_where_it_is_cancelled(zipped: Path, folder: Path) -> None:
    whole, stopped, names = Watched(-1), Watched(2), files(folder)
    assert verify(zipped, whole) == []
    assert whole.steps == [(number, len(names), name) for number, name in enumerate(names)]
    with pytest.raises(CancelledError):
        verify(zipped, stopped)
    assert stopped.steps == whole.steps[:3]


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), bit=st.integers(0, 7))
def test_any_flipped_bit_names_its_file(folder: Path, data: st.DataObject, bit: int) -> None:
    name = data.draw(st.sampled_from(files(folder)))
    path = folder / name
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= 1 << bit
    path.write_bytes(changed)
    try:
        assert {fault.file for fault in verify(folder)} == {name}
    finally:
        path.write_bytes(content)
    assert verify(folder) == []


def test_each_file_by_its_first_and_last_byte(folder: Path) -> None:
    for name in files(folder):
        content = (folder / name).read_bytes()
        for changed in (bytes([content[0] ^ 1]) + content[1:], content[:-1], content + b"\n", b""):
            (folder / name).write_bytes(changed)
            assert {fault.file for fault in verify(folder)} == {name}, name
        (folder / name).write_bytes(content)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), tail=st.booleans())
def test_any_flipped_bit_of_a_zip_is_found(
    zipped: Path, tmp_path_factory: pytest.TempPathFactory, place: float, bit: int, tail: bool
) -> None:
    content = bytearray(zipped.read_bytes())
    # The directory at the end is a small part of the file, and the part that no checksum of the content covers.
    at = len(content) - 1 - int(place * 6000) if tail else int(place * len(content))
    content[at] ^= 1 << bit
    spoilt = tmp_path_factory.mktemp("zip") / "edition.zip"
    spoilt.write_bytes(content)
    assert told(spoilt)


def packed_anew(sent: Path, target: Path, *, changing: str = "") -> Path:
    """The same files as another program would zip them, one with a space more."""
    with zipfile.ZipFile(sent) as archive, zipfile.ZipFile(target, "w") as out:
        for name in archive.namelist():
            out.writestr(name, archive.read(name) + (b" " if changing and name.endswith(changing) else b""))
    return target


def test_a_zip_of_another_program_is_whole_until_a_file_is_not(zipped: Path, tmp_path: Path) -> None:
    assert verify(packed_anew(zipped, tmp_path / "again.zip")) == []
    assert verify(packed_anew(zipped, tmp_path / "changed.zip", changing="script/index.html")) == [
        Fault("data/items/quotes-and-script/index.html", "is not what was sent: its checksum differs")
    ]


def test_missing_added_and_swapped_files_are_named(copy: Path) -> None:
    (copy / "data/items/fish-market/article.md").unlink()
    (copy / "data/items/fish-market/article.txt").write_text("new")
    (copy / "note.txt").write_text("new")
    (copy / "bag-info.txt").unlink()
    one, other = copy / "data/feeds/rss.xml", copy / "data/feeds/atom.xml"
    rss = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(rss)
    assert [fault.file for fault in verify(copy)] == [
        "bag-info.txt",
        "data/feeds/atom.xml",
        "data/feeds/rss.xml",
        "data/items/fish-market/article.md",
        "data/items/fish-market/article.txt",
        "note.txt",
    ]


@pytest.mark.parametrize("name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_a_lost_tag_file_is_the_only_fault(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert verify(copy) == [Fault(name, "is missing")]


def test_a_link_or_a_pipe_in_a_bundle_is_a_fault(copy: Path) -> None:
    (copy / "data/items/link").symlink_to("/etc")
    os.mkfifo(copy / "data/pipe")
    assert {fault.file for fault in verify(copy)} == {"data/items/link", "data/pipe"}


def test_a_manifest_that_names_files_outside_reads_none_of_them(copy: Path) -> None:
    with (copy / "manifest-sha256.txt").open("a") as file:
        file.write(f"{'0' * 64}  data/../../../../../etc/passwd\n")
    assert {fault.file for fault in verify(copy)} == {"manifest-sha256.txt"}


def test_what_is_no_bundle_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("hello")
    (tmp_path / "nothing.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a/b.txt", "b")
    for name in ("empty", "text.zip", "nothing.zip", "other.zip", "not-there"):
        with pytest.raises(DeskError, match=name):
            verify(tmp_path / name)


def hostile(path: Path, entries: list[tuple[str, bytes, int]]) -> list[Fault]:
    """What is said of a zip with a bag's name in it and these entries (name, content, mode)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of the name that is there twice, as it is meant to
        archive.writestr("top/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return verify(path)


@pytest.mark.parametrize("name", ["../evil", "top/../../evil", "/evil", "C:/evil", "top\\..\\evil", "elsewhere/evil"])
def test_a_zip_that_leads_out_of_itself_is_a_fault(tmp_path: Path, name: str) -> None:
    faults = hostile(tmp_path / "bad.zip", [(name, b"evil", 0o100644)])
    assert any("evil" in fault.file and fault.what.startswith(("its name", "lies")) for fault in faults)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_links_repetitions_and_bombs_in_a_zip_are_faults(tmp_path: Path) -> None:
    faults = hostile(
        tmp_path / "bad.zip",
        [
            ("top/link", b"/etc/passwd", stat.S_IFLNK | 0o777),
            ("top/twice", b"1", 0o100644),
            ("top/twice", b"2", 0o100644),
        ],
    )
    assert Fault("link", "is a symbolic link") in faults
    assert Fault("twice", "is in the archive twice") in faults
    with pytest.raises(DeskError, match="would unpack to far more"):
        hostile(tmp_path / "bomb.zip", [("top/zeros", bytes(300 << 20), 0o100644)])


@pytest.mark.validators
def test_a_bundle_of_another_program_is_whole() -> None:
    shared = Path(os.environ.get("DESKEDITOR_SHARED") or Path(__file__).parents[3] / "shared")
    if not (shared / "reference-bundle").is_dir():
        pytest.skip("the reference bundle is not here (set DESKEDITOR_SHARED)")
    assert verify(shared / "reference-bundle") == []
