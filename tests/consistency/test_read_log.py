"""Whoever is shown a person's name or address is noted in that person's read log, at every address."""

from __future__ import annotations

from contextlib import contextmanager, suppress

import pytest
from django.db import transaction

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import ReadLog
from tests.consistency.record import MAIL, NAME, addresses, names_an_object
from tests.consistency.site_map import opens

ABOUT_JOBS = ("/profile/read/", "/profile/occupation/", "/plan/make/", "/feeders")
"""These read a posting or work out a plan and answer with an address or with occupations; they take seconds."""
OWN_PAGES = ("/participant/", "/api/v1/me/")


class _Undo(Exception):  # noqa: N818 - nothing went wrong
    """Takes back what was done since the block began."""


@contextmanager
def undone():
    with suppress(_Undo), transaction.atomic():
        yield
        raise _Undo


def shows_the_person(reply, address) -> bool:
    shown = reply.content.decode(errors="replace")
    with_names = address.startswith("/program/") and address.endswith(".pdf") and reply.status_code == 200
    assert "no-store" in reply.headers["Cache-Control"], address
    return with_names or NAME in shown or MAIL in shown


def looks(record) -> int:
    with acting_as_system("test"):
        return ReadLog.objects.filter(participant=record.person).count()


def forget() -> None:
    """Let a look of a moment ago count as one of yesterday."""
    with acting_as_system("test"):
        ReadLog.objects.all().delete()


@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_no_page_and_no_call_shows_a_person_without_noting_it(record, everybody):
    """Manager and coach ask by turns what is open to both, others what is theirs; in `make test-all` each asks all."""
    town, seen, unnoted = record.town, set(), []
    found = [address for address in addresses(record) if not address.endswith(ABOUT_JOBS)]
    members = (town.manager, town.coach, town.operator, town.employer)
    turns = {}
    for turn, address in enumerate(found):
        let_in = [member.role for member in members if opens(member.role, address)]
        turns[address] = (
            let_in if everybody else [role for role in let_in if role == let_in[turn % len(let_in)]]
        )
    for member in members:
        assert member.client.session, "signed in before anything is undone"
        forget()  # once: each request below is undone
        mine = [address for address in found if member.role in turns[address]]
        pages = [(member.client.get, address) for address in mine]
        forms = [(member.client.post, address) for address in mine if names_an_object(address)]
        for method, address in pages + forms:
            with undone():
                if shows_the_person(method(address), address):
                    seen.add(address)
                    unnoted += [] if looks(record) else [(member.role, address)]
    assert unnoted == []
    assert len(seen) > 10
    assert not [address for address in seen if address.startswith(OWN_PAGES)]
