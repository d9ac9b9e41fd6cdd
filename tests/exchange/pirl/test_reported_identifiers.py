"""Element 100 holds twelve characters: two people must not end up under one identifier."""

import duckdb
import pytest

from gainful.exchange.outcome_files import UnreadableColumns
from gainful.exchange.pirl import export


def reported(people):
    duck = duckdb.connect()
    duck.execute("CREATE TABLE participants (person VARCHAR)")
    duck.executemany("INSERT INTO participants VALUES (?)", [[person] for person in people])
    shortened = export._identifiers(duck)
    return shortened, duck.execute("SELECT person, reported FROM pirl_ids ORDER BY person").fetchall()


def test_twelve_characters_stay_and_thirteen_are_shortened():
    shortened, rows = reported(["A23456789012", "B234567890123"])
    assert shortened == 1
    assert rows[0] == ("A23456789012", "A23456789012")
    assert len(rows[1][1]) == 12
    assert rows[1][1] != "B23456789012"


def test_two_that_become_one_are_refused():
    """One person's own identifier is what another's long one is shortened to."""
    _, ((_, short),) = reported(["a very long identifier"])
    with pytest.raises(UnreadableColumns, match="become the same one"):
        reported(["a very long identifier", short])


@pytest.mark.parametrize("person", ["123-45-6789", "123456789"])
def test_what_looks_like_a_social_security_number_is_refused(person):
    with pytest.raises(UnreadableColumns, match="1 identifiers are written like social security numbers"):
        reported(["A1", person])


@pytest.mark.parametrize("person", ["12345678", "1234567890", "12-345-6789"])
def test_numbers_of_another_form_are_not(person):
    assert reported([person])[0] == 0
