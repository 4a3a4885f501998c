"""The fields before a body, in YAML between two lines of ``---``.

Read as YAML 1.2's core means them: only ``true`` and ``false`` are Booleans, and ``0123``, ``12:30``, ``no`` and dates
are text as it stands, so that a headline "No" stays one. Written so that readers of YAML 1.1 understand the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from deskeditor.core.errors import DeskError

_OPENING = re.compile(r"---[ \t]*(?:\r\n?|\n)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNREADABLE = re.compile("[^\t\n\r -~\x85\xa0-\ufffd\U00010000-\U0010ffff]")
_BYTE_ORDER_MARK = "\ufeff"
_LONGEST = 256 * 1024
_DEPTH = 20


def split(text: str) -> tuple[dict[str, object], str]:
    """The fields and the body. A text without front matter, or where it is no mapping, is all body.

    Values are str, int, float, bool, None, and lists and dicts of them; a date is the text of it. The blank line after
    the front matter is not part of the body. Raises DeskError, naming the line, where it cannot be read: not YAML, a
    field twice, aliases or tags (which can hide a bomb), nested too deep, or more than 256 KiB.
    """
    text = text.removeprefix(_BYTE_ORDER_MARK)
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return {}, text
    source = _UNREADABLE.sub("", _SURROGATE.sub("\ufffd", text[opening.end() : closing.start()]))
    if len(source) > _LONGEST:
        raise DeskError("The front matter is longer than 256 KiB", mend="end it with a line of ---")
    fields = _load(source)
    if fields is None:
        return {}, text
    body = text[closing.end() :]
    blank = re.match(r"\r\n?|\n", body)
    return fields, body[blank.end() :] if blank else body


def join(fields: dict[str, object], body: str) -> str:
    """The body with its fields before it, in the order given; ``split`` gives the same back, dates as text."""
    if not fields and not body.startswith(("---", _BYTE_ORDER_MARK)):
        return body
    dumped = yaml.dump(
        fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=1_000_000_000
    )
    return f"---\n{dumped if fields else ''}---\n\n{body}"


def _load(source: str) -> dict[str, object] | None:
    """The mapping, or None where the text is something else."""
    try:
        _check(source)
        loaded = yaml.load(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal(error.problem or "it is not YAML", mark) from error
    except (yaml.YAMLError, ValueError) as error:
        raise _refusal("it is not YAML", None) from error
    if loaded is None:
        return {}
    return loaded if isinstance(loaded, dict) else None


def _check(source: str) -> None:
    """Walk the events, before anything is built from them."""
    depth = 0
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refusal("aliases and anchors are not allowed", event.start_mark)
        if getattr(event, "tag", None):
            raise _refusal("tags are not allowed", event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            raise _refusal(f"it is nested more than {_DEPTH} levels deep", event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent) and event.explicit:
            raise _refusal("it is more than one document", event.start_mark)


def _refusal(why: str, mark: Any) -> DeskError:
    """``mark`` counts its lines from 0, at the one after the opening ``---``."""
    place = mark.line + 2 if mark else 1
    return DeskError(f"The front matter cannot be read: {why}", where=f"line {place}", mend="correct it and try again")


class _Loader(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002
        mapping: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refusal("the name of a field must be text", key.start_mark)
            if key.value in mapping:
                raise _refusal(f"“{key.value}” is there twice", key.start_mark)
            mapping[key.value] = self.construct_object(value, deep=True)
        return mapping


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """In double quotes, where they are escaped, if it has characters that are line ends to some and not to others."""
    style = None if text.replace("\n", "").isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _resolvers() -> Iterator[tuple[str, str, str]]:
    """For each kind of plain value: its tag, its form, and the characters it may begin with."""
    yield "tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN"
    yield "tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"
    yield "tag:yaml.org,2002:int", r"[-+]?(?:0|[1-9][0-9]{0,999})", "-+0123456789"
    yield (
        "tag:yaml.org,2002:float",
        r"[-+]?(?:[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.nan|\.NaN|\.NAN",
        "-+0123456789.",
    )


_Loader.yaml_implicit_resolvers = {}
for _tag, _form, _first in _resolvers():
    _Loader.add_implicit_resolver(_tag, re.compile(rf"(?:{_form})\Z"), [*_first, *([""] if _first[0] == "~" else [])])
