"""Accounts worked by hand; the arithmetic stands beside each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.cost_benefit import cost_benefit, read_spec

SIMPLE = {
    "effect": [1000, 1000],
    "income_tax": 0.2,
    "costs": [{"name": "Training", "amount": 1500, "payer": "government"}],
    "discount_rate": 0,
}


def values(data):
    result = cost_benefit(read_spec(data))
    return result, {account.who: account.estimate for account in result.accounts}


def test_two_years_of_1000_with_a_fifth_in_taxes():
    result, found = values(SIMPLE)
    assert found["participant"] == pytest.approx(1600)  # 2 × 1,000 × (1 − 0.2)
    assert found["government"] == pytest.approx(-1100)  # −1,500 + 2 × 200
    assert found["employer"] == pytest.approx(0)
    assert found["society"] == pytest.approx(500)  # 2,000 − 1,500
    assert result.mvpf.estimate == pytest.approx(1600 / 1100)
    assert result.break_even.first_year_effect == pytest.approx(750)  # 2 × 750 = 1,500
    assert result.break_even.most_cost == pytest.approx(2000)
    assert result.break_even.year == 2


def test_discounting_at_ten_percent():
    _, found = values(SIMPLE | {"discount_rate": 0.1})
    # 1,000 / 1.1 + 1,000 / 1.21 − 1,500
    assert found["society"] == pytest.approx(909.0909 + 826.4463 - 1500, abs=1e-3)


def test_a_stipend_moves_money_and_leaves_society_where_it_was():
    stipend = {"name": "Stipend", "amount": 300, "payer": "government", "receiver": "participant"}
    _, found = values(SIMPLE | {"transfers": [stipend]})
    assert found["participant"] == pytest.approx(1900)
    assert found["government"] == pytest.approx(-1400)
    assert found["society"] == pytest.approx(500)


def test_forgone_pay_costs_the_participant_after_tax_and_society_in_full():
    _, found = values(SIMPLE | {"forgone_earnings": 400})
    assert found["participant"] == pytest.approx(1600 - 320)
    assert found["government"] == pytest.approx(-1100 - 80)
    assert found["society"] == pytest.approx(100)


def test_fringe_and_payroll_tax_are_part_of_what_output_is_worth():
    _, found = values(SIMPLE | {"fringe": 0.1, "payroll_tax": 0.08})
    assert found["employer"] == pytest.approx(0)
    assert found["participant"] == pytest.approx(1600 + 200)
    assert found["government"] == pytest.approx(-1100 + 160)
    assert found["society"] == pytest.approx(500 + 200 + 160)


def test_lost_benefits_go_from_participant_to_government():
    _, found = values(SIMPLE | {"benefit_loss": 0.3})
    assert (found["participant"], found["government"]) == pytest.approx((1000, -500))
    assert found["society"] == pytest.approx(500)


def test_jobs_taken_from_others_count_against_society():
    _, found = values(SIMPLE | {"displacement": 0.25})
    assert found["others"] == pytest.approx(-500)
    assert found["society"] == pytest.approx(0)


def test_fading_effect_in_assumed_years():
    # 1,000 observed, then 500 and 250
    result, found = values({"effect": 1000, "later_years": 2, "decay": 0.5, "discount_rate": 0})
    assert found["society"] == pytest.approx(1750)
    assert result.observed_only.estimate == pytest.approx(1000)


def test_a_program_that_pays_for_itself_has_no_finite_ratio():
    result, _ = values(SIMPLE | {"effect": [10_000, 10_000]})
    assert result.mvpf.estimate is None
    assert result.mvpf.pays_for_itself == 1
    assert "pays for itself" in result.mvpf.words


def test_a_program_that_never_breaks_even_says_so():
    result, _ = values(SIMPLE | {"effect": 0})
    assert result.break_even.share_of_estimate is None
    assert result.break_even.year is None


UNCERTAIN = SIMPLE | {"effect": {"estimate": 1000, "low": -500, "high": 2500}, "draws": 4000}


def test_interval_of_the_effect_is_the_interval_of_society():
    result, _ = values(UNCERTAIN | {"costs": []})
    society = result.account("society")
    assert (society.low, society.high) == pytest.approx((-500, 2500), abs=120)
    assert society.chance_positive == pytest.approx(0.904, abs=0.02)  # z = 1000 / 765.3


def test_an_account_that_spans_zero_is_not_called_a_gain():
    result, _ = values(UNCERTAIN)
    assert result.sentence.startswith("We cannot tell")


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    first, again = (cost_benefit(read_spec(UNCERTAIN)) for _ in range(2))
    assert first == again
    other = cost_benefit(read_spec(UNCERTAIN | {"seed": 2}))
    assert other.account("society").low != first.account("society").low


def test_a_new_line_moves_no_other_draw():
    more = UNCERTAIN["costs"] + [
        {"name": "Tools", "amount": {"estimate": 50, "low": 10, "high": 90}, "payer": "others"}
    ]
    one, two = cost_benefit(read_spec(UNCERTAIN)), cost_benefit(read_spec(UNCERTAIN | {"costs": more}))
    assert one.account("participant") == two.account("participant")


def test_the_effect_is_the_widest_swing():
    result, _ = values(UNCERTAIN)
    assert result.swings[0].label == "Effect on yearly earnings"
    assert result.swings[0].at_low == pytest.approx(-2000)


GROUP = st.sampled_from(["participant", "employer", "government", "others"])
MONEY = st.floats(0, 20_000, allow_nan=False)
SHARE = st.floats(0, 0.6, allow_nan=False)


@st.composite
def specs(draw):
    middle = draw(st.floats(-5000, 9000))
    spread = draw(st.floats(0, 4000))
    effect = {"estimate": middle, "low": middle - spread, "high": middle + spread}
    payments = {
        "costs": [{"name": "c", "amount": draw(MONEY), "payer": draw(GROUP)}],
        "transfers": [{"name": "t", "amount": draw(MONEY), "payer": draw(GROUP), "receiver": draw(GROUP)}],
        "benefits": [
            {"name": "b", "amount": draw(MONEY), "receiver": draw(GROUP), "year": draw(st.integers(0, 5))}
        ],
    }
    names = ("income_tax", "payroll_tax", "benefit_loss", "fringe", "decay")
    shares = {name: draw(SHARE) for name in names}
    years = draw(st.integers(1, 3))
    rest = {"forgone_earnings": draw(MONEY), "later_years": draw(st.integers(0, 4)), "draws": 200}
    return {
        "effect": [effect] * years,
        **payments,
        **shares,
        **rest,
        "discount_rate": draw(st.floats(0, 0.2)),
    }


@settings(max_examples=60, deadline=None)
@given(specs())
def test_perspectives_add_up_and_transfers_cancel(data):
    result, found = values(data)
    groups = ("participant", "employer", "government", "others")
    scale = 1 + sum(abs(found[group]) for group in groups)
    assert found["society"] == pytest.approx(sum(found[group] for group in groups), abs=1e-9 * scale)
    assert found["society"] == pytest.approx(sum(row.society for row in result.ledger), abs=1e-9 * scale)
    for row in result.ledger:
        if row.label == "t" or row.label.removeprefix("In training: ").startswith(
            ("Taxes", "Payroll", "Public", "Earnings", "Fringe")
        ):
            assert row.society == pytest.approx(0, abs=1e-9 * scale)


@settings(max_examples=40, deadline=None)
@given(specs())
def test_at_the_break_even_effect_society_is_at_zero(data):
    result, found = values(data)
    share = result.break_even.share_of_estimate
    if share is None or share > 1e6:
        return
    effects = [
        {key: value * share for key, value in effect.items() if key == "estimate"}
        for effect in data["effect"]
    ]
    _, at_zero = values(data | {"effect": effects})
    assert at_zero["society"] == pytest.approx(0, abs=1e-6 * (1 + sum(map(abs, found.values()))))
