"""A cost–benefit account as lines to read."""

from __future__ import annotations

from gainful.engine.cost_benefit.model import CostBenefit, Quantity, Spec
from gainful.engine.cost_benefit.words import account_words, dollars


def inputs_of(spec: Spec) -> list[Quantity]:
    """Return every figure that went in, in the order of the description."""
    shares = [
        spec.decay,
        spec.fringe,
        spec.income_tax,
        spec.payroll_tax,
        spec.benefit_loss,
        spec.displacement,
    ]
    return [*spec.effects, spec.forgone, *shares, spec.employer_surplus, *(p.amount for p in spec.payments)]


def cost_benefit_lines(result: CostBenefit) -> list[str]:
    """Return the account as lines for a terminal: the answer first."""
    lines = [result.sentence, "", "USD a person, present value (95% of draws):"]
    lines += [f"  {account.who:12} {account_words(account)}" for account in result.accounts]
    lines += ["", result.mvpf.words, *break_even_lines(result), "", "What we do not know:"]
    return lines + [f"  - {line}" for line in result.unknown]


def break_even_lines(result: CostBenefit) -> list[str]:
    """Return in words what it would take for everyone together to come out even."""
    found, lines = result.break_even, []
    if found.first_year_effect is not None and found.share_of_estimate is not None:
        lines.append(
            f"Everyone together comes out even if the effect is {dollars(found.first_year_effect)} in the first year, "
            f"{100 * found.share_of_estimate:.0f}% of what was found."
        )
    else:
        lines.append("No effect on earnings, however large, would bring everyone together out even.")
    if found.year is not None:
        lines.append(f"At the estimate, that is reached by the end of year {found.year}.")
    else:
        lines.append("At the estimate, that is not reached in the years counted.")
    if found.most_cost is not None:
        lines.append(
            f"The program could cost up to {dollars(found.most_cost)} a person before everyone together loses."
        )
    return lines
