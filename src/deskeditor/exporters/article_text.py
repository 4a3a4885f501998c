"""Stories as Markdown with YAML front matter: the form that outlives the program and comes back whole."""

from __future__ import annotations

import re

from deskeditor.core.article import Article
from deskeditor.core.byline import join_byline, split_byline
from deskeditor.core.document import Block, Document, Figure, Mark, Raw, Run, normal_runs, with_runs
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.core.text import one_line
from deskeditor.exporters.content import Story
from deskeditor.exporters.pages import UP
from deskeditor.exporters.release import STORY, Release, stamp
from deskeditor.markup import front_matter, write
from deskeditor.markup.grammar import SEPARATOR

FENCED = r"^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?^ {0,3}(?P=fence)[`~]*[ \t]*$"
CODE = r"(?<!`)(?P<ticks>`+)(?!`)(?:[^\n]|\n(?![ \t]*\n))+?(?<!`)(?P=ticks)(?!`)"
INDENTED = r"^(?: {4}|\t)(?!\s*(?:[-*+]|\d+[.)])\s)[^\n]*$"
ESCAPE = r"\\[^\w\s<]"
TAG = rf"\\?(?!{re.escape(SEPARATOR)})(?P<tag><)(?=\s*[A-Za-z/!?])(?!\w[\w+.-]*:|[^\s<>@]+@)"
HANDLER = r"(?P<handler>\son\w+\s*)="
SCRIPT_LINK = r"(?P<link>\](?:\(|:)[ \t]{0,8}<?[ \t]{0,8})(?:javascript|vbscript|data):"
SCRIPT = r"(?P<script>javascript|vbscript):"
STORY_LINK = re.compile(
    rf"\[(?P<text>[^\[\]]*)\]\(<?(?P<link>{STORY}[^()<>\s]+)>?(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    rf"|^(?P<label> {{0,3}}\[[^\[\]]+\]:[ \t]*)<?(?P<defined>{STORY}[^<>\s]+)>?(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
"""What is no run in the document: a link with a title, and the address of a link by reference."""
TOLD_OF_WITHDRAWN = frozenset(
    {"id", "uri", "version", "pubstatus", "slug", "headline", "language", "status", "ednote"}
    | {"firstCreated", "versionCreated"}
)
ACTIVE = re.compile(
    "|".join((FENCED, CODE, INDENTED, ESCAPE, SEPARATOR, TAG, HANDLER, SCRIPT_LINK, SCRIPT)),
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)


def article_text(release: Release, story: Story) -> str:
    """The story with its pictures as relative paths, the lead first; without text where it is taken back."""
    return front_matter.join(_fields(release, story), "" if story.withdrawn else _body(release, story))


def desk_text(release: Release, story: Story) -> str:
    """The story as the desk has it, with its pictures as ids: what is taken in again must say nothing else."""
    article = story.article
    fields = _record(release, story) | {"headline": article.headline, "language": article.language}
    return front_matter.join(_said(fields), article.body)


def line_fields(release: Release, article: Article) -> dict[str, object]:
    """The front matter of a story that is only named: it has not left the desk."""
    fields = _fields(release, Story(article))
    return {key: value for key, value in fields.items() if key not in ("pubstatus", "firstCreated", "versionCreated")}


def _fields(release: Release, story: Story) -> dict[str, object]:
    fields = _said(_record(release, story))
    if story.withdrawn:
        return {key: value for key, value in fields.items() if key in TOLD_OF_WITHDRAWN}
    return fields


def _said(fields: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value not in ("", [])}


def _record(release: Release, story: Story) -> dict[str, object]:
    article = story.article
    fields: dict[str, object] = {
        "id": article.id,
        "uri": article.urn,
        "version": article.version,
        "pubstatus": "canceled" if story.withdrawn else "usable",
        "slug": article.slug,
        "section": article.section,
        "kicker": article.kicker,
        "headline": release.headline(story),
        "standfirst": article.standfirst,
        "byline": _byline(article),
        "dateline": article.dateline,
        "language": release.language(article),
        "status": str(article.status),
        "tags": list(article.tags),
        "photos": [_photo(release, used) for used in story.photos],
        "ednote": story.note,
        "created": stamp(article.created),
        "modified": stamp(article.modified),
        "firstCreated": stamp(release.published(story)),
        "versionCreated": stamp(release.revised(story)),
    }
    if article.embargo:
        fields["embargo"] = stamp(article.embargo)
    return fields


def _byline(article: Article) -> str | list[str]:
    """The line as it is printed; a list where the names in it could not be told apart again."""
    line = join_byline(article.byline, article.language)
    return line if split_byline(line) == article.byline else list(article.byline)


def _photo(release: Release, used: UsedPhoto) -> dict[str, object]:
    photo: dict[str, object] = {
        "id": used.photo.id,
        "role": str(used.role),
        "caption": used.caption,
        # An empty alt text would come back as one that somebody wrote.
        **({"decorative": True} if used.decorative else {"alt": used.alt}),
        "credit": used.credit,
    }
    if media := release.picture(used):
        photo["file"] = UP + media.shown.path
    return photo


def _body(release: Release, story: Story) -> str:
    """The grammar's own Markdown, with the lead picture on top and nothing that a receiver's browser could run."""
    blocks = tuple(_linked(release, story, block) for block in release.text(story).document.blocks)
    if story.lead:
        blocks = (_lead_figure(story.lead), *blocks)
    text = inert(write(Document(blocks)))
    if not story.article.body.endswith("\n"):
        # Whoever takes it in again gets the text to the letter.
        text = text.rstrip("\n")
    for used in story.photos:
        if media := release.picture(used):
            # The lead stands first, and may be shown once more below in another framing.
            times = 1 if used.role is Role.LEAD else -1
            text = text.replace(f"](photo:{used.photo.id})", f"]({UP}{media.shown.path})", times)
    return text


def _linked(release: Release, story: Story, block: Block) -> Block:
    """The block with each link to another story as the address of that story, or as its text."""

    def address(link: str) -> str:
        return release.address(story, link, UP) if link.startswith(STORY) else link

    def in_source(found: re.Match[str]) -> str:
        target = address(found["link"] or found["defined"])
        if found["defined"]:
            return f"{found['label']}{target}{found['rest']}" if target else ""
        return f"[{found['text']}]({target}{found['title'] or ''})" if target else found["text"]

    if isinstance(block, Raw):
        return Raw(STORY_LINK.sub(in_source, block.markdown))
    return with_runs(
        block,
        lambda runs: normal_runs(Run(run.text, run.marks, address(run.link), run.change, run.comment) for run in runs),
    )


def inert(markdown: str) -> str:
    """The same text where a parser that lets HTML through finds none: outside code, what could act is an entity."""
    return ACTIVE.sub(_inactive, markdown)


def _inactive(found: re.Match[str]) -> str:
    if found["tag"]:
        return "&lt;"
    if found["handler"]:
        return f"{found['handler']}&#61;"
    if found["link"]:
        return f"{found['link']}#"
    return f"{found['script']}&#58;" if found["script"] else found[0]


def _lead_figure(lead: UsedPhoto) -> Figure:
    caption, credit = one_line(lead.caption), one_line(lead.credit)
    space = " " if caption and credit else ""
    runs = (Run(caption + space), Run(credit, frozenset({Mark.ITALIC})))
    return Figure(lead.photo.id, one_line(lead.alt), normal_runs(runs))
