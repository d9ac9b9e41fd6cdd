"""An employer's 100,000 people in a database of its own: how long the first page with the heat map takes, and the next.

`python -m bench._workforce_page PEOPLE TOLD` prints seconds; TOLD people have a profile here and let it count.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

WORKERS = """
INSERT INTO workforce_worker (id, organization_id, number, name, email, title, occupation_code, since, site, agreed_by,
  agreed_on, until, levels_on, levels_until, created_at, changed_at)
SELECT md5('worker ' || n)::uuid, %(employer)s, 'W' || n, 'Worker ' || n, 'w' || n || '@bench.example',
  codes[1 + floor(power(n %% 997 / 997.0, 3) * %(roles)s)::int],
  codes[1 + floor(power(n %% 997 / 997.0, 3) * %(roles)s)::int],
  current_date - (n * 37) %% 5000, '', CASE WHEN n %% 3 > 0 THEN 'signed_form' ELSE '' END,
  CASE WHEN n %% 3 > 0 THEN current_date END, CASE WHEN n %% 3 > 0 THEN current_date + 300 END,
  CASE WHEN n <= %(told)s THEN current_date END, CASE WHEN n <= %(told)s THEN current_date + 300 END, now(), now()
FROM generate_series(1, %(people)s) n, (SELECT %(codes)s::text[] AS codes) c"""
ACCOUNTS = """
INSERT INTO accounts_user (is_superuser, id, password, email, name, language, is_active, is_staff, is_sample,
  created_at)
SELECT false, md5('account ' || n)::uuid, '!', 'w' || n || '@bench.example', 'Worker ' || n, 'en', true, false, true,
  now()
FROM generate_series(1, %(told)s) n"""
PERSONS = """
INSERT INTO participants_participant (id, code, name, email, phone, postal_code, area_code, scenario, schedule,
  is_sample, created_at, updated_at, registered_by_id, user_id)
SELECT md5('person ' || n)::uuid, 'B' || n, 'Worker ' || n, '', '', '', '', 'incumbent', '{}', true, now(), now(),
  %(agency)s, md5('account ' || n)::uuid FROM generate_series(1, %(told)s) n"""
LEVELS = """
INSERT INTO participants_participantlevels (id, participant_id, reference_version, levels, doubt, current_code,
  updated_at)
SELECT md5('levels ' || n)::uuid, md5('person ' || n)::uuid, %(version)s, %(levels)s, 0, '', now()
FROM generate_series(1, %(told)s) n"""


def main(people: int, told: int) -> int:
    """Make the workforce and open its page twice."""
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
        sys.stdout.write(json.dumps(_measure(people, told)) + "\n")
    finally:
        connections.close_all()
        stop_server(server)
    return 0


def _measure(people: int, told: int) -> dict[str, float]:
    import numpy as np
    from django.urls import reverse
    from tests.town import build_town

    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.workforce.counting import count_levels
    from gainful.engine.occupations import load_reference

    reference, town = load_reference(), build_town()
    codes = [each.code for each in reference.occupations if each.rated][:400]
    levels = np.full(len(reference.elements), 350, "<u2").tobytes()
    given = {
        "employer": town.employer_org.pk, "agency": town.agency.pk, "people": people, "told": told, "codes": codes,
        "roles": len(codes), "version": reference.version, "levels": levels,
    }  # fmt: skip
    _fill(given)
    began = time.perf_counter()
    with acting_as_system("bench"):
        count_levels(town.employer_org.pk)
    counting = time.perf_counter() - began
    client, address = town.employer.client, reverse("employer:workforce")
    client.get(reverse("employer:home"))
    spent = []
    for _time in range(6):
        began = time.perf_counter()
        reply = client.get(address)
        spent.append(time.perf_counter() - began)
        assert reply.status_code == 200
    return {"count": counting, "first": spent[0], "again": sorted(spent[1:])[2]}


def _fill(given: dict[str, Any]) -> None:
    """Write the rows past triggers, as a large installation is made for other figures."""
    import psycopg

    from gainful.site.database import DATABASE, socket_dir

    with psycopg.connect(
        host=str(socket_dir()), user="postgres", dbname=DATABASE, autocommit=True
    ) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in (WORKERS, ACCOUNTS, PERSONS, LEVELS):
            connection.execute(statement, given)
        connection.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
