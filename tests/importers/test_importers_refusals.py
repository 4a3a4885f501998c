"""Every bad file ends in one sentence that says what, where and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.errors import DeskError
from deskeditor.importers import IMPORTERS, TEXT_LIMIT, decode, pick, read_text


def refusal(path: Path) -> DeskError:
    with pytest.raises(DeskError) as caught:
        pick(path).read(path)
    assert caught.value.where.startswith(str(path))
    assert caught.value.mend
    assert "\n" not in caught.value.sentence()
    return caught.value


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["story.md", "story.txt", "picture.jpg"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).what == "There is no such file"


@pytest.mark.parametrize("name", ["story.md", "story.txt", "picture.jpg", "unknown.xyz"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    assert refusal(file(tmp_path, name, b"")).what == "The file is empty"


@pytest.mark.parametrize("data", [b" \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_of_blanks(tmp_path: Path, data: bytes) -> None:
    assert refusal(file(tmp_path, "story.txt", data)).what == "There is no text in the file"


@pytest.mark.parametrize("name", ["folder", "folder.md", "folder.jpg"])
def test_a_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert "folder" in refusal(tmp_path / name).what


def test_a_folder_handed_straight_to_an_importer(tmp_path: Path) -> None:
    for importer in IMPORTERS:
        with pytest.raises(DeskError, match="folder"):
            importer.read(tmp_path)


@pytest.mark.parametrize("name", ["story.md", "story.txt"])
def test_a_binary_file(tmp_path: Path, name: str) -> None:
    assert "binary" in refusal(file(tmp_path, name, b"\x7fELF\x02\x01\x01\0\0\0")).what


def test_a_kind_that_cannot_be_imported(tmp_path: Path) -> None:
    assert "binary file of a kind" in refusal(file(tmp_path, "letter.docx", b"PK\x03\x04\0\0")).what
    assert "kind of file" in refusal(file(tmp_path, "page.xyz", b"words")).what


@pytest.mark.parametrize("name", ["story.md", "story.txt"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_another_encoding_is_refused_with_line_and_column(tmp_path: Path, name: str, newline: bytes) -> None:
    data = newline.join([b"Headline", b"", "해녀 ".encode() + b"caf\xe9 noir"])
    assert refusal(file(tmp_path, name, data)).what == "The text is not UTF-8 at line 3, column 7"


def test_a_broken_utf_16_is_refused_with_line_and_column(tmp_path: Path) -> None:
    data = "one\ntwo".encode("utf-16") + b"\x00\xd8\x20\x00"
    assert refusal(file(tmp_path, "story.txt", data)).what == "The text is not UTF-16 at line 2, column 4"


def test_a_text_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    with path.open("wb") as sparse:
        sparse.truncate(50 * 1024 * 1024)
    assert "longer than 10 MB" in refusal(path).what
    assert len(read_text(file(tmp_path, "long.txt", b"x" * TEXT_LIMIT))) == TEXT_LIMIT


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable for root")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = file(tmp_path, "story.md", b"words")
    path.chmod(0)
    assert refusal(path).what == "The file may not be read"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "story.md")
    assert refusal(tmp_path / "story.md").what == "This is not an ordinary file"


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read"):
        pick(tmp_path / ("x" * 5000 + ".md"))
    with pytest.raises(DeskError, match="cannot be read"):
        pick(tmp_path / "a\0b.md")


def test_malformed_front_matter_names_the_file_and_the_line(tmp_path: Path) -> None:
    error = refusal(file(tmp_path, "story.md", b"---\nheadline: one\nkicker: [a, b\nslug: x\n---\nbody\n"))
    assert "line" in error.sentence()


@pytest.mark.parametrize(
    "text",
    [
        "---\n- a list\n- not keys\n---\nbody",
        "---\n&a [*a]\n---\nbody",
        "---\nx: !!python/object/apply:os.system ['true']\n---\nbody",
        "---\n" + "[" * 5000 + "\n---\nbody",
        "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12))
        + "---\nbody",
        "---\nheadline: never closed\n",
    ],
)
def test_hostile_front_matter_ends_in_a_sentence_or_a_story(tmp_path: Path, text: str) -> None:
    path = file(tmp_path, "story.md", text.encode())
    error = failure(lambda: pick(path).read(path))
    assert error is None or error.where.startswith(str(path))


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_sentence(data: bytes) -> None:
    texts: list[str] = []
    error = failure(lambda: texts.append(decode(data, "here")))
    if error is None:
        assert texts[0].strip()
        assert "\r" not in texts[0]
    else:
        assert error.where == "here"


def failure(act: Callable[[], object]) -> DeskError | None:
    try:
        act()
    except DeskError as error:
        return error
    return None
