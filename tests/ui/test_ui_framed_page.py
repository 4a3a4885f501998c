"""A picture on the page is framed as readers will see it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from tests.ui.conftest import Driver, Fill, Start
from tests.ui.frames import HARBOUR, TURNED, take_in

from deskeditor.core.framing import AS_IT_CAME
from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.ui.pictures import PAGE

SQUARE = replace(AS_IT_CAME, shown="1:1")


@pytest.fixture
def ids(desk_path: Path, tmp_path: Path) -> dict[str, str]:
    return take_in(desk_path, tmp_path)


def shape(driver: Driver, key: str) -> float:
    """Width by height of the picture on the page."""
    size = driver.editor._pictures.size_in(key, 200)
    return size.width() / size.height()


def pixels(driver: Driver, key: str) -> QImage:
    """What the page draws it from."""
    driver.settle()
    image = driver.editor.picture(key)
    assert image is not None
    return image


def test_a_photo_that_is_cropped_in_the_archive_is_cropped_on_the_page(
    start: Start, fill: Fill, ids: dict[str, str], desk_path: Path
) -> None:
    (story,) = fill("A ferry")
    with Desk.open(desk_path) as desk:
        desk.articles.attach(story, HARBOUR, Role.LEAD)
        desk.articles.attach(story, TURNED, Role.INLINE)
    driver = start()
    driver.open(story)
    driver.window.services.pictures.get(ids[HARBOUR], PAGE)
    driver.settle()
    assert shape(driver, ids[HARBOUR]) == pytest.approx(1.5)
    assert shape(driver, ids[TURNED]) == pytest.approx(400 / 600)
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.edit(HARBOUR, framing=SQUARE))
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.edit(TURNED, framing=AS_IT_CAME.turned()))
    driver.settle()
    assert shape(driver, ids[HARBOUR]) == pytest.approx(1)
    assert shape(driver, ids[TURNED]) == pytest.approx(1.5)
    assert pixels(driver, ids[HARBOUR]).width() == pixels(driver, ids[HARBOUR]).height()


def test_the_framing_of_one_story_is_that_of_its_page_alone(
    start: Start, fill: Fill, ids: dict[str, str], desk_path: Path
) -> None:
    own, other = fill("A ferry", "A harbour")
    with Desk.open(desk_path) as desk:
        for story in (own, other):
            desk.articles.attach(story, HARBOUR, Role.LEAD)
        desk.articles.caption(own, HARBOUR, framing=SQUARE)
    driver = start()
    for story, ratio in ((own, 1.0), (other, 1.5), (own, 1.0)):
        driver.open(story)
        driver.editor.picture(ids[HARBOUR])
        assert shape(driver, ids[HARBOUR]) == pytest.approx(ratio)
        image = pixels(driver, ids[HARBOUR])
        assert image.width() / image.height() == pytest.approx(ratio, abs=0.01)
