"""Calls for unpaid help, awards, fairs, courses and news offer no job; jobs that mention them do."""

from __future__ import annotations

import pytest

from gainful.engine.postings.job_facts import job_facts
from gainful.engine.postings.job_or_not import offers_a_job


def _offers(text: str) -> bool:
    facts = job_facts(text)
    return offers_a_job(text, facts, facts.title.value if facts.title else None)


@pytest.mark.parametrize(
    "text",
    [
        "Lend a hand on Saturday!\nThe Elm Street Shelter needs 12 volunteers to serve lunch and wash up. A $10 gas card for each.",
        "Riverbank cleanup\nVolunteers who stay till noon get a T-shirt. Lift 30 lb. Apply with your form.",
        "2027 BOLT FAMILY SCHOLARSHIP\nFive awards of $1,000 for students of welding. Apply by May 1, employers may nominate.",
        "SPRING JOB FAIR - Tuesday, 9 to 1\nMeet 40 employers, jobs from $15 to $40 an hour. Bring resumes.",
        "BECOME A DENTAL ASSISTANT IN 10 WEEKS!\nNext class starts Monday. Earn $19 an hour. Tuition $3,200, job placement help.",
        "Learn to weld\nNow enrolling nights. Tuition is $2,900 or payments. Welders earn $25 an hour.",
        "Cannery to add 80 jobs\nThe plant will hire packers at $19 an hour, the state said. Full-time work begins in May, the mayor said.",
    ],
)
def test_no_job_is_offered(text: str) -> None:
    assert not _offers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Volunteer Coordinator\nFood bank, full-time, $22/hr. Schedule our volunteers and thank them.",
        "Scholarship Coordinator\nCollege office. Review applications, 40 hours, $48,000.",
        "Welder\n$24/hr, tuition reimbursement up to $5,250, 401(k). Weld pipe.",
        "Admissions Advisor\nTruck school. You tell callers that the next class starts Monday. $20/hr.",
        "Career Fair Planner\nPlan job fairs for a college. Full-time.",
        "CNA in training\nWe pay the 4-week class and you start at $16. Become a CNA with us.",
    ],
)
def test_a_job_is_offered(text: str) -> None:
    assert _offers(text)
