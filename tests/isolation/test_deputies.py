"""What runs as somebody else, or as the owner, does and tells no more than whoever asks may: worker, search, ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Consent, ImportBatch, ImportRow, Participant
from gainful.domain.plans.models import Plan, PlanCourse
from gainful.imports.batch_actions import queue_batch, start_batch
from tests.isolation.test_columns import World

REFUSED = "row-level security|only whoever acts|cannot be changed here|names a row|permission denied"


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        made = World()
        made.coach, made.colleague = (
            User.objects.create_user(f"{n}@example.org") for n in ("coach", "colleague")
        )
        Membership.objects.create(user=made.coach, organization=made.harbor, role="coach")
        Membership.objects.create(user=made.colleague, organization=made.harbor, role="program_manager")
        made.prairie_user, made.prairie = made.managers["Prairie"]
        made.secret = Participant.objects.create(registered_by=made.prairie, code="Q-1", name="Secretname")
    return made


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def refused(sql, *values):
    with pytest.raises(Error, match=REFUSED), transaction.atomic():
        run(sql, *values)


FILE = b"ID,Name\nEVIL-1,Put in\n"
STEAL = "UPDATE participants_importbatch SET data = %s, status = 'queued', task = 'save', attempts = 0"


@pytest.fixture
def batch(world):
    """A file that a manager has asked the worker to look at."""
    with acting_as(world.user, world.harbor, role="program_manager") as actor:
        made = start_batch(
            actor, kind="people", filename="p.csv", data=b"ID,Name\nX-1,Ana\n", options={"long": True}
        )
        queue_batch(actor, made, "look", options={"long": True})
        ImportRow.objects.create(batch=made, line=2, status="error", cells=["X-1", "Ana"])
    with acting_as_system("test"):
        ImportBatch.objects.filter(pk=made.pk).update(status="preview")
    return made


def test_a_coach_reads_and_changes_no_import(world, batch, as_web_role):
    with acting_as(world.coach, world.harbor, role="coach"):
        assert run("SELECT count(*) FROM participants_importbatch")[0][0] == 0
        assert run("SELECT count(*) FROM participants_importrow")[0][0] == 0
        assert run(STEAL, FILE) == 0
        refused(
            "INSERT INTO participants_importrow (batch_id, line, status, cells, problems) VALUES"
            " (%s, 9, 'error', '[]', '[]')",
            batch.pk,
        )


@pytest.mark.parametrize(
    "change",
    [STEAL.partition("data = %s, ")[2], "status = 'running'", "options = '{}'", 'mapping = \'{"a": "b"}\''],
)
def test_whoever_changes_what_the_worker_does_is_who_asked(world, batch, as_web_role, change):
    with acting_as(world.colleague, world.harbor, role="program_manager"):
        assert run(f"UPDATE participants_importbatch SET {change}") == 1
    with acting_as_system("test"):
        assert ImportBatch.objects.get().asked_by_id == world.colleague.pk


def test_another_file_is_another_askers(world, batch, as_web_role):
    with acting_as(world.colleague, world.harbor, role="program_manager"):
        assert run(STEAL, FILE) == 1
        refused("UPDATE participants_importbatch SET asked_by_id = %s", world.user.pk)
    with acting_as_system("test"):
        assert ImportBatch.objects.get().asked_by_id == world.colleague.pk


@pytest.mark.parametrize(
    "text", ["Secretname", "ecretn", "Secretname\\", "S%", "Se_ret", "\\", "Q-1", "%", "_"]
)
def test_a_search_tells_nothing_of_people_whom_one_does_not_see(world, as_web_role, text):
    with acting_as(world.user, world.harbor, role="program_manager"):
        assert run("SELECT * FROM gainful.found_people(%s)", text) == []
    functions = run("SELECT pg_get_function_arguments(oid) FROM pg_proc WHERE proname = 'found_people'")
    assert functions == [("wanted text",)]


def test_a_search_takes_signs_of_patterns_as_they_are_written(world, as_web_role):
    with acting_as_system("test"):
        Participant.objects.filter(pk=world.person.pk).update(name="50% \\ a_b")
    with acting_as(world.user, world.harbor, role="program_manager"):
        for text, count in (("50%", 1), ("\\", 1), ("a_b", 1), ("50_", 0), ("%a", 0)):
            assert len(run("SELECT * FROM gainful.found_people(%s)", text)) == count, text


ENTER = (
    "INSERT INTO ledger_ledgerrow (id, organization_id, source_kind, source_id, is_actual, part, label, day, minutes,"
    " created_at, corrects_id) VALUES (gen_random_uuid(), %s, %s, %s, %s, 'train', 'x', current_date, 60, {at}, %s)"
)
NOW = ENTER.format(at="now()")


def enter(organization, **values):
    fields = {"source_kind": "plan", "source_id": "x", "part": "train", "label": "x", "day": "2026-01-01"}
    return LedgerRow.objects.create(
        organization=organization, **{**fields, "minutes": 60, "is_actual": True, **values}
    )


def test_one_agency_does_not_stop_the_ledger_of_another(world, as_web_role):
    with acting_as_system("test"):
        PlanCourse.objects.create(
            plan=world.plan, title="Care", hours=10, price=100, competencies=["onet:2.A.1.b"]
        )
        enter(world.prairie, source_id=str(world.plan.pk), is_actual=False)
        Plan.objects.filter(pk=world.plan.pk).update(status="sent_to_employer")
        plan = Plan.objects.get(pk=world.plan.pk)
        world.plan.people.create(participant=world.person, code="P01", part={})
        plan.status = "signed"
        plan.save()
        assert LedgerRow.objects.filter(organization=world.harbor, is_actual=False, cost=100).count() == 1


def test_staff_enter_what_happened_today_for_their_own_agency(world, as_web_role):
    with acting_as_system("test"):
        theirs, ours = enter(world.prairie), enter(world.harbor)
        me = Participant.objects.create(registered_by=world.prairie, code="M", user=world.coach)
        about_me = enter(world.prairie, participant=me)
    plan = str(world.plan.pk)
    with acting_as(world.coach, world.harbor, role="coach"):
        assert run("SELECT count(*) FROM ledger_ledgerrow WHERE id = %s", about_me.pk)[0][0] == 1
        refused(NOW, world.harbor.pk, "plan", plan, False, None)  # planned rows come of a signature
        refused(NOW, world.harbor.pk, "plan", str(world.secret.pk), True, None)  # a plan that they do not see
        refused(ENTER.format(at="now() - interval '5 years'"), world.harbor.pk, "plan", plan, True, None)
        for foreign in (theirs, about_me):
            refused(NOW, world.harbor.pk, "plan", plan, True, foreign.pk)
        assert run(NOW, world.harbor.pk, "plan", plan, True, ours.pk) == 1


def test_sums_of_a_kind_that_may_be_one_persons_are_not_told(world, as_web_role):
    with acting_as_system("test"):
        enter(world.harbor, source_kind="referral", source_id="r-77", cost=1234)
        enter(world.harbor, source_id=str(world.plan.pk))
    with acting_as(world.coach, world.harbor, role="coach"):
        assert run("SELECT * FROM gainful.ledger_sums('referral', '{r-77}')") == []
        assert len(run("SELECT * FROM gainful.ledger_sums('plan', %s)", [str(world.plan.pk)])) == 1


def test_the_price_of_an_erased_persons_row_stays_and_its_words_go(world):
    with acting_as_system("test"):
        Consent.objects.update(expires_at=timezone.now() + timedelta(days=9))
        kept = enter(world.harbor, participant=world.person, label="Taxi for Ana", cost=9, is_actual=True)
        other = enter(world.harbor, label="Books", entered_by=world.coach)
        world.person.delete()
        kept.refresh_from_db()
        assert (kept.participant_id, kept.cost) == (None, 9)
        assert "Ana" not in kept.label
        LedgerRow.objects.filter(pk=other.pk).update(entered_by=None)
        other.refresh_from_db()
        assert other.label == "Books"
