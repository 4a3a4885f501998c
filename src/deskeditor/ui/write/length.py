"""How long a text is, in words, as the editors of its language say it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskeditor.markup.words import Length, is_counted_by_character, reading_minutes
from deskeditor.ui.wording import characters, number, words


def length_words(length: Length, language: str) -> tuple[str, ...]:
    """``1,204 words``, ``7,214 characters``; in Korean those without spaces too; in Chinese no words."""
    every = characters(length.characters)
    if is_counted_by_character(language):
        return (every,)
    if language.split("-")[0].lower() != "ko":
        return words(length.words), every
    bare = QCoreApplication.translate("Length", "{n} without spaces")
    return words(length.words), every, bare.format(n=number(length.characters - length.spaces))


def time_words(length: Length, language: str) -> str:
    """``5 min``: how long it takes to read; empty for no text."""
    minutes = max(1, round(reading_minutes(length, language)))
    return QCoreApplication.translate("Length", "{n} min").format(n=number(minutes)) if length.characters else ""
