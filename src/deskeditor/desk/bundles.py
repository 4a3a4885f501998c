"""Taking in a publish bundle: its pictures, its stories, and its front page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from deskeditor.core.changes import Changes, Done
from deskeditor.core.edition import Edition, Teaser
from deskeditor.core.errors import DeskError, UnavailableError
from deskeditor.core.names import make_urn, new_id
from deskeditor.core.photo import Photo
from deskeditor.desk.arrivals import Arrivals
from deskeditor.desk.cleaning import NAME_LIMIT, one_line
from deskeditor.desk.context import Context, read_publication
from deskeditor.desk.fields import Imported
from deskeditor.desk.packaging import edition_package, stories_package
from deskeditor.desk.photos import PhotoIdentity, Photos

if TYPE_CHECKING:
    from deskeditor.importers import IncomingBundle, IncomingEdition, IncomingPhoto
    from deskeditor.store import Work


def take_in_bundle(
    context: Context, photos: Photos, arrivals: Arrivals, path: Path, bundle: IncomingBundle
) -> tuple[list[Imported], Changes]:
    """What became of each part, after the bundle itself; the caller makes one transaction of it.

    A story, photo or edition keeps the id, the URN and the version that it has elsewhere, so that it is found again
    when the next bundle brings it. What the desk has in the same version, or a later one, is left as it is.
    """
    done = [Imported(path, "bundle", bundle.urn, warnings=bundle.warnings)]
    changes = Changes()
    bundled: dict[str, Photo] = {}
    for place, picture in bundle.photos.items():
        taken, doubts = _take_in_picture(photos, picture, path / place)
        bundled[picture.reference] = taken.value
        changes |= taken.changes
        done.append(Imported(path / place, "photo", taken.value.id, taken.value.filename, doubts))
    stories: dict[str, str] = {}
    places = {str(path / place): incoming for place, incoming in bundle.articles.items()}
    for place, arrived in zip(places, arrivals.take_in_all(places, bundled), strict=True):
        stories[arrived.story.urn] = arrived.story.id
        changes |= arrived.changes
        done.append(Imported(Path(place), "article", arrived.story.id, arrived.story.slug, arrived.warnings))
    with context.store.writing() as work:
        if bundle.edition is None:
            _record_package(context, work, bundle, stories.values())
            return done, changes
        for line in bundle.lines:
            urn = line.identity.urn if line.identity else ""
            known = work.articles.id_of(urn)
            if known is None:
                arrived = arrivals.take_in(line, str(path))
                known, changes = arrived.story.id, changes | arrived.changes
                done.append(Imported(path, "article", known, arrived.story.slug, arrived.warnings))
            stories[urn] = known
        edition, warnings = _take_in_edition(context, work, bundle.edition, stories)
        done.append(Imported(path, "edition", edition.id, edition.name, warnings))
        return done, changes | Changes(editions=frozenset({edition.id}))


def _take_in_picture(photos: Photos, picture: IncomingPhoto, place: Path) -> tuple[Done[Photo], tuple[str, ...]]:
    identity = PhotoIdentity(picture.id, picture.urn, picture.version, picture.filename)
    try:
        return photos.take_in_with_warnings(picture.path, identity=identity)
    except UnavailableError:
        raise
    except DeskError as error:
        # Its own sentence is for whoever has the file: this one was unpacked under another name.
        what = f"A picture of the bundle cannot be taken in ({error.what})"
        raise DeskError(what, where=str(place), mend="ask its sender for the bundle once more") from error


def _take_in_edition(
    context: Context, work: Work, incoming: IncomingEdition, stories: dict[str, str]
) -> tuple[Edition, tuple[str, ...]]:
    before = work.editions.find(incoming.id) if incoming.id else None
    if before is not None and before.version >= incoming.version:
        return before, (f"The desk has version {before.version} of the edition already: it stays as it is",)

    def ids(urns: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stories[urn] for urn in urns if urn in stories))

    lead = stories.get(incoming.lead)
    lines = {stories[line.urn]: line for line in incoming.teasers if line.urn in stories}
    name = one_line(incoming.name, "name of the edition")[:NAME_LIMIT]
    edition_id = before.id if before else incoming.id or new_id()
    free, number = name, 2
    while (other := work.editions.find(free)) is not None and other.id != edition_id:
        free, number = f"{name[: NAME_LIMIT - 6]} {number}", number + 1
    edition = Edition(
        id=edition_id,
        urn=incoming.urn or make_urn(read_publication(work).domain, incoming.date, edition_id),
        name=free,
        date=incoming.date,
        modified=context.now(),
        lead=lead,
        teasers=tuple(
            Teaser(key, _words(line.headline, "headline"), _words(line.standfirst, "standfirst"))
            for key, line in lines.items()
            if key != lead
        ),
        related=ids(incoming.related),
        most_read=ids(incoming.most_read),
        version=incoming.version,
    )
    if before is None:
        work.editions.insert(edition)
    else:
        work.editions.update(replace(edition, urn=before.urn))
    if edition.version:
        for record in edition_package(context, work, edition).records:
            if record.subject == edition.id:
                work.publications.add(replace(record, version=edition.version))
    return edition, (f"Another edition has the name “{name}”: this one is “{free}”",) if free != name else ()


def _words(text: str | None, name: str) -> str | None:
    return None if text is None else one_line(text, name) or None


def _record_package(context: Context, work: Work, bundle: IncomingBundle, keys: Iterable[str]) -> None:
    """Remember that these stories left together, so that the same package has the same number."""
    articles = work.articles.load(list(keys))
    if not (bundle.sequence and articles):
        return
    for record in stories_package(context, work, articles, "").records:
        if bundle.urn.endswith(f":{record.subject}"):
            work.publications.add(replace(record, version=bundle.sequence))
