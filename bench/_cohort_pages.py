"""A cohort with many applicants in a database of its own: what each of its pages asks, and how long it takes.

`python -m bench._cohort_pages APPLICANTS TIMES` prints, by page, its questions to the database, milliseconds, and those
of the processor without the database.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

PAGES = ("cohort", "cohort_applications", "cohort_draw", "cohort_people")
ASIDE = ("set_config", "django_session", "usersession", "pg_backend")
"""Marks of what every page asks before it is a page: who is there, and what the database lets them see."""


def main(applicants: int, times: int) -> int:
    """Make the cohort and open its pages."""
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
        sys.stdout.write(json.dumps(_measure(applicants, times)) + "\n")
    finally:
        connections.close_all()
        stop_server(server)
    return 0


def _measure(applicants: int, times: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from tests.cohorts import eligible, make_program, opened
    from tests.town import build_town

    town = build_town()
    cohort = opened(town, make_program(town))
    eligible(town, cohort, applicants)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client, found = town.manager.client, {}
    for name in PAGES:
        address = reverse(f"program:{name}", args=[cohort.pk])
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
        found[name] = {
            "questions": sum(not any(mark in sql for mark in ASIDE) for sql in asked),
            "milliseconds": spent,
            "processor": 1000 * (time.process_time() - processor) / times,
            "whole": whole,
        }
    return found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
