"""Who could teach which cohort: what each instructor has taught, matched with cohorts that nobody is named for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.access import require_manager
from gainful.domain.cohorts.models import Cohort, CohortOpening, Instructor
from gainful.domain.cohorts.queries import possible_instructors
from gainful.domain.cohorts.states import CohortStatus
from gainful.engine.allocation.instructors import (
    CohortToTeach,
    InstructorRecord,
    match_instructors,
    reasons_to_teach,
)

MOST = 300
"""Cohorts to be taught, and instructors, that are matched at once."""
REASONS = {
    "curriculum": gettext_lazy("has taught this curriculum"),
    "occupation": gettext_lazy("has taught for the same work"),
    "group": gettext_lazy("has taught for work of the same kind"),
    "program": gettext_lazy("has taught in this program"),
    "site": gettext_lazy("has taught at this site"),
}
_ALIVE = (CohortStatus.DRAFT, CohortStatus.OPEN, CohortStatus.SELECTING, CohortStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A cohort that nobody with an account is named for, and who could teach it, in words; None where nobody fits."""

    cohort: Cohort
    instructor: User | None
    reasons: tuple[str, ...]
    others: int
    """How many more would fit."""


def proposed_instructors(actor: Actor) -> list[Proposed]:
    """Return the agency's cohorts to be taught, soonest first, each with who could teach it; for its managers."""
    organization = require_manager(actor)
    cohorts = list(
        Cohort.objects.filter(organization=organization, status__in=_ALIVE)
        .exclude(pk__in=Instructor.objects.filter(user__isnull=False).order_by().values("cohort"))
        .select_related("program", "site", "curriculum").order_by("starts_on", "name", "id")[:MOST]
    )  # fmt: skip
    users = {str(user.pk): user for user in possible_instructors(actor)[:MOST]}
    taught = list(
        Instructor.objects.filter(user__in=list(users), cohort__organization=organization).select_related(
            "cohort__curriculum"
        )
    )
    work = _work_of([*(row.pk for row in cohorts), *(row.cohort_id for row in taught)])
    wanted = {row.pk: _to_teach(row, work) for row in cohorts}
    records = [_record(key, [row.cohort for row in taught if str(row.user_id) == key], work) for key in users]
    pairs = {pair.cohort: pair for pair in match_instructors(list(wanted.values()), records)}
    found = []
    for row in cohorts:
        pair = pairs.get(str(row.pk))
        fitting = sum(reasons_to_teach(wanted[row.pk], each)[1] > 0 for each in records)
        found.append(
            Proposed(
                row, users[pair.instructor] if pair else None,
                tuple(str(REASONS[code]) for code in pair.reasons) if pair else (), max(0, fitting - bool(pair)),
            )
        )  # fmt: skip
    return found


def _work_of(cohorts: list[UUID]) -> dict[UUID, frozenset[str]]:
    """Return the occupations of the jobs behind each cohort, whether or not an opening was released since."""
    rows = CohortOpening.objects.filter(cohort__in=cohorts).order_by()
    found: dict[UUID, set[str]] = defaultdict(set)
    for cohort, code in rows.values_list("cohort", "opening__job_order__occupation_code").distinct():
        if code:
            found[cohort].add(code)
    return {cohort: frozenset(codes) for cohort, codes in found.items()}


def _curriculum(row: Cohort) -> str:
    return str(row.curriculum.curriculum_id) if row.curriculum else ""


def _to_teach(row: Cohort, work: dict[UUID, frozenset[str]]) -> CohortToTeach:
    return CohortToTeach(
        str(row.pk), row.starts_on, row.ends_on, _curriculum(row), work.get(row.pk, frozenset()),
        str(row.program_id), str(row.site_id or ""),
    )  # fmt: skip


def _record(key: str, taught: list[Cohort], work: dict[UUID, frozenset[str]]) -> InstructorRecord:
    return InstructorRecord(
        key,
        curricula=frozenset(filter(None, map(_curriculum, taught))),
        occupations=frozenset().union(*(work.get(row.pk, frozenset()) for row in taught)),
        programs=frozenset(str(row.program_id) for row in taught),
        sites=frozenset(str(row.site_id) for row in taught if row.site_id),
        busy=tuple((row.starts_on, row.ends_on) for row in taught if row.status in _ALIVE),
    )


def reason_words(found: Proposed) -> str:
    """Return why somebody is proposed, in one sentence; what to do where nobody fits."""
    if found.instructor is None:
        return _("Nobody who is free on these days has taught anything like it: name somebody on its page.")
    return "; ".join(found.reasons)
