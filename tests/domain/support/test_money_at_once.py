"""Two who decide at the same moment, from two funds: the person's cap holds."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from django.db import connection, transaction

from gainful.domain.programs.actions import add_fund
from gainful.domain.support.actions.money import Ask, approve_money, ask_money, set_cap
from gainful.domain.support.errors import SupportError
from tests.helped import as_member, fund
from tests.person import ana
from tests.town import town

__all__ = ["ana", "fund", "town"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_decision_waits_for_the_first_and_counts_it(town, ana, fund):
    with as_member(town.coach) as actor:
        rows = [ask_money(actor, ana.person, Ask("transport", Decimal(90), "Bus pass")) for _ in range(2)]
    with as_member(town.manager) as actor:
        set_cap(actor, "transport", amount=Decimal(100), days=30)
        other = add_fund(actor, fund.program, name="County", amount=Decimal(1000))
    decided, go_on = threading.Event(), threading.Event()

    def first():
        with as_member(town.manager) as actor, transaction.atomic():
            approve_money(actor, rows[0], fund=fund, amount=Decimal(90))
            decided.set()
            go_on.wait(20)
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert decided.wait(20)
    threading.Timer(0.5, go_on.set).start()
    with as_member(town.manager) as actor, pytest.raises(SupportError, match=r"cap leaves \$10\.00"):
        approve_money(actor, rows[1], fund=other, amount=Decimal(90))
    assert go_on.is_set(), "it waited for the first"
    thread.join()
