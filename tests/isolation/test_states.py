"""States and signatures change in their own action alone: SQL as whoever acts moves and signs nothing."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system, acting_in
from gainful.domain.job_orders.models import Opening, ProfileConfirmation
from gainful.domain.messages.links import acting_through, make_signed_link
from gainful.domain.participants.models import Consent
from gainful.domain.plans.links import VIEW_PLAN
from gainful.domain.plans.models import Plan, PlanPerson
from tests.isolation.test_columns import World


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        made = World()
        Opening.objects.create(job_order=made.order, number=1)
        Consent.objects.filter(pk=made.consent.pk).update(scopes=["profile", "matching"])
        PlanPerson.objects.create(
            plan=made.plan, participant=made.person, code="P01", part={"support": ["rides"]}
        )
    return made


def refused(sql, *values, because="cannot be changed here|row-level security"):
    with pytest.raises(Error, match=because), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE job_orders_joborder SET status = 'confirmed'",
        "UPDATE plans_plan SET status = 'signed'",
        "UPDATE plans_plan SET document = '{\"a\": 1}'",
        "UPDATE job_orders_opening SET status = 'filled'",
        "UPDATE job_orders_profileversion SET signed_at = now()",
    ],
)
@pytest.mark.parametrize("who", ["Harbor", "Mill"])
def test_no_state_moves_outside_its_action(world, as_web_role, sql, who):
    user, organization = world.managers[who]
    role = "employer" if who == "Mill" else "program_manager"
    with acting_as(user, organization, role=role):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM job_orders_joborder")
            assert cursor.fetchone() == (1,)
        if "plans_plan" in sql and who == "Mill":
            return  # a draft is not shown to the employer at all
        refused(sql)


def test_nothing_begins_signed(world, as_web_role):
    user, agency = world.managers["Harbor"]
    order = world.order.pk
    with acting_as(user, agency, role="program_manager"):
        refused(
            "INSERT INTO job_orders_profileversion (id, job_order_id, number, occupation_code, reference_version,"
            " created_at, signed_at) VALUES (gen_random_uuid(), %s, 9, '', '', now(), now())",
            order,
        )
        refused(
            "INSERT INTO job_orders_opening SELECT (jsonb_populate_record(o, jsonb_build_object('id',"
            " gen_random_uuid(), 'number', 7, 'status', 'filled'))).* FROM job_orders_opening o"
        )


def sign(world, **values):
    with transaction.atomic():
        return ProfileConfirmation.objects.create(
            version=world.versions[0], name="Boss", title="Boss", on_behalf_of="Mill", signed_at=timezone.now(),
            content_hash="x" * 64, **values,
        )  # fmt: skip


def test_a_signature_is_made_in_its_action_by_whoever_acts(world, as_web_role):
    user, agency = world.managers["Harbor"]
    other = world.managers["Mill"][0]
    with acting_as(user, agency, role="program_manager"):
        with pytest.raises(Error, match="row-level security"):
            sign(world, user=user)
        with acting_in("confirm_profile"):
            with pytest.raises(Error, match="row-level security"):
                sign(world, user=other)
            with pytest.raises(Error, match="row-level security"):
                sign(world, user=user, link_id=world.order.pk)
            assert sign(world, user=user).pk


def test_the_holder_of_a_link_sees_no_row_of_a_person_in_its_plan(world, as_web_role):
    with acting_as_system("test"):
        maker = Actor(world.managers["Harbor"][0], world.harbor, "program_manager")
        link, token = make_signed_link(maker, VIEW_PLAN, world.plan.pk)
    with acting_through(token) as (held, _):
        assert held.pk == link.pk
        assert Plan.objects.count() == 1
        assert PlanPerson.objects.count() == 0


def test_sql_makes_no_link_to_the_plan_of_others_and_tells_nobody(world, as_web_role):
    user, prairie = world.managers["Prairie"]
    with acting_as(user, prairie, role="program_manager"):
        refused(
            "INSERT INTO outbox_signedlink (id, organization_id, scope, about_kind, about_id, recipient, secret_hash,"
            " created_by_id, created_role, created_at, expires_at, other_browsers, first_browser) VALUES"
            " (gen_random_uuid(), %s, 'view_plan', 'plan', %s, '', 'x', %s, 'program_manager', now(),"
            " now() + interval '1 day', 0, '')",
            prairie.pk, str(world.plan.pk), user.pk,
        )  # fmt: skip
        refused(
            "INSERT INTO outbox_notice (id, kind, about_id, created_at) VALUES"
            " (gen_random_uuid(), 'plan_signed', %s, now())",
            str(world.plan.pk),
        )
