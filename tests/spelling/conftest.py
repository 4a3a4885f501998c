"""Dictionaries that the tests write themselves, and the engine that reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskeditor.spelling import Dictionary, Speller

RULES = """SET UTF-8
TRY esianrtolcdugmphbyfvkwz'
ICONV 1
ICONV ’ '
SFX S Y 1
SFX S 0 s [^s]
"""
WORDS = ("the/S", "ferry", "receive", "don't", "harbour/S", "led", "well", "known", "one", "café")

Write = Callable[..., Dictionary]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a small dictionary into a folder."""

    def into(name: str = "en_US", *words: str, folder: str = "hunspell", rules: str = RULES) -> Dictionary:
        listed = words or WORDS
        file = tmp_path / folder / f"{name}.dic"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join((str(len(listed)), *listed, "")), encoding="utf-8")
        file.with_suffix(".aff").write_text(rules, encoding="utf-8")
        return Dictionary(name, file)

    return into


@pytest.fixture
def speller() -> Iterator[Speller]:
    made = Speller()
    yield made
    made.close()
