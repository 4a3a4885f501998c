"""How a headline fits where it will stand: measured in the type of the page, and told only while it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskeditor.core.resources import resources
from deskeditor.ui.write import slots
from deskeditor.ui.write.meters import break_words, taken_words
from deskeditor.ui.write.slots import HEADLINE, SLOTS, STANDFIRST, fit

if TYPE_CHECKING:
    from tests.ui.conftest import Driver

LONG = "The dawn ferry sails again after eleven years, and the whole town came down to the quay to see it off"
LEAD, TEASER, PAGE, SEARCH = HEADLINE


def declared(selector: str, name: str, style: str) -> str:
    """What a rule of the style sheet says of a property; the first such rule."""
    found = re.findall(
        rf"^\s*{re.escape(selector)} \{{[^}}]*?(?:^|[\s;{{]){re.escape(name)}: ([^;}}]+)", style, re.MULTILINE
    )
    assert found, (selector, name)
    return str(found[0]).strip()


def rem(size: str) -> float:
    """The largest size in pixels that the declaration allows."""
    return float(re.findall(r"([\d.]+)rem", size)[-1]) * slots.REM


def test_slots_are_those_of_the_page() -> None:
    style = (resources() / "styles" / "web" / "style.css").read_text(encoding="utf-8")
    assert re.search(r"--serif: ([^;]+);", style)[1] == ", ".join(  # type: ignore[index]
        f'"{family}"' if " " in family else family for family in slots.PAGE_SERIF
    )
    assert rem(declared(".front article.lead h2", "font-size", style)) == LEAD.size
    assert rem(declared(".teaser h2", "font-size", style)) == TEASER.size
    assert rem(declared(".story h1", "font-size", style)) == PAGE.size
    assert rem(declared(".standfirst", "font-size", style)) == STANDFIRST[0].size == STANDFIRST[2].size
    assert rem(declared(".teaser p:not(.kicker)", "font-size", style)) == STANDFIRST[1].size
    assert declared(".front article.lead h2", "letter-spacing", style) == "-.01em"
    assert declared(".story h1", "letter-spacing", style) == "-.012em"
    assert (LEAD.spacing, PAGE.spacing) == (-0.01, -0.012)
    assert "h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; font-weight: 700; }" in style
    assert "main, .day, .colophon { max-width: 72rem; margin-inline: auto; padding-inline: 1.25rem; }" in style
    assert "grid-template-columns: minmax(0, 1fr) 19rem; column-gap: 3.5rem;" in style
    assert "width: 12rem; margin: 0; margin-inline-start: 1.5rem;" in style
    assert rem(declared(".story, .story ~ .lines", "max-width", style)) == PAGE.width
    assert ":lang(ko) { word-break: keep-all;" in style
    assert (LEAD.width, TEASER.width) == (752, 536)


def test_a_text_breaks_where_words_end(qapp: QApplication) -> None:
    how = fit(LONG, PAGE, "en")
    assert " ".join(how.lines) == LONG
    assert len(how.lines) > PAGE.lines
    assert fit("", LEAD, "en").lines == ()
    assert fit("Ferry", LEAD, "en").lines == ("Ferry",)


def test_korean_breaks_between_words_only(qapp: QApplication) -> None:
    text = "부두거리 한글학교, 스무 번째 봄학기를 열다 그리고 더 길게"
    how = fit(text, PAGE, "ko")
    assert len(how.lines) > 1
    assert " ".join(how.lines) == text
    assert any(len(line.split(" ")) > 1 for line in how.lines)


def test_japanese_breaks_between_characters(qapp: QApplication) -> None:
    text = "港の朝の渡し船が十一年ぶりに運航を再開し、住民らが岸壁で歓迎の声をあげた"
    how = fit(text, LEAD, "ja")
    assert len(how.lines) > 1
    assert "".join(how.lines) == text


def test_balanced_lines_are_no_more_and_about_as_long(qapp: QApplication) -> None:
    how = fit("The dawn ferry sails again after eleven years", LEAD, "en")
    assert len(how.lines) == 2
    widths = [fit(line, LEAD, "en").width for line in how.lines]
    assert max(widths) <= LEAD.width
    assert min(widths) / max(widths) > 0.6


def test_it_is_measured_and_not_counted(qapp: QApplication) -> None:
    assert fit("W" * 20, SEARCH, "en").width > 2 * fit("i" * 20, SEARCH, "en").width


def test_what_is_said_of_a_fit(qapp: QApplication) -> None:
    assert taken_words(LEAD, slots.Fit(("a b", "c"), 800)) == "2 of 2 lines"
    assert taken_words(LEAD, slots.Fit(("a", "b", "c"), 2_000)) == "3 lines, 1 over"
    assert break_words(LEAD, slots.Fit(("a b", "c d"), 800)) == "b ⏎ c"
    assert taken_words(SEARCH, slots.Fit(("a", "b"), 700)) == "700 of 600 px"
    assert break_words(SEARCH, slots.Fit(("so it is", "cut"), 700)) == "Cut after “is”"
    assert break_words(SEARCH, slots.Fit(("so",), 30)) == ""


@pytest.mark.parametrize("field", SLOTS)
def test_every_meter_has_a_slot(driver: Driver, field: str) -> None:
    assert len(SLOTS[field]) == len(driver.column.meters.meters)


def test_meters_are_there_while_the_headline_is_written(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    bar = driver.column.meters
    assert bar.isVisible()
    QTest.keyClicks(driver.editor, "Ferry sails again")
    driver.bot.waitUntil(lambda: "1 of 2 lines" in bar.meters[0].text)
    assert bar.meters[3].text.startswith("Search title · ")
    driver.press(Qt.Key.Key_Tab)
    driver.type("It left at dawn")
    driver.bot.waitUntil(lambda: bar.meters[3].text.startswith("Search text"))
    driver.press(Qt.Key.Key_Tab)
    assert not bar.isVisible()


def test_nothing_is_measured_while_the_body_is_written(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    driver.act("story.new")
    driver.settle()
    driver.column.go_to("body")
    monkeypatch.setattr("deskeditor.ui.write.meters.fit", lambda *_: pytest.fail("measured"))
    driver.type("It left at dawn")
    driver.settle()
    assert not driver.column.meters.isVisible()


def test_too_long_is_told_in_words(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    driver.type(LONG)
    bar = driver.column.meters
    driver.bot.waitUntil(lambda: " over" in bar.meters[2].text)
    assert "Cut after" in bar.meters[3].text
    assert bar.meters[2].accessibleName() == bar.meters[2].text
