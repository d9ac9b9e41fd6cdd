"""A plan as rows, without working one out: two people, a course for each, support for one."""

from __future__ import annotations

from datetime import date
from typing import Any

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.organizations.models import Course
from gainful.domain.participants.models import Participant
from gainful.domain.plans.models import Plan, PlanCourse, PlanPerson, PlanSupportItem
from gainful.engine.planning.document import OccupationPart, PersonPart, PlanDocument, SharesPart, ShortPart

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


def document(**values: Any) -> dict[str, Any]:
    """Return a plan's document as it is stored: no courses, no people, one thing learned on the job."""
    shares = SharesPart(train=50, support=30, measure=20)
    whole = {
        "title": "Nursing Assistant",
        "sentence": "2 people.",
        "reference_version": "onet-30.0",
        "occupation": {"code": None, "title": None},
        "openings": 2,
        "wage": None,
        "area": None,
        "profile": [],
        "feeder_occupations": [],
        "candidates": {"on_list": 2, "under_200_hours": 0, "excluded": {}},
        "people": [],
        "courses": [],
        "on_the_job": [
            {
                "competency_id": "onet:2.B.1.a",
                "name": "Teamwork",
                "reason": "Practice.",
                "is_credential": False,
            }
        ],
        "mix": {"scenario": "displaced", "shares": shares, "reference": shares, "reasons": []},
        "cost": {"total": 0, "per_person": 0, "people": 2, "lines": []},
        "schedule": {"start": FIRST, "weeks": 8},
        "choice": {"optimal": True, "gap": 0, "considered": 2},
        "unknowns": [],
    }
    return PlanDocument.from_json({**whole, **values}).to_json()


def person_part(code: str, **values: Any) -> dict[str, Any]:
    """Return one person's part of a plan as it is stored."""
    short = tuple(values.get("short_of", ()))
    part = PersonPart(
        rank=1, id=code, name=None, occupation=OccupationPart(), hours_low=40, hours_high=80, cost=None,
        wage_change=None, short_of=short, already_has=(), support=values.get("support", ()), course_hours=0,
        takes=values.get("takes", ()), skips=(), what_would_change=(),
        without_course=tuple(item.competency_id for item in short),
    )  # fmt: skip
    return part.model_dump(mode="json")


def _short(name: str) -> ShortPart:
    key = f"onet:{name.lower()}"
    return ShortPart(competency_id=key, name=name, required=3, held=2, hours_low=4, hours_high=8)


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
            document=document(wage=order.wage_annual),
        )  # fmt: skip
        other = Participant.objects.create(
            registered_by=town.agency, code=f"P-other-{plan.number}", name="Bo Marrowbone"
        )
        courses = _courses(town, plan) if plan.number == 1 else []
        takes = [(str(course.course_id),) for course in courses] or [(), ()]
        for place, (who, need) in enumerate(((person, "transport"), (other, "legal"))):
            part = person_part(
                f"P{place + 1:02d}",
                takes=takes[place],
                support=(need,),
                short_of=[_short(("Teamwork", "Cooking")[place])],
            )
            PlanPerson.objects.create(plan=plan, participant=who, position=place, code=part["id"], part=part)
        for kind, label in (("coaching", "Job coach"), ("legal", "Legal help")):
            PlanSupportItem.objects.create(plan=plan, kind=kind, label=label, people_count=2, total=100)
    return plan
