"""The operator's screens: each answers its operator, and nobody else."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Invitation, Membership, Organization
from gainful.engine.occupations.outlook import FOLDER
from gainful.exchange.reference import import_onet
from gainful.exchange.reference.projections import import_projections
from gainful.www.components import invitations
from tests.exchange.reference import releases, test_projections

PAGES = ("home", "accounts", "accounts_export", "reference", "history", "history_export", "retention")


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_the_operator_alone(town, client, page):
    url = reverse(f"operator:{page}")
    assert town.operator.client.get(url).status_code == 200
    for other in (town.manager, town.coach, town.employer, town.stranger):
        assert other.client.get(url).status_code == 403
    assert client.get(url).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("page", ["invite", "add_organization"])
def test_changes_are_refused_to_others(town, client, page):
    url = reverse(f"operator:{page}")
    data = {
        "email": "x@example.org",
        "organization": town.agency.pk,
        "role": "operator",
        "name": "X",
        "kind": "agency",
    }
    assert town.manager.client.post(url, data).status_code == 403
    assert client.post(url, data).status_code == 302
    with acting_as_system("test"):
        assert not Invitation.objects.exists()
        assert not Organization.objects.filter(name="X").exists()


@pytest.mark.parametrize("page", ["end_invitation", "end_role", "set_active"])
def test_ending_is_refused_to_others(town, page):
    with acting_as_system("test"):
        membership = Membership.objects.get(user=town.coach.user)
    target = town.coach.user.pk if page == "set_active" else membership.pk
    assert town.manager.client.post(reverse(f"operator:{page}", args=[target])).status_code == 403
    with acting_as_system("test"):
        membership.refresh_from_db()
        assert membership.ended_at is None
        assert User.objects.get(pk=town.coach.user.pk).is_active


def test_health_says_that_every_entry_is_as_expected(town):
    page = town.operator.client.get(reverse("operator:home"), {"now": ""}).content.decode()
    assert "each as this version expects" in page


def invite(town, email="new@example.org", role="coach"):
    data = {"name": "New", "email": email, "organization": str(town.agency.pk), "role": role}
    return town.operator.client.post(reverse("operator:invite"), data)


def link_in(reply):
    return reply.context["link"]


def test_an_invited_person_makes_an_account_and_comes_in(town, client):
    link = link_in(invite(town))
    assert "invites you" in client.get(link).content.decode()
    weak = client.post(link, {"name": "New", "password": "12345678"})
    assert weak.status_code == 200
    assert "too common" in weak.content.decode()
    assert client.post(link, {"name": "New Coach", "password": "a long sentence 42"}).status_code == 302
    with acting_as_system("test"):
        made = Membership.objects.get(user__email="new@example.org")
        assert (made.role, made.organization, made.user.name) == ("coach", town.agency, "New Coach")
    assert client.get(reverse("account:home")).status_code == 200
    client.logout()
    assert client.get(link).status_code == 410


def test_somebody_with_an_account_must_sign_in_to_join(town, client):
    link = link_in(invite(town, email="employer@example.org"))
    assert client.post(link).status_code == 200
    assert town.stranger.client.post(link).status_code == 200
    with acting_as_system("test"):
        assert not Membership.objects.filter(user=town.employer.user, role="coach").exists()
    assert town.employer.client.post(link).status_code == 302
    with acting_as_system("test"):
        assert Membership.objects.filter(user=town.employer.user, role="coach").exists()


def test_a_link_taken_back_or_made_again_is_closed(town, client):
    first = link_in(invite(town))
    second = link_in(invite(town))
    assert client.get(first).status_code == 410
    with acting_as_system("test"):
        key = Invitation.objects.get(revoked_at=None).pk
    assert town.operator.client.post(reverse("operator:end_invitation", args=[key])).status_code == 302
    assert client.get(second).status_code == 410
    assert client.get(reverse("invitation", args=["guess"])).status_code == 410


def test_the_link_goes_by_mail_where_a_server_is_set(town, settings):
    settings.EMAIL_HOST = "mail.example.org"
    reply = invite(town)
    assert reply.context["sent"]
    assert mail.outbox[0].to == ["new@example.org"]
    assert link_in(reply) in mail.outbox[0].body


def test_the_mail_names_the_day_of_the_sites_clock(town, settings):
    """Five minutes to ten in the evening in New York is the next day already in UTC."""
    settings.EMAIL_HOST, settings.TIME_ZONE = "mail.example.org", "America/New_York"
    ends = datetime(2026, 12, 8, 2, 55, tzinfo=UTC)
    made = Invitation(organization=town.agency, email="new@example.org", expires_at=ends)
    with timezone.override("America/New_York"):
        assert invitations.send_invitation(made, "https://gainful.example.org/invitation/x/")
    assert "until December 7, 2026." in mail.outbox[0].body


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"email": "nobody", "role": "coach"}, "valid email"),
        ({"email": "coach@example.org", "role": "coach"}, "has this role already"),
        ({"email": "x@example.org", "role": "employer"}, "does not fit"),
    ],
)
def test_a_wrong_invitation_says_why(town, data, words):
    reply = town.operator.client.post(
        reverse("operator:invite"), {**data, "organization": str(town.agency.pk)}
    )
    assert reply.status_code == 422
    assert words in reply.content.decode()


def test_a_role_ends_and_the_person_is_out(town):
    with acting_as_system("test"):
        membership = Membership.objects.get(user=town.coach.user)
    assert town.operator.client.post(reverse("operator:end_role", args=[membership.pk])).status_code == 302
    with acting_as_system("test"):
        membership.refresh_from_db()
    assert membership.ended_at is not None


def test_a_closed_account_is_signed_out(town):
    url = reverse("operator:set_active", args=[town.coach.user.pk])
    assert town.coach.client.get(reverse("account:home")).status_code == 200
    town.operator.client.post(url, {"active": "no"})
    assert town.coach.client.get(reverse("account:home")).status_code == 302
    town.operator.client.post(url, {"active": "yes"})
    with acting_as_system("test"):
        assert User.objects.get(pk=town.coach.user.pk).is_active


def test_the_last_operator_stays(town):
    with acting_as_system("test"):
        membership = Membership.objects.get(user=town.operator.user)
    url = reverse("operator:end_role", args=[membership.pk])
    page = town.operator.client.post(url, follow=True).content.decode()
    assert "last operator" in page
    closing = reverse("operator:set_active", args=[town.operator.user.pk])
    assert (
        "your own account"
        in town.operator.client.post(closing, {"active": "no"}, follow=True).content.decode()
    )


def test_an_organization_is_added_once(town):
    url, data = reverse("operator:add_organization"), {"name": " Hill  College ", "kind": "provider"}
    assert "was added" in town.operator.client.post(url, data, follow=True).content.decode()
    assert "is there already" in town.operator.client.post(url, data, follow=True).content.decode()
    with acting_as_system("test"):
        assert Organization.objects.filter(name="Hill College").count() == 1


def test_history_tells_who_changed_what(town):
    town.operator.client.post(reverse("operator:set_active", args=[town.coach.user.pk]), {"active": "no"})
    page = town.operator.client.get(reverse("operator:history"), {"kind": "user"}).content.decode()
    assert "changed: is_active" in page
    assert "Operator" in page
    reply = town.operator.client.get(reverse("operator:history_export"), {"kind": "user"})
    newest = next(csv.DictReader(io.StringIO(reply.content.decode())))
    assert (newest["who"], newest["change"], newest["fields"]) == ("Operator", "update", "is_active")
    assert "argon2" not in reply.content.decode()


@pytest.mark.parametrize("page", ["0", "-3", "x", "²", "999999"])
def test_history_takes_any_page_number(town, page):
    assert town.operator.client.get(reverse("operator:history"), {"page": page}).status_code == 200


def test_a_formula_in_a_name_is_not_run_by_a_spreadsheet(town):
    with acting_as_system("test"):
        User.objects.create_user("evil@example.org", name="=cmd()")
    reply = town.operator.client.get(reverse("operator:accounts_export"), {"q": "evil"})
    assert "'=cmd()" in reply.content.decode()


def test_reference_data_says_dates_layouts_what_is_lacking_and_projections(town, tmp_path, monkeypatch):
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    import_onet(releases.write(tmp_path, "31.0"), tmp_path / "var/reference")
    url = reverse("operator:reference")
    page = town.operator.client.get(url).content.decode()
    said = ("Released August 2026.", "Recognized layout: that of releases since 30.3", "Released August 2025.",
            "It lacks: work activities.", "In use for new job orders.", "None is loaded, so nothing")  # fmt: skip
    assert [words for words in said if words not in page] == []
    table = tmp_path / "national.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([test_projections.BLS, *test_projections.ROWS])
    import_projections(table, tmp_path / "var/reference" / FOLDER, source="BLS 2025-35")
    page = town.operator.client.get(url).content.decode()
    assert "4 figures of occupations and areas, from BLS 2025-35." in page
    assert "None is loaded" not in page
