"""People files: guessed columns, dates in three formats, every error with its column."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.occupations import load_reference
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.records.people import JobRecord
from gainful.engine.titles.ranking import rank_occupations
from gainful.exchange.people import COLUMNS, known_occupation, open_people, read_people, title_codes
from gainful.exchange.tables.cells import (
    DateOrder,
    detect_date_order,
    parse_date,
    parse_number,
    parse_yearly_pay,
)
from gainful.exchange.tables.errors import CellError, UnreadableTable
from gainful.exchange.tables.headings import guess_mapping

REFERENCE = load_reference()


SYSTEMS = (
    "Employee ID,Legal Name,Position Title,Original Hire Date",
    "State ID,Participant Name,Occupation Title,Start Date",
    "ClientID,LastName,Job_Title,JobStartDate",
    "Seeker ID,Seeker Name,Last Position Held,Date Hired",
    "Case Number,Customer Name,Job Title,Date Started",
    "Customer #,Name,Current Job,Started",
    "CONTACT_ID__c,Name__c,Job_Title__c,Start_Date__c",
)


@pytest.mark.parametrize("header", SYSTEMS)
def test_headings_as_case_systems_export_them(header):
    (row,) = rows(f"{header}\n1,Ana Diaz,Cook,2020-03-04\n")
    (job,) = row.record.jobs
    assert (row.record.code, row.record.name.split()[-1], job.title) == ("1", "Diaz", "Cook")
    assert job.start == date(2020, 3, 4)


@pytest.mark.parametrize("word", ["Count", "Average", "Sum:", "Record count: 1"])
def test_a_row_of_counts_below_the_table_is_no_person(word):
    assert [row.record.code for row in rows(f"Person ID,Name,Lowest pay\n7,Ana,15.50\n{word},1,\n")] == ["7"]


def test_a_wage_area_that_a_spreadsheet_made_a_number():
    (row,) = rows("Person ID,CBSA\n1,33460.0\n")
    assert row.record.area_code == "0033460"


def rows(text, **options):
    return list(open_people(text.encode(), "p.csv", reference=REFERENCE, **options).rows())


def test_common_headings_are_recognised():
    header = [
        "Client ID",
        "Full Name",
        "E-mail",
        "Zip",
        "SOC Code",
        "Start Date",
        "End Date",
        "Support needs",
        "Shoe",
    ]
    assert guess_mapping(header, COLUMNS) == {
        "code": "Client ID",
        "name": "Full Name",
        "email": "E-mail",
        "postal_code": "Zip",
        "occupation": "SOC Code",
        "start": "Start Date",
        "end": "End Date",
        "barriers": "Support needs",
    }


def test_a_row_becomes_a_person():
    (row,) = rows(
        "id,name,soc,start,end,min wage,barriers,credentials\n"
        "7,Ana,53-6031,03/2015,2020-06-30,$17.50/hour,no car; child care,CPR\n"
    )
    person = row.record
    assert person.jobs == (JobRecord("53-6031.00", "", "", date(2015, 3, 1), date(2020, 6, 30)),)
    assert person.wage_floor == 36_400
    assert person.barriers == ("transport", "childcare")
    assert person.credentials == ("credential:cpr-first-aid",)


def test_a_title_finds_its_occupation_or_is_kept_with_a_note():
    first, second = rows("id,job title\n1,cabin  CREW\n2,Zzgrk\n")
    assert first.record.jobs[0].code == "53-2031.00"
    assert second.record.jobs[0] == JobRecord("", "Zzgrk")
    assert "Zzgrk" in second.notes[0]


def test_a_title_in_other_words_is_read_and_said():
    (row,) = rows("id,current title\n1,Night shift nursing assistant II\n")
    assert row.record.jobs[0].code == "31-1131.00"
    assert "was read as Nursing Assistants (31-1131.00)" in row.notes[0]


def test_years_schooling_and_skills_in_words_count():
    (row,) = rows(
        "id,last occupation,end,years of experience,education,skills\n"
        '1,Cashier,2026-06-30,5+ years,Associate degree in nursing,"Excel, Active Listening=4; zzgrk"\n'
    )
    job = row.record.jobs[0]
    assert (job.code, job.start, job.end) == ("41-2011.00", date(2021, 6, 30), date(2026, 6, 30))
    assert row.record.credentials == ("credential:associate-degree",)
    assert {s.competency_id: s.level for s in row.record.skills} == {
        "technology:microsoft-excel": None,
        "onet:2.A.1.b": 4.0,
    }
    assert row.notes == ("“zzgrk” is not known as a skill and was left out.",)
    assert row.held_names == ("Associate degree", "Microsoft Excel", "Active Listening (4 of 7)")


@pytest.mark.parametrize(
    ("cells", "said"), [("many,", "not a number"), ("99,", "from 0 to 70"), ("2,Speaking=9", "from 0 to 7")]
)
def test_years_and_levels_out_of_range_are_refused(cells, said):
    (row,) = rows(f"id,soc,years,skills\n1,41-2011,{cells}\n")
    assert row.record is None
    assert said in row.problems[0].message


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("CNA; Commercial driver's license", ("credential:cna", "credential:cdl")),
        ("Certified nursing assistant, BLS", ("credential:cna", "credential:bls")),
        ("aws-welder", ("credential:aws-welder",)),
        ("Potter's mark", ("credential:potter-s-mark",)),
    ],
)
def test_credentials_are_the_ones_that_postings_ask_for(told, expected):
    (row,) = rows(f'id,credentials\n1,"{told}"\n')
    assert row.record.credentials == expected


def test_every_problem_of_a_row_is_named_with_its_column():
    (row,) = rows(
        "id,Email,soc,Start,End,Pay,commute\n,nope,99-9999,2020-05-01,2019-01-01,lots,999\n", mapping=None
    )
    assert row.record is None
    assert {p.column for p in row.problems} >= {"id", "Email", "soc", "End", "commute"}


def test_formulas_are_text():
    (row,) = rows("id,name\n1,=cmd|' /C calc'!A0\n")
    assert row.record.name.startswith("=cmd")


def test_work_history_in_one_cell():
    (row,) = rows('id,jobs\n1,"53-6031.00 2015-03..2020-06; Baker 2021-01..; 31-1131.00"\n')
    assert [job.code for job in row.record.jobs] == ["53-6031.00", "51-3011.00", "31-1131.00"]
    assert row.record.jobs[1].end is None


def test_dates_in_three_formats_are_understood_when_the_column_proves_the_order():
    file = open_people(
        b"id,soc,start\n1,53-6031,31/03/2019\n2,53-6031,2019-03-31\n3,53-6031,04/03/2019\n", "p.csv"
    )
    assert [row.record.jobs[0].start for row in file.rows()] == [
        date(2019, 3, 31),
        date(2019, 3, 31),
        date(2019, 3, 4),
    ]


def test_ambiguous_dates_are_asked_about(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("id,soc,start\n1,53-6031,03/04/2019\n")
    with pytest.raises(UnreadableTable, match="two ways"):
        read_people(path)
    (person,), refused = read_people(path, date_order=DateOrder.DAY_FIRST)
    assert person.jobs[0].start == date(2019, 4, 3)
    assert not refused


def test_since_when_somebody_waits_is_read_and_a_day_to_come_is_complained_of():
    told, untold, ahead = rows(
        "id,soc,Registration date\n1,53-6031,31/03/2019\n2,53-6031,\n3,53-6031,2099-03-31\n"
    )
    assert told.record.waits_since == date(2019, 3, 31)
    assert untold.record.waits_since is None
    assert ahead.record is None
    assert "has not come yet" in ahead.problems[0].message


def test_lines_with_one_id_join_into_one_history(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("id,soc\n1,53-6031\n1,31-1131\n2,53-6031\n")
    people, _ = read_people(path)
    assert [len(person.jobs) for person in people] == [2, 1]


def test_one_id_of_two_people_is_refused_and_spellings_of_one_name_are_not():
    first, spelled, other = rows(
        'id,name,soc\n1,Ana Silva,53-6031\n1,"Silva, Ana M.",31-1131\n1,Ben Ode,53-6031\n'
    )
    assert first.record
    assert spelled.record
    assert other.record is None
    assert "Line 2 gives this ID to “Ana Silva”" in other.problems[0].message
    assert other.problems[0].column == "id"


def test_a_job_of_the_far_future_is_named_and_one_that_begins_soon_stops_no_plan(tmp_path):
    (far,) = rows("id,soc,start\n1,53-6031,2099-01-01\n")
    assert "far ahead" in far.problems[0].message
    path = tmp_path / "p.csv"
    path.write_text(f"id,soc,start\n1,53-6031,{date.today() + timedelta(days=30)}\n")  # noqa: DTZ011
    people, refused = read_people(path)
    assert not refused
    pool = pool_from_records(people, REFERENCE, date.today())  # noqa: DTZ011
    assert len(pool.ids) == 1


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("colour,weather\n1,2\n")
    with pytest.raises(UnreadableTable, match="Person ID"):
        read_people(path)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_every_way_to_write_a_date_gives_the_same_day(day):
    ways = [
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    ]
    assert {parse_date(way) for way in ways} == {day}
    assert parse_date(f"{day:%m/%d/%Y}", DateOrder.MONTH_FIRST) == day
    assert parse_date(f"{day:%d/%m/%y}", DateOrder.DAY_FIRST) == day


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2019", "05/06/2020"], DateOrder.ASK),
        (["03/14/2019", "05/06/2020"], DateOrder.MONTH_FIRST),
        (["14/03/2019"], DateOrder.DAY_FIRST),
        (["14/03/2019", "03/14/2019"], DateOrder.ASK),
        (["2019-03-14", "March 2019"], None),
    ],
)
def test_date_order(values, order):
    assert detect_date_order(values) == order


@pytest.mark.parametrize("text", ["30.02.2020", "soon", "2020-13-01", "0001-01-01", "2999-01-01"])
def test_no_such_day(text):
    with pytest.raises(CellError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "number"), [("1,234.50", 1234.5), ("1.234,50", 1234.5), ("$ 12", 12), ("3,5", 3.5), ("", None)]
)
def test_numbers(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "pay"),
    [("$18/hr", 37_440), ("18", 37_440), ("45k", 45_000), ("45,000 per year", 45_000), ("", None)],
)
def test_pay(text, pay):
    assert parse_yearly_pay(text) == pay


def test_first_and_last_name_columns_make_one_name(tmp_path):
    """Nearly every client file has two columns; the person must not be called by their number."""
    file = tmp_path / "people.csv"
    file.write_text("Client No,First name,Last name,Min pay,Last job\n7,Ann,Lee,18,Line cook\n8,,Diaz,,\n")
    people, refused = read_people(file, reference=REFERENCE)
    assert not refused
    assert [(p.code, p.name) for p in people] == [("7", "Ann Lee"), ("8", "Diaz")]
    assert people[0].wage_floor == 18 * 2080


def test_a_title_that_several_occupations_go_by_is_read_as_postings_are():
    """Five occupations are called line cook; the first by code is fast food, the likeliest a restaurant's."""
    likeliest = rank_occupations(["line cook"], 1)[0][0].code
    assert title_codes(REFERENCE)["line cook"] == ""
    assert known_occupation("Line cook", REFERENCE) == likeliest == "35-2014.00"
    assert known_occupation("Registered Nurses", REFERENCE) == "29-1141.00"
