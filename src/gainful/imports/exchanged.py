"""Files of another system's people, from the file to the rows, and our own as such a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.actions.exchange import Received, pass_on, receive
from gainful.engine.records import ExchangedPerson
from gainful.exchange.people.exchanged import HEADER, lines_of
from gainful.imports.erasures import erase_and_note


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file for another system: header and lines, with how many people and ended records stand in it."""

    header: tuple[str, ...]
    lines: Iterator[tuple[object, ...]]
    people: int
    ended: int


def file_for(actor: Actor, partner: str) -> OutFile:
    """Return the file of everybody who agreed to be passed on, for one partner; ValidationError without a name."""
    found = pass_on(actor, partner)
    people = sum(each.person is not None for each in found)
    return OutFile(HEADER, lines_of(found), people, len(found) - people)


def take_in(actor: Actor, records: Iterable[ExchangedPerson]) -> tuple[Received, list[str]]:
    """Take in such a file; returns what it did, and in words what was left alone and why."""
    done = receive(actor, records)
    for person, owner in done.to_erase:
        reason = f"{owner}, the owner of record, erased this person."
        transaction.on_commit(
            partial(_erase, person, str(actor.user.pk) if actor.user else actor.role, reason)
        )
    return done, notes_of(done)


def _erase(person: UUID, asked_by: str, reason: str) -> None:
    erase_and_note(person, asked_by=asked_by, reason=reason)


def notes_of(done: Received) -> list[str]:
    """Return a sentence for each thing that was left alone."""
    n = done.counts
    told = (
        (n["own"], ngettext("%(n)s line is of our own records: we are the owner, so it changed nothing.",
                            "%(n)s lines are of our own records: we are the owner, so nothing changed.", n["own"])),
        (n["older"], ngettext("%(n)s record is older than what stands here, or its consent is over.",
                              "%(n)s records are older than what stands here, or their consent is over.", n["older"])),
        (n["gone"], ngettext("%(n)s person was erased here and was not made again.",
                             "%(n)s people were erased here and were not made again.", n["gone"])),
        (n["ended"], ngettext("%(n)s record was ended by its owner and is closed here.",
                              "%(n)s records were ended by their owner and are closed here.", n["ended"])),
        (n["decide"], ngettext(
            "%(n)s of them stays: your agency works with the person itself. Look at the list of these.",
            "%(n)s of them stay: your agency works with these people itself. Look at the list of these.", n["decide"])),
        (n["unknown"], ngettext("%(n)s ended record never was here.", "%(n)s ended records never were here.",
                                n["unknown"])),
        (len(done.to_erase), ngettext("%(n)s person was erased, as their owner of record says.",
                                      "%(n)s people were erased, as their owner of record says.",
                                      len(done.to_erase))),
    )  # fmt: skip
    return [words % {"n": count} for count, words in told if count]
