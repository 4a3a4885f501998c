"""The desk's own dictionary, and the words that a story is let have: what the spelling takes for right.

Both stay on the desk and are never exported.
"""

from __future__ import annotations

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.desk.cleaning import one_line
from deskeditor.desk.context import Context, found_article

WORD_LIMIT = 60
"""Characters of a word."""
CHANGED = Changes(words=True)


class Words:
    """Single words, as they are written: capitals and accents count."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> list[str]:
        """The words of the desk's dictionary, which holds for every story."""
        with self._context.store.reading() as work:
            return work.known_words.all()

    def add(self, word: str) -> Done[str]:
        """Take a word into the desk's dictionary; raises ``DeskError`` for what is no single word."""
        word = _clean(word)
        with self._context.store.writing() as work:
            if work.known_words.has(word):
                return Done(word, Changes())
            work.known_words.add(word, self._context.now())
        return Done(word, CHANGED)

    def remove(self, word: str) -> Done[str]:
        """Take a word out of the desk's dictionary; raises ``NotFoundError`` for one that is not in it."""
        with self._context.store.writing() as work:
            if not work.known_words.remove(word):
                raise NotFoundError(f"The desk dictionary has no word “{word[:WORD_LIMIT]}”")
        return Done(word, CHANGED)

    def ignored(self, article_key: str) -> list[str]:
        """The words that are ignored in that story alone."""
        with self._context.store.reading() as work:
            return work.known_words.ignored(found_article(work, article_key).id)

    def ignore(self, article_key: str, word: str) -> Done[str]:
        """Take a word for right in that story alone; raises ``DeskError`` for what is no single word."""
        word = _clean(word)
        with self._context.store.writing() as work:
            story = found_article(work, article_key)
            if word in work.known_words.ignored(story.id):
                return Done(word, Changes())
            work.known_words.ignore(story.id, word)
        return Done(word, CHANGED)

    def heed(self, article_key: str, word: str) -> Done[str]:
        """Check the word in that story again; raises ``NotFoundError`` for one that was not ignored."""
        with self._context.store.writing() as work:
            story = found_article(work, article_key)
            if not work.known_words.heed(story.id, word):
                raise NotFoundError(f"“{word[:WORD_LIMIT]}” is not ignored in this story", where=story.slug)
        return Done(word, CHANGED)


def _clean(given: str) -> str:
    word = one_line(given, "word", limit=WORD_LIMIT)
    if not any(map(str.isalpha, word)) or len(word.split()) != 1:
        raise DeskError(
            f"“{word}” is not a single word", mend="add the words of a name one by one, each without spaces"
        )
    return word
