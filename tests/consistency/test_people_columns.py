"""A column of the people import reaches the record, and the record reaches the database: nothing is lost on the way."""

from __future__ import annotations

from dataclasses import fields

from gainful.api.v1.participants import NewPerson, PersonWhole
from gainful.domain.participants.actions.merge import FILLED
from gainful.domain.participants.actions.people import EDITABLE
from gainful.domain.participants.models import Participant
from gainful.engine.records import PersonRecord
from gainful.exchange.people import COLUMNS
from gainful.exchange.people.columns import PersonColumn
from gainful.exchange.people.exchanged import HEADER
from gainful.exchange.tables.headings import QUALIFIERS, key_of
from gainful.www.components.person_forms import PersonForm
from gainful.www.participant.profile import LABELS

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


NOT_ASKED = {"area_code", "waits_since"}
"""What a person does not state of themselves: the agency's."""


def test_every_field_of_a_person_is_on_its_screens_and_in_the_api():
    form = set(PersonForm().fields)
    assert sorted(set(EDITABLE) - form) == [], "show it in PersonForm (www/components/person_forms.py)"
    assert sorted(set(EDITABLE) - set(LABELS) - NOT_ASKED) == [], (
        "give it the person's own words (LABELS of www/participant/profile.py, then docs/spanish.md)"
    )
    for schema in (NewPerson, PersonWhole):
        assert sorted(set(EDITABLE) - set(schema.model_fields)) == [], (
            f"{schema.__name__} of api/v1/participants.py"
        )


def test_a_merge_and_a_file_of_people_take_every_field_along():
    """By name, not by hand: whatever is saved of a person is put together and passed on too."""
    assert set(EDITABLE) - set(FILLED) == {"scenario"}, "which always says something"
    assert set(EDITABLE) <= set(HEADER)


def test_a_heading_with_a_qualifier_is_no_other_columns():
    """“Last job” is no “job” of its own: a word that begins with a qualifier takes over what it meant without."""
    of = {
        key_of(word): column.key for column in COLUMNS for word in {column.key, column.label, *column.words}
    }
    taken = {}
    for word, key in of.items():
        first, _, rest = word.partition(" ")
        if first in QUALIFIERS and of.get(rest, key) != key:
            taken[word] = (of[rest], key)
    assert taken == MEANT, "say in MEANT that this is meant, or choose another heading"


MEANT: dict[str, tuple[str, str]] = {}
"""Heading with a qualifier → what it meant without it, and what it means now."""


def test_no_heading_is_claimed_by_two_columns():
    words = [word for column in COLUMNS for word in {column.key, column.label.casefold(), *column.words}]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []
