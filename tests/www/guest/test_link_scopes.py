"""Every scope of links at every address of theirs: what it is not for, or has ended, is closed and stores nothing.

A link of a wrong scope names what the address is about, so that nothing but its scope refuses it.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages import links
from gainful.domain.messages.models import SignedLink
from gainful.domain.organizations.one_time import digest
from gainful.www.guest import urls
from tests.isolation.test_rights_matrix import tenant

KINDS = {
    "thread": "outbox.Thread", "plan": "plans.Plan", "plan_place": "plans.Plan", "job_order": "job_orders.JobOrder",
    "curriculum_basis": "curricula.Basis", "follow_up": "measures.FollowUp", "application": "cohorts.Application",
    "certificate": "cohorts.Certificate", "search": "cohorts.SavedSearch", "cohort": "cohorts.Cohort",
    "apprenticeship": "cohorts.Apprenticeship", "worker": "workforce.Worker", "referral": "support.Referral",
    "introduction": "placements.Introduction", "mentorship": "support.Mentorship",
    "practice": "support.PracticeAgreement", "person_calendar": "participants.Participant",
    "staff_calendar": "accounts.User",
}  # fmt: skip
"""What the number of a link names, by its kind; the tenant's plan has no places."""

HIRES = {"answer_introduction", "meet_person"}
PRACTICE, WAVES = (
    {"practice_host", "practice_employer", "practice_person"},
    {"answer_follow_up", "answer_about_hire"},
)
CALENDARS = {"calendar", "staff_calendar", "cohort_calendar"}
ANSWERED = {"reply", "answer_plan", "sign_curriculum", "confirm_hours", "answer_referral", "mentor_pair",
            "worker_agrees", *PRACTICE}  # fmt: skip
ADDRESSES = {
    "line/": ("job_order", {"confirm_profile"}, {"competency_id": "onet:2.A.1.a", "verb": "remove"}),
    "sign/": (
        "plan",
        {"confirm_profile", "sign_plan", "sign_curriculum"},
        {"name": "Pat Lee", "title": "Director"},
    ),
    "answer/": ("", ANSWERED, {"answer": "yes", "text": "Yes."}),
    "introduction/decline/": ("introduction", HIRES, {"reason": "other", "note": "No."}),
    "steps/withdraw/": ("application", {"application", "search"}, {}),
    "how/": ("follow_up", WAVES, {"status": "employed"}),
    "plan.pdf": ("plan", {"view_plan", "sign_plan"}, None),
    "calendar.ics": ("", CALENDARS, None),
    "certificate.json": ("certificate", {"certificate"}, None),
}
"""What each address is about (empty: what the link's own kind names), the scopes it is for, and what is sent."""
EVERYWHERE = {"": None, "hand-on/": {"name": "Kim", "email": "kim@example.org"}}
"""For every scope: the page of each, and words where nothing was asked that could be handed on."""
SCOPES = tuple(scope for code, scope in links._SCOPES.items() if not code.startswith(("try_", "test_")))
"""The product's own: other tests, collected in the same process, have some of theirs."""


@pytest.fixture
def agency(db):
    with acting_as_system("test"):
        return tenant(0)[0]


def link(agency, scope, kind, place="", **ended):
    """Make an open link, or one that has ended, to what the agency has of this kind; returns its address."""
    row = apps.get_model(KINDS[kind]).objects.first()
    token = f"{scope}-{place.strip('/')}".replace("/", "-")
    SignedLink.objects.create(**{
        "organization": agency, "scope": scope, "about_kind": kind, "about_id": str(row.pk),
        "secret_hash": digest(token), "expires_at": timezone.now() + timedelta(hours=1), **ended,
    })  # fmt: skip
    return f"/guest/link/{token}/"


def stored():
    """Everything that a request could have left: how many rows each table has, with every version of each row."""
    tables = [
        name
        for name in connection.introspection.table_names()
        if not name.startswith(("outbox_signedlink", "django_", "pghistory_"))
    ]
    counted = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(counted)
        return dict(cursor.fetchall())


def ask(address, place, data):
    """Send what the address takes."""
    client = Client()
    return (client.get(address + place) if data is None else client.post(address + place, data)).status_code


def closed(place):
    """Return what an address says that is closed; a file is not there."""
    return 404 if place == "certificate.json" else 410


def test_every_scope_and_every_address_behind_a_link_is_tried():
    behind = [str(path.pattern).partition("<str:token>/")[1:] for path in urls.urlpatterns]
    tried = {re.sub("decline|withdraw", "<str:verb>", place) for place in ADDRESSES}
    assert {place for token, place in behind if token} == tried | set(EVERYWHERE)
    assert {scope.about_kind for scope in SCOPES} == set(KINDS)
    assert {code for _, scopes, _ in ADDRESSES.values() for code in scopes} == {
        scope.code for scope in SCOPES
    }


PARTS = 4


@pytest.mark.parametrize("part", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, PARTS))])
def test_an_open_link_of_another_scope_is_closed_and_stores_nothing(agency, part):
    """Each address with every fourth scope, each scope at every fourth address; all of them in `make test-all`."""
    with acting_as_system("test"):
        wrong = {
            (place, scope.code): (link(agency, scope.code, about or scope.about_kind, place), data)
            for row, (place, (about, scopes, data)) in enumerate(ADDRESSES.items())
            for column, scope in enumerate(SCOPES)
            if scope.code not in scopes and (row + column) % PARTS == part
        }
        before = stored()
    assert {place for place, _code in wrong} == set(ADDRESSES)
    answers = {one: ask(address, one[0], data) for one, (address, data) in wrong.items()}
    assert {one: status for one, status in answers.items() if status != closed(one[0])} == {}
    with acting_as_system("test"):
        assert stored() == before


@pytest.mark.parametrize("ended", ["expires_at", "revoked_at"])
def test_a_link_that_has_ended_is_closed_at_every_address_and_stores_nothing(agency, ended):
    with acting_as_system("test"):
        made = {
            scope.code: link(agency, scope.code, scope.about_kind, **{ended: timezone.now()})
            for scope in SCOPES
        }
        before = stored()
    sent = {place: data for place, (_, _, data) in ADDRESSES.items()} | EVERYWHERE
    answers = {
        (place, code): ask(address, place, data)
        for place, data in sent.items()
        for code, address in made.items()
    }
    assert {one: status for one, status in answers.items() if status != closed(one[0])} == {}
    with acting_as_system("test"):
        assert stored() == before
