"""What workers can do by their own profile counts when they say so: at once by name, in fives without it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.messages.duties import do_all
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import (
    TRAINING,
    HeldCompetency,
    Participant,
    ParticipantCredential,
    ReadLog,
)
from gainful.domain.workforce import actions, counting, queries
from gainful.domain.workforce.errors import WorkforceError
from gainful.domain.workforce.models import CountedLevels, Worker
from tests.curricula import acting, build_mill
from tests.town import confirm
from tests.workforce import ROLES, bring, line

pytestmark = pytest.mark.django_db
NURSE, COOK = ROLES[0], ROLES[2]
LISTENING = "onet:2.A.1.b"


@pytest.fixture
def staffed(db, as_web_role):
    """Nine cooks, the first of whom is seen by name; eight have a profile here that says they listen at level 6.5."""
    mill = build_mill()
    bring(mill.employer, [line(n, COOK, agreed=n == 0, since="2025-06-01") for n in range(9)])
    counting._looked_on.clear()
    with acting_as_system("test"):
        mill.people = [_profile(mill, n) for n in range(8)]
    return mill


def _profile(mill, n):
    user = User.objects.create_user(f"w{n}@example.org", name=f"Worker {n}")
    confirm(user)
    Membership.objects.create(user=user, organization=mill.agency, role="participant")
    person = Participant.objects.create(
        registered_by=mill.agency, code=f"P-{n}", name=f"Worker {n}", user=user
    )
    HeldCompetency.objects.create(
        participant=person, competency_id=LISTENING, name="Active Listening", level=6.5, evidence_kind=TRAINING,
        source=TRAINING, confirmed_at=timezone.now(),
    )  # fmt: skip
    return person


def tell(mill, person, step=actions.tell_levels):
    with acting_as(person.user, mill.agency, role="participant") as actor:
        return step(actor, queries.my_rows(actor).get())


def learned(person, level):
    with acting_as_system("test"):
        HeldCompetency.objects.filter(participant=person).update(level=level)
        refresh_levels([person.pk])


def a_day_passes():
    counting._looked_on.clear()
    with acting_as_system("test"):
        do_all(timezone.now())


def look(mill):
    """Return (mean level of listening, people counted, of them by their own profile) of the cooks."""
    with acting(mill.employer) as actor:
        found = queries.inventory(actor)
    row = found.row_of("35-2014.00")
    mean = round(float(found.mean[row, found.column_of(LISTENING)]), 3)
    return mean, int(found.counted[row]), int(found.told[row])


def test_with_a_name_the_profile_counts_at_once_and_stops_at_once(staffed):
    ana = staffed.people[0]
    assumed = look(staffed)
    with acting(staffed.employer) as actor:
        row = queries.workers(actor).get()
        before = queries.levels_of(row, told=row.tells_levels)
        assert {each.evidence for each in before} == {"role"}, "what a role lets assume is said to be that"
        assert queries.credentials_of(row) == []
    with acting_as_system("test"):
        ParticipantCredential.objects.create(
            participant=ana, competency_id="credential:servsafe", name="ServSafe", issuer="Lakes",
            confirmed_at=timezone.now(),
        )  # fmt: skip
        ParticipantCredential.objects.create(
            participant=ana, competency_id="credential:old", name="Old", confirmed_at=timezone.now(),
            expires_on=timezone.localdate() - timedelta(days=1),
        )  # fmt: skip
    assert tell(staffed, ana).tells_levels
    mean, counted, told = look(staffed)
    assert (counted, told) == (9, 1)
    assert mean == pytest.approx((8 * assumed[0] + 6.5) / 9, abs=0.01)
    with acting(staffed.employer) as actor:
        row = queries.workers(actor).get()
        first = queries.levels_of(row, told=row.tells_levels)[0]
        assert (first.name, first.level, first.evidence) == ("Active Listening", 6.5, TRAINING)
        assert [each[0] for each in queries.credentials_of(row)] == ["ServSafe"]
    learned(ana, 5.0)
    assert look(staffed)[0] < mean, "seen by name: what changes is seen as it changes"
    tell(staffed, ana, actions.keep_levels)
    assert look(staffed) == assumed
    with acting(staffed.employer) as actor:
        row = queries.workers(actor).get()
        assert queries.credentials_of(row) == []
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT gainful.worker_levels(%s, 'x'), gainful.readable_profile(%s)", [row.pk] * 2
            )
            assert cursor.fetchone() == (None, None)


def test_two_looks_a_day_apart_tell_nothing_of_one_worker(staffed):
    assumed = look(staffed)
    for person in staffed.people[1:5]:
        tell(staffed, person)
    a_day_passes()
    assert look(staffed) == assumed, "four of them would be four known and one to find"
    tell(staffed, staffed.people[5])
    assert look(staffed) == assumed, "not before the day's count"
    a_day_passes()
    released = look(staffed)
    assert released[1:] == (6, 5), "of the three others nothing is assumed: they are fewer than five"
    assert released[0] == pytest.approx((assumed[0] + 5 * 6.5) / 6, abs=0.01)
    learned(staffed.people[1], 1.0)
    tell(staffed, staffed.people[2], actions.keep_levels)
    tell(staffed, staffed.people[6])
    a_day_passes()
    assert look(staffed) == released, "one learned, one left, one came: the look is as before"
    with acting_as(staffed.people[3].user, staffed.agency, role="participant") as actor:
        actions.agree_to_be_shown(actor, queries.my_rows(actor).get())
    tell(staffed, staffed.people[7])
    a_day_passes()
    mean, counted, told = look(staffed)
    assert (counted, told) == (7, 6), (
        "five without a name, one who has a name now and tells, one who tells nothing"
    )
    assert mean < released[0]


def test_nobody_reads_what_is_counted_and_only_the_worker_opens_it(staffed):
    for person in staffed.people[1:6]:
        tell(staffed, person)
    a_day_passes()
    with acting_as_system("test"):
        assert CountedLevels.objects.count() == 5
        row = Worker.objects.get(number="E00001")
    for who in (staffed.employer, staffed.manager, staffed.second):
        with acting(who) as actor:
            with pytest.raises(Error), transaction.atomic():
                CountedLevels.objects.count()
            with connection.cursor() as cursor:
                cursor.execute("SELECT gainful.readable_profile(%s)", [row.pk])
                assert cursor.fetchone() == (None,), "without a name nothing of one person is read"
            with pytest.raises(PermissionDenied):
                actions.tell_levels(actor, row)
            with acting_in("keep_workers"):
                assert Worker.objects.filter(pk=row.pk).update(levels_on=None, levels_until=None) == 0
    bring(staffed.employer, [line(1, COOK, agreed=False, email="boss@example.org")])
    with acting_as_system("test"):
        assert Worker.objects.get(pk=row.pk).email == "w1@example.org", (
            "their address stays once they answered"
        )
        user = User.objects.create_user("w8@example.org", name="Worker 8")
        confirm(user)
        Membership.objects.create(user=user, organization=staffed.agency, role="participant")
    with acting_as(user, staffed.agency, role="participant") as actor, pytest.raises(WorkforceError):
        actions.tell_levels(actor, queries.my_rows(actor).get())


def test_a_worker_reads_that_their_employer_looked(staffed):
    ana = staffed.people[0]
    with acting(staffed.employer) as actor:
        row = queries.workers(actor).get()
        queries.note_looks([row], "Opened by the employer")
        queries.note_looks([row], "Opened by the employer")
    for who in (staffed.second, staffed.manager):
        with acting(who):
            queries.note_looks([row], "Opened by the employer")
    with acting_as(ana.user, staffed.agency, role="participant"):
        log = ReadLog.objects.get(participant=ana)
        assert (log.organization_name, log.what) == ("Lakeside Care", "Opened by the employer")
        assert log.user_id == staffed.employer.user.pk
    with acting_as_system("test"):
        hidden = Worker.objects.get(number="E00001")
    with acting(staffed.employer):
        queries.note_looks([hidden], "Opened by the employer")
    with acting_as_system("test"):
        assert ReadLog.objects.count() == 1
