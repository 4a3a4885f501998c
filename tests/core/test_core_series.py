"""Photo after photo of one event: what the next one has from the one before."""

from __future__ import annotations

import pytest

from deskeditor.core.photo import PhotoFields
from deskeditor.core.series import sentence_about, shared


@pytest.mark.parametrize(
    ("people", "caption", "others", "becomes"),
    [
        (("Ines Varga",), "Ines Varga opens the hall.", ("Jo Marsh",), "Jo Marsh opens the hall."),
        (("Ines Varga", "Jo Marsh"), "Ines Varga and Jo Marsh meet.", ("A B", "C D", "E F"), "A B, C D and E F meet."),
        (("박지우",), "박지우가 연설한다.", ("이민호", "김소라"), "이민호, 김소라가 연설한다."),
        # A name in another script makes no other language of the caption.
        (("Jo Marsh", "이민호"), "Jo Marsh and 이민호 meet.", ("A B", "김소라"), "A B and 김소라 meet."),
        (("박지우", "Jo Marsh"), "박지우, Jo Marsh 가 만난다.", ("A B", "C D"), "A B, C D 가 만난다."),
        (("이민호",), "이민호 opens the hall.", ("Jo Marsh",), "Jo Marsh opens the hall."),
        # One opens, two open.
        (("Ines Varga",), "Ines Varga opens the hall.", ("A B", "C D"), ""),
        (("A B", "C D"), "A B and C D open the hall.", ("Ines Varga",), ""),
        # What is said of her once more would not be true of him.
        (("Ines Varga",), "Ines Varga opens the hall. Varga is mayor.", ("Jo Marsh",), ""),
        (("Ines Varga",), "The hall opens.", ("Jo Marsh",), ""),
        (("Ines Varga",), "Ines Varga opens the hall.", (), ""),
        ((), "The hall opens.", ("Jo Marsh",), ""),
    ],
)
def test_the_sentence_is_said_of_others(
    people: tuple[str, ...], caption: str, others: tuple[str, ...], becomes: str
) -> None:
    assert sentence_about(others, PhotoFields(people=people, caption=caption)) == becomes


def test_what_is_shared_fills_what_is_empty() -> None:
    before = PhotoFields(
        caption="C", alt="A", people=("P",), event="E", city="Mokpo", credit="Gazette", digital_source_type="x",
        date_created="2025-12-05T06:12:00+09:00",
    )  # fmt: skip
    taken = {"event": "E", "credit": "Gazette", "date_created": "2025-12-05"}
    assert shared(before, PhotoFields(city="Busan")) == taken
    assert "event" not in shared(before, PhotoFields(), "event")
