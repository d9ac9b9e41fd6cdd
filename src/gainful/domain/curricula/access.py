"""Who may do what with a version of a curriculum: asked of the table in `states`."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.curricula.errors import NotAllowedError
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.curricula.states import VERSION_RULES
from gainful.domain.job_orders.access import AGENCY_ROLES, LINK_ROLE
from gainful.domain.job_orders.models import JobOrder

OUTSIDE = frozenset({"employer", LINK_ROLE})


def is_party(actor: Actor, version: CurriculumVersion) -> bool:
    """Whether the actor works for the agency that holds the curriculum, or for an employer whose job it is for."""
    if actor.role == SYSTEM_ROLE:
        return True
    if actor.role == LINK_ROLE:
        return (
            version.bases.exists()
        )  # the database shows the holder of a link what it opens, and nothing else
    if actor.organization_id is None:
        return False
    if actor.role == "employer":
        orders = version.bases.order_by().values("job_order_id")
        return JobOrder.objects.filter(pk__in=orders, employer=actor.organization_id).exists()
    return version.curriculum.agency_id == actor.organization_id


def has_right(actor: Actor, verb: str, version: CurriculumVersion) -> bool:
    """Whether the verb is the actor's at all, in whichever state the version is."""
    return (actor.role == SYSTEM_ROLE or actor.role in VERSION_RULES[verb].roles) and is_party(actor, version)


def may(actor: Actor, verb: str, version: CurriculumVersion) -> bool:
    """Whether the actor may use the verb on the version as it stands."""
    return version.status in VERSION_RULES[verb].states and has_right(actor, verb, version)


def require(actor: Actor, verb: str, version: CurriculumVersion) -> None:
    """Refuse with a reason unless the actor may use the verb on the version as it stands."""
    if not has_right(actor, verb, version):
        raise NotAllowedError(_("Your role does not allow this step on this curriculum."))
    if version.status not in VERSION_RULES[verb].states:
        raise NotAllowedError(
            _("This step is not open while version %(n)s is “%(status)s”.")
            % {"n": version.number, "status": version.get_status_display()},
            hint=_("Reload the page to see what it waits for."),
        )


def require_agency(actor: Actor) -> None:
    """Refuse unless the actor starts curricula for an agency."""
    if actor.role not in AGENCY_ROLES | {SYSTEM_ROLE} or (
        actor.role != SYSTEM_ROLE and actor.organization is None
    ):
        raise NotAllowedError(_("Only a program manager of an agency starts a curriculum."))
