"""The spelling in the window: a real engine, dictionaries that the test writes, keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from deskeditor.desk import Desk
from deskeditor.spelling import find
from deskeditor.ui.write.word_menu import WordMenu
from deskeditor.ui.write.words_dialog import WordsDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline
ENGLISH = ("the", "ferry", "receive", "they", "it", "of", "mail", "and", "in", "one", "two", "story", "at", "last")
BODY = "They recieve teh mail\n\nSaltmere and teh ferry\n"


def write_dictionary(folder: Path, name: str, words: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.dic").write_text("\n".join((str(len(words)), *words, "")), encoding="utf-8")
    (folder / f"{name}.aff").write_text("SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What this computer has is a small English dictionary and no other; the folder where the system keeps them."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    monkeypatch.delenv("DICPATH", raising=False)
    write_dictionary(tmp_path / "share" / "hunspell", "en_US", ENGLISH)
    return tmp_path / "share" / "hunspell"


@pytest.fixture
def stories(desk_path: Path) -> list[str]:
    with Desk.open(desk_path) as desk:
        return [desk.articles.new(headline=line, body=BODY).value.id for line in ("Story one", "Story two")]


@pytest.fixture
def driver(start: Start, stories: list[str]) -> Driver:
    """A window on the first of two stories, its mistakes shown."""
    opened = start()
    opened.open(stories[0])
    expect(opened, 0, ["recieve", "teh"])
    expect(opened, 1, ["Saltmere", "teh"])
    return opened


def waves(block: QTextBlock) -> list[str]:
    return [
        block.text()[run.start : run.start + run.length]
        for run in block.layout().formats()
        if run.format.underlineStyle() == WAVE
    ]


def expect(driver: Driver, number: int, mistakes: list[str]) -> None:
    """The engine has a process of its own: wait for what it says."""
    driver.bot.waitUntil(lambda: waves(driver.block(5 + number)) == mistakes, timeout=20_000)


def place(driver: Driver, number: int, at: int) -> None:
    cursor = QTextCursor(driver.block(5 + number))
    cursor.setPosition(cursor.position() + at)
    driver.editor.setTextCursor(cursor)


def menu(driver: Driver) -> WordMenu:
    driver.bot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), WordMenu), timeout=20_000)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, WordMenu)
    return popup


def entries(menu: WordMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_a_mistake_is_put_right_by_two_keys(driver: Driver) -> None:
    place(driver, 0, 8)
    driver.press(Qt.Key.Key_Period, CONTROL)
    opened = menu(driver)
    assert entries(opened)[0] == "1   receive"
    QTest.keyClick(opened, Qt.Key.Key_1)
    assert driver.block(5).text() == "They receive teh mail"
    expect(driver, 0, ["teh"])
    driver.settle()
    assert driver.article.body.startswith("They receive teh mail\n")
    driver.act("edit.undo")
    assert driver.block(5).text() == "They recieve teh mail"
    assert driver.focus() is driver.editor


def test_keys_that_come_before_the_suggestions_are_meant_for_them(driver: Driver) -> None:
    place(driver, 0, 14)
    QTest.keyClick(driver.focus(), Qt.Key.Key_Period, CONTROL)
    QTest.keyClick(driver.focus(), Qt.Key.Key_1)
    assert driver.block(5).text() == "They recieve teh mail"
    driver.bot.waitUntil(lambda: driver.block(5).text() == "They recieve the mail", timeout=20_000)
    QTest.keyClicks(driver.focus(), "!")
    assert driver.block(5).text() == "They recieve the! mail"


def test_what_is_written_meanwhile_is_kept_and_no_menu_comes(driver: Driver) -> None:
    place(driver, 0, 14)
    QTest.keyClick(driver.focus(), Qt.Key.Key_Period, CONTROL)
    QTest.keyClicks(driver.focus(), "n 1")
    driver.settle()
    assert QApplication.activePopupWidget() is None
    assert driver.block(5).text() == "They recieve tn 1eh mail"


def test_escape_comes_in_time_and_enter_takes_the_first(driver: Driver) -> None:
    place(driver, 0, 14)
    QTest.keyClick(driver.focus(), Qt.Key.Key_Period, CONTROL)
    QTest.keyClick(driver.focus(), Qt.Key.Key_Escape)
    driver.window.jobs.drain()
    assert QApplication.activePopupWidget() is None
    driver.press(Qt.Key.Key_Period, CONTROL)
    QTest.keyClick(menu(driver), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    driver.press(Qt.Key.Key_Period, CONTROL)
    QTest.keyClick(menu(driver), Qt.Key.Key_Return)
    assert driver.block(5).text() == "They recieve the mail"


def test_where_there_is_nothing_to_choose_the_menu_opens_all_the_same(driver: Driver) -> None:
    place(driver, 1, 3)
    QTest.keyClick(driver.focus(), Qt.Key.Key_Period, CONTROL)
    QTest.keyClick(driver.focus(), Qt.Key.Key_1)
    assert entries(menu(driver))[0] == "No suggestions"
    menu(driver).close()


def test_where_the_word_is_right_the_next_mistake_is_suggested_for(driver: Driver) -> None:
    place(driver, 0, 0)
    for key in (Qt.Key.Key_1, Qt.Key.Key_1):
        driver.press(Qt.Key.Key_Period, CONTROL)
        QTest.keyClick(menu(driver), key)
    assert driver.block(5).text() == "They receive the mail"


def test_from_mistake_to_mistake_by_key(driver: Driver) -> None:
    place(driver, 0, 0)
    for expected in ("recieve", "teh", "Saltmere", "teh", "recieve"):
        driver.press(Qt.Key.Key_F7, SHIFT)
        assert driver.editor.textCursor().selectedText() == expected


def test_a_right_story_is_told_so(start: Start, desk_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        story = desk.articles.new(headline="The ferry", body="They receive mail\n").value.id
    driver = start()
    driver.open(story)
    driver.press(Qt.Key.Key_F7, SHIFT)
    strip = driver.window.strip
    driver.bot.waitUntil(lambda: strip.text == "There is no misspelt word in this story.", timeout=20_000)


def test_a_name_of_the_desk_is_right_everywhere_at_once(driver: Driver, stories: list[str]) -> None:
    place(driver, 1, 3)
    driver.press(Qt.Key.Key_Period, CONTROL)
    opened = menu(driver)
    assert entries(opened) == [
        "No suggestions",
        "Add “Saltmere” to the desk dictionary",
        "Ignore in this story",
        "Desk dictionary…",
    ]
    opened.actions()[entries(opened).index("Add “Saltmere” to the desk dictionary") + 1].trigger()
    opened.close()
    driver.window.jobs.drain()
    assert waves(driver.block(6)) == ["teh"]
    assert driver.window.strip.text == "“Saltmere” is in the desk dictionary."
    driver.open(stories[1])
    expect(driver, 1, ["teh"])
    (undo,) = [button for button in driver.window.strip.findChildren(QPushButton) if button.text() == "Undo"]
    undo.click()
    driver.window.jobs.drain()
    assert waves(driver.block(6)) == ["Saltmere", "teh"]


def test_a_word_is_ignored_in_one_story_and_stays_so(driver: Driver, stories: list[str]) -> None:
    driver.column.spelling.ignore("teh")
    driver.window.jobs.drain()
    assert (waves(driver.block(5)), waves(driver.block(6))) == (["recieve"], ["Saltmere"])
    driver.open(stories[1])
    expect(driver, 0, ["recieve", "teh"])
    driver.open(stories[0])
    expect(driver, 0, ["recieve"])


def test_what_is_typed_is_checked_when_the_word_is_done(driver: Driver) -> None:
    place(driver, 1, 0)
    QTest.keyClicks(driver.focus(), "ferrry")
    driver.settle()
    assert waves(driver.block(6)) == ["teh"]  # “ferrrySaltmere” is being typed
    QTest.keyClicks(driver.focus(), " ")
    expect(driver, 1, ["ferrry", "Saltmere", "teh"])


def test_the_switch_is_remembered(driver: Driver, start: Start, stories: list[str]) -> None:
    assert driver.window.services.actions["spell.check"].isChecked()
    driver.act("spell.check")
    assert (waves(driver.block(5)), waves(driver.block(6))) == ([], [])
    driver.press(Qt.Key.Key_Period, CONTROL)
    assert driver.window.strip.text == "The spelling is not checked."
    driver.window.close()
    again = start()
    again.open(stories[0])
    assert not again.window.services.actions["spell.check"].isChecked()
    again.settle()
    assert waves(again.block(5)) == []
    again.act("spell.check")
    expect(again, 0, ["recieve", "teh"])


@pytest.mark.parametrize("by_mouse", [True, False])
def test_the_context_menu_of_a_mistake_has_both(driver: Driver, by_mouse: bool) -> None:
    place(driver, 0, 8)
    spot = driver.editor.cursorRect().center()
    if not by_mouse:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, driver.editor.mapToGlobal(spot))
        QApplication.sendEvent(driver.editor, event)
    else:
        place(driver, 1, 0)
        viewport = driver.editor.viewport()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, viewport.mapToGlobal(spot))
        QApplication.sendEvent(viewport, event)
    opened = menu(driver)
    shown = entries(opened)
    assert shown[0] == "1   receive"
    assert shown[-6:] == ["Redo", "Cut", "Copy", "Paste", "Paste as plain text", "Select all"]
    opened.actions()[0].trigger()
    assert driver.block(5).text() == "They receive teh mail"
    opened.close()


def test_each_word_is_checked_in_the_language_of_its_script(start: Start, desk_path: Path, installed: Path) -> None:
    write_dictionary(installed, "ko", ("배가", "왔다"))
    with Desk.open(desk_path) as desk:
        english = desk.articles.new(headline="The ferry", body="The ferry 배가 왓다\n", language="en").value.id
        korean = desk.articles.new(headline="배가 왔다", body="배가 왓다 teh ferry\n", language="ko").value.id
    driver = start()
    driver.open(english)
    expect(driver, 0, ["왓다"])
    driver.open(korean)
    expect(driver, 0, ["왓다", "teh"])


def test_a_language_without_a_dictionary_is_told_once(
    start: Start, desk_path: Path, installed: Path, tmp_path: Path
) -> None:
    with Desk.open(desk_path) as desk:
        korean = [desk.articles.new(headline=f"배 {n}", body="배가 왓다 teh\n", language="ko").value.id for n in (1, 2)]
        welsh = desk.articles.new(headline="Fferi", body="Mae teh\n", language="cy").value.id
    driver = start()
    strip = driver.window.strip
    driver.open(korean[0])
    expect(driver, 0, ["teh"])
    driver.bot.waitUntil(lambda: "There is no dictionary for Korean" in strip.text, timeout=20_000)
    assert "hunspell-ko" in strip.text
    assert str(tmp_path / "own" / "DeskEditor" / "dictionaries") in strip.text
    strip.settle("dictionary ko")
    driver.open(korean[1])
    expect(driver, 0, ["teh"])
    assert strip.text == ""
    driver.open(welsh)
    driver.bot.waitUntil(lambda: "There is no dictionary for Welsh" in strip.text, timeout=20_000)
    driver.window.close()

    again = start()
    again.open(korean[0])
    expect(again, 0, ["teh"])
    assert again.window.strip.text == ""
    write_dictionary(installed, "ko", ("배가", "왔다"))
    again.open(korean[1])  # one that was installed meanwhile is found
    expect(again, 0, ["왓다", "teh"])


def test_a_damaged_dictionary_is_told_in_a_sentence(start: Start, stories: list[str], installed: Path) -> None:
    (installed / "en_US.dic").write_bytes(b"\xff\x00" * 400)
    driver = start()
    driver.open(stories[0])
    strip = driver.window.strip
    driver.bot.waitUntil(lambda: "en_US.dic: The dictionary cannot be used" in strip.text, timeout=20_000)
    assert (waves(driver.block(5)), waves(driver.block(6))) == ([], [])


def test_the_desk_dictionary_is_seen_and_changed(driver: Driver) -> None:
    driver.column.spelling.ignore("teh")
    driver.act("spell.words")
    driver.window.jobs.drain()
    (dialog,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, WordsDialog)]
    dialog.field.setFocus()
    for word in ("Saltmere", "Mina Seo", "recieve"):
        dialog.field.setText(word)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        driver.window.jobs.drain()
        if word == "Mina Seo":
            assert dialog._wrong.text().startswith("“Mina Seo” is not a single word")
    assert [dialog.words.item(row).text() for row in range(dialog.words.count())] == ["recieve", "Saltmere"]
    assert [dialog.ignored.item(row).text() for row in range(dialog.ignored.count())] == ["teh"]
    assert (waves(driver.block(5)), waves(driver.block(6))) == ([], [])
    for words in (dialog.words, dialog.ignored):
        words.setCurrentRow(0)
        QTest.keyClick(words, Qt.Key.Key_Delete)
        driver.window.jobs.drain()
    assert (waves(driver.block(5)), waves(driver.block(6))) == (["recieve", "teh"], ["teh"])
    dialog.close()


def test_a_desk_that_is_only_read_shows_its_mistakes(start: Start, stories: list[str], desk_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        desk.words.add("Saltmere")
        driver = start()
        driver.open(stories[0])
        expect(driver, 1, ["teh"])
        place(driver, 1, 14)
        driver.press(Qt.Key.Key_Period, CONTROL)
        assert QApplication.activePopupWidget() is None
        driver.window.close()


def test_the_engine_is_gone_with_the_window(driver: Driver) -> None:
    speller = driver.column.spelling.verdicts._speller
    engine = speller._engine
    assert engine is not None
    assert engine.poll() is None
    place(driver, 0, 0)
    QTest.keyClicks(driver.focus(), "moremistakes ")
    driver.window.close()
    assert engine.poll() is not None
    assert driver.column.spelling.verdicts._speller._engine is None


@pytest.mark.skipif(not find("ko"), reason="hunspell-ko is not installed")
def test_korean_as_it_is_installed(
    start: Start, desk_path: Path, monkeypatch: pytest.MonkeyPatch, settings: QSettings
) -> None:
    monkeypatch.delenv("XDG_DATA_DIRS")
    with Desk.open(desk_path) as desk:
        body = "대통령은 국회에서 연설했읍니다 김민서는 2024년에 AI를\n"
        story = desk.articles.new(headline="배가 왔다", body=body, language="ko").value.id
        desk.words.add("김민서")
    driver = start()
    driver.open(story)
    expect(driver, 0, ["연설했읍니다"])
    place(driver, 0, 14)
    driver.press(Qt.Key.Key_Period, CONTROL)
    opened = menu(driver)
    assert "연설했습니다" in entries(opened)[0]
    QTest.keyClick(opened, Qt.Key.Key_1)
    assert driver.block(5).text().startswith("대통령은 국회에서 연설했습니다 김민서는")
