"""What is said of photos, in the user's language too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from deskeditor.core.uses import PastUse
from deskeditor.ui.photos.wording import past_use, past_uses

NOW = datetime(2026, 5, 15, 12, tzinfo=UTC)
KOREAN = {
    "used {n} days ago in “{name}”": "{n}일 전 “{name}” 기사에 쓰임",
    "{last_use} and {n} more": "{last_use} 외 {n}건",
}


class Korean(QTranslator):
    """Another order of the words than English has."""

    def translate(self, _context: str, text: str, _about: str | None = None, _n: int = -1) -> str | None:
        return KOREAN.get(text)


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    translator = Korean()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def used(*, days: float = 3, is_published: bool = True, headline: str = "Ferry returns") -> PastUse:
    return PastUse("1", "ferry-returns", headline, NOW - timedelta(days=days, hours=1), is_published)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "used today in “Ferry returns”"),
        (1, "used yesterday in “Ferry returns”"),
        (3, "used 3 days ago in “Ferry returns”"),
        (20, "used 2 weeks ago in “Ferry returns”"),
        (100, "used 3 months ago in “Ferry returns”"),
        (800, "used 2 years ago in “Ferry returns”"),
        (-2, "used today in “Ferry returns”"),
    ],
)
def test_a_past_use_is_told(days: int, said: str) -> None:
    assert past_use(used(days=days), NOW) == said


def test_a_use_without_a_day_or_a_headline_is_told() -> None:
    assert past_use(used(is_published=False), NOW) == "in the unpublished “Ferry returns”"
    assert past_use(used(headline=""), NOW) == "used 3 days ago in “ferry-returns”"
    assert past_uses([], NOW) == "in no story"


@pytest.mark.usefixtures("korean")
def test_a_past_use_is_told_in_the_order_of_another_language() -> None:
    assert past_use(used(), NOW) == "3일 전 “Ferry returns” 기사에 쓰임"
    assert past_uses([used(), used()], NOW) == "3일 전 “Ferry returns” 기사에 쓰임 외 1건"
