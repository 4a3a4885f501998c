"""The whole command line."""

from __future__ import annotations

from deskeditor import __version__
from deskeditor.cli.options import Parser, add_desk, add_verb
from deskeditor.cli.verbs import captions, editing, editions, importing, keeping, photos, publishing, reading, tags


def build_parser() -> Parser:
    """The parser of every verb; the verb functions load the desk only when they run."""
    parser = Parser(prog="deskeditor", description="An offline newsroom on one computer.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"deskeditor {__version__}")
    add_desk(parser, default=None)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs", parser_class=Parser)
    add_verb(verbs, "open", None, "open the window (also done where no verb is given)")
    for module in (importing, reading, editing, photos, captions, tags, publishing, editions, keeping):
        module.add_to(verbs)
    return parser
