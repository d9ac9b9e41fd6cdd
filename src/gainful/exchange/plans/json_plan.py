"""A plan as JSON, and the JSON Schema (2020-12) it keeps to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gainful.engine.mix import BudgetLine, Part
from gainful.engine.planning import PlannedPerson, UpskillingPlan
from gainful.engine.postings.profile_json import line_to_json
from gainful.engine.ranking.feeders import Feeder

SCHEMA_VERSION = "gainful.plan/1"


def plan_to_json(plan: UpskillingPlan, *, names: bool = True) -> dict[str, Any]:
    """Return plain dicts and lists; `names=False` leaves people as codes, for a shared link."""
    return {
        "schema": SCHEMA_VERSION,
        "title": plan.title,
        "sentence": plan.sentence,
        "reference_version": plan.required.reference_version,
        "occupation": {"code": plan.occupation_code, "title": plan.occupation_title},
        "openings": plan.openings,
        "wage": plan.wage,
        "area": plan.area,
        "profile": [line_to_json(line) for line in plan.required.lines],
        "feeder_occupations": [feeder_to_json(feeder) for feeder in _feeders(plan)],
        "candidates": {
            "on_list": plan.candidates,
            "under_200_hours": plan.under_200_hours,
            "excluded": plan.excluded,
        },
        "people": [_person(planned, names=names) for planned in plan.people],
        "courses": _courses(plan),
        "on_the_job": [
            {"competency_id": item.need.competency_id, "name": item.need.name, "reason": item.reason}
            for item in plan.curriculum.on_the_job
        ],
        "mix": {
            "scenario": plan.scenario.value,
            "shares": {part.value: plan.mix.shares[part] for part in Part},
            "reference": {part.value: plan.mix.reference[part] for part in Part},
            "reasons": list(plan.mix.reasons),
        },
        "cost": {
            "currency": "USD",
            "total": money(plan.total),
            "per_person": money(plan.per_person),
            "lines": [_budget_line(line) for line in plan.budget],
        },
        "schedule": {"start": plan.start.isoformat(), "weeks": plan.weeks},
        "choice": {
            "optimal": plan.curriculum.optimal,
            "gap": plan.curriculum.gap,
            "considered": plan.curriculum.considered,
        },
        "unknowns": list(plan.unknowns),
    }


def money(amount: Decimal) -> float:
    """Return dollars and cents as a JSON number."""
    return float(round(amount, 2))


def _feeders(plan: UpskillingPlan) -> tuple[Feeder, ...]:
    return plan.feeders.feeders if plan.feeders else ()


def feeder_to_json(feeder: Feeder) -> dict[str, Any]:
    """Return one feeder occupation; hours are an estimated range, wages annual USD."""
    return {
        "code": feeder.code,
        "title": feeder.title,
        "nearness": round(feeder.nearness, 4),
        "shortfall": round(feeder.shortfall, 4),
        "surplus": round(feeder.surplus, 4),
        "hours_low": round(feeder.hours_low, 1),
        "hours_high": round(feeder.hours_high, 1),
        "wage_now": feeder.wage_now,
        "wage_change": feeder.wage_change,
        "local_employment": feeder.local_employment,
        "in_pool": feeder.in_pool,
        "job_zone": feeder.job_zone,
        "step": feeder.step,
        "group": feeder.group,
        "short_of": [
            {
                "competency_id": line.competency_id,
                "name": line.name,
                "required": line.required,
                "held": line.held,
            }
            for line in feeder.short_of
        ],
        "reasons": list(feeder.reasons),
    }


def _person(planned: PlannedPerson, *, names: bool) -> dict[str, Any]:
    person = planned.person
    return {
        "rank": person.rank,
        "id": person.id,
        "name": person.name if names else None,
        "occupation": {"code": person.occupation_code, "title": person.occupation_title},
        "hours_low": round(person.hours_low, 1),
        "hours_high": round(person.hours_high, 1),
        "cost": round(person.cost, 2),
        "wage_change": person.wage_change,
        "short_of": [
            {
                "competency_id": item.competency_id,
                "name": item.name,
                "required": round(item.required, 2),
                "held": None if item.held is None else round(item.held, 2),
                "hours_low": round(item.hours_low, 1),
                "hours_high": round(item.hours_high, 1),
            }
            for item in person.short_of
        ],
        "already_has": list(person.already_has),
        "support": list(person.support),
        "course_hours": planned.course_hours,
        "takes": list(planned.takes),
        "skips": list(planned.skips),
        "what_would_change": list(person.what_would_change),
    }


def _courses(plan: UpskillingPlan) -> list[dict[str, Any]]:
    return [
        {
            "id": item.course.id,
            "title": item.course.title,
            "provider": item.course.provider,
            "hours": item.course.hours,
            "price": money(item.course.price),
            "modality": item.course.modality,
            "start": item.start.isoformat(),
            "end": item.end.isoformat(),
            "weeks": item.weeks,
            "closes": list(item.closes),
            "reason": item.reason,
        }
        for item in plan.curriculum.courses
    ]


def _budget_line(line: BudgetLine) -> dict[str, Any]:
    return {
        "part": line.part.value,
        "kind": str(line.kind),
        "label": line.label,
        "quantity": float(line.quantity),
        "unit": line.unit,
        "unit_price": money(line.unit_price),
        "amount": money(line.amount),
        "source": line.source,
    }


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": {**required, **optional}}


_TEXT, _NUMBER, _MAYBE = {"type": "string"}, {"type": "number"}, {"type": ["number", "null"]}
_MAYBE_TEXT = {"type": ["string", "null"]}
_OCCUPATION = _object({"code": _MAYBE_TEXT, "title": _MAYBE_TEXT})
_SHARES = _object({part.value: {"type": "integer", "minimum": 0, "maximum": 100} for part in Part})


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_PROFILE_LINE = _object(
    {"competency_id": _TEXT, "taxonomy": _TEXT, "level": _MAYBE, "importance": _MAYBE,
     "evidence": _list(_object({"kind": _TEXT, "span": {"type": ["object", "null"]}}))}
)  # fmt: skip
_FEEDER = _object(
    {"code": _TEXT, "title": _TEXT, "shortfall": _NUMBER, "hours_low": _NUMBER, "hours_high": _NUMBER,
     "wage_change": _MAYBE}
)  # fmt: skip
_PERSON = _object(
    {
        "rank": {"type": "integer"},
        "id": _TEXT,
        "name": _MAYBE_TEXT,
        "hours_low": _NUMBER,
        "hours_high": _NUMBER,
    }
)
_COURSE = _object(
    {"id": _TEXT, "title": _TEXT, "hours": _NUMBER, "price": _NUMBER, "start": _TEXT, "end": _TEXT}
)
_LINE = _object(
    {"part": {"enum": [part.value for part in Part]}, "label": _TEXT, "quantity": _NUMBER, "unit": _TEXT,
     "unit_price": _NUMBER, "amount": _NUMBER, "source": _TEXT}
)  # fmt: skip
_COST = _object(
    {
        "currency": {"const": "USD"},
        "total": _NUMBER,
        "per_person": _NUMBER,
        "lines": _list(_LINE),
    }
)
PLAN_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Gainful upskilling plan",
    **_object(
        {
            "schema": {"const": SCHEMA_VERSION},
            "title": _TEXT,
            "sentence": _TEXT,
            "reference_version": _TEXT,
            "occupation": _OCCUPATION,
            "profile": _list(_PROFILE_LINE),
            "feeder_occupations": _list(_FEEDER),
            "people": _list(_PERSON),
            "courses": _list(_COURSE),
            "mix": _object(
                {"scenario": _TEXT, "shares": _SHARES, "reference": _SHARES, "reasons": _list(_TEXT)}
            ),
            "cost": _COST,
            "unknowns": _list(_TEXT),
            "on_the_job": _list(_object({"name": _TEXT, "reason": _TEXT})),
            "schedule": _object({"start": _MAYBE_TEXT, "weeks": {"type": "integer", "minimum": 0}}),
        }
    ),
}
