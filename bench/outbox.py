"""The outbox through a slow mail server with a worker that is killed again and again: none lost, none twice.

    make bench ARGS=outbox                          # 50,000 letters, five kills
    GAINFUL_BENCH_MESSAGES=2000 make bench ARGS=outbox

On a database of its own. The server waits before it takes a letter and counts what it took. What a killed worker was
handing over stands as not confirmed: it may have arrived and is sent by nobody but a person.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bench import Row

MESSAGES = int(os.environ.get("GAINFUL_BENCH_MESSAGES", "50000"))
KILLS = 5
SLOW_S = float(os.environ.get("GAINFUL_BENCH_SMTP_DELAY", "0.002"))
"""Seconds that the server takes for a letter."""
KEY = re.compile(rb"Message-ID: <([0-9a-f-]{36})@", re.IGNORECASE)


def run() -> Iterator[Row]:
    """Print what became of the letters."""
    with tempfile.TemporaryDirectory(prefix="gainful-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench.outbox"],
            env={**os.environ, "GAINFUL_DATA": folder, "GAINFUL_DB_ROLE": "owner", "DATABASE_URL": ""},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found = json.loads(done.stdout.splitlines()[-1])
    yield Row("letters written", found["written"])
    yield Row("workers killed", found["kills"], floor=KILLS)
    yield Row("lost", found["lost"], floor=0, lower_is_better=True)
    yield Row("arrived twice", found["twice"], floor=0, lower_is_better=True)
    yield Row(
        "not confirmed", found["unconfirmed"], floor=found["kills"], lower_is_better=True,
        note=f"{found['unconfirmed_arrived']} of them had arrived; the operator's page lists them",
    )  # fmt: skip
    yield Row("letters a second", found["a_second"], note=f"server takes {SLOW_S * 1000:.0f} ms a letter")


class Box:
    """Counts each letter by its identifier, after a pause."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        import asyncio

        await asyncio.sleep(SLOW_S)
        found = KEY.search(envelope.content)
        self.taken[found[1].decode() if found else "?"] += 1
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def measure() -> dict[str, float]:
    """Return the figures, in a process that has a database and a mail server of its own."""
    from aiosmtpd.controller import Controller

    from gainful.site.database import start_server, stop_server

    server, box, port = start_server(), Box(), _free_port()
    mail = Controller(box, hostname="127.0.0.1", port=port)
    mail.start()
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _write()
        began = time.perf_counter()
        kills = _send(port)
        return {**_counted(box), "kills": kills, "a_second": MESSAGES / (time.perf_counter() - began)}
    finally:
        from django.db import connections

        from gainful.domain.accounts.system_connection import close_system_connection

        close_system_connection()
        connections.close_all()
        mail.stop()
        stop_server(server)


def _write() -> None:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.messages.models import Message
    from gainful.domain.organizations.models import Organization

    with acting_as_system("bench"):
        agency = Organization.objects.create(name="Bench", kind="agency")
        for first in range(0, MESSAGES, 5000):
            Message.objects.bulk_create(
                Message(
                    organization=agency, kind="note", channel="email", address=f"p{n}@example.org", subject="Class",
                    text="Class begins on Monday.",
                )
                for n in range(first, min(first + 5000, MESSAGES))
            )  # fmt: skip


def _waiting() -> int:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.messages.models import Message

    with acting_as_system("bench"):
        return Message.objects.filter(state__in=["waiting", "taken", "handing"]).order_by().count()


def _send(port: int) -> int:
    """Let workers send until nothing waits; kill the first five at a moment of their own."""
    chance, kills = random.Random(16), 0  # noqa: S311 - when to kill
    env = {**os.environ, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)}
    while waiting := _waiting():
        worker = subprocess.Popen([sys.executable, "-m", "gainful.site.message_worker"], env=env)
        if kills < KILLS:
            goal = waiting * (1 - chance.uniform(0.5, 1.5) / (KILLS + 1 - kills) / 1.5)
            while worker.poll() is None and _waiting() > goal:
                time.sleep(chance.uniform(0.05, 0.3))
            if worker.poll() is None:
                worker.send_signal(signal.SIGKILL)
                kills += 1
        worker.wait()
    return kills


def _counted(box: Box) -> dict[str, float]:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.messages.models import Message

    with acting_as_system("bench"):
        states = {str(pk): state for pk, state in Message.objects.order_by().values_list("pk", "state")}
    unconfirmed = [key for key, state in states.items() if state == "unconfirmed"]
    return {
        "written": len(states),
        "lost": sum(state != "unconfirmed" and not box.taken[key] for key, state in states.items()),
        "twice": sum(count > 1 for count in box.taken.values()),
        "unconfirmed": len(unconfirmed),
        "unconfirmed_arrived": sum(box.taken[key] > 0 for key in unconfirmed),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()) + "\n")
