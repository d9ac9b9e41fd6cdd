"""Which shortfall is worth a class: what the employer asked for, and of the rest what sets this job apart."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace

import pytest

from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.occupations import load_reference
from gainful.engine.planning.choice import class_worth, needs_class

REFERENCE = load_reference()
MECHANICAL, TEACHING = "onet:2.C.3.d", "onet:2.C.6"
TYPICAL = (Evidence(EvidenceKind.TYPICAL),)


def asked(start, text):
    return (Evidence(EvidenceKind.POSTING, Span(start, start + len(text), text)),)


def line(key, importance, evidence, taxonomy=Taxonomy.ONET, domain=Domain.KNOWLEDGE):
    return ProfileLine(key, taxonomy, domain, key, level=3.0, importance=importance, evidence=evidence)


def worth(*lines):
    return class_worth(CompetencyProfile("x", lines), REFERENCE)


def test_half_a_level_where_the_employer_asked():
    assert worth(line(MECHANICAL, 4.5, asked(0, "lathes")))[MECHANICAL] == 0.5


def test_a_whole_level_of_what_is_typical_and_matters_more_here_than_in_most_work():
    assert worth(line(MECHANICAL, 4.8, TYPICAL))[MECHANICAL] == 1.0


def test_no_class_in_what_matters_as_much_in_most_work():
    assert worth(line(TEACHING, 2.5, TYPICAL))[TEACHING] == inf


def test_who_asks_for_a_product_asks_for_no_knowledge_behind_it():
    """“Python” names the product; read as knowledge of computers too, it is only typical."""
    python = line("technology:python", 3.0, asked(5, "Python"), Taxonomy.TECHNOLOGY, Domain.TECHNOLOGY)
    computers = line("onet:2.C.3.a", 4.9, asked(5, "Python"))
    assert worth(python, computers)["onet:2.C.3.a"] == 1.0
    assert worth(python, line("onet:2.C.3.a", 4.9, asked(40, "networks")))["onet:2.C.3.a"] == 0.5


@pytest.mark.parametrize(
    ("held", "least", "needed"),
    [
        (2.51, 0.5, False), (2.5, 0.5, True), (2.0, 1.0, True), (2.01, 1.0, False), (None, 1.0, True),
        (None, inf, False), (0.0, inf, False),
    ],
)  # fmt: skip
def test_at_just_below_and_above_the_bound(held, least, needed):
    item = SimpleNamespace(competency_id="x", required=3.0, held=held)
    assert needs_class(item, {"x": least}) is needed
