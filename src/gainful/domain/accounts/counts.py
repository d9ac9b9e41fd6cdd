"""What is counted against limits, in PostgreSQL: every process of the site sees the same, a restart forgets nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from gainful.domain.accounts.actor import acting_as_system

FOREVER_S = 366 * 24 * 3600


class CountsCache(BaseCache):
    """Django's cache interface on one table, kept as JSON: a row put there by a stranger can only be wrong data.

    Django's own database cache unpickles what it reads and adds one in two statements, so processes lose counts.
    """

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or the default where there is none or its time is over."""
        found = _ask("SELECT gainful.count_read(%s)", self._row(key, version))[0]
        return default if found is None else json.loads(found)

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value for `timeout` seconds."""
        self._write(key, value, timeout, version, anew=True)

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value where there is none; says whether it was kept."""
        return self._write(key, value, timeout, version, anew=False)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; says whether there was one."""
        return bool(_ask("SELECT gainful.count_end(%s)", self._row(key, version))[0])

    def clear(self) -> None:
        """Forget everything; the system alone may."""
        with acting_as_system("forget counts"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_count")

    def hit(self, key: str, seconds: int) -> tuple[int, int]:
        """Count one more in this window; returns the count and the seconds until the window ends."""
        count, left = _ask("SELECT * FROM gainful.count_hit(%s, %s)", self._row(key, None), seconds)
        return int(count), max(1, int(left))

    def _write(self, key: str, value: Any, timeout: float | None, version: int | None, *, anew: bool) -> bool:
        ends = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        row = (self._row(key, version), json.dumps(value), FOREVER_S if ends is None else float(ends), anew)
        return bool(_ask("SELECT gainful.count_write(%s, %s, %s, %s)", *row)[0])

    def _row(self, key: str, version: int | None) -> str:
        """Return the key of the row, made with the secret key: it may hold an address, and nobody can guess it."""
        return hmac.new(
            settings.SECRET_KEY.encode(), self.make_key(key, version).encode(), hashlib.sha256
        ).hexdigest()


def _ask(sql: str, *values: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: tuple[Any, ...] = cursor.fetchone()
    return found
