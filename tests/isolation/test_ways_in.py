"""SQL of a page where nobody has signed in yet takes no account over; a link changes what its scope names alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.models import Opening, RequiredCompetency
from gainful.domain.messages.links import acting_through, make_signed_link
from gainful.domain.organizations.actions import set_account_active
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.actions import update_participant
from gainful.domain.participants.models import Consent
from gainful.domain.plans.links import CONFIRM_PROFILE, SIGN_PLAN, VIEW_PLAN
from gainful.domain.plans.models import Plan, PlanPerson
from tests.isolation.test_columns import World


@pytest.fixture
def world(db):
    with acting_as_system("test"):
        made = World()
        made.boss = User.objects.create_user("boss@example.org", "the password of the boss")
        Membership.objects.create(user=made.boss, organization=made.harbor, role="operator")
        Authenticator.objects.create(user=made.boss, type="totp", data={"secret": "x"})
        EmailAddress.objects.create(user=made.boss, email="boss@example.org", verified=True, primary=True)
        Opening.objects.create(job_order=made.order, number=1)
        RequiredCompetency.objects.create(
            version=made.versions[1], competency_id="onet:2.A.1.a", name="Reading", level=3
        )
        Consent.objects.filter(pk=made.consent.pk).update(scopes=["profile", "matching"])
    return made


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(sql, *values, because="cannot be changed here|row-level security|only|confirmed"):
    with pytest.raises(Error, match=because), transaction.atomic():
        run(sql, *values)


VISITS = ("email:boss@example.org", "account:{boss}", "reset:{boss}")


@pytest.mark.parametrize("subject", VISITS)
def test_a_visitor_sets_no_password_and_adds_no_address(world, as_web_role, subject):
    with acting_as(None, None, role="visitor", subject=subject.format(boss=world.boss.pk)):
        refused("UPDATE accounts_user SET password = %s", make_password("another long password"))
        refused("UPDATE accounts_user SET email = 'mine@example.org'")
        assert run("UPDATE account_emailaddress SET verified = false") == 0
        refused(
            'INSERT INTO account_emailaddress (user_id, email, verified, "primary") VALUES (%s, %s, true, false)',
            world.boss.pk, "mine@example.org",
        )  # fmt: skip
        given = run("UPDATE mfa_authenticator SET data = data")
        assert given == (1 if subject.startswith("account:") else 0)


def test_after_a_mailed_key_a_visitor_sets_the_password_of_that_account_alone(world, as_web_role):
    with (
        acting_as(None, None, role="visitor", subject=f"reset:{world.boss.pk}"),
        acting_in("mailed_key"),
    ):
        assert run("UPDATE accounts_user SET password = %s", make_password("a new long password")) == 1


def test_an_old_digest_is_renewed_when_the_password_is_right(world, settings, as_web_role):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher",
                                 "django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # fmt: skip
    with acting_as_system("test"):
        old = make_password("the password of the boss", hasher="pbkdf2_sha256")
        User.objects.filter(pk=world.boss.pk).update(password=old)
    with acting_as(None, None, role="visitor", subject="email:boss@example.org"):
        user = User.objects.get()
        assert not user.check_password("wrong")
        assert user.check_password("the password of the boss")
        assert User.objects.get().password.startswith("argon2")


def test_an_account_takes_no_address_that_was_not_confirmed(world, as_web_role):
    with acting_as(world.boss, world.harbor, role="operator"):
        EmailAddress.objects.create(user=world.boss, email="mayor@example.org")
        refused("UPDATE accounts_user SET email = 'mayor@example.org' WHERE id = %s", world.boss.pk)
        refused("UPDATE account_emailaddress SET verified = true")
        refused("UPDATE account_emailaddress SET email = 'mayor2@example.org' WHERE verified")
        with acting_in("mailed_key"):
            run("UPDATE account_emailaddress SET verified = true")
        assert run("UPDATE accounts_user SET email = 'mayor@example.org' WHERE id = %s", world.boss.pk) == 1


def test_the_page_keeps_the_address_until_the_new_one_is_confirmed(world, client):
    with acting_as_system("test"):
        client.force_login(world.user)
    client.post("/accounts/email/", {"email": "boss2@example.org", "action_add": ""})
    client.post("/accounts/email/", {"email": "boss2@example.org", "action_primary": ""})
    with acting_as_system("test"):
        assert User.objects.get(pk=world.user.pk).email == "harbor@example.org"


@pytest.mark.parametrize("scope", [VIEW_PLAN, SIGN_PLAN, CONFIRM_PROFILE])
def test_a_link_changes_what_its_scope_names_alone(world, as_web_role, scope):
    with acting_as_system("test"):
        Plan.objects.filter(pk=world.plan.pk).update(status="sent_to_employer")
    about = world.order.pk if scope is CONFIRM_PROFILE else world.plan.pk
    with acting_as(world.user, world.harbor, role="program_manager"):
        _link, token = make_signed_link(Actor(world.user, world.harbor, "program_manager"), scope, about)
    signs = scope is not VIEW_PLAN
    with acting_through(token):
        assert run("UPDATE job_orders_joborder SET updated_at = now()") == signs
        assert run("UPDATE job_orders_opening SET reason = reason") == signs
        assert run("UPDATE job_orders_requiredcompetency SET level = 1") == (scope is CONFIRM_PROFILE)
        assert run("DELETE FROM job_orders_requiredcompetency") == (scope is CONFIRM_PROFILE)
        if signs:
            for change in ("title = 'x'", "contact_email = 'x@example.org'", "wage_low = 1"):
                refused(f"UPDATE job_orders_joborder SET {change}")
            refused("UPDATE plans_plan SET weeks = 99")


def test_nobody_begins_a_place_in_a_plan_with_an_answer(world, as_web_role):
    with acting_as(world.user, world.harbor, role="program_manager"):
        fields = {"plan": world.plan, "participant": world.person, "code": "P01", "part": {}}
        with pytest.raises(Error, match="cannot be changed here"), transaction.atomic():
            PlanPerson.objects.create(**fields, answer="yes")
        assert PlanPerson.objects.create(**fields).pk
        refused("UPDATE plans_planperson SET answered_at = now()")


@pytest.mark.parametrize(
    "told",
    [
        {"basis": "own_account"},
        {"attested_by": None},
        {"expires_at": timezone.now() + timedelta(days=9000)},
        {"revoked_at": timezone.now()},
    ],
)
def test_staff_attest_a_consent_as_themselves_and_for_five_years(world, as_web_role, told):
    with acting_as(world.user, world.harbor, role="program_manager"):
        Consent.objects.update(revoked_at=timezone.now())
        given = {
            "participant": world.person, "organization": world.harbor, "scopes": ["profile"], "basis": "signed_form",
            "expires_at": timezone.now() + timedelta(days=30), "attested_by": world.user,
        }  # fmt: skip
        with pytest.raises(Error, match=r"row-level security|cannot be changed"), transaction.atomic():
            Consent.objects.create(**given | told)
        assert Consent.objects.create(**given).pk


def test_an_operator_closes_accounts_that_serve_no_other_organization(world, as_web_role):
    prairie = world.managers["Prairie"][1]
    with acting_as_system("test"):
        both = User.objects.create_user("both@example.org")
        Membership.objects.create(user=both, organization=prairie, role="coach")
        Membership.objects.create(user=both, organization=world.harbor, role="coach", ended_at=timezone.now())
        here = User.objects.create_user("here@example.org")
        Membership.objects.create(user=here, organization=world.harbor, role="coach")
        there = User.objects.create_user("there@example.org")
        for agency in (prairie, world.harbor):
            Membership.objects.create(user=there, organization=agency, role="coach")
    with acting_as(world.boss, world.harbor, role="operator") as actor:
        for user in (both, there):
            assert run("UPDATE accounts_user SET is_active = false WHERE id = %s", user.pk) == 0
            with pytest.raises(MemberError, match=r"not your organization's alone|no such account"):
                set_account_active(actor, user.pk, active=False)
        set_account_active(actor, here.pk, active=False)
        assert not User.objects.get(pk=here.pk).is_active


def test_another_agency_with_a_consent_redirects_no_letters(world, as_web_role):
    from django.core.exceptions import ValidationError

    prairie_user, prairie = world.managers["Prairie"]
    with acting_as_system("test"):
        Consent.objects.create(
            participant=world.person, organization=prairie, scopes=["profile"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=30),
        )  # fmt: skip
    with acting_as(prairie_user, prairie, role="program_manager") as actor:
        refused(
            "UPDATE participants_participant SET email = 'mine@example.org'", because="change how they are"
        )
        with pytest.raises(ValidationError, match="agency that registered them"):
            update_participant(actor, world.person, email="mine@example.org")
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            run(
                "INSERT INTO outbox_contactrules (id, participant_id, by_email, by_sms, safe_email, safe_phone,"
                " discreet, digest, switched_off, quiet_from, quiet_until, time_zone) VALUES"
                " (gen_random_uuid(), %s, true, false, 'mine@example.org', '', false, false, '{}', '21:00', '08:00',"
                " '')",
                world.person.pk,
            )
        assert update_participant(actor, world.person, postal_code="20001").postal_code == "20001"
    with acting_as(world.user, world.harbor, role="program_manager") as actor:
        assert update_participant(actor, world.person, email="ana@example.org").email == "ana@example.org"
