"""Every write to organizations and memberships."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.models import User
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.models import Membership, Organization, OrganizationKind, Role


@transaction.atomic
def create_first_operator(*, name: str, email: str, organization: str, password: str) -> Membership:
    """Make the installation's first account: operator and program manager of its agency.

    MemberError where there is an operator already: of two who open the first-run link at once, one comes in.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('gainful first operator'))")
    if User.objects.filter(is_staff=True, is_active=True).exists():
        raise MemberError(_("This installation has an operator already."))
    user = User.objects.create_user(email, password, name=name, is_staff=True)
    agency = Organization.objects.create(name=organization, kind=OrganizationKind.AGENCY)
    operator = Membership.objects.create(user=user, organization=agency, role=Role.OPERATOR)
    Membership.objects.create(user=user, organization=agency, role=Role.PROGRAM_MANAGER)
    return operator
