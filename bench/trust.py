"""Trust: what the rules let through and whether altered history is named, on a database of its own.

    make bench ARGS=trust

Rights: tests/isolation/test_rights_matrix.py (five agencies, every kind of actor, table and verb). Here: the lint of
pgrls on a migrated database, random changes to sealed history, and what the proven actor and the history cost beside
the commit before them (`bench/_overhead.py`; GAINFUL_BENCH_PEOPLE=200000 for the long lists).
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from bench import Row, _overhead
from gainful.domain.rights.linted import unexplained

CHANGES = int(os.environ.get("GAINFUL_BENCH_CHANGES", "10000"))
"""Random changes to sealed history."""
EVENTS = "organizations_organizationevent"


def run() -> Iterator[Row]:
    """Print the figures of trust."""
    with tempfile.TemporaryDirectory(prefix="gainful-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench.trust"],
            env={**os.environ, "GAINFUL_DATA": folder, "GAINFUL_DB_ROLE": "owner", "DATABASE_URL": ""},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found = json.loads(done.stdout.splitlines()[-1])
    yield Row(
        "pgrls errors without a reason",
        found["errors"],
        0,
        note=f"{found['explained']} with their reason in gainful/domain/rights/linted.py",
        lower_is_better=True,
    )
    yield Row("random changes to sealed history", found["changes"])
    yield Row("of them named by verify", found["named"], floor=found["changes"])
    yield Row("named without a change", found["false"], 0, lower_is_better=True)
    yield Row("sealed rows a second", found["sealed_per_s"])
    yield Row("verified rows a second", found["verified_per_s"])
    yield Row("setting the proven actor, ms", found["actor_ms"])
    yield Row("claim checked in a statement, ms", found["checked_ms"])
    yield from _overhead.rows()


def measure() -> dict[str, float]:
    """Return the figures, in a process that has a database of its own."""
    from gainful.site.database import socket_dir, start_server, stop_server

    server = start_server()
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return {**_lint(str(socket_dir())), **_changes(), **_actor()}
    finally:
        from django.db import connections

        connections.close_all()
        stop_server(server)


def _lint(host: str) -> dict[str, float]:
    command = [
        "pgrls",
        "lint",
        "--format",
        "json",
        "--database-url",
        f"postgresql:///gainful?host={host}&user=postgres",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = json.loads(told)["violations"]
    errors = sum(each["severity"] == "error" for each in found)
    left = len(unexplained(found))
    return {"errors": left, "explained": errors - left}


def _changes() -> dict[str, float]:
    from django.db import connection, transaction

    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.seals import seal, verify
    from gainful.domain.organizations.models import Organization

    count = CHANGES + CHANGES // 4
    with acting_as_system("bench"):
        Organization.objects.bulk_create(
            [Organization(name=f"Agency {number}", kind="agency") for number in range(count)], batch_size=1000
        )
    start = time.perf_counter()
    sealed = seal()
    sealing = time.perf_counter() - start
    draw = random.Random(7)  # noqa: S311 - repeatable
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pgh_id::text FROM {EVENTS}")  # noqa: S608
        chosen = draw.sample([row for (row,) in cursor.fetchall()], CHANGES)
        for row in chosen:
            change = draw.choice(
                ("UPDATE {} SET name = name || '!' WHERE pgh_id = %s", "DELETE FROM {} WHERE pgh_id = %s",
                 "UPDATE {} SET pgh_obj_id = gen_random_uuid() WHERE pgh_id = %s",
                 "UPDATE {} SET pgh_label = 'x' WHERE pgh_id = %s")
            )  # fmt: skip
            cursor.execute(change.format(EVENTS), [row])
    start = time.perf_counter()
    named = {each.row for each in verify()}
    verifying = time.perf_counter() - start
    return {
        "changes": CHANGES, "named": len(named & set(chosen)), "false": len(named - set(chosen)),
        "sealed_per_s": sealed / sealing, "verified_per_s": sealed / verifying,
    }  # fmt: skip


def _actor() -> dict[str, float]:
    from uuid import uuid4

    from django.db import connection, transaction

    from gainful.domain.accounts.actor import set_actor

    def seconds(times: int, step: str) -> float:
        taken = []
        with transaction.atomic(), connection.cursor() as cursor:
            set_actor(uuid4(), uuid4(), "coach")
            for _ in range(times):
                start = time.perf_counter()
                if step == "set":
                    set_actor(uuid4(), uuid4(), "coach")
                else:
                    cursor.execute("SELECT gainful.actor_user()")
                    cursor.fetchone()
                taken.append(time.perf_counter() - start)
        return statistics.median(taken) * 1000

    return {"actor_ms": seconds(300, "set"), "checked_ms": seconds(300, "check")}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()) + "\n")
