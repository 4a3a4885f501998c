"""Words that are right though no dictionary has them: those of the desk, and those that one story is let have."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from deskeditor.store.schema import ignored_word, known_word
from deskeditor.store.times import to_text


class KnownWordTable:
    """Each word once, as it was written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[str]:
        """The words of the desk."""
        return list(self._connection.execute(select(known_word.c.word).order_by(known_word.c.word)).scalars())

    def has(self, word: str) -> bool:
        asked = select(known_word.c.word).where(known_word.c.word == word)
        return self._connection.execute(asked).first() is not None

    def add(self, word: str, now: datetime) -> None:
        """A word that the desk does not have yet."""
        self._connection.execute(insert(known_word), {"word": word, "added": to_text(now)})

    def remove(self, word: str) -> bool:
        """Whether it was there."""
        return self._connection.execute(delete(known_word).where(known_word.c.word == word)).rowcount > 0

    def ignored(self, article_id: str) -> list[str]:
        """The words that are ignored in that story."""
        asked = select(ignored_word.c.word).where(ignored_word.c.article_id == article_id)
        return list(self._connection.execute(asked.order_by(ignored_word.c.word)).scalars())

    def ignore(self, article_id: str, word: str) -> None:
        """A word that the story does not ignore yet."""
        self._connection.execute(insert(ignored_word), {"article_id": article_id, "word": word})

    def heed(self, article_id: str, word: str) -> bool:
        """Ignore it no longer; whether it was ignored."""
        theirs = (ignored_word.c.article_id == article_id) & (ignored_word.c.word == word)
        return self._connection.execute(delete(ignored_word).where(theirs)).rowcount > 0
