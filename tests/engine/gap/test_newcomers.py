"""Newcomers learn at the job what their last work does not have, and nobody unlearns their own."""

from __future__ import annotations

import numpy as np

from gainful.engine.gap import newcomer_hours, share_not_done
from gainful.engine.gap.preparation import INSTRUCTION, MONTH, PRACTICE
from gainful.engine.occupations import load_reference

REFERENCE = load_reference()
WELDER, GRINDER, ASSEMBLER = (REFERENCE.row(code) for code in ("51-4121.00", "51-4033.00", "51-2092.00"))


def test_shares_are_shares_and_nobody_lacks_their_own_work():
    for job in range(0, len(REFERENCE.occupations), 37):
        share = share_not_done(REFERENCE, job)
        known = share[~np.isnan(share)]
        assert ((known >= 0) & (known <= 1)).all()
        assert np.isnan(share[job]) or share[job] == 0
        low, high = newcomer_hours(REFERENCE, job)
        assert (low >= 0).all()
        assert (low <= high).all()
        assert low[job] == high[job] == 0


def test_hours_are_the_reported_months_times_the_share():
    months = REFERENCE.education("51-4121.00").on_the_job_months
    low, high = newcomer_hours(REFERENCE, WELDER)
    share = share_not_done(REFERENCE, WELDER)[ASSEMBLER]
    assert np.isclose(low[ASSEMBLER], months * MONTH * INSTRUCTION * share)
    assert np.isclose(high[ASSEMBLER], months * MONTH * PRACTICE * share)
    assert high[GRINDER] < high[ASSEMBLER], "a grinder does more of a welder's work than an assembler"


def test_where_no_tasks_are_listed_only_the_upper_figure_counts():
    row = next(
        place
        for place, o in enumerate(REFERENCE.occupations)
        if place not in set(REFERENCE.task_activities[0])
    )
    low, high = newcomer_hours(REFERENCE, WELDER)
    assert low[row] == 0
    assert high[row] > 0
