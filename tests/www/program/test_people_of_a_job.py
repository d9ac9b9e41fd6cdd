"""Who could do it: the tray, the search, the whole list as a file, and no code on the page."""

from __future__ import annotations

import csv
import html
import io
import re
from uuid import UUID

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Participant, ReadLog
from gainful.domain.plans.models import Plan, Shortlisted
from tests.www.program.test_plan import region, region_rows

__all__ = ["region", "region_rows"]
CODES = re.compile(r"\b(?:onet|esco|credential|technology|own):[\w./-]+")


def words_of(page):
    """Return what a person reads: no tags, no attributes."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", bare).split()))


def rows_of(page):
    return re.findall(r'name="person"\s+value="([0-9a-f-]{36})"', page)


def ticked(page):
    return re.findall(r'name="person"\s+value="([0-9a-f-]{36})"[^>]*checked', page)


@pytest.fixture
def people_url(region):
    return reverse("program:job_people", args=[region.pk])


@pytest.fixture
def choose_url(region):
    return reverse("program:job_choose", args=[region.pk])


@pytest.fixture
def export_url(region):
    return reverse("program:job_people_export", args=[region.pk])


def test_ticks_survive_paging_filtering_and_searching(client, region, people_url, choose_url):
    first = rows_of(client.get(people_url).content.decode())
    second = rows_of(client.get(people_url, {"page": 2}).content.decode())
    client.post(choose_url, {"person": first[:2], "on_page": first})
    tray = client.post(
        choose_url, {"person": second[:1], "on_page": second}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "3 people chosen" in tray
    assert "<html" not in tray
    page = client.get(people_url, {"page": 1}).content.decode()
    assert set(ticked(page)) == set(first[:2])
    assert "3 people chosen" in page
    narrow = client.get(people_url, {"shown": "1", "max_hours": "0"}).content.decode()
    assert "3 people chosen" in narrow
    reply = client.post(
        reverse("program:job_plan_make", args=[region.pk]),
        {"from_list": "1", "person": second[:1], "on_page": second},
        follow=True,
    )
    assert reply.status_code == 200
    with acting_as_system("test"):
        planned = {str(pk) for pk in Plan.objects.get().people.values_list("participant_id", flat=True)}
    assert planned == {*first[:2], second[0]}


def test_people_leave_the_tray_one_by_one_and_all_at_once(client, people_url, choose_url):
    first = rows_of(client.get(people_url).content.decode())
    client.post(choose_url, {"person": first[:3], "on_page": first})
    client.post(choose_url, {"out": first[0]})
    with acting_as_system("test"):
        assert {str(row.participant_id) for row in Shortlisted.objects.all()} == set(first[1:3])
    page = client.post(choose_url, {"everybody_out": "1"}, follow=True).content.decode()
    assert "Nobody chosen" in page
    with acting_as_system("test"):
        assert not Shortlisted.objects.exists()


def test_a_person_is_found_by_name_at_the_place_they_have_on_the_whole_list(client, people_url, export_url):
    wanted = list(csv.DictReader(io.StringIO(client.get(export_url).content.decode("utf-8-sig"))))[30]
    page = client.get(people_url, {"q": wanted["name_or_code"].upper()}).content.decode()
    assert wanted["id"] in rows_of(page)
    assert f"place {wanted['rank']}" in page
    assert len(rows_of(page)) < 12
    found = client.get(export_url, {"q": wanted["name_or_code"]}).content.decode()
    assert wanted["id"] in found
    assert len(found.splitlines()) == len(rows_of(page)) + 1
    none = client.get(people_url, {"q": "Zzyzx"}).content.decode()
    assert "Nobody of this name is on the list" in none
    assert rows_of(none) == []


def test_the_whole_list_is_exported_and_each_person_sees_that(client, people_url, export_url):
    page = client.get(people_url).content.decode()
    pages = int(re.search(r"Page 1 of (\d+)", page)[1])
    rows = client.get(export_url).content.decode().splitlines()
    assert 12 * (pages - 1) < len(rows) - 1 <= 12 * pages
    assert pages > 5
    with acting_as_system("test"):
        looked = ReadLog.objects.filter(what="List of who could do a job exported").count()
    assert looked == len(rows) - 1


def test_people_stand_before_feeders_once_somebody_is_in_the_pool(client, people_url):
    page = client.get(people_url).content.decode()
    assert page.index('id="people-list"') < page.index("Where they could come from")


def test_no_code_is_read_on_the_pages_of_a_job(client, region, people_url):
    client.post(reverse("program:job_plan_make", args=[region.pk]))
    first = rows_of(client.get(people_url).content.decode())[0]
    pages = ["job_edit", "job_profile", "job_people", "job_plan"]
    urls = [reverse(f"program:{name}", args=[region.pk]) for name in pages]
    for url in [*urls, reverse("program:job_person", args=[region.pk, first])]:
        assert CODES.findall(words_of(client.get(url).content.decode())) == [], url


def test_a_group_of_lines_is_accepted_at_once(client, region):
    with acting_as_system("test"):
        version = region.profile_versions.get()
        waiting = version.lines.filter(need="we_train").exclude(confidence="sure").count()
        levels = dict(version.lines.values_list("competency_id", "level"))
    assert waiting
    url = reverse("program:job_line", args=[region.pk])
    page = client.post(url, {"verb": "accept", "need": "we_train"}, follow=True).content.decode()
    assert f"{waiting} lines accepted" in page
    with acting_as_system("test"):
        assert not version.lines.filter(need="we_train").exclude(confidence="sure").exists()
        assert version.lines.filter(need="day_one").exclude(confidence="sure").exists()
        assert dict(version.lines.values_list("competency_id", "level")) == levels
    said = client.post(url, {"verb": "accept", "need": "never"}, follow=True).content.decode()
    assert "Choose “must have on day one”" in said


def test_the_lines_that_make_the_job_stand_before_those_that_most_jobs_ask(client, region):
    page = client.get(reverse("program:job_profile", args=[region.pk])).content.decode()
    folded = page.index('id="rest-we_train"')
    assert page.index("<strong>Help residents bathe") < folded
    words = words_of(page)
    found = re.search(
        r"(\d+) things set this job apart\. (\d+) more stand behind them: (\d+) that the posting says too",
        words,
    )
    first, rest, said = (int(number) for number in found.groups())
    with acting_as_system("test"):
        lines = list(region.profile_versions.order_by("-number").first().lines.all())
    assert first + rest == len(lines)
    assert "of them in the posting" in words
    assert 0 < said < sum(line.span_start is not None for line in lines)


def places(client, export_url, **asked):
    text = client.get(export_url, asked).content.decode()
    return [row["id"] for row in csv.DictReader(io.StringIO(text))]


def test_the_list_stands_in_the_order_that_is_asked_for(client, people_url, export_url):
    by_training = places(client, export_url)
    assert places(client, export_url, order="least_training") == by_training
    assert places(client, export_url, order="anything") == by_training
    waiting = places(client, export_url, order="longest_waiting")
    assert sorted(waiting) == sorted(by_training)
    with acting_as_system("test"):
        since = dict(Participant.objects.filter(pk__in=waiting).values_list("pk", "waits_since"))
    assert [since[UUID(person)] for person in waiting] == sorted(since.values())
    page = client.get(people_url, {"order": "longest_waiting"}).content.decode()
    assert rows_of(page) == waiting[:12]
    assert "People: Longest waiting first" in page
    assert "By the day on which they asked for help" in page
    assert re.search(r'value="longest_waiting" selected', page)


def test_a_share_of_the_first_places_holds_and_shares_that_cannot_are_refused_in_words(
    client, people_url, export_url
):
    with acting_as_system("test"):
        new_to_work = {
            str(pk)
            for pk in Participant.objects.filter(scenario="nontraditional").values_list("pk", flat=True)
        }
    first = places(client, export_url, order="mixed", **{"floor-nontraditional": "60"})[:20]
    assert sum(person in new_to_work for person in first) >= 12
    assert sum(person in new_to_work for person in places(client, export_url)[:20]) < 12
    asked = {"order": "mixed", "floor-nontraditional": "60", "floor-displaced": "50"}
    page = client.get(people_url, asked).content.decode()
    assert "exceed 100 %" in page
    assert "Whoever needs the fewest training hours stands first." in page, "the order that is in force"
    assert "at least these shares" not in page
    assert rows_of(page) == places(client, export_url, order="mixed")[:12]
    assert "at most 100 %" in client.get(people_url, {**asked, "floor-displaced": "101"}).content.decode()


def test_whether_the_choice_is_fair_is_shown_from_five_people_on(client, people_url, choose_url):
    first = rows_of(client.get(people_url).content.decode())
    client.post(choose_url, {"person": first[:4], "on_page": first})
    assert "Is the choice fair?" not in client.get(people_url).content.decode()
    client.post(choose_url, {"person": first[:8], "on_page": first})
    page = words_of(client.get(people_url).content.decode())
    assert "Is the choice fair? The people chosen, by segment" in page
    assert "By lot" in page


@pytest.fixture
def asks_for_a_year(region):
    """The job asks for a year of experience, as its posting says."""
    with acting_as_system("test"):
        region.facts = {**region.facts, "experience": {"years": 1, "must": True}}
        region.save(update_fields=["facts"])
    return region


def test_where_a_job_asks_for_experience_the_order_its_break_and_the_gap_are_said(
    client, asks_for_a_year, people_url, export_url
):
    whole = list(csv.DictReader(io.StringIO(client.get(export_url).content.decode("utf-8-sig"))))
    lacks = [bool(row["experience_years_asked"]) for row in whole]
    assert lacks == sorted(lacks)
    assert {True, False} <= set(lacks), "some have the year and some have not"
    for part in (False, True):
        hours = [int(row["hours"]) for row, short in zip(whole, lacks, strict=True) if short is part]
        assert hours == sorted(hours), "inside each part the order is by the hours that are shown"
    page_of_the_break = 1 + lacks.index(True) // 12
    words = words_of(client.get(people_url, {"page": page_of_the_break}).content.decode())
    assert "People with the experience that the posting asks for (1 year) stand before all others" in words
    assert "Where whole hours are equal:" in words
    assert words.count("From here on: less than the experience that the posting asks for (1 year)") == 1
    assert "1 year of experience in this or near work" in words
    near = sum(int(row["hours"]) < 200 for row, short in zip(whole, lacks, strict=True) if not short)
    others = sum(int(row["hours"]) < 200 for row, short in zip(whole, lacks, strict=True) if short)
    assert f"{near:,} pe" in words
    if others:
        assert f"{others:,} more would need as little training" in words


def test_a_person_without_the_experience_is_not_promised_a_place_before_those_who_have_it(
    client, asks_for_a_year, export_url
):
    whole = list(csv.DictReader(io.StringIO(client.get(export_url).content.decode("utf-8-sig"))))
    have = sum(not row["experience_years_asked"] for row in whole)
    last = next(row for row in whole if row["experience_years_asked"])
    page = words_of(
        client.get(reverse("program:job_person", args=[asks_for_a_year.pk, last["id"]])).content.decode()
    )
    assert "everybody who has it stands before them" in page
    assert "no training gives it" in page
    found = re.search(r"at about place ([\d,]+)", page)
    assert found is None or int(found.group(1).replace(",", "")) > have
