"""The Hunspell dictionaries of this computer: where they lie, and which of them serves a language."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import platformdirs

from deskeditor.spelling.languages import UNCHECKED

FOLDER = "dictionaries"
AT_HOME = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "pt": "pt_PT", "nl": "nl_NL"}
"""The region whose suggestions come first where a language is named without one."""
DEBIAN = {"en": "en-us", "de": "de-de", "pt": "pt-pt", "sv": "sv-se"}
"""What Debian's package of a language is called where it is not the language alone."""
WITH_REGION = frozenset({"en-gb", "en-au", "en-ca", "en-za", "de-at", "de-ch", "pt-br"})


class Dictionary(NamedTuple):
    """A dictionary by its name (``en_US``) and the file of its words; its rules (``.aff``) lie beside it."""

    name: str
    words: Path

    @property
    def rules(self) -> Path:
        """The affix file."""
        return self.words.with_suffix(".aff")


def own_folder() -> Path:
    """Where a user may put dictionaries for DeskEditor alone."""
    return platformdirs.user_data_path("DeskEditor", appauthor=False) / FOLDER


def folders() -> list[Path]:
    """Where dictionaries lie: the user's own folder first, then what the user and the system have for all programs."""
    own = os.environ.get("DICPATH", "")
    found = [own_folder(), *(Path(folder) for folder in own.split(os.pathsep) if folder)]
    if sys.platform == "darwin":
        found += [Path.home() / "Library/Spelling", Path("/Library/Spelling")]
    elif sys.platform != "win32":
        shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        bases = [platformdirs.user_data_path(), *(Path(base) for base in shared.split(":") if base)]
        found += [base / name for base in bases for name in ("hunspell", "myspell", "myspell/dicts")]
    engine = find_spec("hunspell")
    if engine is not None and engine.origin is not None:
        found.append(Path(engine.origin).parent / FOLDER)  # American English comes with the engine
    return found


def find(language: str, places: Sequence[Path] | None = None) -> tuple[Dictionary, ...]:
    """The dictionaries of a language (BCP 47), the fittest first; none where none is installed.

    With a region it is that region's, if it is there. Otherwise it is those of every region: somebody who writes
    ``en`` may spell as in London or as in New York.
    """
    tag = language.replace("-", "_").lower()
    base = tag.split("_")[0]
    found: dict[Path, Dictionary] = {}
    for folder in folders() if places is None else places:
        for file in _files(folder):
            if _name(file).split("_")[0] == base and file.with_suffix(".aff").is_file():
                found.setdefault(file.resolve(), Dictionary(file.stem, file))
    regional = tuple(each for each in found.values() if _name(each.words) == tag != base)
    return regional[:1] or _one_a_name(found.values(), AT_HOME.get(base, base))


def _one_a_name(found: Iterable[Dictionary], first: str) -> tuple[Dictionary, ...]:
    """The first of each name: what a user put into a folder stands for what the system has under that name."""
    named: dict[str, Dictionary] = {}
    for each in found:
        named.setdefault(_name(each.words), each)
    return tuple(sorted(named.values(), key=lambda each: _name(each.words) != first.lower()))


def _name(file: Path) -> str:
    return file.stem.replace("-", "_").lower()


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.dic"))
    except OSError:
        return []


def debian_package(language: str) -> str:
    """The Debian package that brings a dictionary of the language; empty for one that has none."""
    tag = language.lower()
    base = tag.split("-")[0]
    if base in UNCHECKED:
        return ""
    return f"hunspell-{tag if tag in WITH_REGION else DEBIAN.get(base, base)}"
