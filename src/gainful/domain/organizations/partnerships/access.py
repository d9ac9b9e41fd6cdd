"""Who may change a partnership, and what of it in which state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.roles import MANAGERS as AGENCY_MANAGERS
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.organizations.models import Organization, Partnership
from gainful.domain.organizations.near_days import is_near
from gainful.domain.rights.state_tables import Rule

MANAGERS = AGENCY_MANAGERS | {SYSTEM_ROLE}


def require_manager(actor: Actor, partnership: Partnership | None = None) -> Organization:
    """Return the agency for which a manager acts; PermissionDenied for anybody else, and for another agency's."""
    if actor.role not in MANAGERS or not isinstance(actor.organization, Organization):
        raise PermissionDenied("Only managers of an agency look after partnerships.")
    if partnership is not None and partnership.agency_id != actor.organization_id:
        raise PermissionDenied("Another agency looks after this partnership.")
    return actor.organization


def require_step(rules: Mapping[str, Rule], verb: str, row: Any) -> None:
    """Refuse a step that the table does not give in the state in which the row is."""
    if row.status not in rules[verb].states:
        raise PartnershipError(
            _("This step is not open while it is “%s”.") % row.get_status_display(),
            hint=_("Reload the page to see how it stands."),
        )


def require_near(**days: date | None) -> None:
    """Refuse a day that cannot be meant: PartnershipError names its field."""
    for field, day in days.items():
        if day is not None and not is_near(day):
            raise PartnershipError(_("This day lies more than ten years away: check the year."), field=field)


def refuse(message: str, field: str) -> PartnershipError:
    """Return the refusal of one field."""
    return PartnershipError(message, field=field)
