"""An apprentice's registration in the order of the federal form: ETA 671, section II (OMB 1205-0223).

The registration system (RAPIDS) has no public interface: 25 states key it in a web form, others upload files whose
format differs by state. This is a table to copy from, never an upload. Items of part A are those of the form that
expired on 30 June 2018; items marked unverified are ours to the best of our knowledge and have to be compared with the
form that the registration agency uses. What Gainful does not keep (social security number, birth, sex, race, education)
stays empty: the apprentice fills part A in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the form; `key` is what fills it here, empty where the apprentice does."""

    number: str
    label: str
    key: str = ""
    is_verified: bool = False

    @property
    def heading(self) -> str:
        """The column's heading, with its number on the form."""
        return f"{self.number} {self.label}" + ("" if self.is_verified else f" [{UNVERIFIED}]")


ITEMS = (
    Item("A.1", "Name and address", "name", is_verified=True),
    Item("A.1", "Social security number (voluntary)", is_verified=True),
    Item("A.2", "Date of birth", is_verified=True),
    Item("A.3", "Sex", is_verified=True),
    Item("A.4a", "Ethnic group", is_verified=True),
    Item("A.4b", "Race", is_verified=True),
    Item("A.5", "Veteran status", is_verified=True),
    Item("A.6", "Education level", is_verified=True),
    Item("A.7a", "Employment status", is_verified=True),
    Item("A.7b", "Career connection", is_verified=True),
    Item("B.1", "Program number", "program_number"),
    Item("B.1", "Sponsor", "sponsor"),
    Item("B.1", "Employer", "employer"),
    Item("B.2a", "Trade or occupation", "occupation_title"),
    Item("B.2b", "O*NET-SOC code", "occupation_code"),
    Item("B.2c", "Occupation training approach", "approach"),
    Item("B.3", "Term, hours", "job_hours"),
    Item("B.4", "Probationary period, hours", "probation_hours"),
    Item("B.5", "Credit for previous experience, hours", "credit_hours"),
    Item("B.6", "Term remaining, hours", "remaining_hours"),
    Item("B.7", "Date apprenticeship begins", "begins_on"),
    Item("B.8", "Related instruction, hours a year", "instruction_hours"),
    Item("B.9", "Entry wage, USD an hour", "entry_wage"),
    Item("B.9", "Journeyworker's wage, USD an hour", "journey_wage"),
    Item("B.10", "Wage schedule: from hours=USD", "wage_schedule"),
    Item("", "Work processes: title=hours", "work_processes"),
    Item("", "Mentor", "mentor"),
    Item("", "State", "status"),
    Item("", "Confirmed hours on the job", "confirmed_hours"),
    Item("", "Related instruction attended, hours", "attended_hours"),
    Item("", "Completed on", "completed_on"),
)


def header() -> tuple[str, ...]:
    """Return the headings of the table."""
    return tuple(item.heading.strip() for item in ITEMS)


def rows(records: Iterable[Mapping[str, object]]) -> Iterator[tuple[object, ...]]:
    """Yield a row an apprentice; what is not known stays empty. KeyError where a record lacks what an item asks for."""
    for record in records:
        yield tuple(record[item.key] if item.key else "" for item in ITEMS)
