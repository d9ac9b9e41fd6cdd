"""The generator of large installations fills the tables as they are now."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from bench import first_pages, loads
from gainful.site.database import socket_dir

FILLED = {
    "support_assignment": 300, "support_goalaction": 600, "support_casenote": 900, "support_appointment": 600,
    "support_referral": 150, "support_needanswer": 1140, "support_moneyrequest": 60, "outbox_thread": 100,
    "cohorts_cohort": 3, "cohorts_enrolment": 60, "cohorts_attendance": 180, "placements_introduction": 60,
    "placements_placement": 45, "measures_followup": 180, "ledger_ledgerrow": 900, "participants_readlog": 900,
}  # fmt: skip
KEYS = (
    ("support_assignment", "coach_id", "accounts_user"), ("participants_participant", "user_id", "accounts_user"),
    ("support_goalaction", "goal_id", "support_goal"), ("support_needanswer", "assessment_id", "support_assessment"),
    ("support_referral", "service_id", "support_service"), ("support_service", "provider_id", "support_provider"),
    ("support_appointment", "host_id", "accounts_user"), ("cohorts_instructor", "user_id", "accounts_user"),
    ("cohorts_cohort", "program_id", "programs_program"), ("cohorts_enrolment", "cohort_id", "cohorts_cohort"),
    ("cohorts_attendance", "session_id", "cohorts_session"),
    ("placements_introduction", "job_order_id", "job_orders_joborder"),
    ("measures_followup", "placement_id", "placements_placement"),
)  # fmt: skip


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


@pytest.mark.django_db
def test_every_kind_of_row_fits_the_tables_and_names_rows_that_are_there():
    name = connection.settings_dict["NAME"]
    server = psycopg.connect(host=str(socket_dir()), user="postgres", dbname=name, autocommit=True)
    with server, server.transaction(force_rollback=True):
        loads.load(server, first_pages.rows_for(300) | dict.fromkeys(("orders", "shared", "requests"), 20))
        for table, at_least in FILLED.items():
            (many,) = server.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert many >= at_least, table
        (most,) = server.execute(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM support_assignment GROUP BY coach_id) x"
        ).fetchone()
        assert most == 60
        for table, column, of in KEYS:
            (lost,) = server.execute(
                f"SELECT count(*) FROM {table} t WHERE NOT EXISTS (SELECT FROM {of} o WHERE o.id = t.{column})"
            ).fetchone()
            assert lost == 0, (table, column)


def test_what_is_not_known_is_refused_with_the_list(capsys):
    assert loads.main(["castles=5"]) == 2
    told = capsys.readouterr().out
    assert "There are: people, " in told
    assert all(name in told for name in ("orders", "messages", "requests"))
