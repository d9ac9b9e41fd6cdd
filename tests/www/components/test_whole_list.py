"""A list of people taken away whole: short ones at once, long ones by another process that notes each reader."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import timedelta

import psutil
import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Consent, Participant, ReadLog
from gainful.www.components import whole_list
from gainful.www.components.whole_list import Order, lines, written_by

PEOPLE = "gainful.www.program.people.lists.PeopleList"


@pytest.fixture
def three(town):
    """Three people of the agency besides those of the town."""
    with acting_as_system("test"):
        made = [
            Participant.objects.create(registered_by=town.agency, code=f"W-{n}", name=f"=Person {n}")
            for n in range(3)
        ]
        for person in made:
            Consent.objects.create(
                participant=person, organization=town.agency, scopes=["profile", "matching"],
                basis="signed_form", expires_at=timezone.now() + timedelta(days=90),
            )  # fmt: skip
    return made


def order_of(town, **changed):
    told = {
        "source": PEOPLE, "arguments": [], "query": "", "user": str(town.manager.user.pk),
        "organization": str(town.agency.pk), "role": "program_manager", "language": "en",
    }  # fmt: skip
    return Order(**told | changed)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def readers(person):
    with acting_as_system("test"):
        found = ReadLog.objects.filter(participant=person, what="List exported")
        return list(found.values_list("reader", flat=True))


@pytest.mark.parametrize("at_once", [1, 2, 2000])
@pytest.mark.parametrize("query", ["", "sort=code", "q=Person+2"])
def test_the_other_process_writes_what_the_page_would(town, three, monkeypatch, at_once, query):
    page = town.manager.client.get(reverse("program:people_export") + f"?{query}").content.decode()
    monkeypatch.setattr(whole_list, "AT_ONCE", at_once)
    assert "".join(lines(order_of(town, query=query))) == page
    assert {row["person_id"] for row in rows_of(page)} >= {"W-2"}
    assert len(readers(three[2])) == 2, "the page's look and the other process's"
    assert "'=Person 2" in page


def test_a_reader_is_noted_before_the_line_goes_out(town, three, monkeypatch):
    monkeypatch.setattr(whole_list, "AT_ONCE", 1)
    for line in lines(order_of(town, query="sort=code")):
        for person in three:
            assert bool(readers(person)) or person.code not in line


def test_who_takes_their_consent_back_meanwhile_is_not_written(town, three, monkeypatch):
    monkeypatch.setattr(whole_list, "AT_ONCE", 1)
    going = lines(order_of(town, query="sort=code"))
    written = [next(going), next(going)]
    with acting_as_system("test"):
        Consent.objects.filter(participant=three[2]).update(revoked_at=timezone.now())
    written += going
    assert three[1].code in "".join(written)
    assert three[2].code not in "".join(written)
    assert readers(three[2]) == []


def test_another_agency_gets_nobody(town, three):
    stranger = town.stranger
    outsider = order_of(town, user=str(stranger.user.pk), organization=str(stranger.organization.pk))
    assert not {"W-0", "W-1", "W-2"} & {row["person_id"] for row in rows_of("".join(lines(outsider)))}


@pytest.fixture
def long(monkeypatch, three):
    """Every list counts as long; what another process would be asked is kept, and `pieces` come back."""
    orders, monkeypatched = [], {"pieces": iter([b"a,b\r\n", b"1,2\r\n"])}
    monkeypatch.setattr(whole_list, "MOST_HERE", 1)

    def written(command, order):
        assert command[1:] == ["-m", "gainful.www.components.whole_list_process"]
        orders.append(order)
        return monkeypatched["pieces"]

    monkeypatch.setattr(whole_list, "written_by", written)
    return orders, monkeypatched


def test_a_long_list_is_left_to_another_process_and_goes_out_as_it_comes(town, long):
    orders, _ = long
    reply = town.manager.client.get(reverse("program:people_export") + "?sort=code&q=Person")
    assert reply.streaming
    assert b"".join(reply.streaming_content) == b"a,b\r\n1,2\r\n"
    assert reply["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert orders == [order_of(town, query="sort=code&q=Person")]


def test_a_second_one_is_told_to_wait(town, long):
    long[1]["pieces"] = None
    reply = town.manager.client.get(reverse("program:people_export"), follow=True)
    assert reply.redirect_chain[0][0].startswith(reverse("program:people"))
    assert "Another whole list is being written" in reply.content.decode()


def worker(code):
    return [sys.executable, "-c", f"import sys, time\ntold = sys.stdin.read()\n{code}"]


def test_what_the_process_writes_comes_whole(town):
    order = order_of(town)
    pieces = written_by(worker("print(told, flush=True); time.sleep(0.2); print('x' * 300_000)"), order)
    text = b"".join(pieces).decode()
    first, _, rest = text.partition("\n")
    assert json.loads(first) == asdict(order)
    assert rest == "x" * 300_000 + "\n"


def test_one_at_a_time(town):
    assert written_by(worker(f"sys.exit({os.EX_TEMPFAIL})"), order_of(town)) is None


def test_a_process_that_writes_nothing_is_an_error_and_no_empty_list(town):
    with pytest.raises(RuntimeError, match="exit code 3"):
        written_by(worker("sys.exit(3)"), order_of(town))


def test_a_list_that_breaks_off_is_never_taken_for_whole(town):
    pieces = written_by(worker("print('a', flush=True); sys.exit(1)"), order_of(town))
    with pytest.raises(RuntimeError, match="broke off"):
        b"".join(pieces)


def test_the_process_ends_with_whoever_went_away(town):
    pieces = written_by(worker("print('a', flush=True); time.sleep(600)"), order_of(town))
    assert next(pieces) == b"a"
    (child,) = [one for one in psutil.Process().children() if "time.sleep(600)" in " ".join(one.cmdline())]
    pieces.close()
    assert not child.is_running()


def test_the_process_holds_the_only_place(town, tmp_path):
    """The real process, with its lock held by another one: it says so and writes nothing."""
    with (tmp_path / "whole-list.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(
            [sys.executable, "-m", whole_list.PROCESS], input=json.dumps(asdict(order_of(town))),
            capture_output=True, text=True, check=False, env=_with(tmp_path),
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (os.EX_TEMPFAIL, ""), done.stderr


def _with(folder):
    return {**os.environ, "GAINFUL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "gainful.site.settings"}
