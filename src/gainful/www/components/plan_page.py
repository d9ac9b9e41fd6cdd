"""What a plan's page shows: the sentence, the mix as bars, the calendar, the budget that adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gainful.domain.plans.models import Plan, PlanCourse, Share
from gainful.domain.plans.queries import plan_lines, plan_reasons
from gainful.domain.plans.sentences import plan_sentence

UNITS: dict[str, tuple[str | Promise, str | Promise]] = {
    "person": (gettext_lazy("person"), gettext_lazy("people")),
    "hour": (gettext_lazy("hour"), gettext_lazy("hours")),
    "week": (gettext_lazy("week"), gettext_lazy("weeks")),
    "month": (gettext_lazy("month"), gettext_lazy("months")),
    "wave": (gettext_lazy("wave"), gettext_lazy("waves")),
    "plan": (gettext_lazy("plan"), gettext_lazy("plans")),
}
WIDTH, LABEL, ROW = 760, 230, 34
SCENARIOS: dict[str, str | Promise] = {
    "displaced": gettext_lazy("displaced worker"),
    "incumbent": gettext_lazy("worker who already has a job"),
    "nontraditional": gettext_lazy("nontraditional worker"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a mix bar: place and width in percent."""

    share: str
    label: str
    percent: int
    x: float
    middle: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One course in the calendar, in drawing units."""

    title: str
    when: str
    x: float
    y: float
    width: float


def mix_bar(shares: dict[str, int]) -> list[Segment]:
    """Return the three parts side by side, in the loop's order."""
    found, x = [], 0.0
    for share in Share:
        percent = int(shares.get(share.value, 0))
        found.append(Segment(share.value, str(share.label), percent, x, x + percent / 2))
        x += percent
    return found


def gantt(courses: list[PlanCourse]) -> dict[str, Any]:
    """Return the calendar's bars and its week lines, drawn on the server."""
    timed = [c for c in courses if c.starts_on and c.ends_on]
    if not timed:
        return {"bars": [], "ticks": [], "height": 0, "width": WIDTH}
    first: date = min(c.starts_on for c in timed if c.starts_on)
    last: date = max(c.ends_on for c in timed if c.ends_on)
    span = max(7, (last - first).days + 3)
    scale = (WIDTH - LABEL) / span
    bars = [
        Bar(
            c.title,
            f"{date_format(c.starts_on, 'j M')} – {date_format(c.ends_on, 'j M')}",
            LABEL + (c.starts_on - first).days * scale,
            30 + ROW * i,
            max(6.0, ((c.ends_on - c.starts_on).days + 1) * scale),
        )
        for i, c in enumerate(timed)
        if c.starts_on and c.ends_on
    ]
    weeks = max(1, span // 7 // 10 + 1)
    ticks = [
        (LABEL + days * scale, date_format(first + timedelta(days=days), "j M"))
        for days in range(0, span, 7 * weeks)
    ]
    return {"bars": bars, "ticks": ticks, "height": 36 + ROW * len(bars), "width": WIDTH}


def unit_words(unit: str, quantity: Decimal) -> str:
    """Return a unit in the number that its quantity asks for."""
    found = UNITS.get(unit)
    return unit if found is None else str(found[0] if quantity == 1 else found[1])


def plan_context(plan: Plan, *, hide_people: bool = True) -> dict[str, Any]:
    """Return everything a plan's page shows; with `hide_people` only codes, never a name."""
    courses = list(plan.courses.all())
    lines = plan_lines(plan, shared=hide_people)
    names = {line.competency_id: line.name for line in plan.profile_version.lines.all()}
    for course in courses:
        course.closes = [names.get(key, key) for key in course.competencies]  # type: ignore[attr-defined]
    for line in lines:
        line.unit_words = unit_words(line.unit, line.quantity)  # type: ignore[attr-defined]
    groups = [
        (share.value, share.label, [line for line in lines if line.share == share.value]) for share in Share
    ]
    budget = [
        (key, label, rows, sum((row.amount for row in rows), Decimal(0)))
        for key, label, rows in groups
        if rows
    ]
    people = [] if hide_people else list(plan.people.select_related("participant"))
    return {
        "plan": plan,
        "sentence": plan_sentence(plan),
        "mix_bar": mix_bar(plan.mix.get("shares", {})),
        "reference_bar": mix_bar(plan.mix.get("reference", {})),
        "scenario_words": SCENARIOS.get(plan.scenario, plan.scenario),
        "reasons": plan_reasons(plan, shared=hide_people),
        "calendar": gantt(courses),
        "courses": courses,
        "budget": budget,
        "total": plan.cost_total,
        "on_the_job": plan.result.get("on_the_job", []),
        "result": plan.result,
        "people": people,
        "signature": getattr(plan, "signature", None),
    }
