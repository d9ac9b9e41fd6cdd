from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.claims import Arithmetic, UnreadableClaim, check_claim
from gainful.engine.claims.arithmetic import clopper_pearson, counts_behind, smallest_difference, wilson
from gainful.engine.claims.document import claim_document
from gainful.engine.claims.present import claim_lines

SCHEMA = json.loads(Path("docs/schema/claim.schema.json").read_text())


def test_246_of_269_against_published_formulas():
    check = check_claim("246 of 269")
    assert check.percent == pytest.approx(91.4498, abs=1e-4)
    wilson_, exact = check.intervals
    assert (round(wilson_.low, 1), round(wilson_.high, 1)) == (87.5, 94.2)
    assert (round(exact.low, 1), round(exact.high, 1)) == (87.4, 94.5)
    assert check.arithmetic is Arithmetic.FITS


def test_intervals_equal_statsmodels():
    from statsmodels.stats.proportion import proportion_confint

    for count, total in ((0, 7), (1, 7), (7, 7), (97, 130), (5000, 10_000)):
        for mine, method in ((wilson(count, total), "wilson"), (clopper_pearson(count, total), "beta")):
            low, high = proportion_confint(count, total, method=method)
            assert (mine.low, mine.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)


def test_75_percent_of_130_is_no_whole_person_but_two_counts_round_to_it():
    check = check_claim("75% of 130")
    assert check.arithmetic is Arithmetic.ROUNDED
    assert check.exact_count == 97.5
    assert [item.count for item in check.possible] == [97, 98]
    assert "97.5, which is not a whole number" in check.answer


def test_one_more_digit_makes_it_impossible():
    check = check_claim("75.0% of 130")
    assert check.arithmetic is Arithmetic.IMPOSSIBLE
    assert [item.count for item in check.possible] == [97, 98]
    assert check.intervals == ()


@pytest.mark.parametrize(
    ("text", "arithmetic", "says"),
    [
        ("300 of 269", Arithmetic.IMPOSSIBLE, "larger than the whole"),
        ("0 of 0", Arithmetic.IMPOSSIBLE, "total is 0"),
        ("130% of 50", Arithmetic.IMPOSSIBLE, "at most 100%"),
        ("246 of 269 (91%)", Arithmetic.FITS, "91.4%"),
        ("246 of 269 (93%)", Arithmetic.IMPOSSIBLE, "not 93%"),
        ("150% employed", Arithmetic.IMPOSSIBLE, "cannot be a part"),
        ("earnings fell 120%", Arithmetic.IMPOSSIBLE, "fall by more than all"),
        ("from 40% to 60% employed", Arithmetic.FITS, r"\+20.0 percentage points, which is \+50.0%"),
        ("from 40% to 140% employed", Arithmetic.IMPOSSIBLE, "at most 100%"),
        ("from 0 to 40 placements", Arithmetic.UNKNOWN, "From zero"),
        ("wages rose from $15 to $18", Arithmetic.FITS, r"\+\$3, or \+20.0%"),
        ("+53% earnings", Arithmetic.UNKNOWN, "higher than what"),
        ("84% employed", Arithmetic.UNKNOWN, "of how many"),
        ("75% of 120", Arithmetic.FITS, "is 90 people"),
        ("75% of 12,000", Arithmetic.FITS, "8,940 to 9,060"),
        ("half of 131", Arithmetic.ROUNDED, "65 .* or 66"),
        ("1% of 10", Arithmetic.IMPOSSIBLE, "No whole number"),
        ("91.4% of 269", Arithmetic.ROUNDED, r"Only 246"),
    ],
)
def test_answers_by_hand(text, arithmetic, says):
    import re

    check = check_claim(text)
    assert check.arithmetic is arithmetic
    assert re.search(says, check.answer), check.answer


def test_the_share_of_all_who_started_is_given_where_known():
    check = check_claim("246 of 269 who completed found work", started=400)
    assert any("61.5%" in note and "not known" in note for note in check.notes)
    assert not any("started?" in question for question in check.ask)


def test_fewer_started_than_counted_is_refused():
    with pytest.raises(ValueError, match="100 started"):
        check_claim("246 of 269", started=100)


def test_completers_lead_to_the_question_of_who_left():
    assert "How many people started?" in check_claim("75% of 130 students who graduated").ask[0]


def test_smallest_difference_is_two_groups_at_80_percent_power():
    # 2.8016 * sqrt(2 * .25 / 100) = 19.81 points
    assert smallest_difference(0.5, 100) == pytest.approx(19.81, abs=0.01)


@settings(deadline=None)
@given(st.integers(1, 3000), st.integers(0, 3), st.data())
def test_a_rounded_true_count_is_always_possible(total, decimals, data):
    count = data.draw(st.integers(0, total))
    stated = Fraction(f"{100 * count / total:.{decimals}f}")
    assert count in counts_behind(stated, stated, decimals, total)


@settings(deadline=None)
@given(st.integers(1, 2000), st.data())
def test_intervals_hold_the_share_and_stay_within_0_and_100(total, data):
    count = data.draw(st.integers(0, total))
    for interval in check_claim(f"{count} of {total}").intervals:
        assert -1e-9 <= interval.low <= 100 * count / total + 1e-9
        assert 100 * count / total - 1e-9 <= interval.high <= 100 + 1e-9


@settings(deadline=None)
@given(st.text(max_size=60))
def test_data_always_fit_the_schema(text):
    import jsonschema

    try:
        check = check_claim(text)
    except UnreadableClaim:
        return
    jsonschema.validate(claim_document(check).to_json(), SCHEMA)


@pytest.mark.parametrize(
    "text", ["246 of 269", "75% of 130", "+53% earnings", "half of 131", "84% employed", "from 4 to 5"]
)
def test_words_promise_nothing_and_data_fit_the_schema(text):
    import jsonschema

    check = check_claim(text)
    jsonschema.validate(claim_document(check).to_json(), SCHEMA)
    words = "\n".join(claim_lines(check)).casefold()
    assert "proven" not in words
    assert "significant" not in words


def test_the_document_has_the_names_and_values_that_are_published():
    document = claim_document(check_claim("30 of 40 people completed")).to_json()
    assert document["schema"] == "gainful.claim/1"
    assert (document["kind"], document["topic"], document["arithmetic"]) == (
        "count_of_total",
        "completion",
        "fits",
    )
    assert document["stated"] == {
        "count": 30, "total": 40, "percent_low": None, "percent_high": None, "decimals": 0, "hedge": "", "unit": "%",
        "before": None, "after": None, "difference": None,
    }  # fmt: skip
    assert document["percent"] == 75.0
    assert document["possible_counts"] == [{"count": 30, "percent": 75.0}]
    assert document["possible_range"] == [30, 30]
    assert [one["method"] for one in document["intervals"]] == ["Wilson", "Clopper-Pearson"]
    assert all(
        set(one) == {"method", "level", "low", "high"} and one["level"] == 95 for one in document["intervals"]
    )
