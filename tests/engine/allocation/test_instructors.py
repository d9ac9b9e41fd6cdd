"""Instructors and cohorts: who fits and why, stable pairs, nobody twice on one day."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.allocation.instructors import (
    CohortToTeach,
    InstructorRecord,
    match_instructors,
    reasons_to_teach,
)

DAY = date(2027, 1, 4)


def cohort(name: str, first: int = 0, days: int = 30, **more) -> CohortToTeach:
    return CohortToTeach(name, DAY + timedelta(first), DAY + timedelta(first + days), **more)


def test_reasons_stand_in_their_order_and_the_same_work_counts_once():
    one = InstructorRecord(
        "i", frozenset({"c"}), frozenset({"31-1131.00"}), frozenset({"p"}), frozenset({"s"})
    )
    same = cohort("a", curriculum="c", occupations=frozenset({"31-1131.00"}), program="p", site="s")
    assert reasons_to_teach(same, one) == (("curriculum", "occupation", "program", "site"), 13)
    near = cohort("a", curriculum="d", occupations=frozenset({"31-1121.00"}))
    assert reasons_to_teach(near, one) == (("group",), 3)
    assert reasons_to_teach(cohort("a", curriculum="d"), one) == ((), 0)


def test_nobody_teaches_two_cohorts_on_one_day():
    busy = InstructorRecord("i", programs=frozenset({"p"}), busy=((DAY, DAY + timedelta(10)),))
    assert reasons_to_teach(cohort("a", 10, program="p"), busy) == ((), 0)
    assert reasons_to_teach(cohort("a", 11, program="p"), busy) == (("program",), 2)


def test_each_instructor_has_one_before_anybody_has_two():
    wanted = [
        cohort("a", 0, program="p"),
        cohort("b", 60, program="p"),
        cohort("c", 120, program="p"),
        cohort("d", 5),
    ]
    both = [InstructorRecord(name, programs=frozenset({"p"})) for name in ("x", "y")]
    assert [(pair.cohort, pair.instructor) for pair in match_instructors(wanted, both)] == [
        ("a", "x"), ("b", "y"), ("c", "x"),
    ]  # fmt: skip


KINDS = st.frozensets(st.sampled_from("abc"), max_size=2)


@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.sampled_from(["", "a", "b"]), KINDS, st.sampled_from("pq")),
        max_size=6,
    ),
    st.lists(st.tuples(KINDS, KINDS, st.frozensets(st.sampled_from("pq"), max_size=1)), max_size=4),
)
def test_no_cohort_and_instructor_who_are_free_would_both_rather_have_each_other(wanted, known):
    cohorts = [
        cohort(f"k{n}", first, curriculum=curriculum, occupations=work, program=program)
        for n, (first, curriculum, work, program) in enumerate(wanted)
    ]
    people = [InstructorRecord(f"i{n}", *each) for n, each in enumerate(known)]
    pairs = match_instructors(cohorts, people)
    days = {each.id: (each.starts_on, each.ends_on) for each in cohorts}
    for one in people:
        mine = [days[pair.cohort] for pair in pairs if pair.instructor == one.id]
        assert all(a is b or a[1] < b[0] or b[1] < a[0] for a, b in product(mine, mine))
    taught = {pair.cohort for pair in pairs}
    for each, one in product(cohorts, people):  # whoever is left over fits nobody who is free on these days
        if each.id not in taught and reasons_to_teach(each, one)[1]:
            mine = [days[pair.cohort] for pair in pairs if pair.instructor == one.id]
            assert any(first <= each.ends_on and each.starts_on <= last for first, last in mine)
