# ruff: noqa: E501 - a column a line reads as the table that it is
"""Which heading means what, and what is said where a column or a value cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace


class UnreadableColumns(ValueError):  # noqa: N818 - named for what the person is told
    """A file cannot be used: which file, column and row, and what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is looked for: its name here, the headings that mean it, how it is read."""

    name: str
    headings: tuple[str, ...]
    kind: str = "text"
    """text, date, number, whole, quarter, period, or a `|`-separated list of words that are allowed."""
    needed: bool = False
    filled: bool = False
    """Whether an empty cell is an error."""
    said: str = ""
    """What it is called in messages, where that is not its name here."""


def plain(heading: str) -> str:
    """Return a heading without case, spaces and signs."""
    return re.sub(r"[^a-z0-9]+", "_", heading.strip().lower()).strip("_")


def matched(file: str, headings: Sequence[str], wanted: Sequence[Column]) -> dict[str, str]:
    """Return the heading of each column that is there; UnreadableColumns where a needed one is missing."""
    seen = [plain(heading) for heading in headings]
    known = {plain(heading): heading for heading in headings}
    found = {
        column.name: known[name]
        for column in wanted
        for name in [next((n for n in column.headings if n in known), "")]
        if name
    }
    missing = [column for column in wanted if column.needed and column.name not in found]
    if doubled := [heading for heading in found.values() if seen.count(plain(heading)) > 1]:
        raise UnreadableColumns(f"{file} has the heading “{doubled[0]}” twice. Keep one of the columns.")
    if missing:
        lines = [
            f"{file} has no column “{column.said}”."
            if column.said
            else f"{file} has no column for “{column.name}”. Name it one of: {', '.join(column.headings)}."
            for column in missing
        ]
        raise UnreadableColumns("\n".join([*lines, f"Its columns are: {', '.join(headings)}."]))
    return found


PERSON = Column(
    "person", ("person", "person_id", "person_key", "participant_id", "participant", "individual_id", "id", "ssn"),
    needed=True, filled=True,
)  # fmt: skip
PARTICIPANTS = (
    PERSON,
    Column("program", ("program", "program_type", "funding_stream")),
    Column("exit_reason", ("exit_reason", "other_reasons_for_exit", "other_reason_for_exit", "exclusion", "exclusion_reason")),
    Column("credential_date", ("credential_date", "date_attained_credential"), "date"),
    Column("credential_type", ("credential_type", "type_of_credential", "credential")),
    Column("skill_gain_date", ("skill_gain_date", "msg_date", "measurable_skill_gain_date"), "date"),
    Column("education_start", ("education_start", "education_date", "enrolled_in_education_date"), "date"),
)  # fmt: skip
SERVICES = (
    PERSON,
    Column("type", ("type", "service_type", "service", "category", "service_category"), needed=True, filled=True),
    Column("start", ("start", "start_date", "service_date", "date", "date_of_service", "begin_date"), "date", True, True),
    Column("end", ("end", "end_date", "service_end_date"), "date"),
    Column("status", ("status", "service_status"), "done|open|planned|cancelled"),
    Column("completed", ("completed", "training_completed", "completion", "result"), "yes|no|y|n|true|false|1|0|completed|withdrew"),
    Column("hours", ("hours", "hours_of_service", "service_hours", "contact_hours"), "number"),
)  # fmt: skip
PLACEMENTS = (
    PERSON,
    Column("start", ("start", "start_date", "job_start", "job_start_date", "hired", "hire_date", "date"), "date", True, True),
    Column("end", ("end", "end_date", "job_end", "job_end_date", "left"), "date"),
    Column("reason", ("reason", "end_reason", "reason_for_leaving", "why_left")),
)  # fmt: skip
COSTS = (
    Column("kind", ("kind", "part", "type", "category"), "train|support|measure|other", True, True),
    Column("amount", ("amount", "cost", "dollars", "spent"), "number", True, True),
)
WAGES = (
    PERSON,
    Column("employer", ("employer", "employer_account", "employer_id", "employer_account_number", "ein", "fein"), needed=True),
    Column("year", ("year", "wage_year", "calendar_year"), "whole", True, True),
    Column("quarter", ("quarter", "qtr", "wage_quarter"), "quarter", True, True),
    Column("wages", ("wages", "wage", "amount", "earnings", "gross_wages", "total_wages"), "number", True, True),
)  # fmt: skip
PERIOD = Column(
    "period", ("period", "year_quarter", "yearqtr", "year_qtr", "yyyyq", "wage_period"), "period", True, True
)
PERIODS = (
    (r"^(\d{4})(?:\D?[Qq]0?|\D?)([1-4])$", 1, 2),
    (r"^[Qq]([1-4])\D*(\d{4})$", 2, 1),
    (r"^([1-4])[Qq]\D?(\d{4})$", 2, 1),
)
"""2025Q2, 2025-2 and 20252; Q2 2025; 2Q2025: how it is written, which group is the year and which the quarter.

2025-02 is none of them: it may be a month.
"""


def wage_columns(headings: Sequence[str]) -> tuple[Column, ...]:
    """Return what to look for in a wage file: year and quarter, or one column that says both."""
    there = {plain(heading) for heading in headings}
    year, quarter = (next(c for c in WAGES if c.name == name) for name in ("year", "quarter"))
    period = PERIOD
    if not there & set(PERIOD.headings):
        if there & set(year.headings) or not there & set(quarter.headings):
            return WAGES
        period = replace(PERIOD, headings=quarter.headings)
    return (*(column for column in WAGES if column not in {year, quarter}), period)


EVIDENCE = (
    PERSON,
    Column("kind", ("kind", "type", "evidence", "evidence_type"), needed=True, filled=True),
    Column("start", ("start", "start_date", "date"), "date", True, True),
    Column("end", ("end", "end_date"), "date"),
    Column("amount", ("amount", "wages", "earnings"), "number"),
    Column(
        "proof",
        (
            "proof",
            "proof_type",
            "source",
            "evidence_source",
            "document",
            "documentation",
            "supplemental_type",
        ),
    ),
)

SYNONYMS = {
    "self_service": "self-service", "selfservice": "self-service", "self": "self-service",
    "information": "information-only", "information_only": "information-only", "info_only": "information-only",
    "informational": "information-only", "follow_up": "follow-up", "followup": "follow-up",
    "on_the_job": "ojt", "on_the_job_training": "ojt", "customized_training": "customized",
    "occupational_training": "occupational", "occupational_skills_training": "occupational",
    "secondary_education": "secondary", "high_school": "secondary", "postsecondary_education": "postsecondary",
    "college": "postsecondary", "registered_apprenticeship": "apprenticeship", "education": "training",
    "case_management": "case-management", "job_search": "job-search", "supportive": "support",
    "supportive_service": "support", "career_service": "career", "individualized_career": "career",
    "basic_career": "career", "counseling": "career", "coaching": "career",
}  # fmt: skip
"""Ways to write the types of services that mean the same (`plain` is applied first)."""

COMPLETED = ("yes", "y", "true", "1", "completed")
"""Of the words that the column “completed” allows, those that mean yes."""

EVIDENCE_SYNONYMS = {
    "postsecondary_credential": "postsecondary-credential", "postsecondary": "postsecondary-credential",
    "credential": "postsecondary-credential", "license": "postsecondary-credential",
    "certificate": "postsecondary-credential", "certification": "postsecondary-credential", "degree": "postsecondary-credential",
    "secondary_diploma": "secondary-diploma", "secondary": "secondary-diploma", "diploma": "secondary-diploma",
    "high_school_diploma": "secondary-diploma", "hse": "secondary-diploma", "ged": "secondary-diploma",
    "skill_gain": "skill-gain", "msg": "skill-gain", "measurable_skill_gain": "skill-gain",
    "enrolled": "education", "supplemental": "employment", "supplemental_employment": "employment",
}  # fmt: skip

PROOF_SYNONYMS = {
    "tax": "tax-document", "tax_form": "tax-document", "form_941": "tax-document", "941": "tax-document",
    "w_2": "tax-document", "w2": "tax-document", "1099": "tax-document", "tax_return": "tax-document",
    "pay_stub": "pay-stubs", "paystub": "pay-stubs", "paystubs": "pay-stubs", "payroll": "pay-stubs",
    "payroll_record": "pay-stubs", "letter": "employer-letter", "employer": "employer-letter",
    "employer_verification": "employer-letter", "survey": "follow-up-survey", "follow_up": "follow-up-survey",
    "followup_survey": "follow-up-survey", "participant_survey": "follow-up-survey",
    "self_employment": "self-employment-record", "self_employed": "self-employment-record",
    "self_employment_worksheet": "self-employment-record", "commission": "commission-record",
    "case_note": "case-notes", "administrative_match": "database-match", "administrative_record": "database-match",
    "unknown": "type-not-given", "other": "type-not-given",
}  # fmt: skip
"""Ways to write the types of supplemental evidence of work (TEGL 26-16)."""
