"""Find and replace, by keys: over the whole page, as one step of undo, and whatever is typed into the field."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon, QInputMethodEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QPushButton

from deskeditor.desk import Desk
from deskeditor.ui.theme import Look, Theme
from deskeditor.ui.write.find_bar import FindBar

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
FIELDS = {
    "kicker": "A ferry",
    "headline": "The ferry sails",
    "standfirst": "One ferry, two",
    "byline": ("Ferry Desk",),
    "dateline": "FERRYTOWN",
}
BODY = "The ferry it’s **the ferry** of [a ferry man](https://ferry.example).\n\nNo boat.\n"


class Finding:
    """A story that is open, and the bar."""

    def __init__(self, start: Start, desk_path: Path, body: str, **fields: object) -> None:
        with Desk.open(desk_path) as desk:
            self.id = desk.articles.new(body=body, **fields).value.id  # type: ignore[arg-type]
        self.driver = start()
        self.driver.open(self.id)

    @property
    def bar(self) -> FindBar:
        return self.driver.column.find_bar

    @property
    def selected(self) -> str:
        return self.driver.editor.textCursor().selectedText()

    @property
    def body(self) -> str:
        self.driver.settle()
        return self.driver.article.body

    def find(self, words: str, *, replacing: bool = False) -> None:
        self.driver.press(Qt.Key.Key_H if replacing else Qt.Key.Key_F, CONTROL)
        self.bar.field.setFocus()
        self.bar.field.selectAll()
        self.driver.type(words)
        self.bar.search.finish()

    def replace_all(self, words: str, by: str) -> None:
        self.find(words, replacing=True)
        self.bar.by.setFocus()
        self.bar.by.selectAll()
        self.driver.type(by)
        self.driver.press(Qt.Key.Key_A, ALT)

    def set(self, key: Qt.Key) -> None:
        self.driver.press(key, ALT)
        self.bar.search.finish()

    def laid(self, block: QTextBlock) -> list[tuple[int, int, bool]]:
        """What is highlighted in a block: start, length, and whether it is the current one."""
        return [
            (run.start, run.length, run.format.fontUnderline())
            for run in block.layout().formats()
            if run.format.fontUnderline() or run.format.background().style() != Qt.BrushStyle.NoBrush
        ]


@pytest.fixture
def finding(start: Start, desk_path: Path) -> Finding:
    return Finding(start, desk_path, BODY, **FIELDS)


def test_all_of_the_page_is_searched_and_counted(finding: Finding) -> None:
    finding.find("ferry")
    assert len(finding.bar.search.hits) == 8
    assert finding.bar.count.text() == "6 of 8"  # the first one from the cursor on, which is in the body
    seen = []
    for _ in range(8):
        finding.driver.press(Qt.Key.Key_Return)
        seen.append(finding.driver.editor.textCursor().blockNumber())
    assert seen == [5, 5, 0, 1, 2, 3, 4, 5]
    finding.driver.press(Qt.Key.Key_Return, SHIFT)
    assert finding.bar.count.text() == "5 of 8"


def test_escape_leaves_the_caret_at_the_match(finding: Finding) -> None:
    finding.find("a ferry")
    finding.driver.press(Qt.Key.Key_Escape)
    assert finding.driver.focus() is finding.driver.editor
    assert not finding.bar.isVisible()
    finding.driver.type("a boat")
    assert "[a boat man](" in finding.body


def test_the_keys_step_with_the_bar_closed(finding: Finding) -> None:
    finding.find("ferry")
    finding.driver.press(Qt.Key.Key_Escape)
    start = finding.driver.editor.textCursor().position()
    for key, held in ((Qt.Key.Key_F3, SHIFT), (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_G, CONTROL)):
        finding.driver.press(key, held)
        assert finding.selected.lower() == "ferry"
    assert finding.driver.editor.textCursor().position() > start
    assert not finding.bar.search.is_on
    assert not finding.bar.isVisible()


def test_matches_are_highlighted_where_they_are_seen_and_the_current_one_is_underlined(finding: Finding) -> None:
    editor = finding.driver.editor
    finding.find("ferry")
    assert finding.laid(finding.driver.block(1)) == [(4, 5, False)]
    assert [current for *_, current in finding.laid(finding.driver.block(5))] == [True, False, False]
    finding.driver.press(Qt.Key.Key_F3)
    assert [current for *_, current in finding.laid(finding.driver.block(5))] == [False, True, False]
    finding.driver.press(Qt.Key.Key_Escape)
    assert not finding.laid(finding.driver.block(1))
    assert not editor.document().isUndoAvailable()


def test_case_words_and_quotes(finding: Finding) -> None:
    finding.find("it's")
    assert finding.selected == "it’s"
    finding.set(Qt.Key.Key_Q)
    assert finding.bar.count.text() == "Not in this story"
    finding.find("FERRY")
    assert len(finding.bar.search.hits) == 8
    finding.set(Qt.Key.Key_C)
    assert len(finding.bar.search.hits) == 1
    finding.find("ferr")
    assert len(finding.bar.search.hits) == 6
    finding.set(Qt.Key.Key_W)
    assert not finding.bar.search.hits


def test_within_the_selection(finding: Finding) -> None:
    editor = finding.driver.editor
    cursor = QTextCursor(finding.driver.block(1))
    cursor.setPosition(finding.driver.block(3).position(), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    finding.find("ferry")
    assert finding.bar.selection.isChecked()
    assert [hit.block for hit in finding.bar.search.hits] == [1, 2]
    finding.replace_all("ferry", "boat")
    finding.driver.settle()
    assert finding.driver.article.headline == "The boat sails"
    assert finding.driver.article.standfirst == "One boat, two"
    assert finding.driver.article.kicker == "A ferry"
    finding.driver.press(Qt.Key.Key_Escape)
    finding.find("ferry")
    assert len(finding.bar.search.hits) == 6


def test_replacing_one_goes_on_to_the_next(finding: Finding) -> None:
    finding.find("the ferry", replacing=True)
    finding.bar.by.setFocus()
    finding.driver.type("the boat")
    finding.driver.press(Qt.Key.Key_Return)
    assert finding.selected == "the ferry"
    assert "the boat it’s **the ferry**" in finding.body
    finding.driver.press(Qt.Key.Key_Return)
    assert "it’s **the boat**" in finding.body


def test_replacing_all_is_one_step_and_keeps_marks_and_links(finding: Finding) -> None:
    before = finding.body
    finding.replace_all("ferry", "steamboat")
    assert finding.body == before.replace("ferry", "steamboat").replace("steamboat.example", "ferry.example")
    assert finding.driver.article.byline == ("steamboat Desk",)
    assert "Replaced 8" in finding.driver.window.strip.text
    next(b for b in finding.driver.window.strip.findChildren(QPushButton) if b.text() == "Undo").click()
    assert finding.body == before
    assert finding.driver.article.headline == FIELDS["headline"]
    assert not finding.driver.editor.document().isUndoAvailable()


def test_undo_of_a_replacement_takes_back_nothing_that_was_typed_since(finding: Finding) -> None:
    finding.replace_all("ferry", "steamboat")
    finding.driver.settle()
    finding.driver.editor.setFocus()
    finding.driver.type("Since then. ")
    body = finding.body
    assert "Since then. " in body
    next(b for b in finding.driver.window.strip.findChildren(QPushButton) if b.text() == "Undo").click()
    assert finding.body == body
    assert "More was written since" in finding.driver.window.strip.text


def test_undo_of_a_replacement_takes_back_nothing_in_another_story(finding: Finding) -> None:
    driver = finding.driver
    driver.act("story.new")
    driver.settle()
    driver.type("Words of its own")
    driver.settle()
    other = driver.story.id
    driver.open(finding.id)
    finding.replace_all("ferry", "steamboat")
    driver.settle()
    driver.open(other)
    next(b for b in driver.window.strip.findChildren(QPushButton) if b.text() == "Undo").click()
    driver.settle()
    assert driver.article.headline == "Words of its own"
    driver.open(finding.id)
    assert "steamboat" in finding.body


@pytest.mark.parametrize(
    ("body", "words", "by", "after"),
    [
        ("New **York** now\n", "New York", "New Jersey", "New **Jersey** now\n"),
        ("**New** York now\n", "New York", "Old York", "**Old** York now\n"),
        ("a **ferry**\n", "ferry", "no ferry", "a **no ferry**\n"),
        ("a **ferry** b\n", "ferry", "", "a  b\n"),
        ("*x* **y** [z](https://z.example)\n", "x y z", "x, y and z", "*x,* **y** and [z](https://z.example)\n"),
        ("\U0001f600 a \U0001f600 b\n", "\U0001f600 b", "\U0001f680 b", "\U0001f600 a \U0001f680 b\n"),
    ],
)
def test_what_stays_of_a_match_keeps_its_marks(
    start: Start, desk_path: Path, body: str, words: str, by: str, after: str
) -> None:
    finding = Finding(start, desk_path, body)
    finding.bar.field.setText(words)
    finding.bar.open(replacing=True)
    finding.bar.by.setText(by)
    finding.bar.all.click()
    assert finding.body == after


def test_groups_of_an_expression(start: Start, desk_path: Path) -> None:
    finding = Finding(start, desk_path, "Kim, Yuna and Park, Jisung\n")
    finding.find("", replacing=True)
    finding.set(Qt.Key.Key_R)
    finding.replace_all(r"(\w+), (\w+)", r"\2 \1")
    assert finding.body == "Yuna Kim and Jisung Park\n"
    finding.replace_all(r"(Kim)", r"\2")
    assert "does not fit" in finding.bar.wrong.text()
    assert finding.body == "Yuna Kim and Jisung Park\n"


@pytest.mark.parametrize(("typed", "said"), [("(a", "no regular expression"), ("(e+)+!", ""), ("((a|aa)+)+$", "")])
def test_a_bad_expression_is_told_beside_the_field(start: Start, desk_path: Path, typed: str, said: str) -> None:
    finding = Finding(start, desk_path, f"{'a' * 3000}! {'e' * 3000}\n")
    finding.driver.press(Qt.Key.Key_F, CONTROL)
    finding.set(Qt.Key.Key_R)
    finding.driver.type(typed)
    finding.bar.search.finish()
    if said:
        assert said in finding.bar.wrong.text()
        assert finding.bar.wrong.isVisible()
    finding.driver.press(Qt.Key.Key_A, CONTROL)
    finding.driver.type("e+")
    finding.bar.search.finish()
    assert not finding.bar.wrong.isVisible()
    assert finding.bar.search.hits


def test_an_expression_that_takes_for_ever_is_told_and_the_window_lives(start: Start, desk_path: Path) -> None:
    finding = Finding(start, desk_path, f"{'a' * 5000}!\n\nx\n")
    finding.driver.press(Qt.Key.Key_F, CONTROL)
    finding.set(Qt.Key.Key_R)
    finding.driver.type("(a+)+$")
    finding.bar.search.finish()
    assert "takes too long" in finding.bar.wrong.text()
    finding.driver.press(Qt.Key.Key_Escape)
    finding.driver.type("still here ")
    assert "still here" in finding.body


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_korean_is_found_composed_or_not(start: Start, desk_path: Path, form: str, typed: str) -> None:
    text = "새 한강의 다리와 한강"
    finding = Finding(start, desk_path, unicodedata.normalize(form, text) + "\n")  # type: ignore[arg-type]
    finding.driver.press(Qt.Key.Key_F, CONTROL)
    words = unicodedata.normalize(typed, "한강")  # type: ignore[arg-type]
    commit = QInputMethodEvent("", [])
    commit.setCommitString(words)
    QCoreApplication.sendEvent(finding.driver.focus(), commit)
    finding.bar.search.finish()
    assert len(finding.bar.search.hits) == 2
    assert unicodedata.normalize("NFC", finding.selected) == "한강"


def test_what_is_typed_on_the_page_is_counted_anew(finding: Finding) -> None:
    finding.find("ferry")
    finding.driver.editor.setFocus()
    cursor = QTextCursor(finding.driver.block(6))
    finding.driver.editor.setTextCursor(cursor)
    finding.driver.type("A ferry. ")
    assert finding.laid(finding.driver.block(6)) == [(2, 5, False)]
    finding.driver.bot.waitUntil(lambda: len(finding.bar.search.hits) == 9)


def test_another_story_is_searched_when_it_is_opened(finding: Finding, desk_path: Path) -> None:
    finding.find("ferry")
    finding.driver.act("story.new")
    finding.driver.settle()
    assert finding.bar.count.text() == "Not in this story"
    finding.driver.editor.setFocus()
    finding.driver.type("Ferry")
    finding.driver.bot.waitUntil(lambda: len(finding.bar.search.hits) == 1)


def test_a_closed_bar_costs_no_key_anything(finding: Finding) -> None:
    finding.find("ferry")
    finding.driver.press(Qt.Key.Key_Escape)
    heard: list[None] = []
    finding.bar.search.changed.connect(lambda: heard.append(None))
    finding.driver.type("typed on")
    finding.driver.settle()
    assert not heard
    assert not finding.bar.search._again.isActive()


def test_a_desk_that_is_held_is_searched_and_nothing_replaced(start: Start, desk_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        key = desk.articles.new(body="A ferry\n").value.id
        driver = start()
        driver.open(key)
        driver.press(Qt.Key.Key_F, CONTROL)
        driver.type("ferry")
        assert driver.column.find_bar.count.text() == "1 of 1"
        driver.column.find_bar.open(replacing=True)
        assert not driver.column.find_bar.one.isEnabled()
        assert not driver.column.find_bar.all.isEnabled()
        assert not driver.window.services.actions["find.replace"].isEnabled()


def test_a_caption_is_searched_and_an_object_never_replaced(driver: Driver, picture: Path) -> None:
    driver.act("story.new")
    driver.settle()
    driver.story.photos.add([picture])
    driver.settle()
    driver.type("A ferry")
    driver.press(Qt.Key.Key_H, CONTROL)
    bar = driver.column.find_bar
    bar.expression.click()
    bar.field.setText(".+")
    bar.open(replacing=True)
    bar.by.setText("x")
    bar.all.click()
    driver.settle()
    assert driver.article.lead_photo is not None
    assert driver.article.lead_photo.caption == "x"
    assert driver.editor.lead_photo


def test_tab_goes_from_what_is_looked_for_to_what_it_becomes(finding: Finding) -> None:
    finding.find("ferry", replacing=True)
    finding.driver.press(Qt.Key.Key_Tab)
    assert finding.bar.by.hasFocus()


def test_a_bar_that_was_closed_takes_the_colours_of_a_new_theme(finding: Finding, look: Look) -> None:
    finding.find("ferry")
    finding.driver.press(Qt.Key.Key_Escape)
    look.choose(Theme.DARK)
    finding.find("ferry", replacing=True)
    for option in finding.bar._options():
        inked = option.icon().pixmap(16, 16, QIcon.Mode.Normal, QIcon.State.Off).toImage()
        colours = [inked.pixelColor(x, y) for x in range(16) for y in range(16)]
        assert max(colour.lightness() for colour in colours if colour.alpha() > 200) > 128
