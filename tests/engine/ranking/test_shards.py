"""A pool in several files gives the answer of the same people in one, wherever the files are ranked."""

from __future__ import annotations

import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.ranking.job_tables import job_tables
from gainful.engine.ranking.order import Floor, ListOrder, Ordering, Segment
from gainful.engine.ranking.pay_change import job_pay
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Constraints
from gainful.engine.ranking.pool_pieces import joined_pools
from gainful.engine.ranking.shards import as_json, from_json, rank_shards
from tests.engine.ranking.test_people import NURSING, required
from tests.engine.ranking.test_pool_file import stored, written

WANTED = Constraints(wage=35_000.0, shifts=1)
SIZES = (40, 0, 25, 60)


def asked():
    """The job of these tests as tables."""
    reference = load_reference()
    pay = job_pay(WANTED.wage, NURSING, None, reference).pay.wage
    return job_tables(required(), reference, WANTED, code=NURSING, pay=pay)


def shards(folder):
    """Files of some people each, and all of them in one pool."""
    pools = [stored(seed * 2, size, first=100 * seed) for seed, size in enumerate(SIZES, start=1)]
    paths = [folder / f"{place}.pool" for place in range(len(pools))]
    for path, pool in zip(paths, pools, strict=True):
        written(path, pool)
    return paths, joined_pools([pool for pool in pools if len(pool)])


def compare(answer, whole, ordering):
    ranking = rank_pool(required(), whole, WANTED, code=NURSING, ordering=ordering)
    assert answer.ids == [person.id for person in ranking.page(0, 20)]
    assert {reason: answer.excluded[reason] for reason in ranking.excluded} == ranking.excluded
    assert {reason: answer.if_relaxed[reason] for reason in ranking.excluded} == ranking.if_relaxed
    assert answer.selection_rates == ranking.selection_rates
    assert answer.by_occupation.tolist() == ranking.figures.by_occupation.tolist()


@pytest.mark.parametrize("by", [ListOrder.LEAST_TRAINING, ListOrder.LARGEST_GAIN, ListOrder.LONGEST_WAITING])
def test_the_answers_of_the_files_put_together_are_the_answer_of_all(tmp_path, by):
    paths, whole = shards(tmp_path)
    answer = rank_shards(paths, asked(), Ordering(by), NURSING, 20)
    compare(answer, whole, Ordering(by))
    compare(from_json(as_json(answer)), whole, Ordering(by))


def test_a_mixed_list_is_not_split(tmp_path):
    mixed = Ordering(ListOrder.MIXED, floors=(Floor(Segment.SUPPORT, 0.5),))
    with pytest.raises(ValueError, match="one process"):
        rank_shards(shards(tmp_path)[0], asked(), mixed, NURSING, 5)
