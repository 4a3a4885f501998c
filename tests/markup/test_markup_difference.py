"""How two states of a story differ: as one text with changes, from which each of the two can be read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deskeditor.core.alignment import Effort
from deskeditor.core.article import Article
from deskeditor.core.document import Edit, Run, Runs, plain, runs_in, whole
from deskeditor.core.photo import Photo, PhotoFields, PhotoUse, Role
from deskeditor.markup import read
from deskeditor.markup.difference import Difference, Fate, difference
from deskeditor.markup.merging import compare_runs
from deskeditor.markup.pieces import pieces

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
BLANK = Article("1", "urn:1", "one", NOW, NOW)
WORDS = [
    "The",
    "ferry",
    "left",
    "at",
    "dawn",
    "port",
    "학교에",
    "학교는",
    "갔다",
    "東京",
    "へ",
    "**bold**",
    ",",
    ".",
    "é",
    "e\u0301",
]
PARTS = ["## Crosshead", "- one\n- two", "- one\n- three\n- two", "> Said he.", "![alt](photo:7)\nA caption.", "***",
    "| a | b |\n| --- | --- |\n| c | d |", "| a | b |\n| --- | --- |\n| c | e |\n| f | g |", "{++in++} {--out--} stays",
    '!!! aside "Title"\n    In the box.', '!!! aside "Title"\n    In the box, more.\n\n    - item',
    "!!! gallery\n    ![a](photo:1)\n    One.\n\n    ![b](photo:2)\n    Two.", "[^1]: A note.",
    "With a note[^1]."]  # fmt: skip
paragraphs = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
bodies = st.lists(paragraphs | st.sampled_from(PARTS), max_size=7).map(lambda parts: "\n\n".join(parts) + "\n")


def compare(then: str, now: str) -> Difference:
    return difference(replace(BLANK, body=then), replace(BLANK, body=now), {})


def told(runs: Runs) -> str:
    """Deletions in brackets with a minus, insertions with a plus."""
    signs = {Edit.DELETED: "-", Edit.INSERTED: "+"}
    return "".join(f"[{signs[run.change.edit]}{run.text}]" if run.change else run.text for run in runs)


def said(then: str, now: str) -> str:
    return told(compare_runs((Run(then),), (Run(now),), Effort()))


@given(bodies, bodies)
@settings(max_examples=300)
@example("One.\n\nTwo.\n", "Two.\n\nOne.\n")
def test_both_texts_can_be_read_from_their_difference(then: str, now: str) -> None:
    found = compare(then, now)
    old, new = read(then).blocks, read(now).blocks
    gone = {passage.then_at: passage for passage in found.body if passage.then and passage.fate is not Fate.LEFT}
    come = [passage for passage in found.body if passage.now]
    assert [gone[number].then for number in range(len(old))] == list(old)
    assert [(passage.now_at, passage.now) for passage in come] == list(enumerate(new))
    for passage in come:
        assert passage.after is not None
        assert [plain(runs) for runs in runs_in(passage.after) if plain(runs)] == [
            text for runs in runs_in(new[passage.now_at]) if (text := plain(runs))
        ]
    for number, passage in gone.items():
        assert passage.before is not None
        kept = [whole(run for run in runs) for runs in runs_in(passage.before)]
        assert [text for text in kept if text] == [
            text for runs in runs_in(old[number]) if (text := whole(run for run in runs if not run.deleted))
        ]


@given(bodies, bodies)
@settings(max_examples=200)
def test_a_paragraph_that_is_brought_back_is_what_it_was(then: str, now: str) -> None:
    found = compare(then, now)
    old = list(read(then).blocks)
    for passage in found.body:
        if passage.fate is Fate.SAME:
            continue
        after = list(read(found.with_restored(passage, now)).blocks)
        if passage.then is not None:
            assert old[passage.then_at] in after
        if passage.fate is Fate.ADDED:
            assert after == [block for number, block in enumerate(read(now).blocks) if number != passage.now_at]


@given(st.text(max_size=40))
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("It's 3.5 percent, re-elected!", ["It's", " ", "3.5", " ", "percent", ",", " ", "re-elected", "!"]),
        ("“학교에 갔다.”", ["“", "학교에", " ", "갔다", ".", "”"]),
        ("東京へ行く。", ["東", "京", "へ", "行", "く", "。"]),
        ("cafe\u0301 नमस्ते 👩🏽‍🚒", ["cafe\u0301", " ", "नमस्ते", " ", "👩🏽‍🚒"]),
    ],
)
def test_a_language_is_cut_into_its_words(text: str, cut: list[str]) -> None:
    assert pieces(text) == cut


def test_words_are_told_and_not_letters() -> None:
    assert said("The ferry left at dawn.", "The ferry sailed at dawn.") == "The ferry [-left][+sailed] at dawn."
    assert said("학생들이 학교에 갔다.", "학생들이 학교로 갔다.") == "학생들이 [-학교에][+학교로] 갔다."
    assert said("東京へ行った", "大阪へ行った") == "[-東京][+大阪]へ行った"


def test_words_in_a_row_are_one_change() -> None:
    assert said("It was a very long day in May.", "It was one short day in May.") == (
        "It was [-a very long][+one short] day in May."
    )
    assert said("Nothing of it stays here.", "Another sentence altogether now") == (
        "[-Nothing of it stays here.][+Another sentence altogether now]"
    )


def test_a_word_that_was_made_bold_was_changed() -> None:
    (passage,) = compare("So it is.\n", "So it **is**.\n").body
    assert passage.fate is Fate.CHANGED
    assert told(next(iter(runs_in(passage.shown)))) == "So it [-is][+is]."


def test_paragraphs_are_aligned_and_a_moved_one_is_no_loss() -> None:
    one, two, three = "The ferry left the harbour at dawn.", "Nobody was on board.", "The mayor was asleep by then."
    now = f"{three}\n\n{one}\n\nNobody was on board again.\n"
    found = compare(f"{one}\n\n{two}\n\n{three}\n\nSo it goes.\n", f"{now}\nSo it goes.\n")
    assert [passage.fate for passage in found.body] == [
        Fate.MOVED,
        Fate.SAME,
        Fate.CHANGED,
        Fate.LEFT,
        Fate.SAME,
    ]
    assert found.words == (1, 0)
    back = f"{one}\n\nNobody was on board again.\n\n{three}\n\nSo it goes.\n"
    for passage in (found.body[0], found.body[3]):
        assert found.with_restored(passage, f"{now}\nSo it goes.\n") == back


def test_a_list_a_table_and_a_box_are_compared_inside() -> None:
    found = compare(
        '- bread\n- milk\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n!!! aside "T"\n    Said so.\n',
        '- bread\n- oat milk\n- tea\n\n| a | b |\n| --- | --- |\n| 1 | 3 |\n\n!!! aside "T"\n    Said he so.\n',
    )
    assert [passage.fate for passage in found.body] == [Fate.CHANGED] * 3
    shown = [[told(runs) for runs in runs_in(passage.shown)] for passage in found.body]
    assert shown == [
        ["bread", "[+oat ]milk", "[+tea]"],
        ["a", "b", "1", "[-2][+3]"],
        ["Said [+he ]so."],
    ]


def test_tracked_changes_of_the_text_itself_are_compared_as_published() -> None:
    assert compare("It {--never --}{++always ++}was.\n", "It always was.\n").is_empty
    found = compare("It {--never --}was.\n", "It was so.\n")
    assert found.with_restored(found.body[0], "It was so.\n") == "It {--never --}was.\n"


def test_fields_photos_captions_alt_and_credit() -> None:
    fields = PhotoFields(caption="From the archive", alt="A ship", credit="Desk")
    photo = Photo("7", "urn:7", "ship.jpg", "0" * 64, "image/jpeg", 1, 1, 1, NOW, NOW, fields)
    inline = PhotoUse("7", Role.INLINE, "A caption.", "alt", "Ms Seo")
    then = replace(
        BLANK, headline="Ferry leaves", byline=("Mina Seo",), tags=("Harbour",), body="![alt](photo:7)\nA caption.\n",
        photos=(PhotoUse("7", Role.LEAD), inline),
    )  # fmt: skip
    now = replace(
        then, headline="Ferry sails", byline=("Mina Seo", "Jo Park"), tags=("Harbour", "Ferry"), kicker="Port",
        body="![other](photo:7)\nA longer caption.\n",
        photos=(PhotoUse("7", Role.LEAD, caption="Own"), replace(inline, alt="other", credit="Mr Park")),
    )  # fmt: skip
    found = difference(then, now, {"7": photo})
    fields_told = {field.name: (field.fate, told(field.runs)) for field in found.fields}
    assert fields_told == {
        "kicker": (Fate.ADDED, "[+Port]"),
        "headline": (Fate.CHANGED, "Ferry [-leaves][+sails]"),
        "byline": (Fate.CHANGED, "Mina Seo[+ and Jo Park]"),
        "tags": (Fate.CHANGED, "Harbour[+, Ferry]"),
    }
    (lead,) = found.lead
    assert told(next(iter(runs_in(lead.shown)))) == "[-From the archive][+Own]"
    (figure,) = found.body
    assert told(next(iter(runs_in(figure.shown)))) == "A [+longer ]caption."
    assert {each.name: told(each.runs) for each in figure.beside} == {
        "alt": "[-alt][+other]",
        "credit": "[-Ms Seo][+Mr Park]",
    }
    assert [passage.fate for passage in difference(then, replace(now, photos=()), {"7": photo}).lead] == [Fate.REMOVED]


def test_a_text_in_which_every_word_is_the_same_has_an_end() -> None:
    found = compare("a " * 20_000, "a b " * 15_000)
    assert found.words[0] >= 15_000
