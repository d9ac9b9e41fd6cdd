"""Sessions that the database gives out by their key alone: the web role can list none and copy none.

The cookie's key is kept as its digest, so that whoever reads the table, or a backup of it, can sign in as nobody.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection

LENGTH = 40
"""Hexadecimal digits of the digest that are kept: 160 bits, as wide as the column."""


class SessionStore(SessionBase):
    """Django's session interface on four functions of the database."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds, empty where it has ended."""
        found = _ask("SELECT data FROM gainful.session_read(%s)", self._kept()) if self.session_key else None
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])

    def exists(self, session_key: str) -> bool:
        """Say whether a session with this key goes on."""
        return _ask("SELECT data FROM gainful.session_read(%s)", kept(session_key)) is not None

    def create(self) -> None:
        """Begin a session with a new key."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Keep what the session holds; a session that ended meanwhile is not begun again."""
        if self.session_key is None:
            self.create()
            return
        data = self.encode(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        values = (self._kept(), data, self.get_expiry_date(), must_create)
        written = _ask("SELECT gainful.session_write(%s, %s, %s, %s)", *values)
        if written is None or not written[0]:
            raise CreateError if must_create else UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End a session."""
        key = session_key or self.session_key
        if key:
            _ask("SELECT gainful.session_end(%s)", kept(key))

    @classmethod
    def clear_expired(cls) -> None:
        """Remove sessions whose time is over."""
        _ask("SELECT gainful.sessions_sweep()")

    def _kept(self) -> str:
        return kept(self.session_key or "")


def kept(session_key: str) -> str:
    """Return the key under which a session is kept."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:LENGTH]


def _ask(sql: str, *values: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()
