"""A plan kept in the database in the JSON form that its schema publishes, for files, the API and paper."""

from __future__ import annotations

from typing import Any

from gainful.domain.plans.models import BudgetLine, Plan, PlanPerson
from gainful.domain.plans.queries import feeders_of, plan_lines, plan_reasons
from gainful.domain.plans.sentences import plan_sentence
from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile_json import line_to_json
from gainful.exchange.plans.json_plan import SCHEMA_VERSION, feeder_to_json, money


def stored_plan(
    plan: Plan, *, names: bool = False, shared: bool = False, feeders: bool = True
) -> dict[str, Any]:
    """Return plain dicts and lists. People stand by code unless `names`, and only those whose consent the actor has.

    `shared` is for readers outside the agency: no person's support, last work or pay, no parts of single people's help.
    """
    order, version = plan.job_order, plan.profile_version
    rows = plan.people.select_related("participant")
    in_pool = None if shared else plan.result.get("by_occupation")
    found = feeders_of(order, version, in_pool).feeders if feeders and version.lines.exists() else ()
    shares = plan.mix.get("shares", {})
    return {
        "schema": SCHEMA_VERSION,
        "plan": str(plan.pk),
        "version": plan.number,
        "status": plan.status,
        "job_order": str(order.pk),
        "title": order.title,
        "employer": order.employer_label,
        "sentence": plan_sentence(plan),
        "reference_version": version.reference_version,
        "occupation": {"code": order.occupation_code or None, "title": order.occupation_title or None},
        "openings": order.openings,
        "wage": order.wage_annual,
        "area": order.area_code or None,
        "profile": [line_to_json(line) for line in version.profile().lines],
        "feeder_occupations": [feeder_to_json(feeder) for feeder in found],
        "candidates": {"on_list": plan.result.get("candidates"), "excluded": plan.result.get("excluded", {})},
        "people": [_person(plan, row, names=names and not shared, shared=shared) for row in rows],
        "courses": _courses(plan),
        "on_the_job": plan.result.get("on_the_job", []),
        "mix": {
            "scenario": plan.scenario,
            "shares": shares,
            "reference": plan.mix.get("reference", {}),
            "reasons": plan_reasons(plan, shared=shared),
        },
        "cost": {
            "currency": "USD",
            "total": money(plan.cost_total),
            "per_person": round(plan.cost_per_person or 0.0, 2),
            "people": plan.people_count,
            "lines": [_line(line) for line in plan_lines(plan, shared=shared)],
        },
        "schedule": {"start": plan.starts_on and plan.starts_on.isoformat(), "weeks": plan.weeks},
        "choice": {key: plan.result.get(key) for key in ("optimal", "gap", "considered")},
        "unknowns": [str(said) for said in plan.not_known],
        "messages": plan.messages,
    }


def _person(plan: Plan, row: PlanPerson, *, names: bool, shared: bool) -> dict[str, Any]:
    takes = set(plan.result.get("takes", {}).get(row.code, ()))
    offered = [str(course.course_id) for course in plan.courses.all()]
    return {
        "rank": row.position + 1,
        "id": row.code,
        "name": str(row.participant) if names else None,
        "occupation": {"code": None, "title": None} if shared else _work(plan, row.code),
        "hours_low": row.hours_low,
        "hours_high": row.hours_high,
        "wage_change": None if shared else row.wage_change,
        "short_of": row.short_of,
        "support": [] if shared else row.support,
        "course_hours": plan.result.get("course_hours", {}).get(row.code),
        "takes": [key for key in offered if key in takes],
        "skips": [key for key in offered if key not in takes],
        "what_would_change": row.reasons,
    }


def _work(plan: Plan, code: str) -> dict[str, str | None]:
    """Return a person's last occupation as the plan was made with it."""
    occupation = plan.result.get("last_work", {}).get(code)
    if not occupation:
        return {"code": None, "title": None}
    reference = load_reference(plan.profile_version.reference_version)
    return {"code": occupation, "title": reference.occupation(occupation).title}


def _courses(plan: Plan) -> list[dict[str, Any]]:
    names = {line.competency_id: line.name for line in plan.profile_version.lines.all()}
    return [
        {
            "id": str(course.course_id or course.pk),
            "title": course.title,
            "provider": course.provider,
            "hours": course.hours,
            "price": money(course.price),
            "modality": course.modality,
            "start": course.starts_on.isoformat(),
            "end": course.ends_on.isoformat(),
            "closes": [names.get(key, key) for key in course.competencies],
            "competencies": course.competencies,
        }
        for course in plan.courses.all()
        if course.starts_on and course.ends_on
    ]


def _line(line: BudgetLine) -> dict[str, Any]:
    return {
        "part": line.share,
        "kind": "course" if line.share == "train" and line.unit == "person" else line.share,
        "label": line.label,
        "quantity": float(line.quantity),
        "unit": line.unit,
        "unit_price": money(line.unit_price),
        "amount": money(line.amount),
        "source": line.basis,
    }
