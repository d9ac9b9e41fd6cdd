"""The database's first process killed under twenty people who write: how long until the site is back, what was lost."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import psycopg
from tests.site.running import Serving, gainful, postmaster

from gainful.site.database import DATABASE, socket_dir

USERS, SAMPLE = 20, "300"
FOR_A_PROGRAM = """
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.organizations.actions.tokens import issue_token
from gainful.domain.organizations.models import Membership
with acting_as_system("bench"):
    m = Membership.objects.select_related("user", "organization").filter(role="program_manager", ended_at=None).first()
with acting_as(m.user, m.organization, role=m.role) as actor:
    print(issue_token(actor, name="bench", scope="write", days=2)[1])
"""
FIRST_S = 90
"""How long the first write may take: twenty come to a site that has only now started."""
HALF = """
SELECT count(*) FROM participants_participant p WHERE code LIKE 'W-%' AND (
  NOT EXISTS (SELECT FROM participants_consent c WHERE c.participant_id = p.id)
  OR NOT EXISTS (SELECT FROM participants_participantevent e WHERE e.pgh_obj_id = p.id))"""


@dataclass
class Found:
    """What came of the kills."""

    back_s: list[float] = field(default_factory=list)
    """From each kill to the first write that was taken again, seconds."""
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0
    """Answers 503: in words, with Retry-After."""
    other: list[int] = field(default_factory=list)
    """Statuses that should not be."""
    said: set[str] = field(default_factory=set)
    """What those answers said."""
    lost: int = 0
    half: int = 0


class Writers:
    """Twenty threads that add people one after the other."""

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address, token
        self._over, self._lock, self._number = threading.Event(), threading.Lock(), 0
        self.found, self.last_done = Found(), 0.0
        self._threads = [threading.Thread(target=self._write, daemon=True) for _ in range(USERS)]

    def _write(self) -> None:
        until = f"{datetime.now(UTC) + timedelta(days=365):%Y-%m-%d}"
        while not self._over.is_set():
            with self._lock:
                self._number += 1
                code = f"W-{self._number}"
            told = {"person_id": code, "name": "Writer", "basis": "verbal", "consent_until": until}
            status = self._post(told)
            with self._lock:
                if status == 201:
                    self.found.acknowledged.append(code)
                    self.last_done = time.monotonic()
                elif status == 503:
                    self.found.refused += 1
                else:
                    self.found.other.append(status)
            if status != 201:
                time.sleep(0.2)

    def _post(self, told: dict[str, str]) -> int:
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self._address}/api/v1/people", json.dumps(told).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310
                return int(reply.status)
        except urllib.error.HTTPError as error:
            with error:
                if error.code not in {201, 503}:
                    self.found.said.add(error.read().decode(errors="replace")[:200])
                return error.code
        except (OSError, TimeoutError):
            return 0

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(120)


def run(data: Path, kills: int, seed: int) -> Found:
    """Kill so many times under twenty writers; look then for every write that was answered 201."""
    dice = random.Random(seed)  # noqa: S311
    limits = {
        "GAINFUL_API_PER_MINUTE": "0",
        "GAINFUL_API_HEAVY_PER_MINUTE": "0",
        "GAINFUL_SECOND_STEP": "none",
    }
    serving = Serving(data, "--demo", GAINFUL_SAMPLE_PEOPLE=SAMPLE, **limits)
    try:
        token = gainful(data, "manage", "shell", "--verbosity", "0", "-c", FOR_A_PROGRAM).stdout.split()[-1]
        with Writers(serving.address, token) as writers:
            until = time.monotonic() + FIRST_S
            while not writers.last_done and time.monotonic() < until:
                time.sleep(0.2)
            if not writers.last_done:
                raise RuntimeError(f"nobody can write: {sorted(set(writers.found.other))}")
            for _ in range(kills):
                pid, at = postmaster(data), time.monotonic()
                os.kill(pid, signal.SIGKILL)
                while writers.last_done < at + 0.5 and time.monotonic() < at + 120:
                    time.sleep(0.02)
                writers.found.back_s.append(writers.last_done - at)
                time.sleep(dice.uniform(0.5, 4))
        found = writers.found
        with psycopg.connect(host=str(socket_dir(data)), user="postgres", dbname=DATABASE) as connection:
            sql = "SELECT count(*) FROM participants_participant WHERE code = ANY(%s)"
            found.lost = len(found.acknowledged) - connection.execute(sql, [found.acknowledged]).fetchone()[0]
            found.half = connection.execute(HALF).fetchone()[0]
        return found
    finally:
        serving.stop()
