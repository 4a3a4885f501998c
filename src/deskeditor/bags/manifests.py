"""The tag files of a bag: BagIt 1.0 (RFC 8493)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD = "data/"
CONTENTS = f"{PAYLOAD}manifest.json"
"""What is in a publish bundle, for the programs that take it in."""
DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
LINE = re.compile(r"([0-9A-Fa-f]{64})[ \t]+\*?([^ \t\r\n][^\r\n]*)")


class Written(NamedTuple):
    """A file as it is or was sent: the SHA-256 in hexadecimal, and the bytes counted."""

    sha256: str
    size: int


def bag_info(*, identifier: str, organization: str, agent: str, day: str, oxum: str) -> str:
    """``bag-info.txt``; a value is one line, so that none can pass for another field."""
    fields = {
        "Bag-Software-Agent": agent,
        "Bagging-Date": day,
        "External-Identifier": identifier,
        "Payload-Oxum": oxum,
        "Source-Organization": organization,
    }
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in fields.items())


def manifest(digests: Mapping[str, str]) -> str:
    """A manifest: one line for each path, in the order of paths."""
    return "".join(f"{digests[path]}  {_encoded(path)}\n" for path in sorted(digests))


def read_manifest(text: str) -> tuple[dict[str, str], list[int]]:
    """The digests by path, and the numbers (from 1) of lines that are none or repeat a path."""
    digests: dict[str, str] = {}
    bad = []
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        match = LINE.fullmatch(line)
        path = _decoded(match[2]) if match else ""
        if match and path not in digests:
            digests[path] = match[1].lower()
        else:
            bad.append(number)
    return digests, bad


def _encoded(path: str) -> str:
    """RFC 8493, 2.1.3: only line ends, and so the percent sign, are escaped."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _decoded(path: str) -> str:
    return re.sub("%(0[Aa]|0[Dd]|25)", lambda escape: chr(int(escape[1], 16)), path)
