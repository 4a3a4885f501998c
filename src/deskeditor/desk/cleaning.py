"""What a person or a file says of a story, made fit to be kept; every refusal is a sentence."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from deskeditor.core.article import Status
from deskeditor.core.errors import DeskError
from deskeditor.core.languages import is_language_tag
from deskeditor.core.names import make_slug
from deskeditor.core.text import TEXT_LIMIT
from deskeditor.core.text import one_line as text_on_one_line
from deskeditor.desk.fields import ArticleFields

LINE_LIMIT = 10_000
"""Characters of a field of one line."""
NAME_LIMIT = 200
"""Characters of the name of a tag, a person or an edition."""
MOST_NAMES = 1_000
"""In one list: each costs a search of the desk."""

UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of surrogate pairs, which no file format of ours can hold."""
CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n")
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")


def one_line(text: str, name: str, where: str = "", limit: int = LINE_LIMIT) -> str:
    """Without control characters, every run of white space one space (but for no-break spaces)."""
    line = text_on_one_line(UNKEEPABLE.sub("", text))
    if len(line) > limit:
        raise DeskError(
            f"The {name} has {len(line):,} characters; {limit:,} are kept", where=where, mend="make it shorter"
        )
    return line


def many_lines(text: str, name: str, where: str = "") -> str:
    """Without control characters, lines ending in ``\\n``."""
    kept = text if _is_clean(text) else UNKEEPABLE.sub("", LINE_ENDS.sub("\n", text))
    if len(kept) > TEXT_LIMIT // 4 and len(kept.encode()) > TEXT_LIMIT:
        raise DeskError(
            f"The {name} is larger than {TEXT_LIMIT // 1024**2} MB", where=where, mend="split it into several stories"
        )
    return kept


def _is_clean(text: str) -> bool:
    """Whether there is nothing to take out, told ten times as fast as by looking for it: texts are saved as typed."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    if len(data.translate(None, CONTROL_BYTES)) != len(data):
        return False
    return text.isascii() or not any(character in text for character in ("\u2028", "\u2029", "\ufffe", "\uffff"))


def names(given: tuple[str, ...], name: str, where: str = "") -> tuple[str, ...]:
    """Each once, in order, without empty ones."""
    lines = (one_line(item, name, where, NAME_LIMIT) for item in given)
    kept = tuple(dict.fromkeys(line for line in lines if line))
    if len(kept) > MOST_NAMES:
        what = f"“{name}” is given {len(kept):,} times; {MOST_NAMES:,} are kept"
        raise DeskError(what, where=where, mend="leave the others out")
    return kept


def clean_slug(text: str, where: str = "") -> str:
    """A slug made safe; raises ``DeskError`` where nothing of it can be kept."""
    slug = make_slug(text, "story")
    if slug != make_slug(text, "text") and slug == "story":
        raise DeskError(f"“{text[:40]}” leaves nothing for a slug", where=where, mend="use letters, digits and hyphens")
    return slug


def clean_fields(given: ArticleFields, where: str = "") -> ArticleFields:
    """The fields as they can be kept; the slug is made safe."""
    fields = given.copy()
    if "slug" in fields:
        fields["slug"] = clean_slug(fields["slug"], where)
    if "section" in fields:
        fields["section"] = one_line(fields["section"], "section", where)
    if "kicker" in fields:
        fields["kicker"] = one_line(fields["kicker"], "kicker", where)
    if "headline" in fields:
        fields["headline"] = one_line(fields["headline"], "headline", where)
    if "standfirst" in fields:
        fields["standfirst"] = one_line(fields["standfirst"], "standfirst", where)
    if "byline" in fields:
        fields["byline"] = names(fields["byline"], "byline", where)
    if "dateline" in fields:
        fields["dateline"] = one_line(fields["dateline"], "dateline", where)
    if "language" in fields:
        fields["language"] = _language(fields["language"], where)
    if "status" in fields:
        fields["status"] = Status(fields["status"])
    if "embargo" in fields:
        fields["embargo"] = _moment(fields["embargo"], where)
    if "body" in fields:
        fields["body"] = many_lines(fields["body"], "text", where)
    if "note" in fields:
        fields["note"] = many_lines(fields["note"], "note", where)
    return fields


def _language(tag: str, where: str) -> str:
    tag = tag.strip()
    if not is_language_tag(tag):
        raise DeskError(f"“{tag[:40]}” is not a language tag", where=where, mend="write one such as en, ko or pt-BR")
    return tag


def _moment(moment: datetime | None, where: str) -> datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise DeskError("The embargo has no time zone", where=where, mend="write it as 2025-12-05T06:00+09:00")
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise DeskError("The embargo is not a time that can be kept", where=where, mend="choose another") from None
