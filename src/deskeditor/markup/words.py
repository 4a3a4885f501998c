"""The length of a text in words."""

from __future__ import annotations

import re

# A syllable or ideograph of Chinese, Japanese or Korean; or a stretch of other letters, with the marks inside a word.
_CJK = (
    "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+(?:[-'’.,·][^\W{_CJK}]+)*")


def count_words(text: str) -> int:
    """How many words a text has; Chinese, Japanese and Korean characters are counted each."""
    return len(_WORD.findall(text))
