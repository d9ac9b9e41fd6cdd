"""`gainful evaluate`: what happened, was it us, how sure are we — from a file."""

from __future__ import annotations

import argparse
import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.commands.indicators import day
from gainful.commands.terminal import fail, say

if TYPE_CHECKING:
    from gainful.engine.impact import Evaluation, StudyPlan
    from gainful.engine.rules import RatingRules

ASKED_WRONGLY, REFUSED = 2, 3
DEFAULT_ESTIMAND = {"lottery": "ITT", "iv": "TOT", "rd": "LATE"}
DESIGNS = ("lottery", "comparison", "did", "staggered", "iv", "synthetic", "rd")
COLUMNS = (
    ("--assignment", "1 was offered, 0 was not (lottery); the instrument (iv)"),
    ("--probability", "chance of being offered, where it differs"),
    ("--weight", "survey or design weight: how many people each stands for (not for synthetic)"),
    ("--strata", "group within which the draw was made"),
    ("--cluster", "what was assigned whole, such as a site"),
    ("--unit", "who or what is followed (did, staggered, synthetic)"),
    ("--time", "period (did, staggered, synthetic)"),
    ("--first-treated", "first period of treatment; empty or 0 where never"),
    ("--running", "the score that decides who gets in (rd)"),
    ("--placebo-outcome", "an outcome that the program cannot have changed"),
)
TOLD = (
    ("--program", "name of the program, for the report"),
    ("--site", "site, for the report"),
    ("--cohort", "cohort, for the report"),
    ("--run-by", "who runs this, for the report"),
)
VALUES = (
    ("--treated-is", "what the treatment column holds for the treated, where it is not 1 or yes"),
    ("--compared-with", "what it holds for the others; without it everybody else"),
    ("--outcome-is", "the word that counts as yes, where the outcome is in words"),
)


def register(commands: Any) -> None:
    """Add the command to the parser."""
    asked = commands.add_parser(
        "evaluate", help="effect of a program, with its checks, rating and verdict; refused where checks fail"
    )
    asked.add_argument("data", type=Path, help="CSV, Parquet or Stata: a row a person (or a unit and period)")
    asked.add_argument("--design", required=True, choices=DESIGNS)
    asked.add_argument("--treatment", required=True, metavar="COLUMN", help="1 took part, 0 did not")
    asked.add_argument(
        "--outcome", required=True, metavar="COLUMN[,…]", help="with several, p values are corrected"
    )
    asked.add_argument("--covariates", default="", metavar="A,B,C", help="known before treatment")
    asked.add_argument("--pre-outcome", default="", metavar="P1,P2", help="the outcome before, oldest first")
    asked.add_argument(
        "--began",
        metavar="PERIOD",
        help="when the program began, such as 2020 or 2020q3: dates in names are read by it",
    )
    asked.add_argument(
        "--trim",
        action="store_true",
        help="leave out who has no counterpart, and say who that is (comparison)",
    )
    asked.add_argument(
        "--given",
        default="",
        metavar="A,B",
        help="covariates given which an undrawn instrument is as good as chance (iv)",
    )
    asked.add_argument("--later", default="", metavar="A,B", help="measured after the program began")
    for option, words in COLUMNS:
        asked.add_argument(option, metavar="COLUMN", help=words)
    asked.add_argument(
        "--arms",
        default="",
        metavar="A,B",
        help="several treatments, each against --compared-with; p values corrected",
    )
    for option, words in VALUES:
        asked.add_argument(option, metavar="VALUE", help=words)
    asked.add_argument("--cutoff", type=float, metavar="NUMBER", help="the line on that score (rd)")
    asked.add_argument("--subgroups", default="", metavar="G,H", help="groups named in advance")
    asked.add_argument(
        "--quantiles",
        default="",
        metavar="25,50,75",
        help="compare the groups at these percents of people too (lottery)",
    )
    asked.add_argument(
        "--estimand", choices=("ITT", "TOT", "ATE", "ATT", "LATE"), help="whose effect; default by design"
    )
    asked.add_argument("--question", help="in your words, for the report")
    asked.add_argument("--unit-of-outcome", default="", metavar="WORD", help="such as dollars, or percent")
    asked.add_argument("--seed", type=int, default=20261123)
    asked.add_argument(
        "--expert", action="store_true", help="show the effect though a check fails; the output says so"
    )
    asked.add_argument(
        "--rules", type=Path, metavar="FILE", help="an agency's corrections of the evidence rules (TOML)"
    )
    asked.add_argument(
        "--report",
        type=Path,
        metavar="DIR",
        help="folder for report.html, report.pdf, report.docx and the bundle",
    )
    for option, words in TOLD:
        asked.add_argument(option, default="", metavar="TEXT", help=words)
    asked.add_argument("--run-on", type=day, metavar="DAY", help="day for the report (default today)")
    asked.add_argument(
        "--label",
        action="append",
        default=[],
        metavar="COLUMN=WORDS",
        help="an outcome in words, for readers",
    )
    asked.add_argument(
        "--strict", action="store_true", help="leave with 3 where no effect is shown, so that a script stops"
    )
    asked.add_argument(
        "--json",
        action="store_true",
        help="as data (docs/schema/evaluation.schema.json; several: evaluations.schema.json)",
    )
    asked.set_defaults(run=_evaluate)


def plans(args: argparse.Namespace) -> list[StudyPlan]:
    """Return the plan of each outcome asked for."""
    from gainful.engine.impact import Design, Estimand, StudyPlan

    def names(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())

    first = StudyPlan(
        question=args.question or "",
        outcome="",
        treatment=args.treatment,
        design=Design(args.design),
        estimand=Estimand(args.estimand or DEFAULT_ESTIMAND.get(args.design, "ATT")),
        covariates=names(args.covariates),
        pre_outcomes=names(args.pre_outcome),
        assignment=args.assignment,
        probability=args.probability,
        weight=args.weight,
        strata=args.strata,
        cluster=args.cluster,
        unit=args.unit,
        time=args.time,
        first_treated=args.first_treated,
        running=args.running,
        cutoff=args.cutoff,
        given=names(args.given),
        subgroups=names(args.subgroups),
        quantiles=tuple(_share(part) for part in names(args.quantiles)),
        placebo_outcome=args.placebo_outcome,
        treated_is=args.treated_is,
        compared_with=args.compared_with,
        began=args.began,
        trim=args.trim,
        later=names(args.later),
        outcome_is=args.outcome_is,
        outcome_unit=args.unit_of_outcome,
        seed=args.seed,
        expert=args.expert,
    )
    if first.compared_with is not None and first.treated_is is None and not args.arms:
        raise ValueError("--compared-with needs --treated-is: which value are the treated?")
    if first.design == Design.IV and not first.assignment:
        raise ValueError("--design iv needs the instrument: name it with --assignment.")
    if first.design == Design.DISCONTINUITY and (first.running is None or first.cutoff is None):
        raise ValueError("--design rd needs the score and the line: --running COLUMN --cutoff NUMBER.")
    if first.trim and first.design != Design.COMPARISON:
        raise ValueError(
            "--trim is for --design comparison: elsewhere nobody needs a counterpart of their own."
        )
    if first.quantiles and first.design != Design.LOTTERY:
        raise ValueError("--quantiles is for --design lottery: elsewhere the groups were not drawn.")
    outcomes = names(args.outcome)
    labels = dict(_label(text, outcomes) for text in args.label)
    arms = names(args.arms)
    if arms and first.compared_with is None:
        raise ValueError("--arms needs --compared-with: which value are those compared with?")
    if arms and first.treated_is is not None:
        raise ValueError("--arms names the treated values: leave --treated-is out.")
    return [
        dataclasses.replace(
            first,
            treated_is=arm or first.treated_is,
            question=first.question
            or f"Did {arm or args.program or args.treatment} change {labels.get(one, one)}?",
            outcome=one,
            outcome_label=labels.get(one, ""),
            other_outcomes=tuple(o for o in outcomes if o != one),
        )
        for one in outcomes
        for arm in arms or ("",)
    ]


def _share(text: str) -> float:
    try:
        share = float(text) / 100
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise ValueError(f'--quantiles "{text}": write percents between 0 and 100, such as 25,50,75.')
    return share


def _label(text: str, outcomes: tuple[str, ...]) -> tuple[str, str]:
    column, _, words = (part.strip() for part in text.partition("="))
    if column not in outcomes or not words:
        raise ValueError(f'--label "{text}": write COLUMN=WORDS with one of {", ".join(outcomes)}.')
    return column, words


def _evaluate(args: argparse.Namespace) -> int:
    from gainful.engine.impact import adjusted_for_many, evaluate
    from gainful.engine.impact.columns import StudyError
    from gainful.engine.impact.evaluate import name_of
    from gainful.engine.rules import RuleFileError, load_rating_rules
    from gainful.exchange.evaluations import evaluation_document, evaluations_document
    from gainful.exchange.studies import read_study

    try:
        wanted = plans(args)
        rules = load_rating_rules(args.rules)
    except RuleFileError as error:
        return fail(str(error))
    except ValueError as error:
        fail(str(error))
        return ASKED_WRONGLY
    try:
        frame = read_study(args.data)
        made = [evaluate(frame, plan) for plan in wanted]
    except StudyError as error:
        return fail(f"{error.message}\n{error.hint}")
    corrected = adjusted_for_many(made)
    written = _write(made, args, rules)
    code = 0 if not args.strict or all(one.shown for one in made) else REFUSED
    if args.json:
        bodies = [evaluation_document(one, rules) for one in made]
        body = bodies[0] if len(bodies) == 1 else evaluations_document(bodies, corrected)
        say(json.dumps(body.to_json(), indent=2, ensure_ascii=False, allow_nan=False))
        return code
    for one in made:
        say("\n".join(lines(one, corrected.get(name_of(one.plan)) if len(made) > 1 else None, rules)))
    for path in written:
        say(str(path))
    return code


def _write(made: list[Evaluation], args: argparse.Namespace, rules: RatingRules) -> list[Path]:
    from gainful.engine.impact.evaluate import name_of
    from gainful.exchange.evaluations import write_report
    from gainful.exchange.evaluations.about import About

    if not args.report:
        return []
    about = About(args.program, args.site, args.cohort, args.run_by, args.run_on or date.today())  # noqa: DTZ011
    written = []
    for one in made:
        folder = args.report if len(made) == 1 else args.report / _safe(name_of(one.plan))
        written += write_report(one, folder, data=args.data, rules=rules, about=about)
    return written


def _safe(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in name) or "outcome"


def _figures(one: Evaluation) -> list[str]:
    """Return each diagnostic in a line: its name, its figure and what it says."""
    from gainful.engine.impact.amounts import plain

    return [f"{d.name}{'' if d.figure is None else f' {plain(d.figure)}'}: {d.words}" for d in one.told]


def lines(one: Evaluation, corrected: float | None = None, rules: RatingRules | None = None) -> list[str]:
    """Return what the terminal shows: verdict, checks, estimates, flow."""
    from gainful.engine.impact.amounts import amount
    from gainful.engine.impact.nouns import rows_called
    from gainful.engine.impact.verdict import verdict_of

    flow, unit = one.flow, one.plan.outcome_unit
    told = ["", one.plan.question]
    if one.time_line.words:
        told += ["", "Time line understood", f"  {one.time_line.words}"]
    told += ["", verdict_of(one, rules).text, "", "Checks"]
    told += [
        f"  {g.result:<9} {'(plain difference) ' if g.naive else ''}{g.rule} {g.said}"
        + ("" if g.passed else f" {g.fix}")
        for g in one.gates
    ]
    told += ["", "Estimates"]
    told += [
        f"  {e.name}: {amount(e.effect, unit)}"
        + (f" ({amount(e.low, unit)} to {amount(e.high, unit)})" if e.low is not None else "")
        + f" {e.estimand}"
        + ("" if e.causal else " — not an effect")
        for e in one.told_estimates
    ] or ["  None is shown."]
    if corrected is not None:
        told.append(f"  p corrected for several outcomes: {corrected:.3g}")
    if one.told:
        told += ["", "How far it can be leaned on", *(f"  {line}" for line in _figures(one))]
    called = rows_called(one.plan).capitalize()
    told += ["", f"{called}: {flow.in_file:,} in the file, {flow.analysed:,} analysed."]
    told += [f"  {count:,} left out: {why}." for why, count in flow.dropped]
    return [*told, *(f"  {warning}" for warning in one.warnings)]
