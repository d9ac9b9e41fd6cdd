"""`gainful cohorts`: what there is, who waits, and a draw's record for others to check."""

from __future__ import annotations

import argparse
import json
from hashlib import sha256

import pytest

from gainful.commands import cohorts as commands
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Attendance
from gainful.engine.allocation import verify_record
from tests.cohorts import eligible, make_program, manager, opened, past_session, running
from tests.town import town

__all__ = ["town"]
VALUES = {"Union": "of the union", "College": "of the college"}


@pytest.fixture
def drawn(town, monkeypatch):
    """A cohort whose seats are drawn; the command works in the test's own transaction."""
    cohort = opened(town, make_program(town), seats=1, behind=1)
    eligible(town, cohort, 3)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        hashes = {name: sha256(value.encode()).hexdigest() for name, value in VALUES.items()}
        draw = actions.announce_draw(actor, cohort, actions.PublicValue(parties=hashes))
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
        actions.open_draw(actor, draw)
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    return cohort


def run(*told: str) -> int:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    args = parser.parse_args(["cohorts", *told])
    return int(args.run(args))


def test_cohorts_are_listed_with_what_stands_behind_them(drawn, capsys):
    assert run("list") == 0
    head, line = capsys.readouterr().out.splitlines()
    found = dict(zip(head.split(","), line.split(","), strict=True))
    assert (found["cohort"], found["seats"], found["openings"], found["waiting"]) == ("Spring", "1", "1", "2")
    run("list", "--state", "draft")
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_applications_are_listed_by_code_without_names(drawn, capsys):
    assert run("applications", str(drawn.pk)) == 0
    out = capsys.readouterr().out
    assert out.count("waiting") == 2
    assert "Person" not in out
    assert run("applications", "none") == 1


def test_a_draws_record_is_written_for_others_to_check(drawn, tmp_path, capsys):
    path = tmp_path / "record.json"
    assert run("record", str(drawn.pk), str(path)) == 0
    assert verify_record(json.loads(path.read_text())) == []
    assert run("record", str(drawn.pk), str(path), "--number", "9") == 1
    assert "no such draw" in capsys.readouterr().err


def test_hours_of_each_cohort_are_listed_without_names(town, monkeypatch, capsys):
    class_ = running(town, make_program(town), people=2)
    lesson = past_session(class_.cohort, 1, status="held")
    with acting_as_system("test"):
        Attendance.objects.create(
            session=lesson, enrolment=class_.seats[0], presence="present", minutes=180, how="tap"
        )
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    assert run("hours") == 0
    header, line = capsys.readouterr().out.splitlines()
    assert header.endswith("percent_of_held,seats_beyond,allowed_by,reason")
    assert line.endswith("Harbor Workforce,Care careers,Spring,running,2,6,6,3,0,50,20,,")
    with acting_as_system("test"):
        class_.cohort.overrides.create(
            seats=20, limit=0, name="Mara Lund", title="Director", reason="Openings follow"
        )
    run("hours")
    assert capsys.readouterr().out.splitlines()[1].endswith(",50,20,Mara Lund,Openings follow")


def test_an_application_is_ended_with_the_reason_that_somebody_told(drawn, capsys):
    with acting_as_system("test"):
        row = drawn.applications.filter(status="waiting").first()
    assert run("end", "ABCDE-FGHJK", "withdraw", "--reason", "work") == 1
    assert run("end", row.code, "withdraw", "--reason", "seat") == 1
    assert run("end", row.code, "decline", "--reason", "work") == 1
    assert run("end", row.code.lower(), "withdraw", "--reason", "work", "--words", "At the bakery") == 0
    assert "Withdrawn by the applicant: Found work: At the bakery." in capsys.readouterr().out
    with acting_as_system("test"):
        row.refresh_from_db()
    assert (row.status, row.left_reason) == ("withdrawn", "work")
