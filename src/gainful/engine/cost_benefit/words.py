"""The account in plain words: one sentence first, then what it does not know."""

from __future__ import annotations

from gainful.engine.cost_benefit.model import Account, CostBenefit, Spec

WIDE = 0.975
"""Share of draws on one side of zero from which the direction is called clear."""


def dollars(value: float) -> str:
    """Return whole dollars with the sign before the mark."""
    text = f"${abs(value):,.0f}"
    return f"−{text}" if value < 0 and text != "$0" else text


def sentence_for(result: CostBenefit) -> str:
    """Return the answer: does society gain, by how much, how sure."""
    account, years = result.account("society"), len(result.spec.effects) + result.spec.later_years
    span = f"over {years} year{'s' if years != 1 else ''}"
    middle = dollars(abs(account.estimate))
    reach = f"likely between {dollars(account.low)} and {dollars(account.high)}"
    if account.low == account.high:
        verb = "gains" if account.estimate >= 0 else "loses"
        return (
            f"For each person, everyone together {verb} {middle} {span}. "
            "No range was given, so how sure this is cannot be said."
        )
    if account.chance_positive >= WIDE:
        return f"For each person, everyone together gains about {middle} {span} ({reach})."
    if account.chance_positive <= 1 - WIDE:
        return f"For each person, everyone together loses about {middle} {span} ({reach})."
    verb = "a gain" if account.estimate >= 0 else "a loss"
    return (
        f"We cannot tell whether the program is worth its cost. The best guess is {verb} of {middle} "
        f"for each person {span}, {reach}. It comes out ahead in {100 * account.chance_positive:.0f} of 100 draws."
    )


def account_words(account: Account) -> str:
    """Return one group's line: estimate, interval, draws above zero."""
    return (
        f"{dollars(account.estimate)} ({dollars(account.low)} to {dollars(account.high)}), "
        f"above zero in {100 * account.chance_positive:.0f} of 100 draws"
    )


def unknown_for(spec: Spec) -> tuple[str, ...]:
    """Return what the account leaves out or takes on trust."""
    lines = []
    if spec.later_years:
        lines.append(
            f"The effect was observed for {_years(len(spec.effects))}. "
            f"The {_years(spec.later_years)} after that are assumed: "
            f"{100 * spec.decay.estimate:.0f}% of it fades each year."
        )
    if spec.displacement.estimate == 0 and not spec.displacement.high:
        lines.append(
            "No job is counted as taken from somebody outside the program. If some are, society gains less."
        )
    if spec.forgone.estimate == 0 and not spec.forgone.high:
        lines.append("Nothing is counted for pay given up while in training.")
    if not spec.evidence:
        lines.append(
            "No evidence rating came with the effect. The account is only as good as the study behind it."
        )
    lines.append("Health, family, pride in work and time with children are not valued in dollars here.")
    return tuple(lines)


def _years(count: int) -> str:
    return "1 year" if count == 1 else f"{count} years"
