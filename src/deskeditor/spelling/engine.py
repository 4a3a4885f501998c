"""Hunspell in a process of its own: ``python -m deskeditor.spelling.engine`` answers lines of JSON with lines of JSON.

Its Python wrapper holds the interpreter's lock, a second for a Korean dictionary, and a broken dictionary can bring it
down. Here neither reaches the window: whoever asks can wait elsewhere, and can end what takes too long.

    {"dictionary": "/…/en_US.dic", "check": ["teh", "the"]}      {"wrong": ["teh"]}
    {"dictionary": "/…/en_US.dic", "suggest": "teh"}             {"suggested": ["the", …]}
    {"dictionary": "/…/gone.dic", …}                             {"refused": "the file cannot be read"}

It ends when its input does, so that it never outlives the program.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from hunspell import Hunspell

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read; the largest dictionary in use is a quarter of it."""
LONGEST_ENTRY = 255
"""Bytes of a word: at a longer one Hunspell 1.7.2 gives the whole dictionary up. The Korean one has such a word."""
TRIED = 300
"""Entries of a dictionary of which some must be found once it is read."""


class Refusal(Exception):  # noqa: N818
    """Why a dictionary cannot be used."""


class Reader:
    """One dictionary, read."""

    def __init__(self, words: Path) -> None:
        rules = words.with_suffix(".aff")
        try:
            if max(words.stat().st_size, rules.stat().st_size) > LARGEST:
                raise Refusal(f"its files are larger than {LARGEST // 1024**2} MB")
            entries = words.read_bytes().split(b"\n")
        except OSError as error:
            raise Refusal(f"it cannot be read ({error.strerror})") from error
        kept = [entry for entry in entries if len(entry.split(b"/", 1)[0]) <= LONGEST_ENTRY]
        if len(kept) == len(entries):
            self._engine = _read(words)
        else:
            with TemporaryDirectory(prefix="deskeditor-") as folder:
                copy = Path(folder) / words.name
                copy.write_bytes(b"\n".join(kept))
                copy.with_suffix(".aff").write_bytes(rules.read_bytes())
                self._engine = _read(copy)
        # Where Hunspell cannot make sense of a file it says so to nobody, and calls every word wrong.
        if not any(self._is_right(entry) for entry in self._sample(kept[1:])):
            raise Refusal("none of its words is found in it; it may be damaged")

    def _sample(self, entries: list[bytes]) -> Iterator[str]:
        encoding = self._engine._dic_encoding
        step = max(1, len(entries) // TRIED)
        for entry in islice(entries, 0, None, step):
            yield entry.split(b"/", 1)[0].split(b"\t", 1)[0].strip().decode(encoding, "replace")

    def _is_right(self, word: str) -> bool:
        try:
            return bool(word) and bool(self._engine.spell(word))
        except UnicodeEncodeError:  # letters that the dictionary's encoding does not have
            return False

    def wrong(self, words: list[str]) -> list[str]:
        """Those that are not in it."""
        return [word for word in words if not self._is_right(word)]

    def suggest(self, word: str) -> list[str]:
        """What may have been meant, the likeliest first."""
        try:
            return [found for found in self._engine.suggest(word) if found]
        except UnicodeEncodeError:
            return []


def _read(words: Path) -> Hunspell:
    try:
        return Hunspell(words.stem, hunspell_data_dir=str(words.parent), system_encoding="UTF-8")
    except (OSError, UnicodeError) as error:
        raise Refusal(f"it cannot be read ({error})") from error


def answer(request: dict[str, object], readers: dict[str, Reader]) -> dict[str, object]:
    """The answer to one request; dictionaries that were read are kept in ``readers``."""
    name = str(request["dictionary"])
    try:
        if name not in readers:
            readers[name] = Reader(Path(name))
    except Refusal as refusal:
        return {"refused": str(refusal)}
    asked = request.get("check")
    if isinstance(asked, list):
        return {"wrong": readers[name].wrong(asked)}
    return {"suggested": readers[name].suggest(str(request["suggest"]))}


def main() -> None:
    """Answer until the input ends."""
    readers: dict[str, Reader] = {}
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), readers)), flush=True)


if __name__ == "__main__":
    main()
