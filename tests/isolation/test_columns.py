"""Staff who may change a record cannot change whose it is, nor reopen what was closed; actions that may, do."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.actions import update_job_order
from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.organizations.models import Course, Membership, Organization
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.plans.models import Plan


class World:
    def __init__(self):
        self.managers = {}
        for name, role in (
            ("Harbor", "program_manager"),
            ("Prairie", "program_manager"),
            ("Mill", "employer"),
        ):
            kind = "employer" if role == "employer" else "agency"
            user = User.objects.create_user(f"{name.lower()}@example.org")
            organization = Organization.objects.create(name=name, kind=kind)
            Membership.objects.create(user=user, organization=organization, role=role)
            self.managers[name] = (user, organization)
        self.user, self.harbor = self.managers["Harbor"]
        self.person = Participant.objects.create(registered_by=self.harbor, code="P-1", name="Ana")
        self.consent = Consent.objects.create(
            participant=self.person,
            organization=self.harbor,
            scopes=["profile"],
            expires_at=timezone.now() + timedelta(days=30),
            basis="signed_form",
        )
        mill = self.managers["Mill"][1]
        self.order = JobOrder.objects.create(
            created_by=self.user, agency=self.harbor, employer=mill, title="Welder", status="planned"
        )
        self.versions = [ProfileVersion.objects.create(job_order=self.order, number=n) for n in (1, 2)]
        self.plan = Plan.objects.create(
            job_order=self.order,
            profile_version=self.versions[0],
            number=1,
            scenario="displaced",
            document={},
        )


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        return World()


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


CHANGES = {
    "account of the person": ("participants_participant", "user_id", lambda w: w.user.pk),
    "registering agency": (
        "participants_participant",
        "registered_by_id",
        lambda w: w.managers["Prairie"][1].pk,
    ),
    "holder of a consent": ("participants_consent", "organization_id", lambda w: w.managers["Prairie"][1].pk),
    "scope of a consent": ("participants_consent", "scopes", lambda _w: ["profile", "support"]),
    "end of a consent": (
        "participants_consent",
        "expires_at",
        lambda _w: timezone.now() + timedelta(days=900),
    ),
    "agency of an order": ("job_orders_joborder", "agency_id", lambda w: w.managers["Prairie"][1].pk),
    "employer of an order": ("job_orders_joborder", "employer_id", lambda w: w.managers["Prairie"][1].pk),
    "version of a plan": ("plans_plan", "profile_version_id", lambda w: w.versions[1].pk),
    "own role": ("organizations_membership", "role", lambda _w: "operator"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_staff_cannot_rewrite_whose_row_it_is(world, as_web_role, what):
    table, column, value = CHANGES[what]
    changed = []
    with (
        acting_as(world.user, world.harbor, role="program_manager"),
        suppress(Error),
        transaction.atomic(),
    ):
        changed.append(run(f"UPDATE {table} SET {column} = %s", value(world)))
    assert changed in ([], [0])


def test_the_action_changes_the_employer_of_an_order(world, as_web_role):
    prairie = world.managers["Prairie"][1]
    with acting_as(world.user, world.harbor, role="program_manager") as actor:
        order = JobOrder.objects.get(pk=world.order.pk)
        update_job_order(actor, order, {"employer": prairie})
        assert JobOrder.objects.get(pk=order.pk).employer_id == prairie.pk
        with pytest.raises(Error, match="cannot be changed here"), transaction.atomic():
            run("UPDATE job_orders_joborder SET employer_id = NULL")


def test_a_consent_taken_back_cannot_be_reopened_and_an_ended_role_stays_ended(world, as_web_role):
    with acting_as(world.user, world.harbor, role="program_manager"):
        assert run("UPDATE participants_consent SET revoked_at = now()") == 1
        assert run("UPDATE participants_consent SET revoked_at = NULL") == 0
    with acting_as_system("test"):
        Membership.objects.filter(user=world.user).update(ended_at=timezone.now())
        boss = User.objects.create_user("boss@example.org")
        Membership.objects.create(user=boss, organization=world.harbor, role="operator")
    with (
        acting_as(boss, world.harbor, role="operator"),
        pytest.raises(Error, match="cannot be changed here"),
        transaction.atomic(),
    ):
        run("UPDATE organizations_membership SET ended_at = NULL WHERE user_id = %s", world.user.pk)


def operator_of(organization, *, runs=False):
    user = User.objects.create_user(f"op{User.objects.count()}@example.org", is_staff=runs)
    Membership.objects.create(user=user, organization=organization, role="operator")
    return user


def test_an_operator_opens_and_closes_accounts_and_changes_nothing_else(world, as_web_role):
    with acting_as_system("test"):
        boss = operator_of(world.harbor)
    with acting_as(boss, world.harbor, role="operator"):
        assert run("UPDATE accounts_user SET is_active = false WHERE id = %s", world.user.pk) == 1
        for change in ("password = 'x'", "email = 'x@example.org'", "is_staff = true", "is_sample = true"):
            with pytest.raises(Error, match="of this account only"), transaction.atomic():
                run(f"UPDATE accounts_user SET {change} WHERE id = %s", world.user.pk)
        with pytest.raises(Error, match="of this account only"), transaction.atomic():
            run("UPDATE accounts_user SET is_staff = true WHERE id = %s", boss.pk)


def test_an_operator_sees_the_accounts_of_their_organization_who_runs_the_site_all(world, as_web_role):
    with acting_as_system("test"):
        one, runner = operator_of(world.harbor), operator_of(world.managers["Prairie"][1], runs=True)
        prairie = world.managers["Prairie"][1]
        everybody = User.objects.count()
    with acting_as(one, world.harbor, role="operator"):
        assert set(User.objects.values_list("pk", flat=True)) == {one.pk, world.user.pk}
        assert set(Membership.objects.values_list("organization_id", flat=True)) == {world.harbor.pk}
        assert (
            run("UPDATE organizations_membership SET ended_at = now() WHERE organization_id = %s", prairie.pk)
            == 0
        )
    with acting_as(runner, prairie, role="operator"):
        assert User.objects.count() == everybody


def test_shared_providers_and_courses_are_changed_by_their_keeper(world, as_web_role):
    prairie_user, prairie = world.managers["Prairie"]
    with acting_as(world.user, world.harbor, role="program_manager"):
        college = Organization.objects.create(name="College", kind="provider")
        course = Course.objects.create(provider=college, code="C1", title="Care", hours=10, price=0)
        course.competencies.create(competency_id="onet:2.A.1.a", name="Reading", level_from=1, level_to=2)
        college.refresh_from_db()
        assert college.kept_by_id == world.harbor.pk
    with acting_as(prairie_user, prairie, role="program_manager"):
        assert Course.objects.count() == 1
        for sql in (
            "UPDATE organizations_course SET title = 'x'",
            "UPDATE organizations_coursecompetency SET level_to = 7",
            "DELETE FROM organizations_coursecompetency",
            "UPDATE organizations_organization SET name = 'x' WHERE name IN ('College', 'Harbor', 'Mill')",
        ):
            assert run(sql) == 0
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            Course.objects.create(provider=college, code="C2", title="Care", hours=10, price=0)
    with acting_as(world.user, world.harbor, role="program_manager"):
        assert run("UPDATE organizations_course SET title = 'Home care'") == 1


def test_a_manager_makes_no_member_and_no_token_for_a_role_that_they_lack(world, as_web_role):
    insert = (
        "INSERT INTO organizations_apitoken (id, user_id, organization_id, role, name, scope, secret_hash, created_at,"
        " expires_at) VALUES (gen_random_uuid(), %s, %s, %s, 'x', 'read', %s, now(), now() + interval '1 day')"
    )
    with acting_as(world.user, world.harbor, role="program_manager"):
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            Membership.objects.create(user=world.user, organization=world.harbor, role="coach")
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            run(insert, world.user.pk, world.harbor.pk, "operator", "a" * 64)
        assert run(insert, world.user.pk, world.harbor.pk, "program_manager", "b" * 64) == 1
