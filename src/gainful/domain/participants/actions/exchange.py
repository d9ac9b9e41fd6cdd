"""Pass records on by file, and take in another system's: each record has one owner, and that owner alone ends it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import require
from gainful.domain.participants.actions.consents import (
    LONGEST,
    end_of,
    grant_consent,
    record_reads,
    revoke_consent,
)
from gainful.domain.participants.actions.imports import Attestation, import_people
from gainful.domain.participants.exchange_queries import GOES_ALONG, agreed_to_pass_on, links_of
from gainful.domain.participants.merge_tables import keys_to_people
from gainful.domain.participants.models import (
    Consent,
    ConsentBasis,
    ExchangedRecord,
    HandedOver,
    Participant,
    Scope,
)
from gainful.domain.participants.models.exchange import code_of
from gainful.domain.participants.states import OwnerState
from gainful.engine.records import ExchangedPerson, JobRecord, PersonRecord, join_jobs
from gainful.engine.records.people import PLAIN

LONGEST_NAME = 200
COPIES = frozenset({
    "participants.Consent.participant", "participants.ReadLog.participant", "participants.WorkHistory.participant",
    "participants.ParticipantCredential.participant", "participants.HeldCompetency.participant",
    "participants.Barrier.participant", "participants.ParticipantLevels.participant",
    "participants.ExchangedRecord.participant", "participants.DuplicatePair.first",
    "participants.DuplicatePair.second",
})  # fmt: skip
"""What a record holds that came by file and with which nobody here has worked yet."""


@transaction.atomic
def pass_on(actor: Actor, partner: str) -> list[ExchangedPerson]:
    """Return the records for one other system: people who agreed to it, and of those passed on before, who ended.

    Each person's read log says that they were passed on, and to whom.
    """
    require(actor, "import")
    name = " ".join(partner.split())
    if not name or len(name) > LONGEST_NAME:
        raise ValidationError({"partner": [_("Name the agency that gets the file: each person reads it.")]})
    people = list(agreed_to_pass_on(actor))
    told = [_told(actor, person) for person in people]
    ours = [person.pk for person in people if not person.owned_by]  # type: ignore[attr-defined]
    ended = _note_passed_on(actor, name, ours)
    record_reads(actor, [person.pk for person in people], what=_("Passed on by file"), reason=name)
    whose = str(actor.organization_id), str(actor.organization)[:200]
    return [
        *told,
        *(
            ExchangedPerson(
                whose[0], str(row.record), row.state, row.ended_at or timezone.now(), owner_name=whose[1]
            )
            for row in ended
        ),
    ]


def _told(actor: Actor, person: Participant) -> ExchangedPerson:
    consent, link = person.passing[0], next(iter(person.owned_by), None)  # type: ignore[attr-defined]
    scopes = tuple(scope.value for scope in GOES_ALONG if scope in consent.scopes)
    jobs = tuple(
        JobRecord(job.occupation_code, job.title, job.employer, job.start, job.end)
        for job in person.jobs.all()
    )
    needs = [row.kind for row in person.barriers.all() if row.resolved_at is None]
    told = {name: getattr(person, name) for name in PLAIN}
    record = PersonRecord(
        person.code,
        **told | {"schedule": tuple(person.schedule)},
        jobs=jobs,
        credentials=tuple(credential.name for credential in person.credentials.all()),
        barriers=tuple(needs) if Scope.SUPPORT in consent.scopes else (),
    )
    owner, name, number = (
        (link.owner, link.owner_name, link.record)
        if link
        else (str(actor.organization_id), str(actor.organization)[:200], str(person.pk))
    )
    changed = link.changed_at if link else max(person.updated_at, consent.granted_at)
    return ExchangedPerson(
        owner, number, OwnerState.PRESENT.value, changed, name, timezone.localdate(consent.expires_at), scopes, record
    )  # fmt: skip


def _note_passed_on(actor: Actor, partner: str, people: list[UUID]) -> list[HandedOver]:
    """Remember who stands in this file; return the rows of those who ended, now or in an earlier file."""
    now = timezone.now()
    rows = HandedOver.objects.filter(organization=actor.organization, partner=partner)
    before = {row.record: row for row in rows}
    rows.filter(record__in=people).update(last_at=now, state=OwnerState.PRESENT, ended_at=None)
    HandedOver.objects.bulk_create(
        HandedOver(organization=actor.organization, partner=partner, record=person, first_at=now, last_at=now)
        for person in people
        if person not in before
    )
    left = [key for key, row in before.items() if row.state == OwnerState.PRESENT and key not in set(people)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT record, erased FROM gainful.ended_records(%s::uuid[])", [left])
        for record, erased in cursor.fetchall():
            state = OwnerState.ERASED if erased else OwnerState.WITHDRAWN
            rows.filter(record=record).update(state=state, ended_at=now)
    withdrawn = list(rows.filter(state=OwnerState.WITHDRAWN).values_list("record", flat=True))
    with connection.cursor() as cursor:  # somebody whose consent had ended may have been erased since
        cursor.execute("SELECT record FROM gainful.ended_records(%s::uuid[]) WHERE erased", [withdrawn])
        gone = [row[0] for row in cursor.fetchall()]
    rows.filter(record__in=gone).update(state=OwnerState.ERASED, ended_at=now)
    return list(rows.exclude(state=OwnerState.PRESENT).order_by("record"))


@dataclass(slots=True)
class Received:
    """What a file of another system did; `counts` says in words of the keys what was left alone and why."""

    added: int = 0
    updated: int = 0
    closed: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """own, older, gone, ended, unknown, decide."""
    to_erase: list[tuple[UUID, str]] = field(default_factory=list)
    """Copies whose owner erased the person, with the owner's name: nobody here has worked with them."""


@transaction.atomic
def receive(actor: Actor, records: Iterable[ExchangedPerson]) -> Received:
    """Take in another system's file: what it owns is added, brought up to date or ended; nothing else is touched.

    Our own records that come back are left as they stand. A record that is not in the file stays. One that was erased
    here is not made again.
    """
    require(actor, "import")
    done, newest = Received(), dict[tuple[str, str], ExchangedPerson]()
    for each in map(_within_our_days, records):
        if each.owner == str(actor.organization_id):
            done.counts["own"] += 1
            continue
        key = (each.owner, each.record)
        newest[key] = _newer(newest[key], each) if key in newest else each
    links = links_of(actor, newest)
    for key, each in list(newest.items()):
        link = links.get(key)
        if link is not None and each.changed_at < link.changed_at:
            done.counts["older"] += 1
            del newest[key]
        elif each.state != OwnerState.PRESENT:
            _end(actor, each, link, done)
            del newest[key]
        elif link is not None and link.participant_id is None:
            done.counts["gone"] += 1
            del newest[key]
    _save(actor, newest, links, done)
    return done


def _within_our_days(each: ExchangedPerson) -> ExchangedPerson:
    """Return a record whose days can be: a consent that lasts forever there ends here after five years.

    A clock that runs ahead there must not make every later word of the owner, an erasure too, look old.
    """
    last = timezone.localdate() + LONGEST
    until = min(each.until, last) if each.until is not None else None
    return replace(each, until=until, changed_at=min(each.changed_at, timezone.now()))


def _newer(one: ExchangedPerson, other: ExchangedPerson) -> ExchangedPerson:
    """Return the later word of two about one record; lines of one word are the jobs of one person."""
    later, earlier = (one, other) if one.changed_at >= other.changed_at else (other, one)
    if later.person and earlier.person and later.changed_at == earlier.changed_at:
        return replace(later, person=join_jobs(later.person, earlier.person))
    return later


def _save(
    actor: Actor,
    people: dict[tuple[str, str], ExchangedPerson],
    links: dict[tuple[str, str], ExchangedRecord],
    done: Received,
) -> None:
    groups: dict[tuple[date, tuple[str, ...]], dict[tuple[str, str], ExchangedPerson]] = defaultdict(dict)
    today = timezone.localdate()
    for key, each in people.items():
        if each.until is None or each.until < today or each.person is None:
            done.counts["older"] += 1
            continue
        link = links.get(key)
        if link is not None and link.participant_id and not _still_agreed(actor, link.participant_id, each):
            done.closed.append(link.record)
            continue
        groups[each.until, each.scopes][key] = each
    here = [link.participant_id for link in links.values() if link.participant_id]
    known: dict[UUID | None, str] = dict(
        Participant.objects.filter(pk__in=here).order_by().values_list("pk", "code")
    )
    for (until, scopes), group in groups.items():
        codes = {
            known.get(links[key].participant_id, "") if key in links else code_of(*key): key for key in group
        }
        if codes.pop("", None):  # given to us directly, and not for this part
            done.counts["older"] += 1
        named = {code: group[key].person for code, key in codes.items()}
        records = [replace(person, code=code) for code, person in named.items() if person]
        given = Attestation(end_of(until), ConsentBasis.EXCHANGE, scopes, note=_owner_words(group))
        saved = import_people(actor, records, given)
        done.added += saved.added
        done.updated += saved.updated
        done.closed += saved.closed
        _link(actor, codes, group, links)


def _owner_words(group: dict[tuple[str, str], ExchangedPerson]) -> str:
    names = dict.fromkeys(each.owner_name or each.owner for each in group.values())
    return ", ".join(names)[:400]


def _link(
    actor: Actor,
    codes: dict[str, tuple[str, str]],
    group: dict[tuple[str, str], ExchangedPerson],
    links: dict[tuple[str, str], ExchangedRecord],
) -> None:
    people = dict(
        Participant.objects.filter(registered_by=actor.organization, code__in=codes).values_list("code", "pk")
    )
    now = timezone.now()
    for code, key in codes.items():
        each, link = group[key], links.get(key)
        if link is None and code in people:
            ExchangedRecord.objects.create(
                organization=actor.organization, participant_id=people[code], owner=each.owner,
                owner_name=each.owner_name[:200], record=each.record, changed_at=each.changed_at, received_at=now,
                received_by=actor.user,
            )  # fmt: skip
        elif link is not None:
            link.state, link.changed_at, link.received_at = OwnerState.PRESENT, each.changed_at, now
            link.save(update_fields=["state", "changed_at", "received_at"])


def _still_agreed(actor: Actor, copy: UUID, each: ExchangedPerson) -> bool:
    """Bring the consent that came with the file up to its day and parts; False where the person took it back here."""
    agency = actor.organization
    if not isinstance(agency, Organization):
        return False
    open_one = Consent.objects.filter(participant_id=copy, organization=agency, revoked_at=None).first()
    if open_one is not None and open_one.basis != ConsentBasis.EXCHANGE:
        return True  # given to us directly: it stands as it was given
    until = end_of(each.until)  # type: ignore[arg-type]
    if open_one is not None and (list(open_one.scopes), open_one.expires_at) == (list(each.scopes), until):
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.may_attest(%s, %s)", [copy, agency.pk])
        if not cursor.fetchone()[0]:
            return False
    person = Participant(pk=copy, registered_by_id=agency.pk)
    grant_consent(
        actor, person, agency, scopes=each.scopes, expires_at=until,
        basis=ConsentBasis.EXCHANGE, note=(each.owner_name or each.owner)[:400],
    )  # fmt: skip
    return True


def _end(actor: Actor, each: ExchangedPerson, link: ExchangedRecord | None, done: Received) -> None:
    """Take the owner's word that a record ended: what came with it closes, what is ours stays."""
    if link is None:
        done.counts["unknown"] += 1
        return
    link.state, link.changed_at, link.received_at = each.state, each.changed_at, timezone.now()
    link.save(update_fields=["state", "changed_at", "received_at"])
    if link.participant_id is None:
        done.counts["gone"] += 1
        return
    came = Consent.objects.filter(
        participant_id=link.participant_id, organization=actor.organization, revoked_at=None
    ).select_related("participant")
    consent = came.first()
    ours = consent is not None and consent.basis != ConsentBasis.EXCHANGE
    if each.state == OwnerState.ERASED and not ours and is_only_copy(actor, link.participant_id):
        done.to_erase.append((link.participant_id, each.owner_name or each.owner))
    elif each.state == OwnerState.ERASED or ours:
        done.counts["decide"] += 1
    if consent is not None and not ours:
        revoke_consent(actor, consent)
    done.counts["ended"] += 1


def is_only_copy(actor: Actor, person: UUID) -> bool:
    """Say whether a record of the acting agency holds only what came by file: no account, no work of anybody here."""
    agency = actor.organization_id
    with acting_as_system("exchange"):
        found = Participant.objects.filter(pk=person, registered_by=agency).first()
        return found is not None and found.user_id is None and not any(_worked(person))


def _worked(person: UUID) -> Iterator[bool]:
    for name, (model, column) in keys_to_people().items():
        if name not in COPIES:
            yield model._default_manager.filter(**{column: person}).exists()  # noqa: SLF001 - Django's public API
