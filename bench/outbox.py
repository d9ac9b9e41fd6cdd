"""The outbox through a slow mail server with a worker that is killed again and again: none lost, none twice.

    make bench ARGS=outbox                          # 50,000 letters, five kills, 20 ms a letter
    GAINFUL_BENCH_MESSAGES=2000 GAINFUL_BENCH_SMTP_DELAY=0.1 make bench ARGS=outbox

On a database of its own. The server waits before it takes a letter and counts what it took; it drops nothing. Two of
the kills hit the worst moment: the letter is in the server's hand, and the worker dies before it hears "250". What a
killed worker was handing over stands as not confirmed: it may have arrived and is sent by nobody but a person. SMTP has
no question "did you get this one?", so that up to one letter a connection and kill can be neither confirmed nor
repeated. The peer opens a connection for each letter, with no database at all.
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
SLOW_S = float(os.environ.get("GAINFUL_BENCH_SMTP_DELAY", "0.02"))
CONNECTIONS = int(os.environ.get("EMAIL_CONNECTIONS", "3"))
"""Seconds that the server takes for a letter."""
KEY = re.compile(rb"Message-ID: <([0-9a-f-]{36})@", re.IGNORECASE)


def run() -> Iterator[Row]:
    """Print what became of the letters."""
    with tempfile.TemporaryDirectory(prefix="gainful-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench.outbox"],
            env={**os.environ, "GAINFUL_DATA": folder, "GAINFUL_DB_ROLE": "owner", "DATABASE_URL": ""},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError("the run ended early; its words are above")
    found = json.loads(done.stdout.splitlines()[-1])
    yield Row("letters written", found["written"])
    yield Row("workers killed", found["kills"], floor=KILLS)
    yield Row("lost", found["lost"], floor=0, lower_is_better=True)
    yield Row("arrived twice", found["twice"], floor=0, lower_is_better=True)
    yield Row(
        "not confirmed", found["unconfirmed"], floor=found["kills"] * CONNECTIONS, lower_is_better=True,
        note=f"{found['unconfirmed_arrived']} of them had arrived; the operator's page lists them",
    )  # fmt: skip
    yield Row("failed", found["failed"], floor=0, lower_is_better=True)
    yield Row(
        "letters a second", found["a_second"],
        note=f"server takes {SLOW_S * 1000:.0f} ms a letter, {CONNECTIONS} connections; the starts of workers left out",
    )  # fmt: skip
    yield Row(
        "ratio to a connection a letter", found["a_second"] / found["peer_a_second"], floor=1.0,
        note=f"smtplib: {found['peer_a_second']:.0f} a second",
    )  # fmt: skip


class Box:
    """Counts each letter by its identifier, after a pause."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.victim: subprocess.Popen[bytes] | None = None
        """The worker that is killed as soon as a letter of its is taken, before it is told so."""
        self.first_at: float | None = None
        """When the worker that sends now handed its first letter over."""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        import asyncio

        self.first_at = self.first_at or time.perf_counter()
        await asyncio.sleep(SLOW_S)
        found = KEY.search(envelope.content)
        self.taken[found[1].decode() if found else "peer"] += 1
        if self.victim is not None:
            self.victim.send_signal(signal.SIGKILL)
            self.victim.wait()
            self.victim = None
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
        kills, took = _send(port, box)
        counted = _counted(box)
        return {**counted, "kills": kills, "a_second": MESSAGES / took, "peer_a_second": _peer(port)}
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


def _send(port: int, box: Box) -> tuple[int, float]:
    """Let workers send until nothing waits; kill the first five, each at a moment of its own.

    Returns the kills, and the seconds from each worker's first letter to its end.
    """
    chance, kills, took = random.Random(16), 0, 0.0  # noqa: S311 - when to kill
    env = {
        **os.environ,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "EMAIL_FROM": "desk@agency.example",
    }
    goals = sorted(chance.uniform(0.02, 0.9) * MESSAGES for _kill in range(KILLS))
    while _waiting():
        box.first_at = None
        worker = subprocess.Popen([sys.executable, "-m", "gainful.site.message_worker"], env=env)
        if kills < KILLS:
            while worker.poll() is None and sum(box.taken.values()) < goals[kills]:
                time.sleep(chance.uniform(0.01, 0.2))
            if worker.poll() is None:
                if kills % 2:
                    box.victim = worker
                else:
                    worker.send_signal(signal.SIGKILL)
                kills += 1
        while worker.poll() is None and _waiting():  # a worker without work waits for more
            time.sleep(0.05)
        worker.terminate()
        worker.wait()
        took += 0.0 if box.first_at is None else time.perf_counter() - box.first_at
        sys.stderr.write(f"{sum(box.taken.values())} taken, {kills} killed\n")
    return kills, took


def _peer(port: int, letters: int = 200) -> float:
    """Return how many letters a second go out with a connection for each, and nothing written down."""
    import smtplib
    from email.message import EmailMessage

    began = time.perf_counter()
    for number in range(letters):
        letter = EmailMessage()
        letter["From"], letter["To"] = "desk@agency.example", f"p{number}@example.org"
        letter.set_content("Class begins on Monday.")
        with smtplib.SMTP("127.0.0.1", port) as connection:
            connection.send_message(letter)
    return letters / (time.perf_counter() - began)


def _counted(box: Box) -> dict[str, float]:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.messages.models import Message

    with acting_as_system("bench"):
        states = {str(pk): state for pk, state in Message.objects.order_by().values_list("pk", "state")}
    failed = sum(state == "failed" for state in states.values())
    unconfirmed = [key for key, state in states.items() if state == "unconfirmed"]
    return {
        "written": len(states),
        "failed": failed,
        "lost": sum(state != "unconfirmed" and not box.taken[key] for key, state in states.items()),
        "twice": sum(count > 1 for count in box.taken.values()),
        "unconfirmed": len(unconfirmed),
        "unconfirmed_arrived": sum(box.taken[key] > 0 for key in unconfirmed),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()) + "\n")
