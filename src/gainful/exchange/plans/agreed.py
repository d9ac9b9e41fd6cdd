"""What the employer and the agency sign, and what they ask first about the job."""

from __future__ import annotations

from gainful.engine.competencies.defining import said_in_own_words
from gainful.engine.competencies.document import LinePart
from gainful.engine.competencies.model import Domain, Need
from gainful.engine.mix.rates import ON_THE_JOB_WAGE, TOOLS
from gainful.engine.planning.document import WAGES_AT_WORK, JobPart, PlanDocument
from gainful.engine.planning.first_day import is_asked
from gainful.engine.postings.supplied import WORN
from gainful.exchange.plans.words import day, dollars

TIMES = {
    "day": "days",
    "evening": "evenings",
    "night": "nights",
    "weekend": "weekends",
    "rotating": "times that change",
    "flexible": "times you can choose",
}

UNKNOWN = "not said yet"


def job_words(plan: PlanDocument) -> list[tuple[str, str]]:
    """Return what somebody who signs asks first about the job; empty where the plan does not hold it."""
    job = plan.job
    if job is None:
        return []
    told = {word.strip() for word in job.schedule.lower().replace(" ", ",").split(",")}
    hours = f"{job.hours_per_week:g} hours a week" if job.hours_per_week else UNKNOWN
    first = f"{day(job.first_day)}, if the hire follows the last class" if job.first_day else "to be agreed"
    if job.start_asked:
        first += f"; the posting says {job.start_asked}: agree on one day before signing"
    shifts = ", ".join([*(words for key, words in TIMES.items() if key in told), *filter(None, [job.times])])
    return [
        ("Pay", _with_premium(job) or UNKNOWN),
        ("Hours", hours),
        ("Shift", shifts or UNKNOWN),
        ("Place", job.place or UNKNOWN),
        ("First day of work, planned", first),
        *([("The employer gives", _given(plan, job))] if job.gives else []),
    ]


def _given(plan: PlanDocument, job: JobPart) -> str:
    """Return what the employer gives; where the plan buys work clothes and tools too, that this is to be taken off."""
    words = "; ".join(job.gives)
    bought = any(line.kind == TOOLS.kind for line in plan.cost.lines)
    if not bought or not any(map(WORN.search, job.gives)):
        return words
    return f"{words}. {TOOLS.label} are in the budget for everybody all the same: take off what the employer gives"


def _with_premium(job: JobPart) -> str:
    """Return the pay and what the posting adds: "$23.40 an hour, and $2 night premium, which every hour earns"."""
    pay = pay_in_words(job)
    if not pay or not job.premium:
        return pay
    return (
        f"{pay}, and {job.premium}{', which every hour of this shift earns' if job.premium_counted else ''}"
    )


def pay_in_words(job: JobPart) -> str:
    """Return the pay: "$18.00 to $19.50 an hour"; empty where it is not known."""
    places = 0 if job.wage_unit == "year" else 2
    ends = [f"${value:,.{places}f}" for value in (job.wage_low, job.wage_high) if value is not None]
    if not ends:
        return ""
    amount = ends[0] if len(set(ends)) == 1 else " to ".join(ends)
    unit = {"hour": "an hour"}.get(job.wage_unit, f"a {job.wage_unit}" if job.wage_unit else "")
    return f"{'up to ' if job.wage_low is None else ''}{amount} {unit}".strip()


AT_WORK = "Asked for on the first day, and the rest of it learned at work"
NEEDS = (
    (Need.DAY_ONE, "On the first day"),
    (Need.WE_TRAIN, "Learned in training or at work"),
    (Need.NICE, "Nice to have"),
)
USUAL = "Usual in such work from the first day on; the employer did not ask for it"


def needs_in_words(plan: PlanDocument) -> list[tuple[str, str]]:
    """Return all that the job needs, by when: what the employer confirms by signing; levels are 0 to 7.

    What people of the plan are short of and learn at work is not demanded on the first day in the same breath; nor is
    what is only usual in the occupation. What the employer says in its own words stands once, in those words.
    """
    short = {item.competency_id: item.people for item in plan.left}
    again = said_in_own_words(plan.profile)
    for key, own in again.items():
        if key in short:
            short[own] = max(short.get(own, 0), short[key])
    names = {line.competency_id: line.name for line in plan.profile}
    rated: dict[str, list[str]] = {}
    for line in plan.profile:
        mine = again.get(line.competency_id)
        if mine and (line.level is not None or line.name.lower() not in names[mine].lower()):
            rated.setdefault(mine, []).append(_need(line))
    groups: dict[str, list[str]] = {}
    for need, label in NEEDS:
        for line in plan.profile:
            if line.need is not need or line.competency_id in again:
                continue
            lack = short.get(line.competency_id, 0)
            where = label
            if need is Need.DAY_ONE and not is_asked(line):
                where = USUAL
            elif need is Need.DAY_ONE and lack and line.domain is not Domain.CREDENTIAL:
                where = AT_WORK
            who = f", {lack} {'person' if lack == 1 else 'people'}" if where == AT_WORK else ""
            same = rated.get(line.competency_id)
            rating = f", in it {', '.join(same)}" if same else ""
            groups.setdefault(where, []).append(f"{_need(line)}{rating}{who}")
    order = (NEEDS[0][1], AT_WORK, NEEDS[1][1], USUAL, NEEDS[2][1])
    return [(label, "; ".join(groups[label]) + ".") for label in order if label in groups]


def _need(line: LinePart) -> str:
    return line.name if line.level is None else f"{line.name} (level {line.level:.1f} of 7)"


CHOOSES = "It chooses whom it hires: this is no offer to hire anyone."


def employer_agrees(plan: PlanDocument) -> list[str]:
    """Return what the employer signs: the profile, the openings, and what it carries beside the price."""
    version = plan.made_from.profile_version if plan.made_from else None
    pay = _with_premium(plan.job) if plan.job else ""
    count = min(plan.openings, max(1, len(plan.people)))
    openings = "1 opening" if count == 1 else f"{count} openings"
    if count < plan.openings:
        openings = f"{count} of its {plan.openings} openings"
    held = f"it holds {openings}{f' at {pay}' if pay else ''}"
    start = (
        f", first day of work {day(plan.job.first_day)} as planned" if plan.job and plan.job.first_day else ""
    )
    lines = [line for line in plan.cost.carried if line.paid_by == "employer"]
    fits = "this training fits the job" if plan.courses else "the job is described as it is"
    for_whom = "for people who finish the training" if plan.courses else "for people of this plan"
    said = [
        f"What the job needs{f' (version {version})' if version else ''}: {fits}.",
        f"Openings, pay and start: {held}{start}, {for_whom}. {CHOOSES}",
    ]
    if lines:
        amount, most = plan.cost.by_employer
        at_pay = " at the job's lowest pay" if plan.cost.counts_wages else ""
        no_more = "" if plan.own_tasks else ", and no more"
        cap = f", at most ${dollars(most)}{at_pay}" if most > amount else no_more
        parts = "; ".join(f"{line.label} ${dollars(line.amount)}" for line in lines)
        about = "an estimated " if most > amount else ""
        said.append(f"Beside the price it carries {about}${dollars(amount)}{cap}: {parts}.")
        said[-1] = " ".join([said[-1], *beside_the_cap(plan)])
        if any(line.kind == ON_THE_JOB_WAGE.kind for line in plan.cost.lines):
            said[-1] += f" {CONTRACT}"
    else:
        said.append(" ".join(["It carries nothing beside the price.", *beside_the_cap(plan)]))
    return said


WEEK = 40
"""Hours a week above which most jobs owe time and a half (29 U.S.C. 207)."""


def beside_the_cap(plan: PlanDocument) -> list[str]:
    """Say what stands in no figure of the employer's, with its amount where it can be told."""
    said = []
    job = plan.job
    if plan.cost.counts_wages:
        counted = job is not None and job.premium_counted
        said.append(LOWEST_WITH_PREMIUM.format(premium=job.premium) if job and counted else LOWEST_PAY)
        said += amounts_beside(plan)
    if plan.own_tasks:
        tasks = "1 task" if len(plan.own_tasks) == 1 else f"{len(plan.own_tasks)} tasks"
        said.append(
            f"The time in which it teaches its own work ({tasks}, named above) stands in no figure: nobody has "
            "estimated the hours."
        )
    return said


LOWEST_PAY = (
    "Wages are counted at the job's lowest pay. What is paid above it, for overtime, as a premium or in payroll taxes "
    "is the employer's own and stands in no figure here."
)
LOWEST_WITH_PREMIUM = (
    "Wages are counted at the job's lowest pay with the “{premium}”. What is paid above it, for overtime or in payroll "
    "taxes is the employer's own and stands in no figure here."
)


def amounts_beside(plan: PlanDocument) -> list[str]:
    """Return what a premium and overtime could add at most to the wages that are counted, in words."""
    job, wages = plan.job, [line for line in plan.cost.carried if line.kind in WAGES_AT_WORK]
    hours = max((line.most_quantity or line.quantity for line in wages), default=0)
    if job is None or not hours:
        return []
    said = []
    if job.premium and job.premium_amount and not job.premium_counted:
        said.append(
            f"Without the “{job.premium}”: up to ${dollars(job.premium_amount * hours)} more, were it earned in each "
            f"of {hours:,g} hours."
        )
    if job.hours_per_week and job.hours_per_week > WEEK and job.wage_unit == "hour" and job.wage_low:
        share = (job.hours_per_week - WEEK) / job.hours_per_week
        more = dollars(job.wage_low / 2 * share * hours)
        said.append(
            f"Without overtime: {job.hours_per_week - WEEK:g} of {job.hours_per_week:g} hours a week are above {WEEK}; "
            f"where they are paid at time and a half, up to ${more} more."
        )
    return said


CONTRACT = (
    "Proof of hours, billing, and what happens when somebody leaves are in the on-the-job training contract, not in "
    "this paper."
)


def agency_agrees(plan: PlanDocument) -> list[str]:
    """Return what the agency signs: the price, and what happens when it changes."""
    version = f" (version {plan.version})" if plan.version else ""
    partners = round(sum(line.amount for line in plan.cost.carried if line.paid_by != "employer"), 2)
    most = plan.cost.at_most
    is_bounded = most > plan.cost.total
    is_open = plan.has_unpriced
    no_more = "," if is_open else ", and no more,"
    cap = f", at most ${dollars(most)}," if is_bounded else no_more
    price = f"{'an estimated ' if is_bounded else ''}${dollars(plan.cost.total)}{cap}"
    said = [f"The price of the plan{version}: it pays {price} for the lines of the budget."]
    if partners:
        said.append(f"Partners carry ${dollars(partners)} beside it; the agency arranges that.")
    if is_open:
        said.append("What no course closes and nobody has priced stands in no figure: it is named above.")
    return [*said, "A change of the job, the people or the price makes a new version, which is signed again."]
