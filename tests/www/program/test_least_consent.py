"""Who agrees to one part of a record only is kept with that part only; nothing crashes and nothing more is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.actions import Attestation, grant_consent, import_people
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import (
    Barrier,
    Characteristic,
    Participant,
    ParticipantLevels,
    WorkHistory,
)
from gainful.domain.participants.queries import pool
from gainful.engine.records.people import JobRecord, PersonRecord

LATER = timezone.now() + timedelta(days=30)
JOB = JobRecord(code="53-6031.00", title="Flight attendant")


def kept(model):
    with acting_as_system("test"):
        return model.objects.count()


def new_person(**more):
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {
        "code": "P-1", "name": "Bo", "scenario": "displaced", "basis": "signed_form", "consent_until": until,
        "scopes": ["profile"], **more,
    }  # fmt: skip


def test_a_person_who_agrees_to_a_record_only_is_added(town):
    assert town.manager.client.post("/program/people/new/", new_person()).status_code == 302
    assert (kept(Participant), kept(ParticipantLevels)) == (1, 0)


def test_support_needs_wait_for_consent(town):
    answer = town.manager.client.post("/program/people/new/", new_person(barriers=["transport"]))
    assert "did not agree that you keep support needs" in answer.content.decode()
    assert (kept(Participant), kept(Barrier)) == (0, 0)


@pytest.mark.parametrize(
    ("scope", "counts"),
    [
        ("profile", (1, 0, 0, 0)),
        ("support", (0, 1, 0, 0)),
        ("fairness", (0, 0, 1, 0)),
        ("matching", (0, 0, 0, 1)),
    ],
)
def test_an_import_keeps_what_the_consent_covers(town, scope, counts):
    record = PersonRecord(
        code="P-1", name="Bo", jobs=(JOB,), barriers=("transport",), characteristics={"gender": "woman"}
    )
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        assert import_people(actor, [record], Attestation(LATER, scopes=(scope,))).added == 1
    assert tuple(map(kept, (WorkHistory, Barrier, Characteristic, ParticipantLevels))) == counts


def test_who_agrees_to_be_matched_later_is_on_the_list_from_then_on(town):
    record = PersonRecord(code="P-1", name="Bo", jobs=(JOB,))
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        import_people(actor, [record], Attestation(LATER, scopes=("profile",)))
        assert len(pool(actor)) == 0
        person = Participant.objects.get()
        scopes = ("profile", "matching")
        grant_consent(actor, person, town.agency, scopes=scopes, basis="verbal", expires_at=LATER)
        assert pool(actor).ids.tolist() == [str(person.pk)]


def test_a_colleagues_own_record_is_on_no_other_list(town):
    """Both see one person, themself, last changed at the same moment."""
    with acting_as_system("test"):
        elsewhere = Organization.objects.create(name="Elsewhere", kind="agency")
        users = town.manager.user, User.objects.create_user("second@example.org")
        town.manager.user.memberships.model.objects.create(
            user=users[1], organization=town.agency, role="program_manager"
        )
        own = [
            Participant.objects.create(registered_by=elsewhere, code=f"S-{n}", user=user)
            for n, user in enumerate(users)
        ]
        refresh_levels([person.pk for person in own])
        Participant.objects.update(updated_at=LATER)
    for user, person in zip(users, own, strict=True):
        with acting_as(user, town.agency, role="program_manager") as actor:
            assert pool(actor).ids.tolist() == [str(person.pk)]
