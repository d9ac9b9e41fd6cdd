"""Say how the funders of a cohort count hours, and after how many absences the coach is told."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.cohorts.access import is_agency, require_cohort
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import Cohort, FunderRule
from gainful.domain.programs.models import Fund
from gainful.engine.attendance import ClockRule

MOST_ABSENCES = 20


def _require(actor: Actor, cohort: Cohort) -> None:
    """Refuse whoever does not manage the agency; a rule may change when the cohort is over: it is how one counts."""
    if not (actor.role in MANAGERS and is_agency(actor, cohort.organization_id)):
        raise NotAllowedError(_("Only a program manager says how hours count."))


@transaction.atomic
def set_funder_rule(actor: Actor, cohort: Cohort, fund: Fund, rule: ClockRule) -> FunderRule:
    """Say how a fund of the cohort's program counts; an earlier rule of the same fund is changed."""
    _require(actor, cohort)
    if fund.program_id != cohort.program_id:
        raise CohortError(_("This fund is of another program."), field="fund")
    row = FunderRule.objects.filter(cohort=cohort, fund=fund).first() or FunderRule(cohort=cohort, fund=fund)
    row.whole_hours, row.minutes = rule.whole_hours, rule.minutes
    row.made_up, row.excused_percent = rule.made_up, rule.excused_percent
    try:
        row.clean_fields(exclude=["cohort", "fund"])
    except ValidationError as error:
        field, words = next(iter(error.message_dict.items()))
        raise CohortError(words[0], field=field) from error
    row.save()
    return row


@transaction.atomic
def remove_funder_rule(actor: Actor, cohort: Cohort, rule_id: UUID) -> None:
    """Take a rule away: its hours are no longer counted."""
    _require(actor, cohort)
    if not FunderRule.objects.filter(cohort=cohort, pk=rule_id).delete()[0]:
        raise CohortError(_("There is no such rule."), hint=_("Reload the page."))


@transaction.atomic
def set_alert_after(actor: Actor, cohort: Cohort, absences: int) -> Cohort:
    """Say after how many absences in a row the coach is told."""
    require_cohort(actor, "change_dates", cohort)
    if not 1 <= absences <= MOST_ABSENCES:
        raise CohortError(_("Enter 1 to 20 absences."), field="alert_after")
    cohort.alert_after = absences
    cohort.save(update_fields=["alert_after"])
    return cohort
