"""A class of three behind a job of an aide and one of a porter, with the hours that each still has to learn."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import RuleAnswer
from gainful.domain.placements import proposals
from gainful.domain.programs.models import Program
from tests.cohorts import committed, draft, eligible, manager

HOURS = {
    ("Aide", 0): 10,
    ("Porter", 0): 50,
    ("Aide", 1): 20,
    ("Porter", 1): 100,
    ("Aide", 2): 90,
    ("Porter", 2): 95,
}
"""Hours still to learn by job and person. One by one the first would become an aide and the second a porter, 110 hours
together; the other way round it is 70."""


class Ranked:
    """A ranking that knows the people of the cohort alone."""

    def __init__(self, order, people, failed):
        ids = sorted(str(person.pk) for person in people)
        self.pool = SimpleNamespace(
            ids=np.array(ids), rows_of=lambda wanted: np.flatnonzero(np.isin(ids, list(wanted)))
        )
        place = {str(person.pk): number for number, person in enumerate(people)}
        self.hours = np.array([HOURS[order.title, place[key]] for key in ids], float)
        self.failed = [failed.get((order.title, place[key]), ()) for key in ids]

    def hours_of(self, rows):
        return self.hours[rows]

    def reasons_of(self, row):
        return self.failed[row]


@pytest.fixture
def world(town, monkeypatch):
    """Three people in a class behind one opening of an aide and one of a porter; the third lives in the north."""
    with acting_as_system("test"):
        program = Program.objects.create(organization=town.agency, name="Care careers")
        openings = [
            *committed(town.agency, town.employer_org, 1, title="Aide"),
            *committed(town.agency, town.employer_org, 1, title="Porter"),
        ]
    with manager(town) as actor:
        cohort = actions.create_cohort(actor, program, draft(seats=3))
        actions.add_openings(actor, cohort, [row.pk for row in openings])
        actions.override_seats(actor, cohort, seats=3, name="Mara", title="Director", reason="More will come")
        north = actions.add_rule(actor, cohort, kind="segment", question="North?", label="North")
        actions.open_cohort(actor, cohort)
    rows = eligible(town, cohort, 3)
    with acting_as_system("test"):
        RuleAnswer.objects.create(application=rows[2], rule=north, says="yes")
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        seats = [actions.accept_seat(actor, row) for row in actions.offer_seats(actor, cohort)]
    people = [row.participant for row in rows]
    failed: dict[tuple[str, int], tuple[str, ...]] = {}
    monkeypatch.setattr(proposals, "version_to_plan", lambda order: order)
    monkeypatch.setattr(proposals, "rank_people", lambda actor, order, version: Ranked(order, people, failed))
    orders = {row.job_order.title: row.job_order for row in openings}
    return SimpleNamespace(cohort=cohort, people=people, orders=orders, failed=failed, seats=seats)
