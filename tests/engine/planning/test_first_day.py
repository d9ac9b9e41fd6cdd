"""What the employer demands on the first day is held against each person; what no record tells is to be asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    Need,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.curriculum import Course, ScheduledCourse, Teaches
from gainful.engine.planning.first_day import OnFile, Standing, first_day, first_day_in_words
from gainful.engine.ranking.person_rows import EXPERIENCE

CNA = OnFile(papers=frozenset({"credential:cna"}))
BOTH = OnFile(papers=frozenset({"credential:cna", "credential:cpr"}))
ASKED, TYPICAL = (Evidence(EvidenceKind.POSTING),), (Evidence(EvidenceKind.TYPICAL),)
COURSE = Course("c", "CPR", "Northside", 6, Decimal(75), teaches={"credential:cpr": Teaches(0, 1)})
CLASS = ScheduledCourse(COURSE, date(2027, 1, 4), date(2027, 1, 8), 1, ("CPR",), "")


def line(key, name, taxonomy=Taxonomy.ONET, domain=Domain.SKILL, evidence=ASKED, need=Need.DAY_ONE):
    return ProfileLine(key, taxonomy, domain, name, level=3.0, need=need, evidence=evidence)


JOB = CompetencyProfile(
    "x",
    (
        line("credential:cna", "CNA", Taxonomy.CREDENTIAL, Domain.CREDENTIAL),
        line("credential:cpr", "CPR", Taxonomy.CREDENTIAL, Domain.CREDENTIAL),
        line("own:clean driving record", "Clean driving record", Taxonomy.OWN),
        line("onet:lift", "Static Strength", domain=Domain.ABILITY),
        line("onet:design", "Design"),
        line("onet:speaking", "Speaking"),
        line("onet:typical", "Monitoring", evidence=TYPICAL),
        line("onet:trained", "Mechanical", need=Need.WE_TRAIN),
    ),
)


def person(*short):
    return SimpleNamespace(
        short_of=tuple(SimpleNamespace(competency_id=key, name=name) for key, name in short)
    )


def test_what_is_said_in_own_words_and_rated_too_is_asked_once_in_the_employers_words():
    words = Span(20, 34, "lift 70 pounds")
    said = (Evidence(EvidenceKind.POSTING, words),)
    job = CompetencyProfile(
        "x",
        (
            line("onet:lift", "Static Strength", domain=Domain.ABILITY, evidence=said),
            line("own:lift", "lift 70 pounds", Taxonomy.OWN, Domain.ABILITY, said),
        ),
    )
    assert [item.name for item in first_day(job, person(), [], set(), set())] == ["lift 70 pounds"]
    short = first_day(job, person(("onet:lift", "Static Strength")), [], set(), set())
    assert [(item.name, item.standing) for item in short] == [("lift 70 pounds", Standing.NEARLY)]
    lacks = first_day(job, person(("onet:lift", "Static Strength")), [], set(), {"onet:lift"})
    assert [(item.name, item.standing) for item in lacks] == [("lift 70 pounds", Standing.LACKS)]


def test_each_demand_of_the_employer_has_a_standing():
    one = person(
        ("credential:cpr", "CPR"),
        ("onet:design", "Design"),
        ("onet:speaking", "Speaking"),
        (EXPERIENCE, "1 year of work"),
    )
    found = first_day(JOB, one, [CLASS], {"credential:cpr"}, {"credential:cpr", "onet:design"}, CNA)
    assert {item.name: item.standing for item in found} == {
        "CNA": Standing.ON_RECORD,
        "CPR": Standing.ASK_FIRST,
        "Clean driving record": Standing.ASK,
        "Static Strength": Standing.ASK,
        "Design": Standing.LACKS,
        "Speaking": Standing.NEARLY,
        "1 year of work": Standing.LACKS,
    }
    assert next(item.until for item in found if item.name == "CPR") == date(2027, 1, 8)


def test_what_is_only_typical_or_trained_is_no_demand_of_the_first_day():
    assert not {"Monitoring", "Mechanical"} & {item.name for item in first_day(JOB, person(), [], (), ())}


def test_the_words_name_whoever_is_not_there_yet_first():
    short, ready = person(("credential:cpr", "CPR")), person()
    rows = [
        ("P01", first_day(JOB, short, [CLASS], {"credential:cpr"}, {"credential:cpr"}, CNA)),
        ("P02", first_day(JOB, ready, [], (), (), BOTH)),
        ("P03", first_day(JOB, short, [], (), {"credential:cpr"}, CNA)),
    ]
    said = dict(first_day_in_words(rows))
    assert said["Design, Speaking"] == "everybody: enough by the estimate"
    assert said["CNA"] == "everybody: on record, the proof is still to be seen"
    assert said["CPR"] == (
        "P03: not held, and no course of this plan brings it; "
        "P01: not on record, ask before buying; else by a course that ends Jan 8, 2027; "
        "P02: on record, the proof is still to be seen"
    )
    assert said["Clean driving record, Static Strength"] == "everybody: to be asked, no record tells it"


def test_nobody_has_nothing_to_say():
    assert first_day_in_words([]) == ()
