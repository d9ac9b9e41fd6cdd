"""The roster of an employer that lets people go becomes a pool and is matched to open jobs in one step."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.models import Organization, Partner, Partnership
from gainful.domain.participants.models import Consent, Layoff, LayoffPlace, WorkHistory

ROSTER = """Employee ID,Name,Job title,Employer,Hire date,Separation date
E-1,Rosa Vance,Home health aide,Bright Home Care,2015-02-01,2027-01-29
E-2,Sam Otis,Personal care aide,Bright Home Care,2018-05-01,2027-01-29
E-3,Lee Marsh,Software developer,Bright Home Care,2019-05-01,2027-02-26
"""
TERMS = {"employer": "Bright Home Care", "notice_on": "2026-11-30", "last_day": "2027-01-29"}


@pytest.fixture
def order(town):
    reply = town.manager.client.post(
        reverse("program:job_start"), {"text": town.posting, "employer": str(town.employer_org.pk)}
    )
    assert reply.status_code == 302
    with acting_as_system("test"):
        return JobOrder.objects.get()


def send(client, text=ROSTER, **terms):
    file = SimpleUploadedFile("roster.csv", text.encode())
    return client.post(reverse("program:layoffs"), {**TERMS, "file": file, **terms})


def save(client, check):
    consent = {
        "consent_until": (timezone.localdate() + timedelta(days=200)).isoformat(),
        "basis": "verbal",
        "scopes": ["profile", "matching"],
    }
    return client.post(f"{check}save/", consent, follow=True)


@pytest.fixture
def layoff(town, order):
    reply = send(town.manager.client)
    assert reply.status_code == 302, re.findall(
        r"usa-error-message[^<]*<|<li>.*?</li>", reply.content.decode()
    )
    page = save(town.manager.client, reply["Location"]).content.decode()
    assert "3 people were saved" in page
    assert "See which open jobs they could do" in page
    with acting_as_system("test"):
        return Layoff.objects.get()


def matches(client, layoff):
    rows = client.get(reverse("program:layoff_export", args=[layoff.pk])).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(rows)))


def test_a_roster_becomes_a_pool_with_its_days(layoff):
    assert (layoff.employer, layoff.notice_on, layoff.last_day) == (
        "Bright Home Care", date(2026, 11, 30), date(2027, 1, 29),
    )  # fmt: skip
    with acting_as_system("test"):
        assert layoff.places.count() == 3
        last = WorkHistory.objects.get(participant__code="E-3")
        assert last.end == date(2027, 2, 26)


def test_its_people_are_matched_to_every_open_job_at_once(town, order, layoff):
    (row,) = matches(town.manager.client, layoff)
    assert (row["job"], int(row["openings"])) == (order.title, 2)
    listed = town.manager.client.get(
        reverse("program:job_people_export", args=[order.pk]), {"layoff": str(layoff.pk)}
    ).content.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(listed)))
    assert len(found) == int(row["on_the_list"]) >= 2
    hours = sorted((int(one["hours_low"]) + int(one["hours_high"])) / 2 for one in found)
    assert float(row["least_hours"]) == pytest.approx(hours[0], abs=hours[0] / 3)
    assert int(row["under_200_hours"]) <= len(found)
    page = town.manager.client.get(reverse("program:layoff", args=[layoff.pk])).content.decode()
    assert order.title in page
    assert f"{reverse('program:job_people', args=[order.pk])}?layoff={layoff.pk}" in page


def test_the_list_of_a_job_shows_the_roster_alone_when_asked(town, order, layoff):
    url = reverse("program:job_people", args=[order.pk])
    page = town.manager.client.get(url, {"layoff": str(layoff.pk)}).content.decode()
    assert "Only people of the roster of Bright Home Care" in page
    assert "Rosa Vance" in page
    with acting_as_system("test"):
        LayoffPlace.objects.filter(participant__code="E-1").delete()
    page = town.manager.client.get(url, {"layoff": str(layoff.pk)}).content.decode()
    assert "Rosa Vance" not in page
    assert "Rosa Vance" in town.manager.client.get(url, {"layoff": "no-such"}).content.decode()


def test_a_second_file_of_the_same_notice_adds_to_the_roster(town, layoff):
    more = ROSTER.splitlines()[0] + "\nE-1,Rosa Vance,Home health aide,,,\nE-4,Kim Dale,Cook,,,\n"
    save(town.manager.client, send(town.manager.client, more)["Location"])
    with acting_as_system("test"):
        assert Layoff.objects.count() == 1
        assert sorted(layoff.places.values_list("participant__code", flat=True)) == [
            "E-1",
            "E-2",
            "E-3",
            "E-4",
        ]


def test_who_takes_their_consent_back_leaves_the_roster_that_the_agency_sees(town, layoff):
    with acting_as_system("test"):
        Consent.objects.filter(participant__code="E-2").update(revoked_at=timezone.now())
    page = town.manager.client.get(reverse("program:layoffs")).content.decode()
    assert re.search(r"People who agreed\">2<", page)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"employer": " "}, "This field is required"),
        ({"last_day": "2026-11-01"}, "The last day lies before the notice"),
        ({"last_day": "2036-11-01"}, "more than three years after the notice"),
        ({"notice_on": "soon"}, "Enter a valid date"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_kept(town, terms, words):
    reply = send(town.manager.client, **terms)
    assert reply.status_code == 422
    assert words in reply.content.decode()
    with acting_as_system("test"):
        assert not Layoff.objects.exists()


def test_a_file_that_is_no_table_is_refused_by_name(town):
    reply = send(town.manager.client, "")
    assert reply.status_code == 422


def test_another_agency_sees_no_layoff(town, layoff):
    for name in ("layoff", "layoff_export"):
        assert town.stranger.client.get(reverse(f"program:{name}", args=[layoff.pk])).status_code == 404
    assert "Bright Home Care" not in town.stranger.client.get(reverse("program:layoffs")).content.decode()
    assert town.coach.client.get(reverse("program:layoffs")).status_code == 403


def test_without_an_open_job_the_page_says_how_to_begin(town, order, layoff):
    with acting_as_system("test"):
        JobOrder.objects.update(status="closed")
    page = town.manager.client.get(reverse("program:layoff", args=[layoff.pk])).content.decode()
    assert "No open job has a profile yet" in page


def test_the_api_says_what_the_page_says(town, order, layoff):
    (found,) = town.manager.client.get("/api/v1/layoffs").json()
    assert (found["employer"], found["people"]) == ("Bright Home Care", 3)
    (match,) = town.manager.client.get(f"/api/v1/layoffs/{layoff.pk}/matches").json()
    (row,) = matches(town.manager.client, layoff)
    assert (match["listed"], match["near"]) == (int(row["on_the_list"]), int(row["under_200_hours"]))
    assert town.stranger.client.get(f"/api/v1/layoffs/{layoff.pk}/matches").status_code == 404
    assert town.coach.client.get("/api/v1/layoffs").status_code == 403


def test_the_layoffs_partnership_fills_in_the_form_and_finds_the_roster_however_it_was_named(town, layoff):
    with acting_as_system("test"):
        releasing = Organization.objects.create(name="The Bright Home Care, Inc.", kind="employer")
        other = Organization.objects.create(name="Bright Home", kind="employer")
        found = Partnership.objects.create(
            agency=town.agency,
            kind="layoff",
            name="Bright",
            notice_on=date(2026, 11, 30),
            last_day=date(2027, 1, 29),
        )
        part = Partner.objects.create(partnership=found, organization=releasing, role="releasing")
    client, page = town.manager.client, reverse("program:partnership", args=[found.pk])
    shown = client.get(page).content.decode()
    assert reverse("program:layoff", args=[layoff.pk]) in shown
    address = f"{reverse('program:layoffs')}?partnership={found.pk}"
    assert address in shown
    form = client.get(address).content.decode()
    for value in ("The Bright Home Care, Inc.", "2026-11-30", "2027-01-29"):
        assert f'value="{value}"' in form
    assert "The Bright" not in client.get(f"{reverse('program:layoffs')}?partnership=none").content.decode()
    assert "The Bright" not in town.stranger.client.get(address).content.decode()
    with acting_as_system("test"):
        Partner.objects.filter(pk=part.pk).update(organization=other)
    assert reverse("program:layoff", args=[layoff.pk]) not in client.get(page).content.decode()
