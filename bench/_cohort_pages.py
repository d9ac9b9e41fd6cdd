"""A cohort with many applicants in a database of its own: what each of its pages asks, and how long it takes.

`python -m bench._cohort_pages APPLICANTS SESSIONS TIMES` prints, by page, its questions to the database, milliseconds,
and those of the processor without the database; and the manager's cookie, with which `bench.cohort_page` asks the same
folder once it is served.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

APPLYING = ("cohort", "cohort_applications", "cohort_draw")
LEARNING = ("cohort", "cohort_people", "sessions", "hours")
"""Pages of a cohort that people apply to, and of one with classes."""
AWAY = {"presence": "absent", "minutes": 0}
ASIDE = ("set_config", "django_session", "session_read", "usersession", "pg_backend")
"""Marks of what every page asks before it is a page: who is there, and what the database lets them see."""


def main(applicants: int, sessions: int, times: int) -> int:
    """Make a cohort that people apply to and one with classes, and open their pages."""
    from gainful.site.database import start_server, stop_server

    server = start_server()
    os.environ |= {
        "GAINFUL_DB_ROLE": "owner",
        "DJANGO_SETTINGS_MODULE": "gainful.site.settings",
        "GAINFUL_SECOND_STEP": "none",
    }
    from gainful.site import schema

    schema.main()
    from django.db import connections
    from django.test.utils import setup_test_environment

    setup_test_environment()
    try:
        sys.stdout.write(json.dumps(_measure(applicants, sessions, times)) + "\n")
    finally:
        connections.close_all()
        stop_server(server)
    return 0


def _measure(applicants: int, sessions: int, times: int) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from tests.cohorts import eligible, make_program, opened, running
    from tests.town import build_town

    town = build_town()
    made = make_program(town)
    cohort = opened(town, made, name="Applying")
    eligible(town, cohort, applicants)
    class_ = running(town, made, people=applicants)
    _with_classes(class_.cohort, class_.seats, sessions)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client, found = town.manager.client, {}
    for kind, which, names in (("applying", cohort, APPLYING), ("learning", class_.cohort, LEARNING)):
        for name in names:
            found[f"{kind} {name}"] = _page(client, f"program:{name}", which.pk, times)
    key = settings.SESSION_COOKIE_NAME
    return {"pages": found, "cookie": f"{key}={client.cookies[key].value}"}


def _with_classes(cohort: Any, seats: list[Any], sessions: int) -> None:
    """Give a cohort so many classes, half of them over, with everybody's attendance, as rows."""
    from tests.cohorts import past_session

    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.cohorts.models import Attendance

    for number in range(sessions):
        row = past_session(cohort, sessions // 2 - number, title=f"Class {number + 1}")
        if number >= sessions // 2:
            continue
        with acting_as_system("bench"):
            Attendance.objects.bulk_create(
                [
                    Attendance(
                        session=row, enrolment=seat, how="tap",
                        **(AWAY if (number + place) % 11 == 0 else {"presence": "present", "minutes": 180}),
                    )
                    for place, seat in enumerate(seats)
                ]
            )  # fmt: skip


def _page(client: Any, name: str, cohort: Any, times: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    address = reverse(name, args=[cohort])
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        reply = client.get(address)
    assert reply.status_code == 200, (name, reply.status_code)
    asked = [row["sql"] for row in seen if row["sql"].startswith(("SELECT", "INSERT", "UPDATE", "WITH"))]
    whole, spent, processor = len(seen), [], time.process_time()
    for _time in range(times):
        began = time.perf_counter()
        client.get(address)
        spent.append(1000 * (time.perf_counter() - began))
    return {
        "questions": sum(not any(mark in sql for mark in ASIDE) for sql in asked),
        "milliseconds": spent,
        "processor": 1000 * (time.process_time() - processor) / times,
        "whole": whole,
        "address": address,
    }


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
