"""Kills of the application, the worker and the database's first process inside plan, sign, import and restore."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from tests.site.running import environment, gainful, postmaster

from gainful.site.database import DATABASE, socket_dir

HALF_PLANS = """
SELECT count(*) FROM plans_plan p WHERE people_count <> (SELECT count(*) FROM plans_planperson x WHERE x.plan_id = p.id)
  OR NOT EXISTS (SELECT FROM plans_planevent e WHERE e.pgh_obj_id = p.id)"""
HALF_SIGNED = """
SELECT count(*) FROM job_orders_profileversion v WHERE signed_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM job_orders_profileconfirmation c WHERE c.version_id = v.id)"""
PEOPLE, MANY = 400, 4000
"""People of a file at the terminal, and of one that is left to the worker."""
QUEUE = """
from datetime import timedelta
from pathlib import Path
from django.utils import timezone
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.actions import Attestation
from gainful.imports import batches
from gainful.imports.batch_actions import queue_batch, start_batch
with acting_as_system("bench"):
    m = Membership.objects.select_related("user", "organization").get(user__email="BY", role="program_manager")
with acting_as(m.user, m.organization, role=m.role) as actor:
    b = start_batch(actor, kind="people", filename="p.csv", data=Path(r"FILE").read_bytes(), options={"long": True})
    consent = batches.kept_consent(Attestation(timezone.now() + timedelta(days=9)))
    queue_batch(actor, b, "save", options={"long": True, "consent": consent})
"""
HELD = "SELECT count(*) FROM participants_participant WHERE code LIKE %s"
WAITS = "SELECT count(*) FROM participants_importbatch WHERE status IN ('queued', 'running')"
LONGEST_S = 900
"""How long a command may take after its kill, on a machine that does other things as well."""
VICTIMS = {
    "plan": ("app", "postmaster"),
    "import": ("worker", "app", "postmaster"),
    "sign": ("app", "postmaster"),
    "restore": ("app", "postmaster"),
}


@dataclass
class Tally:
    """What came of the kills."""

    kills: int = 0
    lost: int = 0
    """Pieces that were named as done and are not there."""
    half: int = 0
    """Pieces that are there in part, or twice."""
    by_kind: dict[str, int] = field(default_factory=dict)


def asked(data: Path, sql: str, *values: object) -> int:
    """Return one number as the superuser sees it, with the server started where it does not run."""
    with psycopg.connect(host=str(socket_dir(data)), user="postgres", dbname=DATABASE) as connection:
        return int(connection.execute(sql, values).fetchone()[0])


SERVER = """
import sys
from gainful.site.database import start_server, stop_server
server = start_server()
print("up", flush=True)
sys.stdin.read()
stop_server(server)
"""


class Server:
    """The database of a folder, up for the time of a look."""

    def __init__(self, data: Path) -> None:
        command = [sys.executable, "-c", SERVER]
        self._process = subprocess.Popen(
            command, env=environment(data), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> None:
        assert self._process.stdout.readline().strip() == "up"

    def __exit__(self, *_: object) -> None:
        self._process.communicate("", timeout=120)


def kill_postmaster(data: Path) -> None:
    """End the database's first process as a power cut would."""
    if pid := postmaster(data):
        os.kill(pid, signal.SIGKILL)


def in_act(data: Path, act: str, victim: str, dice: random.Random, tally: Tally) -> None:
    """Let one kind of work run, kill, and look at what each line said."""
    command = [sys.executable, "-m", "bench._operations.acts", act]
    log = data.parent / "acts.log"
    with log.open("w") as said:
        worker = subprocess.Popen(
            command, env=environment(data), stdout=subprocess.PIPE, stderr=said, text=True
        )
    if worker.stdout.readline().strip() != "begun":
        raise RuntimeError(f"{act} did not begin: {log.read_text()[-3000:]}")
    time.sleep(dice.uniform(0, 2.5))
    worker.kill() if victim == "app" else kill_postmaster(data)
    named = [line.split()[1] for line in worker.stdout.read().splitlines() if line.startswith("done ")]
    worker.wait(60)
    table = {"plan": "plans_plan", "sign": "job_orders_profileversion"}[act]
    with Server(data):
        there = asked(data, f"SELECT count(*) FROM {table} WHERE id = ANY(%s::uuid[])", named)  # noqa: S608
        tally.lost += len(named) - there
        tally.half += asked(data, HALF_PLANS if act == "plan" else HALF_SIGNED)


def in_import(data: Path, victim: str, dice: random.Random, tally: Tally, number: int) -> None:
    """Kill in an import at the terminal; then the same file again brings everybody once."""
    file = data.parent / f"people-{number}.csv"
    code = f"K{number}"
    file.write_text("id,name,title\n" + "".join(f"{code}-{n},Person {n},Cashier\n" for n in range(PEOPLE)))
    words = ["import", "people", str(file), "--by", "manager@harbor.example"]
    with Server(data):
        by = manager_of(data)
        words[-1] = by
        process = subprocess.Popen(
            [sys.executable, "-m", "gainful", *words], env=environment(data), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(dice.uniform(0.5, 6))
        process.kill() if victim == "app" else kill_postmaster(data)
        done = process.wait(LONGEST_S) == 0
    with Server(data):
        there = asked(data, HELD, f"{code}-%")
    tally.lost += PEOPLE - there if done else 0
    tally.half += there not in {0, PEOPLE}
    gainful(data, *words)
    with Server(data):
        tally.half += asked(data, HELD, f"{code}-%") != PEOPLE


def in_worker(data: Path, dice: random.Random, tally: Tally, number: int) -> None:
    """Kill the worker in a file that was left to it; the next worker saves everybody, once."""
    file, code = data.parent / f"long-{number}.csv", f"L{number}"
    file.write_text("id,name,title\n" + "".join(f"{code}-{n},Person {n},Cashier\n" for n in range(MANY)))
    with Server(data):
        script = QUEUE.replace("FILE", str(file)).replace("BY", manager_of(data))
        queued = gainful(data, "manage", "shell", "--verbosity", "0", "-c", script)
        assert queued.returncode == 0, queued.stderr
        worker = _worker(data)
        until = time.monotonic() + 60
        while not asked(data, "SELECT count(*) FROM participants_importbatch WHERE status = 'running'"):
            if time.monotonic() > until:
                break
            time.sleep(0.1)
        time.sleep(dice.uniform(0, 5))
        worker.kill()
        worker.wait(60)
        tally.half += asked(data, HELD, f"{code}-%") not in {0, MANY}
        worker, until = _worker(data), time.monotonic() + 300
        while asked(data, WAITS) and time.monotonic() < until:
            time.sleep(0.2)
        worker.terminate()
        worker.wait(60)
        there = asked(data, HELD, f"{code}-%")
        tally.lost += max(0, MANY - there)
        tally.half += there > MANY


def _worker(data: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "gainful", "worker"], env=environment(data), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _in_import(data: Path, victim: str, dice: random.Random, tally: Tally, number: int) -> None:
    if victim == "worker":
        in_worker(data, dice, tally, number)
    else:
        in_import(data, victim, dice, tally, number)


def manager_of(data: Path) -> str:
    """Return the address of somebody who may import."""
    with psycopg.connect(host=str(socket_dir(data)), user="postgres", dbname=DATABASE) as connection:
        sql = (
            "SELECT u.email FROM accounts_user u JOIN organizations_membership m ON m.user_id = u.id"
            " WHERE m.role = 'program_manager' AND m.ended_at IS NULL ORDER BY u.email LIMIT 1"
        )
        return str(connection.execute(sql).fetchone()[0])


def in_restore(data: Path, archive: Path, victim: str, dice: random.Random, tally: Tally) -> None:
    """Kill in a restore: afterwards there is what was there or what was brought back, never a part or nothing."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gainful", "restore", str(archive)], env=environment(data),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(dice.uniform(0.5, 12))
    process.kill() if victim == "app" else kill_postmaster(data)
    process.wait(LONGEST_S)
    with Server(data):
        try:
            whole = asked(data, "SELECT count(*) FROM participants_participant") > 0
        except psycopg.Error:
            whole = False
        tally.lost += not whole


def run(data: Path, archive: Path, count: int, seed: int) -> Tally:
    """Kill so many times, the kinds of work and the victims in turn."""
    dice, tally = random.Random(seed), Tally()  # noqa: S311
    turns: list[tuple[str, Callable[[str, int], None]]] = [
        ("plan", lambda victim, _n: in_act(data, "plan", victim, dice, tally)),
        ("import", lambda victim, n: _in_import(data, victim, dice, tally, n)),
        ("sign", lambda victim, _n: in_act(data, "sign", victim, dice, tally)),
        ("restore", lambda victim, _n: in_restore(data, archive, victim, dice, tally)),
    ]
    for number in range(count):
        name, turn = turns[number % len(turns)]
        victims = VICTIMS[name]
        victim = victims[number // len(turns) % len(victims)]
        turn(victim, number)
        tally.kills += 1
        kind = f"{name} ({victim})"
        tally.by_kind[kind] = tally.by_kind.get(kind, 0) + 1
        sys.stderr.write(f"{tally.kills} of {count}: {kind}; lost {tally.lost}, half {tally.half}\n")
    return tally
