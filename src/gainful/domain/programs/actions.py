"""Every write to programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.organizations.saving import saved
from gainful.domain.programs.errors import ProgramError
from gainful.domain.programs.models import Fund, Program, ProgramManager, Site

Row = TypeVar("Row", bound=Model)
MANAGERS = frozenset({"operator", "program_manager", SYSTEM_ROLE})


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
