"""The columns of a people file: one entry each, with the headings it goes by and how its cell is read.

To add a column that fills one attribute of a person, add a `PersonColumn` here and the attribute to `PersonRecord`;
tests/consistency/test_people_columns.py says what else is missing until it is saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gainful.engine.occupations import Reference
from gainful.exchange.areas import parse_area
from gainful.exchange.cells import CellError, parse_choice, parse_whole, parse_yearly_pay
from gainful.exchange.mapping import Field

Parse = Callable[[str, Reference | None], Any]


def text_up_to(most: int) -> Parse:
    """Return a reader of text that refuses a longer one."""

    def parse(text: str, _: Reference | None) -> str:
        if len(text) > most:
            raise CellError(f"The text is longer than {most} characters.")
        return text

    return parse


short_text = text_up_to(200)


def choice_of(choices: Mapping[str, tuple[str, ...]]) -> Parse:
    """Return a reader of one word of a vocabulary, in any of its spellings."""
    return lambda text, _: parse_choice(text, choices)


def choices_of(choices: Mapping[str, tuple[str, ...]]) -> Parse:
    """Return a reader of a list of words of a vocabulary, each once."""

    def parse(text: str, _: Reference | None) -> tuple[str, ...]:
        parts = (part for part in re.split(r"[;|,\n]", text) if part.strip())
        return tuple(dict.fromkeys(parse_choice(part, choices) for part in parts))

    return parse


def whole_up_to(high: int) -> Parse:
    """Return a reader of a whole number from 0 to `high`."""
    return lambda text, _: parse_whole(text, high=high)


def _email(text: str, _: Reference | None) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) or len(text) > 254:
        raise CellError(f"“{text}” is not an email address.")
    return text


@dataclass(frozen=True, slots=True)
class PersonColumn(Field):
    """A column whose cell alone fills the attribute of `PersonRecord` that has its key."""

    parse: Parse = short_text
    empty: Any = ""
    """The attribute where the cell is empty."""


SCENARIOS = {
    "displaced": ("laid off", "dislocated", "dislocated worker", "lost a job", "unemployed"),
    "incumbent": ("employed", "incumbent worker", "current employee"),
    "nontraditional": ("new to work", "returning", "disadvantaged", "new or returning to work"),
}
BARRIERS = {
    "transport": ("transportation", "no car", "getting to work", "commute"),
    "childcare": ("child care", "family care", "care", "dependent care"),
    "internet": ("computer", "digital access", "device", "no internet"),
    "housing": ("homeless", "unstable housing", "a place to live"),
    "income": ("money", "income support", "low income", "money while training"),
    "language": ("english", "english language learner", "esl", "ell"),
    "health": ("disability", "health or disability", "medical"),
    "legal": ("record", "court record", "justice involved", "ex offender", "criminal record"),
    "clothing": ("work clothes", "tools", "uniform"),
    "other": ("something else",),
}
SHIFTS = {
    "day": ("days", "daytime", "morning", "mornings", "weekday", "weekdays"),
    "evening": ("evenings", "second shift"),
    "night": ("nights", "overnight", "third shift"),
    "weekend": ("weekends", "saturday", "sunday"),
}
CHARACTERISTICS = ("gender", "race_ethnicity", "age_group", "veteran", "disability")
COLUMNS: tuple[Field, ...] = (
    Field(
        "code",
        "Person ID",
        (
            "id",
            "external id",
            "participant id",
            "client id",
            "person",
            *(
                f"{who} {what}"
                for who in ("client", "participant", "person", "case", "member", "customer", "record")
                for what in ("no", "number", "id", "code")
            ),
            "clientno",
        ),
        required=True,
    ),
    Field("name", "Name", ("full name", "participant name", "participant", "client name", "client")),
    Field("first_name", "First name", ("given name", "forename", "firstname", "first")),
    Field("last_name", "Last name", ("surname", "family name", "lastname", "last")),
    PersonColumn("email", "Email", ("email address", "e mail"), parse=_email),
    PersonColumn("phone", "Phone", ("telephone", "mobile", "phone number", "cell"), parse=text_up_to(40)),
    PersonColumn("postal_code", "ZIP code", ("zip", "postal code", "postcode"), parse=text_up_to(12)),
    PersonColumn("area_code", "Area code", ("area", "metro", "msa", "oews area", "cbsa"), parse=parse_area),
    PersonColumn(
        "scenario",
        "Situation",
        ("type", "group", "worker type", "segment"),
        parse=choice_of(SCENARIOS),
        empty="displaced",
    ),
    PersonColumn(
        "wage_floor",
        "Lowest pay",
        (
            "minimum wage",
            "wage floor",
            "minimum pay",
            "desired wage",
            "min wage",
            "min pay",
            "lowest wage",
            "desired pay",
            "desired salary",
            "expected pay",
            "minimum salary",
        ),
        parse=lambda text, _: parse_yearly_pay(text),
        empty=None,
    ),
    PersonColumn(
        "schedule",
        "Hours they can work",
        ("availability", "shifts", "schedule"),
        parse=choices_of(SHIFTS),
        empty=(),
    ),
    PersonColumn(
        "weekly_hours",
        "Hours a week for training",
        ("training hours", "hours per week", "weekly hours"),
        parse=whole_up_to(80),
        empty=None,
    ),
    PersonColumn(
        "commute_minutes",
        "Longest trip, minutes",
        ("commute", "max commute", "commute minutes"),
        parse=whole_up_to(600),
        empty=None,
    ),
    Field(
        "occupation",
        "Occupation code",
        (
            "soc",
            "onet code",
            "onet soc",
            "soc code",
            "occupation",
            "job code",
            "current occupation",
            "last occupation",
            "previous occupation",
            "most recent occupation",
            "occupation code",
        ),
    ),
    Field(
        "job_title",
        "Job title",
        (
            "title",
            "last job",
            "position",
            "previous job",
            "current job",
            "current title",
            "current job title",
            "last job title",
            "previous job title",
            "most recent job",
            "most recent job title",
            "role",
            "job",
        ),
    ),
    Field("employer", "Employer", ("company", "last employer")),
    Field("start", "Job start", ("start date", "from", "started", "hired")),
    Field("end", "Job end", ("end date", "to", "until", "ended", "last day")),
    Field(
        "years",
        "Years in the job",
        (
            "years",
            "years experience",
            "years of experience",
            "experience years",
            "tenure",
            "tenure years",
            "experience",
        ),
    ),
    Field("jobs", "All jobs", ("work history", "history", "employment history")),
    Field("credentials", "Credentials", ("licenses", "certificates", "certifications", "credential")),
    Field("education", "Schooling", ("education", "highest education", "education level", "degree")),
    Field(
        "skills",
        "Skills",
        ("skill", "competencies", "competency", "tools", "software", "technologies", "abilities"),
    ),
    PersonColumn(
        "barriers",
        "Support needed",
        ("barrier", "support needs", "needs", "barriers to employment"),
        parse=choices_of(BARRIERS),
        empty=(),
    ),
    *(
        Field(f"characteristic:{name}", name.replace("_", " ").capitalize(), (name,))
        for name in CHARACTERISTICS
    ),
)
"""In the order in which they claim headings."""
