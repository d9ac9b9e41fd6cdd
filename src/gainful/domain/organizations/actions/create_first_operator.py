"""Every write to organizations and memberships."""

from __future__ import annotations

from django.db import transaction

from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization, OrganizationKind, Role


@transaction.atomic
def create_first_operator(*, name: str, email: str, organization: str, password: str) -> Membership:
    """Make the installation's first account: operator and program manager of its agency."""
    user = User.objects.create_user(email, password, name=name, is_staff=True)
    agency = Organization.objects.create(name=organization, kind=OrganizationKind.AGENCY)
    operator = Membership.objects.create(user=user, organization=agency, role=Role.OPERATOR)
    Membership.objects.create(user=user, organization=agency, role=Role.PROGRAM_MANAGER)
    return operator
