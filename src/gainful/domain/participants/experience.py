"""How long people have worked in some occupations: read where a job asks for experience, for all of a pool at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

import numpy as np
from django.db.models import CharField
from django.db.models.functions import Cast

from gainful.domain.participants.models import WorkHistory
from gainful.engine.ranking.experience import years_in
from gainful.engine.ranking.pool import Pool
from gainful.engine.records import JobRecord

READ_AT_ONCE = 20_000


def years_of(pool: Pool, codes: Collection[str], as_of: date) -> np.ndarray:
    """Return years in these occupations of each person of the pool, float [n]; 0 where no such job is known."""
    held: dict[str, list[JobRecord]] = defaultdict(list)
    rows = WorkHistory.objects.filter(occupation_code__in=codes).order_by()
    told = rows.annotate(who=Cast("participant_id", CharField()))
    for who, code, start, end in told.values_list("who", "occupation_code", "start", "end").iterator(
        READ_AT_ONCE
    ):
        held[who].append(JobRecord(code, start=start, end=end))
    wanted = frozenset(codes)
    years = np.zeros(len(pool))
    found = pool.rows_of(list(held))
    years[found] = [years_in(held[str(who)], wanted, as_of) for who in pool.ids[found]]
    return years


def jobs_of(ids: Collection[UUID]) -> dict[str, tuple[JobRecord, ...]]:
    """Return the jobs of some people by their id as text, in one query: for those whom a page or a plan shows."""
    found: dict[str, list[JobRecord]] = {str(pk): [] for pk in ids}
    rows = WorkHistory.objects.filter(participant__in=list(ids)).order_by()
    for who, code, title, start, end in rows.values_list(
        "participant_id", "occupation_code", "title", "start", "end"
    ):
        found[str(who)].append(JobRecord(code, title, start=start, end=end))
    return {key: tuple(jobs) for key, jobs in found.items()}
