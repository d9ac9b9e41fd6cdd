"""The columns of a file of courses, with the headings that they go by elsewhere."""

from __future__ import annotations

from gainful.exchange.tables.headings import Field

FIELDS = (
    Field(
        "code",
        "Course ID",
        ("course code", "course number", "program id", "program number", "id", "code"),
    ),
    Field(
        "title",
        "Title",
        (
            "course title",
            "course name",
            "program name",
            "program title",
            "official name",
            "name",
            "course",
            "program",
        ),
        required=True,
    ),
    Field("provider", "Provider", ("school", "training provider", "provider name", "institution", "college")),
    Field(
        "hours",
        "Hours in all",
        (
            "hours",
            "total hours",
            "total clock hours",
            "contact hours",
            "length hours",
            "duration hours",
            "clock hours",
            "program hours",
        ),
        required=True,
    ),
    Field(
        "price",
        "Price, USD",
        (
            "total cost",
            "total price",
            "total",
            "total program cost",
            "tuition and fees",
            "tuition fees",
            "price usd",
            "cost usd",
            "cost",
            "program cost",
            "out of pocket cost",
            "tuition",
            "fee",
        ),
        required=True,
    ),
    Field(
        "fees",
        "Fees beside the tuition",
        ("fees", "required fees", "mandatory fees", "other fees"),
    ),
    Field(
        "tuition",
        "Tuition, where the whole price is empty",
        ("tuition only", "in state tuition", "tuition usd"),
    ),
    Field("weekly_hours", "Hours a week", ("hours per week", "pace")),
    Field("modality", "How", ("delivery", "format", "mode", "delivery mode")),
    Field("start_dates", "Start dates", ("start date", "starts", "next start")),
    Field("seats", "Seats", ("capacity", "places")),
    Field("area_code", "Area code", ("area", "oews area", "metro")),
    Field("credential", "Credential earned", ("certificate", "credential")),
    Field(
        "occupations",
        "Occupations it is for",
        ("soc", "soc codes", "onet soc", "occupation codes", "soc code"),
    ),
    Field("cip", "Field of study (CIP)", ("cip", "cip code", "cipcode", "program code", "field of study")),
    Field(
        "teaches",
        "Teaches",
        (
            "competencies",
            "skills",
            "outcomes",
            "learning outcomes",
            "competency",
            "skills taught",
            "competencies taught",
            "skill",
            "topics",
        ),
    ),
    Field("level", "Level it reaches", ("level", "level to", "target level", "level taught", "to level")),
    Field("description", "Description", ("summary", "content", "course description", "about")),
    Field("prerequisites", "Prerequisites", ("requires", "prerequisite", "prereq")),
)
