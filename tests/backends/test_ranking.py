"""The block function on Spark workers: the answer of the same files in this process, to the last digit."""

from __future__ import annotations

import pytest

from gainful.engine.ranking.order import Ordering
from gainful.engine.ranking.shards import as_json, rank_shards, rank_shards_on_spark
from tests.backends.test_indicators import spark  # noqa: F401 - a fixture
from tests.engine.ranking.test_people import NURSING
from tests.engine.ranking.test_shards import asked, compare, shards


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_on_spark_the_answer_is_the_same(spark, tmp_path):  # noqa: F811
    paths, whole = shards(tmp_path)
    here = rank_shards(paths, asked(), Ordering(), NURSING, 20)
    there = rank_shards_on_spark(spark, paths, asked(), Ordering(), NURSING, 20)
    assert as_json(there) == as_json(here)
    compare(there, whole, Ordering())
