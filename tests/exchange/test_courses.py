"""Course files: competencies with levels, prices, and prerequisites that do not wait for each other."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.exchange.courses import prerequisite_circles, read_courses

REFERENCE = SimpleNamespace(elements=(SimpleNamespace(id="onet:2.A.1.b", name="Active Listening"),))
HEAD = "id,title,hours,cost,teaches,prereq,start date\n"


def read(tmp_path, body):
    path = tmp_path / "c.csv"
    path.write_text(HEAD + body)
    return read_courses(path, reference=REFERENCE)


def test_a_course_with_levels_by_id_and_by_name(tmp_path):
    (course,), refused = read(
        tmp_path, 'A,Care,40,"$1,200",Active listening=2..3.5; technology:excel,,2027-01-11\n'
    )
    assert not refused
    assert [(t.competency_id, t.level_from, t.level_to) for t in course.teaches] == [
        ("onet:2.A.1.b", 2.0, 3.5),
        ("technology:excel", None, None),
    ]
    assert course.price == 1200


def test_the_occupations_a_course_is_for_are_read_and_checked(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text(
        "id,title,hours,cost,teaches,soc codes\nA,Care,4,1,onet:x,31-1131; 31-9092.00\nB,b,4,1,onet:x,nurse\n"
    )
    (course,), refused = read_courses(path, reference=REFERENCE)
    assert course.occupations == ("31-1131.00", "31-9092.00")
    assert "not an occupation code" in refused[0].problems[0].message


def test_a_circle_is_named_and_the_rest_kept(tmp_path):
    body = "A,a,1,0,onet:x,B,\nB,b,1,0,onet:x,C,\nC,c,1,0,onet:x,A,\nD,d,1,0,onet:x,,\n"
    courses, refused = read(tmp_path, body)
    assert [course.code for course in courses] == ["D"]
    assert all("wait for each other" in row.problems[0].message for row in refused)
    assert "A → B → C → A" in refused[0].problems[0].message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("A,a,0,0,onet:x,,\n", "hours"),
        ("A,a,4,-1,onet:x,,\n", "price"),
        ("A,a,4,1,wizardry=2,,\n", "No competency"),
        ("A,a,4,1,onet:x=9,,\n", "0 to 7"),
        ("A,a,4,1,onet:x,Z,\n", "No course has the ID Z"),
        ("A,a,4,1,onet:x,,\nA,b,4,1,onet:x,,\n", "already on line 2"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, body, words):
    _, refused = read(tmp_path, body)
    assert words.lower() in refused[-1].problems[0].message.lower()


@given(
    st.dictionaries(
        st.integers(0, 12).map(str), st.lists(st.integers(0, 12).map(str), max_size=3), max_size=13
    )
)
def test_circles_are_found_exactly_when_there_is_no_order(graph):
    from graphlib import CycleError, TopologicalSorter

    try:
        list(TopologicalSorter({k: [v for v in vs if v in graph] for k, vs in graph.items()}).static_order())
        ordered = True
    except CycleError:
        ordered = False
    assert bool(prerequisite_circles(graph)) is not ordered
