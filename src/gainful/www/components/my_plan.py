"""One person's part of a plan, as they read it signed in or through their own link."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gainful.domain.participants.models import BarrierKind
from gainful.domain.plans.asks import in_persons_words
from gainful.domain.plans.plan_for_participant import MyPlan
from gainful.domain.plans.states import Answer, Misfit
from gainful.www.components.plan_words import (
    change_words,
    course_words,
    day_one_words,
    help_words,
    is_there_a_job,
    job_facts,
    job_words,
    next_in_plan,
    start_words,
    wait_words,
    when_words,
)

ANSWERS: dict[str, Any] = {
    "answers": [choice for choice in Answer.choices if choice[0]],
    "misfits": Misfit.choices,
}
"""What a person may say."""


def plan_section(plan: MyPlan) -> dict[str, Any]:
    """Return what the page shows of one plan."""
    today = timezone.localdate()
    title, why = next_in_plan(plan, today)
    classes = [
        {
            "title": course.title,
            "when": when_words(course),
            "where": course_words(course),
            "done": bool(plan.is_signed and course.ends_on and course.ends_on < today),
        }
        for course in plan.courses
    ]
    return {
        "plan": plan,
        "asks": [in_persons_words(each) for each in plan.asks],
        "job": job_words(plan),
        "next": title,
        "why": why,
        "facts": job_facts(plan),
        "classes": classes,
        "is_there_a_job": is_there_a_job(plan),
        "change": change_words(plan),
        "day_one": day_one_words(plan),
        "start": start_words(plan),
        "wait": wait_words(plan),
        "gets_money": BarrierKind.INCOME in plan.support,
        "help": help_words(plan),
        "answered": str(Answer(plan.answer).label) if plan.answer else "",
    }
