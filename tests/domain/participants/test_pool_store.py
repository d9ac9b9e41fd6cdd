"""The stores of levels beside the database: always what the database shows, whoever changed what, in any order."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.participants import pool as pools
from gainful.domain.participants import pool_rows, pool_store
from gainful.domain.participants.actions import grant_consent, revoke_consent
from gainful.domain.participants.actions.erase_person import erase, erase_person
from gainful.domain.participants.levels import refresh_levels, touch
from gainful.domain.participants.models import Barrier, Consent, Participant, ParticipantLevels
from gainful.domain.participants.pool import pool
from gainful.engine.occupations import load_reference
from gainful.engine.ranking.pool_file import PoolFileError, read_pool
from tests.domain.participants.test_import_people import brought, people
from tests.engine.ranking.test_pool_file import people as as_told
from tests.town import town  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)
EVERYTHING = ["profile", "matching", "support", "fairness"]


class TakenBackError(Exception):
    """Ends a transaction."""


@pytest.fixture
def stores(settings, tmp_path, transactional_db):
    """A folder of their own, nothing in memory, and no change forgotten: the row of the epoch outlives a test."""
    settings.DATA_FOLDER = tmp_path
    pools._pools.clear()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gainful.pool_epoch SET forgotten = 0")
    yield tmp_path / "pools"
    pools._pools.clear()


def seen_by(who, restart=False):
    if restart:
        pools._pools.clear()
    with acting_as(who.user, who.organization, role=who.role) as actor:
        found = pool(actor)
        return found, as_told(found)


def in_the_database(who):
    """Everybody, read anew under row security."""
    with acting_as(who.user, who.organization, role=who.role):
        ids = list(Participant.objects.order_by("pk").values_list("pk", flat=True))
        return as_told(pool_rows.read_people(ids, load_reference()).pool)


def reads(monkeypatch):
    """How many people are read from the database, call by call."""
    counts = []
    real = pool_rows.read_people

    def counting(ids, reference):
        counts.append(len(ids))
        return real(ids, reference)

    monkeypatch.setattr(pools, "read_people", counting)
    return counts


def anybody(town):  # noqa: F811
    with acting_as_system("test"):
        return Participant.objects.filter(registered_by=town.agency).order_by("code").first()


def test_a_store_is_read_once_and_only_changed_people_again(town, stores, monkeypatch):  # noqa: F811
    brought(town.manager, people(6))
    counts = reads(monkeypatch)
    assert len(seen_by(town.manager)[1]) == 6
    assert seen_by(town.manager)[1] == seen_by(town.coach, restart=True)[1] == in_the_database(town.manager)
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        Participant.objects.filter(code="P-2").update(wage_floor=31_000)
    found, told = seen_by(town.manager)
    assert counts == [6, 1]
    assert told == in_the_database(town.manager)
    row = found.rows_of([str(pk) for pk in ids_of("P-2")])[0]
    assert found.wage_floor[row] == 31_000


def ids_of(code):
    with acting_as_system("test"):
        return list(Participant.objects.filter(code=code).values_list("pk", flat=True))


def test_whoever_takes_their_consent_back_is_absent_from_the_next_answer(town, stores):  # noqa: F811
    brought(town.manager, people(4))
    person = anybody(town)
    assert str(person.pk) in seen_by(town.manager)[1]
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        revoke_consent(actor, Consent.objects.get(participant=person))
    for restart in (False, True):
        found, told = seen_by(town.manager, restart)
        assert str(person.pk) not in told
        assert not found.rows_of([str(person.pk)]).size
        assert len(told) == 3
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        grant_consent(
            actor,
            person,
            town.agency,
            scopes=EVERYTHING,
            basis="verbal",
            expires_at=timezone.now() + timedelta(9),
        )
    assert seen_by(town.manager)[1] == in_the_database(town.manager)
    assert len(seen_by(town.manager)[1]) == 4


def test_a_consent_that_ends_takes_the_person_out_without_any_change(town, stores, monkeypatch):  # noqa: F811
    brought(town.manager, people(3))
    person = anybody(town)
    with acting_as_system("test"):
        Consent.objects.filter(participant=person).update(expires_at=timezone.now() + timedelta(hours=1))
    assert len(seen_by(town.manager)[1]) == 3
    real = pools._told
    later = 2 * 3600 * 1_000_000
    monkeypatch.setattr(pools, "_told", lambda kept: replace(told := real(kept), at=told.at + later))
    assert str(person.pk) not in seen_by(town.manager)[1]
    assert str(person.pk) not in seen_by(town.manager, restart=True)[1]


def test_a_change_that_commits_late_is_not_missed(town, stores):  # noqa: F811
    """It began before the store was read and commits after: a time of change would be older than the store."""
    brought(town.manager, people(3))
    person, begun, go_on = anybody(town), threading.Event(), threading.Event()

    def slow():
        with acting_as_system("test"):
            Participant.objects.filter(pk=person.pk).update(wage_floor=12_345, updated_at=timezone.now())
            begun.set()
            go_on.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    before = seen_by(town.manager)[1]
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        touch(list(Participant.objects.filter(code__in=["P-1", "P-2"]).values_list("pk", flat=True)))
    assert seen_by(town.manager)[1] == before
    go_on.set()
    thread.join()
    found, told = seen_by(town.manager)
    assert found.wage_floor[found.rows_of([str(person.pk)])[0]] == 12_345
    assert told == in_the_database(town.manager) != before


def test_what_a_transaction_takes_back_is_seen_by_nobody_else(town, stores):  # noqa: F811
    brought(town.manager, people(3))
    before, person = seen_by(town.manager)[1], anybody(town)

    def change_and_take_back(actor):
        Participant.objects.filter(pk=person.pk).update(wage_floor=99_000)
        found = pool(actor)
        assert found.wage_floor[found.rows_of([str(person.pk)])[0]] == 99_000
        revoke_consent(actor, Consent.objects.get(participant=person))
        assert str(person.pk) not in as_told(pool(actor))
        raise TakenBackError

    with (
        pytest.raises(TakenBackError),
        acting_as(town.manager.user, town.agency, role="program_manager") as by,
    ):
        change_and_take_back(by)
    assert seen_by(town.manager)[1] == before
    assert seen_by(town.manager, restart=True)[1] == before


def test_a_stranger_sees_nobody_and_a_file_is_one_agencys(town, stores):  # noqa: F811
    brought(town.manager, people(3))
    brought(town.stranger, people(2))
    mine, theirs = seen_by(town.manager)[1], seen_by(town.stranger)[1]
    assert (len(mine), len(theirs), set(mine) & set(theirs)) == (3, 2, set())
    assert sorted(path.name.split(".")[0] for path in stores.glob("*.pool")) == sorted(
        str(who.organization.pk) for who in (town.manager, town.stranger)
    )
    assert {path.stat().st_mode & 0o777 for path in stores.iterdir()} == {0o600}
    assert stores.stat().st_mode & 0o777 == 0o700


def test_a_name_is_asked_of_the_database_and_stands_in_no_file(town, stores):  # noqa: F811
    brought(town.manager, people(3, name="Ottilie Quist"))
    found, _ = seen_by(town.manager)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        shown = pool(actor)
        assert shown.names[np.arange(3)].tolist() == ["Ottilie Quist"] * 3
        assert sorted(shown.codes.tolist()) == ["P-0", "P-1", "P-2"]
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager"):
        late = pools.with_labels(found)
        assert late.names[0] is None, "the database shows a stranger no name, whatever a store says"
    content = b"".join(path.read_bytes() for path in stores.iterdir())
    assert b"Quist" not in content
    assert b"P-1" not in content


def test_an_erased_person_is_in_no_file_at_once(town, stores):  # noqa: F811
    brought(town.manager, people(4))
    person = anybody(town)
    seen_by(town.manager)
    mark = person.pk.bytes[:8][::-1]
    content = [path.read_bytes() for path in stores.glob("*.pool")]
    assert any(mark in each for each in content)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        erase_person(actor, Participant.objects.get(pk=person.pk), reason="asked for it")
    assert not any(mark in path.read_bytes() for path in stores.glob("*.pool"))
    assert seen_by(town.manager)[1] == in_the_database(town.manager)
    assert len(seen_by(town.manager, restart=True)[1]) == 3


def test_a_file_of_another_database_or_a_broken_one_counts_for_nothing(town, stores):  # noqa: F811
    brought(town.manager, people(3))
    told = seen_by(town.manager)[1]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gainful.pool_epoch SET id = %s", [uuid4()])
    with acting_as_system("test"), connection.cursor() as cursor:
        Participant.objects.filter(code="P-1").update(wage_floor=7)
    assert seen_by(town.manager, restart=True)[1] == in_the_database(town.manager) != told
    path = next(stores.glob("*.pool"))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(PoolFileError):
        read_pool(path)
    assert seen_by(town.manager, restart=True)[1] == in_the_database(town.manager)
    assert len(read_pool(path).pool) == 3, "and the file is made anew"


def test_a_store_whose_changes_were_forgotten_is_made_anew(town, stores, monkeypatch):  # noqa: F811
    brought(town.manager, people(3))
    seen_by(town.manager)
    counts = reads(monkeypatch)
    with acting_as_system("test"):
        Participant.objects.filter(code="P-1").update(wage_floor=7)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gainful.pool_change SET at = now() - interval '4 days'")
        cursor.execute("SELECT gainful.forget_pool_changes()")
        cursor.execute("SELECT count(*) FROM gainful.pool_change")
        assert cursor.fetchone() == (0,)
    assert seen_by(town.manager)[1] == in_the_database(town.manager)
    assert counts == [3]


def test_many_changes_are_written_and_the_next_start_begins_with_them(town, stores, monkeypatch):  # noqa: F811
    monkeypatch.setattr(pool_store, "CHANGES", 2)
    brought(town.manager, people(8))
    seen_by(town.manager)
    first = next(stores.glob("*.pool")).stat().st_ino
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        Participant.objects.filter(code__in=["P-1", "P-2", "P-3"]).update(wage_floor=7)
    seen_by(town.manager)
    assert next(stores.glob("*.pool")).stat().st_ino != first
    counts = reads(monkeypatch)
    assert seen_by(town.manager, restart=True)[1] == in_the_database(town.manager)
    assert counts == []


STEPS = ("touch", "levels", "barrier", "wage", "revoke", "grant", "expire", "add", "erase", "restart", "ask")


@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_the_answer_is_what_the_database_shows(town, stores, seed, monkeypatch):  # noqa: F811
    monkeypatch.setattr(pool_store, "CHANGES", 3)
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    brought(town.manager, people(6))
    for number in range(14):
        change(rng.choice(STEPS), rng, town, number)
        told = seen_by(town.manager, restart=rng.random() < 0.2)[1]
        assert told == in_the_database(town.manager), number


def change(step, rng, town, number):  # noqa: F811
    """Change something of somebody, as the program manager would."""
    with acting_as_system("test"):
        everybody = list(Participant.objects.filter(registered_by=town.agency))
    if not everybody:
        return
    person = rng.choice(everybody)
    with acting_as_system("test"):
        open_consents = Consent.objects.filter(participant=person, revoked_at=None)
        if step == "touch":
            touch([person.pk])
        elif step == "levels":
            ParticipantLevels.objects.filter(participant=person).update(doubt=rng.randrange(200))
            touch([person.pk])
        elif step == "barrier":
            Barrier.objects.get_or_create(participant=person, kind="health", resolved_at=None)
            touch([person.pk])
        elif step == "wage":
            Participant.objects.filter(pk=person.pk).update(wage_floor=rng.randrange(20_000, 60_000))
        elif step == "revoke":
            open_consents.update(revoked_at=timezone.now())
        elif step == "expire":
            ended = timezone.now() - timedelta(minutes=1)
            open_consents.update(granted_at=ended - timedelta(days=1), expires_at=ended)
        elif step == "grant":
            open_consents.update(revoked_at=timezone.now())
            scopes = rng.sample(EVERYTHING, rng.randint(1, 4))
            Consent.objects.create(
                participant=person, organization=town.agency, scopes=scopes, basis="verbal",
                expires_at=timezone.now() + timedelta(days=5),
            )  # fmt: skip
            refresh_levels([person.pk])
    if step == "add":
        brought(town.manager, [replace(record, code=f"X-{number}") for record in people(1)])
    if step == "erase":
        erase(person.pk, asked_by="test", reason="asked for it")
