"""The lists: ids and pages of rows, true under Qt's own tester."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from deskeditor.core.article import ArticleRow, Status
from deskeditor.core.photo import Photo
from deskeditor.core.queries import ArticleFilter, PhotoFilter
from deskeditor.desk import Desk
from deskeditor.desk.fields import PhotoEdit
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.keeping import Keeping
from deskeditor.ui.paged import FIRST, PAGE
from deskeditor.ui.photos.columns import COLUMN_OF, FILE
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.photo_model import DOUBTS, PhotoModel
from deskeditor.ui.write.article_model import ROW, ArticleModel

if TYPE_CHECKING:
    from tests.ui.conftest import Fill, FillPhotos

MANY = 3 * PAGE + 5


@pytest.fixture
def opened(qtbot: QtBot, desk_path: Path) -> Iterator[Callable[[], Jobs]]:
    """Opens the desk, once it has been filled."""
    made = Jobs()

    def begin() -> Jobs:
        made.open(made, lambda: Desk.open(desk_path), lambda error: pytest.fail(error.sentence()))
        return made

    yield begin
    made.close()


def watched(model: ArticleModel | PhotoModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)


def headlines(model: ArticleModel, jobs: Jobs) -> list[str]:
    """All rows, read page by page as a view would."""
    for row in range(model.rowCount()):
        model.index(row, 0).data()
    jobs.drain()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_rows_are_read_when_they_are_looked_at(fill: Fill, opened: Callable[[], Jobs]) -> None:
    fill(*(f"Story {number}" for number in range(MANY)))
    jobs = opened()
    model = ArticleModel(jobs)
    tester = watched(model)
    model.refresh()
    jobs.drain()
    assert model.rowCount() == MANY
    last = model.index(MANY - 1, 0)
    assert last.data(ROW) is None
    jobs.drain()
    assert last.data() == "Story 0"
    assert model.index(0, 0).data(ROW) is None or model.index(0, 0).data() == f"Story {MANY - 1}"
    assert len(headlines(model, jobs)) == MANY
    assert tester.model() is model


def test_a_changed_story_comes_to_the_top_with_its_new_words(fill: Fill, opened: Callable[[], Jobs]) -> None:
    ids = fill("A", "B", "C")
    jobs = opened()
    model = ArticleModel(jobs)
    tester = watched(model)
    model.refresh()
    jobs.drain()
    assert headlines(model, jobs) == ["C", "B", "A"]
    jobs.mutate(model, lambda desk: desk.articles.edit(ids[0], headline="A again"))
    jobs.drain()
    assert headlines(model, jobs) == ["A again", "C", "B"]
    assert model.index_of(ids[0]).row() == 0
    assert not model.index_of("nobody").isValid()
    assert tester.model() is model


def test_of_two_answers_about_a_row_the_older_does_not_stay(
    fill: Fill, opened: Callable[[], Jobs], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (key,) = fill("A")
    jobs = opened()
    model = ArticleModel(jobs)
    model.refresh()
    jobs.drain()
    assert headlines(model, jobs) == ["A"]
    of_desk, read, go_on = ArticleModel._read, threading.Event(), threading.Event()

    def slowly(self: ArticleModel, desk: Desk, ids: list[str]) -> list[ArticleRow]:
        rows = of_desk(self, desk, ids)
        if not read.is_set():
            read.set()
            assert go_on.wait(5)
        return rows

    monkeypatch.setattr(ArticleModel, "_read", slowly)
    jobs.mutate(model, lambda desk: desk.articles.edit(key, headline="B"))
    qtbot.waitUntil(read.is_set)
    jobs.mutate(model, lambda desk: desk.articles.edit(key, headline="C"))
    qtbot.waitUntil(lambda: model.index(0, 0).data() == "C")
    go_on.set()
    jobs.drain()
    assert headlines(model, jobs) == ["C"]


def test_new_and_discarded_stories_come_and_go(fill: Fill, opened: Callable[[], Jobs]) -> None:
    ids = fill("A", "B")
    jobs = opened()
    model = ArticleModel(jobs)
    tester = watched(model)
    model.refresh()
    jobs.drain()
    jobs.mutate(model, lambda desk: desk.articles.new(headline="C"))
    jobs.drain()
    assert headlines(model, jobs) == ["C", "B", "A"]
    jobs.mutate(model, lambda desk: desk.articles.discard(ids[1]))
    jobs.drain()
    assert headlines(model, jobs) == ["C", "A"]
    assert tester.model() is model


def test_a_late_answer_is_dropped(fill: Fill, opened: Callable[[], Jobs]) -> None:
    ids = fill("Harbour", "Trams")
    jobs = opened()
    jobs.mutate(jobs, lambda desk: desk.articles.edit(ids[0], status=Status.READY))
    jobs.drain()
    model = ArticleModel(jobs)
    model.show(ArticleFilter(text="trams"))
    model.show(ArticleFilter(status=Status.READY))
    jobs.drain()
    assert headlines(model, jobs) == ["Harbour"]


def test_the_caption_desk_edits_in_place(opened: Callable[[], Jobs], picture: Path) -> None:
    jobs = opened()
    jobs.mutate(jobs, lambda desk: desk.photos.take_in(picture))
    jobs.drain()
    model = PhotoModel(jobs, Keeping(jobs), PhotoEditing(jobs))
    tester = watched(model)
    model.show(PhotoFilter())
    jobs.drain()
    model.index(0, 0).data()
    jobs.drain()
    caption, people = model.index(0, COLUMN_OF["caption"]), model.index(0, COLUMN_OF["people"])
    assert [each.short for each in caption.data(DOUBTS)] == ["Missing"]
    assert model.setData(caption, "A ferry leaves ")
    assert model.setData(people, "Jo Marsh; Ines Varga")
    jobs.drain()
    assert caption.data() == "A ferry leaves"
    assert people.data() == "Jo Marsh; Ines Varga"
    assert caption.data(DOUBTS) == []
    assert not model.setData(caption, "A ferry leaves")
    assert not model.flags(model.index(0, FILE)) & Qt.ItemFlag.ItemIsEditable
    assert tester.model() is model


@pytest.mark.parametrize("count", [3, PAGE + 1])
def test_photos_that_go_leave_the_list_and_those_that_were_changed_stay(
    fill_photos: FillPhotos, opened: Callable[[], Jobs], count: int
) -> None:
    ids = fill_photos(MANY, caption="")
    jobs = opened()
    model = PhotoModel(jobs, Keeping(jobs), PhotoEditing(jobs))
    tester = watched(model)
    model.show(PhotoFilter(missing=("caption",)))
    jobs.drain()
    edits = [PhotoEdit(key, {"caption": "Said"}) for key in ids[:count]]
    jobs.mutate(jobs, lambda desk: desk.photos.apply(edits))
    jobs.drain()
    assert model.ids == ids
    jobs.mutate(jobs, lambda desk: desk.photos.discard(ids[count : 2 * count]))
    jobs.drain()
    assert not set(ids[count : 2 * count]) & set(model.ids)
    assert tester.model() is model


def test_what_is_seen_first_is_there_before_the_rest_is_listed(
    fill_photos: FillPhotos, opened: Callable[[], Jobs], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill_photos(MANY)
    jobs, go_on, of_desk = opened(), threading.Event(), PhotoModel._list

    def slowly(self: PhotoModel, desk: Desk) -> list[str]:
        assert go_on.wait(5)
        return of_desk(self, desk)

    monkeypatch.setattr(PhotoModel, "_list", slowly)
    model = PhotoModel(jobs, Keeping(jobs), PhotoEditing(jobs))
    tester, filled = watched(model), QSignalSpy(model.filled)
    model.refresh()
    qtbot.waitUntil(lambda: model.rowCount() == FIRST)
    captions = [model.index(row, COLUMN_OF["caption"]).data() for row in range(FIRST)]
    assert captions == [f"Of {key}" for key in ids[:FIRST]]
    assert filled.count() == 0
    go_on.set()
    qtbot.waitUntil(lambda: filled.count() == 1)
    assert model.ids == ids
    assert model.rowCount() == MANY
    assert tester.model() is model


def test_what_was_read_first_is_not_older_than_a_change_that_was_told_of(
    fill_photos: FillPhotos, opened: Callable[[], Jobs], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = fill_photos(MANY)[0]
    jobs, read, go_on, of_desk = opened(), threading.Event(), threading.Event(), PhotoModel._begin

    def slowly(self: PhotoModel, desk: Desk) -> tuple[list[str], list[Photo]]:
        begun = of_desk(self, desk)
        if not read.is_set():
            read.set()
            assert go_on.wait(5)
        return begun

    monkeypatch.setattr(PhotoModel, "_begin", slowly)
    model = PhotoModel(jobs, Keeping(jobs), PhotoEditing(jobs))
    model.refresh()
    qtbot.waitUntil(read.is_set)
    jobs.mutate(jobs, lambda desk: desk.photos.edit(key, caption="Said since"))

    def caption() -> object:
        return model.index(0, COLUMN_OF["caption"]).data() if model.ids else None

    qtbot.waitUntil(lambda: caption() == "Said since")
    go_on.set()
    jobs.drain()
    assert caption() == "Said since"
    assert len(model.ids) == MANY


def test_a_model_without_a_desk_is_empty(qapp: QObject) -> None:
    model = ArticleModel(Jobs())
    assert model.rowCount() == 0
    assert model.id_at(QModelIndex()) == ""
