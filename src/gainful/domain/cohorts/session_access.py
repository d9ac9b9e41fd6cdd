"""Who may do what with sessions: staff of the agency and whoever teaches the cohort; the table of `states` decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.cohorts.access import RELOAD, is_agency
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import Cohort, Session
from gainful.domain.cohorts.states import SESSION_RULES, CohortStatus

LIVING = frozenset({CohortStatus.DRAFT, CohortStatus.OPEN, CohortStatus.SELECTING, CohortStatus.RUNNING})


def teaches(actor: Actor, cohort_id: UUID) -> bool:
    """Whether the actor teaches the cohort, as an instructor with an account."""
    return (
        actor.role == "instructor"
        and Cohort.objects.filter(
            pk=cohort_id, instructors__user=actor.user, opened_at__isnull=False
        ).exists()
    )


def is_teacher(actor: Actor, cohort: Cohort) -> bool:
    """Whether the actor works on what is taught in the cohort: staff of its agency, or an instructor of it."""
    return actor.role == SYSTEM_ROLE or is_agency(actor, cohort.organization_id) or teaches(actor, cohort.pk)


def require_teacher(actor: Actor, cohort: Cohort) -> None:
    """Refuse whoever neither teaches the cohort nor works for its agency."""
    if not is_teacher(actor, cohort):
        raise NotAllowedError(_("Only the agency's staff and whoever teaches this cohort do this."))


def require_planner(actor: Actor, cohort: Cohort) -> None:
    """Refuse to plan sessions of a cohort that is over, and by whoever neither manages nor teaches it."""
    manages = actor.role in MANAGERS and is_agency(actor, cohort.organization_id)
    if not (manages or actor.role == SYSTEM_ROLE or teaches(actor, cohort.pk)):
        raise NotAllowedError(
            _("Only a program manager, or whoever teaches this cohort, plans its sessions.")
        )
    if cohort.status not in LIVING:
        raise CohortError(_("This cohort is over: no session is planned in it."))


def may_session(actor: Actor, verb: str, session: Session) -> bool:
    """Whether the actor may take the step with the session as it stands."""
    rule = SESSION_RULES[verb]
    if session.status not in rule.states:
        return False
    if actor.role == SYSTEM_ROLE or (actor.role == "participant" and "participant" in rule.roles):
        return True
    return actor.role in rule.roles and is_teacher(actor, session.cohort)


def require_session(actor: Actor, verb: str, session: Session) -> None:
    """Refuse with a reason unless the actor may take the step with the session as it stands."""
    if may_session(actor, verb, session):
        return
    rule = SESSION_RULES[verb]
    if session.status in rule.states or not (
        actor.role == SYSTEM_ROLE or (actor.role in rule.roles and is_teacher(actor, session.cohort))
    ):
        raise NotAllowedError(_("Your role does not allow this step with this session."))
    words = _("The session is in the state “%(status)s”: this step is not open now.")
    raise NotAllowedError(words % {"status": session.get_status_display()}, hint=_(RELOAD))


def held(session: Session) -> Session:
    """Return the session as it stands, held until the transaction ends: two people at once lose nothing."""
    found = (
        Session.objects.select_for_update(of=("self",))
        .select_related("cohort__organization").filter(pk=session.pk).first()
    )  # fmt: skip
    if found is None:
        raise CohortError(_("There is no such session."), hint=_("Reload the page."))
    return found


def advance_session(session: Session, verb: str, **changes: Any) -> None:
    """Save the session, moved to the state that the table gives for the verb; a state changes nowhere else."""
    changes["updated_at"] = timezone.now()
    if to := SESSION_RULES[verb].to:
        changes["status"] = str(to)
    for name, value in changes.items():
        setattr(session, name, value)
    with acting_in("move_session"):
        session.save(update_fields=list(changes))
