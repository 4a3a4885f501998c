"""Code replacements and templates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.errors import DeskError
from deskeditor.core.template import VARIABLES, codes_of_names, ending, expand, fill, read_codes

CODES = {"cc17": ("Rick Perkins", "Perkins"), "h": ("박지우",), "=": ("no",)}
words = st.text("abcXYZ한글 .,0", max_size=12)


def test_a_list_is_read_as_photo_mechanic_writes_it() -> None:
    lines = "// players\r\ncc17\tRick Perkins\tPerkins\r\n\r\n h \t 박지우 \n"
    codes, strange = read_codes(lines + "no tab here\n\tno code\nlast\t\ncc2\tOne\ncc2\tTwo")
    assert codes == {"cc17": ("Rick Perkins", "Perkins"), "h": ("박지우",), "cc2": ("Two",)}
    assert strange == [5, 6, 7]


@pytest.mark.parametrize(
    ("text", "expanded", "unknown"),
    [
        ("=cc17= scores", "Rick Perkins scores", ()),
        ("=cc17==h=", "Rick Perkins박지우", ()),
        ("=CC17#2= again", "Perkins again", ()),
        ("=cc17#3= =nobody=", "=cc17#3= =nobody=", ("=cc17#3=", "=nobody=")),
        ("a = b = c", "a = b = c", ()),
        ("1+1=2", "1+1=2", ()),
        ("=h= ==", "박지우 ==", ()),
        ("=h\n=", "=h\n=", ()),
        ("x=1,=h= and", "x=1,박지우 and", ("=1,=",)),
        ("=nobody=, and=h=", "=nobody=, and박지우", ("=nobody=",)),
    ],
)
def test_codes_are_replaced(text: str, expanded: str, unknown: tuple[str, ...]) -> None:
    done = expand(text, CODES)
    assert (done.text, done.unknown) == (expanded, unknown)


def test_the_other_delimiter_will_do_too() -> None:
    assert expand("\\h\\ and =h=, \\h=", CODES).text == "박지우 and 박지우, \\h="


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("A goal of =cc17=", (6, "Rick Perkins")),
        ("\\cc17#2\\", (8, "Perkins")),
        ("Of {city}", (6, "Mokpo")),
        ("Of { city }", (8, "Mokpo")),
        ("Of {slug}", None),
        ("Of {town}", None),
        ("=nobody=", None),
        ("a = b =", None),
        ("=cc17= ", None),
        ("=cc17", None),
    ],
)
def test_what_is_typed_is_replaced_when_its_end_is_typed(typed: str, becomes: tuple[int, str] | None) -> None:
    assert ending(typed, CODES, {"city": "Mokpo", "slug": ""}) == becomes


def test_a_code_as_written_goes_before_one_in_another_case() -> None:
    codes = {"Kim": ("Kim Sora",), "kim": ("Kim Minho",)}
    assert expand("=kim= =Kim=", codes).text == "Kim Minho Kim Sora"


@given(parts=st.lists(st.tuples(words, st.sampled_from(["cc17", "h"])), max_size=5), end=words)
def test_what_is_no_code_stays(parts: list[tuple[str, str]], end: str) -> None:
    typed = "".join(f"{text}={code}=" for text, code in parts) + end
    assert expand(typed, CODES).text == "".join(text + CODES[code][0] for text, code in parts) + end


@given(text=st.text())
def test_any_text_is_expanded(text: str) -> None:
    expand(text, CODES)
    read_codes(text)


def test_names_have_codes_of_their_own() -> None:
    codes = codes_of_names(["Park Jiwoo", "Kim Sora", "Kim Minho", "박지우", "Mokpo", "Mokpo"])
    assert codes["jiwoo"] == codes["parkjiwoo"] == codes["pj"] == ("Park Jiwoo",)
    assert codes["박지우"] == ("박지우",)
    assert codes["mokpo"] == ("Mokpo",)
    # Whose it would be is not known.
    assert "kim" not in codes


def test_variables_are_filled_in_once() -> None:
    values = {"city": "Mokpo", "headline": "{city}"}
    assert fill("{headline} in { city }, {date}", values) == "{city} in Mokpo, "
    assert fill("{{city}}", values) == "{Mokpo}"


@pytest.mark.parametrize("text", ["{town}", "{}", "{headline.x}"])
def test_a_variable_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(DeskError, match="There is no variable"):
        fill(text, dict.fromkeys(VARIABLES, ""))
