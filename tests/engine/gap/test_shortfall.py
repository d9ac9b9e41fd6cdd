"""Shortfall is one-directional, monotone, and its hours reproduce the occupation's preparation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.competencies.model import CompetencyProfile, Domain, Need, ProfileLine, Taxonomy
from gainful.engine.competencies.occupation_profile import occupation_profile
from gainful.engine.credentials.by_law import licence_line
from gainful.engine.credentials.mentions import CREDENTIALS
from gainful.engine.gap import preparation, shortfall
from gainful.engine.gap.present import UNKNOWN_CREDENTIAL, credential_hours
from gainful.engine.occupations import load_reference

REFERENCE = load_reference()
NURSE, CREW = "31-1131.00", "53-2031.00"
IDS = [(e.id, Domain(e.domain), e.name) for e in REFERENCE.elements]

levels = st.floats(0, 7, allow_nan=False)
weights = st.one_of(st.none(), st.floats(1, 5, allow_nan=False))


@st.composite
def pairs(draw):
    """A required and a held profile over the same few elements."""
    chosen = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=6, unique=True))
    required, held = [], []
    for element, domain, name in chosen:
        line = ProfileLine(element, Taxonomy.ONET, domain, name, draw(levels), importance=draw(weights))
        required.append(line)
        held.append(replace(line, level=draw(levels)))
    return CompetencyProfile("x", tuple(required)), CompetencyProfile("x", tuple(held))


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_never_negative_and_never_both(pair):
    gap = shortfall(*pair, code=NURSE)
    for line in gap.lines:
        assert line.shortfall >= 0
        assert line.surplus >= 0
        assert min(line.shortfall, line.surplus) == 0
        assert 0 <= line.hours_low <= line.hours_high
    assert 0 <= gap.shortfall <= 1 + 1e-9
    assert gap.hours_low <= gap.hours_high


@settings(max_examples=60, deadline=None)
@given(pairs(), st.floats(0, 3))
def test_holding_more_never_takes_longer(pair, more):
    required, held = pair
    better = replace(held, lines=tuple(replace(h, level=min(7.0, (h.level or 0) + more)) for h in held.lines))
    before, after = shortfall(required, held, code=NURSE), shortfall(required, better, code=NURSE)
    assert after.shortfall <= before.shortfall + 1e-9
    assert after.hours_low <= before.hours_low + 1e-6
    assert after.hours_high <= before.hours_high + 1e-6


@settings(max_examples=40, deadline=None)
@given(pairs())
def test_nothing_is_missing_from_what_is_required(pair):
    gap = shortfall(pair[0], pair[0], code=NURSE)
    assert (gap.shortfall, gap.surplus, gap.hours_low, gap.hours_high) == (0, 0, 0, 0)
    assert gap.screens == ()


@pytest.mark.parametrize("code", [NURSE, CREW, "15-1252.00", "47-2111.00"])
def test_the_full_path_reproduces_the_preparation(code):
    required = occupation_profile(code)
    nothing = replace(required, lines=tuple(replace(line, level=0.0) for line in required.lines))
    gap, path = shortfall(required, nothing, code=code), preparation(REFERENCE, code)
    assert gap.shortfall == pytest.approx(1)
    assert gap.hours_low == pytest.approx(path.hours_low)
    assert gap.hours_high == pytest.approx(path.hours_high)


def test_cabin_crew_to_nursing_assistant_is_weeks_not_years():
    gap = shortfall(occupation_profile(NURSE), occupation_profile(CREW), code=NURSE)
    assert 20 <= gap.hours_low <= 75 <= gap.hours_high <= 200


def test_unknown_is_not_zero():
    gap = shortfall(occupation_profile(NURSE), CompetencyProfile("x"), code=NURSE)
    assert gap.hours_low == 0
    assert gap.hours_high == pytest.approx(preparation(REFERENCE, NURSE).hours_high)
    assert len(gap.unknown) == len(gap.lines)
    assert gap.screens == ()
    assert any("not shown yet" in reason for reason in gap.reasons)


def test_abilities_screen_with_an_accommodation_and_take_no_hours():
    element, domain, name = next(item for item in IDS if item[1] is Domain.ABILITY)
    need = ProfileLine(element, Taxonomy.ONET, domain, name, 4.0, importance=4.0)
    gap = shortfall(CompetencyProfile("x", (need,)), CompetencyProfile("x", (replace(need, level=2.0),)))
    assert gap.hours_high == 0
    assert gap.screens[0].line.shortfall == 2.0
    assert gap.screens[0].accommodation


def test_credentials_and_technologies_are_had_or_not():
    card = ProfileLine("credential:cna", Taxonomy.CREDENTIAL, Domain.CREDENTIAL, "CNA certificate")
    excel = ProfileLine(
        "technology:microsoft-excel", Taxonomy.TECHNOLOGY, Domain.TECHNOLOGY, "Microsoft Excel"
    )
    need = CompetencyProfile("x", (card, excel))
    assert shortfall(need, CompetencyProfile("x")).hours_low >= 75
    assert shortfall(need, need).hours_high == 0
    assert credential_hours("Licensed llama groomer") == UNKNOWN_CREDENTIAL
    assert credential_hours("OSHA 10-Hour card").low == 10


def test_an_unrated_occupation_still_has_a_range():
    path = preparation(REFERENCE, next(o.code for o in REFERENCE.occupations if not o.rated))
    assert 0 < path.hours_low < path.hours_high
    assert "no training answers" in path.reasons[0]


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("Dental hygienist licence (RDH)", 2700, 3240),
        ("Registered Nurse (RN) licence", 2700, 3240),
        ("Certified Nursing Assistant (CNA)", 75, 180),
        ("Commercial driver's license, class A", 120, 240),
        ("Commercial driver's license (CDL)", 40, 160),
        ("Driver's license", 6, 60),
        ("DOT medical card", 1, 4),
        ("Certified Medical Assistant (CMA)", 720, 1300),
    ],
)
def test_a_credential_takes_the_hours_of_its_own_course(name, low, high):
    hours = credential_hours(name)
    assert (hours.low, hours.high) == (low, high)


def test_every_credential_that_postings_name_has_a_length_or_says_that_none_is_known():
    known = [name for _, name, _ in CREDENTIALS if credential_hours(name) != UNKNOWN_CREDENTIAL]
    assert len(known) >= 40
    assert all(0 < credential_hours(name).low <= credential_hours(name).high for _, name, _ in CREDENTIALS)


@settings(max_examples=40, deadline=None)
@given(pairs(), st.sampled_from(IDS))
def test_what_is_nice_to_have_changes_no_figure(pair, extra):
    element, domain, name = extra
    required, held = pair
    rest = tuple(line for line in required.lines if line.competency_id != element)
    nice = ProfileLine(element, Taxonomy.ONET, domain, name, 6.0, importance=5.0, need=Need.NICE)
    without = shortfall(replace(required, lines=rest), held, code=NURSE)
    beside = shortfall(replace(required, lines=(*rest, nice)), held, code=NURSE)
    assert (without.hours_low, without.hours_high) == (beside.hours_low, beside.hours_high)
    assert (without.shortfall, without.surplus) == (beside.shortfall, beside.surplus)
    assert element not in {line.competency_id for line in beside.short_of}
    assert beside.lines[-1].reason.startswith("Nice to have")


def test_a_licences_course_and_the_skills_it_teaches_count_once():
    licence = licence_line(NURSE)
    job, crew = occupation_profile(NURSE), occupation_profile(CREW)
    skills = shortfall(job, crew, code=NURSE)
    both = shortfall(replace(job, lines=(*job.lines, licence)), crew, code=NURSE)
    assert both.hours_low == max(skills.hours_low, 75)
    assert both.hours_high == max(skills.hours_high, 180)
    first_aid = replace(licence, competency_id="credential:cpr-first-aid", name="CPR and first aid")
    with_more = shortfall(replace(job, lines=(*job.lines, licence, first_aid)), crew, code=NURSE)
    assert with_more.hours_high == both.hours_high + credential_hours("CPR and first aid").high
