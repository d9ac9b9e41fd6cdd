"""Names in the encodings that old programs write: one name is enough to tell them apart."""

from __future__ import annotations

import pytest

from gainful.exchange.tables.opening import open_table

WESTERN = [
    "José Núñez", "Zoë Müller", "Ana Peña", "François Côté", "Renée Brändli", "Iñaki Ibáñez", "Jürgen Groß",
    "Björn Ångström", "João Conceição", "Élodie Lefèvre",
]  # fmt: skip
CENTRAL = ["Łucja Śliwińska", "Paweł Żółć", "Agnieszka Dąbrowska", "Győző Kőszegi Łoś", "Zdeněk Novák, Łódź"]


def names(data):
    table = open_table(data, "people.csv")
    return [line.cells[1] for line in table.lines()], table.notes


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp850"])
@pytest.mark.parametrize("name", WESTERN)
def test_one_name_is_read_rightly_and_shown(encoding, name):
    found, told = names(f"Person ID,Name\nP1,{name}\n".encode(encoding))
    assert found == [name]
    assert f"“{name}”" in told[0]


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
def test_a_list_of_central_european_names_is_read_rightly(encoding):
    text = "Person ID;Name\n" + "".join(f"P{place};{name}\n" for place, name in enumerate(CENTRAL))
    found, told = names(text.encode(encoding))
    assert found == CENTRAL
    assert "Central European" in told[0]


def test_spanish_names_are_never_taken_for_central_european_ones():
    found, told = names("Person ID,Name\nP1,Muñoz\nP2,Peña\nP3,Ibáñez\n".encode("cp1252"))
    assert found == ["Muñoz", "Peña", "Ibáñez"]
    assert "Western European" in told[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_letters_are_read_without_a_word(encoding):
    assert names("Person ID,Name\nP1,Zoë Brânză\n".encode(encoding)) == (["Zoë Brânză"], [])


def test_a_file_cut_off_within_a_letter_is_read_to_its_end():
    whole = "id,name\n1,Zoë\n".encode("utf-16")
    found = open_table(whole[:-1], "cut.csv")
    assert [line.cells[0] for line in found.lines()] == ["1"]
    open_table(b"\xff\xfe\x00", "nothing.csv")
