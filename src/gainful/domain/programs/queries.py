"""What others may read of programs."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership
from gainful.domain.programs.models import Fund, Program, Rate, RateKind
from gainful.engine.mix.prices import PaidBy, UnitPrice
from gainful.engine.mix.rates import KINDS, Rates
from gainful.engine.mix.rates import Rate as EngineRate


def programs_of(actor: Actor) -> QuerySet[Program]:
    """Return the programs of the actor's agency, by name."""
    return Program.objects.filter(organization=actor.organization).order_by("name", "id")


def my_programs(actor: Actor) -> list[Program]:
    """Return the programs that the actor manages; all of the agency's for whoever manages none in particular."""
    found = programs_of(actor)
    mine = list(found.filter(managers__user=actor.user)) if actor.user else []
    return mine or list(found)


def listed(actor: Actor) -> QuerySet[Program]:
    """Return the programs with the number of their sites and the sum of their funds, USD."""
    funds = (
        Fund.objects.filter(program=OuterRef("pk")).order_by().values("program").annotate(usd=Sum("amount"))
    )
    return programs_of(actor).annotate(site_count=Count("sites"), fund_sum=Subquery(funds.values("usd")))


def program(actor: Actor, program_id: UUID | str) -> Program | None:
    """Return one program of the actor's agency, or None."""
    return (
        programs_of(actor).prefetch_related("sites", "funds", "managers__user").filter(pk=program_id).first()
    )


def possible_managers(actor: Actor) -> QuerySet[User]:
    """Return who may manage a program: program managers of the agency."""
    held = Membership.objects.filter(organization=actor.organization, role="program_manager", ended_at=None)
    return User.objects.filter(pk__in=held.order_by().values("user_id")).order_by("name", "email")


def rates_of(actor: Actor, program: Program | None = None) -> Rates:
    """Return the agency's rates for a plan of a program; a fund of another program pays nothing in it."""
    rows = Rate.objects.filter(organization=actor.organization).select_related("fund")
    return Rates(tuple(_rate(row, program) for row in rows))


def _rate(row: Rate, program: Program | None) -> EngineRate:
    fund = row.fund if row.fund and (program is None or row.fund.program_id == program.pk) else None
    return EngineRate(row.kind, row.amount, row.source, PaidBy(row.paid_by), fund.name if fund else "")


def listed_rates(actor: Actor) -> list[tuple[RateKind, UnitPrice, Rate | None]]:
    """Return each kind with what stands where no rate is set, and the agency's own rate or None."""
    rows = {
        row.kind: row for row in Rate.objects.filter(organization=actor.organization).select_related("fund")
    }
    return [(kind, KINDS[kind.value], rows.get(kind.value)) for kind in RateKind]


def funds_of(actor: Actor) -> QuerySet[Fund]:
    """Return the funds of the agency's programs, by program and name."""
    found = Fund.objects.filter(program__organization=actor.organization).select_related("program")
    return found.order_by("program__name", "name", "id")
