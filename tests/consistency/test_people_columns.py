"""A column of the people import reaches the record, and the record reaches the database: nothing is lost on the way."""

from __future__ import annotations

from dataclasses import fields

from gainful.domain.participants.actions.people import EDITABLE
from gainful.domain.participants.models import Participant
from gainful.engine.records import PersonRecord
from gainful.exchange.people import COLUMNS
from gainful.exchange.people.columns import PersonColumn

RECORD = {field.name for field in fields(PersonRecord)}
SINGLE = {column.key for column in COLUMNS if isinstance(column, PersonColumn)}
JOINED = {"code", "name", "jobs", "credentials", "skills", "characteristics", "waits_since", "birth_date"}
"""Attributes that several columns or a rule of their own fill (exchange/people/file.py)."""
CHILDREN = {"jobs", "credentials", "skills", "barriers", "characteristics"}
"""Attributes that are kept as rows of their own (domain/participants/actions/import_parts.py)."""


def test_every_attribute_of_a_record_is_filled_by_a_column():
    assert sorted(SINGLE - RECORD) == [], "give PersonRecord the attribute (engine/records/people.py)"
    assert sorted(RECORD - SINGLE - JOINED) == [], "give it a column (exchange/people/columns.py)"
    assert not SINGLE & JOINED


def test_every_attribute_of_a_record_is_saved():
    kept = set(EDITABLE) | CHILDREN | {"code"}
    assert sorted(RECORD - kept) == [], "name it in EDITABLE (domain/participants/actions/people.py)"
    assert sorted(kept - RECORD) == [], "no column brings it in"


def test_what_is_saved_of_a_person_is_there_to_be_saved():
    there = {field.name for field in Participant._meta.get_fields()}
    assert sorted(set(EDITABLE) - there) == [], (
        "give Participant the field (domain/participants/models/person.py)"
    )


def test_no_heading_is_claimed_by_two_columns():
    words = [word for column in COLUMNS for word in {column.key, column.label.casefold(), *column.words}]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []
