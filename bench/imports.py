"""People of a file into the database: rows a second with consent, history, row security and levels, beside the same
rows by Django's bulk_create as the system, with no history, no levels and no look at what is there.

Runs in a data folder of its own; `GAINFUL_BENCH_ROWS` says how many people (default 10,000).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row

ROWS = int(os.environ.get("GAINFUL_BENCH_ROWS", "10000"))
FLOOR = 200_000 / 600
"""200,000 people in ten minutes, rows a second."""


def run() -> list[Row]:
    """Import into an empty database; the last fifth beside the first shows whether time grows with what is there."""
    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        environment = {**os.environ, "GAINFUL_DATA": folder}
        subprocess.run(
            [sys.executable, "-m", "gainful", "manage", "migrate", "--verbosity", "0"],
            env=environment,
            check=True,
        )
        done = subprocess.run(
            [sys.executable, "-m", "bench.imports"],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
    told = json.loads(done.stdout.splitlines()[-1])
    note = f"{ROWS:,} rows; last fifth {told['last'] / told['first']:.2f} of the pace of the first"
    return [Row("people imported, rows/s", told["ours"], FLOOR, peer="bulk_create, unchecked",
                peer_value=told["peer"], note=note)]  # fmt: skip


def _measure() -> int:
    from gainful.domain.accounts.actor import acting_as, acting_as_system
    from gainful.domain.accounts.models import User
    from gainful.domain.organizations.models import Membership, Organization

    with acting_as_system("bench"):
        agency = Organization.objects.create(name="Bench", kind="agency")
        user = User.objects.create_user("bench@example.org", name="Bench")
        Membership.objects.create(user=user, organization=agency, role="program_manager")
    records = _records()
    with acting_as(user, agency, role="program_manager") as actor:
        seconds, marks = _ours(actor, records)
    fifth = max(1, len(marks) // 5)
    paces = {"first": ROWS / len(marks) / (sum(marks[:fifth]) / fifth)}
    paces["last"] = ROWS / len(marks) / (sum(marks[-fifth:]) / fifth)
    sys.stdout.write(
        json.dumps({"ours": ROWS / seconds, "peer": ROWS / _peer(agency, records), **paces}) + "\n"
    )
    return 0


def _records() -> list:
    from gainful.demo.region import generate_people

    return generate_people(ROWS)


def _ours(actor, records) -> tuple[float, list[float]]:
    from datetime import timedelta

    from django.utils import timezone

    from gainful.domain.participants.actions import Attestation, import_people

    marks: list[float] = []
    began = last = time.perf_counter()

    def mark(_done: int) -> None:
        nonlocal last
        now = time.perf_counter()
        marks.append(now - last)
        last = now

    import_people(actor, iter(records), Attestation(timezone.now() + timedelta(days=90)), progress=mark)
    return time.perf_counter() - began, marks


def _peer(agency, records) -> float:
    """Seconds for people, consents and jobs by bulk_create in thousands."""
    from datetime import timedelta

    import pgtrigger
    from django.utils import timezone

    from gainful.demo.seed import HISTORY
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.participants.models import Consent, Participant, WorkHistory

    until = timezone.now() + timedelta(days=90)
    began = time.perf_counter()
    with pgtrigger.ignore(*HISTORY), acting_as_system("bench"):
        people = [Participant(registered_by=agency, code=f"peer-{r.code}", name=r.name) for r in records]
        Participant.objects.bulk_create(people, batch_size=1000)
        Consent.objects.bulk_create(
            [Consent(participant=p, organization=agency, scopes=["profile"], expires_at=until, basis="verbal")
             for p in people],
            batch_size=1000,
        )  # fmt: skip
        WorkHistory.objects.bulk_create(
            [WorkHistory(participant=p, occupation_code=j.code, title=j.title, start=j.start, end=j.end)
             for p, r in zip(people, records, strict=True) for j in r.jobs],
            batch_size=1000,
        )  # fmt: skip
    return time.perf_counter() - began


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from gainful.commands.database import with_database

    sys.exit(with_database(_measure))
