"""Who opens other people's records proves who they are twice; nobody is locked out for good."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.operations.health import findings

PAGE = "/account/second-step/"
PASSWORD = "river stone lantern 42"


@pytest.fixture(autouse=True)
def asked(settings):
    """Ask for it as outside tests."""
    settings.SECOND_STEP_ROLES = frozenset({"operator", "program_manager", "coach"})


def give(user):
    with acting_as_system("test"):
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")


@pytest.mark.parametrize("who", ["operator", "manager", "coach"])
def test_nothing_opens_before_it_is_set_up(town, who):
    member = getattr(town, who)
    for path in ("/", "/account/", "/program/people/", "/coach/", "/operator/", "/components/"):
        assert member.client.get(path).headers["Location"] == PAGE
    assert member.client.post(reverse("account:issue_token"), {"name": "x"}).headers["Location"] == PAGE
    reply = member.client.get("/api/v1/people")
    assert (reply.status_code, PAGE in reply.json()["hint"]) == (403, True)
    assert member.client.get("/coach/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == PAGE
    page = member.client.get(PAGE)
    assert page.status_code == 200
    assert not page.context["navigation"]
    give(member.user)
    assert member.client.get("/account/").status_code == 200
    assert member.client.get(PAGE).headers["Location"] == "/"


def test_recovery_codes_alone_are_no_second_step(town):
    with acting_as_system("test"):
        Authenticator.objects.create(user=town.coach.user, type="recovery_codes", data={})
    assert town.coach.client.get("/coach/").headers["Location"] == PAGE


def test_an_address_that_was_never_confirmed_stops_nobody(town):
    with acting_as_system("test"):
        town.coach.user.set_password(PASSWORD)
        town.coach.user.save()
    client = Client()
    client.post(reverse("account_login"), {"login": "coach@example.org", "password": PASSWORD})
    client.get(reverse("account_email"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200, name


def test_employers_may_and_need_not(town):
    assert town.employer.client.get("/employer/").status_code == 200
    assert town.employer.client.get(PAGE).headers["Location"] == "/"


def test_single_sign_on_asks_for_its_own(town):
    session = town.coach.client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time()}]
    session["account_authentication_methods_user"] = str(town.coach.user.pk)
    session.save()
    assert town.coach.client.get("/coach/").status_code == 200


def test_first_run_leads_from_account_to_app_to_codes_without_asking_twice(db, settings, tmp_path):
    settings.FIRST_RUN_FILE = tmp_path / "first-run"
    settings.FIRST_RUN_FILE.write_text(f"sesame {time.time():.0f}")
    given = {"name": "Ola", "email": "ola@example.org", "organization": "Harbor", "password": PASSWORD}
    client = Client()
    page = client.post("/first-run/sesame/", given, follow=True)
    assert page.redirect_chain[-1][0] == PAGE
    form = client.get(reverse("mfa_activate_totp"))
    assert form.status_code == 200, "the password was typed a moment ago"
    code = code_of(form.context["form"].secret)
    done = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert 'href="/"' in done.content.decode()
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/operator/"


def code_of(secret: str) -> str:
    """Return what the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_an_operator_resets_somebody_elses_and_not_their_own(town):
    give(town.operator.user)
    give(town.coach.user)
    give(town.manager.user)
    url = reverse("operator:reset_second_step", args=[town.coach.user.pk])
    assert town.manager.client.post(url).status_code == 403
    own = reverse("operator:reset_second_step", args=[town.operator.user.pk])
    assert "on your account page" in town.operator.client.post(own, follow=True).content.decode()
    assert town.coach.client.get("/coach/").status_code == 200
    assert "Taken away" in town.operator.client.post(url, follow=True).content.decode()
    assert town.coach.client.get("/coach/").headers["Location"] == PAGE
    assert "has no second step" in town.operator.client.post(url, follow=True).content.decode()


def test_the_last_operator_is_let_in_from_the_terminal(town, capsys):
    give(town.operator.user)
    call_command("forget_second_step", "OPERATOR@example.org")
    assert "Taken away" in capsys.readouterr().out
    assert town.operator.client.get("/operator/").headers["Location"] == PAGE
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("forget_second_step", "nobody@example.org")


def test_doctor_says_where_it_is_not_asked(db, settings):
    assert not [f for f in findings() if f.name == "Second step"]
    settings.SECOND_STEP_ROLES = frozenset({"operator"})
    (found,) = (f for f in findings() if f.name == "Second step")
    assert found.state == "look"
    assert "coach, program_manager" in found.said


def test_a_token_opens_nothing_while_its_person_has_no_second_step(town):
    give(town.manager.user)
    data = {"name": "nightly", "scope": "write", "days": 30}
    client = town.manager.client
    client.post(reverse("mfa_reauthenticate"), {"code": code_of("JBSWY3DPEHPK3PXP")})
    secret = client.post(reverse("account:issue_token"), data).context["secret"]
    caller = Client(headers={"Authorization": f"Bearer {secret}"})
    assert caller.get("/api/v1/job-orders").status_code == 200
    with acting_as_system("test"):
        Authenticator.objects.filter(user=town.manager.user).delete()
    refused = caller.get("/api/v1/job-orders")
    assert (refused.status_code, "second step" in refused.json()["message"]) == (403, True)
    assert caller.get("/api/v1/people").status_code == 403
    give(town.manager.user)
    assert caller.get("/api/v1/job-orders").status_code == 200


def test_a_token_of_somebody_who_comes_by_single_sign_on_needs_no_step_here(town):
    give(town.manager.user)
    data = {"name": "nightly", "scope": "read", "days": 30}
    client = town.manager.client
    client.post(reverse("mfa_reauthenticate"), {"code": code_of("JBSWY3DPEHPK3PXP")})
    secret = client.post(reverse("account:issue_token"), data).context["secret"]
    with acting_as_system("test"):
        Authenticator.objects.filter(user=town.manager.user).delete()
        SocialAccount.objects.create(user=town.manager.user, provider="oidc", uid="m")
    caller = Client(headers={"Authorization": f"Bearer {secret}"})
    assert caller.get("/api/v1/job-orders").status_code == 200
