"""Every write to programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.models import User
from gainful.domain.accounts.roles import MANAGERS as AGENCY_MANAGERS
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.organizations.saving import saved
from gainful.domain.programs.errors import ProgramError
from gainful.domain.programs.models import Fund, PaidBy, Program, ProgramManager, Rate, RateKind, Site

Row = TypeVar("Row", bound=Model)
WHOLE = 100
MANAGERS = AGENCY_MANAGERS | {SYSTEM_ROLE}


def _require(actor: Actor, organization_id: object = None) -> Organization:
    if actor.role not in MANAGERS or not isinstance(actor.organization, Organization):
        raise PermissionDenied("Only managers of an agency change programs.")
    if organization_id is not None and organization_id != actor.organization_id:
        raise PermissionDenied("Another agency runs this program.")
    return actor.organization


def _refuse(message: str, field: str) -> ProgramError:
    return ProgramError(message, field=field)


def _saved(row: Row) -> Row:
    """Save a row, or say which field cannot be used."""
    return saved(row, _refuse)


@transaction.atomic
def add_program(actor: Actor, *, name: str, about: str = "") -> Program:
    """Start a program; its maker manages it. ProgramError where the name is taken or empty."""
    organization = _require(actor)
    name = " ".join(name.split())
    if Program.objects.filter(organization=organization, name__iexact=name).exists():
        raise ProgramError(_("There is a program “%s” already.") % name, field="name")
    made = _saved(Program(organization=organization, name=name, about=about.strip(), created_by=actor.user))
    if actor.user is not None:
        ProgramManager.objects.create(program=made, user=actor.user)
    return made


@transaction.atomic
def change_program(actor: Actor, program: Program, *, name: str, about: str, is_open: bool) -> Program:
    """Change a program's name, purpose, and whether it takes new job orders."""
    _require(actor, program.organization_id)
    program.name, program.about, program.is_open = " ".join(name.split()), about.strip(), is_open
    return _saved(program)


@transaction.atomic
def add_site(actor: Actor, program: Program, *, name: str, address: str = "") -> Site:
    """Add a place where the program works."""
    _require(actor, program.organization_id)
    return _saved(Site(program=program, name=name.strip(), address=address.strip()))


@transaction.atomic
def add_fund(actor: Actor, program: Program, *, name: str, amount: Decimal, **more: Any) -> Fund:
    """Add money of the program: USD, its source, from when until when."""
    _require(actor, program.organization_id)
    return _saved(Fund(program=program, name=name.strip(), amount=amount, **more))


@transaction.atomic
def set_rate(
    actor: Actor, kind: str, *, amount: Decimal | None, source: str = "", paid_by: str = PaidBy.PROGRAM,
    fund: Fund | None = None,
) -> Rate | None:  # fmt: skip
    """Set what the agency pays for a unit of a kind, for every plan made from now on.

    Without amount, fund or another payer the rate is taken away and the planning assumption stands again. ProgramError
    where an amount comes without its source, or a fund without being the program's money.
    """
    organization = _require(actor)
    if kind not in RateKind.values:
        raise ProgramError(_("There is no rate of this kind."), field="kind")
    if fund is not None and fund.program.organization_id != organization.pk:
        raise ProgramError(_("This fund is another agency's."), field="fund")
    if amount is not None and kind == RateKind.COURSE:
        raise ProgramError(
            _("Courses have their own prices; set only who pays and the fund."), field="amount"
        )
    if amount is not None and (amount < 0 or (kind == RateKind.OJT_SHARE and amount > WHOLE)):
        raise ProgramError(
            _("The amount is 0 or more, and a share of wages at most 100 percent."), field="amount"
        )
    if amount is not None and not source.strip():
        raise ProgramError(
            _("Say where the amount comes from, for example a contract or a board's decision."),
            field="source",
        )
    if fund is not None and paid_by != PaidBy.PROGRAM:
        raise ProgramError(_("Only what the program pays comes out of a fund."), field="fund")
    row = Rate.objects.filter(organization=organization, kind=kind).first()
    if amount is None and fund is None and paid_by == PaidBy.PROGRAM:
        if row is not None:
            row.delete()
        return None
    row = row or Rate(organization=organization, kind=kind)
    row.amount, row.source, row.paid_by, row.fund = amount, source.strip(), paid_by, fund
    row.updated_at = timezone.now()
    return _saved(row)


@transaction.atomic
def set_managers(actor: Actor, program: Program, users: list[User]) -> None:
    """Say who manages the program; ProgramError for somebody who is no manager of the agency."""
    organization = _require(actor, program.organization_id)
    held = Membership.objects.filter(organization=organization, role="program_manager", ended_at=None)
    known = set(held.values_list("user_id", flat=True))
    if strange := [user for user in users if user.pk not in known]:
        raise ProgramError(_("%s is no program manager here.") % strange[0], field="managers")
    ProgramManager.objects.filter(program=program).exclude(user__in=users).delete()
    there = set(ProgramManager.objects.filter(program=program).values_list("user_id", flat=True))
    ProgramManager.objects.bulk_create(
        ProgramManager(program=program, user=user) for user in users if user.pk not in there
    )
