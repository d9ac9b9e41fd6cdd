"""What the record tells of a person stays with the agency: outsiders read how they stand, never by which work."""

from __future__ import annotations

from gainful.domain.plans.document import for_outsiders
from tests.engine.planning.test_history import plan, ranking

__all__ = ["plan", "ranking"]


def test_outsiders_read_no_job_paper_situation_or_note_of_a_person(plan):
    shared = for_outsiders(plan)
    text = str(shared.to_json()["people"])
    for words in ("Registered Nurse", "Cashier", "displaced", "Works now"):
        assert words in str(plan.to_json()["people"]), words
        assert words not in text, words
    assert all(not item.by for person in shared.people for item in person.first_day)
    standings = [item.standing for person in plan.people for item in person.first_day]
    assert standings == [item.standing for person in shared.people for item in person.first_day]
