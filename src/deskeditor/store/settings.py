"""The desk's own particulars, by name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from deskeditor.store.schema import setting


class SettingTable:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> dict[str, Any]:
        """Empty where nothing was set."""
        value = self._connection.execute(select(setting.c.value).where(setting.c.key == key)).scalar()
        return value if isinstance(value, dict) else {}

    def put(self, key: str, value: dict[str, Any]) -> None:
        self._connection.execute(delete(setting).where(setting.c.key == key))
        self._connection.execute(insert(setting), {"key": key, "value": value})
