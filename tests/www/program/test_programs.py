"""Programs apart from each other, with sites, funds and managers; plan and actual of a job order."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.programs.models import Fund, Program, ProgramManager, Site
from tests.person import ana
from tests.plans import planned

__all__ = ["ana"]


@pytest.fixture
def program(town):
    town.manager.client.post(reverse("program:programs"), {"name": "Care careers", "about": "Nursing"})
    with acting_as_system("test"):
        return Program.objects.get()


def page(client, name, *args):
    return client.get(reverse(f"program:{name}", args=args)).content.decode()


def test_a_program_is_started_once(town, program):
    again = town.manager.client.post(reverse("program:programs"), {"name": "care  CAREERS"})
    assert again.status_code == 422
    assert "already" in again.content.decode()
    assert "Care careers" in page(town.manager.client, "programs")
    assert "Care careers" not in page(town.stranger.client, "programs")
    assert "No program yet" in page(town.stranger.client, "programs")


def test_sites_funds_and_managers(town, program):
    client = town.manager.client
    client.post(
        reverse("program:program_site", args=[program.pk]), {"site-name": "North", "site-address": "1 Elm St"}
    )
    fund = {
        "fund-name": "Title I",
        "fund-amount": "50000",
        "fund-starts_on": "2027-01-01",
        "fund-ends_on": "2027-12-31",
    }
    client.post(reverse("program:program_fund", args=[program.pk]), fund)
    with acting_as_system("test"):
        assert (Site.objects.get().name, Fund.objects.get().amount) == ("North", 50_000)
        assert ProgramManager.objects.get().user_id == town.manager.user.pk
    wrong = client.post(
        reverse("program:program_fund", args=[program.pk]),
        {**fund, "fund-name": "X", "fund-ends_on": "2026-01-01"},
    )
    assert wrong.status_code == 422
    twice = client.post(reverse("program:program_site", args=[program.pk]), {"site-name": "North"})
    assert twice.status_code == 422
    client.post(
        reverse("program:program_managers", args=[program.pk]), {"managers": [str(town.coach.user.pk)]}
    )
    with acting_as_system("test"):
        assert not ProgramManager.objects.exists(), "a coach is no manager; nobody was chosen"
    assert town.stranger.client.get(reverse("program:program", args=[program.pk])).status_code == 404


def test_a_manager_of_two_programs_sees_them_apart(town, ana, program):
    assert "All programs" not in page(town.manager.client, "home")
    town.manager.client.post(reverse("program:programs"), {"name": "Welding"})
    order = planned(town, ana.person).job_order
    with acting_as_system("test"):
        order.program = program
        order.save()
        other = Program.objects.exclude(pk=program.pk).get()
    home = reverse("program:home")
    assert "All programs" in page(town.manager.client, "home")
    assert order.title in town.manager.client.get(home, {"program": program.pk}).content.decode()
    assert order.title not in town.manager.client.get(home, {"program": other.pk}).content.decode()
    assert town.manager.client.get(home, {"program": "nonsense"}).status_code == 200


def test_another_agencys_program_takes_no_job_order(town, ana, program):
    order = planned(town, ana.person).job_order
    with acting_as_system("test"):
        program.organization = town.stranger.organization
        program.save()
    data = {"title": order.title, "program": str(program.pk), "openings": 1}
    town.manager.client.post(reverse("program:job_edit", args=[order.pk]), data)
    with acting_as_system("test"):
        order.refresh_from_db()
    assert order.program_id is None


def test_plan_and_actual_of_a_job_order(town, ana):
    plan = planned(town, ana.person, status="sent_to_employer")
    address = reverse("program:job_ledger", args=[plan.job_order_id])
    assert "Nothing is planned yet" in town.manager.client.get(address).content.decode()
    with acting_as_system("test"):
        plan.status = "signed"
        plan.save(update_fields=["status"])
    assert "not known yet" in town.manager.client.get(address).content.decode()
    day = timezone.localdate().isoformat()
    data = {
        "part": "train",
        "label": "First class",
        "day": day,
        "hours": "1.5",
        "cost": "40",
        "person": "P01",
    }
    assert "Entered." in town.manager.client.post(address, data, follow=True).content.decode()
    shown = town.manager.client.get(address).content.decode()
    assert "$40 is spent of $2,800 planned." in shown
    assert town.manager.client.post(address, {**data, "cost": "", "hours": ""}).status_code == 422
    assert town.manager.client.post(address, {**data, "day": "2999-01-01"}).status_code == 422
    csv = town.manager.client.get(
        reverse("program:job_ledger_export", args=[plan.job_order_id])
    ).content.decode()
    assert "First class,P01" in csv
    with acting_as_system("test"):
        from gainful.domain.ledger.models import LedgerRow

        row = LedgerRow.objects.get(is_actual=True)
    back = reverse("program:job_ledger_take_back", args=[plan.job_order_id, row.pk])
    assert "Taken back." in town.manager.client.post(back, follow=True).content.decode()
    assert "taken back already" in town.manager.client.post(back, follow=True).content.decode()
    assert town.stranger.client.get(address).status_code == 404


def test_the_same_through_the_api(town, ana, program):
    plan = planned(town, ana.person)
    path = f"/api/v1/job-orders/{plan.job_order_id}"
    data = {
        "part": "train",
        "label": "Class",
        "day": timezone.localdate().isoformat(),
        "cost": "40",
        "person": "P01",
    }
    client = town.manager.client
    assert client.post(f"{path}/ledger", data, content_type="application/json").status_code == 201
    wrong = client.post(f"{path}/ledger", {**data, "person": "P77"}, content_type="application/json")
    assert wrong.status_code == 422
    assert client.get(f"{path}/comparison").json()["actual_total"] == "40.00"
    assert [row["label"] for row in client.get(f"{path}/ledger").json()] == ["Class"]
    assert [row["name"] for row in client.get("/api/v1/programs").json()] == ["Care careers"]
    assert client.get(f"/api/v1/programs/{program.pk}/comparison").json()["planned_total"] is None
    taken = client.post("/api/v1/programs", {"name": "Care careers"}, content_type="application/json")
    assert taken.status_code == 422
    assert town.coach.client.get("/api/v1/programs").status_code == 403
