"""A demand that the posting makes twice is one line; what asks for more stays."""

from __future__ import annotations

import pytest

from gainful.engine.competencies.model import (
    Domain,
    Evidence,
    EvidenceKind,
    Need,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.postings.profile import required_profile
from gainful.engine.postings.same_demand import without_repeats


def credential(name, said):
    evidence = (Evidence(EvidenceKind.POSTING, Span(0, len(said), said)),)
    return ProfileLine(f"credential:{name}", Taxonomy.CREDENTIAL, Domain.CREDENTIAL, name, evidence=evidence)


def own(name, need=Need.DAY_ONE):
    return ProfileLine(f"own:{name}", Taxonomy.OWN, Domain.SKILL, name, need=need)


def names(lines):
    return [line.name for line in lines]


@pytest.mark.parametrize(
    ("license_", "said", "words", "stays"),
    [
        ("Driver's license", "driver's license", "Valid driver's license", False),
        ("CPR and first aid", "CPR", "CPR certification", False),
        ("Food handler card", "Food handler card", "Food handler card within the first week", False),
        ("Certified Nursing Assistant (CNA)", "Nursing Assistant", "State nursing assistant certification on day one", False),
        ("Commercial driver's license, class B", "CDL class B", "CDL class B with air brakes", True),
        ("Driver's license", "driver's license", "Clean driving record", True),
        ("CPR and first aid", "CPR", "Certification", True),
        ("Forklift operator certificate", "forklift certified", "be forklift certified before you operate equipment", False),
    ],
)  # fmt: skip
def test_a_license_said_again_is_no_second_demand(license_, said, words, stays):
    more = [words.removeprefix(f"{said} with ")] if stays else []
    assert names(without_repeats([credential(license_, said)], [own(words)])) == more


def test_of_two_lines_the_one_that_says_more_stays():
    lines = [own("blueprints"), own("Read blueprints"), own("Read Blueprints"), own("prints")]
    assert names(without_repeats([], lines)) == ["Read blueprints", "prints"]


def test_what_is_needed_at_another_time_is_another_demand():
    lines = [own("weld", Need.WE_TRAIN), own("weld pipe")]
    assert names(without_repeats([], lines)) == ["weld", "weld pipe"]


DRIVER = """Class B Delivery Driver

Harbor Beverage, Minneapolis, MN, wants 5 drivers for local routes. $27.00 an hour.

The job
- Drive a straight truck on a local route
- Unload cases with a hand truck

Must have
- {license}
"""


@pytest.mark.parametrize(
    ("license_", "code"),
    [("CDL class B", "53-3032.00"), ("Valid driver's license", "53-3031.00")],
)
def test_a_truck_that_asks_for_a_commercial_license_is_a_heavy_one(license_, code):
    found = required_profile(DRIVER.format(license=license_))
    assert found.occupation.code == code


def test_a_sales_route_stays_one_whatever_the_truck_weighs():
    said = "Route sales driver. CDL B. Sell snacks to stores, stock shelves, collect payments."
    assert required_profile(said).occupation.code == "53-3031.00"


def test_when_a_paper_is_needed_is_no_skill():
    """It bought a class in operating for people who hold the certificate: the fifth reading of eight plans."""
    read = required_profile(
        "Warehouse Associate\n\nYou must be forklift certified before you operate equipment.\n"
    )
    said = {line.name for line in read.profile.lines if any(item.span for item in line.evidence)}
    assert said == {"Forklift operator certificate"}
    duty = required_profile("Warehouse Associate\n\nDuties:\n- Inspect the truck before you load it\n")
    spans = [item.span.text for line in duty.profile.lines for item in line.evidence if item.span]
    assert any("before you load it" in span or "load" in span for span in spans), spans


@pytest.mark.parametrize(
    ("said", "words", "more"),
    [
        ("CDL class A", "CDL class A with doubles and triples", "doubles and triples"),
        ("RN license", "Current RN license with two years in an ICU", "two years in an ICU"),
        ("driver's license", "Driver's license and a clean record", "Driver's license and a clean record"),
    ],
)
def test_what_a_license_comes_with_stands_without_it(said, words, more):
    """“CDL class B” on record and “CDL class B with air brakes” to be asked read like two licenses."""
    assert names(without_repeats([credential("x", said)], [own(words)])) == [more]


POSTED = """Warehouse Associate

Your work
- Receive and put away pallets
- Unload cases with a hand truck
- Match invoices to purchase orders

You bring
- Read blueprints
"""


def test_a_listed_skill_inside_the_employers_words_is_no_second_line():
    lines = required_profile(POSTED).profile.lines
    asked = [line for line in lines if any(item.span for item in line.evidence)]
    own_words = [line.evidence[0].span for line in asked if line.taxonomy is Taxonomy.OWN]
    listed = [item.span for line in asked if line.taxonomy is Taxonomy.ESCO for item in line.evidence]
    assert "Read blueprints" in {span.text for span in own_words}
    assert not [
        span for span in listed for whole in own_words if whole.start <= span.start and span.end <= whole.end
    ]


@pytest.mark.parametrize(
    ("text", "some"),
    [("Line Cook\n\n- Prepare hot dishes\n- Keep the grill clean", False), ("Line Cook", True)],
)
def test_a_posting_that_names_no_software_is_given_none(text, some):
    """A cook's posting that says nothing of computers asks for no Facebook; of a bare title the usual is shown."""
    lines = required_profile(text).profile.lines
    assert any(line.taxonomy is Taxonomy.TECHNOLOGY for line in lines) is some
