"""One reading of files of people and courses: what is clear, what is asked, what is told."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.imports.incoming import COURSES, PEOPLE, Tally, Unclear, fields_of, open_incoming

TWO_WAYS = b"id,title,hired on\nP-1,Cashier,03/04/2019\n"


def test_a_column_named_by_hand_replaces_the_guess_and_its_dates_are_looked_at():
    file = open_incoming(PEOPLE, b"id,Nr\nA,B\n", "p.csv", renamed={"code": "Nr"})
    assert [row.record.code for row in file.rows()] == ["B"]
    asked = open_incoming(PEOPLE, TWO_WAYS, "p.csv", renamed={"start": "hired on"})
    with pytest.raises(Unclear) as told:
        asked.file.require_clear(dates_hint="Say which.")
    assert (told.value.what, told.value.hint) == ("dates", "Say which.")
    said = open_incoming(PEOPLE, TWO_WAYS, "p.csv", renamed={"start": "hired on"}, dates="dmy")
    said.file.require_clear()
    (row,) = said.rows()
    assert row.record.jobs[0].start == date(2019, 4, 3)


@pytest.mark.parametrize("kind", [PEOPLE, COURSES])
def test_a_missing_column_is_named_with_the_columns_there_are(kind):
    file = open_incoming(kind, b"color,size\nred,4\n", "x.csv")
    with pytest.raises(Unclear) as told:
        file.file.require_clear()
    assert told.value.what == "columns"
    assert all(f.label in told.value.message for f in fields_of(kind) if f.required)
    assert told.value.hint == "Its columns are: color, size."


def test_rows_that_cannot_be_used_are_counted_and_told_up_to_a_bound():
    text = "id,pay,minimum wage\n" + "P,1,lots\n" * 5 + "P-9,1,30000\n"
    file = open_incoming(PEOPLE, text.encode(), "p.csv")
    told = Tally(most_told=2)
    assert [record.code for record in told.usable(file.rows())] == ["P-9"]
    assert (told.rows, told.refused, len(told.problems)) == (6, 5, 2)
    assert told.problems[0]["line"] == 2
    assert told.problems[0]["column"] == "minimum wage"
