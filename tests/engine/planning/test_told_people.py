"""What a plan says of its people beside figures: English that support teaches, an hour that pays less."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gainful.engine.planning.build import ENGLISH, untaught
from gainful.engine.planning.unknowns import _about_hourly
from gainful.engine.ranking.pay_change import PayBasis

NO_COURSES = SimpleNamespace(courses=())


@pytest.mark.parametrize(
    ("support", "left"), [(("language",), ["b"]), (("childcare",), [ENGLISH, "b"]), ((), [ENGLISH, "b"])]
)
def test_english_that_support_pays_is_not_learned_at_work_again(support, left):
    short = tuple(SimpleNamespace(competency_id=key, required=3.0) for key in (ENGLISH, "b"))
    one = SimpleNamespace(person=SimpleNamespace(support=support, short_of=short), takes=())
    assert [item.competency_id for item in untaught(one, NO_COURSES)] == left


@pytest.mark.parametrize(
    ("change", "hours", "basis", "said"),
    [
        (3_320.0, 45, PayBasis.STATED, True),  # 63,180 for 45 hours: $27.00; 59,860 for 40: $28.78
        (8_000.0, 45, PayBasis.STATED, False),  # 55,180 for 40: $26.53
        (-1.0, 45, PayBasis.STATED, False),  # the year pays less, which stands elsewhere
        (None, 45, PayBasis.STATED, False),
        (3_320.0, 40, PayBasis.STATED, False),
        (3_320.0, None, PayBasis.STATED, False),
        (3_320.0, 45, PayBasis.USUAL, False),
    ],
)
def test_an_hour_that_pays_less_is_said_where_the_year_pays_more(change, hours, basis, said):
    ranking = SimpleNamespace(pay=SimpleNamespace(basis=basis, pay=SimpleNamespace(wage=63_180.0)))
    told = _about_hourly(ranking, [SimpleNamespace(wage_change=change)], hours)
    assert bool(told) == said
    assert not told or told[0].startswith("An hour would pay 1 person less")
