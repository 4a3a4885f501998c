"""Tables, fact boxes, galleries, embeds and notes: the way in, the way through and the way out, by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from deskeditor.core.document import (
    Align,
    Aside,
    Block,
    Document,
    Embed,
    Figure,
    Gallery,
    ListBlock,
    ListItem,
    Mark,
    Note,
    Paragraph,
    PullQuote,
    Run,
    Table,
)
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import UsedPhoto
from deskeditor.ui.editor import tables
from deskeditor.ui.editor.convert import body_start, from_document
from deskeditor.ui.editor.lines import Kind, Line
from deskeditor.ui.editor.look import end_of, kind_of
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

OpenStory = Callable[..., StoryEditor]
Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def words(text: str, *marks: Mark) -> tuple[Run, ...]:
    return (Run(text, frozenset(marks)),) if text else ()


def paragraph(text: str) -> Paragraph:
    return Paragraph(words(text))


def table(*rows: str, aligns: str = "") -> Table:
    cells = tuple(tuple(words(cell) for cell in row.split("|")) for row in rows)
    names = {"l": Align.LEFT, "c": Align.CENTRE, "r": Align.RIGHT, "-": Align.NONE}
    return Table(tuple(names[name] for name in aligns or "-" * len(cells[0])), cells)


def show(open_story: OpenStory, *blocks: Block) -> StoryEditor:
    """A story of these blocks, the caret at the beginning of its body."""
    editor = open_story()
    page = editor.document()
    page.setUndoRedoEnabled(False)
    from_document(Document(blocks), page)
    page.setUndoRedoEnabled(True)
    editor.setTextCursor(QTextCursor(page.findBlockByNumber(body_start(page))))
    return editor


def body(editor: StoryEditor) -> tuple[Block, ...]:
    return to_document(editor.document()).blocks


def go_to(editor: StoryEditor, text: str, *, end: bool = False) -> None:
    """Into the first block of the body with that text."""
    block = editor.document().findBlockByNumber(body_start(editor.document()))
    while block.isValid() and block.text() != text:
        block = block.next()
    assert block.isValid()
    cursor = QTextCursor(block)
    cursor.setPosition(end_of(block) if end else block.position())
    editor.setTextCursor(cursor)


def select(editor: StoryEditor, start: str, end: str) -> None:
    """From the beginning of one block to the end of another."""
    go_to(editor, end, end=True)
    last = editor.textCursor().position()
    go_to(editor, start)
    cursor = editor.textCursor()
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def here(editor: StoryEditor) -> str:
    return editor.textCursor().block().text()


def press(editor: StoryEditor, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(editor, key, held)


# Tables

FERRIES = table("Route|Leaves", "North|05:40", "South|07:15")


def test_tab_goes_through_the_cells_and_adds_a_row(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("Before"), FERRIES, paragraph("After"))
    go_to(editor, "Route")
    visited = []
    for _ in range(6):
        visited.append(here(editor))
        press(editor, Key.Key_Tab)
    assert visited == ["Route", "Leaves", "North", "05:40", "South", "07:15"]
    QTest.keyClicks(editor, "West")
    assert body(editor)[1] == table("Route|Leaves", "North|05:40", "South|07:15", "West|")
    for _ in range(3):
        press(editor, Key.Key_Backtab)
    assert here(editor) == "05:40"
    assert editor.textCursor().selectedText() == "05:40"
    while editor.document().isUndoAvailable():
        editor.undo()
    assert body(editor) == (paragraph("Before"), FERRIES, paragraph("After"))


def test_enter_goes_down_a_column_and_out_of_the_table(open_story: OpenStory) -> None:
    editor = show(open_story, FERRIES)
    go_to(editor, "Leaves")
    press(editor, Key.Key_Return)
    press(editor, Key.Key_Return)
    assert here(editor) == "07:15"
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor, "On.")
    assert body(editor) == (FERRIES, paragraph("On."))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ((tables.insert_row, 0), table("Route|Leaves", "|", "North|05:40", "South|07:15")),
        ((tables.insert_row, 1), table("Route|Leaves", "North|05:40", "|", "South|07:15")),
        ((tables.insert_column, 0), table("|Route|Leaves", "|North|05:40", "|South|07:15")),
        ((tables.insert_column, 1), table("Route||Leaves", "North||05:40", "South||07:15")),
        ((tables.remove_row,), table("Route|Leaves", "South|07:15")),
        ((tables.remove_column,), table("Leaves", "05:40", "07:15")),
        ((tables.set_align, Align.RIGHT), table("Route|Leaves", "North|05:40", "South|07:15", aligns="r-")),
    ],
)
def test_rows_and_columns_come_and_go_as_one_step(
    open_story: OpenStory, change: tuple[Callable[..., list[Line]], int], expected: Table
) -> None:
    editor = show(open_story, paragraph("Before"), FERRIES)
    go_to(editor, "North", end=True)
    place = editor.textCursor().position()
    editor.change_table(*change)
    assert body(editor) == (paragraph("Before"), expected)
    assert kind_of(editor.textCursor().block()) in (Kind.CELL, Kind.HEAD_CELL)
    editor.undo()
    assert body(editor) == (paragraph("Before"), FERRIES)
    assert editor.textCursor().position() == place
    assert not editor.document().isUndoAvailable()


def test_the_last_row_or_column_takes_the_table_with_it(open_story: OpenStory) -> None:
    editor = show(open_story, table("a|b"), paragraph("After"))
    go_to(editor, "a")
    editor.change_table(tables.remove_row)
    assert body(editor) == (paragraph("After"),)
    editor.undo()
    editor.change_table(tables.remove_column)
    editor.change_table(tables.remove_column)
    assert body(editor) == (paragraph("After"),)


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_keys_at_the_edges_of_cells_lose_nothing(open_story: OpenStory, key: Qt.Key) -> None:
    blocks = (paragraph("Before"), FERRIES, paragraph("After"))
    editor = show(open_story, *blocks)
    back = key == Key.Key_Backspace
    for text in ("Route", "Leaves", "North", "05:40", "07:15"):
        go_to(editor, text, end=not back)
        for held in (Qt.KeyboardModifier.NoModifier, CTRL):
            press(editor, key, held)
    go_to(editor, "After" if back else "Before", end=not back)
    press(editor, key)
    assert body(editor) == blocks


def test_a_table_that_is_chosen_from_below_goes_at_the_second_key_and_comes_back(open_story: OpenStory) -> None:
    blocks = (paragraph("Before"), FERRIES, paragraph("After"))
    editor = show(open_story, *blocks)
    go_to(editor, "After")
    press(editor, Key.Key_Backspace)
    assert body(editor) == blocks
    press(editor, Key.Key_Backspace)
    assert body(editor) == (paragraph("Before"), paragraph("After"))
    editor.undo()
    assert body(editor) == blocks


def test_a_selection_of_cells_is_emptied_and_no_more(open_story: OpenStory) -> None:
    editor = show(open_story, table("a|b|c", "d|e|f", "g|h|i"))
    select(editor, "a", "e")
    press(editor, Key.Key_Delete)
    assert body(editor) == (table("||c", "||f", "g|h|i"),)
    editor.undo()
    select(editor, "a", "e")
    editor.toggle_bold()
    (bold,) = body(editor)
    assert isinstance(bold, Table)
    assert [cell[0].marks for row in bold.rows for cell in row].count(frozenset({Mark.BOLD})) == 4


@pytest.mark.parametrize("put", ["key", "Backspace", "Enter"])
def test_a_selection_across_a_table_takes_it_whole_or_not_at_all(open_story: OpenStory, put: str) -> None:
    editor = show(open_story, paragraph("Before"), FERRIES, paragraph("After"))
    go_to(editor, "Before", end=True)
    cursor = editor.textCursor()
    cursor.setPosition(cursor.position() - 3)
    page = editor.document()
    cursor.setPosition(page.lastBlock().position() + 2, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(editor, {"key": Key.Key_X, "Backspace": Key.Key_Backspace, "Enter": Key.Key_Return}[put])
    expected = {"key": ["Befxter"], "Backspace": ["Befter"], "Enter": ["Bef", "ter"]}[put]
    assert body(editor) == tuple(map(paragraph, expected))
    editor.undo()
    assert body(editor) == (paragraph("Before"), FERRIES, paragraph("After"))


def test_arrows_lead_into_a_table_and_out_of_it(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("Before"), FERRIES, paragraph("After"))
    visited = []
    for _ in range(5):
        press(editor, Key.Key_Down)
        visited.append(here(editor))
    assert visited == ["Route", "North", "South", "\ufffc", "After"]


@pytest.mark.parametrize("side", [Key.Key_Home, Key.Key_End])
@pytest.mark.parametrize("enter", [True, False])
def test_typing_below_a_table_opens_a_paragraph(open_story: OpenStory, side: Qt.Key, enter: bool) -> None:
    editor = show(open_story, FERRIES)
    go_to(editor, "07:15")
    press(editor, Key.Key_Down)
    press(editor, side)
    if enter:
        press(editor, Key.Key_Return)
    QTest.keyClicks(editor, "On.")
    assert body(editor) == (FERRIES, paragraph("On."))


# Fact boxes

FARES = Aside("Fares", (paragraph("Adults"), ListBlock(False, (ListItem(words("Children")),))))


def test_a_box_is_made_of_what_is_selected_and_dissolved(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("Before"), paragraph("Adults"), paragraph("Children"), paragraph("After"))
    before = body(editor)
    select(editor, "Adults", "Children")
    editor.toggle_box()
    QTest.keyClicks(editor, "Fares")
    box = Aside("Fares", (paragraph("Adults"), paragraph("Children")))
    assert body(editor) == (paragraph("Before"), box, paragraph("After"))
    editor.toggle_box()
    assert body(editor) == (before[0], paragraph("Fares"), *before[1:])
    editor.undo()
    editor.undo()
    editor.undo()
    assert body(editor) == before


def test_enter_goes_from_title_to_text_and_out_of_the_box(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("Before"))
    go_to(editor, "Before", end=True)
    press(editor, Key.Key_Return)
    editor.toggle_box()
    QTest.keyClicks(editor, "Fares")
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor, "Adults")
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor, "- Children")
    for _ in range(3):
        press(editor, Key.Key_Return)
    QTest.keyClicks(editor, "After")
    assert body(editor) == (paragraph("Before"), FARES, paragraph("After"))


def test_backspace_in_the_title_dissolves_the_box_and_keeps_its_words(open_story: OpenStory) -> None:
    editor = show(open_story, FARES)
    go_to(editor, "Fares")
    press(editor, Key.Key_Backspace)
    assert body(editor) == (paragraph("Fares"), *FARES.blocks)
    editor.undo()
    assert body(editor) == (FARES,)


def test_a_box_has_no_quotes_and_no_marks_in_its_title(open_story: OpenStory) -> None:
    editor = show(open_story, FARES)
    go_to(editor, "Adults")
    editor.toggle_quote()
    editor.toggle_pull_quote()
    select(editor, "Fares", "Fares")
    editor.toggle_bold()
    assert body(editor) == (FARES,)


def test_a_box_moves_by_its_title_and_its_lines_leave_it_at_its_edge(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("Before"), FARES, paragraph("After"))
    go_to(editor, "Fares")
    press(editor, Key.Key_Down, ALT)
    assert body(editor) == (paragraph("Before"), paragraph("After"), FARES)
    press(editor, Key.Key_Up, ALT)
    go_to(editor, "Adults")
    press(editor, Key.Key_Down, ALT)
    turned = Aside("Fares", (*FARES.blocks[1:], *FARES.blocks[:1]))
    assert body(editor) == (paragraph("Before"), turned, paragraph("After"))
    press(editor, Key.Key_Down, ALT)
    assert body(editor) == (
        paragraph("Before"),
        Aside("Fares", FARES.blocks[1:]),
        paragraph("Adults"),
        paragraph("After"),
    )
    press(editor, Key.Key_Up, ALT)
    assert body(editor) == (
        paragraph("Before"),
        paragraph("Adults"),
        Aside("Fares", FARES.blocks[1:]),
        paragraph("After"),
    )


# Galleries and figures

ONE, TWO, THREE = (Figure("p1", name, words(name)) for name in ("One", "Two", "Three"))


def test_figures_become_a_gallery_and_part_again(open_story: OpenStory) -> None:
    editor = show(open_story, ONE, TWO, paragraph("After"), THREE)
    go_to(editor, "One")
    editor.toggle_gallery()
    assert body(editor) == (Gallery((ONE, TWO)), paragraph("After"), THREE)
    assert here(editor) == "One"
    editor.toggle_gallery()
    assert body(editor) == (ONE, TWO, paragraph("After"), THREE)
    select(editor, "One", "Two")
    editor.toggle_gallery()
    editor.undo()
    assert body(editor) == (ONE, TWO, paragraph("After"), THREE)


def test_pictures_change_places_in_a_gallery_and_leave_it_at_its_edge(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("Before"), Gallery((ONE, TWO, THREE)))
    go_to(editor, "Two")
    press(editor, Key.Key_Up, ALT)
    assert body(editor) == (paragraph("Before"), Gallery((TWO, ONE, THREE)))
    assert here(editor) == "Two"
    press(editor, Key.Key_Up, ALT)
    assert body(editor) == (paragraph("Before"), TWO, Gallery((ONE, THREE)))
    press(editor, Key.Key_Up, ALT)
    assert body(editor) == (TWO, paragraph("Before"), Gallery((ONE, THREE)))


def test_a_photo_put_into_a_gallery_stays_in_it(open_story: OpenStory, photo: UsedPhoto) -> None:
    editor = show(open_story, Gallery((ONE, TWO)))
    go_to(editor, "One")
    editor.insert_figure(photo)
    (gallery,) = body(editor)
    assert isinstance(gallery, Gallery)
    assert [figure.alt for figure in gallery.figures] == ["One", "A white ferry", "Two"]


def test_enter_goes_from_caption_to_caption_and_out(open_story: OpenStory) -> None:
    editor = show(open_story, Gallery((ONE, TWO)))
    go_to(editor, "One")
    press(editor, Key.Key_Return)
    assert here(editor) == "Two"
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor, "On.")
    assert body(editor) == (Gallery((ONE, TWO)), paragraph("On."))


def test_typing_on_a_chosen_object_deletes_nothing(open_story: OpenStory) -> None:
    blocks = (Embed("https://video.example.org/1", "Film", words("A film")), FERRIES)
    editor = show(open_story, *blocks)
    go_to(editor, "A film")
    press(editor, Key.Key_Up)
    cursor = editor.textCursor()
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    cursor.setPosition(cursor.block().position())
    cursor.setPosition(end_of(cursor.block()), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "!")
    assert body(editor) == (Embed("https://video.example.org/1", "Film", words("A film!")), FERRIES)


# Embeds and notes


def test_an_embed_is_put_in_and_changed_in_place(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("Before"))
    go_to(editor, "Before", end=True)
    editor.set_embed(" https://video.example.org/1 ", "Film")
    QTest.keyClicks(editor, "A film")
    assert body(editor)[1] == Embed("https://video.example.org/1", "Film", words("A film"))
    assert editor.embed_at_cursor() == ("https://video.example.org/1", "Film")
    editor.set_embed("https://video.example.org/2", "Film two")
    assert body(editor)[1] == Embed("https://video.example.org/2", "Film two", words("A film"))
    for address in ("javascript:alert(1)", "file:///etc/passwd", "video", "mailto:a@b.example"):
        with pytest.raises(DeskError):
            editor.set_embed(address, "")
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor, "On.")
    assert body(editor)[2] == paragraph("On.")


def test_a_note_is_referred_to_written_and_left(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("It was late"), Note("1", words("Old")))
    go_to(editor, "It was late", end=True)
    editor.insert_note()
    QTest.keyClicks(editor, "Harbour office")
    press(editor, Key.Key_Return)
    QTest.keyClicks(editor, ", they say.")
    said = Paragraph((*words("It was late"), *words("2", Mark.NOTE), *words(", they say.")))
    assert body(editor) == (said, Note("1", words("Old")), Note("2", words("Harbour office")))
    press(editor, Key.Key_Home)
    for _ in range(12):
        press(editor, Key.Key_Right)
    press(editor, Key.Key_Backspace)
    assert body(editor)[0] == paragraph("It was late, they say.")


def test_an_empty_note_goes_by_backspace(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("Text"), Note("1", ()))
    press(editor, Key.Key_End, CTRL)
    press(editor, Key.Key_Backspace)
    assert body(editor) == (paragraph("Text"),)
    assert here(editor) == "Text"


# Everywhere


@pytest.mark.parametrize(
    "block",
    [FERRIES, FARES, Gallery((ONE, TWO)), ONE, PullQuote(words("One")), Embed("https://a.example", "", words("One"))],
)
@pytest.mark.parametrize("after", [True, False])
def test_a_paragraph_opens_beside_whatever_the_caret_is_in(open_story: OpenStory, block: Block, after: bool) -> None:
    editor = show(open_story, block)
    for text in ("North", "Children", "Two", "One"):
        if editor.document().find(text).hasSelection():
            go_to(editor, text)
            break
    editor.open_beside(after=after)
    QTest.keyClicks(editor, "Out")
    assert body(editor) == ((block, paragraph("Out")) if after else (paragraph("Out"), block))


@pytest.mark.parametrize("block", [FERRIES, FARES, Gallery((ONE, TWO)), Note("x", words("Source"))])
def test_all_of_it_selected_goes_and_comes_back(open_story: OpenStory, block: Block) -> None:
    blocks = (paragraph("Before"), block, paragraph("After"))
    editor = show(open_story, *blocks)
    select(editor, "Before", "After")
    cursor = editor.textCursor()
    editor.setTextCursor(cursor)
    press(editor, Key.Key_Delete)
    assert body(editor) == ()
    editor.undo()
    assert body(editor) == blocks


def test_several_blocks_move_together(open_story: OpenStory) -> None:
    editor = show(open_story, paragraph("One"), paragraph("Two"), FERRIES, paragraph("Last"))
    select(editor, "One", "Two")
    editor.move_block(1)
    assert body(editor) == (FERRIES, paragraph("One"), paragraph("Two"), paragraph("Last"))
    assert editor.textCursor().selectedText() == "One\u2029Two"
    editor.move_block(1)
    editor.undo()
    editor.undo()
    assert body(editor) == (paragraph("One"), paragraph("Two"), FERRIES, paragraph("Last"))


PARTED = "1. one\n2. two\n\n<!-- -->\n\n1. three\n\n> A\n\n<!-- -->\n\n> B\n"


def type_behind(editor: StoryEditor, number: int, *keys: str | Qt.Key) -> None:
    cursor = QTextCursor(editor.document().findBlockByNumber(number))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    for key in keys:
        QTest.keyClicks(editor, key) if isinstance(key, str) else QTest.keyClick(editor, key)


def test_lists_and_quotations_that_are_parted_stay_so(open_story: OpenStory) -> None:
    editor = open_story(body=PARTED)
    type_behind(editor, 7, "x")
    type_behind(editor, 9, "y")
    assert editor.take_changes()["body"] == PARTED.replace("three", "threex").replace("> B", "> By")
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.take_changes()["body"] == PARTED


def test_what_goes_on_from_the_first_of_a_list_is_of_the_same(open_story: OpenStory) -> None:
    editor = open_story(body=PARTED)
    type_behind(editor, 9, Qt.Key.Key_Return, "more")
    type_behind(editor, 7, Qt.Key.Key_Return, "more")
    wanted = PARTED.replace("1. three\n", "1. three\n2. more\n").replace("> B\n", "> B\n>\n> more\n")
    assert editor.take_changes()["body"] == wanted


@pytest.mark.parametrize(
    ("number", "key", "moved"),
    [
        (7, Qt.Key.Key_Up, "1. one\n2. three\n\n<!-- -->\n\n1. two\n2. four\n"),
        (7, Qt.Key.Key_Down, "1. one\n2. two\n\n<!-- -->\n\n1. four\n2. three\n"),
    ],
)
def test_an_item_that_moves_leaves_lists_parted_where_they_are(
    open_story: OpenStory, number: int, key: Qt.Key, moved: str
) -> None:
    editor = open_story(body="1. one\n2. two\n\n<!-- -->\n\n1. three\n2. four\n")
    type_behind(editor, number)
    QTest.keyClick(editor, key, Qt.KeyboardModifier.AltModifier)
    assert editor.take_changes()["body"] == moved


@pytest.mark.parametrize(("between", "is_one"), [(">\n", True), ("\n<!-- -->\n\n", False)])
def test_a_quotation_has_one_bar(open_story: OpenStory, between: str, is_one: bool) -> None:
    editor = open_story(body=f"> One.\n{between}> Two.\n")
    shown, page = editor.viewport().grab().toImage(), editor.document()
    first, second = (page.documentLayout().blockBoundingRect(page.findBlockByNumber(number)) for number in (5, 6))
    bar = shown.pixelColor(round(first.left()) + 1, round(first.center().y()))
    between_them = shown.pixelColor(round(first.left()) + 1, round((first.bottom() + second.top()) / 2))
    assert (between_them == bar) is is_one
