"""A story on a page, shown offscreen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from deskeditor.core.article import Article
from deskeditor.core.photo import Photo, PhotoFields, PhotoUse, Role, UsedPhoto
from deskeditor.ui.editor.story import StoryEditor

NOW = datetime(2025, 12, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def photo() -> UsedPhoto:
    fields = PhotoFields(caption="A ferry at the quay", alt="A white ferry", credit="Jane Doe")
    picture = Photo("p1", "urn:p1", "ferry.jpg", "0" * 64, "image/jpeg", 1, 1600, 1000, NOW, NOW, fields)
    return UsedPhoto.of(PhotoUse("p1", Role.INLINE), picture)


OpenStory = Callable[..., StoryEditor]


@pytest.fixture
def open_story(qtbot: QtBot, photo: UsedPhoto) -> OpenStory:
    def open_(*, lead: bool = False, **fields: Any) -> StoryEditor:
        photos = (PhotoUse("p1", Role.LEAD),) if lead else ()
        editor = StoryEditor()
        qtbot.addWidget(editor)
        editor.resize(800, 600)
        editor.load(Article("a1", "urn:a1", "a-story", NOW, NOW, photos=photos, **fields), {"p1": photo})
        editor.show()
        qtbot.waitExposed(editor)
        return editor

    return open_
