"""The publish bundle: a bag of everything that a publishing system can take in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from deskeditor import __version__
from deskeditor.bags.manifests import CONTENTS, PAYLOAD, Written
from deskeditor.core.errors import DeskError
from deskeditor.core.progress import Progress
from deskeditor.core.resources import resources
from deskeditor.exporters.article_text import article_text, line_fields
from deskeditor.exporters.content import Front, Originals, Package, Story
from deskeditor.exporters.feeds import feeds
from deskeditor.exporters.linked_data import CARD
from deskeditor.exporters.media import gather_uses, place_media
from deskeditor.exporters.ninjs import article_item, as_json, photo_item
from deskeditor.exporters.pages import front_page, story_page
from deskeditor.exporters.parcel import Parcel, parcel_for
from deskeditor.exporters.release import Release, check_folders, clean, folder, page, stamp
from deskeditor.exporters.sealing import seal

BUNDLE_VERSION = "1.0"
PRODUCER = f"DeskEditor {__version__}"
STYLE = "assets/style.css"
MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".png": "image/png",
    ".xml": "application/xml",
}


class Steps:
    """Tells how many of the pictures and stories are done."""

    def __init__(self, package: Package, progress: Progress) -> None:
        self._progress = progress
        self._total = len(gather_uses(package.stories)) + len(package.stories) + 1
        self._done = 0

    def next(self, what: str) -> None:
        """Begin with ``what``; raises ``CancelledError`` where the user has had enough."""
        self._progress.step(self._done, self._total, what)
        self._done += 1


def write_bundle(package: Package, originals: Originals, target: Path, *, zipped: bool, progress: Progress) -> Path:
    """See ``Exporter.write``."""
    package = prepared(package)
    steps = Steps(package, progress)
    with parcel_for(target, zipped=zipped) as parcel:
        release = _fill_site(parcel, package, originals, steps, top=PAYLOAD, with_feeds=True)
        for path, text in _for_systems(release):
            parcel.add(PAYLOAD + path, text)
        steps.next(target.name)
        parcel.add(CONTENTS, as_json(_manifest(release, parcel.written)))
        seal(parcel, identifier=package.urn, organization=package.publication.name, agent=PRODUCER, made=package.made)
    return target


def write_site(package: Package, originals: Originals, target: Path, *, zipped: bool, progress: Progress) -> Path:
    """See ``Exporter.write``."""
    package = prepared(package)
    steps = Steps(package, progress)
    with parcel_for(target, zipped=zipped) as parcel:
        _fill_site(parcel, package, originals, steps, top="", with_feeds=False)
        steps.next(target.name)
    return target


def prepared(package: Package) -> Package:
    """The package with clean text; raises ``DeskError`` where there is nothing in it or stories would collide."""
    if not package.stories and package.front is None:
        raise DeskError("there is nothing to export", mend="name a story or an edition")
    check_folders(package)
    return clean(package)


def _fill_site(
    parcel: Parcel, package: Package, originals: Originals, steps: Steps, *, top: str, with_feeds: bool
) -> Release:
    """Put the pictures and pages into the parcel, under ``top``; ``with_feeds`` says that feeds will be there too."""
    media = place_media(
        package.stories,
        package.publication.ratios,
        originals,
        lambda path, data: parcel.add(top + path, data),
        steps.next,
    )
    release = Release(package, media)
    for asset in (STYLE, CARD):
        parcel.add(top + asset, (resources() / "styles" / "web" / PurePosixPath(asset).name).read_bytes())
    for story in package.stories:
        steps.next(story.article.headline)
        parcel.add(top + page(story.article), story_page(release, story))
    if package.front:
        parcel.add(f"{top}index.html", front_page(release, package.front, with_feeds=with_feeds))
    return release


def _for_systems(release: Release) -> Iterator[tuple[str, str]]:
    """What machines read: the stories as Markdown and ninjs, the photos as ninjs, and the feeds of an edition."""
    for story in release.package.stories:
        yield f"{folder(story.article)}/article.md", article_text(release, story)
        yield f"{folder(story.article)}/article.ninjs.json", as_json(article_item(release, story))
    for media in release.media.values():
        yield f"{media.folder}/photo.ninjs.json", as_json(photo_item(release, media))
    if release.package.front:
        yield from feeds(release)


def _manifest(release: Release, written: Mapping[str, Written]) -> dict[str, object]:
    package = release.package
    pictures = [
        {
            "uri": media.urn,
            "version": media.photo.revision,
            "pubStatus": "usable",
            "action": "create" if media.photo.revision == 1 else "update",
            "language": media.language,
            "folder": f"{media.folder}/",
            "filename": media.photo.filename,
        }
        for media in release.media.values()
    ]
    return {
        "bundleVersion": BUNDLE_VERSION,
        "type": "edition" if package.front else "items",
        "id": package.urn,
        "sequence": package.sequence,
        "created": stamp(package.made),
        "producer": PRODUCER,
        "publisher": package.publication.name,
        "baseUrl": package.publication.base_url.rstrip("/"),
        **({"edition": _edition(release, package.front)} if package.front else {}),
        "items": [_item(release, story) for story in package.stories] + pictures,
        "files": [
            {
                "path": path.removeprefix(PAYLOAD),
                "sha256": written[path].sha256,
                "size": written[path].size,
                "mediaType": MEDIA_TYPES[PurePosixPath(path).suffix],
            }
            for path in sorted(written)
        ],
    }


def _item(release: Release, story: Story) -> dict[str, object]:
    return {
        "uri": story.article.urn,
        "version": story.article.version,
        "pubStatus": "canceled" if story.withdrawn else "usable",
        "action": str(story.action),
        "language": release.language(story.article),
        "headline": release.headline(story),
        "folder": f"{folder(story.article)}/",
        "slug": story.article.slug,
    }


def _edition(release: Release, front: Front) -> dict[str, object]:
    """The front page as it was ordered, for another desk; ``lines`` are its stories that have no text to send."""
    edition = front.edition
    shown = [line for line in (front.lead, *front.teasers, *front.related, *front.most_read) if line]
    lines = {line.article.id: line.article for line in shown if not line.in_bundle}
    urns = {story.article.id: story.article.urn for story in release.package.stories}
    urns |= {key: article.urn for key, article in lines.items()}
    return {
        "id": edition.id,
        "name": edition.name,
        "date": edition.date.isoformat(),
        "lead": urns.get(edition.lead or ""),
        "teasers": [
            {"uri": urns[teaser.article_id], "headline": teaser.headline, "standfirst": teaser.standfirst}
            for teaser in edition.teasers
            if teaser.article_id in urns
        ],
        "related": [urns[key] for key in edition.related if key in urns],
        "mostRead": [urns[key] for key in edition.most_read if key in urns],
        "lines": [line_fields(release, article) for article in lines.values()],
    }
