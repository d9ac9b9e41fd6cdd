"""ESCO-O*NET and CIP-SOC: codes of SOC 2010 are translated, "NO MATCH" is no code, a shared title is a named one."""

from __future__ import annotations

import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.occupations.crosswalks import SHARED_TITLE, SIMILAR_TEXT, is_code
from gainful.engine.skills.expectation import expected_rows

REFERENCE = load_reference()
CROSSWALKS = REFERENCE.crosswalks
TABLE = REFERENCE._store.read("esco_onet")
ROWS = list(zip(TABLE["onet"], TABLE["onet_title"], strict=True))
CODES = {o.code for o in REFERENCE.occupations}


def test_every_lost_row_returns():
    """143 of 668 codes (325 rows) are of SOC 2010 and exist no longer; the SOC table returns 324, a title the last."""
    lost = [row for row in ROWS if row[0] not in CODES]
    assert (len({code for code, _ in ROWS}), len({code for code, _ in lost}), len(lost)) == (668, 143, 325)
    assert sum(bool(CROSSWALKS.codes_of_2010(code)) for code, _ in lost) == 324
    assert all(CROSSWALKS.codes_of_2010(*row) for row in lost)


@pytest.mark.parametrize(
    ("old", "title", "now", "kind"),
    [
        ("29-1141.00", "registered nurses", ["29-1141.00"], "same code"),
        ("11-9199.07", "security managers", ["11-3013.01"], "same title"),
        ("15-1142.00", "network and computer systems administrators", ["15-1244.00"], "same title"),
        ("15-1142.00", "", ["15-1244.00"], "through SOC 2010"),
        ("15-1132.00", "software developers, applications", ["15-1252.00", "15-1253.00"], "through SOC 2010"),
        ("99-0000.00", "", [], ""),
    ],
)
def test_a_code_of_soc_2010_becomes_codes_of_this_version(old, title, now, kind):
    found = CROSSWALKS.codes_of_2010(old, title)
    assert [match.code for match in found] == now
    assert all(match.kind == kind for match in found)


def test_a_code_that_became_several_shares_the_confidence():
    found = CROSSWALKS.codes_of_2010("31-1011.00")
    assert {match.code for match in found} >= {"31-1121.00"}
    assert sum(match.confidence for match in found) == pytest.approx(1.0)


def test_rated_occupations_of_the_table_have_esco_skills():
    """At least 95 % of the rated occupations that the table covers (floor of issue 12)."""
    covered = {match.code for row in set(ROWS) for match in CROSSWALKS.codes_of_2010(*row)}
    rated = [o.code for o in REFERENCE.occupations if o.rated and o.code in covered]
    having = [code for code in rated if any(_skills(match.code) for match in CROSSWALKS.esco_of_onet(code))]
    assert len(having) / len(rated) >= 0.95


def _skills(uuid):
    if uuid not in REFERENCE.esco.occupation_row:
        return ()
    occupation = REFERENCE.esco.occupation(uuid)
    return occupation.essential + occupation.optional


def test_computing_and_care_have_skills_in_their_family():
    """All of 15-1 and five of 31-1 had none; only the six rated helpers of 47-3 stay without, which no row names."""
    without = {
        o.code for o in REFERENCE.occupations if o.rated and not expected_rows((o.code,), REFERENCE)[1]
    }
    assert {code[:4] for code in without} == {"47-3"}
    assert len(without) == 6


def test_confidence_is_the_publishers_and_two_is_best():
    best = [m for uuid in set(TABLE["esco"]) for m in CROSSWALKS.onet_of_esco(uuid) if m.confidence == 1.0]
    assert best
    assert {m.confidence for code in CODES for m in CROSSWALKS.esco_of_onet(code)} >= {1.0, 0.5, 0.25}
    for code in ("29-1141.00", "15-1252.00"):
        confidences = [m.confidence for m in CROSSWALKS.esco_of_onet(code)]
        assert confidences == sorted(confidences, reverse=True)


def test_a_title_is_shared_only_where_the_table_names_one():
    """Of 1,615 rows with confidence 1 or 2, 622 name no title that both share."""
    sure = TABLE["match"] >= 10
    assert (int(sure.sum()), int((sure & (TABLE["shared"] == 0)).sum())) == (1_615, 622)
    kinds = {m.kind for code in CODES for m in CROSSWALKS.esco_of_onet(code)}
    assert kinds == {SHARED_TITLE, SIMILAR_TEXT}


def test_no_match_is_no_code():
    """A course of CIP 01.0508 (taxidermy) leads to no occupation, and CIP 99.9999 is no field of study."""
    assert CROSSWALKS.soc_of_field("01.0508") == ()
    assert CROSSWALKS.field_name("01.0508") == "Taxidermy/Taxidermist"
    assert CROSSWALKS.soc_of_field("99.9999") == ()
    assert CROSSWALKS.fields_of_soc("25-3041.00") == ()
    with pytest.raises(KeyError):
        CROSSWALKS.field_name("99.9999")
    assert [m.code for m in CROSSWALKS.soc_of_field("51.3902")] == ["31-1131"]


BOUND = [("98-0000", "", True), ("99-9999", "", False), ("", "98.0101", True), ("", "99.9999", False)]


@pytest.mark.parametrize(("soc", "cip", "right"), BOUND)
def test_the_bound_of_what_is_a_code(soc, cip, right):
    assert is_code(soc, cip) == right
