"""A long file is accepted, worked on in the background and asked about; a short one is saved at once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Participant
from gainful.imports import background, batches

IMPORTS = "/api/v1/imports"
FILE = (
    "id,name,email\n"
    + "".join(f"P-{n},Person {n},p{n}@example.org\n" for n in range(6))
    + "P-9,Cy,no address\n"
)


class Silent:
    """Hears what the work says and keeps it to itself."""

    def __init__(self, taken):
        pass

    def tell(self, rows):
        pass

    def close(self):
        pass


@pytest.fixture(autouse=True)
def long_from_five(monkeypatch):
    """Call more than five rows long."""
    monkeypatch.setattr(batches, "AT_ONCE", 5)


def bring(member, text=FILE, kind="people", **more):
    data = {"basis": "verbal", "consent_until": "2027-06-30", **more}
    return member.client.post(
        f"{IMPORTS}/{kind}", {**data, "file": SimpleUploadedFile("p.csv", text.encode())}
    )


def people():
    with acting_as_system("test"):
        return Participant.objects.count()


def test_a_long_file_is_read_then_saved_and_its_refused_rows_are_told(town):
    reply = bring(town.manager)
    assert reply.status_code == 202, reply.content
    begun, address = reply.json(), reply["Location"]
    assert (begun["state"], begun["task"], begun["rows_total"], people()) == ("queued", "look", 7, 0)
    assert background.run_next(Silent)
    assert town.manager.client.get(address).json()["task"] == "save"
    assert background.run_next(Silent)
    assert not background.run_next(Silent)
    done = town.manager.client.get(address).json()
    assert (done["state"], done["saved"], done["refused"], people()) == ("done", 6, 1, 6)
    assert [(p["line"], p["column"]) for p in done["problems"]] == [(8, "email")]


def test_a_short_file_is_saved_at_once(town):
    reply = bring(town.manager, "id,name\nP-1,Ana\n")
    assert (reply.status_code, reply.json()["added"], people()) == (200, 1, 1)


def test_a_long_file_is_stopped_and_nothing_is_saved(town):
    address = bring(town.manager)["Location"]
    assert town.manager.client.post(f"{address}/stop").json()["state"] == "stopped"
    assert not background.run_next(Silent)
    assert people() == 0


def test_of_a_file_without_a_usable_row_nothing_is_queued_for_saving(town):
    text = "id,name,email\n" + "P-1,Ana,no address\n" * 6
    address = bring(town.manager, text)["Location"]
    assert background.run_next(Silent)
    assert not background.run_next(Silent)
    told = town.manager.client.get(address).json()
    assert (told["state"], told["saved"], told["refused"]) == ("preview", 0, 6)


def test_unclear_columns_and_dates_are_refused_before_anything_is_queued(town):
    reply = bring(town.manager, "a,b\n" + "1,2\n" * 6)
    assert (reply.status_code, reply.json()["field"]) == (422, "file")
    assert not background.run_next(Silent)


def test_another_agency_and_another_role_see_no_import(town):
    address = bring(town.manager)["Location"]
    for other, expected in ((town.stranger, 404), (town.coach, 403), (town.employer, 404)):
        assert other.client.get(address).status_code == expected
        assert other.client.post(f"{address}/stop").status_code == expected
    assert town.manager.client.get(address).json()["state"] == "queued"
    assert town.manager.client.get(f"{IMPORTS}/00000000-0000-0000-0000-000000000000").status_code == 404
