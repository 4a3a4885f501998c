"""One change of many photos: what each field becomes."""

from __future__ import annotations

import pytest

from deskeditor.core.batch import FieldChange, Way, changed, replaced
from deskeditor.core.errors import DeskError
from deskeditor.core.matching import Matcher, Query
from deskeditor.core.photo import PhotoFields
from deskeditor.core.template import FieldText

FIELDS = PhotoFields(caption="A ferry leaves.", credit="Wire", people=("Kim Sora", "이민호"), city="Mokpo")


@pytest.mark.parametrize(
    ("change", "becomes"),
    [
        (FieldChange("credit", Way.REPLACE, "Gazette"), "Gazette"),
        (FieldChange("credit", Way.EMPTY), ""),
        (FieldChange("caption", Way.PREPEND, "MOKPO –"), "MOKPO – A ferry leaves."),
        (FieldChange("caption", Way.APPEND, "(Photo by Seo)"), "A ferry leaves. (Photo by Seo)"),
        (FieldChange("credit", Way.APPEND, ", via Gazette"), "Wire, via Gazette"),
        (FieldChange("alt", Way.APPEND, "A boat"), "A boat"),
        (FieldChange("alt", Way.COPY, source="caption"), "A ferry leaves."),
        (FieldChange("headline", Way.COPY, source="people"), "Kim Sora, 이민호"),
        (FieldChange("keywords", Way.COPY, source="city"), ("Mokpo",)),
        (FieldChange("people", Way.APPEND, "Jo Marsh; Kim Sora"), ("Kim Sora", "이민호", "Jo Marsh")),
        (FieldChange("people", Way.PREPEND, "Jo Marsh"), ("Jo Marsh", "Kim Sora", "이민호")),
        (FieldChange("people", Way.REPLACE, "Jo Marsh"), ("Jo Marsh",)),
        (FieldChange("people", Way.EMPTY), ()),
    ],
)
def test_a_field_is_changed(change: FieldChange, becomes: FieldText) -> None:
    assert changed(FIELDS, [change]) == {change.field: becomes}


def test_what_is_copied_is_what_stood_there_before() -> None:
    swap = [FieldChange("credit", Way.COPY, source="city"), FieldChange("city", Way.COPY, source="credit")]
    assert changed(FIELDS, swap) == {"credit": "Mokpo", "city": "Wire"}


def test_what_is_found_is_replaced_in_texts_and_in_lists() -> None:
    found = replaced(FIELDS, ("caption", "people", "credit"), Matcher(Query("r")), "R")
    assert found == {"caption": "A feRRy leaves.", "people": ("Kim SoRa", "이민호"), "credit": "WiRe"}
    assert replaced(FIELDS, ("credit",), Matcher(Query("nobody")), "x") == {}
    with pytest.raises(DeskError, match="does not fit the expression"):
        replaced(FIELDS, ("credit",), Matcher(Query("(W)", expression=True)), r"\9")
