"""How far an apprenticeship is: hours by work process, related instruction, the wage step, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from gainful.domain.cohorts.models import Apprenticeship, Enrolment, JobHours, WageStep, WorkProcess
from gainful.domain.cohorts.states import HoursStatus


@dataclass(frozen=True, slots=True)
class ProcessProgress:
    """One work process: hours required, confirmed, and logged but not confirmed."""

    process: WorkProcess
    confirmed: Decimal
    waiting: Decimal


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it; hours to the hundredth."""

    row: Apprenticeship
    processes: tuple[ProcessProgress, ...]
    steps: tuple[WageStep, ...]
    instruction: Decimal

    @property
    def confirmed(self) -> Decimal:
        """Hours on the job that the mentor confirmed."""
        return sum((each.confirmed for each in self.processes), Decimal(0))

    @property
    def on_the_job(self) -> Decimal:
        """Confirmed hours and the credit for earlier experience."""
        return self.confirmed + self.row.credit_hours

    @property
    def step(self) -> WageStep | None:
        """The last wage step that was reached."""
        reached = [each for each in self.steps if each.reached_on is not None]
        return reached[-1] if reached else None

    def missing(self) -> list[str]:
        """Return what is missing until it is completed, in words."""
        found = []
        if (left := self.row.job_hours - self.on_the_job) > 0:
            found.append(_("%(n)s confirmed hours on the job") % {"n": _hours(left)})
        credit = Decimal(self.row.credit_hours)
        for each in self.processes:
            left, credit = _after_credit(each.process.hours - each.confirmed, credit)
            if left > 0:
                found.append(_("%(n)s hours of “%(what)s”") % {"n": _hours(left), "what": each.process.title})
        if (left := self.row.instruction_hours - self.instruction) > 0:
            found.append(_("%(n)s hours of related instruction") % {"n": _hours(left)})
        if self.steps and self.steps[-1].paid_from is None:
            found.append(_("the last wage step, paid by the employer"))
        return found


def _after_credit(left: Decimal, credit: Decimal) -> tuple[Decimal, Decimal]:
    """Return what is left of a process once credit for earlier experience fills it, and the credit left."""
    used = max(Decimal(0), min(left, credit))
    return left - used, credit - used


def _hours(hours: Decimal) -> str:
    return f"{hours:.2f}".rstrip("0").rstrip(".")


def progress_of(row: Apprenticeship) -> Progress:
    """Return how far an apprenticeship is: four statements."""
    sums = (
        JobHours.objects.filter(apprenticeship=row).exclude(status=HoursStatus.RETURNED).order_by()
        .values_list("process", "status").annotate(n=Sum("minutes"))
    )  # fmt: skip
    by_process = {(process, status): Decimal(minutes) / 60 for process, status, minutes in sums}
    processes = tuple(
        ProcessProgress(
            each,
            by_process.get((each.pk, HoursStatus.CONFIRMED), Decimal(0)),
            by_process.get((each.pk, HoursStatus.LOGGED), Decimal(0)),
        )
        for each in row.processes.all()
    )
    return Progress(row, processes, tuple(row.steps.all()), _instruction(row))


def _instruction(row: Apprenticeship) -> Decimal:
    """Return the hours of related instruction: classes of the seat that were attended, made up, or done online.

    The mentor, who holds a link, reads no classes: for them it is none.
    """
    seat = Enrolment.objects.filter(pk=row.enrolment_id).first() if row.enrolment_id else None
    if seat is None:
        return Decimal(0)
    parts = (
        seat.attendance.exclude(session__kind="practice"),
        seat.made_up.filter(taken_back_at=None),
        seat.online.filter(taken_back_at=None),
    )
    return Decimal(sum(part.aggregate(n=Sum("minutes"))["n"] or 0 for part in parts)) / 60
