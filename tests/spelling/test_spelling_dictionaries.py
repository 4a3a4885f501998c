"""Which dictionary serves a language, and where to get one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deskeditor.spelling import Dictionary, debian_package, find
from deskeditor.spelling.dictionaries import folders, own_folder

Write = Callable[..., Dictionary]


def names(language: str, *places: Path) -> list[str]:
    return [found.name for found in find(language, places)]


def test_a_region_has_its_own(write: Write) -> None:
    place = write("en_US").words.parent
    write("en_GB")
    write("ko")
    assert names("en-GB", place) == ["en_GB"]
    assert names("en-us", place) == ["en_US"]
    assert names("ko-KR", place) == ["ko"]
    assert names("de", place) == []


def test_a_language_without_a_region_is_spelt_as_in_any(write: Write) -> None:
    place = write("en_GB").words.parent
    write("en_US")
    assert names("en", place) == ["en_US", "en_GB"]
    assert names("en-IN", place) == ["en_US", "en_GB"]


def test_one_file_of_two_names_is_one_dictionary(write: Write) -> None:
    ko = write("ko").words
    for suffix in (".dic", ".aff"):
        ko.with_name(f"ko_KR{suffix}").symlink_to(ko.with_suffix(suffix))
    assert names("ko", ko.parent) == ["ko"]


def test_the_users_own_stands_for_the_systems(write: Write) -> None:
    own, system = write("en_US", folder="own"), write("en_US", folder="system")
    assert find("en", [own.words.parent, system.words.parent]) == (own,)


def test_words_without_rules_are_no_dictionary(write: Write) -> None:
    made = write("en_US")
    made.rules.unlink()
    assert find("en", [made.words.parent, made.words.parent / "no-such-folder"]) == ()


def test_the_folders_of_the_user_and_the_system_are_searched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_DIRS", f"{tmp_path}/one:{tmp_path}/two")
    monkeypatch.setenv("DICPATH", str(tmp_path / "hunspells-own"))
    searched = folders()
    assert searched[0] == own_folder() == tmp_path / "home" / "DeskEditor" / "dictionaries"
    for folder in ("hunspells-own", "home/hunspell", "one/hunspell", "one/myspell/dicts", "two/myspell"):
        assert tmp_path / folder in searched


def test_american_english_comes_with_the_engine() -> None:
    assert "en_US" in names("en-US", folders()[-1])


@pytest.mark.parametrize(
    ("language", "package"),
    [
        ("ko", "hunspell-ko"),
        ("en", "hunspell-en-us"),
        ("en-GB", "hunspell-en-gb"),
        ("de", "hunspell-de-de"),
        ("fr-FR", "hunspell-fr"),
        ("ja", ""),
    ],
)
def test_what_brings_a_dictionary_on_debian(language: str, package: str) -> None:
    assert debian_package(language) == package
