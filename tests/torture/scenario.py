"""What a day at a desk does to its disk, in a minute: run on an existing desk, it tells each promise as it is made.

A promise is a line of JSON: what a user was shown as saved, and must find after a power cut.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image

from deskeditor.core.article import Status
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, ExportRequest

SENTENCE = "The boat left the north steps at twenty to six. "


Step = Callable[[], object]


class Day:
    """The steps of the day, each of which a user may try again where the disk refused it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle = os.open(folder.parent / "promises", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._body = SENTENCE * 40

    def promise(self, **what: object) -> None:
        """By a call of its own kind, so that no injected fault of ``write`` meets it."""
        os.writev(self._handle, [f"{json.dumps(what)}\n".encode()])

    def work(self, tries: int) -> None:
        """Go through the day; a step that is refused is tried that often, then left."""
        desk = self._open(tries)
        steps: list[Step] = [
            partial(self._begin, desk),
            *(partial(self._type, desk, number) for number in range(30)),
            partial(desk.articles.settle, "ferry"),
            partial(self._photograph, desk),
            partial(self._ready, desk),
            partial(self._export, desk, "bundle"),
            partial(self._export, desk, "bundle.zip"),
            desk.backups.make,
            partial(self._copy, desk),
            *(partial(self._type, desk, number) for number in range(10)),
            partial(desk.articles.search, "boat"),
        ]
        for step in steps:
            _tried(step, tries)
        desk.close()
        self.promise(story="ferry", body=self._body)

    def _open(self, tries: int) -> Desk:
        for left in range(tries, 0, -1):
            try:
                return Desk.open(self._folder / "desk", create=False)
            except DeskError:
                if left == 1:
                    raise
        raise AssertionError

    def _begin(self, desk: Desk) -> None:
        desk.articles.new(headline="The ferry", slug="ferry", body=self._body)
        self.promise(story="ferry", body=self._body)

    def _type(self, desk: Desk, number: int) -> None:
        self._body = desk.articles.edit("ferry", body=f"{number} {self._body}").value.body
        self.promise(story="ferry", body=self._body)

    def _photograph(self, desk: Desk) -> None:
        picture = self._folder.parent / "quay.png"
        if not picture.exists():
            Image.effect_noise((160, 120), 80).save(picture)
        photo = desk.photos.take_in(picture).value
        self.promise(photo=photo.filename, sha256=photo.sha256)
        desk.photos.edit(photo.id, caption="The quay", alt="A quay at dawn", credit="Harbour Desk")
        desk.articles.attach("ferry", photo.id, Role.LEAD)

    def _ready(self, desk: Desk) -> None:
        desk.articles.edit("ferry", status=Status.READY)

    def _export(self, desk: Desk, name: str) -> None:
        to = self._folder / name
        desk.publishing.export(ExportRequest(to=to, articles=("ferry",), zipped=to.suffix == ".zip"))
        self.promise(bundle=name)

    def _copy(self, desk: Desk) -> None:
        desk.backups.write(self._folder / "copy.zip")
        self.promise(copy="copy.zip")


def _tried(step: Step, tries: int) -> None:
    for _ in range(tries):
        try:
            step()
        except DeskError as error:
            print(error.sentence(), flush=True)
        else:
            return


if __name__ == "__main__":
    Day(Path(sys.argv[1])).work(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
