"""What is counted against limits, in PostgreSQL: every process of the site sees the same, a restart forgets nothing."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

FOREVER_S = 366 * 24 * 3600
SWEPT = 100
"""Rows whose time is over that the first call of a new window removes: more than it adds."""
SET = """
INSERT INTO accounts_count VALUES (%s, %s, clock_timestamp() + %s * interval '1 second')
ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at"""
ADD = f"{SET} WHERE accounts_count.ends_at <= clock_timestamp()"
HIT = """
INSERT INTO accounts_count AS c VALUES (%(key)s, '1', clock_timestamp() + %(s)s * interval '1 second')
ON CONFLICT (key) DO UPDATE SET
  value = CASE WHEN c.ends_at <= clock_timestamp() THEN '1' ELSE (c.value::int + 1)::text END,
  ends_at = CASE WHEN c.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE c.ends_at END
RETURNING value::int, ceil(extract(epoch FROM ends_at - clock_timestamp()))::int"""


class CountsCache(BaseCache):
    """Django's cache interface on one table, kept as JSON: a row put there by a stranger can only be wrong data.

    Django's own database cache unpickles what it reads and adds one in two statements, so processes lose counts.
    """

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or the default where there is none or its time is over."""
        sql = "SELECT value FROM accounts_count WHERE key = %s AND ends_at > clock_timestamp()"
        with connection.cursor() as cursor:
            cursor.execute(sql, [self._row(key, version)])
            found = cursor.fetchone()
        return default if found is None else json.loads(found[0])

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value for `timeout` seconds."""
        self._write(SET, key, value, timeout, version)

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value where there is none; says whether it was kept."""
        return self._write(ADD, key, value, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; says whether there was one."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_count WHERE key = %s", [self._row(key, version)])
            return bool(cursor.rowcount)

    def clear(self) -> None:
        """Forget everything."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_count")

    def hit(self, key: str, seconds: int) -> tuple[int, int]:
        """Count one more in this window; returns the count and the seconds until the window ends."""
        with connection.cursor() as cursor:
            cursor.execute(HIT, {"key": self._row(key, None), "s": seconds})
            count, left = cursor.fetchone()
            if count == 1:
                self._sweep(cursor)
        return count, max(1, left)

    def _sweep(self, cursor: Any) -> None:
        cursor.execute(
            "DELETE FROM accounts_count WHERE key IN (SELECT key FROM accounts_count"
            " WHERE ends_at <= clock_timestamp() ORDER BY ends_at LIMIT %s FOR UPDATE SKIP LOCKED)",
            [SWEPT],
        )

    def _write(self, sql: str, key: str, value: Any, timeout: float | None, version: int | None) -> bool:
        ends = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        row = [self._row(key, version), json.dumps(value), FOREVER_S if ends is None else float(ends)]
        with connection.cursor() as cursor:
            cursor.execute(sql, row)
            return bool(cursor.rowcount)

    def _row(self, key: str, version: int | None) -> str:
        """Return the key of the row: a digest, since the key may hold an address or a token."""
        return hashlib.sha256(self.make_key(key, version).encode()).hexdigest()
