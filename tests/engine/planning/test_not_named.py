"""What the posting does not name and such work asks a little is told and carries no paid hours at work."""

from __future__ import annotations

from dataclasses import replace
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
from gainful.engine.planning.choice import not_named
from gainful.engine.planning.hours import split_hours

TYPICAL = ProfileLine(
    "onet:2.C.6", Taxonomy.ONET, Domain.KNOWLEDGE, "Education and Training", level=3.0, importance=3.0,
    evidence=(Evidence(EvidenceKind.TYPICAL),),
)  # fmt: skip
NAMED = replace(TYPICAL, evidence=(Evidence(EvidenceKind.POSTING, Span(0, 5, "teach")),))


@pytest.mark.parametrize(
    ("line", "worth", "unpaid"),
    [
        (TYPICAL, inf, True),
        (TYPICAL, 1.0, False),
        (NAMED, inf, False),
        (replace(NAMED, confidence="guess"), inf, True),
        (replace(TYPICAL, confidence="sure"), inf, False),
        (replace(TYPICAL, taxonomy=Taxonomy.OWN), inf, False),
    ],
)
def test_only_what_nobody_named_or_accepted(line, worth, unpaid):
    found = not_named(CompetencyProfile("x", (line,)), {line.competency_id: worth})
    assert (line.competency_id in found) is unpaid


def person(*short):
    items = tuple(
        SimpleNamespace(competency_id=key, hours_low=low, hours_high=high, level_low=low, level_high=high)
        for key, low, high in short
    )
    low, high = sum(i.hours_low for i in items), sum(i.hours_high for i in items)
    return SimpleNamespace(hours_low=low, hours=(low + high) / 2, hours_high=high, short_of=items)


def test_hours_at_work_are_those_of_what_is_named():
    one = person(("asked", 10, 20), ("usual", 4, 40))
    assert split_hours(one, 0, [], [], 260).at_work_high == pytest.approx(60)
    split = split_hours(one, 0, [], ["usual"], 260)
    assert (split.at_work_low, split.at_work, split.at_work_high) == (10, 15, 20)


def test_who_is_only_short_of_what_nobody_named_is_paid_nothing():
    split = split_hours(person(("usual", 4, 40)), 0, [], ["usual"], 260)
    assert (split.at_work_low, split.at_work, split.at_work_high, split.taught) == (0, 0, 0, 0)
    some = split_hours(person(("taught", 4, 40), ("usual", 1, 9)), 12, ["taught"], ["usual"], 260)
    assert (some.taught_high, some.not_covered_high) == (40, 9)
