"""Rules of likeness: whether those compared were alike before, and whether the draw was one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.balance import balance_table, largest, smd
from gainful.engine.impact.columns import number
from gainful.engine.impact.draw import apart, telling
from gainful.engine.impact.given import goes_with
from gainful.engine.impact.inference import regression
from gainful.engine.impact.model import BalanceRow, Design, Gate
from gainful.engine.impact.moments import When
from gainful.engine.impact.study import Study
from gainful.engine.impact.timeline import when_measured
from gainful.engine.impact.traits import ordinary_columns, unnamed_traits

FEW_EFFECTIVE = 30
WWC = "What Works Clearinghouse Standards Handbook 5.0, chapter IV"
BASELINE_SMD = 0.25
NEAR = 0.9
CHANCE = 0.01
"""A sound study fails a test at this level one time in a hundred."""
SURELY = 1e-4
"""Columns of which nobody knows when they were measured must differ as no draw would make them."""
ALONE = 5e-3
"""The same where nothing else is known from before: they are all that can give a survey away."""


def two_means(row: BalanceRow, *, weighted: bool = False) -> str:
    """Say what a row of the balance table shows: the two means and how far apart they are."""
    made_alike = weighted and row.mean_weighted is not None
    other = row.mean_weighted if made_alike else row.mean_comparison
    size = abs((row.smd_after if made_alike else row.smd_before) or 0.0)
    return (
        f'They differ most on "{row.covariate}": {plain(row.mean_treated or 0.0)} of those treated, '
        f"{plain(other or 0.0)} of the others{', weighted' if made_alike else ''}, "
        f"{size:.2f} standard deviations apart."
    )


def drawn_alike(study: Study) -> Gate:
    """Whether a lottery looks like one: nothing known beforehand tells who was offered.

    Columns from before by name or date are held to one chance in a hundred. Those of which nobody said when they were
    measured stop it only where no draw could explain them; all of them where nothing is known to be from before, else
    only common traits (schooling, marriage, household), as others may well have been measured later.
    """
    if study.plan.given or study.push is not None:
        return _pushed_alike(study)
    traits, names = unnamed_traits(study)
    known = np.column_stack([study.x, traits]) if names else study.x
    before = _joint(study, known, (*study.names, *names))
    other = _joint(study, *ordinary_columns(study, traits_only=before is not None))
    surely = ALONE if before is None else SURELY
    broken = other is not None and other[0] < surely
    found, bound = (other, surely) if other and (broken or before is None) else (before, CHANCE)
    passed = found is None or (found[0] >= bound and not broken)
    if found is None:
        said = "Nothing known beforehand was given, so the draw cannot be checked."
    else:
        said = f"A true lottery would differ this much with a chance of {found[0]:.2g}."
        said += "" if passed else f" {found[1]}"
    fix = (
        "If some had a better chance of a place, name their groups (--strata) or each person's chance (--probability). "
        "Check that the offer is the one that was drawn, that nobody was moved or left out after the draw, and that "
        "every covariate was known before it."
    )
    if broken and found:
        fix = f'If "{found[2]}" was measured after the draw, say so: --later "{found[2]}". {fix}'
    return Gate(
        "balance",
        "What was known before the draw does not tell who was drawn.",
        passed,
        None if found is None else found[0],
        bound,
        said,
        fix,
        "Imbens and Rubin 2015, chapter 4; Hansen and Bowers 2008",
        tried=found is not None,
    )


def _joint(study: Study, x: np.ndarray, names: tuple[str, ...]) -> tuple[float, str, str] | None:
    """Return the chance of columns so far apart, the two means of the worst in words, and its name."""
    speaks = telling(names, x)
    if not speaks.all():
        x, names = x[:, speaks], tuple(name for name, kept in zip(names, speaks, strict=True) if kept)
    counts = study.weight > 0
    plan, arm = study.plan, study.offered
    chance = None if plan.probability is None else number(study.frame, plan.probability)
    found = apart(x, arm, strata=study.strata, cluster=study.cluster, chance=chance, seed=plan.seed)
    if found is None:
        return None
    column = x[counts, found.worst]
    row = balance_table(column[:, None], (names[found.worst],), arm[counts], None)[0]
    return found.p, two_means(row), row.covariate.split(": ")[0]


def _pushed_alike(study: Study) -> Gate:
    """Whether an instrument that was not drawn goes with nothing known beforehand, once `given` is held."""
    plan = study.plan
    traits, names = unnamed_traits(study)
    found = goes_with(study, np.column_stack([study.x, traits]), (*study.names, *names))
    other = goes_with(study, *ordinary_columns(study, traits_only=found is not None))
    broken = other is not None and other.p < (ALONE if found is None else SURELY)
    told, bound = (other, ALONE if found is None else SURELY) if broken or found is None else (found, CHANCE)
    passed = told is None or (told.p >= bound and not broken)
    held = f"Among people alike in {', '.join(plan.given)}" if plan.given else "As it stands"
    if told is None:
        said = "Nothing else known beforehand was given, so the push cannot be checked."
    else:
        said = f"{held}, a push by chance would go with the rest this much with a chance of {told.p:.2g}."
        said += "" if passed else f' It goes most with "{told.worst}".'
    return Gate(
        "balance",
        "What was known before does not tell who was pushed, once what the push depends on is held.",
        passed,
        None if told is None else told.p,
        bound,
        said,
        "If the push depends on it by its nature, name it with --given; else this push is no chance.",
        "Abadie 2003; Hernán and Robins 2020, chapter 16",
        tried=told is not None,
    )


def known_before(study: Study) -> Gate:
    """Whether covariates were known before treatment: one that came after hides or invents an effect."""
    late = late_covariates(study)
    return Gate(
        "covariates_before_treatment",
        "Every covariate was known before treatment began.",
        not late,
        len(late),
        0,
        _told_late(late, study) if late else "No sign that one was measured afterwards.",
        "Leave it out, or give its value from before.",
        "Rosenbaum 1984; Imbens and Rubin 2015",
    )


def _told_late(late: list[str], study: Study) -> str:
    named = [name for name in late if _when(study, name) is When.AFTER]
    found = [name for name in late if name not in named]
    told = [f"By its name or date, {name} came after." for name in named]
    for name in found:
        row = balance_table(study.x[:, [study.names.index(name)]], (name,), study.offered, None)[0]
        told.append(f"{two_means(row)} No draw would make that: it came after, or nobody drew.")
    return " ".join(told)


def _when(study: Study, name: str) -> When:
    return when_measured(name, study.plan, study.frame.columns)


def late_covariates(study: Study) -> list[str]:
    """Covariates whose name says "after", or which in a lottery differ as no draw would make them."""
    late = [n for n in (*study.plan.covariates, *study.plan.pre_outcomes) if _when(study, n) is When.AFTER]
    undrawn = study.push is not None or bool(study.plan.given)
    if undrawn or study.plan.design not in {Design.LOTTERY, Design.IV}:
        return late
    speaks = telling(study.names, study.x)
    for place, name in enumerate(study.names):
        if not speaks[place] or _when(study, name.split(": ")[0]) is When.BEFORE:
            continue  # what was there before did not come late: then the draw was none
        column = study.x[:, place]
        fit = regression(
            column, study.offered, np.empty((len(column), 0)), weight=study.weight, cluster=study.cluster
        )
        if abs(smd(column, study.offered)) > BASELINE_SMD and fit.p_value < SURELY:
            late.append(name)
    return list(dict.fromkeys(late))


def balance(rows: Sequence[BalanceRow], *, weighted: bool) -> Gate:
    """Whether both groups looked alike before treatment, after weighting or as they stand."""
    worst = largest(rows, weighted=weighted)
    figure = None if worst is None else abs((worst.smd_after if weighted else worst.smd_before) or 0.0)
    if worst is None:
        said = "Nothing known from before was given, so nobody can say whether the groups were alike."
    else:
        said = two_means(worst, weighted=weighted)
    return Gate(
        "balance" if weighted else "naive_balance",
        "Before treatment the groups were alike within a quarter of a standard deviation.",
        figure is not None and figure <= BASELINE_SMD,
        figure,
        BASELINE_SMD,
        said,
        "Give covariates from before, above all the outcome itself (--pre-outcome), or find a comparison group more "
        "alike.",
        WWC,
        naive=not weighted,
    )


def left_out_alike(rows: Sequence[BalanceRow]) -> Gate:
    """Whether the groups are alike, once weighted, in traits that the file holds though nobody named them.

    The 185 of the National Supported Work trial beside the Current Population Survey, weighted by age and schooling
    alone, come out at 452 where the trial says 1,794: 84 % of them are black, 7 % of the others.
    """
    worst = largest(rows, weighted=True) or largest(rows, weighted=False)
    figure = None if worst is None else abs(_apart(worst))
    name = "" if worst is None else worst.covariate.split(": ")[0]
    return Gate(
        "left_out",
        "The groups are alike, too, in the traits that the file holds and nobody named.",
        figure is None or figure <= BASELINE_SMD,
        figure,
        BASELINE_SMD,
        "The file holds no such trait."
        if worst is None
        else f'"{worst.covariate}" was not named. {two_means(worst, weighted=True)}',
        f'Name it too: --covariates "{name}".',
        f"{WWC}; CLEAR, Causal Evidence Guidelines 2.2",
    )


def _apart(row: BalanceRow) -> float:
    return (row.smd_before if row.smd_after is None else row.smd_after) or 0.0


def overlap(share: float, effective: float, said: str = "") -> tuple[Gate, ...]:
    """Whether there are comparison people like the treated, and enough of them once weighted."""
    fix = "--trim leaves out who has no counterpart and says who that is; or find a comparison group more alike."
    return (
        Gate(
            "overlap",
            "Nine in ten treated people have counterparts as likely to be treated.",
            share >= NEAR and not said,
            share,
            NEAR,
            said or f"{share:.0%} of the treated have counterparts.",
            fix,
            "Crump, Hotz, Imbens and Mitnik 2009",
        ),
        Gate(
            "effective_sample",
            f"After weighting the comparison group is worth at least {FEW_EFFECTIVE} people.",
            effective >= FEW_EFFECTIVE,
            effective,
            FEW_EFFECTIVE,
            f"It is worth {effective:.0f}.",
            fix,
            "Kish 1965",
        ),
    )
