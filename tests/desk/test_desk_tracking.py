"""Whether the changes of a story are tracked is remembered by the desk."""

from __future__ import annotations

import pytest

from deskeditor.core.changes import Changes
from deskeditor.core.errors import NotFoundError
from deskeditor.desk import Desk


def test_it_is_remembered_by_story(desk: Desk) -> None:
    one, other = (desk.articles.new(headline=line).value for line in ("One", "Other"))
    path = desk.path
    assert not desk.tracking.is_on(one.id)
    assert desk.tracking.turn(one.slug, on=True).changes == Changes()
    assert desk.tracking.turn(one.id, on=True).changes == Changes()
    assert desk.tracking.is_on(one.id)
    assert not desk.tracking.is_on(other.id)
    desk.close()
    with Desk.open(path) as again:
        assert again.tracking.is_on(one.slug)
        again.tracking.turn(one.id, on=False)
        assert not again.tracking.is_on(one.id)


def test_a_story_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.tracking.is_on("none")
    with pytest.raises(NotFoundError):
        desk.tracking.turn("none", on=True)
    assert desk.tracking.user
