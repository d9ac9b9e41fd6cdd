"""Course files: competencies with levels, prices, and prerequisites that do not wait for each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.occupations import load_reference
from gainful.exchange.courses import prerequisite_circles, read_courses

REFERENCE = load_reference()
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


def table(tmp_path, text):
    path = tmp_path / "c.csv"
    path.write_text(text)
    told = []
    courses, refused = read_courses(path, reference=REFERENCE, tell=told.append)
    return {course.code: course for course in courses}, refused, told


def test_competencies_may_be_told_in_words_and_what_nobody_knows_is_said(tmp_path):
    courses, refused, told = table(
        tmp_path,
        "course_id,title,skills,hours,cost,soc\n"
        'C1,Care,"vital signs, infection control, zzgrk",120,1400,31-1131\n'
        "C2,Office,Excel; Active Listening,6,90,\n",
    )
    assert not refused
    assert {"onet:2.C.5.a", "onet:2.C.4.d"} <= {t.competency_id for t in courses["C1"].teaches}
    medicine = next(t for t in courses["C1"].teaches if t.competency_id == "onet:2.C.5.a")
    row, column = REFERENCE.row("31-1131.00"), REFERENCE.column("onet:2.C.5.a")
    assert medicine.level_to == pytest.approx(REFERENCE.level[row, column], abs=0.01)
    office = {t.competency_id: t.level_to for t in courses["C2"].teaches}
    assert 2 < office["onet:2.A.1.b"] < 5, "without an occupation: the level that work usually asks"
    assert "technology:microsoft-excel" in office
    assert told == ["line 2: “zzgrk” is not known as a competency and was left out."]


def test_a_line_for_each_competency_makes_one_course(tmp_path):
    courses, refused, told = table(
        tmp_path,
        "code,name,provider,competency,level,hours,price,prerequisite,room\n"
        "A,Basics,X,2.A.1.b,3.5,30,200,,1\nA,Basics,X,Medicine and Dentistry,3,30,200,,1\n"
        "B,More,X,2.C.5.a,4,60,500,A,2\n",
    )
    assert not refused
    assert [(t.competency_id, t.level_to) for t in courses["A"].teaches] == [
        ("onet:2.A.1.b", 3.5),
        ("onet:2.C.5.a", 3.0),
    ]
    assert courses["B"].prerequisites == ("A",)
    assert told == ["Not used: “room”."]


def test_a_catalogue_of_programs_without_competencies_is_read_from_titles(tmp_path):
    courses, refused, told = table(
        tmp_path,
        "program code,course id,title,hours,cost,description\n"
        "51.3902,P1,Certified Nurse Aide,120,900,Vital signs. Infection control. Bathing residents.\n"
        "01.0000,P2,Zzgrk,10,10,\n",
    )
    assert courses["P1"].credential == "credential:cna"
    assert "31-1131.00" in courses["P1"].occupations
    assert "onet:2.C.5.a" in {t.competency_id for t in courses["P1"].teaches}
    assert any("as its title says" in said for said in told)
    assert "Nothing says what this course teaches" in refused[0].problems[0].message


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


def test_a_field_of_study_without_an_occupation_gives_none(tmp_path):
    """The CIP-SOC crosswalk lists fields that lead to no occupation as 99-9999, and 99.9999 is no field."""
    path = tmp_path / "c.csv"
    path.write_text(
        "id,title,hours,cost,teaches,cip\n"
        "A,Taxidermy,40,100,onet:2.A.1.b,01.0508\n"
        "B,No match,40,100,onet:2.A.1.b,99.9999\n"
        "C,Nurse aide,40,100,onet:2.A.1.b,51.3902\n"
    )
    courses, _ = read_courses(path, reference=REFERENCE)
    assert {course.code: course.occupations for course in courses} == {"A": (), "B": (), "C": ("31-1131.00",)}


@pytest.mark.parametrize(
    ("cells", "price"),
    [
        ("9000,750,9750", 9750),
        ('"9,000",750,', 9750),
        ("9000,,", 9000),
        (",,9750", 9750),
        ("9000,750,Free", 0),
    ],
)
def test_a_course_without_its_total_costs_tuition_and_fees(tmp_path, cells, price):
    path = tmp_path / "c.csv"
    path.write_text(f"id,course,hours,teaches,Tuition,Fees,Total Cost\nA,Care,40,technology:excel,{cells}\n")
    told = []
    (course,), refused = read_courses(path, reference=REFERENCE, tell=told.append)
    assert (course.price, refused) == (price, [])
    assert not any("free of charge" in note for note in told)


def test_hours_in_brackets_behind_a_length(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text(
        "Program ID,Program Name,Program Length (Hours),Cost,Skills\nA,Care,600,1,technology:excel\n"
    )
    (course,), _ = read_courses(path, reference=REFERENCE)
    assert course.hours == 600
