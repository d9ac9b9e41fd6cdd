"""What was signed stays as it was signed: every column, whoever acts, and whenever their transaction began."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.utils import timezone
from pghistory.models import Event

from gainful.domain.accounts.actor import acting_as, acting_as_system, acting_in
from gainful.domain.accounts.binding import claim
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import (
    Commitment,
    JobOrder,
    Opening,
    ProfileConfirmation,
    ProfileVersion,
)
from gainful.domain.job_orders.versions import content_hash, current_version
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.plans.actions import sign_profile
from gainful.domain.plans.models import PlanPerson, PlanSignature
from tests.plans import planned
from tests.side_by_side import one_waits_for_the_other, own_database
from tests.town import build_town

__all__ = ["own_database"]

SIGNED = {
    "plans_plan": {"status": "it goes on", "commitment_id": "a new commitment takes the place of an old one"},
    "plans_planperson": dict.fromkeys(
        ("answer", "answer_reasons", "answer_note", "answered_at"), "a person may always answer"
    ),
    "plans_plancourse": {},
    "plans_plansupportitem": {},
    "plans_budgetline": {},
    "job_orders_profileversion": {},
    "job_orders_requiredcompetency": {},
    "job_orders_opening": {
        **dict.fromkeys(("status", "commitment_id"), "an opening is filled or withdrawn"),
        **dict.fromkeys(("reason", "changed_at"), "why and when it moved"),
    },
}
"""Table × columns that change after the signature, with the reason."""
SIGNATURES = {"plans_plansignature", "job_orders_profileconfirmation", "job_orders_commitment"}
SIGNED_THEMSELVES = {"curricula_basis", "curricula_curriculumversion"}
"""They rest on a signed profile and are signed in their turn: tests/domain/curricula/test_after_signature.py."""
ROOTS = {"plans_plan", "job_orders_profileversion", "job_orders_commitment"}
OTHER = {
    "boolean": "NOT coalesce({0}, false)", "integer": "coalesce({0}, 0) + 1", "smallint": "coalesce({0}, 0) + 1",
    "numeric": "coalesce({0}, 0) + 1", "double precision": "coalesce({0}, 0) + 1", "date": "date '2040-01-01'",
    "timestamp with time zone": "now() + interval '1 day'", "jsonb": "'{{\"x\": 1}}'", "uuid": "gen_random_uuid()",
    "ARRAY": "'{{x}}'", "text": "left('x' || {0}, 4)", "character varying": "left('x' || {0}, 4)",
}  # fmt: skip
"""Another value of each type."""


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


class Place:
    """A plan with one row in each of its tables, its profile and an opening; sign() signs all of it."""

    def __init__(self):
        self.town = build_town()
        with acting_as_system("test"):
            person, self.newcomer = (
                Participant.objects.create(registered_by=self.town.agency, code=code, name=code)
                for code in ("S-1", "S-2")
            )
            for each in (person, self.newcomer):
                Consent.objects.create(
                    participant=each, organization=self.town.agency, scopes=["profile", "matching"], basis="paper",
                    expires_at=timezone.now() + timedelta(days=90), attested_by=self.town.manager.user,
                )  # fmt: skip
            self.plan = planned(self.town, person, status="draft")
            PlanPerson.objects.filter(plan=self.plan).exclude(participant=person).delete()
            self.plan.budget_lines.get_or_create(
                label="Coach",
                share="support",
                defaults={"quantity": 1, "unit": "hour", "unit_price": 10, "amount": 10},
            )
            self.version = ProfileVersion.objects.get(pk=self.plan.profile_version_id)
            self.version.lines.create(
                competency_id="onet:2.A.1.b", taxonomy="onet", domain="skill", name="Listening", level=3
            )
            self.order = self.plan.job_order
            self.opening = Opening.objects.create(job_order=self.order, number=90)

    def sign(self):
        told = {
            "name": "M",
            "title": "M",
            "on_behalf_of": "x",
            "signed_at": timezone.now(),
            "content_hash": "a" * 64,
        }
        with acting_as_system("test"):
            ProfileConfirmation.objects.create(version=self.version, user=self.town.manager.user, **told)
            self.version.signed_at = timezone.now()
            self.version.save()
            PlanSignature.objects.create(plan=self.plan, role="x", user=self.town.manager.user, **told)
            commitment = Commitment.objects.create(
                job_order=self.order, number=1, openings=1, until=date(2040, 1, 1), wage=18, wage_unit="hour",
                profile_number=1, profile_hash="x", role="employer", **told,
            )  # fmt: skip
            Opening.objects.filter(pk=self.opening.pk).update(commitment=commitment, status="committed")

    def manager(self):
        return acting_as(self.town.manager.user, self.town.agency, role="program_manager")


@pytest.fixture
def signed(db):
    place = Place()
    place.sign()
    return place


def columns_of(table):
    return run(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name = %s AND column_name <> 'id'",
        table,
    )


@pytest.mark.parametrize("table", SIGNED)
def test_no_column_changes_after_the_signature(signed, as_web_role, table):
    changed = []
    with signed.manager(), acting_in("answer_plan"):
        where = {"job_orders_opening": "number = 90"}.get(table, "true")
        assert run(f"SELECT count(*) FROM {table} WHERE {where}")[0][0] > 0
        for column, kind in columns_of(table):
            try:
                with transaction.atomic():
                    if run(f"UPDATE {table} SET {column} = {OTHER[kind].format(column)} WHERE {where}"):
                        changed.append(column)
            except Error:
                continue
    assert set(changed) <= set(SIGNED[table])


def test_every_table_of_a_signed_thing_is_named_here():
    """A table that is added to plans, profiles or commitments stays as signed, or is one of the signatures."""
    found = {
        model._meta.db_table
        for model in apps.get_models()
        if not issubclass(model, Event)
        and any(
            field.related_model and field.related_model._meta.db_table in ROOTS
            for field in model._meta.concrete_fields
        )
    }
    assert found - set(SIGNED) - SIGNATURES - SIGNED_THEMSELVES == set()
    assert ROOTS - set(SIGNED) - SIGNATURES == set()


NEW_PERSON = (
    "INSERT INTO plans_planperson (id, position, code, part, record_hash, answer, answer_reasons, answer_note,"
    " participant_id, plan_id) VALUES (gen_random_uuid(), 9, 'P09', '{}', '', '', '{}', '', %s, %s)"
)
NEW_LINE = (
    "INSERT INTO job_orders_requiredcompetency (id, position, competency_id, taxonomy, domain, name, level, need,"
    " confidence, evidence_kind, span_text, note, changed_by, version_id) VALUES (gen_random_uuid(), 9,"
    " 'onet:2.B.1.a', 'onet', 'skill', 'Slipped in', 7, 'day_one', 'likely', 'posting', '', '', '', %s)"
)


def late(place):
    """Return what somebody does who wants to change what is signed: SQL, its values."""
    plan, version = place.plan.pk, place.version.pk
    return (
        (NEW_PERSON, (place.newcomer.pk, plan)),
        (NEW_LINE, (version,)),
        ("UPDATE plans_plancourse SET price = 9 WHERE plan_id = %s", (plan,)),
        ("UPDATE plans_budgetline SET label = 'x' WHERE plan_id = %s", (plan,)),
        ("UPDATE plans_plan SET weeks = 99 WHERE id = %s", (plan,)),
        ("UPDATE plans_planperson SET part = '{}' WHERE plan_id = %s", (plan,)),
        ("UPDATE job_orders_requiredcompetency SET level = 7 WHERE version_id = %s", (version,)),
        ("UPDATE job_orders_profileversion SET occupation_code = '9' WHERE id = %s", (version,)),
    )


def test_nothing_is_added_after_the_signature(signed, as_web_role):
    with signed.manager():
        for sql, values in late(signed):
            with pytest.raises(Error, match="is signed and cannot change"), transaction.atomic():
                run(sql, *values)


def test_a_session_that_began_before_the_signature_changes_nothing_after_it(own_database):
    place = Place()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SET LOCAL ROLE gainful_web")
            user, agency = place.town.manager.user, place.town.agency
            claimed = claim(cursor, str(user.pk), str(agency.pk), "program_manager", "")
            cursor.execute("SELECT set_config('gainful.actor', %s, true)", [claimed])
            cursor.execute("SELECT count(*) FROM plans_plansignature")
            place.sign()
            for sql, values in late(place):
                cursor.execute("SAVEPOINT here")
                with pytest.raises(Error, match=r"could not serialize|is signed and cannot change"):
                    cursor.execute(sql, values)
                cursor.execute("ROLLBACK TO here")
            cursor.execute("ROLLBACK")
    finally:
        other.close()


def test_a_line_slipped_in_while_somebody_signs_is_seen_by_the_signature(own_database):
    place = Place()
    user, agency = place.town.manager.user, place.town.agency
    with acting_as_system("test"):
        JobOrder.objects.filter(pk=place.order.pk).update(status="sent_to_employer")
        seen = content_hash(current_version(place.order))
    came = one_waits_for_the_other(
        (place.manager, lambda _actor: run(NEW_LINE, place.version.pk)),
        (
            lambda: acting_as(user, agency, role="program_manager"),
            lambda actor: sign_profile(
                actor, JobOrder.objects.get(pk=place.order.pk), name="A", title="B", seen_hash=seen
            ),
        ),
    )
    assert came[0] == 1, came
    assert isinstance(came[1], JobOrderError), came
    assert "changed while you were reading" in came[1].message
