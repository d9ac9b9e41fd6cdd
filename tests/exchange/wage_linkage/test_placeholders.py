"""What stands for unknown links nobody; names of every alphabet are transliterated."""

import pytest

from gainful.engine.linkage.placeholders import AT_LEAST
from gainful.exchange.wage_linkage import Asked, link_people
from tests.exchange.wage_linkage.test_linking import HEAD, SECRET, link


def linked(folder, ours, theirs):
    for name, rows in (("p.csv", ours), ("w.csv", theirs)):
        (folder / name).write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return link_people(Asked(folder / "p.csv", folder / "w.csv"), SECRET)


def states(found):
    return [pair.state for pair in found.pairs if pair.state == "accepted"]


@pytest.mark.parametrize(
    "date", ["1900-01-01", "1901-01-01", "1970-01-01", "1984-01-01", "1911-11-11", "1999-09-09"]
)
@pytest.mark.parametrize("zips", [("43004", "43004"), ("43004", "90210")])
def test_a_birth_date_that_stands_for_unknown_links_nobody(tmp_path, date, zips):
    found = linked(
        tmp_path, [f"a,Petra,Santos,{date},,{zips[0]}"], [f"900000001,Petar,Santos,{date},,{zips[1]}"]
    )
    assert not states(found)
    assert found.unknown_ours == ("1 birth dates",)
    assert found.unknown_theirs == ("1 birth dates",)


def test_an_ordinary_birth_date_still_links(tmp_path):
    found = linked(
        tmp_path, ["a,Petra,Santos,1984-02-29,4821,43004"], ["900000001,Petra,Santos,1984-02-29,4821,43004"]
    )
    assert states(found) == ["accepted"]
    assert found.unknown_ours == ()


@pytest.mark.parametrize("name", ["Unknown", "UNK", "FNU", "n/a", "Refused", "XXX"])
def test_names_that_stand_for_unknown_link_nobody(tmp_path, name):
    found = linked(
        tmp_path, [f"a,{name},{name},1984-02-29,,43004"], [f"900000001,{name},{name},1984-02-29,,43004"]
    )
    assert not states(found)


@pytest.mark.parametrize("digits", ["0000", "9999", "0"])
def test_digits_that_stand_for_unknown_link_nobody(tmp_path, digits):
    found = linked(tmp_path, [f"a,Petra,Santos,,{digits},43004"], [f"900000001,Petra,Santos,,{digits},43004"])
    assert not states(found)


@pytest.mark.parametrize("people", [AT_LEAST - 1, AT_LEAST, AT_LEAST + 1])
def test_a_date_of_too_many_people_is_none(tmp_path, people):
    ours = [f"p{n},Anna{chr(97 + n)},Berg{chr(97 + n)},1979-05-17,{3000 + n},1000{n}" for n in range(people)]
    found = linked(tmp_path, ours, ["900000001,Zoe,Quill,1991-07-15,4821,60601"])
    assert found.unknown_ours == ((f"{people} birth dates",) if people >= AT_LEAST else ())


@pytest.mark.parametrize("key", ["999-99-9999", "000000000", "111111111"])
def test_a_key_of_one_digit_is_nobodys(tmp_path, key):
    head = "person,wage_key,first_name,last_name,birth_date,ssn4,zip\n"
    (tmp_path / "p.csv").write_text(f"{head}a,{key},Petra,Santos,1984-02-29,,43004\n", encoding="utf-8")
    (tmp_path / "w.csv").write_text(f"{HEAD}{key},Zoe,Quill,1991-07-15,,60601\n", encoding="utf-8")
    found = link_people(Asked(tmp_path / "p.csv", tmp_path / "w.csv"), SECRET)
    assert not states(found)
    assert "1 keys of one digit" in found.unknown_ours


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Søren,Kjær", "SOREN,KJAER"),
        ("Đorđe,Jović", "Dorde,Jovic"),
        ("Łukasz,Wójcik", "LUKASZ,WOJCIK"),
        ("Олена,Коваль", "Олена,Коваль"),
        ("Ирина,Петрова", "Irina,Petrova"),
        ("伟,王", "伟,王"),
        ("Þóra,Guðmundsdóttir", "Thora,Gudmundsdottir"),
    ],
)
def test_names_are_transliterated(tmp_path, ours, theirs):
    found = linked(tmp_path, [f"a,{ours},1985-03-14,,43004"], [f"900000001,{theirs},1985-03-14,,43004"])
    (pair,) = found.pairs
    assert pair.words_of("first_name") == "the same"
    assert pair.words_of("last_name") == "the same"


@pytest.mark.parametrize("names", [",", "Олена,Коваль"])
def test_files_without_a_latin_name_are_linked_by_the_rest(tmp_path, names):
    found = linked(
        tmp_path, [f"a,{names},1985-03-14,4821,43004"], [f"900000001,{names},1985-03-14,4821,43004"]
    )
    assert [pair.state for pair in found.pairs] in (["accepted"], ["review"])


def test_what_was_taken_as_unknown_is_told(tmp_path, capsys):
    linked(
        tmp_path, ["a,Petra,Santos,1900-01-01,9999,43004"], ["900000001,Petar,Santos,1900-01-01,9999,43004"]
    )
    assert link(tmp_path, tmp_path / "out") == 0
    assert (
        "Taken as unknown among the participants: 1 birth dates, 1 last four digits."
        in capsys.readouterr().out
    )
