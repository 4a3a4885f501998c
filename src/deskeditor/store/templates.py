"""What fills the fields of photos: templates, photographers, and lists of codes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from deskeditor.core.template import CodeList, Template, TemplateKind
from deskeditor.store.schema import code_list, template
from deskeditor.store.times import to_text


class TemplateTable:
    """By kind and name, and each name once in a kind."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, kind: TemplateKind) -> list[Template]:
        asked = select(template).where(template.c.kind == kind.value).order_by(template.c.name)
        return [_template(row) for row in self._connection.execute(asked)]

    def find(self, kind: TemplateKind, name: str) -> Template | None:
        asked = select(template).where(template.c.kind == kind.value, template.c.name == name)
        row = self._connection.execute(asked).first()
        return None if row is None else _template(row)

    def put(self, kept: Template) -> None:
        """Keep it in the place of the one of that name, if there is one."""
        self.remove(kept.kind, kept.name)
        values = {"kind": kept.kind.value, "name": kept.name, "fields": dict(kept.fields)}
        self._connection.execute(insert(template), values)

    def remove(self, kind: TemplateKind, name: str) -> bool:
        """Whether it was there."""
        theirs = (template.c.kind == kind.value) & (template.c.name == name)
        return self._connection.execute(delete(template).where(theirs)).rowcount > 0


class CodeListTable:
    """Lists of codes by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[CodeList]:
        """The one added last first: where two lists have a code, it is its that counts."""
        asked = select(code_list).order_by(code_list.c.added.desc(), code_list.c.name)
        return [_codes(row) for row in self._connection.execute(asked)]

    def put(self, kept: CodeList, now: datetime) -> None:
        """Keep it in the place of the one of that name, if there is one."""
        self.remove(kept.name)
        values = {"name": kept.name, "added": to_text(now), "codes": {code: list(said) for code, said in kept.codes}}
        self._connection.execute(insert(code_list), values)

    def remove(self, name: str) -> bool:
        """Whether it was there."""
        return self._connection.execute(delete(code_list).where(code_list.c.name == name)).rowcount > 0


def _template(row: Any) -> Template:
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in row.fields.items()}
    return Template(TemplateKind(row.kind), row.name, tuple(fields.items()))


def _codes(row: Any) -> CodeList:
    return CodeList(row.name, tuple((code, tuple(said)) for code, said in row.codes.items()))
