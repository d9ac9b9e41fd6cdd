"""What the bound actor and the sealed history cost: the same work in this tree and at the commit before them, in turn.

`GAINFUL_BENCH_PEOPLE` people are imported (default 20,000) and listed; 200,000 take an hour.
`GAINFUL_BENCH_ROUNDS` rounds (default 3).
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import Row
from bench.against import Installation, earlier, here, in_turn, serving
from bench.page import sign_in, timed_path

PEOPLE = int(os.environ.get("GAINFUL_BENCH_PEOPLE", "20000"))
ROUNDS = int(os.environ.get("GAINFUL_BENCH_ROUNDS", "3"))
MOST = {"posting → plan": 1.15, f"import of {PEOPLE:,} people": 1.25, f"lists at {PEOPLE:,} people": 1.2}
"""Times the earlier commit, at most."""
WORK = """
import json, os, statistics, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
from gainful.site.database import start_server, stop_server
server = start_server()
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from gainful.demo.region import generate_people
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants import queries
from gainful.domain.participants.actions import Attestation, import_people
with acting_as_system("bench"):
    agency = Organization.objects.create(name="Bench", kind="agency")
    user = User.objects.create_user("bench@example.org", name="Bench")
    Membership.objects.create(user=user, organization=agency, role="program_manager")
records = generate_people(int(sys.argv[1]))
with acting_as(user, agency, role="program_manager") as actor:
    began = time.perf_counter()
    import_people(actor, iter(records), Attestation(timezone.now() + timedelta(days=90), basis="signed_form"))
    took = time.perf_counter() - began
def listed():
    began = time.perf_counter()
    with acting_as(user, agency, role="program_manager") as actor:
        found = queries.people(actor, {})
        found.count(), list(found[:50]), list(queries.people(actor, {"q": "ana"})[:50])
    return time.perf_counter() - began
listed()
print(json.dumps({"import": took, "list": statistics.median(listed() for _ in range(9))}))
from django.db import connections
connections.close_all()
stop_server(server)
"""


def rows() -> Iterator[Row]:
    """Yield the three ratios, now over then, with the seconds of both."""
    now, then = here("setup"), earlier()
    with tempfile.TemporaryDirectory(prefix="gainful-overhead-") as folder:
        yield _row("posting → plan", *_plans(now, then, Path(folder)))
        yield from _people(now, then, Path(folder))


def _row(name: str, ours: float, theirs: float) -> Row:
    note = f"{ours:.3f} s against {theirs:.3f} s; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
    return Row(f"{name}, × {BASE_NAME}", ours / theirs, MOST[name], note=note, lower_is_better=True)


BASE_NAME = "cd0bfed"


def _plans(now: Installation, then: Installation, folder: Path) -> tuple[float, float]:
    with ExitStack() as sites:
        browsers = {}
        for port, tree in ((8761, now), (8762, then)):
            site = sites.enter_context(serving(tree, folder / f"demo-{tree.name}", port, "--demo"))
            browsers[tree.name] = sign_in(site.address)
            timed_path(browsers[tree.name])
        return in_turn(lambda tree: sum(timed_path(browsers[tree.name])), now, then, rounds=2 * ROUNDS + 1)


def _people(now: Installation, then: Installation, folder: Path) -> Iterator[Row]:
    found: dict[str, list[dict[str, float]]] = {now.name: [], then.name: []}
    for turn in range(ROUNDS):
        for tree in (now, then) if turn % 2 == 0 else (then, now):
            data = folder / f"{tree.name}-{turn}"
            tree.run(["gainful", "manage", "migrate", "--verbosity", "0"], data)
            told = tree.run(["python", "-c", WORK, str(PEOPLE)], data)
            found[tree.name].append(json.loads(told.splitlines()[-1]))
    for name, key in ((f"import of {PEOPLE:,} people", "import"), (f"lists at {PEOPLE:,} people", "list")):
        ours, theirs = (statistics.median(one[key] for one in found[tree.name]) for tree in (now, then))
        yield _row(name, ours, theirs)
