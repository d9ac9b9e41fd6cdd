"""What to ask before believing a claim, and what study would be needed to say the program caused it."""

from __future__ import annotations

from gainful.engine.claims.model import Claim, Kind, Topic

_PERIOD = {
    Topic.EMPLOYMENT: "By when? Within how many weeks, and still at work two and four quarters later?",
    Topic.RETENTION: "Kept the job for how long, and with the same employer?",
    Topic.EARNINGS: "Which period, and is it pay per hour, per quarter or per year? Is inflation taken out?",
    Topic.COMPLETION: "Finished by when, and what counts as finished?",
    Topic.CREDENTIAL: "Which credential, who gives it, and by when was it earned?",
    Topic.OTHER: "Over which period?",
}
_KNOWN = "How is it known: wage records, the employer, or the person's own word? Who could not be reached?"
_SOURCE = {
    Topic.EMPLOYMENT: _KNOWN,
    Topic.RETENTION: _KNOWN,
    Topic.EARNINGS: "Whose pay: only people with a job, or everyone who started, with no job counted as zero?",
}
_RETURN = (
    "Who gets the dollars: those who took part, the taxpayer, or everybody together?",
    "How was the effect behind it measured, and what is the range of the return?",
    "Over how many years is it counted, and are later years worth less (which rate)? Are they seen or assumed?",
    "Which costs are in: wages while training, employers' time, running the program?",
)
_JOB = "Which jobs count: any job, or the job that people trained for? Full time?"


def questions_for(claim: Claim, *, knows_started: bool = False) -> tuple[str, ...]:
    """Return what to ask, the denominator first, because that is where most claims mislead."""
    asks: list[str] = []
    if claim.kind is Kind.RETURN:
        return _RETURN
    if claim.kind is Kind.SHARE:
        asks.append("Out of how many people? Ask for the count and the total.")
    if claim.kind in {Kind.CHANGE, Kind.FROM_TO}:
        asks += [
            "Compared with whom? The same people before, other people, or a group picked by lottery?",
            "How many people are in each group, and what is the range of the estimate?",
        ]
    elif not knows_started:
        asks.append(_started(claim))
    asks.append(_PERIOD[claim.topic])
    if claim.topic in _SOURCE:
        asks.append(_SOURCE[claim.topic])
    if claim.topic is Topic.EMPLOYMENT:
        asks.append(_JOB)
    if claim.kind is Kind.CHANGE and claim.unit in {"%", "times"}:
        asks.append(
            "What was the starting figure, in dollars or people? And is it percent or percentage points?"
        )
    return tuple(asks)


def _started(claim: Claim) -> str:
    if claim.completers_only:
        return "How many people started? This counts only those who finished; the ones who left are missing."
    total = "this total" if claim.total is None else f"the {claim.total:,}"
    return f"Who is counted in {total}: everyone who started, those who finished, or those who answered?"


def design_for(claim: Claim, smallest: float | None) -> tuple[str, ...]:
    """Return in plain words what study could show that the program caused the result."""
    lines = []
    if claim.kind in {Kind.CHANGE, Kind.FROM_TO, Kind.RETURN}:
        lines.append(
            "People often join at a low point, so most would do better later without the program. "
            "Before and after alone cannot show what the program did."
        )
    else:
        lines.append(
            "This counts what happened. It does not show what would have happened without the program."
        )
    lines.append(
        "To show that the program made the difference: where there are more people than seats, draw seats by "
        "lottery and compare everyone who won with everyone who lost."
    )
    lines.append(
        "Where there is no lottery: compare with similar people who did not take part, with at least two "
        "earlier periods of their pay or work, in a plan written down before the results are known."
    )
    if smallest is not None and claim.total:
        lines.append(
            f"With {claim.total:,} people in the program and {claim.total:,} to compare with, such a study could tell "
            f"a difference of about {smallest:.0f} percentage points or more."
        )
    return tuple(lines)
