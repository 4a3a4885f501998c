"""The tables as they are now; how they came to be is in ``migrations``.

Times are ISO 8601 in UTC (``2026-05-15T06:00:00+00:00``), so that they sort as text and outlive the program; lists
are JSON.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, MetaData, Table, Text

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


article = Table(
    "article",
    metadata,
    Column("seq", Integer, primary_key=True),
    _text("id"),
    _text("urn"),
    _text("slug"),
    _text("section"),
    _text("kicker"),
    _text("headline"),
    _text("standfirst"),
    # A JSON list. As text, because this row is read and written at every save, without the conversions of a type.
    _text("byline"),
    _text("dateline"),
    _text("language"),
    _text("status"),
    Column("embargo", Text),
    _text("note"),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    _text("created"),
    _text("modified"),
    Column("first_published", Text),
    Column("last_published", Text),
    # Counted when the story is saved, so that a list reads neither bodies nor pictures.
    Column("words", Integer, nullable=False),
    Column("photos", Integer, nullable=False),
    Column("tags", Integer, nullable=False),
    Column("discarded", Boolean, nullable=False),
    # The story was saved and the search does not hold its new words yet (see ``search``).
    Column("unindexed", Boolean, nullable=False),
    # Last, so that reading the other columns never touches the pages that a long text runs over.
    _text("body"),
)

photo = Table(
    "photo",
    metadata,
    Column("seq", Integer, primary_key=True),
    _text("id"),
    _text("urn"),
    _text("filename"),
    _text("sha256"),
    _text("media_type"),
    Column("size", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    _text("added"),
    _text("modified"),
    _text("caption"),
    _text("alt"),
    _text("credit"),
    # The other fields of ``PhotoFields``.
    Column("more", JSON, nullable=False),
    _text("note"),
    Column("revision", Integer, nullable=False),
    # All texts of the photo, folded, for the search.
    _text("words"),
    # What was decided of the picture (``core.framing``), and what its file says besides the fields.
    Column("framing", JSON, nullable=False),
    Column("rating", Integer, nullable=False),
    _text("label"),
    Column("rejected", Boolean, nullable=False),
    _text("likeness"),
    _text("credentials"),
    # Conflicts, regions and the position; no list reads by them.
    Column("found", JSON, nullable=False),
)

# No foreign key on the photo: the body is the truth for inline pictures, and may name one that is not on this desk.
photo_use = Table(
    "photo_use",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("photo_id"),
    _text("role"),
    Column("caption", Text),
    Column("alt", Text),
    Column("credit", Text),
    # JSON, or NULL for what is inherited; as text, as it is read with every story.
    Column("framing", Text),
    Column("decorative", Boolean, nullable=False),
)

tag = Table(
    "tag",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("slug"),
    # The name as the search folds it: two tags differ by more than case.
    _text("folded"),
    _text("code"),
)

article_tag = Table(
    "article_tag",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("tag_id"),
)

contributor = Table(
    "contributor",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("slug"),
    _text("folded"),
    _text("url"),
    _text("email"),
)

edition = Table(
    "edition",
    metadata,
    Column("id", Text, primary_key=True),
    _text("urn"),
    _text("name"),
    _text("folded"),
    _text("date"),
    _text("modified"),
    Column("lead", Text),
    Column("version", Integer, nullable=False),
)

# ``part`` is teaser, related or most_read; only a teaser has words of its own.
edition_line = Table(
    "edition_line",
    metadata,
    Column("edition_id", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("article_id"),
    Column("headline", Text),
    Column("standfirst", Text),
)

revision = Table(
    "revision",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("made"),
    _text("by"),
    _text("reason"),
    _text("sha256"),
    # Canonical JSON, kept as text: the hash is of these very bytes.
    _text("fields"),
    _text("name"),
    Column("words", Integer),
)

# What was typed since the story was written whole (see ``drafts``). ``number`` is the revision that it makes.
draft = Table(
    "draft",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("at"),
    _text("patch"),
)

# What has left the desk: ``subject`` is the id of an article or an edition, or the key of a package or of
# a photo in one framing.
publication = Table(
    "publication",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    _text("sha256"),
    _text("action"),
    _text("note"),
    _text("at"),
)

# What fills the fields of many photos: ``kind`` is template or photographer.
template = Table(
    "template",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("fields", JSON, nullable=False),
)

code_list = Table(
    "code_list",
    metadata,
    Column("name", Text, primary_key=True),
    _text("added"),
    # Lists of replacements by their codes.
    Column("codes", JSON, nullable=False),
)

# Who let a photo be published against which rule of its rights, and why; ``article_id`` is empty for every story.
lift = Table(
    "lift",
    metadata,
    Column("photo_id", Text, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    _text("terms"),
    _text("by"),
    _text("reason"),
    _text("at"),
)

# What is said of a stretch of the text, whose mark in the body has the id; ``draft`` is what is being written there, a
# new comment or, where ``draft_of`` has its number, one once more.
thread = Table(
    "thread",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    _text("about"),
    _text("started"),
    _text("modified"),
    Column("resolved", Text),
    _text("resolved_by"),
    Column("deleted", Boolean, nullable=False),
    _text("draft"),
    Column("draft_of", Integer, nullable=False),
)

comment = Table(
    "comment",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("thread_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("by"),
    _text("made"),
    Column("edited", Text),
    _text("text"),
    Column("deleted", Boolean, nullable=False),
)

# What was deleted (see ``bin``): ``links`` is JSON.
binned = Table(
    "binned",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    _text("at"),
    _text("by"),
    _text("links"),
)

known_word = Table("known_word", metadata, Column("word", Text, primary_key=True), _text("added"))

ignored_word = Table(
    "ignored_word",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("word", Text, primary_key=True),
)

setting = Table("setting", metadata, Column("key", Text, primary_key=True), Column("value", JSON, nullable=False))
