"""Statements that go past the expression language: those of a save, which runs a few times a minute under every hand
that types, and those that hand back every id of a large desk.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pysqlite3 import dbapi2
from sqlalchemy import Connection, Delete, Insert, Select, TextClause, Update


def driver_of(connection: Connection) -> dbapi2.Connection:
    """What lies under a connection of the expression language."""
    return cast("dbapi2.Connection", connection.connection.dbapi_connection)


class Prepared:
    """A statement that is compiled once and then handed to the driver as it is.

    Binding values and reading rows through the expression language takes longer than the disk takes to keep a story.
    Values go in and come out as the driver has them: texts and numbers.
    """

    def __init__(self, statement: Select[Any] | Update | Insert | Delete, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._sql = ""
        self._order: Sequence[str] = ()
        names = [column.name for column in statement.selected_columns] if isinstance(statement, Select) else []
        self._row_of = cast("Any", namedtuple)("Row", names)._make

    def first(self, connection: Connection, values: Mapping[str, object]) -> Any:
        """The first row, or ``None``; ``values`` has one for each parameter, by name."""
        row = self._run(connection, values).fetchone()
        return None if row is None else self._row_of(row)

    def all(self, connection: Connection, values: Mapping[str, object]) -> list[Any]:
        """Every row; ``values`` as for ``first``."""
        return [self._row_of(row) for row in self._run(connection, values).fetchall()]

    def run(self, connection: Connection, values: Mapping[str, object]) -> int:
        """Execute what hands back nothing; the number of rows that it changed."""
        return int(self._run(connection, values).rowcount)

    def _run(self, connection: Connection, values: Mapping[str, object]) -> Any:
        if not self._sql:
            compiled = self._statement.compile(connection, column_keys=self._columns)
            self._order, self._sql = compiled.positiontup or (), str(compiled)
        return driver_of(connection).execute(self._sql, tuple([values[name] for name in self._order]))


def first_column(connection: Connection, statement: Select[Any] | TextClause, **values: object) -> list[Any]:
    """The first value of every row, in their order: texts and numbers, as the driver has them.

    They come as one text, which the database makes while Python works elsewhere: a hundred thousand rows, each of which
    Python is asked for, would hold up the window meanwhile. SQLite keeps the order of what is listed for an aggregate.
    """
    compiled = statement.compile(connection)
    given = compiled.construct_params(values)
    listed = f"WITH listed (value) AS ({compiled}) SELECT json_group_array(value) FROM listed"
    (row,) = driver_of(connection).execute(listed, tuple([given[name] for name in compiled.positiontup or ()]))
    return cast("list[Any]", json.loads(row[0]))
