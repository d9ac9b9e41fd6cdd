"""A stored plan as data to take away: people by code, never by name."""

from __future__ import annotations

from typing import Any

from gainful.domain.plans.models import Plan


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain data; money as strings of dollars, so that nothing is rounded on the way."""
    order, version = plan.job_order, plan.profile_version
    return {
        "plan": str(plan.pk),
        "version": plan.number,
        "job_order": str(order.pk),
        "reference_version": version.reference_version,
        "occupation": {"code": order.occupation_code, "title": order.occupation_title},
        "profile": [
            {
                "competency_id": line.competency_id,
                "taxonomy": line.taxonomy,
                "name": line.name,
                "level": line.level,
                "importance": line.importance,
                "need": line.need,
                "evidence": {"kind": line.evidence_kind, "start": line.span_start, "end": line.span_end},
            }
            for line in version.lines.all()
        ],
        "people": [
            {"code": person.code, "hours_low": person.hours_low, "hours_high": person.hours_high,
             "wage_change": person.wage_change, "short_of": person.short_of, "support": person.support}
            for person in plan.people.all()
        ],
        "courses": [
            {"title": course.title, "provider": course.provider, "starts_on": course.starts_on,
             "ends_on": course.ends_on, "hours": course.hours, "price": str(course.price),
             "competencies": course.competencies}
            for course in plan.courses.all()
        ],
        "budget": [
            {"part": line.share, "label": line.label, "quantity": str(line.quantity), "unit": line.unit,
             "unit_price": str(line.unit_price), "amount": str(line.amount), "source": line.basis}
            for line in plan.budget_lines.all()
        ],
        "mix": plan.mix,
        "cost": {"total": str(plan.cost_total), "people": plan.people_count, "per_person": plan.cost_per_person},
        "weeks": plan.weeks,
        "scenario": plan.scenario,
        "unknown": plan.unknowns,
        "messages": plan.messages,
        "result": plan.result,
    }  # fmt: skip


TEMPLATE = """
#let d = json(bytes(sys.inputs.plan))
#set document(title: "Plan: " + d.title)
#set page(margin: 2.2cm, numbering: "1 / 1")
#set text(font: ("Libertinus Serif",), size: 10.5pt, lang: "en")
#set table(stroke: 0.4pt + luma(180), inset: 5pt)
= Plan: #d.title
#text(size: 12pt)[#d.sentence]

#d.occupation · #d.employer · version #d.version

== Courses
#table(columns: (3fr, 2fr, auto, auto, auto),
  table.header([*Course*], [*Provider*], [*Dates*], [*Hours*], [*USD a person*]),
  ..d.courses.flatten())

== Budget
#table(columns: (auto, 4fr, auto, auto, auto),
  table.header([*Part*], [*What*], [*Quantity*], [*Unit price*], [*USD*]),
  ..d.budget.flatten())

== People
#table(columns: (auto, auto, 1fr),
  table.header([*Code*], [*Training hours, estimate*], [*Support*]),
  ..d.people.flatten())

== What we do not know
#for item in d.unknown [- #item
]
#v(2em)
Name and title: #line(length: 60%, stroke: 0.4pt)
Signature and date: #line(length: 60%, stroke: 0.4pt)
"""


def plan_pdf(plan: Plan, sentence: str = "") -> bytes:
    """Return the plan as a PDF with a place to sign (typst; text is passed as data, never as markup)."""
    import json

    import typst

    data = {
        "title": plan.job_order.title,
        "sentence": sentence,
        "occupation": plan.job_order.occupation_title,
        "employer": plan.job_order.employer_label,
        "version": str(plan.number),
        "courses": [
            [c.title, c.provider, f"{c.starts_on} to {c.ends_on}", f"{c.hours:g}", f"{c.price:,.2f}"]
            for c in plan.courses.all()
        ],
        "budget": [
            [b.share, b.label, f"{b.quantity:g} {b.unit}", f"{b.unit_price:,.2f}", f"{b.amount:,.2f}"]
            for b in plan.budget_lines.all()
        ]
        + [["total", "", "", "", f"{plan.cost_total:,.2f}"]],
        "people": [
            [p.code, f"{p.hours_low or 0:.0f} to {p.hours_high or 0:.0f}", ", ".join(p.support)]
            for p in plan.people.all()
        ],
        "unknown": plan.unknowns,
    }
    return bytes(typst.compile(TEMPLATE.encode(), sys_inputs={"plan": json.dumps(data)}))
