"""Prepare a cohort: its words and dates, and the curriculum that is taught."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.access import hold, one_cohort_at_a_time, require_cohort, require_manager
from gainful.domain.cohorts.actions.saving import one_line, saved
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Cohort, Enrolment
from gainful.domain.cohorts.states import CohortStatus, EnrolmentStatus
from gainful.domain.curricula.models import CurriculumVersion, VersionStatus
from gainful.domain.organizations.near_days import is_near
from gainful.domain.programs.models import Program, Site

WORDS = ("name", "about", "contact", "is_public", "decide_days", "site")
DATES = ("starts_on", "ends_on", "apply_until", "later_start_on")


@dataclass(frozen=True, slots=True)
class CohortDraft:
    """What a cohort begins with."""

    name: str
    seats: int
    starts_on: date
    ends_on: date
    apply_until: date
    about: str = ""
    contact: str = ""
    site: Site | None = None
    later_start_on: date | None = None
    decide_days: int = 14
    is_public: bool = False


@transaction.atomic
def create_cohort(actor: Actor, program: Program, draft: CohortDraft) -> Cohort:
    """Start a cohort of a program as a draft; nobody outside the agency sees it."""
    organization = require_manager(actor)
    if program.organization_id != organization.pk:
        raise CohortError(_("Another agency runs this program."), field="program")
    values = {name: getattr(draft, name) for name in CohortDraft.__slots__}
    cohort = Cohort(organization=organization, program=program, created_by=actor.user, **values)
    cohort.name, cohort.about, cohort.contact = (
        one_line(cohort.name),
        cohort.about.strip(),
        one_line(cohort.contact),
    )
    _check_dates(cohort)
    _check_name(cohort)
    return saved(cohort)


def _check_name(cohort: Cohort) -> None:
    others = Cohort.objects.filter(program=cohort.program_id, name=cohort.name).exclude(pk=cohort.pk)
    if others.exists():
        raise CohortError(_("Another cohort of this program has this name already."), field="name")


def _check_dates(cohort: Cohort) -> None:
    for name in DATES:
        day = getattr(cohort, name)
        if day is not None and not is_near(day):
            raise CohortError(_("This day lies more than ten years away: check the year."), field=name)
    if cohort.ends_on < cohort.starts_on:
        raise CohortError(_("The last day lies before the first."), field="ends_on")
    if cohort.apply_until > cohort.starts_on:
        raise CohortError(_("Applications end after the first day of training."), field="apply_until")
    if cohort.later_start_on is not None and cohort.later_start_on <= cohort.starts_on:
        raise CohortError(
            _("People on the waiting list cannot start before the others."), field="later_start_on"
        )
    if cohort.site is not None and cohort.site.program_id != cohort.program_id:
        raise CohortError(_("This site belongs to another program."), field="site")
    if cohort.status == CohortStatus.DRAFT and cohort.apply_until < timezone.localdate():
        raise CohortError(_("The last day to apply is past."), field="apply_until")


@transaction.atomic
def change_cohort(actor: Actor, cohort: Cohort, **changes: Any) -> Cohort:
    """Change words, dates and site; CohortError names the field that cannot be used."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    if unknown := set(changes) - {*WORDS, *DATES}:
        raise CohortError(_("This cannot be changed here: %s.") % ", ".join(sorted(unknown)))
    if cohort.is_public and changes.get("is_public") is False and cohort.draws.exists():
        raise CohortError(
            _("A draw of this cohort is published on its page: it stays public."), field="is_public"
        )
    for name, value in changes.items():
        setattr(cohort, name, value)
    _check_dates(cohort)
    _check_name(cohort)
    cohort.updated_at = timezone.now()
    with one_cohort_at_a_time(_in_two_cohorts(cohort)):
        return saved(cohort)


def _in_two_cohorts(cohort: Cohort) -> CohortError:
    """Say who would be in two cohorts at one time with these dates, as far as the actor may see them."""
    here = cohort.enrolments.filter(status=EnrolmentStatus.ENROLLED)
    others = (
        Enrolment.objects.filter(
            participant__in=here.order_by().values("participant"), status=EnrolmentStatus.ENROLLED,
            starts_on__lte=cohort.ends_on, ends_on__gte=cohort.starts_on,
        ).exclude(cohort=cohort).select_related("cohort").order_by("name", "id")
    )  # fmt: skip
    named = "; ".join(f"{row.name} ({row.cohort.name})" for row in others[:5])
    return CohortError(
        _("With these dates somebody would be in two cohorts at one time: %s.")
        % (named or _("somebody whom you may no longer see")),
        hint=_("Choose other dates, or let them leave one of the two first."), field="starts_on",
    )  # fmt: skip


@transaction.atomic
def set_curriculum(actor: Actor, cohort: Cohort, version: CurriculumVersion | None) -> Cohort:
    """Say which version of a curriculum is taught: one in use, of the same agency; it stays once training has begun."""
    hold(cohort)
    require_cohort(actor, "set_curriculum", cohort)
    if version is not None and version.curriculum.agency_id != cohort.organization_id:
        raise CohortError(_("Another agency holds this curriculum."), field="curriculum")
    if version is not None and version.status != VersionStatus.IN_USE:
        raise CohortError(
            _("This version is not in use: %s.") % version.get_status_display(),
            hint=_("Its employers sign it, then it is put to use."), field="curriculum",
        )  # fmt: skip
    cohort.curriculum, cohort.updated_at = version, timezone.now()
    cohort.save(update_fields=["curriculum", "updated_at"])
    return cohort
