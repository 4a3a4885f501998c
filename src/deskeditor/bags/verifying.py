"""Whether a bundle is, to the byte, what was sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from deskeditor.bags import manifests as bag
from deskeditor.bags.arrived import Arrived, Fault, UnreadableError, opened
from deskeditor.bags.manifests import CONTENTS, Written
from deskeditor.core.progress import UNWATCHED, Progress

TEXT_LIMIT = 64 << 20
"""Bytes of a manifest that are taken in."""
CHANGED = "is not what was sent: its checksum differs"
TAG_FILES = (bag.DECLARATION, bag.INFO, bag.MANIFEST)


def verify(bundle: Path, progress: Progress) -> list[Fault]:
    """See ``deskeditor.bags.verify``."""
    with opened(bundle) as arrived:
        return faults_of(arrived, progress)


def faults_of(arrived: Arrived, progress: Progress = UNWATCHED) -> list[Fault]:
    """Every file of the bundle that was changed, lost or added, by name."""
    return sorted({*arrived.faults, *_Check(arrived, progress).faults()}, key=lambda fault: (fault.file, fault.what))


class _Check:
    """One reading of a bundle. What is said twice in it tells which of two that disagree was changed."""

    def __init__(self, arrived: Arrived, progress: Progress) -> None:
        self._arrived = arrived
        self._unreadable: list[Fault] = []
        self._real: dict[str, Written] = {}
        for number, name in enumerate(sorted(arrived.names)):
            progress.step(number, len(arrived.names), name)
            if real := self._measure(name):
                self._real[name] = real
        self._payload = {name: real for name, real in self._real.items() if name.startswith(bag.PAYLOAD)}
        self._oxum = f"{sum(real.size for real in self._payload.values())}.{len(self._payload)}"
        self._contents = _json_object(self._text(CONTENTS))
        self._sent = _files(self._contents)

    def faults(self) -> Iterator[Fault]:
        yield from self._unreadable
        tags = [*self._missing_tags(), *self._tag_faults()]
        yield from tags
        listed, bad = bag.read_manifest(self._text(bag.MANIFEST))
        yield from (Fault(bag.MANIFEST, f"line {number} is not one of a manifest") for number in bad)
        if bag.MANIFEST in {fault.file for fault in tags} and self._sent:
            # Its own words cannot be trusted: the other list of the files says what was sent.
            listed = {path: written.sha256 for path, written in self._sent.items()}
            listed[CONTENTS] = self._real[CONTENTS].sha256
        payload = [*self._payload_faults(listed), *self._contents_faults(listed)]
        yield from payload
        if not payload and not self._unreadable:
            yield from self._oxum_faults()

    def _measure(self, name: str) -> Written | None:
        digest, size = hashlib.sha256(), 0
        try:
            for chunk in self._arrived.read(name):
                digest.update(chunk)
                size += len(chunk)
        except UnreadableError as error:
            self._unreadable.append(Fault(name, str(error)))
            return None
        return Written(digest.hexdigest(), size)

    def _text(self, name: str) -> str:
        if name not in self._real or self._real[name].size > TEXT_LIMIT:
            return ""
        return b"".join(self._arrived.read(name)).decode(errors="replace")

    def _missing_tags(self) -> Iterator[Fault]:
        for name in (*TAG_FILES, bag.TAG_MANIFEST):
            if name not in self._arrived.names:
                yield Fault(name, "is missing")

    def _tag_faults(self) -> Iterator[Fault]:
        """Compare the tag files with their manifest, and find out which side of a difference was changed."""
        if bag.TAG_MANIFEST not in self._real:
            return
        text = self._text(bag.TAG_MANIFEST)
        listed, bad = bag.read_manifest(text)
        if bad or (self._ours and text != bag.manifest(listed)):
            yield Fault(bag.TAG_MANIFEST, "is not written as it was sent")
        expected = self._expected_tags()
        present = {name for name in self._arrived.names if not name.startswith(bag.PAYLOAD)} - {bag.TAG_MANIFEST}
        for name in sorted(listed.keys() - present - set(TAG_FILES)):
            yield Fault(bag.TAG_MANIFEST, f"lists “{name}”, which is not there")
        for name in sorted(present):
            if name not in listed and name in TAG_FILES:
                yield Fault(bag.TAG_MANIFEST, f"does not list {name}")
            elif name not in listed:
                yield Fault(name, "was not sent: no manifest lists it")
            elif name in self._real and listed[name] != self._real[name].sha256:
                whole = self._text(name) == expected.get(name)
                yield Fault(bag.TAG_MANIFEST, f"states another checksum for {name}") if whole else Fault(name, CHANGED)

    @property
    def _ours(self) -> bool:
        return str(self._contents.get("producer", "")).startswith("DeskEditor ")

    def _expected_tags(self) -> dict[str, str]:
        """What this program would have written beside this payload."""
        told = {key: str(self._contents.get(key, "")) for key in ("id", "publisher", "producer", "created")}
        return {
            bag.DECLARATION: bag.BAGIT,
            bag.MANIFEST: bag.manifest({name: real.sha256 for name, real in self._payload.items()}),
            bag.INFO: bag.bag_info(
                identifier=told["id"],
                organization=told["publisher"],
                agent=told["producer"],
                day=told["created"][:10],
                oxum=self._oxum,
            ),
        }

    def _payload_faults(self, listed: Mapping[str, str]) -> Iterator[Fault]:
        """Compare the payload with the manifest of the bag."""
        for name in sorted(listed.keys() | {name for name in self._arrived.names if name.startswith(bag.PAYLOAD)}):
            if name not in self._arrived.names:
                yield Fault(name, "is missing")
            elif name not in listed:
                yield Fault(name, "was not sent: no manifest lists it")
            elif name in self._real and listed[name] != self._real[name].sha256:
                yield Fault(name, CHANGED)

    def _contents_faults(self, listed: Mapping[str, str]) -> Iterator[Fault]:
        """Compare the two lists of files, where ``manifest.json`` itself is as it was sent."""
        if CONTENTS not in self._real or self._real[CONTENTS].sha256 != listed.get(CONTENTS):
            return
        if not self._sent:
            yield Fault(CONTENTS, "does not list the files of the bundle")
        for name in sorted((self._sent.keys() | listed.keys()) - {CONTENTS}) if self._sent else ():
            real, sent = self._real.get(name), self._sent.get(name)
            if sent is None or name not in listed:
                yield Fault(CONTENTS, f"and {bag.MANIFEST} do not agree about {name}")
            elif real and real != sent and real.sha256 == listed[name]:
                yield Fault(CONTENTS, f"states another checksum or size for {name}")

    def _oxum_faults(self) -> Iterator[Fault]:
        for line in self._text(bag.INFO).splitlines():
            label, _, value = line.partition(":")
            if label.lower() == "payload-oxum" and value.strip() != self._oxum:
                yield Fault(bag.INFO, f"says that the payload is {value.strip()} (bytes.files); it is {self._oxum}")


def _json_object(text: str) -> dict[str, object]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _files(contents: Mapping[str, object]) -> dict[str, Written]:
    """The files as ``manifest.json`` lists them; empty where it does not."""
    entries = contents.get("files")
    try:
        return {
            f"{bag.PAYLOAD}{entry['path']}": Written(str(entry["sha256"]), int(entry["size"]))
            for entry in (entries if isinstance(entries, list) else ())
        }
    except (ValueError, TypeError, KeyError):
        return {}
