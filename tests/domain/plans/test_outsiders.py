"""A reader outside the agency cannot tell whose English is taught as help."""

from __future__ import annotations

from gainful.domain.plans.document import for_outsiders
from gainful.engine.planning.build import ENGLISH
from gainful.engine.planning.document import LeftPart, ShortPart
from gainful.exchange.plans.paper import paper
from gainful.exchange.plans.tables import plan_tables
from tests.exchange.plans.test_paper import plan

__all__ = ["plan"]

SAID = "What is taught holds English for this job, which is paid as support: 1 person."


def test_nobody_outside_learns_whose_english_is_taught(plan):
    """Two lack English and one asked for help with it: neither gap, sentence nor hours taught tell them apart."""
    gap = ShortPart(
        competency_id=ENGLISH, name="English Language", required=4, held=3, hours_low=1, hours_high=9
    )
    helped, other = (
        person.model_copy(
            update={
                "short_of": (gap, *person.short_of), "support": support,
                "without_course": (*person.without_course, *alone),
            }
        )
        for person, support, alone in zip(plan.people[:2], (("language",), ()), ((), (ENGLISH,)), strict=True)
    )  # fmt: skip
    left = LeftPart(competency_id=ENGLISH, name="English Language", people=1, hours_low=1, hours_high=9)
    ours = plan.changed(people=(helped, other), hours=(*plan.hours, SAID), left=(*plan.left, left))
    shared = for_outsiders(ours)
    for part in shared.people:
        assert part.hours_estimate is None, "less what is learned at work it would be what help teaches"
        assert ENGLISH not in {item.competency_id for item in part.short_of} | set(part.without_course)
        assert part.hours is not None
        assert (part.hours.taught, part.hours.taught_low, part.hours.taught_high) == (None, None, None)
    printed = str(paper(shared, signature=True)["hours"]) + str(paper(shared, signature=True)["left"])
    assert "paid as support" not in printed
    assert "English" not in printed
    assert "English" not in plan_tables(shared)["open.csv"]
    assert SAID in ours.hours, "the agency reads it"


def test_who_has_no_class_needs_no_more_than_is_learned_at_work(plan):
    """10 of 40 hours are taught by help with English; without a class the rest of the sum would say so."""
    person = plan.people[0]
    hours = person.hours.model_copy(
        update={
            "courses": 0,
            "at_work_low": 8,
            "at_work_high": 30,
            "not_covered_low": 0,
            "not_covered_high": 2,
        }
    )
    alone = person.model_copy(
        update={"course_hours": 0, "takes": (), "hours": hours, "hours_low": 12, "hours_high": 40}
    )
    (part,) = for_outsiders(plan.changed(people=(alone,))).people
    assert (part.hours_low, part.hours_high) == (8, 32)
