"""A plan as rows, without working one out: two people, a course for each, support for one."""

from __future__ import annotations

from datetime import date
from typing import Any

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.organizations.models import Course
from gainful.domain.participants.models import Participant
from gainful.domain.plans.models import Plan, PlanCourse, PlanPerson, PlanSupportItem

FIRST, LAST = date(2027, 1, 11), date(2027, 3, 5)


def _order(town: Any) -> JobOrder:
    return JobOrder.objects.create(
        agency=town.agency, employer=town.employer_org, title="Nursing Assistant", place="Minneapolis, MN",
        wage_low="18.00", wage_high="19.50", wage_unit="hour", hours_per_week=36, schedule="day", status="planned",
        openings=2,
    )  # fmt: skip


def _courses(town: Any, plan: Plan) -> list[PlanCourse]:
    made = []
    for place, title in enumerate(("Patient care", "Somebody else's course")):
        course = Course.objects.create(
            code=f"C-{place}", title=title, provider=town.agency, hours=120, price=1400
        )
        made.append(
            PlanCourse.objects.create(
                plan=plan, course=course, position=place, title=title, provider="Bright College",
                modality="in_person", starts_on=FIRST, ends_on=LAST, hours=120, weekly_hours=20, price=1400,
                competencies=["onet:2.A.1.b"],
            )
        )  # fmt: skip
    return made


def planned(town: Any, person: Participant, *, status: str = "signed", order: JobOrder | None = None) -> Plan:
    """Name the person, and a stranger to them, in the next plan of a job order."""
    with acting_as_system("test"):
        order = order or _order(town)
        version, _made = ProfileVersion.objects.get_or_create(
            job_order=order, number=1, defaults={"reference_version": "onet-30.0"}
        )
        plan = Plan.objects.create(
            job_order=order, profile_version=version, number=order.plans.count() + 1, status=status,
            scenario="displaced", people_count=2, created_by=town.manager.user,
        )  # fmt: skip
        other = Participant.objects.create(
            registered_by=town.agency, code=f"P-other-{plan.number}", name="Bo Marrowbone"
        )
        PlanPerson.objects.create(
            plan=plan, participant=person, position=0, code="P01", support=["transport"]
        )
        PlanPerson.objects.create(plan=plan, participant=other, position=1, code="P02", support=["legal"])
        mine, theirs = _courses(town, plan) if plan.number == 1 else (None, None)
        if mine and theirs:
            plan.result = {
                "takes": {"P01": [str(mine.course_id)], "P02": [str(theirs.course_id)]},
                "on_the_job": [{"name": "Teamwork"}],
            }
            plan.save(update_fields=["result"])
        for kind, label in (("coaching", "Job coach"), ("legal", "Legal help")):
            PlanSupportItem.objects.create(plan=plan, kind=kind, label=label, people_count=2, total=100)
    return plan
