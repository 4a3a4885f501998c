"""The sample desk: a small town's newspaper, brought in through the same use cases as anybody's.

Stories are Markdown files in ``resources/sample``; their pictures are drawn; ``photos.yaml`` has what the archive says
of the pictures, and ``edition.yaml`` the front page and the words of the desk's dictionary.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, cast

import yaml

from deskeditor.app.scenes import draw_all
from deskeditor.core.edition import Edition, Teaser
from deskeditor.core.errors import DeskError
from deskeditor.core.publication import Publication
from deskeditor.core.resources import resources
from deskeditor.desk import Desk
from deskeditor.desk.fields import PhotoEdits

SOURCE = resources() / "sample"


def make_sample_desk(path: Path) -> None:
    """Lay the sample out beside its place and move it there, so that a half-made desk is never found.

    What is there already is left as it is.
    """
    if path.exists():
        return
    unfinished = path.with_name(f".{path.name}-unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    with Desk.open(unfinished) as desk:
        lay_out(desk)
    unfinished.rename(path)


def lay_out(desk: Desk) -> Edition:
    """Fill an empty desk with the sample stories, pictures and front page; its edition.

    Raises ``DeskError`` where a shipped file is not taken in.
    """
    plan = _words("edition.yaml")
    desk.set_publication(Publication(**plan["publication"]))
    _bring_in_stories(desk)
    _tell_photos(desk)
    for word in plan["dictionary"]:
        desk.words.add(word)
    return _make_edition(desk, plan)


def _words(name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load((SOURCE / name).read_text(encoding="utf-8")))


def _bring_in_stories(desk: Desk) -> None:
    # The list shows the newest change on top, and the lead story belongs there.
    stories = sorted(SOURCE.glob("*.md"), reverse=True)
    with tempfile.TemporaryDirectory(prefix="deskeditor-sample-") as name:
        folder = Path(name)
        draw_all(folder)
        copies = [Path(shutil.copy(story, folder)) for story in stories]
        for imported in desk.importing.bring_in(copies).value:
            if imported.error or imported.warnings:
                raise DeskError(imported.error or imported.warnings[0], where=str(SOURCE / imported.path.name))


def _tell_photos(desk: Desk) -> None:
    words = _words("photos.yaml")
    for filename, own in words["photos"].items():
        said = {
            key: tuple(value) if isinstance(value, list) else value for key, value in (words["common"] | own).items()
        }
        desk.photos.edit(filename, **cast("PhotoEdits", said))


def _make_edition(desk: Desk, plan: dict[str, Any]) -> Edition:
    name = plan["name"]
    desk.editions.new(name, date.fromisoformat(plan["date"]))
    return desk.editions.edit(
        name,
        lead=plan["lead"],
        teasers=[Teaser(line["article"], line.get("headline"), line.get("standfirst")) for line in plan["teasers"]],
        related=plan["related"],
        most_read=plan["most_read"],
    ).value
