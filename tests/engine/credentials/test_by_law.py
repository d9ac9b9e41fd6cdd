"""Licences by law: real occupations, known hours, and a higher licence covers a lower one."""

from __future__ import annotations

from gainful.engine.competencies.model import Need
from gainful.engine.credentials.by_law import (
    _OF_OCCUPATION,
    CDL_A,
    CNA,
    COVERS,
    LPN,
    licence_line,
    licences_of,
    with_covered,
)
from gainful.engine.credentials.mentions import CREDENTIAL_NAMES
from gainful.engine.gap.present import UNKNOWN_CREDENTIAL, credential_hours
from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.feeders import feeder_occupations

REFERENCE = load_reference()
AIDE = "Nursing Assistant\n\nHelp residents bathe, dress and eat. Take vital signs and write them down.\n"


def credentials(text):
    return {line.competency_id: line for line in required_profile(text).profile.lines
            if line.competency_id.startswith("credential:")}  # fmt: skip


def test_every_occupation_and_licence_is_known_and_has_a_course_length():
    for code in _OF_OCCUPATION:
        REFERENCE.occupation(code)
        line = licence_line(code)
        assert line is not None
        assert line.competency_id in CREDENTIAL_NAMES
        assert credential_hours(line.name) != UNKNOWN_CREDENTIAL, line.name
        assert line.evidence[0].note.startswith("The law asks for it")
    assert licence_line("35-3023.00") is None
    assert licences_of("35-3023.00") == frozenset()


def test_a_higher_licence_covers_what_it_covers_in_one_step():
    for higher in COVERS:
        assert with_covered(with_covered({higher})) == with_covered({higher})
    assert CNA in licences_of("29-1141.00")
    assert {LPN, CNA} == licences_of("29-2061.00")


def test_a_posting_that_names_no_licence_gets_the_one_the_law_asks_for():
    line = credentials(AIDE)[CNA]
    assert line.need is Need.WE_TRAIN
    assert "42 CFR 483.35" in line.evidence[0].note


def test_what_the_posting_says_of_the_licence_goes_first():
    line = credentials(AIDE + "\nRequirements\n- Current CNA certification required.\n")[CNA]
    assert line.evidence[0].span is not None
    assert line.need is Need.DAY_ONE


def test_feeders_of_a_licensed_job_take_its_course_and_licensed_nurses_do_not():
    found = {feeder.code: feeder for feeder in feeder_occupations("31-1131.00").feeders}
    crew, nurse = found["53-2031.00"], found["29-1141.00"]
    assert (crew.hours_low, crew.hours_high) == (75, 180), "42 CFR 483.152; up to 180 in some states"
    assert CNA not in {line.competency_id for line in nurse.short_of}
    drivers = {feeder.code: feeder for feeder in feeder_occupations("53-3032.00").feeders}
    assert CDL_A in {line.competency_id for line in drivers["53-3033.00"].short_of}
