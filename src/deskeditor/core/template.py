"""What is written once for many photos: templates with variables, photographers, lists of codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deskeditor.core.errors import DeskError

VARIABLES = ("headline", "byline", "dateline", "city", "date", "slug", "people", "event")
"""From the story and the photo."""
VARIABLE = re.compile(r"\{([^{}\n]*)\}")

DELIMITERS = "=\\"
"""Either stands at both ends of a code: programs and hands differ in which they are used to."""
LONGEST_CODE = 60
COMMENT = "//"
_INNER = r"[^\n\t=\\#]"
CODE = re.compile(rf"([=\\])((?!\s){_INNER}(?:{_INNER}{{0,{LONGEST_CODE}}}(?!\s){_INNER})?)(?:#(\d{{1,2}}))?\1")
_LAST_CODE, _LAST_VARIABLE = re.compile(rf"{CODE.pattern}\Z"), re.compile(rf"{VARIABLE.pattern}\Z")
REACH = LONGEST_CODE + 10
"""Characters of the longest code with what is around it."""
FieldText = str | tuple[str, ...]


class TemplateKind(StrEnum):
    """What a template is for; both are filled in the same way."""

    TEMPLATE = "template"
    PHOTOGRAPHER = "photographer"
    """Whose pictures they are: creator, credit, source and copyright at once."""


@dataclass(frozen=True, slots=True)
class Template:
    """Fields of a photo (names of ``PhotoFields``) with their texts, in which ``{city}`` stands for the city."""

    kind: TemplateKind
    name: str
    fields: tuple[tuple[str, FieldText], ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes with what each becomes: the first replacement, and others that are asked for by number."""

    name: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with its codes replaced; those that nobody knows stand as they were typed."""

    text: str
    unknown: tuple[str, ...] = ()


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables; raises ``DeskError`` for one that there is not."""

    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name not in VARIABLES:
            known = " ".join(f"{{{each}}}" for each in VARIABLES)
            raise DeskError(f"There is no variable “{found[0][:40]}”", mend=f"use one of {known}")
        return values.get(name, "")

    return VARIABLE.sub(value, text)


def check_variables(text: str) -> None:
    """Raise ``DeskError`` where a text has a variable that there is not."""
    fill(text, {})


def read_codes(text: str) -> tuple[dict[str, tuple[str, ...]], list[int]]:
    """The codes of a list, and the numbers of the lines that are none.

    As Photo Mechanic has it: a line is a code, a tab, its replacement, and perhaps further ones after further tabs;
    empty lines and those that begin with ``//`` are passed over. Of a code that stands twice the last line counts.
    """
    codes: dict[str, tuple[str, ...]] = {}
    strange = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith(COMMENT):
            continue
        code, *said = (part.strip() for part in line.split("\t"))
        if code and len(code) <= LONGEST_CODE and any(said):
            codes[code] = tuple(said)
        else:
            strange.append(number)
    return codes, strange


def expand(text: str, codes: Mapping[str, Sequence[str]]) -> Expanded:
    """The text with every ``=code=`` replaced, and ``=code#2=`` by the second replacement of the code.

    A code is found in any case, the one written so first. What a replacement says is not looked at again.
    """
    folded = {code.casefold(): said for code, said in reversed(list(codes.items()))}
    parts: list[str] = []
    unknown: list[str] = []
    written = looked = doubted = 0
    while found := CODE.search(text, looked):
        _, code, number = found.groups(default="1")
        replacements = codes.get(code) or folded.get(code.casefold()) or ()
        if 1 <= int(number) <= len(replacements) and (said := replacements[int(number) - 1]):
            parts += [text[written : found.start()], said]
            written = looked = found.end()
            continue
        if found.start() >= doubted:
            unknown.append(found[0])
            doubted = found.end()
        # The sign that ends what is no code may begin one: a hand that types “x=1,=h=” means the latter.
        looked = found.end() - 1
    return Expanded("".join((*parts, text[written:])), tuple(dict.fromkeys(unknown)))


def ending(text: str, codes: Mapping[str, Sequence[str]], values: Mapping[str, str]) -> tuple[int, str] | None:
    """How many characters at the end of a text that is being typed become what; None where it does not end with the
    whole of a code or a variable, or with one that stands for nothing.
    """
    near = text[-REACH:]
    found = _LAST_CODE.search(near) or _LAST_VARIABLE.search(near)
    if found is None:
        return None
    if found.re is _LAST_VARIABLE:
        said = values.get(found[1].strip(), "")
    else:
        expanded = expand(found[0], codes)
        said = "" if expanded.unknown else expanded.text
    return (len(found[0]), said) if said else None


def codes_of_names(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Codes that names have by themselves: the name, each of its words, and its initials.

    A word that two names share is the code of neither.
    """
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        for code in dict.fromkeys(_codes(name)):
            found.setdefault(code, []).append(name)
    return {code: (said[0],) for code, said in found.items() if len(said) == 1}


def _codes(name: str) -> Iterator[str]:
    words = re.findall(r"[^\W_]+", name.casefold())
    yield "".join(words)
    if len(words) > 1:
        yield from words
        yield "".join(word[0] for word in words)
