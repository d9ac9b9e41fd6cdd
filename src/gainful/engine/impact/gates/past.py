"""Rules of the past: what was known of it, whether the groups moved alike, whether the treated had just fallen."""

from __future__ import annotations

from collections.abc import Sequence

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.gates.alike import BASELINE_SMD, CHANCE
from gainful.engine.impact.inference import Fit
from gainful.engine.impact.model import Gate

PRE_PERIODS = 2
UNLIKE_BY_LUCK, LUCK = 0.1, 0.05
DIP_SD, DIP_SHARE = -0.1, 0.15
LEVELS_SD = 1.0
PLACEBO_SHARE = 0.5
"""A placebo on earlier earnings above this share of the effect could be half of what is claimed."""


def placebo(
    fit: Fit | None, spread: float, *, naive: bool = False, of: str = "", beside: float | None = None
) -> Gate:
    """Whether an effect is found where there can be none: on the outcome before treatment, or on one that was stated.

    `of` names an outcome that the program cannot have changed; it may differ less than the outcome before, on which
    people may rightly have been chosen. `spread` is the standard deviation of those treated: it is their effect.
    `beside` is the effect found afterwards: the outcome before refuses it where it is over half as large. Sound
    studies that choose people by their last year differ in it too, but by little beside their effect.
    """
    bound = UNLIKE_BY_LUCK if of else BASELINE_SMD
    where = f'"{of}"' if of else "the outcome before treatment"
    size = abs(fit.effect) / spread if fit and spread else None
    found = bool(fit and fit.p_value < CHANCE and size is not None and size > bound)
    found = found and (beside is None or fit is None or abs(fit.effect) > PLACEBO_SHARE * abs(beside))
    if fit is None or size is None:
        said = (
            f"On {where} this could not be tried."
            if of
            else "No outcome from before was given, so this could not be tried."
        )
    else:
        found_there = f"{plain(fit.effect)} (p {fit.p_value:.2g}), {size:.2f} standard deviations"
        said = f"On {where} the same method finds {found_there}."
    return Gate(
        "naive_placebo" if naive else "placebo",
        f"The method finds nothing where there can be nothing: on {where}.",
        not found,
        size,
        bound,
        said,
        "The groups differ in what the program cannot have changed: check who was in which group."
        if of
        else "The groups were already moving apart: find a better comparison group, or more history.",
        "Heckman and Hotz 1989; Imbens and Xu 2024",
        naive=naive,
        tried=fit is not None,
    )


def periods(count: int) -> Gate:
    """Whether there is history enough to see where the groups were heading."""
    return Gate(
        "pre_periods",
        f"There are at least {PRE_PERIODS} periods before treatment.",
        count >= PRE_PERIODS,
        count,
        PRE_PERIODS,
        f"There {'is' if count == 1 else 'are'} {count}.",
        "Give earlier periods; with one nobody can tell a trend from an effect.",
        "Roth, Sant'Anna, Bilinski and Poe 2023",
    )


def own_past(count: int, other: bool, fit: Fit | None = None, spread: float = 0.0) -> Gate:
    """Whether the comparison can be tried where the answer is known: two earlier periods, or an untouched outcome.

    Weights always make the groups alike in the one period they are given; only an earlier one shows a dip or a trend.
    So with one period the groups must be alike in it by everything else that is known, before it is used (`fit`, in
    units of `spread`). The original NSW treated beside CPS-1, 2, 3 and PSID-1, with 1975 earnings alone, come out at
    −566 to −695 where the trial says +886; this refuses all four.
    """
    apart = abs(fit.effect) / spread if fit and spread else None
    alike = apart is not None and fit is not None and not _apart(apart, fit.p_value)
    said = f"There {'is' if count == 1 else 'are'} {count}"
    if count == 1 and not other and apart is not None:
        said += (
            f"; by everything else that is known the groups are {apart:.2f} standard deviations apart in it"
        )
    return Gate(
        "pre_periods",
        f"The outcome is known for at least {PRE_PERIODS} periods before; or for one in which the groups are alike by "
        "everything else that is known; or another outcome is, that the program cannot have changed.",
        count >= PRE_PERIODS or (count == 1 and (other or alike)),
        count,
        PRE_PERIODS,
        said + (", and an outcome that cannot have changed." if other else "."),
        "Give an earlier period with --pre-outcome, or --placebo-outcome; with one nobody can tell a bad spell from a "
        "low level.",
        "Ashenfelter 1978; Smith and Todd 2005; Imbens and Xu 2024; WWC 5.0 (a quarter of a standard deviation)",
    )


def _apart(size: float, p_value: float) -> bool:
    """More than a quarter of a standard deviation, or more than a tenth where that is hardly luck."""
    return size > BASELINE_SMD or (size > UNLIKE_BY_LUCK and p_value < LUCK)


def history(known: bool) -> Gate:
    """Whether the outcome before treatment is known: without it no weights can make the groups alike in what counts."""
    return Gate(
        "history",
        "The outcome before treatment is known.",
        known,
        None,
        None,
        "It was given."
        if known
        else "It was not given, so the groups may differ in the very thing that is measured.",
        "Name the outcome from before with --pre-outcome, also where it is among the covariates under another name.",
        "CLEAR, Causal Evidence Guidelines 2.2; Cook, Shadish and Wong 2008",
    )


def parallel(p_value: float | None, said: str) -> Gate:
    """Whether the groups moved alike before."""
    return Gate(
        "pre_trend",
        "Before treatment both groups moved alike.",
        p_value is None or p_value >= CHANCE,
        p_value,
        CHANCE,
        said,
        "Use a comparison group that moved alike, or weight it by its history.",
        "Roth 2022",
    )


def dip(fit: Fit | None, wide: float, own_fall: float | None = None) -> Gate:
    """Whether the treated fell just before they came: then a part of the rise is only a return (Ashenfelter 1978).

    `own_fall` is how much further they fell than the others, as a share of their own earlier level.
    """
    size = fit.effect / wide if fit and wide else None
    fell = bool(fit and size is not None and fit.p_value < CHANCE and size < DIP_SD)
    sank = own_fall is not None and own_fall > DIP_SHARE
    if fit is None or size is None:
        said = "There is too little history to see."
    else:
        moved = f"{plain(fit.effect)} against the others ({size:.2f} SD)"
        said = f"In the last period before, the treated moved by {moved}."
        if own_fall is not None:
            way = f"fell {own_fall:.0%} further" if own_fall > 0 else "did not fall further than the others"
            said += f" Of their own level they {way}."
    return Gate(
        "earnings_dip",
        "The treated did not fall just before they came.",
        not (fell or sank),
        size,
        DIP_SD,
        said,
        "Take an earlier period as the start, or weight the comparison people by their whole history "
        "(--design comparison with --pre-outcome).",
        "Ashenfelter 1978; Heckman and Smith 1999",
    )


def levels(apart: float) -> Gate:
    """Whether the groups stood on like levels: else "moved alike" cannot hold both in dollars and in percent."""
    return Gate(
        "levels",
        "Before treatment the groups stood within one standard deviation of each other.",
        abs(apart) <= LEVELS_SD,
        abs(apart),
        LEVELS_SD,
        f"They stood {abs(apart):.2f} standard deviations apart.",
        "Compare with people on a like level, or weight them (--design comparison with --pre-outcome).",
        "Roth and Sant'Anna 2023; Imbens and Xu 2024",
    )


def same_kind_of_people(shifts: Sequence[tuple[str, float]]) -> Gate:
    """Whether those asked after are like those asked before, alike in both groups: (trait, corrected p)."""
    worst = min(shifts, key=lambda pair: pair[1], default=None)
    p_value = None if worst is None else worst[1]
    said = (
        "No trait was given, so this could not be tried."
        if worst is None
        else f"Of {len(shifts)} traits, “{worst[0]}” changed most unlike (corrected p {worst[1]:.2g})."
    )
    return Gate(
        "composition",
        "Who was asked changed in the same way in both groups.",
        p_value is None or p_value >= CHANCE,
        p_value,
        CHANCE,
        said,
        "Compare people of one kind only, or follow the same people (--unit).",
        "Hong 2013; Sant'Anna and Xu 2023",
        tried=worst is not None,
    )
