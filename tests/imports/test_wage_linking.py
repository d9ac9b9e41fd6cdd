"""People found behind wage records: doubtful pairs wait, decisions count at once, last, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures.actions import decide_pair
from gainful.domain.measures.errors import MeasureError, NotAllowedError
from gainful.domain.measures.models import WageLinking, WagePair
from gainful.domain.measures.pair_queries import decisions_about, undecided, wage_pairs
from gainful.domain.participants.models import Consent
from gainful.imports.measured import Wanted, measure
from gainful.imports.wage_files import bring_in
from gainful.imports.wage_linking import link_records, link_uploads, parted
from tests.helped import as_member
from tests.measured import cohort, person, seat
from tests.town import town

__all__ = ["town"]
HEAD = "person,first_name,last_name,birth_date,ssn4,zip\n"
OWN = (
    "person,birth_date,ssn4\n"
    "M-1,1980-04-03,1234\n"  # sure
    "M-2,1988-08-08,4001\n"  # her twin is in the records
    "M-3,1900-01-01,0000\n"  # placeholders
    "X-9,1970-05-05,5555\n"  # nobody of ours
)
WAGE_PEOPLE = (
    "900-00-0001,ROBERT,OBRIEN,1980-04-03,1234,02139\n"
    "900-00-0002,BERTA,FUCHS,1988-08-08,4002,10001\n"
    "900-00-0003,UNKNOWN,UNKNOWN,1901-01-01,0000,00000\n"
)


def wages(*people, year=None, amount=5000):
    last = timezone.localdate().year * 4 + (timezone.localdate().month - 1) // 3
    lines = [f"{who},E1,{at // 4},{at % 4 + 1},{amount}.00" for who in people for at in range(last - 9, last)]
    return "person,employer,year,quarter,wages\n" + "\n".join(lines) + "\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("GAINFUL_WAGE_KEY_FILE", str(tmp_path / "wage.key"))


@pytest.fixture
def people(town):
    """Three people who finished a course over a year ago."""
    from gainful.domain.programs.models import Program

    with acting_as_system("test"):
        program = Program.objects.create(organization=town.agency, name="Care")
        group = cohort(town, program, "First", timezone.localdate() - timedelta(days=600))
        made = [
            person(town, code, postal_code=area)
            for code, area in (("M-1", "02139"), ("M-2", "10001"), ("M-3", "00000"))
        ]
        for who, name in zip(made, ("Bob O’Brien", "Anna Fuchs", "Unknown Unknown"), strict=True):
            who.name = name
            who.save()
            seat(town, group, who)
    return made


def written(folder, text, name="w.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def linked(actor, folder, wage_people=WAGE_PEOPLE, own=OWN):
    return link_records(
        actor, written(folder, HEAD + wage_people), written(folder, own, "own.csv") if own else None
    )


def employed(actor):
    body = measure(actor, Wanted(), again=True).body
    one = next(one for one in body["indicators"] if one["id"] == "employment-q2")
    return one["numerator"], one["denominator"], body["notes"]


@pytest.fixture
def manager(town, people, tmp_path):
    with as_member(town.manager) as actor:
        bring_in(actor, written(tmp_path, wages("900-00-0001", "900-00-0002"), "wages.csv"))
        yield actor


def test_a_sure_link_counts_a_doubtful_one_waits_and_a_decision_counts_at_once(manager, tmp_path, people):
    assert employed(manager)[:2] == (0, 3)
    made = linked(manager, tmp_path)
    assert (made.people, made.wage_people, made.linked, made.waiting) == (3, 3, 1, 1)
    numerator, _of, notes = employed(manager)
    assert numerator == 1
    assert any("1 doubtful link to wage records waits for a decision" in note for note in notes)
    (pair,) = wage_pairs(manager)
    assert pair.participant == people[1]
    sides = {part["field"]: (part["ours"], part["theirs"]) for part in pair.compared}
    assert sides["first name"] == ("ANNA", "BERTA")
    assert sides["last four digits"] == ("4001", "4002")
    decide_pair(manager, pair.pk, "say_same", "Seen her pay slip")
    numerator, _of, notes = employed(manager)
    assert numerator == 2
    assert not any("doubtful" in note for note in notes)


def test_a_decision_is_taken_back_and_its_history_stays(manager, tmp_path):
    linked(manager, tmp_path)
    (pair,) = wage_pairs(manager)
    decide_pair(manager, pair.pk, "say_different", "It is her twin")
    assert employed(manager)[0] == 1
    pair.refresh_from_db()
    assert {part["theirs"] for part in pair.parts} == {""}
    assert pair.decided_by == manager.user
    decide_pair(manager, pair.pk, "cannot_tell")
    assert undecided(manager.organization) == 1
    decide_pair(manager, pair.pk, "open_again")
    assert wage_pairs(manager).get() == pair
    told = [(event.state, event.note) for event in decisions_about(pair)]
    assert told == [("open", ""), ("unsure", ""), ("different", "It is her twin")]


@pytest.mark.slow
def test_a_decision_stays_for_the_next_quarters_file_and_restated_amounts(manager, tmp_path):
    linked(manager, tmp_path)
    decide_pair(manager, wage_pairs(manager).get().pk, "say_same")
    bring_in(manager, written(tmp_path, wages("900-00-0001", "900-00-0002", amount=7000), "restated.csv"))
    body = measure(manager, Wanted(), again=True).body
    assert next(o for o in body["indicators"] if o["id"] == "median-earnings-q2")["value"] == 7000
    linked(manager, tmp_path, "900-00-0007,JOHN,SMITH,1980-05-01,5555,77001\n")  # neither worked this quarter
    assert employed(manager)[0] == 2
    linked(manager, tmp_path)
    assert list(wage_pairs(manager)) == []
    assert employed(manager)[0] == 2


def test_without_birth_dates_names_and_zip_codes_alone_are_doubtful(manager, tmp_path):
    made = linked(manager, tmp_path, "900-00-0001,BOB,OBRIEN,1980-04-03,1234,02139\n", own=None)
    assert (made.linked, made.waiting) == (0, 1)
    assert employed(manager)[0] == 0


def test_nobody_is_linked_twice(manager, tmp_path, people):
    twins = "900-00-0002,BERTA,FUCHS,1988-08-08,4002,10001\n900-00-0008,BERTHA,FUCHS,1988-08-08,4002,10001\n"
    linked(manager, tmp_path, twins)
    first, second = wage_pairs(manager)
    decide_pair(manager, first.pk, "say_same")
    assert list(wage_pairs(manager)) == []
    with pytest.raises(MeasureError, match="linked to somebody else"):
        decide_pair(manager, second.pk, "say_same")
    decide_pair(manager, first.pk, "open_again")
    assert len(wage_pairs(manager)) == 2


def test_whoever_may_not_be_followed_is_compared_with_nobody_and_leaves_the_links(manager, tmp_path, people):
    linked(manager, tmp_path)
    assert employed(manager)[0] == 1
    with acting_as_system("test"):
        from gainful.domain.cohorts.models import Application

        Consent.objects.filter(participant=people[0]).update(scopes=["profile", "matching"])
        Application.objects.filter(participant=people[0]).update(follow="no")
    assert employed(manager)[0] == 0
    assert linked(manager, tmp_path).people == 2


def test_files_that_cannot_be_read_are_told_in_words_with_their_row(town, people, tmp_path):
    with as_member(town.manager) as actor:
        with pytest.raises(MeasureError, match="No wage records are in yet"):
            linked(actor, tmp_path)
        bring_in(actor, written(tmp_path, wages("900-00-0001"), "wages.csv"))
        with pytest.raises(MeasureError, match=r"own.csv, column “ssn4”, row 3: is not four digits"):
            linked(actor, tmp_path, own="person,birth_date,ssn4\nX-9,1970-05-05,5555\nM-1,1980-04-03,12x4\n")
        with pytest.raises(MeasureError, match="too little to compare"):
            linked(actor, tmp_path, "900-00-0001,,,,,02139\n")
        with pytest.raises(MeasureError, match="no column for “person”"):
            linked(actor, tmp_path, own="who\n1\n")
        with pytest.raises(MeasureError, match="none of"):
            link_uploads(actor, SimpleUploadedFile("w.doc", b"x"))
        assert not WageLinking.objects.exists()


def test_who_may_link_and_decide(town, people, tmp_path, manager):
    linked(manager, tmp_path)
    pair = wage_pairs(manager).get()
    with as_member(town.coach) as actor:
        assert wage_pairs(actor).get() == pair
        with pytest.raises(PermissionDenied):
            decide_pair(actor, pair.pk, "say_same")
        with pytest.raises(PermissionDenied):
            linked(actor, tmp_path)
    with as_member(town.stranger) as actor:
        assert not WagePair.objects.exists()
        with pytest.raises(NotAllowedError):
            decide_pair(actor, pair.pk, "say_same")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana Silva", ("Ana", "Silva")), ("Silva, Ana Maria", ("Ana Maria", "Silva")), ("Ana", ("Ana", "")),
        ("", ("", "")), ("Ana  de la Cruz", ("Ana", "de la Cruz")),
    ],
)  # fmt: skip
def test_a_name_in_its_parts(name, parts):
    assert parted(name) == parts
