"""One demo site for all journeys of a run, whichever test worker comes first; the last one to leave stops it."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

from gainful.demo.filling import COMPLETE
from tests.journeys.others import send_others_home
from tests.site.running import START_S, STOP_S, Serving, alone, migrated

PEOPLE = "150"
"""Sample people: enough for every occupation near a nursing assistant, few enough to start in seconds."""
STARTED: list[Serving] = []
"""What this process started; kept, since a forgotten process is a warning."""


def _enter() -> str:
    """Start the site where nobody did, count oneself in, return its address."""
    with alone("journeys") as folder:
        note = folder / "site.json"
        site = json.loads(note.read_text()) if note.exists() else None
        if site is None:
            migrated(folder / "var")
            serving = Serving(folder / "var", "--demo", GAINFUL_SAMPLE_PEOPLE=PEOPLE)
            _wait_for_sample_data(serving)
            STARTED.append(serving)
            site = {"address": serving.address, "pid": serving.process.pid, "users": 0}
        site["users"] += 1
        note.write_text(json.dumps(site))
    return str(site["address"])


def _hurry(serving: Serving) -> None:
    """Let the sample data not stand back behind pages: nobody opens one before it is complete."""
    for process in psutil.Process(serving.process.pid).children(recursive=True):
        with suppress(psutil.Error):
            if "gainful.demo.filling" in process.cmdline():
                process.nice(0)


def _wait_for_sample_data(serving: Serving) -> None:
    """Wait until the agency's promises are there too: they are made beside the running site."""
    until = time.monotonic() + START_S
    while COMPLETE not in serving.said():
        if time.monotonic() > until or serving.process.poll() is not None:
            raise AssertionError(serving.said())
        _hurry(serving)
        time.sleep(0.2)


def _leave() -> None:
    send_others_home()
    with alone("journeys") as folder:
        note = folder / "site.json"
        site = json.loads(note.read_text())
        site["users"] -= 1
        if site["users"]:
            note.write_text(json.dumps(site))
            return
        note.unlink()
        process = psutil.Process(site["pid"])
        process.send_signal(signal.SIGTERM)
        for serving in STARTED:
            serving.process.wait(STOP_S)
        _wait_for_end(process)


def _wait_for_end(process: psutil.Process) -> None:
    """Wait until it has ended; one that another worker started stays a zombie until that worker looks."""
    until = time.monotonic() + STOP_S
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > until:
            raise TimeoutError(f"the demo site {process.pid} does not stop")
        time.sleep(0.05)


@contextmanager
def demo_site() -> Iterator[str]:
    """Yield the address of a running demo site."""
    address = _enter()
    try:
        yield address
    finally:
        _leave()
