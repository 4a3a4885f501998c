"""The engine in its own process: what it finds, and that nothing it does or suffers holds anybody up."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

import pytest

from deskeditor.core.errors import DeskError
from deskeditor.spelling import Dictionary, Speller, find, words
from deskeditor.spelling import speller as module

Write = Callable[..., Dictionary]
KOREAN, ENGLISH = find("ko"), find("en-US")
needs_korean = pytest.mark.skipif(not KOREAN, reason="hunspell-ko is not installed")


def test_words_are_checked_as_they_are_written(speller: Speller, write: Write) -> None:
    right = ["the", "The", "thé", "ferry", "harbours", "don't", "don’t", "well-known", "cafe\u0301", "har\u00adbour"]
    assert speller.misspelt([*right, "teh", "ferrys", "Škoda"], write()) == {"teh", "ferrys", "Škoda"}


def test_the_apostrophe_of_the_text_is_kept(speller: Speller, write: Write) -> None:
    tiny = write()
    assert speller.suggest("dont", tiny)[0] == "don’t"
    assert speller.suggest("d'ont", tiny)[0] == "don't"
    assert speller.suggest("recieve", tiny) == ["receive"]
    assert speller.suggest("xqzw", tiny) == []


def test_letters_that_a_dictionary_cannot_write_are_no_words_of_it(speller: Speller, write: Write) -> None:
    old = write(rules="SET ISO8859-1\nTRY abc\n")
    assert speller.misspelt(["ferry", "Škoda", "한국"], old) == {"Škoda", "한국"}
    assert speller.suggest("한국", old) == []


def test_a_word_too_long_for_hunspell_does_not_cost_the_dictionary(speller: Speller, write: Write) -> None:
    long = write("ko", "ferry", "가" * 100)
    assert speller.misspelt(["ferry", "boat"], long) == {"boat"}


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        (b"", b""),
        (b"\x00\xff" * 5000, b"\x00\xff" * 5000),
        (b"1\n" + b"a" * 300, b"SET UTF-8\n"),
    ],
)
def test_a_damaged_dictionary_is_refused_in_a_sentence(
    speller: Speller, write: Write, words: bytes, rules: bytes
) -> None:
    broken = write()
    broken.words.write_bytes(words)
    broken.rules.write_bytes(rules)
    for _ in range(2):
        with pytest.raises(DeskError, match=r"en_US\.dic: The dictionary cannot be used: .*; install it again"):
            speller.misspelt(["the"], broken)
    assert speller.misspelt(["teh"], write("en_GB")) == {"teh"}


def test_a_dictionary_that_has_gone_is_named(speller: Speller, write: Write) -> None:
    gone = write()
    gone.words.unlink()
    with pytest.raises(DeskError, match="it cannot be read"):
        speller.misspelt(["the"], gone)


def test_an_engine_that_was_ended_is_started_anew(speller: Speller, write: Write) -> None:
    tiny, other = write(), write("en_GB")
    assert speller.misspelt(["teh"], tiny) == {"teh"}
    assert speller._engine is not None
    os.kill(speller._engine.pid, signal.SIGKILL)
    assert speller.suggest("teh", tiny) == []
    assert speller.suggest("teh", tiny) == ["the"]
    os.kill(speller._engine.pid, signal.SIGKILL)
    with pytest.raises(DeskError, match="The engine for spelling stopped at this dictionary"):
        speller.misspelt(["teh"], tiny)
    assert speller.misspelt(["teh"], other) == {"teh"}


def test_what_takes_too_long_is_ended(speller: Speller, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = write()
    os.mkfifo(tiny.words.with_name("en_GB.dic"))
    stuck = Dictionary("en_GB", tiny.words.with_name("en_GB.dic"))
    tiny.rules.rename(stuck.rules)
    monkeypatch.setattr(module, "CHECK_LIMIT", 0.5)
    with pytest.raises(DeskError, match="stopped at this dictionary"):
        speller.misspelt(["the"], stuck)


def test_closing_ends_whoever_waits(write: Write) -> None:
    tiny = write()
    speller = Speller()
    speller.misspelt(["the"], tiny)
    fifo = tiny.words.with_name("fifo.dic")
    os.mkfifo(fifo)
    tiny.rules.rename(fifo.with_suffix(".aff"))
    told: list[DeskError] = []

    def ask() -> None:
        try:
            speller.misspelt(["the"], Dictionary("fifo", fifo))
        except DeskError as error:
            told.append(error)

    waiting = threading.Thread(target=ask)
    waiting.start()
    while not speller._turn.locked():
        pass
    speller.close()
    waiting.join(20)
    assert not waiting.is_alive()
    assert told
    with pytest.raises(DeskError, match="no longer checked"):
        speller.misspelt(["the"], tiny)


def test_the_engine_ends_with_the_program(write: Write) -> None:
    speller = Speller()
    speller.misspelt(["the"], write())
    engine = speller._engine
    assert engine is not None
    assert engine.stdin is not None
    engine.stdin.close()
    assert engine.wait(20) == 0
    speller.close()


def test_english_as_it_is_installed(speller: Speller) -> None:
    text = "The well-known editor’s cafés don’t recieve teh NATO-led goverment’s e-mail."
    asked = [word.text for word in words(text)]
    assert speller.misspelt(asked, ENGLISH[0]) == {"recieve", "teh", "goverment’s"}
    assert speller.suggest("recieve", ENGLISH[0])[0] == "receive"


@needs_korean
def test_korean_as_it_is_installed(speller: Speller) -> None:
    text = "안녕하세요, 대통령은 국회에서 연설했습니다. 그렇게 됬다고 갔읍니다"
    asked = [word.text for word in words(text)]
    assert speller.misspelt(asked, KOREAN[0]) == {"됬다고", "갔읍니다"}
    assert speller.suggest("한녕하세요", KOREAN[0]) == ["안녕하세요"]
    assert speller.suggest("갔읍니다", KOREAN[0])[0] == "갔습니다"
