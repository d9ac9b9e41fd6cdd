"""Gainful says where it is when its first page has been answered: a person who clicks at once meets the page."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gainful.site import opening
from gainful.site.opening import Opening, first_page_problem
from tests.site.running import environment, migrated

WATCHED = """
import sys, time
from gainful.site import warm_up, wsgi
warm_up.warm = lambda: None
real, tries = wsgi.application, []

def application(environ, start_response):
    tries.append(environ["PATH_INFO"])
    if len(tries) == 1:
        print("refused", flush=True)
        start_response("503 Service Unavailable", [("Content-Length", "0")])
        return [b""]
    time.sleep(1)

    def start(status, *rest):
        print("answered", status, flush=True)
        return start_response(status, *rest)

    return list(real(environ, start))

wsgi.application = application
from gainful.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def short_path():
    """A folder whose socket has its own name: `WATCHED` reads the settings before the server says where it stands."""
    with TemporaryDirectory(prefix="g") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.xdist_group("serve")
@pytest.mark.parametrize(
    "extra", [{}, {"GAINFUL_PUBLIC_URL": "https://gainful.example.org", "GAINFUL_BEHIND_PROXY": "1"}]
)
def test_the_address_is_printed_after_the_first_page_was_answered(short_path, extra):
    data, log = short_path / "var", short_path / "log"
    migrated(data)
    with log.open("w") as out:
        serving = subprocess.Popen(
            [sys.executable, "-c", WATCHED, "serve", "--port", "0"],
            env=environment(data, **extra), stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        for _ in range(600):
            if "Gainful is at" in log.read_text() or serving.poll() is not None:
                break
            time.sleep(0.1)
    finally:
        serving.terminate()
        serving.wait(60)
    said = log.read_text()
    assert re.search(
        r"(?s)refused\n.*answered 200 OK\n.*Gainful is at  http://127\.0\.0\.1:\d+/ .*First run:", said
    ), said


@contextmanager
def site(*answers: tuple[int, str]) -> Iterator[tuple[tuple[str, int], list[tuple[str, str, str]]]]:
    """Serve these answers (status, Location) in turn, the last for ever; yields address and what was asked."""
    asked: list[tuple[str, str, str]] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Host"], self.headers.get("X-Forwarded-Proto", "")))
            status, location = answers[min(len(asked), len(answers)) - 1]
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    serving = threading.Thread(target=server.serve_forever, args=(0.01,))
    serving.start()
    try:
        yield ("127.0.0.1", server.server_port), asked
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ([(200, "")], None),
        ([(302, "/accounts/login/?next=/"), (200, "")], None),
        ([(301, "https://gainful.example.org/")], None),
        ([(500, "")], "500"),
        ([(302, "/accounts/login/"), (503, "")], "503"),
        ([(302, "/")], "it leads in a circle"),
    ],
)
def test_only_a_page_is_an_answer(answers, problem):
    with site(*answers) as (address, _asked):
        assert first_page_problem(*address) == problem


def test_nobody_behind_the_door_is_no_answer():
    with site((200, "")) as (address, _asked):
        pass
    assert first_page_problem(*address) == "ConnectionRefusedError"


def test_it_is_asked_as_the_public_address_is(settings):
    settings.PUBLIC_URL = "https://gainful.example.org"
    with site((302, "/accounts/login/"), (200, "")) as (address, asked):
        assert first_page_problem(*address) is None
    assert asked == [
        ("/", "gainful.example.org", "https"),
        ("/accounts/login/", "gainful.example.org", "https"),
    ]


def test_a_page_that_does_not_come_is_told_once_and_opens_nothing(monkeypatch):
    monkeypatch.setattr(opening, "LONG_S", 0.0)
    monkeypatch.setattr(opening, "PAUSE_S", 0.01)
    said, opened, many = [], [], threading.Event()
    with site((500, "")) as (address, asked):
        waiting = Opening(address, lambda: opened.append(True), said.append)
        waiting.start()
        while len(asked) < 5:
            many.wait(0.01)
        waiting.end()
        waiting.join(10)
    assert not waiting.is_alive()
    assert opened == []
    assert said == [opening.SILENT.format("500")]
