"""Answers beside wage records: page, API and terminal say the same, and the indicators count by the same rule."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.cli import main
from gainful.commands import measures as commands
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures.models import FollowUp, FollowUpAnswer
from gainful.domain.programs.models import Program
from gainful.imports.measured import Wanted, measure
from gainful.imports.wage_files import bring_in
from tests.helped import as_member
from tests.measured import at_noon, cohort, job, person, seat
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
PAGE = "program:self_reports"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("GAINFUL_WAGE_KEY_FILE", str(tmp_path / "wage.key"))


def answered(town, who, day, **said):
    row = FollowUp.objects.create(
        organization=town.agency, participant=who, side="person", clock="hire", moment="month_1", began_on=day,
        due_on=day, placement=job(town, who, day), state="answered",
    )  # fmt: skip
    FollowUpAnswer.objects.create(follow_up=row, role="participant", at=at_noon(day), **said)


@pytest.fixture
def world(town, tmp_path):
    """Four people who left a course over a year ago and answered in the second quarter after that; one is recorded."""
    with acting_as_system("test"):
        today = timezone.localdate()
        program = Program.objects.create(organization=town.agency, name="Care")
        group = cohort(town, program, "First", today - timedelta(days=700))
        out = group.ends_on.year * 4 + (group.ends_on.month - 1) // 3
        at = out + 2
        day = group.ends_on.replace(year=at // 4, month=at % 4 * 3 + 2, day=15)
        people = {code: person(town, code) for code in ("S-1", "S-2", "S-3", "S-4")}
        for who in people.values():
            seat(town, group, who)
        answered(town, people["S-1"], day, works="no")
        answered(town, people["S-2"], day, works="yes", wage=20, wage_unit="hour", hours_per_week=40)
        answered(town, people["S-3"], day, works="no")
        answered(town, people["S-4"], day, works="yes", wage=20, wage_unit="hour", hours_per_week=40)
    last = today.year * 4 + (today.month - 1) // 3 - 1
    lines = [
        f"{code},E1,{q // 4},{q % 4 + 1},{amount}.00"
        for code, amount in (("S-1", 4000), ("S-4", 10_000))
        for q in range(out - 1, last)
    ]
    file = tmp_path / "wages.csv"
    file.write_text("person,employer,year,quarter,wages\n" + "\n".join(lines) + "\n")
    with as_member(town.manager) as actor:
        bring_in(actor, file)
    return town


def test_page_api_and_terminal_say_the_same_and_so_do_the_indicators(world, capsys, monkeypatch):
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    client = world.manager.client
    told = client.get(reverse(PAGE)).content.decode()
    assert "S-1" in told
    assert "S-3" not in told
    assert "No record, and the person works</a>" in told
    assert ">not-covered<" not in told
    exported = client.get(reverse("program:self_reports_export"), {"show": "all"}).content.decode("utf-8-sig")
    rows = {row["person_id"]: row for row in csv.DictReader(io.StringIO(exported))}
    settled = {
        code: (row["employed"], row["source"], row["rule"], row["differs"]) for code, row in rows.items()
    }
    assert settled == {
        "S-1": ("yes", "wage-record", "record", "yes"),
        "S-2": ("yes", "follow-up-survey", "not-covered", "yes"),
        "S-3": ("no", "wage-record", "both-no", "no"),
        "S-4": ("yes", "wage-record", "record", "no"),
    }
    assert rows["S-2"]["says_pay_a_quarter"] == "10400.0"
    by_api = client.get("/api/v1/self-reports", {"only_differing": False}).json()
    assert {row["code"]: (row["employed"], row["rule"]) for row in by_api} == {
        code: (row["employed"], row["rule"]) for code, row in rows.items()
    }
    assert main(["measures", "self-reports", "--all", "--agency", world.agency.name]) == 0
    assert capsys.readouterr().out.lstrip("\ufeff") == exported
    with as_member(world.manager) as actor:
        body = measure(actor, Wanted(), again=True).body
    employment, median = (
        next(one for one in body["indicators"] if one["id"] == name)
        for name in ("employment-q2", "median-earnings-q2")
    )
    assert employment["numerator"] == sum(row["employed"] == "yes" for row in rows.values())
    assert employment["by_evidence"] == {"wage-record": 2, "follow-up-survey": 1}
    assert median["denominator"] == sum(row["earnings"] != "" for row in rows.values()) == 2
    shown = client.get(reverse("program:measures")).content.decode()
    assert "Rests on: 2 wage record, 1 follow up survey." in shown


def test_without_records_nothing_is_settled_and_only_managers_read_it(world, ana):
    for outsider in (world.coach.client, world.employer.client, ana.client):
        assert outsider.get(reverse(PAGE)).status_code == 403
        assert outsider.get(reverse("program:self_reports_export")).status_code == 403
        assert outsider.get("/api/v1/self-reports").status_code == 403
    stranger = world.stranger.client.get(reverse(PAGE)).content.decode()
    assert "No wage records are in yet" in stranger
    assert "S-1" not in stranger
