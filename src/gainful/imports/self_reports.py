"""What people said in waves beside the wage records of the same quarter: both shown, settled by the engine's rule."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.models import WageUnit
from gainful.domain.measures.access import require
from gainful.domain.measures.models import FollowUpAnswer
from gainful.domain.measures.models.follow_ups import WaveSide
from gainful.domain.measures.rows import keys_of, newest_answers
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Participant
from gainful.engine.indicators.coverage import coverage_of, quarter_text
from gainful.engine.indicators.self_report import RULE_NAMES, Recorded, Said, Settled, settle
from gainful.engine.ranking.job_constraints import yearly_pay
from gainful.engine.tables import open_duckdb
from gainful.exchange.indicator_inputs import wages_of_store
from gainful.exchange.outcome_files.columns import PARTICIPANTS
from gainful.exchange.outcome_files.reading import OutcomeTables
from gainful.exchange.tables.writing import csv_writer
from gainful.imports.wage_linking import links_for
from gainful.imports.wage_places import has_store, wage_folder, wage_key

COLUMNS = (
    "person_id", "quarter", "says_works", "says_hours_per_week", "says_wage", "says_wage_unit", "says_pay_a_quarter",
    "record", "record_pay", "differs", "employed", "earnings", "source", "rule",
)  # fmt: skip
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Beside:
    """One answer and the record of its quarter."""

    participant: Participant
    answer: FollowUpAnswer
    quarter: str
    said: Said
    recorded: Recorded
    settled: Settled

    @property
    def record(self) -> str:
        """How far the record of the quarter is: complete or pending."""
        return "complete" if self.recorded.complete else "pending"

    @property
    def rule_name(self) -> str:
        """The rule that settles it, in a few words."""
        return RULE_NAMES[self.settled.rule]

    def row(self) -> tuple[object, ...]:
        """Return it as a row of `COLUMNS`; empty is not known."""
        told, answer = self.settled, self.answer
        return (
            self.participant.code, self.quarter, self.said.works, answer.hours_per_week, answer.wage, answer.wage_unit,
            self.said.pay, self.record, self.recorded.pay if self.recorded.complete else None,
            "yes" if told.differs else "no", told.employed, told.earnings, told.source, told.rule,
        )  # fmt: skip


def beside(actor: Actor, *, only_differing: bool = False) -> list[Beside]:
    """Return the newest answer of each question to a person beside the record of its quarter, the newest first."""
    organization = require(actor, "import_wages")
    answers = (
        FollowUpAnswer.objects.filter(pk__in=newest_answers(organization), follow_up__side=WaveSide.PERSON)
        .select_related("follow_up__participant")
        .order_by("-at", "-id")[:MOST]
    )
    told = [answer for answer in answers if answer.works or answer.wage is not None]
    pay, first, last = _recorded(organization, {answer.follow_up.participant_id for answer in told})
    found = [_beside(answer, pay, first, last) for answer in told]
    return [one for one in found if one.settled.differs] if only_differing else found


def _beside(
    answer: FollowUpAnswer, pay: dict[tuple[UUID, int], float | None], first: int | None, last: int | None
) -> Beside:
    at = quarter_at(timezone.localtime(answer.at).date())
    complete = first is not None and last is not None and first <= at <= last
    recorded = Recorded(complete, pay.get((answer.follow_up.participant_id, at), 0.0))
    said = Said(answer.works, pay_a_quarter(answer))
    return Beside(
        answer.follow_up.participant, answer, quarter_text(at), said, recorded, settle(said, recorded)
    )


def quarter_at(day: date) -> int:
    """Return the quarter of a day as year × 4 + quarter − 1."""
    return day.year * 4 + (day.month - 1) // 3


def pay_a_quarter(answer: FollowUpAnswer) -> float | None:
    """Return what somebody says they earn as USD a quarter; None where the hours of an hourly wage are not known."""
    if answer.wage is None or answer.wage_unit not in WageUnit.values:
        return None
    if answer.wage_unit == WageUnit.HOUR and answer.hours_per_week is None:
        return None
    hours = None if answer.hours_per_week is None else float(answer.hours_per_week)
    return round(yearly_pay(float(answer.wage), answer.wage_unit, hours) / 4, 2)


def _recorded(
    organization: Organization, people: Collection[UUID]
) -> tuple[dict[tuple[UUID, int], float | None], int | None, int | None]:
    """Return the pay of each person and quarter as the indicators count it, and which quarters are complete."""
    if not people or not has_store(organization):
        return {}, None, None
    keys = {key: pk for pk, key in keys_of(organization).items() if pk in people}
    with TemporaryDirectory(prefix="gainful-beside-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
            csv_writer(file).writerows([("person",), *((key,) for key in keys)])
        connection = open_duckdb(folder / "beside.duckdb", spill=folder)
        try:
            reader = OutcomeTables(connection.con, None)
            reader.table("p", folder / "people.csv", PARTICIPANTS)
            links = links_for(organization, folder / "links")
            within = wages_of_store(reader, wage_folder(organization), wage_key(), links)
            rows = reader.rows(
                "SELECT person, year * 4 + quarter - 1, sum(wages), bool_and(wages IS NULL) FROM w GROUP BY ALL"
            )
        finally:
            connection.disconnect()
    if within is None:
        return {}, None, None
    coverage = coverage_of(None, timezone.localdate(), *within)
    pay = {
        (keys[person], int(at)): None if unknown else float(amount) for person, at, amount, unknown in rows
    }
    return pay, coverage.first, coverage.last
