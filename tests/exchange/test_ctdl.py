"""Courses in CTDL JSON: names by language, hours, whole cost, what is taught; what is missing is said, not guessed."""

from __future__ import annotations

import json

import pytest

from gainful.engine.occupations import load_reference
from gainful.exchange.courses import open_courses, read_courses
from gainful.exchange.tables.errors import UnreadableTable

ORGANIZATION = {
    "@type": "ceterms:CredentialOrganization",
    "@id": "https://example.org/org",
    "ceterms:name": {"en-US": "Bright College"},
}
COURSE = {
    "@type": "ceterms:Course",
    "@id": "https://example.org/course",
    "ceterms:ctid": "ce-1",
    "ceterms:codedNotation": "CNA-101",
    "ceterms:name": {"es": "Cuidado", "en-US": "Nursing assistant"},
    "ceterms:offeredBy": ["https://example.org/org"],
    "ceterms:estimatedDuration": [{"@type": "ceterms:DurationProfile", "ceterms:exactDuration": "PT75H30M"}],
    "ceterms:estimatedCost": [
        {"@type": "ceterms:CostProfile", "ceterms:price": 900, "ceterms:currency": "USD"},
        {"@type": "ceterms:CostProfile", "ceterms:price": 50.5, "ceterms:currency": "USD"},
    ],
    "ceterms:deliveryType": [
        {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": "deliveryType:BlendedDelivery"}
    ],
    "ceterms:occupationType": [{"ceterms:codedNotation": "31-1131.00"}, {"ceterms:codedNotation": "31-1131.00"}],
    "ceterms:teaches": [
        {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": {"en-US": "Active Listening"}},
        {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": {"en-US": "Zeppelins; of lead"}},
    ],
}  # fmt: skip


CLOCK_HOURS = {"schema:value": 60, "ceterms:creditUnitType": [{"ceterms:targetNode": "creditUnit:ClockHour"}]}
WHOLE = {
    "ceterms:price": "1000",
    "ceterms:currency": "USD",
    "ceterms:directCostType": [{"ceterms:targetNode": "costType:AggregateCost"}],
}


def read(tmp_path, data):
    path = tmp_path / "courses.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return read_courses(path, reference=load_reference())


def test_a_course_of_the_registry_is_read_with_its_provider(tmp_path):
    (course,), refused = read(tmp_path, {"@context": "x", "@graph": [ORGANIZATION, COURSE]})
    assert refused == []
    assert (course.code, course.title, course.provider) == ("CNA-101", "Nursing assistant", "Bright College")
    assert (course.hours, course.price, course.modality) == (75.5, 950.5, "hybrid")
    assert course.occupations == ("31-1131.00",)
    assert "onet:2.A.1.b" in [taught.competency_id for taught in course.teaches]


@pytest.mark.parametrize(
    ("change", "hours", "price"),
    [
        ({"ceterms:estimatedDuration": [], "ceterms:creditValue": [CLOCK_HOURS]}, 60, 950.5),
        ({"ceterms:estimatedCost": [WHOLE, {"ceterms:price": 5, "ceterms:currency": "USD"}]}, 75.5, 1000),
    ],
)
def test_hours_and_cost_are_found_where_ctdl_puts_them(tmp_path, change, hours, price):
    (course,), _refused = read(tmp_path, [{**COURSE, **change}, ORGANIZATION])
    assert (course.hours, course.price) == (hours, price)


def test_what_ctdl_does_not_state_is_refused_not_guessed(tmp_path):
    weeks = {**COURSE, "ceterms:estimatedDuration": [{"ceterms:exactDuration": "P6W"}]}
    euros = {
        **COURSE,
        "ceterms:codedNotation": "B",
        "ceterms:estimatedCost": [{"ceterms:price": 9, "ceterms:currency": "EUR"}],
    }
    courses, refused = read(tmp_path, [weeks, euros])
    assert courses == []
    assert [(row.problems[0].column, row.line) for row in refused] == [("Hours in all", 1), ("Price, USD", 2)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"@type": "ceterms:Badge"}', "holds no course in CTDL"),
        (b'{"@type": ', "not whole JSON"),
        (b"[]", "holds no course in CTDL"),
        (b"[" * 5000, "not whole JSON"),
        (b'{"@graph": [1, null, {"@type": 5}]}', "holds no course in CTDL"),
    ],
)
def test_json_that_is_no_catalogue_is_refused_in_words(data, words):
    with pytest.raises(UnreadableTable, match=words):
        open_courses(data, "x.json")
