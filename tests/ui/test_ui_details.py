"""The Details of the photos that are chosen: read and edited by keys, one photo or many, each edit undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from deskeditor.core.photo import Photo, PhotoFields, Role
from deskeditor.desk import Desk
from deskeditor.photos import iim, sidecar
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.parts import Choice
from deskeditor.ui.photos.detail_specs import SPECS
from deskeditor.ui.photos.details import Details
from deskeditor.ui.photos.room import PhotosRoom

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

    from deskeditor.desk import PhotoEdits

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NAMES = ("c.jpg", "b.jpg", "a.jpg")
"""In the order in which they are taken in; the sheet shows the last first."""


@pytest.fixture
def fill_photos(desk_path: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Three photos on the desk, with what is said of each; their ids in the order of the sheet."""

    def put(*said: PhotoEdits) -> list[str]:
        with Desk.open(desk_path) as desk:
            ids = []
            for number, name in enumerate(NAMES):
                path = tmp_path / name
                Image.new("RGB", (60, 40), (80 * number, 90, 120)).save(path)
                ids.append(desk.photos.take_in(path).value.id)
            ids.reverse()
            for key, edits in zip(ids, said, strict=False):
                desk.photos.edit(key, **edits)
            return ids

    return put


def go(driver: Driver, row: int = 0) -> PhotosRoom:
    """To the Photos room, with a photo chosen by its key."""
    driver.act("room.photos")
    driver.settle()
    room = driver.window.photos
    assert room is not None
    room.sheet.setFocus()
    room.sheet.setCurrentIndex(room.model.index(0, 0))
    for _ in range(row):
        driver.press(Qt.Key.Key_Right)
    driver.settle()
    return room


def choose_all(driver: Driver, room: PhotosRoom) -> None:
    room.sheet.setFocus()
    driver.press(Qt.Key.Key_A, CONTROL)
    driver.settle()


def text_field(details: Details, name: str) -> GrowingField:
    field = details.rows[name].field
    assert isinstance(field, GrowingField)
    return field


def choice(details: Details, name: str) -> Choice:
    field = details.rows[name].field
    assert isinstance(field, Choice)
    return field


def say(driver: Driver, details: Details, name: str, words: str) -> None:
    """Type words at the end of a field, and wait until they are kept."""
    text_field(details, name).setFocus()
    driver.press(Qt.Key.Key_End, CONTROL)
    driver.type(words)
    text_field(details, name).commit()
    driver.settle()


def photo(path: Path, key: str) -> Photo:
    with Desk.open(path, read_only=True) as desk:
        return desk.photos.get(key)


def captions(path: Path, ids: list[str]) -> list[str]:
    return [photo(path, key).fields.caption for key in ids]


def test_what_is_typed_is_kept_while_it_is_typed_and_one_undo_takes_it_back(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos({"caption": "A boat"})
    driver = start()
    room = go(driver)
    driver.press(Qt.Key.Key_I, CONTROL | ALT)
    assert driver.focus() is text_field(room.details, "headline")
    field = text_field(room.details, "caption")
    assert field.toPlainText() == "A boat"
    for words in (" at", " the quay"):
        say(driver, room.details, "caption", words)
    assert field.hasFocus()
    assert captions(desk_path, ids) == ["A boat at the quay", "", ""]
    room.sheet.setFocus()
    driver.press(Qt.Key.Key_Z, CONTROL)
    driver.settle()
    assert captions(desk_path, ids)[0] == "A boat"
    assert field.toPlainText() == "A boat"
    driver.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    driver.settle()
    assert field.toPlainText() == "A boat at the quay"


def test_undo_is_heard_in_a_field_that_has_nothing_of_its_own_to_undo(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos()
    driver = start()
    room = go(driver)
    say(driver, room.details, "headline", "Boats")
    text_field(room.details, "city").setFocus()
    driver.press(Qt.Key.Key_Z, CONTROL)
    driver.settle()
    assert photo(desk_path, ids[0]).fields.headline == ""


def old_picture(path: Path, texts: list[tuple[int, bytes]], xmp: PhotoFields | None = None) -> Path:
    """With texts as a program wrote them that knew no UTF-8, and perhaps others in its XMP."""
    block = b"".join(b"\x1c\x02" + bytes([number, 0, len(text)]) + text for number, text in texts)
    Image.new("RGB", (60, 40)).save(path, extra=iim.segment(block), xmp=sidecar(xmp or PhotoFields()))
    return path


@pytest.fixture
def twice(desk_path: Path, tmp_path: Path) -> str:
    """A photo whose file says its caption, its credit and its keywords twice."""
    said = [(120, b"old words"), (110, b"Old"), (25, b"boats")]
    path = old_picture(tmp_path / "two.jpg", said, PhotoFields(caption="new words", credit="New", keywords=("ferry",)))
    with Desk.open(desk_path) as desk:
        return desk.photos.take_in(path).value.id


def test_tab_goes_through_all_that_is_known_in_reading_order(start: Start, desk_path: Path, twice: str) -> None:
    with Desk.open(desk_path) as desk:
        desk.photos.edit(twice, rejected=True, embargo="2999-01-01")
        for line in ("One", "Two"):
            desk.articles.attach(desk.articles.new(headline=line).value.id, twice, Role.LEAD)
    driver = start()
    details = go(driver).details
    details.twice.setFocus()
    order: list[QWidget] = []
    while details.isAncestorOf(driver.focus()) and driver.focus() not in order:
        order.append(driver.focus())
        QTest.keyClick(driver.focus(), Qt.Key.Key_Tab)
        QApplication.processEvents()
    fields = [details.rows[spec.name].field for spec in SPECS]
    assert [widget for widget in order if widget in fields] == fields
    tops = [widget.mapTo(details, widget.rect().bottomLeft()).y() for widget in order]
    assert tops == sorted(tops)
    said = [widget.text() for widget in order if isinstance(widget, QPushButton)]
    assert [text for text in said if text.startswith("Take that")] == ["Take that of the IIM"] * 3
    assert said.count("Lift…") == 2
    assert sum("unpublished" in text for text in said) == 2


def test_of_what_a_file_says_twice_both_are_shown_and_the_other_taken(
    start: Start, desk_path: Path, twice: str
) -> None:
    driver = start()
    details = go(driver).details
    assert details.twice.text() == "3 fields are said twice in the file"
    details.twice.setFocus()
    driver.press(Qt.Key.Key_Space)
    assert driver.focus() is text_field(details, "caption")
    box = details.rows["caption"].conflict
    assert box is not None
    assert "Its XMP is shown; its IIM says: “old words”" in box.said.text()
    driver.press(Qt.Key.Key_Tab)
    driver.press(Qt.Key.Key_Space)
    driver.settle()
    assert driver.focus() is text_field(details, "caption")
    assert text_field(details, "caption").toPlainText() == "old words"
    assert details.rows["caption"].conflict is None
    keywords = details.rows["keywords"].conflict
    assert keywords is not None
    keywords.take.click()
    credit = details.rows["credit"].conflict
    assert credit is not None
    credit.keep.click()
    driver.settle()
    assert not details.twice.isVisible()
    kept = photo(desk_path, twice)
    assert (kept.fields.caption, kept.fields.keywords, kept.fields.credit) == ("old words", ("boats",), "New")
    assert kept.open_conflicts == ()
    for _ in range(3):
        driver.act("edit.undo")
        driver.settle()
    assert len(photo(desk_path, twice).open_conflicts) == 3
    assert details.twice.text() == "3 fields are said twice in the file"


def test_what_a_file_says_twice_is_not_decided_for_a_photo_that_is_not_read_yet(
    start: Start, desk_path: Path, twice: str, picture: Path
) -> None:
    with Desk.open(desk_path) as desk:
        other = desk.photos.take_in(picture).value.id
    driver = start()
    details = go(driver, row=1).details
    box = details.rows["caption"].conflict
    assert box is not None
    details.choose((other,), None)
    for button in (box.take, box.keep):
        button.click()
    driver.settle()
    assert photo(desk_path, other).fields.caption == ""
    assert not details.twice.isVisible()
    details.choose((twice,), None)
    driver.settle()
    box = details.rows["caption"].conflict
    assert box is not None
    box.take.click()
    driver.settle()
    assert photo(desk_path, twice).fields.caption == "old words"


def test_old_texts_are_read_again_after_a_look_at_what_that_makes_of_them(
    start: Start, desk_path: Path, tmp_path: Path
) -> None:
    texts = [(120, "배가 돌아왔다".encode("cp949")), (90, "목포".encode("cp949"))]
    with Desk.open(desk_path) as desk:
        key = desk.photos.take_in(old_picture(tmp_path / "old.jpg", texts)).value.id
    driver = start()
    old = go(driver).details.old_texts
    old.ask.setFocus()
    driver.press(Qt.Key.Key_Space)
    driver.settle()
    assert driver.focus() is old.encoding
    driver.type("Kor")
    assert "Caption: 배가 돌아왔다" in old.preview.text()
    assert photo(desk_path, key).fields.city != "목포"
    driver.press(Qt.Key.Key_Tab)
    driver.press(Qt.Key.Key_Space)
    driver.settle()
    assert (photo(desk_path, key).fields.caption, photo(desk_path, key).fields.city) == ("배가 돌아왔다", "목포")
    driver.act("edit.undo")
    driver.settle()
    assert photo(desk_path, key).fields.city != "목포"


def test_texts_that_every_encoding_reads_alike_are_not_read_again(
    start: Start, fill_photos: Callable[..., list[str]]
) -> None:
    fill_photos()
    driver = start()
    old = go(driver).details.old_texts
    old.ask.setFocus()
    driver.press(Qt.Key.Key_Space)
    driver.settle()
    assert old.preview.text().startswith("Each encoding says the same")
    assert not old.read.isVisible()


def test_of_several_only_what_is_touched_is_written_to_all_and_undone_at_once(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos(
        {"caption": "One", "credit": "Seo"}, {"caption": "Two", "credit": "Seo"}, {"caption": "Fog", "credit": "Seo"}
    )
    driver = start()
    room = go(driver)
    choose_all(driver, room)
    caption, credit = text_field(room.details, "caption"), text_field(room.details, "credit")
    assert (caption.toPlainText(), caption.placeholderText()) == ("", "Mixed")
    assert credit.toPlainText() == "Seo"
    # One of them says already what is typed first: it too is brought back.
    for words in ("F", "og", " over the harbour"):
        say(driver, room.details, "caption", words)
    assert captions(desk_path, ids) == ["Fog over the harbour"] * 3
    assert [photo(desk_path, key).fields.credit for key in ids] == ["Seo"] * 3
    room.sheet.setFocus()
    driver.press(Qt.Key.Key_Z, CONTROL)
    driver.settle()
    assert captions(desk_path, ids) == ["One", "Two", "Fog"]
    assert len(room.chosen) == 3
    assert caption.placeholderText() == "Mixed"


def test_a_mixed_field_that_is_emptied_again_is_as_it_was(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos({"caption": "One"}, {"caption": "Two"}, {"caption": ""})
    driver = start()
    room = go(driver)
    choose_all(driver, room)
    say(driver, room.details, "caption", "X")
    assert captions(desk_path, ids) == ["X"] * 3
    driver.press(Qt.Key.Key_Backspace)
    text_field(room.details, "caption").commit()
    driver.settle()
    assert captions(desk_path, ids) == ["One", "Two", ""]


def test_half_a_date_is_not_kept_stays_in_the_field_and_is_told_when_it_is_left(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos({"embargo": "2027-01-05"})
    driver = start()
    room = go(driver)
    row, field = room.details.rows["embargo"], text_field(room.details, "embargo")
    field.setFocus()
    driver.press(Qt.Key.Key_A, CONTROL)
    driver.type("2027-1")
    field.commit()
    driver.settle()
    assert not row.words.isVisible()
    assert driver.column.status.saved.text() == "Not kept: “2027-1” is not a date"
    driver.press(Qt.Key.Key_Tab)
    driver.settle()
    assert "“2027-1” is not a date" in row.words.text()
    assert row.words.isVisible()
    assert field.toPlainText() == "2027-1"
    assert photo(desk_path, ids[0]).fields.embargo == "2027-01-05"
    field.setFocus()
    driver.press(Qt.Key.Key_A, CONTROL)
    driver.type("2027-02-05")
    field.commit()
    driver.settle()
    assert not row.words.isVisible()
    assert photo(desk_path, ids[0]).fields.embargo == "2027-02-05"


def test_what_is_missing_repeated_too_long_or_cut_is_told_while_it_is_typed(
    start: Start, fill_photos: Callable[..., list[str]]
) -> None:
    fill_photos({"caption": "A ferry leaves"})
    driver = start()
    rows = go(driver).details.rows
    assert rows["alt"].title.text() == "Alt text · missing"
    assert rows["caption"].title.text() == "Caption"
    rows["alt"].field.setFocus()
    driver.type("A ferry leaves!")
    assert rows["alt"].title.text() == "Alt text"
    assert rows["alt"].mark.text() == "15 of 250 characters"
    assert "what the caption says" in rows["alt"].words.text()
    rows["caption"].field.setFocus()
    driver.press(Qt.Key.Key_Home)
    driver.type("On Friday morning in fog and rain ")
    assert rows["alt"].words.text() == ""
    credit = rows["credit"].field
    assert isinstance(credit, GrowingField)
    credit.insertPlainText("가나다라마바사아자차카")
    assert rows["credit"].words.text() == "IIM ends at “…가나다라마바사아자차” and loses “카”"


def test_a_name_may_have_a_semicolon(start: Start, fill_photos: Callable[..., list[str]], desk_path: Path) -> None:
    ids = fill_photos({"people": ("Seo; Mina", "Jonas Park")})
    driver = start()
    room = go(driver)
    say(driver, room.details, "people", "; Ines Varga")
    assert photo(desk_path, ids[0]).fields.people == ("Seo; Mina", "Jonas Park", "Ines Varga")


def test_a_vocabulary_is_chosen_in_words_and_kept_as_its_address(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos()
    driver = start()
    room = go(driver)
    made = choice(room.details, "digital_source_type")
    assert made.currentText() == "Not said"
    made.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down):
        driver.press(key)
    driver.settle()
    assert made.currentText() == "Made with AI"
    kept = photo(desk_path, ids[0]).fields.digital_source_type
    assert kept == "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    assert room.details.ai.text() == "Made with AI"
    assert room.details.ai.isVisible()
    driver.press(Qt.Key.Key_Z, CONTROL)
    driver.settle()
    assert photo(desk_path, ids[0]).fields.digital_source_type == ""
    assert made.currentText() == "Not said"


def test_an_unknown_word_of_a_vocabulary_is_shown_as_it_is(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos({"data_mining": "https://news.example/vocab/DMI-ASK"})
    driver = start()
    room = go(driver)
    assert choice(room.details, "data_mining").currentText() == "DMI-ASK"
    say(driver, room.details, "headline", "Boats")
    assert photo(desk_path, ids[0]).fields.data_mining == "https://news.example/vocab/DMI-ASK"


def test_ctrl_enter_goes_on_to_the_next_photo_in_the_same_field(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos()
    driver = start()
    room = go(driver)
    text_field(room.details, "headline").setFocus()
    for words in ("One", "Two", "Three"):
        driver.type(words)
        driver.press(Qt.Key.Key_Return, CONTROL)
    driver.settle()
    assert [photo(desk_path, key).fields.headline for key in ids] == ["One", "Two", "Three"]


def test_escape_goes_back_to_the_sheet(start: Start, fill_photos: Callable[..., list[str]]) -> None:
    fill_photos()
    driver = start()
    room = go(driver)
    text_field(room.details, "caption").setFocus()
    driver.press(Qt.Key.Key_Escape)
    assert driver.focus() is room.sheet


def test_names_are_parted_by_semicolons(start: Start, fill_photos: Callable[..., list[str]], desk_path: Path) -> None:
    ids = fill_photos({"people": ("Mina Seo",)})
    driver = start()
    room = go(driver)
    say(driver, room.details, "people", "; Jonas Park")
    assert photo(desk_path, ids[0]).fields.people == ("Mina Seo", "Jonas Park")


def test_the_note_keeps_its_lines(start: Start, fill_photos: Callable[..., list[str]], desk_path: Path) -> None:
    ids = fill_photos()
    driver = start()
    room = go(driver)
    say(driver, room.details, "note", "Ask the wire.")
    driver.press(Qt.Key.Key_Return)
    driver.type("Before six.")
    text_field(room.details, "note").commit()
    driver.settle()
    assert photo(desk_path, ids[0]).note == "Ask the wire.\nBefore six."


def test_a_story_that_shows_the_photo_is_told_and_opens(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos()
    with Desk.open(desk_path) as desk:
        story = desk.articles.new(headline="Port reopens", body="The first ferry left.\n").value
        desk.articles.attach(story.id, ids[0], Role.LEAD)
    driver = start()
    room = go(driver)
    (button,) = room.details.uses.buttons
    assert button.said == "In the unpublished “Port reopens”"
    button.setFocus()
    driver.press(Qt.Key.Key_Space)
    driver.settle()
    assert driver.article.id == story.id
    assert driver.window.rooms.currentWidget() is driver.window.write


def test_of_the_stories_to_come_those_are_told_from_which_the_photo_is_held_back_when_they_go_out(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos({"embargo": "2990-01-01"})
    with Desk.open(desk_path) as desk:
        for headline, planned in (("Now", None), ("Later", datetime(2990, 2, 1, tzinfo=UTC))):
            story = desk.articles.new(headline=headline).value
            desk.articles.edit(story.id, embargo=planned)
            desk.articles.attach(story.id, ids[0], Role.LEAD)
    driver = start()
    uses = go(driver).details.uses
    assert sorted(button.said for button in uses.buttons) == [
        "Blocks the unpublished “Now”",
        "In the unpublished “Later”",
    ]
    driver.window.jobs.mutate(driver.window, lambda desk: desk.rights.lift(ids[0], "embargo", "Agreed"))
    driver.settle()
    assert all(button.said.startswith("In the") for button in uses.buttons)


def test_what_blocks_is_lifted_with_a_reason_recorded_held_again_and_undone(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    ids = fill_photos({"embargo": "2999-01-05", "licensor": "Port Wire"})

    def reasons() -> list[str]:
        with Desk.open(desk_path, read_only=True) as desk:
            return [hold.lift.reason if hold.lift else "" for hold in desk.rights.holds(ids[0])]

    driver = start()
    room = go(driver)
    holds = room.details.holds
    assert holds.isVisible()
    (part,) = holds.parts
    assert "until 2999-01-05. To be lifted by Port Wire" in part.said.text()
    part.first.setFocus()
    driver.press(Qt.Key.Key_Space)
    assert driver.focus() is part.reason
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert reasons() == [""]
    driver.type("Agreed by telephone")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert reasons() == ["Agreed by telephone"]
    (part,) = holds.parts
    assert "Agreed by telephone" in part.said.text()
    assert driver.focus() is part.first
    driver.press(Qt.Key.Key_Space)
    driver.settle()
    assert reasons() == [""]
    driver.act("edit.undo")
    driver.settle()
    assert reasons() == ["Agreed by telephone"]
    driver.act("edit.undo")
    driver.settle()
    assert reasons() == [""]
    driver.act("edit.redo")
    driver.settle()
    assert reasons() == ["Agreed by telephone"]


def test_the_position_leaves_only_where_somebody_asks(start: Start, desk_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "here.jpg"
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (37.0, 34.0, 0.0), 3: "E", 4: (126.0, 59.0, 0.0)}
    Image.new("RGB", (60, 40)).save(path, exif=exif)
    with Desk.open(desk_path) as desk:
        key = desk.photos.take_in(path).value.id
    driver = start()
    details = go(driver).details
    assert "37.5667° N, 126.9833° E. It never leaves the desk." in details.position.said.text()
    details.position.share.setFocus()
    driver.press(Qt.Key.Key_Space)
    driver.settle()
    assert photo(desk_path, key).share_position
    assert "It leaves with the picture" in details.position.said.text()
    driver.act("edit.undo")
    driver.settle()
    assert not photo(desk_path, key).share_position


def test_the_file_is_told(start: Start, fill_photos: Callable[..., list[str]], desk_path: Path) -> None:
    ids = fill_photos()
    driver = start()
    room = go(driver)
    said = room.details.file.said
    assert said["Pixels"] == "60 × 40"
    assert said["SHA-256"] == photo(desk_path, ids[0]).sha256
    assert said["Content credentials"] == "None"
    choose_all(driver, room)
    assert room.details.file.said.keys() == {"File", "Size"}


def test_the_details_are_put_away_and_groups_stay_closed(start: Start, fill_photos: Callable[..., list[str]]) -> None:
    fill_photos()
    driver = start()
    room = go(driver)
    driver.press(Qt.Key.Key_F9, SHIFT)
    assert not room.details.isVisible()
    driver.press(Qt.Key.Key_Right)
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.edit("b.jpg", headline="Told meanwhile"))
    driver.settle()
    driver.press(Qt.Key.Key_I, CONTROL | ALT)
    assert room.details.isVisible()
    driver.settle()
    assert text_field(room.details, "headline").toPlainText() == "Told meanwhile"
    rights = room.details.groups["rights"]
    rights.heading.setFocus()
    driver.press(Qt.Key.Key_Space)
    assert not room.details.rows["embargo"].isVisible()
    driver.window._leaving = True
    driver.window.close()
    again = go(start())
    assert not again.details.rows["embargo"].isVisible()
    assert again.details.rows["caption"].isVisible()


def test_a_desk_that_is_read_only_shows_and_keeps(
    start: Start, fill_photos: Callable[..., list[str]], desk_path: Path
) -> None:
    fill_photos({"caption": "A boat"})
    with Desk.open(desk_path):
        driver = start()
        room = go(driver)
        field = text_field(room.details, "caption")
        assert field.toPlainText() == "A boat"
        assert field.isReadOnly()
        assert not choice(room.details, "minor_age").isEnabled()
