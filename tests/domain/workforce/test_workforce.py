"""An employer counts all of its people and sees those who agreed; each of them sees the same, and takes it back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.messages.duties import do_all
from gainful.domain.messages.links import acting_through, token_of
from gainful.domain.messages.models import Message, SignedLink
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.actions.erase_person import erase
from gainful.domain.participants.models import Participant
from gainful.domain.workforce import actions, queries
from gainful.domain.workforce.asking import held_worker
from gainful.domain.workforce.errors import WorkforceError
from gainful.domain.workforce.models import Target, Worker
from gainful.engine.workforce import LevelStanding, RoleStanding
from gainful.imports.incoming import Tally
from tests.curricula import acting, build_mill
from tests.town import confirm
from tests.workforce import ROLES, bring, line

pytestmark = pytest.mark.django_db
NURSE, AIDE, COOK = ROLES[:3]


@pytest.fixture
def staffed(db, as_web_role):
    """Ten nurses of whom eight agreed, seven cooks of whom none did, three aides of whom one did."""
    mill = build_mill()
    rows = [line(n, NURSE, agreed=n < 8) for n in range(10)]
    rows += [line(n, COOK, agreed=False) for n in range(10, 17)]
    rows += [line(n, AIDE, agreed=n == 17) for n in range(17, 20)]
    assert bring(mill.employer, rows) == bring_result(20)
    return mill


def bring_result(added=0, updated=0, closed=()):
    from gainful.imports.incoming import Saved

    return Saved(added, updated, tuple(closed))


def test_all_are_counted_and_those_who_agreed_are_seen(staffed):
    with acting(staffed.employer) as actor:
        now = queries.state(actor)
        assert (now.people, now.shown, now.unseen, now.to_ask) == (20, 9, 11, 11)
        assert queries.workers(actor).count() == Worker.objects.count() == 9
        assert {row.title for row in queries.workers(actor)} == {NURSE, AIDE}
        assert [row.number for row in queries.workers(actor, q="worker 17")] == ["E00017"]
        assert queries.titles(actor)[0] == (NURSE, "29-1141.00", 10)
    for who in (staffed.second, staffed.manager, staffed.coach):
        with acting(who) as actor:
            assert Worker.objects.count() == 0
            if who is staffed.second:
                assert queries.state(actor).people == 0
                assert queries.inventory(actor).people == 0
            else:
                with pytest.raises(PermissionDenied):
                    queries.state(actor)


def test_an_inventory_leaves_out_levels_of_fewer_than_five_who_did_not_agree(staffed):
    with acting(staffed.employer) as actor:
        found = queries.inventory(actor)
        assert queries.inventory(actor) is found, "kept until something changes"
        rows = {found.reference.occupation(code).title: at for at, code in enumerate(found.roles)}
        assert list(rows) == [NURSE, COOK, AIDE]
        assert [int(found.counted[at]) for at in rows.values()] == [8, 7, 1]
        assert [found.is_hidden(at) for at in rows.values()] == [True, False, True]
        actions.add_target(
            actor, people=12, due_on=timezone.localdate() + timedelta(days=400), occupation=NURSE
        )
        assert queries.inventory(actor) is found


def test_a_second_file_brings_people_up_to_date_and_refuses_what_cannot_be(staffed):
    rows = [
        line(0, AIDE), line(0, AIDE), line(20, NURSE, on=""), line(21, NURSE, on="2999-01-01"), line(22, ""),
        line(23, NURSE, number=""), line(24, NURSE, email="nobody"), line(25, NURSE, consent="perhaps"),
        line(26, "Zorgle wrangler of the fifth kind"),
    ]  # fmt: skip
    tally = Tally(20)
    assert bring(staffed.employer, rows, tally) == bring_result(1, 1)
    assert (tally.rows, tally.refused) == (9, 7)
    assert [(told["line"], told["column"]) for told in tally.problems] == [
        (3, "Employee number"), (4, "Consent date"), (5, "Consent date"), (6, "Role"), (7, "Employee number"),
        (8, "Email"), (9, "Consent"),
    ]  # fmt: skip
    with acting(staffed.employer) as actor:
        assert queries.workers(actor, q="E00000").get().title == AIDE
        changed = actions.name_role(actor, "Zorgle wrangler of the fifth kind", "janitor")
        assert changed == 1
        assert queries.workers(actor, q="Zorgle").get().occupation_code == "37-2011.00"
        with pytest.raises(WorkforceError, match="no occupation"):
            actions.name_role(actor, NURSE, "qqq zzz")
        with pytest.raises(WorkforceError, match="Nobody"):
            actions.name_role(actor, "Pilot", "janitor")


def test_nothing_half_is_saved(staffed):
    from gainful.domain.workforce.actions import save_workers
    from gainful.engine.records import WorkerRecord

    def broken():
        yield WorkerRecord("X1", NURSE)
        raise RuntimeError("the file ends here")

    with acting(staffed.employer) as actor:
        with pytest.raises(RuntimeError), transaction.atomic():
            save_workers(actor, broken())
        assert queries.state(actor).people == 20
    for who in (staffed.manager, staffed.coach):
        with acting(who) as actor, pytest.raises(PermissionDenied):
            save_workers(actor, [])
        with (
            acting(who),
            pytest.raises(Error, match="only an employer"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT gainful.save_workers('[]')")


def _asked_link(address):
    with acting_as_system("test"):
        do_all(timezone.now())
        letter = Message.objects.get(address=address)
        link = SignedLink.objects.get(sent_to=address)
        assert f"{{link {link.pk}}}" in letter.text
        return token_of(link.pk)


def test_a_worker_answers_the_letter_and_takes_it_back_at_the_next_query(staffed):
    with acting(staffed.employer) as actor:
        assert actions.ask_workers(actor) == 11
        assert actions.ask_workers(actor) == 0, "nobody is asked twice"
        assert queries.state(actor).asked == 11
    token = _asked_link("w10@example.org")
    with acting_through(token) as (link, actor):
        row = held_worker(link)
        assert (row.name, row.is_shown) == ("Worker 10", False)
        assert Worker.objects.count() == 1
        actions.agree_to_be_shown(actor, row)
    with acting(staffed.employer) as actor:
        assert queries.workers(actor, q="Worker 10").get().agreed_by == "link"
        assert queries.state(actor).shown == 10
    with acting_through(token) as (link, actor):
        actions.refuse_to_be_shown(actor, held_worker(link))
    with acting(staffed.employer) as actor:
        assert not queries.workers(actor, q="Worker 10").exists()
        now = queries.state(actor)
        assert (now.shown, now.said_no) == (9, 1)
    assert bring(staffed.employer, [line(10, COOK, email="boss@example.org")]) == bring_result(
        0, 1, ["E00010"]
    )
    with acting(staffed.employer) as actor:
        assert queries.state(actor).shown == 9, "an import opens nothing that a worker closed"
    with acting_as_system("test"):
        assert Worker.objects.get(number="E00010").email == "w10@example.org", "their address stays"


def test_a_worker_with_an_account_sees_their_own_row_and_nothing_else(staffed):
    with acting_as_system("test"):
        user = User.objects.create_user("w1@example.org", name="Worker 1")
        confirm(user)
        Membership.objects.create(user=user, organization=staffed.agency, role="participant")
        Participant.objects.create(registered_by=staffed.agency, code="P-1", name="Worker 1", user=user)
    with acting_as(user, staffed.agency, role="participant") as actor:
        row = queries.my_rows(actor).get()
        assert (row.number, row.is_shown) == ("E00001", True)
        assert queries.levels_of(row, told=False)[0].level > 3
        actions.refuse_to_be_shown(actor, row)
        for changes in ({"name": "Somebody"}, {"email": "x@example.org"}, {"organization": staffed.agency}):
            with pytest.raises(Error), transaction.atomic(), acting_in("keep_workers"):
                Worker.objects.filter(pk=row.pk).update(**changes)
    with acting(staffed.employer) as actor:
        assert not queries.workers(actor, q="E00001").exists()
        with pytest.raises(PermissionDenied):
            actions.agree_to_be_shown(actor, row)
        with acting_in("keep_workers"):
            assert Worker.objects.filter(number="E00001").update(taken_back_at=None) == 0
    with acting_as_system("test"):
        person = Participant.objects.get(code="P-1")
    erase(person.pk, asked_by="test", reason="asked")
    with acting_as_system("test"):
        assert not Worker.objects.filter(number="E00001").exists()
        assert not Worker.pgh_event_model.objects.filter(number="E00001").exists()


def test_needs_stand_against_what_is_there(staffed):
    day = timezone.localdate() + timedelta(days=400)
    with acting(staffed.employer) as actor:
        actions.add_target(actor, people=12, due_on=day, occupation="Registered nurse", note="New ward")
        actions.add_target(actor, people=9, due_on=day, competency="onet:2.A.1.b", level=Decimal("4.0"))
        found = queries.inventory(actor)
        role, level = [queries.standing(found, target) for target in queries.targets(actor)]
        assert isinstance(role, RoleStanding)
        assert (role.have, role.missing) == (10, 2)
        assert role.movers[0].title == AIDE
        assert role.movers[0].hours_high > role.movers[0].hours_low > 0
        assert isinstance(level, LevelStanding)
        assert (level.name, level.uncounted) == ("Active Listening", 4)
        assert level.have + level.missing >= 9
        for wrong in (
            {"occupation": ""}, {"people": 0}, {"due_on": timezone.localdate()}, {"competency": "onet:2.A.1.b"},
            {"occupation": "", "competency": "onet:2.A.1.b"}, {"occupation": "qqq zzz"},
            {"occupation": "", "competency": "x", "level": Decimal(2)},
        ):  # fmt: skip
            with pytest.raises(WorkforceError):
                actions.add_target(actor, **{"people": 3, "due_on": day, "occupation": AIDE, **wrong})
        target = Target.objects.first()
        actions.drop_target(actor, target)
        with pytest.raises(WorkforceError, match="already"):
            actions.drop_target(actor, target)
        assert queries.targets(actor).count() == 1
    with acting(staffed.second):
        assert Target.objects.count() == 0
    assert mail.outbox == []
