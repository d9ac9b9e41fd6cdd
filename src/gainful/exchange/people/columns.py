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
from gainful.exchange.tables.cells import (
    lower_end,
    parse_choice,
    parse_hours,
    parse_whole,
    parse_yearly_pay,
    upper_end,
)
from gainful.exchange.tables.errors import CellError
from gainful.exchange.tables.headings import Field, slug

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


def all_or(everything: Mapping[str, frozenset[str]], choices: Mapping[str, tuple[str, ...]]) -> Parse:
    """Return a reader of a list of words that also knows words for all of them and for none of them."""
    listed = choices_of(choices)

    def parse(text: str, reference: Reference | None) -> tuple[str, ...]:
        told = slug(text, " ")
        if told in everything["all"]:
            return tuple(choices)
        found: tuple[str, ...] = () if told in everything["none"] else listed(text, reference)
        return found

    return parse


def _weekly_hours(text: str, _: Reference | None) -> int | None:
    """Read “20”, “20 hours/week” or “15-20”: of a range the lower end, so many hours are sure."""
    bare = re.sub(r"(?i)\s*(?:/|per|a)\s*(?:week|wk)\.?$", "", text)
    hours = parse_hours(lower_end(re.sub(r"(?i)\s*(?:hours?|hrs?)\.?$", "", bare)))
    return None if hours is None else parse_whole(str(hours), high=80)


def _minutes(text: str, _: Reference | None) -> int | None:
    """Read “30”, “30 min” or “15-20”: of a range the upper end, so long a trip is still taken."""
    return parse_whole(upper_end(re.sub(r"(?i)\s*(?:minutes?|mins?|m)\.?$", "", text)), high=600)


def _postal_code(text: str, reference: Reference | None) -> str:
    """Read a ZIP code with the zeros in front that a spreadsheet takes off (2134 is 02134)."""
    code: str = text_up_to(12)(text, reference)
    return code.zfill(5) if code.isdigit() and 3 <= len(code) <= 4 else code


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


ASSUMED = "displaced"
"""The situation of people whose file says none and whom nobody asked about."""
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
ANY_SHIFT = {
    "all": frozenset(
        {"any", "anytime", "any time", "any shift", "any shifts", "all", "all shifts", "flexible", "open"}
    ),
    "none": frozenset(),
}
"""Cells that take every shift."""
NO_BARRIER = {
    "all": frozenset(),
    "none": frozenset({"no", "no barriers", "no barrier", "no support needed", "no needs", "none needed"}),
}
"""Cells of support needed that say that none is."""
CHARACTERISTICS = ("gender", "race_ethnicity", "age_group", "veteran", "disability")
COLUMNS: tuple[Field, ...] = (
    Field(
        "code",
        "Person ID",
        (
            "external id",
            "personal id",
            *(
                f"{who} {what}"
                for who in (
                    "participant",
                    "client",
                    "person",
                    "applicant",
                    "member",
                    "customer",
                    "contact",
                    "employee",
                    "individual",
                    "job seeker",
                    "student",
                    "worker",
                    "candidate",
                    "enrollee",
                    "participant site",
                    "state",
                    "case",
                    "record",
                    "unique",
                    "hmis",
                    "state participant",
                    "state client",
                )
                for what in ("id", "uid", "no", "number", "code", "identifier")
                if (who, what) != ("person", "id")
            ),
            "person",
            "id",
            "uid",
            "sid",
        ),
        required=True,
        person_id=True,
    ),
    Field("name", "Name", ("full name", "participant", "client"), words_are_answers=True),
    Field(
        "first_name",
        "First name",
        ("given name", "given names", "forename", "first", "fname", "first nm"),
        words_are_answers=True,
    ),
    Field(
        "last_name",
        "Last name",
        ("surname", "family name", "last", "lname", "last nm"),
        words_are_answers=True,
    ),
    PersonColumn("email", "Email", ("email address", "e mail"), parse=_email),
    PersonColumn(
        "phone",
        "Phone",
        (
            "telephone",
            "mobile",
            "phone number",
            "cell",
            "cell phone",
            "mobile phone",
            "mobile number",
            "phone no",
        ),
        parse=text_up_to(40),
    ),
    Field("birth_date", "Birth date", ("date of birth", "dob", "birthdate", "born", "birthday", "birth dt")),
    PersonColumn(
        "postal_code",
        "ZIP code",
        ("zip", "postal code", "postcode", "zip postal code", "zip5", "zip 4"),
        parse=_postal_code,
    ),
    PersonColumn("area_code", "Area code", ("area", "metro", "msa", "oews area", "cbsa"), parse=parse_area),
    PersonColumn(
        "scenario",
        "Situation",
        ("type", "group", "worker type", "segment"),
        parse=choice_of(SCENARIOS),
        empty=ASSUMED,
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
            "minimum acceptable wage",
            "minimum acceptable salary",
            "lowest acceptable wage",
        ),
        parse=lambda text, _: parse_yearly_pay(text),
        empty=None,
    ),
    PersonColumn(
        "schedule",
        "Hours they can work",
        ("availability", "shifts", "schedule"),
        parse=all_or(ANY_SHIFT, SHIFTS),
        empty=(),
    ),
    PersonColumn(
        "weekly_hours",
        "Hours a week for training",
        ("training hours", "hours per week", "weekly hours"),
        parse=_weekly_hours,
        empty=None,
    ),
    PersonColumn(
        "commute_minutes",
        "Longest trip, minutes",
        ("commute", "max commute", "commute minutes"),
        parse=_minutes,
        empty=None,
    ),
    Field(
        "waits_since",
        "Waiting since",
        (
            "registered",
            "registered on",
            "registration date",
            "intake date",
            "date of intake",
            "application date",
            "applied on",
            "date entered",
            "entry date",
            "enrollment date",
        ),
    ),
    Field(
        "occupation",
        "Occupation code",
        (
            "soc",
            "onet code",
            "onet soc",
            "onet soc code",
            "o net soc code",
            "o net code",
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
            "business title",
            "working title",
            "position title",
            "most recent position",
            "position held",
            "job held",
            "occupation title",
        ),
    ),
    Field(
        "employer",
        "Employer",
        ("company", "last employer", "employer name", "company name", "organization name"),
    ),
    Field(
        "start",
        "Job start",
        (
            "start date",
            "from",
            "started",
            "hired",
            "begin date",
            "hire date",
            "date hired",
            "date started",
            "date of hire",
            "employment start date",
            "effective start date",
            "job start date",
        ),
    ),
    Field(
        "end",
        "Job end",
        (
            "end date",
            "to",
            "until",
            "ended",
            "last day",
            "termination date",
            "separation date",
            "date ended",
            "date left",
            "employment end date",
            "effective end date",
            "term date",
            "last day worked",
            "date of termination",
            "date of separation",
            "job end date",
        ),
    ),
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
    Field(
        "education",
        "Schooling",
        (
            "highest education",
            "education level",
            "highest level of education",
            "level of education",
            "educational attainment",
            "education level attained",
            "education level completed",
            "educational level",
            "highest educational level",
            "highest educational level completed",
            "highest grade completed",
            "degree",
        ),
    ),
    Field(
        "skills",
        "Skills",
        ("skill", "competencies", "competency", "tools", "software", "technologies", "abilities"),
    ),
    PersonColumn(
        "barriers",
        "Support needed",
        ("barrier", "support needs", "needs", "barriers to employment"),
        parse=all_or(NO_BARRIER, BARRIERS),
        empty=(),
    ),
    *(
        Field(f"characteristic:{name}", name.replace("_", " ").capitalize(), (name,))
        for name in CHARACTERISTICS
    ),
)
"""In the order in which they claim headings."""
