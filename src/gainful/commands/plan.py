"""`gainful plan`: from a job posting to a priced plan with named people, on files, with no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from gainful.commands.terminal import fail, note, read_profile, say, write_all

if TYPE_CHECKING:
    from gainful.engine.curriculum import Course
    from gainful.engine.occupations import Reference
    from gainful.engine.planning import UpskillingPlan
    from gainful.engine.postings.model import RequiredProfile
    from gainful.engine.ranking.order import Floor
    from gainful.engine.records import PersonRecord

NAMED_PROBLEMS = 20
"""How many rows with problems are named; the rest are counted."""
SAMPLE_PEOPLE = "The people are made up (sample pool): give --people to plan for real ones."
SAMPLE_COURSES = "The courses are made up (sample catalogue): give --courses to plan with real ones."


def register(commands: Any) -> None:
    """Add the command to the parser."""
    plan = commands.add_parser("plan", help="from a job posting to a priced plan with named people")
    plan.add_argument("posting", type=Path, help="text, HTML, PDF, DOCX or JSON-LD")
    plan.add_argument("--people", type=Path, help="CSV or XLSX of people; without it the sample pool")
    plan.add_argument("--courses", type=Path, help="CSV or XLSX of courses; without it the sample catalogue")
    plan.add_argument("--out", type=Path, required=True, help="folder for plan.json, CSV tables and plan.pdf")
    plan.add_argument(
        "--occupation", metavar="CODE", help="O*NET-SOC code, where the posting was read as another job"
    )
    plan.add_argument(
        "--openings", type=_count, help="how many people to plan for; default what the posting says"
    )
    plan.add_argument("--start", type=date.fromisoformat, help="first day of training, YYYY-MM-DD")
    plan.add_argument("--weekly-hours", type=_positive, help="hours a week a person can give")
    plan.add_argument("--budget", type=_amount, help="USD a person for courses")
    plan.add_argument(
        "--order",
        choices=("least_training", "largest_gain", "longest_waiting", "mixed"),
        default="least_training",
        help="who comes first on the list; default least_training",
    )
    plan.add_argument(
        "--floor",
        type=_floor,
        action="append",
        default=[],
        metavar="SEGMENT=PERCENT",
        help="with --order mixed: the least share of the first places for support, displaced, nontraditional or "
        "incumbent; may be given several times",
    )
    plan.add_argument(
        "--dates", choices=("mdy", "dmy"), help="month or day first, where files do not show it"
    )
    plan.add_argument(
        "--progress", action="store_true", help="show progress also where the output is no terminal"
    )
    plan.set_defaults(run=run)


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 10_000:
        raise argparse.ArgumentTypeError("must be a whole number from 1 to 10,000")
    return number


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number <= 168:
        raise argparse.ArgumentTypeError("must be a number of hours above 0, at most 168")
    return number


def _amount(text: str) -> float:
    number = float(text)
    if not 0 <= number < 1e9:
        raise argparse.ArgumentTypeError("must be an amount in USD, 0 or more")
    return number


def _floor(text: str) -> Floor:
    from gainful.engine.ranking.order import Floor, Segment

    name, _, percent = text.partition("=")
    share = float(percent.removesuffix("%")) / 100
    if name not in set(Segment) or not 0 < share <= 1:
        raise argparse.ArgumentTypeError("must be a segment and a percentage, for example support=40")
    return Floor(Segment(name), share)


def run(args: argparse.Namespace) -> int:
    """Make the plan and write it; 0 done, 1 could not be done (nothing is written then)."""
    found = read_profile(args.posting, code=args.occupation)
    if isinstance(found, int):
        return found
    for said in found.notes:
        note(said)
    if not found.profile.lines:
        return fail(
            "The posting says nothing that a plan could rest on.",
            "Give the occupation with --occupation CODE.",
        )
    try:
        plan = _plan(found, args)
    except _Refused as error:
        return fail(*error.args)
    files = _files(plan, args)
    try:
        write_all(args.out, files)
    except OSError as error:
        return fail(
            f"{args.out} could not be written: {error.strerror}.", "Choose another folder with --out."
        )
    say(plan.sentence)
    for said in plan.hours_words:
        say(said)
    for open_item in plan.open_requirements:
        when = "Needed on day one" if open_item.on_day_one else "Open"
        say(f"- {when}: {open_item.name} ({open_item.why}).")
    for message in (*plan.unknowns, *plan.for_agency):
        say(f"- {message}")
    for item in plan.curriculum.on_the_job:
        say(f"- {item.need.name}: {item.reason}")
    say(f"Written to {args.out}: {', '.join(files)}")
    return 0


class _Refused(Exception):  # noqa: N818 - named for what it says
    """What stands in the way, and what to do."""


def _plan(found: RequiredProfile, args: argparse.Namespace) -> UpskillingPlan:
    from gainful.engine.curriculum import CatalogueError
    from gainful.engine.occupations import load_reference
    from gainful.exchange.tables.errors import UnreadableTable

    reference = load_reference()
    try:
        with _Progress(args.progress) as progress:
            people, as_of = _people(args, reference, progress)
            progress.step("Choosing courses")
            return _build(found, people, as_of, _courses(args, reference), args)
    except UnreadableTable as error:
        raise _Refused(error.message, error.hint) from error
    except CatalogueError as error:
        raise _Refused(str(error)) from error
    except OSError as error:
        raise _Refused(f"{error.filename} could not be opened: {error.strerror}.") from error


def _build(
    found: RequiredProfile,
    people: Sequence[PersonRecord],
    as_of: date,
    courses: list[Course],
    args: argparse.Namespace,
) -> UpskillingPlan:
    from gainful.engine.mix import typical_support_prices
    from gainful.engine.occupations import load_reference
    from gainful.engine.planning import build_plan
    from gainful.engine.ranking.build_pool import pool_from_records
    from gainful.engine.ranking.experience import years_of_people
    from gainful.engine.ranking.feeders import feeder_occupations
    from gainful.engine.ranking.job_constraints import (
        area_to_compare,
        constraints_of_facts,
        premium_of_facts,
        without_empty_area,
    )
    from gainful.engine.ranking.order import ListOrder, Ordering
    from gainful.engine.ranking.pay_change import job_pay
    from gainful.engine.ranking.people import rank_pool

    facts, occupation = found.facts, found.occupation
    reference = load_reference()
    code = occupation.code if occupation else None
    pool = pool_from_records(people, reference, as_of)
    area = area_to_compare(facts.place.area_code if facts.place else None, pool)
    constraints = without_empty_area(constraints_of_facts(facts), pool)
    pay = job_pay(constraints.wage, code, area, reference)
    ranking = rank_pool(
        found.profile,
        pool,
        constraints,
        code=found.rated_code,
        support_prices=typical_support_prices(),
        ordering=Ordering(ListOrder(args.order), floors=tuple(args.floor)),
        pay=pay,
        years=years_of_people(people, code, reference, as_of) if constraints.experience_years else None,
    )
    in_pool = ranking.by_occupation()
    feeders = (
        feeder_occupations(found.profile, code=occupation.code, area=area, pool_counts=in_pool, pay=pay)
        if occupation
        else None
    )
    samples = ((args.people, SAMPLE_PEOPLE), (args.courses, SAMPLE_COURSES))
    return build_plan(
        ranking,
        found.profile,
        courses,
        title=facts.title.value if facts.title else "the job",
        occupation_code=occupation.code if occupation else None,
        openings=args.openings or (facts.openings.value if facts.openings else 1),
        start=args.start or next_quarter(date.today()),  # noqa: DTZ011 - a calendar day where the user sits
        weekly_hours=args.weekly_hours,
        budget_per_person=args.budget,
        feeders=feeders,
        area=area,
        job_hours=facts.hours_per_week.value if facts.hours_per_week else None,
        premium=premium.counted if (premium := premium_of_facts(facts)) else 0.0,
        notes=tuple(said for given, said in samples if given is None),
        jobs_of=lambda ids: {person.code: person.jobs for person in people if person.code in set(ids)},
        as_of=as_of,
    )


def _files(plan: UpskillingPlan, args: argparse.Namespace) -> dict[str, bytes]:
    from gainful.engine.planning.write import plan_document
    from gainful.exchange.plans.pdf import plan_pdf
    from gainful.exchange.plans.tables import plan_tables

    document = plan_document(plan)
    with _Progress(args.progress) as progress:
        progress.step("Setting the PDF")
        paper = plan_pdf(document, note="Made with gainful plan · holds names, keep it safe")
    return {
        "plan.json": json.dumps(document.to_json(), indent=2, ensure_ascii=False).encode("utf-8", "replace"),
        **{name: text.encode("utf-8", "replace") for name, text in plan_tables(document).items()},
        "plan.pdf": paper,
    }


def next_quarter(today: date) -> date:
    """Return the first day of the next quarter: when training could begin where nothing is said."""
    quarter = (today.month - 1) // 3 + 1
    return date(today.year + quarter // 4, quarter % 4 * 3 + 1, 1)


class _Progress:
    """A bar on standard error: on a terminal, or where it was asked for; elsewhere silent."""

    def __init__(self, asked: bool) -> None:
        self.shown = asked or sys.stderr.isatty()
        self.bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def step(self, words: str) -> None:
        """Say what is being done now."""
        if self.shown:
            note(words)

    def rows(self, rows: Iterable[Any], words: str) -> Iterable[Any]:
        """Count rows as they are read."""
        from tqdm import tqdm

        self.bar = tqdm(
            rows, desc=words, unit=" rows", disable=not self.shown, file=sys.stderr, mininterval=0.5
        )
        return self.bar


def _order(args: argparse.Namespace) -> Any:
    from gainful.exchange.tables.cells import DateOrder

    return DateOrder(args.dates) if args.dates else None


def _people(
    args: argparse.Namespace, reference: Reference, progress: _Progress
) -> tuple[Sequence[PersonRecord], date]:
    """Read people from a file, or make the sample ones; rows with problems are named on standard error."""
    path: Path | None = args.people
    if path is None:
        from gainful.demo.region import AS_OF, generate_people

        progress.step("Making the sample pool")
        return generate_people(reference=reference), AS_OF
    from gainful.exchange.people import read_people

    records, bad = read_people(
        path,
        date_order=_order(args),
        reference=reference,
        watch=lambda rows: progress.rows(rows, "Reading people"),
        tell=_Few(path),
    )
    _name_problems(path, bad)
    if not records:
        raise _Refused(
            f"{path.name} has no person that can be planned for.", "Put the rows named above right."
        )
    return records, date.today()  # noqa: DTZ011


def _courses(args: argparse.Namespace, reference: Reference) -> list[Course]:
    from gainful.engine.curriculum.from_records import courses_from_records

    path: Path | None = args.courses
    if path is None:
        from gainful.demo.catalogue import generate_courses

        return courses_from_records(generate_courses(reference=reference))
    from gainful.exchange.courses import read_courses

    records, bad = read_courses(path, date_order=_order(args), reference=reference, tell=_Few(path))
    _name_problems(path, bad)
    if bad and not records:
        raise _Refused(
            f"{path.name} has no course that can be planned with.", "Put the rows named above right."
        )
    return courses_from_records(records)


class _Few:
    """Tells how a file was understood, by its name; of many lines the first."""

    def __init__(self, path: Path) -> None:
        self.path, self.told = path, 0

    def __call__(self, said: str) -> None:
        self.told += 1
        if self.told <= NAMED_PROBLEMS:
            note(f"{self.path.name}: {said}")
        elif self.told == NAMED_PROBLEMS + 1:
            note(f"{self.path.name}: there is more of this kind.")


def _name_problems(path: Path, bad: Sequence[Any]) -> None:
    for row in bad[:NAMED_PROBLEMS]:
        for problem in row.problems:
            note(f"{path.name}, line {row.line}, {problem.column}: {problem.message}")
    if len(bad) > NAMED_PROBLEMS:
        note(f"{path.name}: {len(bad) - NAMED_PROBLEMS:,} more rows have problems and were left out.")
