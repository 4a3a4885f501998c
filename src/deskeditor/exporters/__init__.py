"""Ways of leaving the desk. A new one is a module here, a class and a line in ``EXPORTERS``.

Templates, XML and pictures are loaded with the first export, not with the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from deskeditor.core.progress import Progress
from deskeditor.core.publication import Publication
from deskeditor.exporters.content import Action, Exporter, Front, Headline, Originals, Package, Story

__all__ = [
    "EXPORTERS",
    "STORY_FORMATS",
    "Action",
    "Exporter",
    "Front",
    "Headline",
    "Originals",
    "Package",
    "Story",
    "preview",
]


class BundleExporter:
    """A BagIt bag with the stories in every format, for systems that publish."""

    name = "bundle"
    title = "Publish bundle"

    def write(
        self, package: Package, originals: Originals, target: Path, *, zipped: bool = False, progress: Progress
    ) -> Path:
        """See ``Exporter.write``."""
        from deskeditor.exporters.bundle import write_bundle

        return write_bundle(package, originals, target, zipped=zipped, progress=progress)


class SiteExporter:
    """The pages and their pictures alone, to be looked at or put on a web server."""

    name = "html"
    title = "Web pages"

    def write(
        self, package: Package, originals: Originals, target: Path, *, zipped: bool = False, progress: Progress
    ) -> Path:
        """See ``Exporter.write``."""
        from deskeditor.exporters.bundle import write_site

        return write_site(package, originals, target, zipped=zipped, progress=progress)


def _as_markdown(story: Story, publication: Publication) -> str:
    from deskeditor.exporters.show import as_markdown

    return as_markdown(story, publication)


def _as_html(story: Story, publication: Publication) -> str:
    from deskeditor.exporters.show import as_html

    return as_html(story, publication)


def _as_ninjs(story: Story, publication: Publication) -> str:
    from deskeditor.exporters.show import as_ninjs

    return as_ninjs(story, publication)


EXPORTERS: tuple[Exporter, ...] = (BundleExporter(), SiteExporter())

STORY_FORMATS: Mapping[str, Callable[[Story, Publication], str]] = {
    "markdown": _as_markdown,
    "html": _as_html,
    "ninjs": _as_ninjs,
}
"""One story as text: as a bundle would have it, but the Markdown names its pictures by their ids on the desk."""


def preview(package: Package) -> str:
    """The front page as one HTML document, its style inside, its pictures as ``photo:ID``; empty for none."""
    from deskeditor.exporters import show

    return show.preview(package)
