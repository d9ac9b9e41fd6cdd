"""Erase a person: their record, their account where it serves nothing else, and what history holds of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Model, Q
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _
from pghistory.models import Event

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Invitation, Membership
from gainful.domain.participants.access import is_self, require
from gainful.domain.participants.actions.erase_files import erase_from_files
from gainful.domain.participants.models import Participant
from gainful.domain.participants.pool import forget
from gainful.domain.rights.roles import ERASER, SYSTEM


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased: the person's and account's ids, how many rows, how many of them history."""

    id: UUID
    person: UUID
    account: UUID | None
    rows: int
    history_rows: int
    deleted: Mapping[str, frozenset[Any]] = field(default_factory=dict)
    """Ids of what was deleted, by model (`app.model`): whoever keeps files of them removes those too."""
    also: tuple[UUID, ...] = ()
    """Records of the same person that were put into this one; they are erased with it."""


Trace = Callable[[Participant], Iterable[tuple[type[Model], set[Any]]]]
_TRACES: list[Trace] = []


def register_trace(trace: Trace) -> None:
    """Let a later stage name what it keeps of a person without pointing at them, such as an address."""
    if trace not in _TRACES:
        _TRACES.append(trace)


Sequel = Callable[[frozenset[str]], Iterable[Model]]
_SEQUELS: list[Sequel] = []


def register_sequel(sequel: Sequel) -> None:
    """Let a later stage name the rows that are about erased ones, given the ids of these as text."""
    if sequel not in _SEQUELS:
        _SEQUELS.append(sequel)


def erase_person(actor: Actor, participant: Participant, *, reason: str) -> Erasure:
    """Erase a person for good, as they asked; digests of their history stay, its content and salt go.

    The person may always; a program manager of the organization that registered them may, with the reason written down.
    """
    asked_by = require_erasable(actor, participant, reason)
    return erase(participant.pk, asked_by=asked_by, reason=reason.strip())


def require_erasable(actor: Actor, participant: Participant, reason: str) -> str:
    """Return who asks, as the list of erasures names them; PermissionDenied or ValueError where they may not."""
    if not is_self(actor, participant):
        require(actor, "erase")
        if actor.organization_id != participant.registered_by_id and actor.role != "system":
            raise PermissionDenied(_("Only the organization that registered a person can erase them."))
    if not reason.strip():
        raise ValueError(_("Write down why: the list of erasures keeps the reason."))
    return str(actor.user.pk) if actor.user else actor.role


def erase(person: UUID, *, asked_by: str, reason: str) -> Erasure:
    """Erase a person by id, as the system; a person who is not there is only written into the list."""
    root, also = _of_one_person(person)
    parts = [_erase(each, asked_by=asked_by, reason=reason) for each in (*also, root)]
    forget([root, *also])
    deleted: dict[str, frozenset[Any]] = {}
    for part in parts:
        for label, ids in part.deleted.items():
            deleted[label] = deleted.get(label, frozenset()) | ids
    last = parts[-1]
    return Erasure(
        last.id, root, last.account, sum(part.rows for part in parts), sum(part.history_rows for part in parts),
        deleted, also,
    )  # fmt: skip


def _of_one_person(person: UUID) -> tuple[UUID, tuple[UUID, ...]]:
    """Return the record that an id leads to, and those that were put into it: they are one person's."""
    with acting_as_system("erasure"):
        found = Participant.objects.filter(pk=person).values_list("merged_into", flat=True).first()
        root = found or person
        also = Participant.objects.filter(merged_into=root).order_by("id").values_list("pk", flat=True)
        return root, tuple(also)


def _erase(person: UUID, *, asked_by: str, reason: str) -> Erasure:
    with acting_as_system("erasure"):
        participant = Participant.objects.filter(pk=person).select_related("user").first()
        account = _account_to_erase(participant)
        account_id, address = (account.pk, account.email) if account else (None, "")
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('role', %s, true)", [ERASER])
            erasure = uuid4()
            cursor.execute(
                "INSERT INTO gainful.erasure (id, person, account, asked_by, reason) VALUES (%s, %s, %s, %s, %s)",
                [erasure, person, account_id, asked_by, reason],
            )
            rows = erase_from_files(participant) if participant else 0
            taken: dict[type[Model], set[Any]] = defaultdict(set)
            traces = [trace(participant) for trace in _TRACES] if participant else []
            for trace in traces:
                for model, ids in trace:
                    taken[model] |= ids
                    model._default_manager.filter(pk__in=ids).delete()  # noqa: SLF001
            for model, ids in _erase_rows(
                [each for each in (participant, account) if each is not None]
            ).items():
                taken[model] |= ids
            _erase_what_is_about(taken)
            history = _erase_history(_left_in_history(person, account_id, address), erasure)
            history += _erase_history(taken.items(), erasure)
            cursor.execute("UPDATE gainful.erasure SET history_rows = %s WHERE id = %s", [history, erasure])
            cursor.execute("SELECT gainful.seal_erasures()")
            cursor.execute("SELECT set_config('role', %s, true)", [SYSTEM])
        named = {model._meta.label_lower: frozenset(ids) for model, ids in taken.items()}  # noqa: SLF001
        return Erasure(erasure, person, account_id, rows + sum(map(len, taken.values())), history, named)


def _account_to_erase(participant: Participant | None) -> User | None:
    """Return the person's account unless it is also somebody's who works here."""
    user = participant.user if participant else None
    if user is None or user.is_staff:
        return None
    works = Membership.objects.filter(user=user).exclude(role="participant").exists()
    return None if works else user


def _erase_what_is_about(taken: dict[type[Model], set[Any]]) -> None:
    """Delete what is about erased rows, and what is about that: a letter to somebody else can name the person."""
    fresh = frozenset(str(pk) for ids in taken.values() for pk in ids if isinstance(pk, UUID))
    while fresh:
        about = [row for sequel in _SEQUELS for row in sequel(fresh)]
        more = _erase_rows(about) if about else {}
        fresh = frozenset(
            str(pk) for model, ids in more.items() for pk in ids - taken[model] if isinstance(pk, UUID)
        )
        for model, ids in more.items():
            taken[model] |= ids


def _erase_rows(roots: list[Model]) -> dict[type[Model], set[Any]]:
    """Delete records with all that hangs on them; returns the ids of what was deleted by model."""
    collector = Collector(using="default")
    for root in roots:
        collector.collect([root])
    taken: dict[type[Model], set[Any]] = defaultdict(set)
    for model, instances in collector.data.items():
        taken[model] |= {instance.pk for instance in instances}
    for found in collector.fast_deletes:
        taken[found.model] |= set(found.values_list("pk", flat=True))
    for root in roots:
        if isinstance(root, User):
            erase_traces_of(root)
    for root in roots:
        root.delete()
    return taken


def erase_traces_of(user: User) -> None:
    """Delete invitations to an account's address and its failed sign-ins; the eraser's role acts."""
    Invitation.objects.filter(email__iexact=user.email).delete()
    with connection.cursor() as cursor:
        for table in ("axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"):
            cursor.execute(f"DELETE FROM {table} WHERE lower(username) = lower(%s)", [user.email])  # noqa: S608


def _event_models() -> Iterator[type[Any]]:
    return (model for model in apps.get_models() if issubclass(model, Event))


def _left_in_history(
    person: UUID, account: UUID | None, address: str
) -> Iterator[tuple[type[Model], set[Any]]]:
    """Yield what history still holds of the person, of rows that were deleted long ago too.

    An address counts for invitations to the account alone: others may write any address into their records, and two
    people of a household share one.
    """
    for event in _event_models():
        names = {field.name for field in event._meta.concrete_fields}  # noqa: SLF001
        wanted = Q()
        if "participant" in names:
            wanted |= Q(participant_id=person)
        if account is not None and "user" in names:
            wanted |= Q(user_id=account)
        if address and event.pgh_tracked_model is Invitation:
            wanted |= Q(email__iexact=address)
        if wanted:
            found = event.objects.filter(wanted)
            yield event.pgh_tracked_model, set(found.values_list("pgh_obj_id", flat=True))


def _erase_history(rows: Iterable[tuple[type[Model], set[Any]]], erasure: UUID) -> int:
    """Delete history of these records and take the salt from its seals; returns how many rows."""
    erased = 0
    for model, ids in rows:
        event = getattr(model, "pgh_event_model", None)
        if event is None or not ids:
            continue
        found = event.objects.filter(pgh_obj_id__in=ids)
        numbers = [str(number) for number in found.values_list("pgh_id", flat=True)]
        found.delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT gainful.free_seals(%s, %s, %s)",
                [event._meta.db_table, numbers, erasure],  # noqa: SLF001
            )
        erased += len(numbers)
    return erased


def erase_again(people: Iterable[UUID]) -> int:
    """Erase these people again where a restored backup holds them; returns how many it held."""
    wanted = list(people)
    with acting_as_system("erasures after a restore"):
        held = set(Participant.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for person in wanted:
        if person in held:
            erase(person, asked_by="restore", reason="erased before this backup was restored")
    return len(held)
