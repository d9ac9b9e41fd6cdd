"""What the employer and the agency sign, and what they ask first about the job."""

from __future__ import annotations

from gainful.engine.competencies.document import LinePart
from gainful.engine.competencies.model import Need
from gainful.engine.mix.rates import ON_THE_JOB_WAGE
from gainful.engine.planning.document import JobPart, PlanDocument
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
    return [
        ("Pay", pay_in_words(job) or UNKNOWN),
        ("Hours", hours),
        ("Shift", ", ".join(words for key, words in TIMES.items() if key in told) or UNKNOWN),
        ("Place", job.place or UNKNOWN),
        ("First day of work, planned", first),
    ]


def pay_in_words(job: JobPart) -> str:
    """Return the pay: "$18.00 to $19.50 an hour"; empty where it is not known."""
    places = 0 if job.wage_unit == "year" else 2
    ends = [f"${value:,.{places}f}" for value in (job.wage_low, job.wage_high) if value is not None]
    if not ends:
        return ""
    amount = ends[0] if len(set(ends)) == 1 else " to ".join(ends)
    unit = {"hour": "an hour"}.get(job.wage_unit, f"a {job.wage_unit}" if job.wage_unit else "")
    return f"{'up to ' if job.wage_low is None else ''}{amount} {unit}".strip()


NEEDS = (
    (Need.DAY_ONE, "On the first day"),
    (Need.WE_TRAIN, "Learned in training or at work"),
    (Need.NICE, "Nice to have"),
)


def needs_in_words(plan: PlanDocument) -> list[tuple[str, str]]:
    """Return all that the job needs, by when: what the employer confirms by signing; levels are 0 to 7."""
    found = []
    for need, label in NEEDS:
        mine = [line for line in plan.profile if line.need is need]
        if mine:
            found.append((label, "; ".join(map(_need, mine)) + "."))
    return found


def _need(line: LinePart) -> str:
    return line.name if line.level is None else f"{line.name} (level {line.level:g} of 7)"


CHOOSES = "It chooses whom it hires: this is no offer to hire anyone."


def employer_agrees(plan: PlanDocument) -> list[str]:
    """Return what the employer signs: the profile, the openings, and what it carries beside the price."""
    version = plan.made_from.profile_version if plan.made_from else None
    pay = pay_in_words(plan.job) if plan.job else ""
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
        cap = f", at most ${dollars(most)}{at_pay}" if most > amount else ", and no more"
        parts = "; ".join(f"{line.label} ${dollars(line.amount)}" for line in lines)
        about = "an estimated " if most > amount else ""
        said.append(f"Beside the price it carries {about}${dollars(amount)}{cap}: {parts}.")
        if plan.cost.counts_wages:
            said[-1] += f" {LOWEST_PAY}"
        if any(line.kind == ON_THE_JOB_WAGE.kind for line in plan.cost.lines):
            said[-1] += f" {CONTRACT}"
    else:
        said.append("It carries nothing beside the price.")
    return said


LOWEST_PAY = (
    "Wages are counted at the job's lowest pay. What is paid above it, for overtime, as a premium or in payroll taxes "
    "is the employer's own and stands in no figure here."
)
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
    cap = f", at most ${dollars(most)}," if is_bounded else ", and no more,"
    price = f"{'an estimated ' if is_bounded else ''}${dollars(plan.cost.total)}{cap}"
    said = [f"The price of the plan{version}: it pays {price} for the lines of the budget."]
    if partners:
        said.append(f"Partners carry ${dollars(partners)} beside it; the agency arranges that.")
    return [*said, "A change of the job, the people or the price makes a new version, which is signed again."]
