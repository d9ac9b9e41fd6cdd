"""The participant's screens: the next step, the profile, the résumé, and who may look."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.participants.models import Document, Participant
from tests.person import RESUME, send, signed_in


def test_the_first_step_is_the_work_that_was_done(ana):
    page = ana.client.get(reverse("participant:home")).content.decode()
    assert "Tell us what work you have done" in page
    assert "Harbor Workforce helps you" in page


def test_an_account_without_a_record_is_told_what_to_do(town):
    with acting_as_system("test"):
        user = User.objects.create_user("new@example.org", name="New")
    client = signed_in(user)
    assert "You have no record here yet" in client.get(reverse("participant:home")).content.decode()
    assert client.get(reverse("participant:profile")).status_code == 404


def test_nothing_of_a_resume_counts_before_it_is_confirmed(ana):
    reply = send(ana)
    assert reply.status_code == 302
    page = ana.client.get(reply.url).content.decode()
    assert "Is it like the work of Flight Attendants?" in page
    assert "<mark>" in page
    with acting_as_system("test"):
        assert not ana.person.jobs.exists()
    home = ana.client.get(reverse("participant:home")).content.decode()
    assert "Check what we read in your résumé" in home
    with acting_as_system("test"):
        lines = Document.objects.get().findings["lines"]
    jobs = [n for n, line in enumerate(lines, 1) if line["kind"] == "job"]
    assert len(jobs) == 2
    first = jobs[0]
    said = {
        f"keep-{first}": "on",
        f"title-{first}": "Cabin crew",
        f"start-{first}": "2015-03-01",
        f"is-{first}": "yes",
    }
    assert ana.client.post(reply.url, said).status_code == 302
    with acting_as_system("test"):
        job = ana.person.jobs.get()
        assert (job.title, job.occupation_code, job.source) == ("Cabin crew", "53-2031.00", "resume")
        assert RESUME[job.span_start : job.span_end].startswith("Flight Attendant")


def test_a_job_that_is_known_already_is_not_told_twice(ana):
    """The agency wrote the job down; the résumé says it again: its years must not count double."""
    with acting_as_system("test"):
        ana.person.jobs.create(title="Flight attendant", occupation_code="53-2031.00", start=date(2015, 3, 1))
    url = send(ana).url
    with acting_as_system("test"):
        lines = Document.objects.get().findings["lines"]
    first = next(n for n, line in enumerate(lines, 1) if line["kind"] == "job")
    said = {
        f"keep-{first}": "on",
        f"title-{first}": "Flight Attendant",
        f"start-{first}": "2015-03-15",
        f"is-{first}": "yes",
    }
    assert ana.client.post(url, said).status_code == 302
    with acting_as_system("test"):
        job = ana.person.jobs.get()
        assert (job.title, job.start, job.source) == ("Flight attendant", date(2015, 3, 1), "resume")


def test_a_date_that_is_none_saves_nothing(ana):
    url = send(ana).url
    reply = ana.client.post(url, {"keep-1": "on", "start-1": "spring", "title-1": "x"})
    assert reply.status_code == 200
    assert "Nothing was saved" in reply.content.decode()
    with acting_as_system("test"):
        assert not ana.person.jobs.exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.txt"),
        (b"\x00\x01\x02\x03" * 200, "x.doc"),
        (b"%PDF-1.4\n%%EOF", "scan.pdf"),
        (b"{}", "x.json"),
    ],
)
def test_a_file_that_is_no_resume_is_said_and_nothing_is_lost(ana, data, name):
    reply = send(ana, data, name)
    assert reply.status_code == 422
    assert "usa-error-message" in reply.content.decode()
    with acting_as_system("test"):
        assert not Document.objects.exists()


def test_markup_in_a_resume_stays_text(ana):
    url = send(ana, RESUME + "\n<script>alert(1)</script>\n").url
    assert "<script>alert" not in ana.client.get(url).content.decode()


def test_jobs_and_needs_are_mine_to_change(ana):
    reply = ana.client.post(reverse("participant:add_job"), {"title": "Cashier", "start": "2019-01-01"})
    assert reply.status_code == 302
    with acting_as_system("test"):
        job = ana.person.jobs.get()
        assert job.occupation_code == "41-2011.00"
    wrong = ana.client.post(
        reverse("participant:add_job"), {"title": "C", "start": "2019-01-01", "end": "2018-01-01"}
    )
    assert wrong.status_code == 422
    edited = {"name": "Ana Silva", "scenario": "displaced", "wage_floor": "30000", "barriers": ["childcare"]}
    assert ana.client.post(reverse("participant:edit"), edited).status_code == 302
    page = ana.client.get(reverse("participant:profile")).content.decode()
    assert "At least $30,000 a year" in page
    assert "Help with: Child or family care" in page
    ana.client.post(reverse("participant:remove_line", args=["job", job.pk]))
    with acting_as_system("test"):
        assert not ana.person.jobs.exists()


def test_taking_consent_back_shuts_the_record_at_once(town, ana):
    url = reverse("program:person", args=[ana.person.pk])
    assert town.manager.client.get(url).status_code == 200
    privacy = ana.client.get(reverse("participant:privacy")).content.decode()
    assert "Manager" in privacy
    assert ana.client.post(reverse("participant:stop", args=[ana.consent.pk])).status_code == 302
    assert town.manager.client.get(url).status_code == 404
    assert town.coach.client.get(reverse("coach:person", args=[ana.person.pk])).status_code == 404
    assert "Nobody but you" in ana.client.get(reverse("participant:privacy")).content.decode()
    allow = reverse("participant:allow", args=[town.agency.pk])
    until = (timezone.localdate() + timedelta(days=40)).isoformat()
    ana.client.post(allow, {"scopes": ["profile"], "until": until})
    assert town.manager.client.get(url).status_code == 200


def test_after_revoking_sql_as_the_web_role_returns_nothing(town, ana, as_web_role):
    ana.client.post(reverse("participant:stop", args=[ana.consent.pk]))
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        assert not Participant.objects.filter(pk=ana.person.pk).exists()


def test_an_organization_nobody_chose_cannot_be_let_in_by_its_id(town, ana):
    with acting_as_system("test"):
        other = town.stranger.organization.pk
    assert (
        ana.client.post(reverse("participant:allow", args=[other]), {"scopes": ["profile"]}).status_code
        == 404
    )


def test_everything_about_me_as_a_file(ana):
    send(ana)
    data = json.loads(ana.client.get(reverse("participant:download")).content)
    assert data["person"]["name"] == "Ana Silva"
    assert (
        data["documents"][0]["text"] == RESUME.strip() or "Flight Attendant" in data["documents"][0]["text"]
    )


def test_staff_have_no_business_here(town, ana):
    for name in ("home", "profile", "privacy", "download"):
        assert town.manager.client.get(reverse(f"participant:{name}")).status_code == 403


def test_another_persons_lines_are_not_mine_to_remove(town, ana):
    ana.client.post(reverse("participant:add_job"), {"title": "Cashier"})
    with acting_as_system("test"):
        job = ana.person.jobs.get()
        user = User.objects.create_user("bo@example.org", name="Bo")
        Participant.objects.create(registered_by=town.agency, code="P-2", user=user)
    client = signed_in(user)
    assert client.post(reverse("participant:remove_line", args=["job", job.pk])).status_code == 404


def test_a_resume_is_confirmed_once(ana):
    url = send(ana).url
    for _ in range(2):
        ana.client.post(url, {"keep-1": "on", "title-1": "Cabin crew"})
    with acting_as_system("test"):
        assert ana.person.jobs.count() == 1
