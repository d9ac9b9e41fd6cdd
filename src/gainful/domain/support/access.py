"""Who may do what with support: predicates over the actor, driven by the tables in `states`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.roles import MANAGERS as AGENCY_MANAGERS
from gainful.domain.accounts.roles import STAFF as AGENCY_STAFF
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.job_orders.states import Rule
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self
from gainful.domain.support.errors import NotAllowedError
from gainful.domain.support.models import Appointment, Referral, Service
from gainful.domain.support.states import (
    APPOINTMENT_RULES,
    REFERRAL_RULES,
    SERVICE_RULES,
    Side,
)

STAFF = AGENCY_STAFF | {SYSTEM_ROLE}
MANAGERS = AGENCY_MANAGERS | {SYSTEM_ROLE}
LOOK_AFTER = ("coach", "program_manager")
"""Who may look after a person; caseloads are those of the coaches."""


def require_staff(actor: Actor) -> Organization:
    """Return the acting agency; PermissionDenied where the actor does not work with its people."""
    if actor.role not in STAFF or not isinstance(actor.organization, Organization):
        raise PermissionDenied("Only staff of an agency work with its services and referrals.")
    return actor.organization


def require_manager(actor: Actor) -> Organization:
    """Return the acting agency; PermissionDenied where the actor does not decide for it."""
    if actor.role not in MANAGERS or not isinstance(actor.organization, Organization):
        raise PermissionDenied("Only managers of an agency decide this.")
    return actor.organization


def _holds(actor: Actor, rules: Mapping[str, Rule], verb: str, row: Any) -> bool:
    """Whether the verb is the actor's for this row; PostgreSQL shows the holder of a link its own row alone."""
    if actor.role == SYSTEM_ROLE:
        return True
    if actor.role not in rules[verb].roles:
        return False
    if actor.role == "participant":
        return row.participant is not None and is_self(actor, row.participant)
    return actor.role == LINK_ROLE or row.organization_id == actor.organization_id


def may_step(actor: Actor, rules: Mapping[str, Rule], verb: str, row: Any) -> bool:
    """Whether the actor may take this step of a table with a row that has a state, an agency and a participant."""
    return _holds(actor, rules, verb, row) and row.state in rules[verb].states


def require_step(actor: Actor, rules: Mapping[str, Rule], verb: str, row: Any) -> None:
    """Refuse in words unless the actor may take this step with the row as it stands."""
    if not _holds(actor, rules, verb, row):
        raise NotAllowedError(_("Your role does not allow this step."))
    if row.state not in rules[verb].states:
        raise NotAllowedError(
            _("This step is not open while it is “%(state)s”.") % {"state": row.get_state_display()},
            hint=_("Somebody may have moved it meanwhile: reload the page."),
        )


def may_refer(actor: Actor, verb: str, referral: Referral) -> bool:
    """Whether the actor may take this step with the referral as it stands."""
    return _holds(actor, REFERRAL_RULES, verb, referral) and referral.state in REFERRAL_RULES[verb].states


def require_referral(actor: Actor, verb: str, referral: Referral) -> None:
    """Refuse in words unless the actor may take this step with the referral as it stands."""
    if not _holds(actor, REFERRAL_RULES, verb, referral):
        raise NotAllowedError(_("Your role does not allow this step on this referral."))
    if referral.state not in REFERRAL_RULES[verb].states:
        raise NotAllowedError(
            _("This step is not open while the referral is “%(state)s”.")
            % {"state": referral.get_state_display()},
            hint=_("Somebody may have answered meanwhile: reload the page."),
        )


def may_appoint(actor: Actor, verb: str, appointment: Appointment) -> bool:
    """Whether the actor may take this step with the appointment as it stands."""
    rule = APPOINTMENT_RULES[verb]
    return _holds(actor, APPOINTMENT_RULES, verb, appointment) and appointment.state in rule.states


def require_appointment(actor: Actor, verb: str, appointment: Appointment) -> None:
    """Refuse in words unless the actor may take this step with the appointment as it stands."""
    if not _holds(actor, APPOINTMENT_RULES, verb, appointment):
        raise NotAllowedError(_("Your role does not allow this step on this appointment."))
    if appointment.state not in APPOINTMENT_RULES[verb].states:
        raise NotAllowedError(
            _("This step is not open while the appointment is “%(state)s”.")
            % {"state": appointment.get_state_display()},
            hint=_("Reload the page to see what became of it."),
        )


def require_service(actor: Actor, verb: str, service: Service) -> None:
    """Refuse in words unless the actor may take this step with the service as it stands."""
    rule = SERVICE_RULES[verb]
    if actor.role not in {*rule.roles, SYSTEM_ROLE} or service.organization_id != actor.organization_id:
        raise NotAllowedError(_("Only staff of the agency that keeps this directory do this."))
    if service.status not in rule.states:
        raise NotAllowedError(
            _("%(service)s: this step is not open while it is “%(state)s”.")
            % {"service": service, "state": service.get_status_display()},
            hint=_("Choose another service, or open it again where it works again."),
        )


def side_of(actor: Actor) -> Side:
    """Return whose doing an actor's step is."""
    if actor.role == "participant":
        return Side.PERSON
    return Side.PROVIDER if actor.role == LINK_ROLE else Side.AGENCY
