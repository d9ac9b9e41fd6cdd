"""The generator of large installations fills the tables as they are now."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from bench import loads
from gainful.site.database import socket_dir


@pytest.mark.django_db
def test_people_have_a_job_each_and_orders_an_agency():
    name = connection.settings_dict["NAME"]
    server = psycopg.connect(host=str(socket_dir()), user="postgres", dbname=name, autocommit=True)
    with server, server.transaction(force_rollback=True):
        loads.load(server, {"people": 50, "orders": 6})
        (jobs,) = server.execute(
            "SELECT count(DISTINCT p.id) FROM participants_workhistory w "
            "JOIN participants_participant p ON p.id = w.participant_id WHERE p.registered_by_id = %s",
            [loads.AGENCY],
        ).fetchone()
        (orders,) = server.execute(
            "SELECT count(*) FROM job_orders_joborder WHERE agency_id = %s", [loads.AGENCY]
        ).fetchone()
    assert (jobs, orders) == (50, 6)


def test_what_is_not_known_is_refused_with_the_list(capsys):
    assert loads.main(["cohorts=5"]) == 2
    told = capsys.readouterr().out
    assert "There are: people, " in told
    assert all(name in told for name in ("orders", "messages", "requests"))
