"""Commands that work on files, with no database: plan, profile, feeders."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gainful.engine.curriculum import Course
    from gainful.engine.occupations import Reference
    from gainful.engine.profiles.required.model import RequiredProfile
    from gainful.engine.ranking.pool import Pool

COULD_NOT = 1


def register(commands: Any) -> None:
    """Add the file commands to the parser."""
    plan = commands.add_parser("plan", help="from a job posting to a priced plan with named people")
    plan.add_argument("posting", type=Path, help="text, HTML, PDF, DOCX or JSON-LD")
    plan.add_argument("--people", type=Path, help="CSV or XLSX of people; without it the sample pool")
    plan.add_argument("--courses", type=Path, help="CSV or XLSX of courses; without it the sample catalogue")
    plan.add_argument("--out", type=Path, required=True, help="folder for plan.json and CSV tables")
    plan.add_argument(
        "--openings", type=int, help="how many people to plan for; default what the posting says"
    )
    plan.add_argument("--start", type=date.fromisoformat, help="first day of training, YYYY-MM-DD")
    plan.add_argument("--weekly-hours", type=float, help="hours a week a person can give")
    plan.add_argument("--budget", type=float, help="USD a person for courses")
    plan.set_defaults(run=_plan)
    profile = commands.add_parser("profile", help="what a job posting asks for")
    profile.add_argument("posting", type=Path)
    profile.add_argument("--json", action="store_true")
    profile.set_defaults(run=_profile)
    feeders = commands.add_parser("feeders", help="where people work today who could do a job")
    feeders.add_argument("code", help="O*NET-SOC code, for example 31-1131.00")
    feeders.add_argument("--area", help="OEWS area code or name")
    feeders.add_argument("-k", type=int, default=20)
    feeders.add_argument("--json", action="store_true")
    feeders.set_defaults(run=_feeders)


def say(text: str) -> None:
    """Print a line of the answer."""
    print(text)  # noqa: T201


def fail(*lines: str) -> int:
    """Print what went wrong and what to do; return the exit code."""
    sys.stderr.write("\n".join(line for line in lines if line) + "\n")
    return COULD_NOT


def _read(path: Path) -> RequiredProfile | int:
    """Read a posting file into its profile, or say why not."""
    from gainful.engine.profiles.required import required_profile
    from gainful.exchange.documents import UnreadableFile
    from gainful.exchange.job_postings import read_posting

    try:
        document = read_posting(path.read_bytes(), path.name)
    except OSError as error:
        return fail(f"{path} could not be opened: {error.strerror}.")
    except UnreadableFile as error:
        return fail(error.message, error.hint)
    return required_profile(document.text, structured=document.fields)


def _profile(args: argparse.Namespace) -> int:
    found = _read(args.posting)
    if isinstance(found, int):
        return found
    from gainful.engine.profiles.profile_json import profile_to_json

    if args.json:
        say(json.dumps(profile_to_json(found), indent=2, ensure_ascii=False))
        return 0
    if found.occupation:
        say(f"{found.occupation.code}  {found.occupation.title}  ({found.confidence})")
    for line in found.profile.lines:
        level = "   -" if line.level is None else f"{line.level:4.1f}"
        quoted = next((e.span.text for e in line.evidence if e.span), "typical for the occupation")
        say(f"  {line.need.value:12} {level}  {line.name[:48]:48} {quoted[:60]!r}")
    for note in found.notes:
        say(note)
    return 0


def _feeders(args: argparse.Namespace) -> int:
    from gainful.engine.ranking.feeders import feeder_occupations
    from gainful.exchange.plans.json_plan import feeder_to_json

    try:
        found = feeder_occupations(args.code, area=args.area, k=args.k)
    except (KeyError, ValueError) as error:
        return fail(str(error.args[0]))
    if args.json:
        rows = [feeder_to_json(feeder) for feeder in found.feeders]
        say(json.dumps({"code": found.code, "title": found.title, "feeder_occupations": rows}, indent=2))
        return 0
    say(f"Feeder occupations of {found.title} ({found.code})")
    for feeder in found.feeders:
        change = "      -" if feeder.wage_change is None else f"{feeder.wage_change:+7,.0f}"
        say(
            f"  {feeder.code}  {feeder.title[:44]:44} {feeder.hours_low:5.0f}-{feeder.hours_high:<5.0f} h "
            f"{change} USD  {feeder.step}"
        )
    return 0


def _plan(args: argparse.Namespace) -> int:
    found = _read(args.posting)
    if isinstance(found, int):
        return found
    from gainful.engine.curriculum import CatalogueError
    from gainful.engine.occupations import load_reference
    from gainful.exchange.plans.json_plan import plan_to_json
    from gainful.exchange.plans.tables import plan_tables
    from gainful.exchange.tabular import UnreadableTable

    reference = load_reference()
    try:
        pool = _pool(args.people, reference)
        courses = _courses(args.courses, reference)
        plan = plan_to_json(_build(found, pool, courses, args))
    except UnreadableTable as error:
        return fail(error.message, error.hint)
    except CatalogueError as error:
        return fail(str(error))
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "plan.json").write_text(json.dumps(plan, indent=2, ensure_ascii=False))
    for name, text in plan_tables(plan).items():
        (args.out / name).write_text(text, newline="")
    say(plan["sentence"])
    say(f"Written to {args.out}: plan.json and {', '.join(plan_tables(plan))}")
    return 0


def _build(found: RequiredProfile, pool: Pool, courses: list[Course], args: argparse.Namespace) -> Any:
    from gainful.engine.mix import typical_support_prices
    from gainful.engine.planning import build_plan
    from gainful.engine.ranking.feeders import feeder_occupations
    from gainful.engine.ranking.people import rank_pool
    from gainful.engine.ranking.pool import Constraints

    facts = found.facts
    ranking = rank_pool(
        found.profile,
        pool,
        Constraints(wage=facts.wage_annual),
        code=found.rated_code,
        support_prices=typical_support_prices(),
    )
    feeders = (
        feeder_occupations(found.profile, code=found.occupation.code, pool_counts=ranking.by_occupation())
        if found.occupation
        else None
    )
    return build_plan(
        ranking,
        found.profile,
        courses,
        title=facts.title.value if facts.title else "Job",
        occupation_code=found.occupation.code if found.occupation else None,
        openings=args.openings or (facts.openings.value if facts.openings else 1),
        start=args.start or _next_quarter(),
        weekly_hours=args.weekly_hours,
        budget_per_person=args.budget,
        feeders=feeders,
    )


def _next_quarter() -> date:
    """Return the first day of the next quarter: when training could begin where nothing is said."""
    today = date.today()  # noqa: DTZ011 - a calendar day where the user sits
    quarter = (today.month - 1) // 3 + 1
    return date(today.year + quarter // 4, quarter % 4 * 3 + 1, 1)


def _pool(path: Path | None, reference: Reference) -> Pool:
    """Read people from a file, or make the sample pool; rows with problems are named on standard error."""
    from gainful.exchange.pools import pool_from_records

    if path is None:
        from gainful.demo.region import AS_OF, generate_people

        return pool_from_records(generate_people(reference=reference), reference, AS_OF)
    from gainful.exchange.people import read_people

    records, bad = read_people(path, reference=reference)
    _name_problems(path, bad)
    return pool_from_records(records, reference, date.today())  # noqa: DTZ011


def _courses(path: Path | None, reference: Reference) -> list[Course]:
    from gainful.exchange.pools import courses_from_records

    if path is None:
        from gainful.demo.catalogue import generate_courses

        return courses_from_records(generate_courses(reference=reference))
    from gainful.exchange.courses import read_courses

    records, bad = read_courses(path, reference=reference)
    _name_problems(path, bad)
    return courses_from_records(records)


def _name_problems(path: Path, bad: Any) -> None:
    for row in bad:
        for problem in row.problems:
            sys.stderr.write(f"{path.name}, line {row.line}, {problem.column}: {problem.message}\n")
