"""People on the manager's screens: found, added, changed; every look is noted, strangers see nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.participants import queries
from gainful.domain.participants.actions import (
    Attestation,
    import_people,
    register_participant,
    revoke_consent,
)
from gainful.domain.participants.models import Consent, Participant, ReadLog
from gainful.engine.records.people import JobRecord, PersonRecord

HOME = "/program/people/"


def form(**change):
    until = (timezone.localdate() + timedelta(days=100)).isoformat()
    data = {
        "code": "P-1", "name": "Ana Silva", "scenario": "displaced", "wage_floor": "35000", "schedule": ["day"],
        "barriers": ["transport"], "basis": "signed_form", "consent_until": until,
        "scopes": ["profile", "matching", "support"],
    }  # fmt: skip
    return {**data, **change}


@pytest.fixture
def ana(town):
    reply = town.manager.client.post(reverse("program:person_new"), form())
    assert reply.status_code == 302, reply.context["form"].errors
    with acting_as_system("test"):
        return Participant.objects.get()


def test_an_empty_pool_teaches_what_belongs_here(town):
    page = town.manager.client.get(HOME).content.decode()
    assert "Nobody is here yet" in page
    assert "Bring in a spreadsheet" in page


def test_a_person_is_added_with_consent_and_support(town, ana):
    with acting_as_system("test"):
        assert [b.kind for b in ana.barriers.all()] == ["transport"]
        consent = Consent.objects.get()
        assert consent.organization == town.agency
        assert consent.attested_by == town.manager.user
    page = town.manager.client.get(HOME).content.decode()
    assert "Ana Silva" in page
    assert "Getting to work" in page
    assert "1 person lets your organization" in page


def test_the_same_id_twice_is_refused_and_nothing_is_saved(town, ana):
    reply = town.manager.client.post(reverse("program:person_new"), form(name="Other"))
    assert reply.status_code == 200
    assert "used this person ID already" in reply.content.decode()
    with acting_as_system("test"):
        assert Participant.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"consent_until": "2020-01-01"}, "Choose a day in the future"),
        ({"commute_minutes": "900"}, "participants_commute_sane"),
        ({"email": "nowhere"}, "valid email address"),
        ({"area_code": "99999"}, "“99999” is not a wage area"),
        ({"scopes": []}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(town, change, said):
    reply = town.manager.client.post(reverse("program:person_new"), form(**change))
    assert reply.status_code == 200
    if said.startswith("participants"):
        assert "Please check these" in reply.content.decode()
    else:
        assert said in reply.content.decode()
    with acting_as_system("test"):
        assert not Participant.objects.exists()


def test_each_look_is_noted_for_the_person(town, ana):
    page = town.manager.client.get(reverse("program:person", args=[ana.pk]))
    assert page.status_code == 200
    with acting_as_system("test"):
        read = ReadLog.objects.get()
        assert read.user == town.manager.user
        assert read.what == "Record opened"


def test_jobs_are_added_with_their_occupation_and_removed(town, ana):
    url = reverse("program:person_add_job", args=[ana.pk])
    assert (
        town.manager.client.post(url, {"title": "Flight Attendant", "start": "2015-03-01"}).status_code == 302
    )
    with acting_as_system("test"):
        job = ana.jobs.get()
        assert job.occupation_code == "53-2031.00"
    page = town.manager.client.get(reverse("program:person", args=[ana.pk])).content.decode()
    assert "Flight Attendant" in page
    refused = town.manager.client.post(url, {"title": "x", "start": "2020-01-01", "end": "2019-01-01"})
    assert refused.status_code == 422
    assert "ends before it starts" in refused.content.decode()
    town.manager.client.post(reverse("program:person_remove_job", args=[job.pk]))
    with acting_as_system("test"):
        assert not ana.jobs.exists()


def test_a_record_is_changed_and_a_need_closed(town, ana):
    url = reverse("program:person_edit", args=[ana.pk])
    assert 'value="35000"' in town.manager.client.get(url).content.decode()
    assert town.manager.client.post(url, form(wage_floor="36000", barriers=["income"])).status_code == 302
    with acting_as_system("test"):
        ana.refresh_from_db()
        assert ana.wage_floor == 36000
        assert [b.kind for b in ana.barriers.filter(resolved_at=None)] == ["income"]


@pytest.mark.parametrize("told", ["33460", "0033460"])
def test_an_area_is_kept_by_the_key_of_the_wage_table(town, ana, told):
    url = reverse("program:person_edit", args=[ana.pk])
    assert town.manager.client.post(url, form(area_code=told)).status_code == 302
    with acting_as_system("test"):
        ana.refresh_from_db()
        assert ana.area_code == "0033460"


def test_a_new_consent_replaces_the_old(town, ana):
    url = reverse("program:person_consent", args=[ana.pk])
    town.manager.client.post(url, form(scopes=["profile"]))
    with acting_as_system("test"):
        assert Consent.objects.filter(revoked_at=None).get().scopes == ["profile"]


def test_another_agency_finds_nothing(town, ana):
    assert town.stranger.client.get(reverse("program:person", args=[ana.pk])).status_code == 404
    assert (
        town.stranger.client.post(
            reverse("program:person_add_job", args=[ana.pk]), {"title": "x"}
        ).status_code
        == 404
    )
    assert "Ana" not in town.stranger.client.get(HOME).content.decode()
    assert "Ana" not in town.stranger.client.get("/program/people.csv").content.decode()


@pytest.mark.parametrize("who", ["coach", "employer", "operator"])
def test_other_roles_are_kept_out(town, ana, who):
    client = getattr(town, who).client
    assert client.get(HOME).status_code == 403
    assert client.get(reverse("program:person", args=[ana.pk])).status_code == 403


def test_the_export_defuses_formulas_and_is_noted(town):
    town.manager.client.post(reverse("program:person_new"), form(name="=cmd|' /C calc'!A0"))
    text = town.manager.client.get("/program/people.csv").content.decode()
    assert "'=cmd" in text
    with acting_as_system("test"):
        assert ReadLog.objects.filter(what="List exported").count() == 1


def test_a_long_list_costs_the_same_few_queries(town, django_assert_max_num_queries):
    with acting_as_system("test"):
        people = [Participant(registered_by=town.agency, code=f"P{i}", name=f"N{i:03}") for i in range(60)]
        Participant.objects.bulk_create(people)
        soon = timezone.now() + timedelta(days=9)
        Consent.objects.bulk_create(
            Consent(
                participant=p,
                organization=town.agency,
                scopes=["profile", "support"],
                expires_at=soon,
                basis="sample",
            )
            for p in people
        )
    with django_assert_max_num_queries(16):
        page = town.manager.client.get(HOME, {"page": 2}).content.decode()
    assert "N025" in page
    assert "N024" not in page
    assert "Next page" in page
    assert "N000" in town.manager.client.get(HOME, {"q": "N000"}).content.decode()
    assert "Nobody fits" in town.manager.client.get(HOME, {"q": "zzz"}).content.decode()


@pytest.mark.parametrize(
    ("asked", "found"), [("100%", ["P-100%"]), ("_", ["P_2"]), ("\\", ["P\\3"]), ("p", 3), ("zz", [])]
)
def test_a_search_takes_every_sign_for_itself(town, asked, found):
    for code in ("P-100%", "P_2", "P\\3"):
        with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
            until = timezone.now() + timedelta(days=9)
            register_participant(actor, code=code, consent_until=until, basis="verbal")
    page = town.manager.client.get("/program/people/", {"q": asked})
    codes = [person.code for person in page.context["page"].rows]
    assert len(codes) == found if isinstance(found, int) else codes == found
    assert [*town.stranger.client.get("/program/people/", {"q": asked}).context["page"].rows] == []


def test_a_search_finds_by_address_and_nobody_whose_consent_is_over(town):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        until = timezone.now() + timedelta(days=9)
        person = register_participant(
            actor, code="P-1", consent_until=until, basis="verbal", email="Ana@example.org"
        )
        assert [p.pk for p in queries.people(actor, {"q": "ANA@EXAMPLE.ORG"})] == [person.pk]
        revoke_consent(actor, person.consents.get())
        assert not queries.people(actor, {"q": "ana@example.org"}).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT gainful.found_people('')")
            assert cursor.fetchall() == []


def test_a_last_job_told_only_as_a_code_has_its_occupations_name(town):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        until = timezone.now() + timedelta(days=9)
        records = [
            PersonRecord(code="P-1", jobs=(JobRecord("31-1131.00"),)),
            PersonRecord(code="P-2", jobs=(JobRecord("99-9999.00"),)),
            PersonRecord(code="P-3", jobs=(JobRecord("31-1131.00", "Aide at the Oaks"),)),
            PersonRecord(code="P-4"),
        ]
        import_people(actor, records, Attestation(until))
    rows = town.manager.client.get("/program/people/?sort=code").context["page"].rows
    assert [row.last_job for row in rows] == ["Nursing Assistants", "99-9999.00", "Aide at the Oaks", ""]
    assert "Nursing Assistants" in town.coach.client.get("/coach/").content.decode()
    assert "Nursing Assistants" in town.manager.client.get("/program/people.csv").content.decode()
