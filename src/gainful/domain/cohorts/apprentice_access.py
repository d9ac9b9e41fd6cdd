"""Who may do what with apprenticeships: the agency's staff, the apprentice, the mentor through a link."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.cohorts.access import RELOAD, is_agency
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import Apprenticeship
from gainful.domain.cohorts.states import APPRENTICESHIP_RULES, STAFF
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self


def require_agency(actor: Actor) -> Organization:
    """Return the agency whose staff acts; refuse anybody else."""
    if actor.role not in STAFF or not isinstance(actor.organization, Organization):
        raise NotAllowedError(_("Only staff of an agency keep apprenticeships."))
    return actor.organization


def _is_theirs(actor: Actor, row: Apprenticeship) -> bool:
    if actor.role == SYSTEM_ROLE or is_agency(actor, row.organization_id):
        return True
    return actor.role == "participant" and is_self(actor, row.participant)


def may_apprentice(actor: Actor, verb: str, row: Apprenticeship) -> bool:
    """Whether the actor may take the step with the apprenticeship as it stands."""
    rule = APPRENTICESHIP_RULES[verb]
    by_role = actor.role in rule.roles or actor.role == SYSTEM_ROLE
    return by_role and row.status in rule.states and _is_theirs(actor, row)


def require_apprentice(actor: Actor, verb: str, row: Apprenticeship) -> None:
    """Refuse with a reason unless the actor may take the step with the apprenticeship as it stands."""
    rule = APPRENTICESHIP_RULES[verb]
    if not ((actor.role in rule.roles or actor.role == SYSTEM_ROLE) and _is_theirs(actor, row)):
        raise NotAllowedError(_("Your role does not allow this step with this apprenticeship."))
    if row.status not in rule.states:
        words = _("The apprenticeship is in the state “%(status)s”: this step is not open now.")
        raise NotAllowedError(words % {"status": row.get_status_display()}, hint=_(RELOAD))


def held_apprenticeship(row: Apprenticeship) -> Apprenticeship:
    """Return the apprenticeship as it stands, held until the transaction ends."""
    found = Apprenticeship.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise CohortError(_("There is no such apprenticeship."), hint=_("Reload the page."))
    return found
