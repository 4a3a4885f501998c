"""Photos of an older desk: known by their likeness and their credentials after a look in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from deskeditor.core.photo import Photo
from deskeditor.desk import Desk
from deskeditor.desk.recognising import AT_ONCE

Draw = Callable[..., Path]


def taken_in_by_an_older_program(desk: Desk, folder: Path, count: int) -> list[Photo]:
    photos = []
    for number in range(count):
        drawn = Image.linear_gradient("L").rotate(number * 30).resize((300, 200))
        drawn.paste(Image.radial_gradient("L").resize((120, 90)), (number * 15, 100 - number * 9))
        path = folder / f"{number}.jpg"
        drawn.convert("RGB").save(path)
        photos.append(desk.photos.take_in(path).value)
    with desk._context.store.writing() as work:
        for photo in photos:
            work.photos.recognise(photo.id, "", "")
    return photos


def go_on(desk: Desk) -> list[int]:
    turns: list[int] = []
    while turns[-1:] != [0]:
        turns.append(desk.recognise_photos().value)
    return turns


def test_all_become_known_a_few_at_a_time_and_once(desk: Desk, tmp_path: Path) -> None:
    before = taken_in_by_an_older_program(desk, tmp_path, AT_ONCE + 3)
    assert go_on(desk) == [AT_ONCE, 3, 0]
    after = desk.photos.rows([photo.id for photo in before])
    assert after == before, "with the likeness that they are taken in with, and nothing else changed"
    smaller = tmp_path / "smaller.jpg"
    Image.open(tmp_path / "5.jpg").resize((150, 100)).save(smaller)
    copy = desk.photos.take_in(smaller).value
    assert before[5].id in [alike.photo.id for alike in desk.photos.alike([copy.id])[copy.id]]
    assert go_on(desk) == [0]


def test_a_picture_too_even_and_one_whose_file_is_gone_stop_nobody(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    even = desk.photos.take_in(draw("even.png")).value
    gone, kept = taken_in_by_an_older_program(desk, tmp_path, 2)
    desk.photos.original(gone).unlink()
    assert go_on(desk) == [3, 0]
    known = {photo.id: bool(photo.likeness) for photo in desk.photos.rows([even.id, gone.id, kept.id])}
    assert known == {even.id: False, gone.id: False, kept.id: True}
    assert go_on(desk) == [0]
