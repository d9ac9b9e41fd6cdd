"""Partnerships: partners, contact log, council and supplier agreements; each step, each refusal in its words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.organizations.models import Contact, CouncilDecision, CouncilMeeting, Partnership
from gainful.domain.organizations.partnerships import actions
from gainful.domain.organizations.partnerships.queries import (
    agreements_of,
    next_actions,
    partnership,
    partnerships_for,
)
from tests.curricula import acting, mill

__all__ = ["mill"]
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def refused(step, words):
    with pytest.raises(PartnershipError, match=words), transaction.atomic():
        step()


def test_a_partnership_begins_with_its_maker_and_a_layoff_with_its_days(mill):
    with acting(mill.manager) as actor:
        made = actions.start_partnership(
            actor,
            name="Airline layoff",
            kind="layoff",
            notice_on=TODAY,
            last_day=TODAY + 60 * DAY,
            affected=120,
        )
        assert (made.owner, made.affected) == (mill.manager.user, 120)
        refused(
            lambda: actions.start_partnership(actor, name="airline  LAYOFF"),
            "is a partnership “airline LAYOFF”",
        )
        refused(lambda: actions.start_partnership(actor, name="X", notice_on=TODAY), "belong to a layoff")
        refused(
            lambda: actions.start_partnership(
                actor, name="Y", kind="layoff", notice_on=TODAY, last_day=TODAY - DAY
            ),
            "last day is before the notice",
        )
        refused(lambda: actions.start_partnership(actor, name=" "), "name")
        lead = actions.add_partner(actor, made, mill.employer_org, "releasing")
        assert actions.add_partner(actor, made, mill.employer_org, "releasing").pk == lead.pk
        refused(
            lambda: actions.add_partner(actor, made, mill.agency, "releasing"),
            "Lakeside Care is its releasing",
        )
        refused(
            lambda: actions.add_partner(actor, mill.partnership, mill.employer_org, "releasing"),
            "Only a layoff",
        )
        refused(lambda: actions.add_partner(actor, made, mill.agency, "friend"), "Choose what")
        actions.end_partner(actor, lead)
        assert actions.add_partner(actor, made, mill.agency, "releasing").organization == mill.agency


@pytest.mark.parametrize("who", ["coach", "employer", "stranger"])
def test_only_managers_of_the_agency_change_a_partnership(mill, who):
    with acting(getattr(mill, who)) as actor, pytest.raises(PermissionDenied):
        actions.log_contact(actor, mill.partnership, way="call", note="x")


def test_the_log_holds_what_was_said_and_what_is_next(mill):
    with acting(mill.manager) as actor:
        said = {"way": "call", "note": "They need aides in spring."}
        refused(
            lambda: actions.log_contact(actor, mill.partnership, **said, day=TODAY + DAY), "still to come"
        )
        refused(
            lambda: actions.log_contact(actor, mill.partnership, **said, next_action="Visit"), "needs a day"
        )
        refused(
            lambda: actions.log_contact(actor, mill.partnership, **said, next_on=TODAY), "a day an action"
        )
        row = actions.log_contact(actor, mill.partnership, **said, next_action="Visit", next_on=TODAY - DAY)
        assert (
            actions.log_contact(actor, mill.partnership, **said, next_action="Visit", next_on=TODAY).pk
            == row.pk
        )
        assert [each.pk for each in next_actions(actor, TODAY)] == [row.pk]
        (listed,) = partnerships_for(actor)
        assert (listed.employers, listed.next_on) == (2, TODAY - DAY)
        done = actions.finish_action(actor, row).done_at
        assert actions.finish_action(actor, Contact.objects.get(pk=row.pk)).done_at == done
        assert not next_actions(actor)


def test_a_council_meets_and_decides_and_what_it_decided_stays(mill):
    with acting(mill.manager) as actor:
        seat = actions.seat_member(actor, mill.partnership, name="Pat Reyes", organization=mill.employer_org)
        assert actions.seat_member(actor, mill.partnership, name="pat reyes").pk == seat.pk
        soon = timezone.now() + DAY
        refused(
            lambda: actions.plan_meeting(actor, mill.partnership, starts_at=soon, agenda=[" "]),
            "at least one",
        )
        meeting = actions.plan_meeting(
            actor, mill.partnership, starts_at=soon, agenda=["Lifting", "", "Dates"]
        )
        again = actions.plan_meeting(actor, mill.partnership, starts_at=soon, agenda=["Lifting", "Dates "])
        assert again.pk == meeting.pk
        refused(
            lambda: actions.plan_meeting(actor, mill.partnership, starts_at=soon, agenda=["x"]),
            "at this time is planned already",
        )
        refused(
            lambda: actions.plan_meeting(actor, mill.partnership, starts_at=soon + DAY, agenda=["x" * 301]),
            "at most 300 characters",
        )
        refused(
            lambda: actions.seat_member(actor, mill.partnership, name="Pat Reyes", title="Nurse"),
            "sits on the council already",
        )
        assert [item.title for item in meeting.agenda.all()] == ["Lifting", "Dates"]
        refused(lambda: actions.hold_meeting(actor, meeting, minutes="x", present=[seat.pk]), "still to come")
        refused(lambda: actions.record_decision(actor, meeting, text="x"), "not open while it is “Planned”")
        CouncilMeeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - DAY)
        refused(lambda: actions.hold_meeting(actor, meeting, minutes="x", present=[]), "Tick who was there")
        refused(lambda: actions.hold_meeting(actor, meeting, minutes=" ", present=[seat.pk]), "what was said")
        actions.hold_meeting(actor, meeting, minutes="All agreed.", present=[seat.pk], seen="")
        refused(
            lambda: actions.hold_meeting(actor, meeting, minutes="Mine", present=[seat.pk], seen=""),
            "Somebody else wrote minutes",
        )
        actions.hold_meeting(
            actor, meeting, minutes="All agreed, at last.", present=[seat.pk], seen="All agreed."
        )
        refused(lambda: actions.call_off(actor, meeting), "not open while it is “Held”")
        refused(lambda: actions.change_agenda(actor, meeting, ["x"]), "not open while it is “Held”")
        refused(lambda: actions.record_decision(actor, meeting, text=" "), "what was decided")
        first = actions.record_decision(actor, meeting, text="Add a lifting day", item=meeting.agenda.first())
        assert actions.record_decision(actor, meeting, text="add a lifting day").pk == first.pk
        refused(
            lambda: actions.record_decision(actor, meeting, text="Add a lifting day", reason="Another"),
            "decided that already",
        )
        second = actions.record_decision(actor, meeting, text="Two lifting days", replaces=first)
        assert (second.number, first.replaced_by.get().pk) == (2, second.pk)


def test_an_agreement_counts_towards_what_was_agreed(mill):
    terms = {
        "supplier": mill.agency, "receiver": mill.employer_org, "occupation_code": "31-1131.00", "people": 12,
        "starts_on": TODAY, "ends_on": TODAY + 90 * DAY,
    }  # fmt: skip
    with acting(mill.manager) as actor:

        def propose(**values):
            return actions.propose_agreement(actor, mill.partnership, **{**terms, **values})

        refused(lambda: propose(receiver=mill.stranger.organization), "Prairie Workforce takes no part")
        refused(lambda: propose(receiver=mill.agency), "to themselves")
        refused(lambda: propose(people=0), "one person or more")
        refused(lambda: propose(ends_on=TODAY - DAY), "ends before it begins")
        refused(lambda: propose(occupation_code="nurse"), "no O\\*NET-SOC code")
        made = propose()
        assert propose().pk == made.pk
        assert made.occupation_title == "Nursing Assistants"
        refused(
            lambda: actions.record_supply(actor, made, people=1, note="x"), "not open while it is “Proposed”"
        )
        refused(lambda: actions.agree(actor, made, agreed_by=" "), "who agreed")
        actions.agree(actor, made, agreed_by="Pat Reyes")
        refused(lambda: actions.record_supply(actor, made, people=1, note=""), "how you know")
        refused(lambda: actions.record_supply(actor, made, people=-1, note="x"), "how many people")
        actions.record_supply(actor, made, people=5, note="Their letter")
        actions.record_supply(actor, made, people=-2, note="Counted twice")
        (row,) = agreements_of(mill.partnership)
        assert (row.people, row.entered) == (12, 3)
        refused(lambda: actions.end_agreement(actor, made, because=" "), "why it ends")
        assert actions.end_agreement(actor, made, because="Plant closed").status == "ended"


def test_partners_read_the_council_and_nobody_outside_reads_anything(mill, as_web_role):
    with acting(mill.manager) as actor:
        actions.log_contact(actor, mill.partnership, way="call", note="They pay too little.")
        meeting = CouncilMeeting.objects.create(partnership=mill.partnership, starts_at=timezone.now() - DAY)
        CouncilDecision.objects.create(meeting=meeting, number=1, text="x")
        assert partnership(actor, mill.partnership.pk).pk == mill.partnership.pk
    with acting(mill.employer):
        assert (Partnership.objects.count(), CouncilDecision.objects.count()) == (1, 1)
        assert Contact.objects.count() == 0
    with acting(mill.stranger) as actor:
        assert not Partnership.objects.exists()
        assert not CouncilDecision.objects.exists()
        assert partnership(actor, mill.partnership.pk) is None


def test_sql_changes_no_decision_and_moves_no_meeting(mill, as_web_role):
    with acting(mill.manager):
        meeting = CouncilMeeting.objects.create(partnership=mill.partnership, starts_at=timezone.now() - DAY)
        CouncilDecision.objects.create(meeting=meeting, number=1, text="x")
        for sql in (
            "UPDATE organizations_councildecision SET text = 'y'",
            "DELETE FROM organizations_councildecision",
            "UPDATE organizations_councilmeeting SET status = 'held'",
        ):
            with (
                pytest.raises(Error, match=r"permission denied|cannot be changed here"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql)


def test_whoever_left_looks_after_nothing_any_more(mill):
    with acting_as_system("test"):
        mill.coach.user.memberships.update(ended_at=timezone.now())
    with acting(mill.manager) as actor:
        refused(
            lambda: actions.change_partnership(
                actor, mill.partnership, name="Care", about="", owner=mill.coach.user, is_open=True
            ),
            "does not work here any more",
        )
        changed = actions.change_partnership(
            actor, mill.partnership, name="Care", about="x", owner=mill.operator.user, is_open=False
        )
        assert (changed.owner, changed.is_open) == (mill.operator.user, False)
