"""A question that was not asked excludes nobody; an answer that does not fit does."""

from dataclasses import replace

import numpy as np
import pytest

from gainful.engine.ranking.people import Constraints, rank_pool
from tests.engine.ranking.test_people import make_pool, required

DAY, NIGHT = 0b001, 0b100


@pytest.mark.parametrize(
    ("can_work", "asked", "excluded"),
    [(0, DAY, 0), (0, DAY | NIGHT, 0), (DAY, DAY, 0), (NIGHT, DAY, 1), (DAY, DAY | NIGHT, 1)],
)
def test_shifts(can_work, asked, excluded):
    pool = make_pool(8)
    pool = replace(pool, shifts=np.full(8, can_work, np.uint8))
    ranking = rank_pool(required(), pool, Constraints(shifts=asked))
    assert ranking.excluded.get("schedule", 0) == 8 * excluded


@pytest.mark.parametrize(("area", "excluded"), [("", 0), ("0033460", 0), ("0016980", 1)])
def test_area(area, excluded):
    pool = replace(make_pool(8), area=np.array([area] * 8))
    ranking = rank_pool(required(), pool, Constraints(area="0033460"))
    assert ranking.excluded.get("area", 0) == 8 * excluded


@pytest.mark.parametrize(("floor", "excluded"), [(np.nan, 0), (42_000, 0), (42_001, 1)])
def test_least_wage(floor, excluded):
    pool = replace(make_pool(8), wage_floor=np.full(8, floor, np.float32))
    ranking = rank_pool(required(), pool, Constraints(wage=42_000))
    assert ranking.excluded.get("wage", 0) == 8 * excluded
