"""A plan as one typed JSON document (docs/schema/plan.schema.json): stored, answered by the API, written to files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from gainful.engine.competencies.document import LinePart
from gainful.engine.held.circumstances import Scenario
from gainful.engine.mix import Part as MixPart
from gainful.engine.planning.first_day import Standing
from gainful.engine.ranking.feeder_document import FeederPart, OutlookPart
from gainful.engine.records.document import Cents, Document, Part, Percent, Tenths

WAGES_AT_WORK = frozenset({"paid_learning", "employer_wages"})
"""Kinds of lines that are the employer's pay for hours in which people learn (`planning.budget`)."""
Count = Annotated[int, Field(ge=0)]


class OccupationPart(Part):
    """An occupation, null where none is known."""

    code: str | None = None
    title: str | None = None


class CandidatesPart(Part):
    """How many people the list held, and how many each condition left out."""

    on_list: Count
    under_200_hours: Count
    """Of them, who has the experience that the job asks for."""
    excluded: dict[str, int]
    order: str = "least_training"
    """How the list stood: `least_training`, `largest_gain`, `longest_waiting` or `mixed`."""
    experience_years: float | None = None
    """Years of experience that the job asks for: whoever has them stood before the others."""
    picked: bool = False
    """Whether the agency picked the people by hand; else they are the first of the list."""


class ShortPart(Part):
    """One thing a person is short of; levels 0-7, held null where nobody knows."""

    competency_id: str
    name: str
    required: Cents
    held: Cents | None
    hours_low: Tenths
    hours_high: Tenths


class HoursPart(Part):
    """Who carries the hours that a person needs; each part has ends of its own, which do not add up to the estimate's.

    `courses` is how long the person's courses take; `taught_low` and `taught_high` are null in plans made before
    30 November 2026.
    """

    courses: Tenths
    taught_low: Tenths | None = None
    taught_high: Tenths | None = None
    at_work_low: Tenths
    at_work_high: Tenths
    not_covered_low: Tenths
    not_covered_high: Tenths
    at_work: Tenths | None = None
    """Learned at work by the list's own estimate: what is priced; null in plans made before December 2026."""
    taught: Tenths | None = None
    """What the courses teach by the list's own estimate; null in plans made before December 2026."""
    on_the_job: Count | None = None
    """Hours of work in which the person learns: the estimate of what is learned at work × 4."""
    on_the_job_most: Count | None = None
    """The same from the high end: what is not exceeded."""
    is_priced: bool = True
    """Whether the budget pays for them: with more people than openings it does for those with the most hours alone."""


class OwnLinePart(Part):
    """What one person costs of one line of the budget, USD; the people's amounts add up to the line's."""

    part: MixPart
    label: str
    quantity: float
    unit: str
    amount: Cents


class FirstDayPart(Part):
    """One demand of the first day and how a person stands to it; `until` is the last day of its course."""

    competency_id: str
    name: str
    standing: Standing
    until: date | None = None
    by: str = ""
    """What on the record says so: papers, jobs, the last work; empty for readers outside the agency."""


class PersonPart(Part):
    """One person of the plan; readers outside the agency get neither name nor last work, pay or support."""

    rank: int
    id: str
    name: str | None
    occupation: OccupationPart
    hours_low: Tenths
    hours_high: Tenths
    hours_estimate: Tenths | None = None
    """The list's own estimate, between both ends; null in plans made before December 2026."""
    cost: Cents | None
    """What the program pays for this person, as `total`; in plans made before December 2026 the list's own estimate."""
    wage_change: float | None
    wage_change_bound: str = "exact"
    """`exact`, `at_least`, `at_most` (their last work is paid at BLS's highest wage or above) or `unknown`."""
    wage_place: str = "area"
    """Whose typical pay it is compared with: `area` where they live, its `state` or the `nation`."""
    short_of: tuple[ShortPart, ...]
    already_has: tuple[str, ...]
    support: tuple[str, ...]
    course_hours: float
    hours: HoursPart | None = None
    """Null in a plan that was made before hours were split."""
    first_day: tuple[FirstDayPart, ...] = ()
    takes: tuple[str, ...]
    skips: tuple[str, ...]
    what_would_change: tuple[str, ...]
    works_now: str = ""
    """The occupation in which the person works now, by the record; empty for readers outside the agency."""
    situation: str = ""
    """The situation on file (`displaced`, `incumbent` or `nontraditional`); empty for readers outside the agency."""
    notes: tuple[str, ...] = ()
    """What the record says that matters before anything is spent: for the agency alone."""
    asks: tuple[str, ...] = ()
    """What the person is to be asked: the plan goes below the pay or above the hours a week that they stated."""
    lines: tuple[OwnLinePart, ...] = ()
    """What the program pays for this person; empty for readers outside the agency and in plans made before."""
    total: Cents | None = None
    """The sum of the lines, USD; the people's totals add up to the plan's."""
    without_course: tuple[str, ...] = ()
    """Ids of what the person is short of and no course they take teaches."""


class CoursePart(Part):
    """One course with its days and its price a person, USD; `competencies` are the requirements it serves."""

    id: str
    title: str
    provider: str
    hours: float
    weekly_hours: float | None
    price: Cents
    modality: str
    start: date
    end: date
    weeks: Count
    closes: tuple[str, ...]
    competencies: tuple[str, ...]
    reason: str
    has_offered_day: bool = True
    """Whether the provider offers it on that day; false: the day is a proposal to be agreed."""


class OnTheJobPart(Part):
    """What no course of the plan closes."""

    competency_id: str
    name: str
    reason: str
    is_credential: bool


class WayPart(Part):
    """How something is closed that no course closes, named by the agency; price in USD a person."""

    kind: str
    """`provider` outside the catalogue, `employer`, `holders` (people are hired who hold it) or `accepted` later."""
    words: str
    price: Cents | None = None


class OpenPart(Part):
    """What the job asks for, some people lack and no course closes; without a way it hinders signing on day one."""

    competency_id: str
    name: str
    on_day_one: bool
    is_credential: bool
    people: Count
    why: str
    is_unpriced: bool
    hinders_signing: bool
    way: WayPart | None = None


class AskFirstPart(Part):
    """A course for papers that are not on record and may be held: what asking first would save."""

    papers: tuple[str, ...]
    course: str
    people: tuple[str, ...]
    """Ids of the people who take it, as they stand in the plan."""
    saves: Cents
    """Its price and examination, USD a person who holds the papers; what help costs in its weeks is not counted."""
    ends: date
    """The last day of classes with it."""
    ends_without: date | None
    """The last day of classes if everybody holds the papers; null where no class is left."""


class LeftPart(Part):
    """What some people are short of and no course that they take teaches, with the sum of their estimated hours."""

    competency_id: str
    name: str
    people: Count
    hours_low: Tenths
    hours_high: Tenths


class JobPart(Part):
    """What the job order says of the job: what somebody who signs, or decides to take part, asks first."""

    wage_low: float | None
    wage_high: float | None
    wage_unit: str
    hours_per_week: float | None
    schedule: str
    place: str
    first_day: date | None
    """The first day of work as planned, after the last class; null where there is no class."""
    times: str = ""
    """Days and times of day in the posting's words; empty where it names none."""
    start_asked: str = ""
    """The first day of work in the posting's words, "July 1"; empty where it names none."""
    gives: tuple[str, ...] = ()
    """What the employer gives beside the pay, in the posting's words."""
    premium: str = ""
    """A premium that the posting adds to the pay, in its words; empty where it adds none."""
    premium_amount: float | None = None
    """The premium, USD an hour; null where the words do not tell."""
    premium_counted: bool = False
    """Whether every hour of the job earns it, so that pay and pay change hold it."""


class ServedPart(Part):
    """A requirement of the job that a module serves; level 0-7, null where it has none."""

    competency_id: str
    name: str
    level: Cents | None


class ModulePart(Part):
    """One module of the curriculum draft: a course of the plan, or what no course closes and the workplace teaches."""

    number: Annotated[int, Field(ge=1)]
    kind: Literal["course", "on_the_job"]
    title: str
    course: str | None
    """The id of its course, null for a module at the workplace."""
    serves: tuple[ServedPart, ...]
    """Each module traces to a requirement of the job; a course that comes before another serves what that one does."""
    hours: float | None
    """Hours of the course, null where nobody knows how long the workplace takes."""
    people: Count
    """How many of the plan's people take it or are short of it."""
    start: date | None
    end: date | None
    note: str


class SharesPart(Part):
    """Shares of the budget in whole percent."""

    train: Percent
    support: Percent
    measure: Percent


class PlanMix(Part):
    """The mix, the reference for people like these, and why they differ."""

    scenario: Scenario
    shares: SharesPart
    reference: SharesPart
    reasons: tuple[str, ...]
    without_stipends: SharesPart | None = None
    """The shares without wages and stipends while people learn; null where there are none."""


class BudgetPart(Part):
    """One line of the budget: quantity × unit price is the amount, USD; `source` says where the price comes from."""

    part: MixPart
    kind: str
    label: str
    quantity: float
    unit: str
    unit_price: float
    amount: Cents
    people: Count
    source: str
    paid_by: str = "program"
    """`program`, `employer` or `partner`."""
    fund: str = ""
    """The fund that pays it, empty where none is named."""
    most_quantity: float | None = None
    """The quantity that is not exceeded, from the high end of an estimate; null where the quantity is none."""
    most_amount: Cents | None = None
    """The amount that is not exceeded, USD."""


class FundPart(Part):
    """What one fund pays, USD; an empty name stands for lines without a fund."""

    fund: str
    amount: Cents


class CostPart(Part):
    """What the plan costs the program; the lines add up to the total, and so do the funds."""

    currency: Literal["USD"] = "USD"
    total: Cents
    per_person: Cents
    people: Count
    per_opening: Cents | None = None
    """The total for each opening, USD, where more people learn than there are openings; else null."""
    lines: tuple[BudgetPart, ...]
    funds: tuple[FundPart, ...] = ()
    carried: tuple[BudgetPart, ...] = ()
    """What the employer and partners carry beside it."""
    carried_total: Cents = 0.0
    carried_most: Cents | None = None
    """What others carry at most: estimates from their high end; null in plans made before."""

    @property
    def at_most(self) -> float:
        """What the program pays at most, USD: every line that has a bound at its bound."""
        return _bounded(self.lines)

    @property
    def by_fund(self) -> tuple[tuple[FundPart, float], ...]:
        """What each fund pays, and at most, USD: every line that has a bound at its bound."""
        return tuple(
            (fund, _bounded(line for line in self.lines if line.fund == fund.fund)) for fund in self.funds
        )

    @property
    def by_employer(self) -> tuple[float, float]:
        """What the employer carries beside the price, USD, as estimated and at most."""
        lines = [line for line in self.carried if line.paid_by == "employer"]
        return round(sum(line.amount for line in lines), 2), _bounded(lines)

    @property
    def counts_wages(self) -> bool:
        """Whether the employer's part holds wages: they are counted at the job's lowest pay."""
        return any(line.kind in WAGES_AT_WORK for line in self.carried)


def _bounded(lines: Iterable[BudgetPart]) -> float:
    return round(sum(line.amount if line.most_amount is None else line.most_amount for line in lines), 2)


class SchedulePart(Part):
    """The first day and the weeks from the first course's start to the last one's end."""

    start: date | None
    weeks: Count


class ChoicePart(Part):
    """How the courses were chosen: proven cheapest, or within `gap` (0-1) of it, among so many."""

    optimal: bool
    gap: float
    considered: Count


class ChosenPart(Part):
    """How many of a group were chosen among those who could be, beside what a draw by lot would bring."""

    segment: str
    group: str
    people: Count
    chosen: Count
    expected: Tenths
    chance: float
    """Of a draw by lot bringing so few or fewer, 0-1."""
    ratio: float
    below_four_fifths: bool


class SignaturePart(Part):
    """Who signed what, in which role and when; the hash is of what was signed (SHA-256)."""

    document: str
    name: str
    title: str
    role: str
    on_behalf_of: str
    signed_at: datetime
    content_hash: str


class MadeFrom(Part):
    """What a plan was made from, beside the lines, pay and courses it holds: to notice that it is out of date."""

    profile_version: int | None
    """The number of the profile's version; null in a file's plan."""
    rules: str
    """SHA-256 of every price and rule that decided the plan (`engine/planning/made_from.py`)."""
    rates: str = ""
    """SHA-256 of the organization's own rates, empty where it has set none."""
    software: str
    """The version of Gainful that made it."""


class PlanDocument(Document):
    """A priced upskilling plan; `plan`, `version`, `status`, `job_order` and `employer` are null in a file's plan."""

    published_as: ClassVar[str] = "plan"

    schema_version: Literal["gainful.plan/2"] = "gainful.plan/2"
    plan: str | None = None
    version: int | None = None
    status: str | None = None
    job_order: str | None = None
    title: str
    employer: str | None = None
    sentence: str
    reference_version: str
    occupation: OccupationPart
    openings: Annotated[int, Field(ge=1)]
    wage: float | None
    wage_usual: float | None = None
    """What is usual for the job where it states no pay: pay change is then from this."""
    area: str | None
    profile: tuple[LinePart, ...]
    feeder_occupations: tuple[FeederPart, ...]
    outlook: OutlookPart | None = None
    candidates: CandidatesPart
    people: tuple[PersonPart, ...]
    courses: tuple[CoursePart, ...]
    on_the_job: tuple[OnTheJobPart, ...]
    open_requirements: tuple[OpenPart, ...] = ()
    ask_first: tuple[AskFirstPart, ...] = ()
    """Courses for papers that are not on record: what asking before buying would save."""
    hours: tuple[str, ...] = ()
    """What the people need and who carries it, a sentence each."""
    left: tuple[LeftPart, ...] = ()
    """All that people are short of and no course of theirs teaches, what most are short of first."""
    own_tasks: tuple[str, ...] = ()
    """What the employer teaches at work in its own words: in no hours and no price, as nobody rated it."""
    job: JobPart | None = None
    """Null in a file's plan and in plans made before 30 November 2026."""
    fairness: tuple[ChosenPart, ...] = ()
    """The check of those chosen, for the agency; empty where fewer than five were."""
    modules: tuple[ModulePart, ...] = ()
    """The curriculum draft; empty in a plan that was made before there was one."""
    mix: PlanMix
    cost: CostPart
    schedule: SchedulePart
    choice: ChoicePart
    unknowns: tuple[str, ...]
    for_agency: tuple[str, ...] = ()
    """What only the agency can act on; other readers get none of it."""
    made_from: MadeFrom | None = None
    signatures: tuple[SignaturePart, ...] = ()

    @property
    def has_unpriced(self) -> bool:
        """Whether something that is asked for has no price yet, so that the price is not all."""
        return any(item.is_unpriced for item in self.open_requirements)

    @property
    def hours_priced(self) -> tuple[int, int] | None:
        """Of how many people the price holds the hours at work, and of how many; None where of all."""
        priced = sum(person.hours.is_priced for person in self.people if person.hours)
        return None if priced >= len(self.people) else (priced, len(self.people))

    def changed(self, **values: object) -> Self:
        """Return the document with other values for some fields."""
        return self.model_copy(update=values)
