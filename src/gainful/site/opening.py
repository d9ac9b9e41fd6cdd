"""Says that Gainful can be used once its first page has been answered over the network, and not before."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings

ANSWER_S, PAUSE_S, LONG_S = 60.0, 0.3, 30.0
"""Seconds a page may take, between two tries, and until the terminal says that the page does not come."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what a server may listen on, to ask it from here
SILENT = "The first page does not answer yet ({}). Gainful asks again; what is written here before this line says why."


class Opening(threading.Thread):
    """Asks for the first page until it comes, then calls `then`, once; `end` stops it."""

    def __init__(
        self, address: tuple[str, int], then: Callable[[], None], say: Callable[[str], None]
    ) -> None:
        super().__init__(name="opening", daemon=True)
        self._address, self._then, self._say = address, then, say
        self._over, self._opens = threading.Event(), threading.Lock()

    def run(self) -> None:
        """Ask, say once where it takes long, and open."""
        patient_until = time.monotonic() + LONG_S
        while not self._over.is_set():
            problem = first_page_problem(*self._address)
            if problem is None:
                break
            if time.monotonic() > patient_until:
                self._say(SILENT.format(problem))
                patient_until = float("inf")
            self._over.wait(PAUSE_S)
        with self._opens:
            if not self._over.is_set():
                self._then()

    def end(self) -> None:
        """Stop asking; what `then` has begun is waited for."""
        self._over.set()
        with self._opens:
            pass


def first_page_problem(host: str, port: int) -> str | None:
    """Ask as a visitor's proxy does and say why there is no page; None where there is one.

    A way to another place of this site is followed. One to the public address is an answer: the proxy that may speak
    for visitors is on another machine.
    """
    path = "/"
    for _ in range(3):
        try:
            status, location = _asked(host, port, path)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        if status not in {301, 302, 303, 307, 308}:
            return None if status == 200 else str(status)
        if urlsplit(location).netloc:
            return None
        path = location
    return "it leads in a circle"


def _asked(host: str, port: int, path: str) -> tuple[int, str]:
    public = urlsplit(settings.PUBLIC_URL)
    headers = {"Host": public.netloc or next(iter(settings.ALLOWED_HOSTS), host)}
    if public.scheme == "https":
        headers["X-Forwarded-Proto"] = "https"
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=ANSWER_S)
    with closing(connection):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
