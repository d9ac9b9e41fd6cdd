"""One CSV, one answer: the same hours, wages and order on the page, through the API, in the terminal and in Python."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.cli import main
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.participants.models import ImportBatch, Participant
from gainful.engine.mix import typical_support_prices
from gainful.engine.occupations import load_reference
from gainful.engine.planning.document import PlanDocument
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.job_constraints import constraints_of_facts, without_empty_area
from gainful.engine.ranking.people import rank_pool
from gainful.exchange.people import read_people
from gainful.exchange.plans.paper import paper
from gainful.exchange.plans.tables import plan_tables

POSTING = """Nursing Assistant

We are hiring 9 nursing assistants. $21.00 an hour, 30 hours a week, day shift.

What you will do
- Help residents bathe, dress, eat and move safely
- Take vital signs and record them in the electronic health record

What you need
- Good listening and clear speaking
- Microsoft Excel
"""
MINNEAPOLIS, DULUTH = "0033460", "0020260"
CSV = f"""ID,Full name,Occupation code,Job start,Job end,CBSA,Skills,Credentials,Barriers,Min pay,Shifts
P-9,No start,35-3031.00,,2026-05-31,33460,,,,,
P-8,Neither date,35-3031.00,,,{MINNEAPOLIS},,,childcare,,day
P-7,Told level,35-3031.00,2021-03-01,2026-05-31,Duluth,Active Listening=4.5; Microsoft Excel,,,,
P-6,Elsewhere,35-3031.00,2021-03-01,2026-05-31,{DULUTH},,,,,
P-5,Here,35-3031.00,2021-03-01,2026-05-31,{MINNEAPOLIS},,,transport,,
P-4,Tied second,41-2031.00,2019-01-01,2025-12-31,33460,,,,,
P-3,Tied first,41-2031.00,2019-01-01,2025-12-31,33460,,,,,
P-2,Nights only,41-2031.00,2019-01-01,2025-12-31,33460,,,,,night
P-1,Asks for more,41-2031.00,2019-01-01,2025-12-31,33460,,,,34000,
P-0,No work told,,,,,,credential:cpr-first-aid,,,
"""
"""The job pays 21 × 30 × 52 = $32,760 a year: P-1 asks for more, P-2 cannot work days."""
LISTED = {
    "No start",
    "Neither date",
    "Told level",
    "Elsewhere",
    "Here",
    "Tied second",
    "Tied first",
    "No work told",
}


def figures(name, hours_low, hours_high, wage_change):
    return name, round(hours_low, 1), round(hours_high, 1), wage_change


def in_python(people):
    reference = load_reference()
    records, refused = read_people(people, reference=reference)
    assert not refused
    job = required_profile(POSTING, reference=reference)
    pool = pool_from_records(records, reference, date.today())  # noqa: DTZ011 - where the user sits
    ranking = rank_pool(
        job.profile,
        pool,
        without_empty_area(constraints_of_facts(job.facts), pool),
        code=job.rated_code,
        support_prices=typical_support_prices(),
    )
    return [
        figures(each.name, each.hours_low, each.hours_high, each.wage_change)
        for each in ranking.page(0, len(ranking))
    ]


def in_the_terminal(people, folder):
    (folder / "posting.txt").write_text(POSTING)
    out = folder / "out"
    assert main(["plan", str(folder / "posting.txt"), "--people", str(people), "--out", str(out)]) == 0
    plan = json.loads((out / "plan.json").read_text())
    return [
        figures(each["name"], each["hours_low"], each["hours_high"], each["wage_change"])
        for each in plan["people"]
    ]


def bring_in(town, door, text=CSV):
    until = (timezone.localdate() + timedelta(days=100)).isoformat()
    file = SimpleUploadedFile("people.csv", text.encode())
    if door == "api":
        given = {"file": file, "basis": "signed_form", "consent_until": until}
        reply = town.manager.client.post("/api/v1/imports/people", given)
        assert reply.status_code in {200, 201}, reply.content
    else:
        town.manager.client.post("/program/import/people/", {"file": file})
        with acting_as_system("test"):
            batch = ImportBatch.objects.get()
        given = {"basis": "signed_form", "consent_until": until,
                 "scopes": ["profile", "matching", "support"], "situation": "displaced"}  # fmt: skip
        town.manager.client.post(reverse("program:import_save", args=[batch.pk]), given)
    with acting_as_system("test"):
        assert Participant.objects.count() == text.count("\nP-")


def in_the_browser(town, order):
    page = town.manager.client.get(reverse("program:job_people", args=[order]))
    rows = page.context["people"]
    shown = page.content.decode()
    places = [shown.index(row.name) for row in rows]
    assert places == sorted(places)
    return [figures(row.name, row.hours_low, row.hours_high, row.wage_change) for row in rows]


def through_the_api(town, order):
    rows = town.manager.client.get(f"/api/v1/job-orders/{order}/people").json()["people"]
    return [figures(row["name"], row["hours_low"], row["hours_high"], row["wage_change"]) for row in rows]


@pytest.mark.parametrize("door", ["page", "api"])
def test_the_same_people_get_the_same_figures_at_every_door(town, tmp_path, door):
    people = tmp_path / "people.csv"
    people.write_text(CSV)
    expected = in_python(people)
    order_of = [name for name, *_ in expected]
    assert set(order_of) == LISTED
    tied = [order_of.index("Tied first"), order_of.index("Tied second")]
    assert abs(tied[0] - tied[1]) == 1, (
        "both need the same, and a lot breaks the tie the same way at every door"
    )
    bring_in(town, door)
    order = town.manager.client.post("/api/v1/job-orders", {"text": POSTING}).json()["id"]
    with acting_as_system("test"):
        assert JobOrder.objects.get().wage_annual == pytest.approx(32_760)
    assert in_the_terminal(people, tmp_path) == expected
    assert in_the_browser(town, order) == expected
    assert through_the_api(town, order) == expected


def test_each_person_is_paid_what_is_usual_where_they_live(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text(CSV)
    change = {name: wage for name, _, _, wage in in_python(people)}
    reference = load_reference()
    here, there = (reference.wage("35-3031.00", area).median for area in (MINNEAPOLIS, DULUTH))
    assert here != there
    assert (change["Here"], change["Elsewhere"]) == (32_760 - here, 32_760 - there)
    assert change["No start"] == change["Neither date"] == change["Here"]
    assert change["Told level"] == change["Elsewhere"]
    assert change["No work told"] is None


def test_an_area_from_before_that_no_wage_table_knows_stops_no_list(town):
    """Files were once saved with any area; one person's must not take the list from a whole agency."""
    bring_in(town, "page")
    with acting_as_system("test"):
        Participant.objects.filter(code="P-5").update(area_code="99999")
        Participant.objects.filter(code="P-6").update(area_code="33460")
    order = town.manager.client.post("/api/v1/job-orders", {"text": POSTING}).json()["id"]
    change = {name: wage for name, _, _, wage in in_the_browser(town, order)}
    reference = load_reference()
    nation, here = (reference.wage("35-3031.00", area).median for area in (None, MINNEAPOLIS))
    assert (change["Here"], change["Elsewhere"]) == (32_760 - nation, 32_760 - here)


def test_an_unknown_area_is_refused_with_its_row_in_the_terminal(tmp_path, capsys):
    (tmp_path / "people.csv").write_text(CSV.replace("Duluth,Act", "Atlantis,Act"))
    in_the_terminal(tmp_path / "people.csv", tmp_path)
    said = capsys.readouterr().err
    assert "people.csv, line 4, CBSA: “Atlantis” is not a wage area" in said


CAPPED = f"""ID,Full name,Occupation code,Job start,Job end,CBSA
P-1,Pat Oster,29-1222.00,2010-01-01,2026-05-31,{MINNEAPOLIS}
P-2,Flo Tarn,53-2031.00,2019-01-01,2026-05-31,{DULUTH}
"""
"""Of pathologists' pay in Minneapolis BLS says only that it reaches $239,200; Duluth has no figure for cabin crew."""


def test_a_wage_at_the_ceiling_is_a_bound_at_every_door(town, tmp_path):
    """The job pays $32,760: who earned at least $239,200 would lose at least $206,440, and nobody knows how much."""
    bring_in(town, "page", CAPPED)
    order = town.manager.client.post("/api/v1/job-orders", {"text": POSTING}).json()["id"]
    api = town.manager.client.get(f"/api/v1/job-orders/{order}/people?group=apart").json()["people"]
    crew, doctor = sorted(api, key=lambda row: row["name"])
    assert (doctor["wage_change"], doctor["wage_change_bound"]) == (-206_440, "at_most")
    assert (crew["wage_change_bound"], crew["wage_place"]) == ("exact", "state")
    shown = town.manager.client.get(
        reverse("program:job_people", args=[order]) + "?list=apart"
    ).content.decode()
    assert "at least 206,440 less" in shown
    person = town.manager.client.get(
        reverse("program:job_person", args=[order, doctor["id"]])
    ).content.decode()
    assert "at least 206,440 less" in person
    assert "only the highest wage that is published is known" in person
    other = town.manager.client.get(reverse("program:job_person", args=[order, crew["id"]])).content.decode()
    assert "in the whole state" in other
    export = town.manager.client.get(reverse("program:job_people_export", args=[order]) + "?list=apart")
    rows = list(csv.DictReader(io.StringIO(export.content.decode("utf-8-sig"))))
    assert {row["name_or_code"]: row["wage_change_bound"] for row in rows} == {
        "Pat Oster": "at_most",
        "Flo Tarn": "exact",
    }
    made = town.manager.client.post(
        f"/api/v1/job-orders/{order}/plan", {"people": [doctor["id"]]}, content_type="application/json"
    ).json()
    assert [(p["wage_change"], p["wage_change_bound"]) for p in made["people"]] == [(-206_440, "at_most")]
    plan = PlanDocument.from_json(made)
    assert paper(plan)["people"][0]["pay"] == "at least 206,440 less"
    assert "at_most" in plan_tables(plan)["people.csv"]
