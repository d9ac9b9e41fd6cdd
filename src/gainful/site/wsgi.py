"""The WSGI application."""

import logging
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from gainful.site.memory import keep_little

os.umask(0o077)  # what the site writes may name people
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
keep_little()  # a server of the agency's own starts here
Start = Callable[..., Any]
log = logging.getLogger(__name__)


class Checked:
    """Serves nobody as a database user that could bypass row security, however it was started."""

    def __init__(self, application: Callable[[dict[str, Any], Start], Iterable[bytes]]) -> None:
        self._application, self._lock = application, threading.Lock()
        self._refusal: str | None = None
        self._known = False

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Ask the database who we are with the first request that it answers; then every request as it comes."""
        if not self._known:
            self._ask()
        if self._refusal is None or environ.get("PATH_INFO") == "/healthz":
            answer = self._application(environ, start)
            return answer if environ.get("REQUEST_METHOD") != "HEAD" else _headers_alone(answer)
        start("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"Gainful is not set up right and serves nobody. Its log says why.\n"]

    def _ask(self) -> None:
        from django.db import DatabaseError, InterfaceError, connection

        from gainful.site.proxy import proxy_refusal
        from gainful.site.refusals import role_refusal

        with self._lock:
            if self._known:
                return
            try:
                self._refusal = proxy_refusal() or role_refusal()
            except (DatabaseError, InterfaceError):
                return  # away: pages say so themselves, and the next request asks again
            finally:
                connection.close()
            self._known = True
            if self._refusal is not None:
                log.critical("%s", self._refusal)


def _headers_alone(answer: Iterable[bytes]) -> Iterable[bytes]:
    """A question for the headers, such as a monitor's, gets no body: gunicorn warns of each that it drops."""
    if close := getattr(answer, "close", None):
        close()
    return []


application = Checked(get_wsgi_application())
