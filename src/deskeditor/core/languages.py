"""What the desk knows of a language from its tag (BCP 47)."""

import re

TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "dv", "ckb"})


def is_language_tag(text: str) -> bool:
    """Whether the text is shaped as a BCP 47 language tag."""
    return TAG.fullmatch(text) is not None


def is_right_to_left(tag: str) -> bool:
    """Whether the language is written from right to left."""
    return tag.split("-")[0].lower() in RIGHT_TO_LEFT
