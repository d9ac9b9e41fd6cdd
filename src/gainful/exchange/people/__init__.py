"""People from a spreadsheet: the columns, their cells, and a record or the reasons against it per row."""

from gainful.exchange.people.columns import COLUMNS
from gainful.exchange.people.file import PLAN_DATES, PeopleFile, PersonRow, open_people, read_people
from gainful.exchange.people.occupation_codes import known_occupation, title_codes

__all__ = [
    "COLUMNS",
    "PLAN_DATES",
    "PeopleFile",
    "PersonRow",
    "known_occupation",
    "open_people",
    "read_people",
    "title_codes",
]
