"""Making a bag of what is to leave: BagIt 1.0 (RFC 8493)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from deskeditor.bags.manifests import BAGIT, DECLARATION, INFO, MANIFEST, TAG_MANIFEST, bag_info, manifest
from deskeditor.exporters.parcel import Parcel


def seal(parcel: Parcel, *, identifier: str, organization: str, agent: str, made: datetime) -> None:
    """Make a bag of what is in the parcel's ``data`` folder: written last, as it states what is there."""
    payload = {path: written.sha256 for path, written in parcel.written.items()}
    size = sum(written.size for written in parcel.written.values())
    tags = {
        DECLARATION: BAGIT,
        INFO: bag_info(
            identifier=identifier,
            organization=organization,
            agent=agent,
            day=f"{made.astimezone(UTC):%Y-%m-%d}",
            oxum=f"{size}.{len(payload)}",
        ),
        MANIFEST: manifest(payload),
    }
    for name, text in tags.items():
        parcel.add(name, text)
    parcel.add(TAG_MANIFEST, manifest({name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}))
