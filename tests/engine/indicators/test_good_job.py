"""How good a job is for a person: each part by hand, and what is not known counts neither way."""

import pytest

from gainful.engine.indicators.good_job import (
    Fit,
    JobFacts,
    Part,
    PayStandard,
    PersonNeeds,
    good_job_score,
)

JOB = JobFacts(
    20.0, 40, frozenset({"day"}), frozenset({"health", "sick_leave", "retirement"}), "Practical nurse"
)
NEEDS = PersonNeeds(40_000, frozenset({"day", "evening"}))
LIVING = PayStandard(19.0, "table of 2026")


def fit(part, job=JOB, needs=NEEDS, standard=LIVING):
    return next(one for one in good_job_score(job, needs, standard).parts if one.part is part).fit


def test_a_job_that_meets_everything():
    score = good_job_score(JOB, NEEDS, LIVING)
    assert (score.met, score.compared, score.share) == (6, 6, 1.0)
    assert [part.part for part in score.parts] == list(Part)


def test_nothing_known_is_nothing_compared():
    score = good_job_score(JobFacts(), PersonNeeds(), None)
    assert (score.met, score.compared, score.share) == (0, 0, None)
    assert {part.fit for part in score.parts} == {Fit.NOT_COMPARED}


@pytest.mark.parametrize(
    ("part", "job", "expected"),
    [
        (Part.OWN_PAY, JobFacts(19.0, 40), Fit.SHORT),  # 39,520 a year
        (Part.OWN_PAY, JobFacts(19.24, 40), Fit.MEETS),  # 40,019
        (Part.OWN_PAY, JobFacts(20.0, 38), Fit.SHORT),  # 39,520
        (Part.LIVING_PAY, JobFacts(19.0, 40), Fit.MEETS),
        (Part.LIVING_PAY, JobFacts(24.0, 30), Fit.SHORT),  # 18.00 at full time
        (Part.LIVING_PAY, JobFacts(18.0, 60), Fit.SHORT),  # more hours make no better wage
        (Part.HOURS, JobFacts(20.0, 35), Fit.MEETS),
        (Part.HOURS, JobFacts(20.0, 34.5), Fit.SHORT),
        (Part.SCHEDULE, JobFacts(shifts=frozenset({"day", "night"})), Fit.SHORT),
        (Part.SCHEDULE, JobFacts(shifts=frozenset({"evening"})), Fit.MEETS),
        (Part.BENEFITS, JobFacts(benefits=frozenset()), Fit.SHORT),
        (Part.BENEFITS, JobFacts(benefits=frozenset({"health", "paid_leave"})), Fit.SHORT),
        (Part.BENEFITS, JobFacts(benefits=frozenset({"health", "paid_leave", "retirement"})), Fit.MEETS),
        (Part.BENEFITS, JobFacts(benefits=None), Fit.NOT_COMPARED),
        (Part.LADDER, JobFacts(), Fit.NOT_COMPARED),
        (Part.LADDER, JobFacts(next_role="Lead"), Fit.MEETS),
    ],
)
def test_each_part_by_hand(part, job, expected):
    assert fit(part, job) is expected


def test_the_missing_benefits_and_the_source_are_named():
    parts = {
        one.part: one for one in good_job_score(JobFacts(20.0, 40, benefits=frozenset()), NEEDS, LIVING).parts
    }
    assert parts[Part.BENEFITS].needs == ("health", "paid_leave", "retirement")
    assert parts[Part.LIVING_PAY].source == "table of 2026"
