"""What an employer reads of a person, and what a person is told of a job: both as they stood when they were asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from gainful.domain.accounts.models import User
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.reach import reach_of
from gainful.domain.participants.models import Participant
from gainful.domain.plans.models import PlanPerson
from gainful.engine.occupations import load_reference

PARTS = ("contact", "jobs", "credentials")
"""Parts of the card that the person may leave out; name and fit are what an introduction is."""
MOST_LINES = 12


def part_labels() -> dict[str, str]:
    """Return the parts that a person may leave out, in words."""
    return {
        "contact": _("How to reach me: e-mail and phone"),
        "jobs": _("The jobs I have had"),
        "credentials": _("My licenses and certificates"),
    }


def card_of(person: Participant, place: PlanPerson | None, note: str = "") -> dict[str, Any]:
    """Return what the employer would read: name, contact, jobs, credentials, what they can do and have learned."""
    part = place.part if place is not None else {}
    reach = reach_of(person)
    return {
        "name": person.name or person.code,
        "contact": {"email": reach.email, "phone": reach.phone},
        "jobs": [_job_words(job) for job in person.jobs.all()[:MOST_LINES]],
        "credentials": [str(one.name) for one in person.credentials.all()[:MOST_LINES]],
        "can": [str(one) for one in part.get("already_has", ())][:MOST_LINES],
        "learns": _learns(place),
        "note": note.strip()[:600],
    }


def _job_words(job: Any) -> str:
    title = job.title or _title(job.occupation_code)
    years = "–".join(f"{day:%Y}" for day in (job.start, job.end) if day)
    return ", ".join(word for word in (title, job.employer, years) if word)


def _title(code: str) -> str:
    try:
        return load_reference().occupation(code).title if code else ""
    except KeyError:
        return code


def _learns(place: PlanPerson | None) -> list[str]:
    if place is None:
        return []
    takes = place.part.get("takes")
    courses: Iterable[Any] = place.plan.courses.all()
    return [
        course.title
        for course in courses
        if takes is None or str(course.course_id) in {str(t) for t in takes}
    ][:MOST_LINES]


def without(card: dict[str, Any], hidden: Iterable[str]) -> dict[str, Any]:
    """Return the card without the parts that the person leaves out."""
    left_out = set(hidden) & set(PARTS)
    return {key: value for key, value in card.items() if key not in left_out}


def job_of(order: JobOrder, contact: User | None) -> dict[str, Any]:
    """Return what the person is told of the job, and whom to ask."""
    return {
        "title": order.title,
        "occupation": order.occupation_code,
        "employer": order.employer_label,
        "place": order.place,
        "pay": order.pay_words,
        "wage": str(order.wage_low or order.wage_high or ""),
        "wage_unit": order.wage_unit,
        "schedule": order.schedule_words,
        "hours": order.hours_per_week,
        "agency": order.agency.name,
        "contact": contact.name if contact else "",
        "contact_email": contact.email if contact else "",
    }
