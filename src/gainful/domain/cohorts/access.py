"""Who may do what with cohorts, applications, draws and enrolments: the tables of `states`, asked in one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.hearing import hears_by
from gainful.domain.cohorts.models import Application, Cohort, Draw, Enrolment
from gainful.domain.cohorts.states import APPLICATION_RULES, COHORT_RULES, DRAW_RULES, ENROLMENT_RULES, STAFF
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self
from gainful.domain.rights.state_tables import Rule

RELOAD = "Reload the page to see what it waits for."


def require_manager(actor: Actor) -> Organization:
    """Return the agency whose cohorts the actor manages; refuse anybody else."""
    if actor.role not in MANAGERS | {SYSTEM_ROLE} or not isinstance(actor.organization, Organization):
        raise NotAllowedError(_("Only a program manager of an agency prepares cohorts."))
    return actor.organization


def is_agency(actor: Actor, organization_id: object) -> bool:
    """Whether the actor is staff of the agency."""
    return (
        actor.role in STAFF and actor.organization_id is not None and actor.organization_id == organization_id
    )


def is_applicant(actor: Actor, application: Application) -> bool:
    """Whether the actor is the applicant: signed in, or through their link (PostgreSQL shows a link its own alone)."""
    if actor.role == LINK_ROLE:
        return True
    return application.participant is not None and is_self(actor, application.participant)


def _allowed(rule: Rule, status: str, *, role: str) -> bool:
    return role in rule.roles and status in rule.states


def may_cohort(actor: Actor, verb: str, cohort: Cohort) -> bool:
    """Whether the actor may take the step with the cohort as it stands."""
    if actor.role == SYSTEM_ROLE:
        return cohort.status in COHORT_RULES[verb].states
    return is_agency(actor, cohort.organization_id) and _allowed(
        COHORT_RULES[verb], cohort.status, role=actor.role
    )


def require_cohort(actor: Actor, verb: str, cohort: Cohort) -> None:
    """Refuse with a reason unless the actor may take the step with the cohort as it stands."""
    if may_cohort(actor, verb, cohort):
        return
    rule = COHORT_RULES[verb]
    if actor.role != SYSTEM_ROLE and not (
        is_agency(actor, cohort.organization_id) and actor.role in rule.roles
    ):
        raise NotAllowedError(_("Your role does not allow this step with this cohort."))
    raise _not_now(_("The cohort"), cohort.get_status_display())


def may_application(actor: Actor, verb: str, application: Application) -> bool:
    """Whether the actor may take the step with the application as it stands."""
    rule = APPLICATION_RULES[verb]
    if actor.role == SYSTEM_ROLE:
        return application.status in rule.states
    if is_applicant(actor, application) and "participant" in rule.roles:
        return application.status in rule.states
    return is_agency(actor, application.organization_id) and _allowed(
        rule, application.status, role=actor.role
    )


def require_application(actor: Actor, verb: str, application: Application) -> None:
    """Refuse with a reason unless the actor may take the step with the application as it stands."""
    if may_application(actor, verb, application):
        return
    rule = APPLICATION_RULES[verb]
    theirs = is_applicant(actor, application) and "participant" in rule.roles
    ours = is_agency(actor, application.organization_id) and actor.role in rule.roles
    if not (theirs or ours or actor.role == SYSTEM_ROLE):
        raise NotAllowedError(_("Your role does not allow this step with this application."))
    raise _not_now(_("The application"), application.get_status_display())


def require_draw(actor: Actor, verb: str, draw: Draw) -> None:
    """Refuse with a reason unless the actor may take the step with the draw as it stands."""
    rule, ours = DRAW_RULES[verb], is_agency(actor, draw.cohort.organization_id)
    if actor.role != SYSTEM_ROLE and not (ours and actor.role in rule.roles):
        raise NotAllowedError(_("Your role does not allow this step with this draw."))
    if draw.status not in rule.states:
        raise _not_now(_("The draw"), draw.get_status_display())


def require_enrolment(actor: Actor, verb: str, enrolment: Enrolment) -> None:
    """Refuse with a reason unless the actor may take the step with the enrolment as it stands."""
    rule, ours = ENROLMENT_RULES[verb], is_agency(actor, enrolment.organization_id)
    if actor.role != SYSTEM_ROLE and not (ours and actor.role in rule.roles):
        raise NotAllowedError(_("Your role does not allow this step with this person's seat."))
    if enrolment.status not in rule.states:
        raise _not_now(_("The seat"), enrolment.get_status_display())


def _not_now(what: str, status: str) -> NotAllowedError:
    words = _("%(what)s is in the state “%(status)s”: this step is not open now.")
    return NotAllowedError(words % {"what": what, "status": status}, hint=_(RELOAD))


def hold(cohort: Cohort) -> None:
    """Wait until nobody else gives or takes seats of the cohort, then read it again; held to the transaction's end."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A cohort is held by a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.hold_cohort(%s)", [cohort.pk])
    if Cohort.objects.filter(pk=cohort.pk).exists():  # whoever cannot see it is refused by what follows
        cohort.refresh_from_db()


def advance_cohort(cohort: Cohort, verb: str, **changes: Any) -> None:
    """Save the cohort, moved to the state that the table gives for the verb; a state changes nowhere else."""
    changes["updated_at"] = timezone.now()
    if to := COHORT_RULES[verb].to:
        changes["status"] = to
    _save(cohort, "move_cohort", changes)


def advance_application(application: Application, verb: str, **changes: Any) -> None:
    """Save the application, moved to the state that the table gives for the verb; a state changes nowhere else.

    Where the applicant waits for the agency in that state, its days begin anew, and with them whether it is late.
    """
    if to := APPLICATION_RULES[verb].to:
        changes |= {"status": to, "status_at": timezone.now(), "late_told_at": None}
        if day := hears_by(application.cohort, to):
            changes["decide_by"] = day
    _save(application, "move_application", changes)


def advance_enrolment(enrolment: Enrolment, verb: str, **changes: Any) -> None:
    """Save the enrolment, moved to the state that the table gives for the verb."""
    changes |= {"status": str(ENROLMENT_RULES[verb].to)}
    _save(enrolment, "move_enrolment", changes)


@contextmanager
def one_cohort_at_a_time(error: CohortError) -> Iterator[None]:
    """Run a block that gives somebody a seat, or other days in one; raise the error where they would be in two."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        if "one cohort at a time" not in str(refused):
            raise
        raise error from refused


def _save(row: Any, action: str, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    with acting_in(action):
        row.save(update_fields=list(changes))
