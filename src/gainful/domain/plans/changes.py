"""What has changed since a plan was made: a plan that no longer stands on what it was made from cannot be signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import is_agency
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.versions import current_version
from gainful.domain.organizations.models import Course
from gainful.domain.participants.record_hash import record_hashes
from gainful.domain.plans.engine_inputs import required_profile_of
from gainful.domain.plans.models import Plan
from gainful.domain.plans.states import Answer
from gainful.domain.programs.queries import rates_of
from gainful.engine.competencies.document import LinePart
from gainful.engine.curriculum.calendar import offered_days
from gainful.engine.planning.document import CoursePart, OpenPart, PlanDocument
from gainful.engine.planning.made_from import rules_hash

MOST_PEOPLE = 200
"""People that one plan can name; more openings than that are planned for in several plans."""
NAMED = 3
"""How many changed things a sentence names before it counts the rest."""


class Basis(StrEnum):
    """What a plan is made from."""

    PROFILE = "profile"
    JOB = "job"
    PEOPLE = "people"
    CATALOGUE = "catalogue"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is no longer as it was when the plan was made, in words."""

    basis: Basis
    words: str


def changes_since(actor: Actor, plan: Plan) -> list[Change]:
    """Return what has changed since the plan was made, as far as the actor may see.

    Only the agency sees people, so only its readers learn of changed records; courses that the plan does not use, and
    people who are not in it, leave it as it is.
    """
    document = PlanDocument.from_json(plan.document)
    found = [*_profile(plan, document), *_job(plan, document), *_catalogue(document)]
    if is_agency(actor, plan.job_order):
        found += _people(plan)
    if document.made_from is not None and document.made_from.rules != rules_hash():
        found.append(Change(Basis.RULES, _("Prices or planning rules came with a newer version of Gainful.")))
    if is_agency(actor, plan.job_order) and document.made_from is not None:
        now = rates_of(actor, plan.job_order.program).fingerprint
        if document.made_from.rates != now:
            found.append(Change(Basis.RULES, _("Your organization's rates changed.")))
    return found


def require_up_to_date(actor: Actor, plan: Plan) -> None:
    """Refuse a step on a plan that is out of date, and say what changed."""
    changes = changes_since(actor, plan)
    if changes:
        raise JobOrderError(
            _("This plan is out of date. %(what)s") % {"what": " ".join(change.words for change in changes)},
            hint=_("Make the plan again."),
        )


def hindrances(plan: Plan) -> list[OpenPart]:
    """Return what the job needs on day one, no course closes and nobody has named a way for."""
    document = PlanDocument.from_json(plan.document)
    return [item for item in document.open_requirements if item.hinders_signing]


def require_ways(plan: Plan) -> None:
    """Refuse to offer a plan for signing while something that is needed on day one has no named way."""
    if left := hindrances(plan):
        what = _some(item.name for item in left)
        raise JobOrderError(
            _("The job needs this on day one and nothing in the plan closes it: %(what)s.") % {"what": what},
            hint=_(
                "Name the way on the plan's page: a provider, the employer, people who hold it, or that the employer "
                "accepts it later."
            ),
        )


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - NAMED
    shown = ", ".join(listed[:NAMED])
    return shown if more <= 0 else _("%(names)s and %(n)s more") % {"names": shown, "n": more}


def _profile(plan: Plan, document: PlanDocument) -> Iterable[Change]:
    current = current_version(plan.job_order)
    if current is None:
        return
    if current.reference_version != document.reference_version:
        words = _("The job was read again with %(release)s.") % {"release": current.reference_version}
        yield Change(Basis.PROFILE, words)
    before = {line.competency_id: line for line in document.profile}
    now = {line.competency_id: LinePart.model_validate(line) for line in required_profile_of(current).lines}
    gone = [line.name for key, line in before.items() if key not in now]
    added = [line.name for key, line in now.items() if key not in before]
    altered = [line.name for key, line in now.items() if key in before and _asks(line) != _asks(before[key])]
    for words, names in (
        (_("No longer asked for: %(what)s."), gone),
        (_("Newly asked for: %(what)s."), added),
        (_("Asked for otherwise: %(what)s."), altered),
    ):
        if names:
            yield Change(Basis.PROFILE, words % {"what": _some(names)})
    if current.pk != plan.profile_version_id and not (gone or added or altered):
        words = _("The profile has a newer version, %(n)s, that says the same.") % {"n": current.number}
        yield Change(Basis.PROFILE, words)


def _asks(line: LinePart) -> tuple[float | None, float | None, str]:
    return line.level, line.importance, line.need


def _job(plan: Plan, document: PlanDocument) -> Iterable[Change]:
    order = plan.job_order
    openings = min(order.openings, MOST_PEOPLE)
    if openings != document.openings:
        words = ngettext("The job now has %(n)s opening.", "The job now has %(n)s openings.", openings)
        yield Change(Basis.JOB, words % {"n": openings})
    if order.wage_annual != document.wage:
        yield Change(Basis.JOB, _("The job's pay changed."))
    if (order.area_code or None) != document.area:
        yield Change(Basis.JOB, _("The job is in another wage area now."))


def _people(plan: Plan) -> Iterable[Change]:
    rows = {row.participant_id: row for row in plan.people.all()}
    hidden = plan.people_count - len(rows)
    if hidden:
        words = ngettext(
            "%(n)s person took their consent back.", "%(n)s people took their consent back.", hidden
        )
        yield Change(Basis.PEOPLE, words % {"n": hidden})
    now = record_hashes(list(rows))
    for row in rows.values():
        if row.answer and row.answer != Answer.YES:
            said = row.get_answer_display()
            yield Change(Basis.PEOPLE, _("%(who)s answered: %(what)s.") % {"who": row.code, "what": said})
    changed = [row.code for pk, row in rows.items() if row.record_hash and now.get(pk) != row.record_hash]
    if changed:
        words = _("Their record changed: %(who)s.") % {"who": _some(sorted(changed))}
        yield Change(Basis.PEOPLE, words)


def _catalogue(document: PlanDocument) -> Iterable[Change]:
    courses = {course.id: course for course in document.courses}
    first_day = min((course.start for course in document.courses), default=date.max)
    rows = {str(row.pk): row for row in Course.objects.filter(pk__in=courses)}
    offered = {key: row for key, row in rows.items() if row.is_active}
    gone = [course.title for key, course in courses.items() if key not in offered]
    changed = [
        course.title
        for key, course in courses.items()
        if key in offered and _differs(course, offered[key], first_day)
    ]
    if gone:
        yield Change(Basis.CATALOGUE, _("No longer offered: %(what)s.") % {"what": _some(gone)})
    if changed:
        words = _("Other price, hours or start: %(what)s.") % {"what": _some(changed)}
        yield Change(Basis.CATALOGUE, words)


def _differs(planned: CoursePart, row: Course, first_day: date) -> bool:
    """Say whether the catalogue now has another price, other hours or, where it offers any, other days."""
    days = offered_days(row.start_dates or (), first_day)
    starts = not days or planned.start in days
    return (planned.price, planned.hours) != (float(row.price), row.hours) or not starts
