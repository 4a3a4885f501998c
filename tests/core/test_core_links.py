"""What an editor types as an address, and what is meant."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.errors import DeskError
from deskeditor.core.links import SCHEMES, meant_address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("example.com", "https://example.com"),
        ("www.example.com/a/b?c=d#e", "https://www.example.com/a/b?c=d#e"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        ("한국.example", "https://한국.example"),
        ("신문.한국", "https://신문.한국"),
        ("xn--3e0b.xn--3e0b707e", "https://xn--3e0b.xn--3e0b707e"),
        ("192.0.2.7", "https://192.0.2.7"),
        ("//example.com/x", "https://example.com/x"),
        ("desk@example.com", "mailto:desk@example.com"),
        ("ines.varga+desk@news.example", "mailto:ines.varga+desk@news.example"),
        (" https://example.com ", "https://example.com"),
        ("HTTPS://example.com", "HTTPS://example.com"),
        ("mailto:desk@example.com", "mailto:desk@example.com"),
        ("tel:+82-2-123", "tel:+82-2-123"),
        ("/archive/2025", "/archive/2025"),
        ("#top", "#top"),
    ],
)
def test_what_is_meant(typed: str, meant: str) -> None:
    assert meant_address(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("javascript:alert(1)", "javascript:"),
        ("JaVaScRiPt:alert(1)", "javascript:"),
        ("file:///etc/passwd", "file:"),
        ("data:text/html,x", "data:"),
        ("vbscript:x", "vbscript:"),
        ("C:\\photos\\a.jpg", "c:"),
        ("java\tscript:alert(1)", "blanks"),
        ("example.com is good", "blanks"),
        ("", "blanks"),
        ("harbour", "no address"),
        ("3.5", "no address"),
        ("https://", "names no place"),
        ("mailto:", "names no place"),
        ("http://[::1", "no address"),
    ],
)
def test_what_is_refused_in_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        meant_address(typed)


@given(st.text(max_size=60))
def test_what_comes_back_can_be_followed_and_means_itself(typed: str) -> None:
    try:
        address = meant_address(typed)
    except DeskError:
        return
    scheme = urlsplit(address).scheme.lower()
    assert scheme in SCHEMES or not scheme
    assert meant_address(address) == address
