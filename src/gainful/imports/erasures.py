"""The list of erasures beside the backups: an older backup that is restored loses those people again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from gainful.exchange.data_folder import data_dir
from gainful.exchange.private_files import write_private
from gainful.exchange.senders.to_folder import FolderSender

if TYPE_CHECKING:  # a backup reads the list before Django knows its models
    from gainful.domain.accounts.actor import Actor
    from gainful.domain.participants.actions.erase_person import Erasure
    from gainful.domain.participants.models import Participant
    from gainful.domain.participants.own_addresses import OwnAddresses

NAME = "erasures.jsonl"
FOLDERS = "backup-folders"
"""Where backups were written: the list stands beside each, a line in a file of the data folder."""


def note(person: UUID) -> None:
    """Add an erasure to the list of this data folder, and beside the backups that it wrote."""
    line = json.dumps({"person": str(person), "at": datetime.now(UTC).isoformat()})
    path = data_dir() / NAME
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    for folder in backup_folders():
        with suppress(OSError):  # a disk that is not here now gets the list with its next backup
            copy_beside(folder)


def erase_and_note(person: UUID, *, asked_by: str, reason: str) -> Erasure:
    """Erase a person and write them into the list."""
    from gainful.domain.participants.actions.erase_person import erase

    outbox = data_dir() / "outbox"
    addresses = _addresses(person) if outbox.is_dir() else set()
    done = erase(person, asked_by=asked_by, reason=reason)
    for each in (done.person, *done.also):
        note(each)
    letters = done.deleted.get("outbox.message", frozenset())
    FolderSender(outbox).forget(map(str, letters), addresses)
    return done


def _addresses(person: UUID) -> set[str]:
    """Return where only this person is written to, by every record of theirs: mail about their account has no row."""
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.models import User
    from gainful.domain.participants.models import Participant
    from gainful.domain.participants.own_addresses import own_addresses

    with acting_as_system("erasure"):
        records = _records(person)
        known = {address for each in records for address in _written_to(own_addresses(each))}
        people = Participant.objects.exclude(pk__in=[each.pk for each in records])
        accounts = User.objects.exclude(participant__in=records)
        return {
            address
            for address in known
            if not people.filter(email__iexact=address).exists()
            and not people.filter(phone=address).exists()
            and not accounts.filter(email__iexact=address).exists()
        }


def _written_to(addresses: OwnAddresses) -> Iterator[str]:
    """Yield what is theirs for sure, and addresses to which nobody writes who does not know the person."""
    from gainful.domain.messages.models import Message

    yield from addresses.shown
    others = Message.objects.exclude(organization_id__in=addresses.known_to)
    for each in addresses.typed:
        if not others.filter(address__iexact=each).exists():
            yield each


def _records(person: UUID) -> list[Participant]:
    """Return the record of a person with those that were put into it; none where there is none."""
    from gainful.domain.participants.models import Participant

    found = Participant.objects.filter(pk=person).first()
    root = person if found is None else found.merged_into_id or found.pk
    both = Participant.objects.filter(pk=root) | Participant.objects.filter(merged_into=root)
    return list(both.select_related("user").order_by("id"))


def erase_on_commit(actor: Actor, participant: Participant, *, reason: str) -> None:
    """Erase a person once this request's transaction stands: it may hold rows that would make the erasure wait.

    The person may ask it of themselves, a program manager of the organization that registered them with a reason.
    """
    from gainful.domain.participants.actions.erase_person import require_erasable

    asked_by = require_erasable(actor, participant, reason)
    person = participant.pk
    transaction.on_commit(lambda: erase_and_note(person, asked_by=asked_by, reason=reason.strip()) and None)


def listed(*folders: Path) -> list[UUID]:
    """Return everybody on the lists of these folders, each once."""
    lines = [
        line
        for folder in folders
        if (folder / NAME).is_file()
        for line in (folder / NAME).read_text(encoding="utf-8").splitlines()
    ]
    return list(dict.fromkeys(UUID(json.loads(line)["person"]) for line in lines))


def copy_beside(folder: Path) -> None:
    """Write the list beside the backups too, with what stands there already; a list that is whole is left alone."""
    people = listed(folder, data_dir())
    if folder.is_dir() and people != listed(folder):
        _write(folder, people)


def take(folder: Path) -> list[UUID]:
    """Let this folder go on with what another one lists; returns the whole list."""
    people = listed(folder, data_dir())
    if people:
        _write(data_dir(), people)
    return people


def _write(folder: Path, people: list[UUID]) -> None:
    lines = "".join(f"{json.dumps({'person': str(person)})}\n" for person in people)
    write_private(folder / NAME, lines.encode(), lasts=True)  # half a list would bring people back


def remember_folder(folder: Path) -> None:
    """Let every later erasure be listed beside the backups of this folder."""
    place = str(folder.resolve())
    if place not in map(str, backup_folders()):
        path = data_dir() / FOLDERS
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(place)}\n")


def backup_folders() -> list[Path]:
    """Return which folders backups of this installation were written to."""
    path = data_dir() / FOLDERS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [Path(json.loads(line)) for line in lines]
