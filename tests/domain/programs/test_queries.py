"""The list of programs counts sites and adds funds, each by itself."""

from __future__ import annotations

from decimal import Decimal

from gainful.domain.accounts.actor import acting_as
from gainful.domain.programs.actions import add_fund, add_program, add_site
from gainful.domain.programs.queries import listed
from tests.town import town

__all__ = ["town"]


def test_funds_are_summed_once_however_many_sites_there_are(town):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        program = add_program(actor, name="Care careers")
        for name in ("North", "South", "East"):
            add_site(actor, program, name=name)
        for name, amount in (("Formula", "120000.00"), ("Gift", "30000.50")):
            add_fund(actor, program, name=name, amount=Decimal(amount))
        add_program(actor, name="Nothing yet")
        found = {row.name: (row.site_count, row.fund_sum) for row in listed(actor)}
    assert found == {"Care careers": (3, Decimal("150000.50")), "Nothing yet": (0, None)}
