"""Every table of results with its dictionary, out of the database: for the Data Package of page, API and terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures import queries
from gainful.domain.measures.access import require
from gainful.domain.measures.answer_counts import what_sides_say
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import FollowUp
from gainful.domain.measures.models.follow_ups import Arm, WaveClock, WaveMoment, WaveSide
from gainful.domain.measures.models.more_answers import Credit, Home
from gainful.domain.measures.said_queries import what_people_say
from gainful.domain.measures.states import FollowUpState
from gainful.domain.participants.actions import record_reads
from gainful.engine.indicators.self_report import RULES
from gainful.exchange.data_package import Column, ResultTable, package_files
from gainful.exchange.outcome_files import flat
from gainful.imports.measured import Wanted, measure
from gainful.imports.self_reports import COLUMNS as BESIDE_NAMES
from gainful.imports.self_reports import beside
from gainful.imports.wage_files import records_of

MOST = 10_000
YES_NO = ("yes", "no")
WAVES = (
    Column("person_id", "string", "The ID that the agency gives the person; no name."),
    Column("side", "string", "Who was asked.", tuple(WaveSide.values)),
    Column("clock", "string", "What the months are counted from: the hire, or the draw of seats.", tuple(WaveClock.values)),
    Column("moment", "string", "How long after that.", tuple(WaveMoment.values)),
    Column("group", "string", "Group of the draw; empty: no draw.", tuple(filter(None, Arm.values))),
    Column("began", "date", "The day that the months are counted from."),
    Column("due", "date", "The day on which they are asked."),
    Column("state", "string", "Where the question stands; silent is no answer, never no.", tuple(FollowUpState.values)),
    Column("works", "string", "Whether they work at all; empty: not answered.", YES_NO),
    Column("same_job", "string", "Whether they still have this job; empty: not answered.", YES_NO),
    Column("wage", "number", "Wage in USD, before taxes."),
    Column("wage_unit", "string", "What the wage is paid for.", ("hour", "day", "week", "month", "year")),
    Column("hours_per_week", "number", "Usual hours a week."),
    Column("in_school", "string", "Whether they are in school or training; empty: not answered.", YES_NO),
    Column("satisfied", "integer", "How satisfied the employer is, 1 (not at all) to 5."),
    Column("hire_again", "string", "Whether the employer would hire them again; empty: not answered.", YES_NO),
    Column("skills_missing", "string", "Skills that the employer misses, in their words."),
    Column("household_income", "number", "Income of the household, USD a month; only with a consent of its own."),
    Column("credit", "string", "How they see their credit; only with that consent.", tuple(filter(None, Credit.values))),
    Column("home", "string", "Where they live; only with that consent.", tuple(filter(None, Home.values))),
    Column("behind_with_bills", "string", "Behind with rent or bills; only with that consent.", YES_NO),
    Column("wellbeing", "integer", "How life goes, 0 (worst) to 10; only with that consent."),
    Column("answered", "date", "The day of the newest answer, which counts."),
    Column("written_down_by_staff", "boolean", "Whether staff wrote it down for the side."),
    Column("other_browser", "boolean", "Whether the link was opened in another browser before: it may have been forwarded."),
    Column("answers", "integer", "How many times this question was answered."),
)  # fmt: skip
RESPONSE = (
    Column("moment", "string", "Which wave after the draw.", tuple(WaveMoment.values)),
    Column("group", "string", "Group of the draw; empty: a seat without a draw.", tuple(filter(None, Arm.values))),
    Column("asked", "integer", "People who were asked."),
    Column("answered", "integer", "Of them, who answered."),
    Column("silent", "integer", "Whose time is over without an answer."),
    Column("waiting", "integer", "Who still have time."),
    Column("works_share", "number", "Share that works, of those who answered it."),
    Column("works_weighted", "number", "The same for everybody whose time is over, weighted for who answers."),
    Column("works_least", "number", "The same if nobody silent works."),
    Column("works_most", "number", "The same if everybody silent works."),
)  # fmt: skip
SAYS = (
    Column("moment", "string", "How long after the first day of the job.", tuple(WaveMoment.values)),
    Column("side", "string", "Who was asked.", tuple(WaveSide.values)),
    Column("asked", "integer", "Questions that were put."),
    Column("answered", "integer", "Of them, how many were answered; the newest words count."),
    Column("works_yes", "integer", "People who say that they work; empty: not asked of employers."),
    Column("works_no", "integer", "People who say that they do not work."),
    Column("job_goes_on_yes", "integer", "Who say that the job goes on; the other side does not say no."),
    Column("job_goes_on_no", "integer", "Who say that it ended; the other side does not say yes."),
    Column("hire_again_yes", "integer", "Employers who would hire them again; empty: not asked of people."),
    Column("hire_again_no", "integer", "Employers who would not."),
    Column("satisfied", "number", "Mean of 1 (not at all) to 5 of the employers who say it."),
    Column("rated", "integer", "How many employers say it."),
)
QUARTERS = (
    Column("quarter", "string", "Year and quarter, such as 2026Q1."),
    Column("records", "integer", "Rows of wage records, those that stand twice too."),
    Column("complete", "boolean", "Whether the quarter counts as in; false: pending, never no work."),
)
SAID = (
    Column("topic", "string", "Key of the topic in the codebook; empty: every topic of every answer in one."),
    Column("name", "string", "The topic in words."),
    Column("codebook", "integer", "Version of the codebook."),
    Column("people", "integer", "People whose answer is about it, settled answers and those read alike."),
    Column("employers", "integer", "Employers whose answer is about it."),
    Column("both", "integer", "Answers in which both coders read it, of those that both read alone."),
    Column("first_only", "integer", "In which the first coder alone did."),
    Column("second_only", "integer", "In which the second coder alone did."),
    Column("neither", "integer", "In which neither did."),
    Column("kappa", "number", "Cohen's kappa; empty: cannot be told."),
    Column("kappa_low", "number", "Lower end of its 95% interval."),
    Column("kappa_high", "number", "Upper end of its 95% interval."),
)
_BESIDE: dict[str, Column] = {
    column.name: column
    for column in (
        Column("person_id", "string", "The ID that the agency gives the person; no name."),
        Column("quarter", "string", "The quarter in which they answered, such as 2026Q1."),
        Column("says_works", "string", "Whether they say that they work; empty: not answered.", YES_NO),
        Column("says_hours_per_week", "number", "Hours a week that they say."),
        Column("says_wage", "number", "Wage that they say, USD."),
        Column(
            "says_wage_unit",
            "string",
            "What that wage is paid for.",
            ("hour", "day", "week", "month", "year"),
        ),
        Column(
            "says_pay_a_quarter", "number", "The same as USD a quarter; empty where the hours are not known."
        ),
        Column("record", "string", "How far the records of the quarter are.", ("complete", "pending")),
        Column("record_pay", "number", "Pay in the wage records, USD; 0 is none, empty is not known."),
        Column("differs", "string", "Whether the two disagree.", YES_NO),
        Column("employed", "string", "What counts by the rule.", ("yes", "no", "unknown")),
        Column("earnings", "number", "What counts, USD a quarter; empty: not known."),
        Column("source", "string", "What that comes from.", ("wage-record", "follow-up-survey")),
        Column(
            "rule", "string", "The rule that settles it (engine/indicators/self_report.py).", tuple(RULES)
        ),
    )
}
BESIDE = tuple(_BESIDE[name] for name in BESIDE_NAMES)
EMPTY_TABLES = (
    ResultTable("indicators", "Indicators", "A figure a row: everybody first, then each group of the comparison.", flat.COLUMNS),
    ResultTable("trend", "Indicators by program year of exit", "A figure a row, of the exits of one program year.", flat.TREND),
    ResultTable("released", "What left the agency last", "The newest release: small counts are hidden and empty.", flat.COLUMNS),
    ResultTable("response", "Response by group of the draw", "A wave and a group a row.", RESPONSE),
    ResultTable("answers", "What both sides say after a hire", "A wave and a side a row; what is answered neither yes nor no is not known.", SAYS),
    ResultTable("said", "What people say", "A topic a row, with how far two coders agree; no words of anybody.", SAID),
    ResultTable("waves", "Questions of the waves", "A question to one side a row, with its newest answer.", WAVES),
    ResultTable("answers-and-records", "Answers beside wage records", "An answer of a person a row, with the record of its quarter and what counts.", BESIDE),
    ResultTable("wage-quarters", "Quarters of wage records", "A quarter a row, from the first to the last.", QUARTERS),
)  # fmt: skip
"""What every package holds, in this order, without rows."""
WITH_PEOPLE = frozenset({"waves", "answers-and-records"})
"""Tables with a row a person, by the agency's own ID; the others hold figures."""


def result_tables(actor: Actor, wanted: Wanted, *, people: bool) -> list[ResultTable]:
    """Return every table of results; exact figures stay with the agency, `released` is what may leave it."""
    require(actor, "release")
    report = measure(actor, wanted)
    if report is None:
        raise MeasureError(_("There is nobody to count yet."), hint=_("Figures begin with a service."))
    newest = queries.newest_release(actor)
    rows: dict[str, list[Any]] = {
        "indicators": list(flat.flat_rows(report.body)),
        "trend": list(flat.trend_table_rows(report.trend)),
        "released": [] if newest is None else list(flat.flat_rows(newest.body)),
        "response": list(_response(actor)),
        "answers": list(says_rows(actor)),
        "said": list(said_rows(actor)),
        "wage-quarters": [(each.quarter, each.rows, each.is_in) for each in records_of(actor).quarters],
    }
    if people:
        rows |= _people(actor)
    return [
        ResultTable(table.name, table.title, table.about, table.columns, rows[table.name])
        for table in EMPTY_TABLES
        if table.name in rows
    ]


def _people(actor: Actor) -> dict[str, list[Any]]:
    """Return the tables with a row a person, and note for each of them that it left in a file."""
    asked = list(queries.follow_ups(actor).prefetch_related("answers__more")[:MOST])
    said = beside(actor)
    people = dict.fromkeys([*(row.participant_id for row in asked), *(one.participant.pk for one in said)])
    record_reads(actor, list[UUID](people), what="Tables of results exported")
    return {"waves": [wave_row(row) for row in asked], "answers-and-records": [one.row() for one in said]}


def _response(actor: Actor) -> Iterator[tuple[Any, ...]]:
    for wave in queries.response_by_arm(actor):
        for arm in wave.arms:
            told = arm.works
            shares = (told.share, told.weighted, told.low, told.high)
            yield wave.moment, arm.arm, arm.asked, arm.answered, arm.silent, arm.waiting, *shares


def says_rows(actor: Actor) -> Iterator[tuple[Any, ...]]:
    """Yield what both sides say after a hire as rows of `SAYS`."""
    for one in what_sides_say(actor):
        counts = [
            (None, None) if of is None else (of.yes, of.no)
            for of in (one.works, one.same_job, one.hire_again)
        ]
        told = [count for pair in counts for count in pair]
        yield one.moment, one.side, one.asked, one.answered, *told, one.satisfied, one.rated


def said_rows(actor: Actor) -> Iterator[tuple[Any, ...]]:
    """Yield the topics as rows of `SAID`, all in one first; nothing where no codebook is in use."""
    told = what_people_say(actor)
    if told.book is None:
        return
    whole = [("", "All topics", None, None, told.agreement)] if told.agreement else []
    rows = [(one.key, one.name, one.people, one.employers, one.agreement) for one in told.topics]
    for key, name, people, employers, found in [*whole, *rows]:
        parts = (
            (
                found.both,
                found.first_only,
                found.second_only,
                found.neither,
                found.kappa,
                found.low,
                found.high,
            )
            if found
            else (None,) * 7
        )
        yield key, name, told.book.number, people, employers, *parts


def wave_row(row: FollowUp) -> tuple[Any, ...]:
    """Return a question as a row of `WAVES`, with its newest answer where one counts; its answers were fetched."""
    answers = sorted(row.answers.all(), key=lambda one: (one.at, one.pk))
    newest = answers[-1] if answers and row.state == FollowUpState.ANSWERED else None
    told: tuple[Any, ...] = (None,) * 17
    if newest is not None:
        more = getattr(newest, "more", None)
        money = (more.income, more.credit, more.home, more.behind, more.wellbeing) if more else (None,) * 5
        told = (
            newest.works, newest.same_job, newest.wage, newest.wage_unit, newest.hours_per_week, newest.in_school,
            newest.satisfied, newest.hire_again, newest.missing, *money, timezone.localdate(newest.at), bool(newest.for_side),
            newest.other_browser,
        )  # fmt: skip
    return (
        row.participant.code, row.side, row.clock, row.moment, row.arm, row.began_on, row.due_on, row.state, *told,
        len(answers),
    )  # fmt: skip


def result_package(actor: Actor, wanted: Wanted, *, people: bool) -> dict[str, bytes]:
    """Return the files of the agency's Data Package by their paths."""
    tables = result_tables(actor, wanted, people=people)
    agency = str(actor.organization)
    return package_files(
        tables, name=slugify(f"results {agency}") or "results", title=f"Results of {agency}", created=timezone.now(),
        about=(
            "Exact figures, for staff of the agency: small counts can name a person. What may leave it is the table"
            " “released”. An empty cell is not known, hidden, or of nobody; it is never a zero and never a no."
        ),
    )  # fmt: skip


ABOUT = (
    "*Results*, *All tables as a Data Package* hands them out as CSV and Parquet with this dictionary in"
    " `datapackage.json` (Frictionless Data); so do `gainful measures package --agency NAME --out DIR` and"
    " `/api/v1/indicators/package`. An empty cell is not known, hidden, or of nobody: never a zero, never a no."
    " [A notebook](notebooks/results.ipynb) reads them.\n"
)


def dictionary_page() -> str:
    """Return docs/result-tables.md."""
    parts = [
        "# Tables of results\n",
        "Written by `python scripts/result_tables_page.py` from `src/gainful/imports/result_tables.py`; a test compares it.",
        ABOUT,
    ]
    for table in EMPTY_TABLES:
        who = " A row a person: managers only, by the agency's ID." if table.name in WITH_PEOPLE else ""
        parts += [
            f"## {table.name}\n",
            f"{table.title}. {table.about}{who}\n",
            "| column | type | values | meaning |",
            "|---|---|---|---|",
        ]
        parts += [
            f"| {column.name} | {column.kind} | {', '.join(column.values)} | {column.about} |"
            for column in table.columns
        ]
        parts.append("")
    return "\n".join(parts)
