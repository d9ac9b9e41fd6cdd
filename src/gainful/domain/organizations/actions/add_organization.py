"""Add an agency, provider, employer or partner."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.access import require
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.members import Organization, OrganizationKind


@transaction.atomic
def add_organization(actor: Actor, *, name: str, kind: str) -> Organization:
    """Add an organization; one with the same name and kind is refused, so that records do not split."""
    require(actor, "add_organization")
    name = " ".join(name.split())
    if not name:
        raise MemberError(_("The organization has no name."), _("Write its name."))
    if Organization.objects.filter(name__iexact=name, kind=kind).exists():
        raise MemberError(_("“%s” is there already.") % name, _("Invite people to that one."))
    return Organization.objects.create(name=name, kind=OrganizationKind(kind))
