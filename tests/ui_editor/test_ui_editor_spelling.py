"""Waves under misspelt words: where, when, at what cost; and one put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QPalette, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskeditor.core.article import Article
from deskeditor.core.document import Mark
from deskeditor.spelling import Word
from deskeditor.ui.editor.look import Colours, contrast, pattern_of
from deskeditor.ui.editor.next_mistake import NextMistake
from deskeditor.ui.editor.overlay import OUTDATED, Passage
from deskeditor.ui.editor.spelling import Mistake, Spelling
from deskeditor.ui.editor.story import PAGES, StoryEditor
from deskeditor.ui.theme import DARK, LIGHT, Tones, palette_of

OpenStory = Callable[..., StoryEditor]
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline
WRONG = {"teh", "recieve", "goverment", "됬다"}
NOW = datetime(2025, 12, 5, tzinfo=UTC)
LONG = "\n\n".join(f"Paragraph {number} of the ferry and the tide." for number in range(400)) + "\n"


class Judge:
    """Knows what is wrong at once, or only after ``tell``; remembers what it was asked."""

    def __init__(self, *, at_once: bool = True) -> None:
        self.knows = at_once
        self.asked: list[str] = []

    def __call__(self, word: Word) -> bool | None:
        self.asked.append(word.text)
        return word.text in WRONG if self.knows else None


def waves(block: QTextBlock) -> list[str]:
    wide = block.text().encode("utf-16-le")
    return [
        wide[2 * run.start : 2 * (run.start + run.length)].decode("utf-16-le")
        for run in block.layout().formats()
        if run.format.underlineStyle() == WAVE
    ]


def body(editor: StoryEditor, number: int = 0) -> QTextBlock:
    return editor.document().findBlockByNumber(5 + number)


def place(editor: StoryEditor, block: QTextBlock, at: int) -> None:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + at)
    editor.setTextCursor(cursor)


def compose(editor: StoryEditor, text: str) -> None:
    QCoreApplication.sendEvent(editor, QInputMethodEvent(text, []))


def commit(editor: StoryEditor, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(editor, event)


def test_mistakes_are_underlined_where_they_stand(open_story: OpenStory) -> None:
    editor = open_story(
        headline="Teh goverment",
        body="😀 They **recieve** [teh](https://x.example/teh) 😀 recieve\n\n- teh item\n\n> 그렇게 됬다\n",
    )
    Spelling(editor, Judge())
    editor.look_over()
    assert waves(editor.document().findBlockByNumber(1)) == ["goverment"]
    assert waves(body(editor)) == ["recieve", "teh", "recieve"]
    assert waves(body(editor, 1)) == ["teh"]
    assert waves(body(editor, 2)) == ["됬다"]


def test_code_addresses_and_names_are_left_alone(open_story: OpenStory) -> None:
    editor = open_story(
        byline=("Teh Recieve",), body="See `teh recieve` https://teh.example/recieve teh@x.example @teh\n"
    )
    Spelling(editor, Judge())
    editor.look_over()
    assert waves(editor.document().findBlockByNumber(3)) == []
    assert waves(body(editor)) == []


def test_the_word_being_typed_is_left_alone_until_the_cursor_leaves_it(open_story: OpenStory, qtbot: QtBot) -> None:
    editor, judge = open_story(body="The\n"), Judge()
    Spelling(editor, judge)
    place(editor, body(editor), 3)
    judge.asked.clear()
    QTest.keyClicks(editor, " teh")
    qtbot.waitUntil(lambda: judge.asked == ["The"])
    assert waves(body(editor)) == []
    QTest.keyClicks(editor, " ")
    qtbot.waitUntil(lambda: waves(body(editor)) == ["teh"])
    QTest.keyClicks(editor, "recieve")
    assert waves(body(editor)) == ["teh"]
    QTest.keyClick(editor, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: waves(body(editor)) == ["teh", "recieve"])
    assert judge.asked == ["The", "teh", "recieve"]


def test_a_mistake_that_is_being_mended_is_left_alone(open_story: OpenStory) -> None:
    editor = open_story(body="They recieve it\n")
    Spelling(editor, Judge())
    editor.look_over()
    place(editor, body(editor), 12)
    assert waves(body(editor)) == ["recieve"]
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, "e")
    assert body(editor).text() == "They recieve it"
    assert waves(body(editor)) == []
    QTest.keyClick(editor, Qt.Key.Key_Left)
    assert waves(body(editor)) == []
    place(editor, body(editor), 0)
    assert waves(body(editor)) == ["recieve"]


def test_a_word_is_not_shown_as_wrong_while_it_is_being_typed_however_late_it_is_looked_at(
    open_story: OpenStory, qtbot: QtBot
) -> None:
    editor = open_story(body="The ferry\n")
    Spelling(editor, Judge())
    place(editor, body(editor), 9)
    QTest.keyClicks(editor, " teh")
    assert body(editor).userState() == OUTDATED
    qtbot.waitUntil(lambda: body(editor).userState() != OUTDATED)
    assert waves(body(editor)) == []
    QTest.keyClicks(editor, "re")
    QTest.keyClick(editor, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: body(editor).userState() != OUTDATED)
    assert waves(body(editor)) == []


def test_a_mistake_beside_which_nothing_is_typed_stays_marked(open_story: OpenStory) -> None:
    editor = open_story(body="They recieve it\n")
    layer = Spelling(editor, Judge())
    QTest.keyClicks(editor, "x ")
    place(editor, body(editor), 8)
    layer.judge_anew()
    assert waves(body(editor)) == ["recieve"]


def test_enter_ends_the_word(open_story: OpenStory) -> None:
    editor = open_story(body="The\n")
    Spelling(editor, Judge())
    place(editor, body(editor), 3)
    QTest.keyClicks(editor, " teh")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert waves(body(editor)) == ["teh"]


def test_what_is_composed_is_left_alone_until_the_cursor_leaves_it(open_story: OpenStory, qtbot: QtBot) -> None:
    editor, judge = open_story(body="그렇게\n"), Judge()
    Spelling(editor, judge)
    place(editor, body(editor), 3)
    QTest.keyClicks(editor, " ")
    judge.asked.clear()
    for text in ("ㄷ", "되", "됬"):
        compose(editor, text)
        assert waves(body(editor)) == []
    commit(editor, "됬")
    compose(editor, "다")
    assert body(editor).text() == "그렇게 됬"
    assert waves(body(editor)) == []
    commit(editor, "다")
    assert waves(body(editor)) == []
    assert "됬" not in judge.asked
    QTest.keyClicks(editor, " ")
    qtbot.waitUntil(lambda: waves(body(editor)) == ["됬다"])


def test_a_composition_beside_a_mistake_does_not_move_its_wave(open_story: OpenStory) -> None:
    editor = open_story(body="A teh\n")
    Spelling(editor, Judge())
    editor.look_over()
    place(editor, body(editor), 0)
    compose(editor, "한")
    (wave,) = [run for run in body(editor).layout().formats() if run.format.underlineStyle() == WAVE]
    assert (wave.start, wave.length) == (3, 3)
    compose(editor, "")
    assert waves(body(editor)) == ["teh"]


def test_only_a_block_that_waited_is_laid_again(open_story: OpenStory) -> None:
    editor, judge = open_story(body="One teh\n\nTwo\n\nThree recieve\n"), Judge(at_once=False)
    layer = Spelling(editor, judge)
    editor.look_over()
    assert waves(body(editor)) == []
    place(editor, body(editor), 0)
    QTest.keyClick(editor, Qt.Key.Key_Return)  # what waits has moved on by a block
    judge.knows = True
    judge.asked.clear()
    layer.refresh()
    assert waves(body(editor, 1)) == ["teh"]
    assert waves(body(editor, 3)) == ["recieve"]
    judge.asked.clear()
    layer.refresh()
    assert judge.asked == []


def test_what_was_asked_for_another_story_is_dropped(open_story: OpenStory, qtbot: QtBot) -> None:
    editor, judge = open_story(body="One teh\n"), Judge(at_once=False)
    layer = Spelling(editor, judge)
    editor.look_over()
    page = editor._page
    assert page is not None
    with qtbot.waitSignal(page.destroyed):
        for number in range(PAGES):
            editor.load(Article(f"b{number}", "urn:b", "other", NOW, NOW, body="Two teh\n"), {})
    judge.knows = True
    layer.refresh()
    assert waves(body(editor)) == ["teh"]


def test_a_key_costs_the_same_in_a_long_story(open_story: OpenStory, qtbot: QtBot) -> None:
    editor, judge = open_story(body=LONG), Judge()
    layer = Spelling(editor, judge)
    place(editor, body(editor, 3), 10)
    QTest.keyClicks(editor, "x")
    QApplication.processEvents()  # all that is seen has been laid out, and looked through
    looked: list[int] = []
    look = layer.look_through

    def count(passage: Passage) -> tuple[list[Mistake], bool]:
        looked.append(passage.block.blockNumber())
        return look(passage)

    layer.look_through = count  # type: ignore[method-assign]
    judge.asked.clear()
    for letter in "and so ":
        QTest.keyClicks(editor, letter)
        qtbot.waitUntil(lambda: body(editor, 3).userState() != OUTDATED)
    assert looked == [8] * 7
    assert judge.asked == ["xand", "so"]


def test_a_block_without_end_is_not_read_to_its_end_at_every_key(open_story: OpenStory) -> None:
    editor, judge = open_story(body="teh " + "word " * 40_000 + "recieve\n"), Judge()
    Spelling(editor, judge)
    editor.look_over()
    assert waves(body(editor)) == ["teh"]


def test_nothing_of_it_is_a_step_of_undo_or_saved(open_story: OpenStory) -> None:
    editor = open_story(body="They recieve teh mail\n")
    Spelling(editor, Judge())
    editor.look_over()
    assert waves(body(editor)) == ["recieve", "teh"]
    assert not editor.document().isUndoAvailable()
    assert editor.take_changes() == {}


def test_it_is_switched_off_and_on(open_story: OpenStory) -> None:
    editor = open_story(body="teh\n")
    layer = Spelling(editor, Judge())
    editor.look_over()
    layer.on = False
    assert waves(body(editor)) == []
    layer.on = True
    assert waves(body(editor)) == ["teh"]


def test_a_word_is_put_right_in_one_step_with_its_marks(open_story: OpenStory) -> None:
    editor = open_story(body="They **re**cieve [teh](https://x.example) mail\n")
    layer = Spelling(editor, Judge())
    for at, right in ((7, "receive"), (14, "the")):
        mistake = layer.mistake_at(body(editor).position() + at)
        assert mistake is not None
        layer.put_right(mistake, right)
    assert body(editor).text() == "They receive the mail"
    assert editor.take_changes() == {"body": "They **re**ceive [the](https://x.example) mail\n"}
    assert editor.textCursor().positionInBlock() == 16
    editor.undo()
    editor.undo()
    assert body(editor).text() == "They recieve teh mail"
    assert not editor.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("old", "right"),
    [("teh", "the"), ("teh", "teeth"), ("teh", "t"), ("됬다", "됐다"), ("goverment", "government"), ("recieve", "x y")],
)
def test_any_word_can_be_put_in_its_place(open_story: OpenStory, old: str, right: str) -> None:
    editor = open_story(body=f"😀 **{old}** end\n")
    layer = Spelling(editor, Judge())
    mistake = layer.mistake_at(body(editor).position() + 4)
    assert mistake is not None
    layer.put_right(mistake, right)
    assert body(editor).text() == f"😀 {right} end"
    assert editor.textCursor().positionInBlock() == 3 + len(right)
    cursor = QTextCursor(body(editor))
    for at in range(4, 4 + len(right)):
        cursor.setPosition(body(editor).position() + at)
        assert pattern_of(cursor.charFormat()).marks == {Mark.BOLD}


def test_a_story_that_is_only_read_is_not_changed(open_story: OpenStory) -> None:
    editor = open_story(body="teh\n")
    layer = Spelling(editor, Judge())
    mistake = layer.mistake_at(body(editor).position())
    assert mistake is not None
    editor.set_read_only(True)
    layer.put_right(mistake, "the")
    assert body(editor).text() == "teh"


def test_the_next_mistake_is_selected_from_the_cursor_on_and_from_the_top_again(
    open_story: OpenStory, qtbot: QtBot
) -> None:
    editor = open_story(headline="Teh teh", body=LONG + "\nThey recieve it\n")
    following = NextMistake(editor, Spelling(editor, Judge()))
    place(editor, body(editor), 0)
    for expected in ("recieve", "teh", "recieve"):
        with qtbot.waitSignal(following.found):
            following.go()
        assert editor.textCursor().selectedText() == expected


def test_one_that_is_not_known_yet_is_waited_for(open_story: OpenStory, qtbot: QtBot) -> None:
    editor, judge = open_story(body=LONG + "\nThey recieve it\n"), Judge(at_once=False)
    following = NextMistake(editor, Spelling(editor, judge))
    following.go()
    assert len(set(judge.asked)) < 60
    judge.knows = True
    with qtbot.waitSignal(following.found):
        following.learned()
    assert editor.textCursor().selectedText() == "recieve"


def test_where_nothing_is_wrong_it_says_so(open_story: OpenStory, qtbot: QtBot) -> None:
    editor = open_story(body=LONG)
    following = NextMistake(editor, Spelling(editor, Judge()))
    with qtbot.waitSignal(following.none_left):
        following.go()


def test_who_writes_on_is_not_taken_elsewhere(open_story: OpenStory) -> None:
    editor, judge = open_story(body="One\n\nTwo recieve\n"), Judge(at_once=False)
    following = NextMistake(editor, Spelling(editor, judge))
    place(editor, body(editor), 3)
    following.go()
    QTest.keyClicks(editor, "x")
    judge.knows = True
    following.learned()
    assert not editor.textCursor().hasSelection()


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_the_wave_can_be_seen(tones: Tones) -> None:
    palette = palette_of(tones)
    assert contrast(Colours.of(palette).wrong, palette.color(QPalette.ColorRole.Base)) >= 4.5
