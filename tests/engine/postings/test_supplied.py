"""What the employer gives beside the pay is kept in the posting's words."""

from __future__ import annotations

import pytest

from gainful.engine.postings.supplied import MOST, supplied


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Uniform and one meal a shift are on us.", ["Uniform and one meal a shift are on us"]),
        ("Freezer (-10F) one night in five, coat supplied.", ["coat supplied"]),
        ("$300 a year for scrubs, health plan", ["$300 a year for scrubs"]),
        ("Safety glasses, steel-toe boots (we give $120 a year).", ["steel-toe boots (we give $120 a year)"]),
        ("own car to go between schools (mileage paid)", ["mileage paid"]),
        ("You bring: basic hand tools (we help buy a gauge set).", ["we help buy a gauge set"]),
        ("We will provide you with a laptop and a phone.", ["We will provide you with a laptop and a phone"]),
        ("Bring your own tools. No uniform provided.", []),
        ("Tools are not provided", []),
        ("Boots provided by you", []),
        ("We provide care to 40 residents", []),
        ("You give meals to residents", []),
        ("Company-paid uniforms, $150 boot allowance", ["Company-paid uniforms", "boot allowance"]),
        ("We provide meals to all staff", ["We provide meals"]),
        ("We provide hot meals to seniors", []),
        ("We provide meals and housing to seniors", []),
        ("Meals are provided to residents by the kitchen aide", []),
        ("We provide support for laptops in schools", []),
        ("We supply tools to contractors in five states", []),
        ("We offer installation of safety equipment", []),
        ("We can offer a van driver $20", []),
        ("We buy used trucks and sell them", []),
        ("Uniforms provided at a cost of $5 a week", []),
    ],
)
def test_what_is_given(text, given):
    found = supplied(text)
    assert [fact.value for fact in found] == given
    assert all(text[fact.span.start : fact.span.end] == fact.span.text for fact in found)


def test_no_more_is_kept_than_a_reader_reads():
    text = ". ".join(f"Uniform {word} are on us" for word in "abcdefgh")
    assert len(supplied(text)) == MOST
