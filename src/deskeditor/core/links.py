"""Addresses that a story may lead its readers to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from deskeditor.core.errors import DeskError

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
TOP = r"(?:xn--[a-z0-9-]+|[^\W\d_]{2,63})"
HOST = rf"(?:(?:{LABEL}\.)+{TOP}\.?|\d{{1,3}}(?:\.\d{{1,3}}){{3}})"
SITE = re.compile(rf"{HOST}(?::\d{{1,5}})?(?:[/?#].*)?", re.IGNORECASE)
MAILBOX = re.compile(rf"[^\s@/:<>]+@{HOST}", re.IGNORECASE)
WITHIN_SITE = ("/", "#", "?", "./", "../")
MEND = "write it as https://… or name@…"
SHOWN = 80
"""Characters of an address in a sentence about it."""


def meant_address(typed: str) -> str:
    """The address that is meant: ``https://`` goes before what looks like a host, ``mailto:`` before a mailbox.

    A path stays a path of the publication's own site. Raises ``DeskError`` for what is no address, or for one that no
    reader should follow (``javascript:``, ``file:``, ``data:``).
    """
    text = typed.strip()
    if not text or not text.isprintable() or any(letter.isspace() for letter in text):
        raise DeskError("An address is one word without blanks", mend="write a blank in it as %20")
    if SITE.fullmatch(text):
        return f"https://{text}"
    if MAILBOX.fullmatch(text):
        return f"mailto:{text}"
    if text.startswith("//"):
        return meant_address(f"https:{text}")
    if scheme := SCHEME.match(text):
        return _with_scheme(text, scheme[1].lower())
    if text.startswith(WITHIN_SITE):
        return text
    raise DeskError(f"“{text[:SHOWN]}” is no address of the web or of mail", mend=MEND)


def _with_scheme(text: str, scheme: str) -> str:
    if scheme not in SCHEMES:
        raise DeskError(f"A link cannot lead to “{scheme}:”", mend=MEND)
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise DeskError(f"“{text[:SHOWN]}” is no address of the web or of mail", mend=MEND) from error
    if not (parts.netloc if scheme in ("http", "https") else parts.path):
        raise DeskError(f"“{text[:SHOWN]}” names no place", mend="write the whole address")
    return text
