"""Mentors: graduates asked at 6 and 12 months, matched with reasons, both say yes, talks, either side ends it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.clock import tick
from gainful.domain.messages.duties import do_all
from gainful.domain.messages.links import acting_through, token_of
from gainful.domain.messages.models import Message, Notice, Request, SignedLink
from gainful.domain.participants import queries as people
from gainful.domain.participants.models import Participant, WorkHistory
from gainful.domain.placements.models import Placement
from gainful.domain.support import mentor_queries as queries
from gainful.domain.support.actions.mentors import (
    Offer,
    add_mentor,
    answer_as_mentor,
    decline_pair,
    end_pair,
    propose_pair,
    stop_mentoring,
    take_person,
    want_mentor,
    wish_mentor,
    write_talk,
)
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import Mentor, Mentorship
from gainful.domain.support.states.practice import PairSide
from tests.helped import as_member, as_self, revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
CODE = "31-1131.00"
GIVES = Offer(["mentor"], ["English", "Spanish"], ["evening"], 1, "Nursing assistant", "Lakeside Care", CODE)


def register(town, name="Lena Ortiz", offer=GIVES):
    with as_member(town.coach) as actor:
        return add_mentor(actor, name=name, email="lena@example.org", offer=offer)


def wanted(ana, **given):
    with as_self(ana) as actor:
        return wish_mentor(actor, ana.person, **{"languages": ["Spanish"], "times": ["evening"], **given})


def proposed(town, ana):
    mentor = register(town)
    with as_member(town.coach) as actor:
        return propose_pair(actor, mentor, ana.person, ["occupation", "times:evening"])


def tell():
    tick(timezone.now())


def by_link(step):
    with acting_as_system("test"):
        link = SignedLink.objects.filter(scope="mentor_pair").order_by("-created_at", "-id").first()
    with acting_through(token_of(link.pk)) as (found, actor):
        row = queries.linked_pair(found.about_id)
        assert Participant.objects.count() == 0, "a mentor sees no record"
        return step(actor, row)


def test_who_wants_a_mentor_is_matched_says_yes_and_then_the_mentor_does(town, ana):
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title="Aide", occupation_code=CODE)
    mentor = register(town)
    wanted(ana, words="How to ask for shifts")
    with as_member(town.coach) as actor:
        assert queries.waiting(actor) == 1
        found = queries.suggestions(actor)
        assert [(each.person, each.mentor, each.pair.reasons) for each in found] == [
            (ana.person, mentor, ("occupation", "times:evening", "language:Spanish"))
        ]
        row = propose_pair(actor, found[0].mentor, found[0].person, found[0].pair.reasons)
        assert queries.suggestions(actor) == []
        assert queries.waiting(actor) == 0
    tell()
    with as_self(ana) as actor:
        assert "Lena Ortiz (Nursing assistant, Lakeside Care)" in Message.objects.get(kind="mentor_news").text
        want_mentor(actor, row)
    tell()
    with as_member(town.manager):
        asked = Request.objects.get(kind="mentor_ask")
        assert (asked.email, asked.participant_id) == ("lena@example.org", None)
    by_link(take_person)
    tell()
    with as_member(town.manager):
        asked.refresh_from_db()
        assert asked.state == "answered"
    today = timezone.localdate()
    by_link(lambda actor, pair: write_talk(
        actor, pair, held_on=today, words="We called", side=PairSide.MENTOR, needs_help=True))  # fmt: skip
    with as_self(ana) as actor:
        pair = queries.pairs_of(ana.person)[0]
        assert (pair.state, [talk.words for talk in pair.talks.all()]) == ("active", ["We called"])
        assert "Lena Ortiz" in [each.reader for each in people.reads_of(ana.person)]
        with pytest.raises(SupportError, match="has not come yet"):
            write_talk(actor, pair, held_on=today + timedelta(days=1), words="", side=PairSide.PERSON)
        end_pair(actor, pair, side=PairSide.PERSON)
        assert (pair.state, pair.ended_by) == ("ended", "person")


def test_a_no_of_either_side_frees_the_mentor_and_nobody_asks_why(town, ana):
    row = proposed(town, ana)
    with as_self(ana) as actor:
        decline_pair(actor, row, side=PairSide.PERSON)
        with pytest.raises(NotAllowedError, match="not open while"):
            want_mentor(actor, row)
    with as_member(town.coach) as actor:
        again = propose_pair(actor, row.mentor, ana.person, [])
    with as_self(ana) as actor:
        want_mentor(actor, again)
    tell()
    by_link(lambda actor, pair: decline_pair(actor, pair, side=PairSide.MENTOR))
    with acting_as_system("test"):
        again.refresh_from_db()
    assert (again.state, again.ended_by) == ("declined", "mentor")


def test_a_mentor_takes_no_more_than_they_said_and_a_person_has_one(town, ana):
    row = proposed(town, ana)
    with as_member(town.coach) as actor, pytest.raises(NotAllowedError, match="no room"):
        propose_pair(actor, row.mentor, ana.person, [])
    other = register(town, "Max")
    with as_member(town.coach) as actor:
        with pytest.raises(NotAllowedError, match="has a mentor, or one is proposed"):
            propose_pair(actor, other, ana.person, [])
        stop_mentoring(actor, other)
        with pytest.raises(NotAllowedError, match="does not give time now"):
            propose_pair(actor, other, ana.person, [])


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        (Offer([], ["English"], [], 1), "at least one"),
        (Offer(["king"], ["English"], [], 1), "at least one"),
        (Offer(["mentor"], [" "], [], 1), "between one and ten languages"),
        (Offer(["mentor"], ["English"], ["midnight"], 1), "times from the list"),
        (Offer(["mentor"], ["English"], [], 0), "between 1 and 20"),
        (Offer(["mentor"], ["English"], [], 21), "between 1 and 20"),
    ],
)
def test_offers_that_cannot_be_are_refused(town, offer, words):
    with as_member(town.coach) as actor, pytest.raises(SupportError, match=words):
        add_mentor(actor, name="X", email="x@example.org", offer=offer)


def test_who_may_not(town, ana):
    row = proposed(town, ana)
    for who in (town.operator, town.employer):
        with as_member(who) as actor, pytest.raises((PermissionDenied, NotAllowedError)):
            add_mentor(actor, name="X", email="x@example.org", offer=GIVES)
    for who in (town.coach, town.manager, town.operator, town.stranger, town.employer):
        with as_member(who) as actor:
            for step in (want_mentor, take_person):
                with pytest.raises(NotAllowedError):
                    step(actor, row)
    with as_member(town.stranger) as actor:
        assert queries.pair(row.pk) is None
        with pytest.raises(NotAllowedError):
            propose_pair(actor, row.mentor, ana.person, [])
        assert not queries.mentors(actor).exists()
    with as_member(town.coach) as actor:
        with pytest.raises(SupportError, match="Name the mentor"):
            add_mentor(actor, name=" ", email="x@example.org", offer=GIVES)
        with pytest.raises(SupportError, match="email address"):
            add_mentor(actor, name="X", email="x", offer=GIVES)
    scopes(ana, "profile")
    with as_member(town.coach) as actor, pytest.raises(NotAllowedError, match="does not cover"):
        propose_pair(actor, row.mentor, ana.person, [])
    revoke(ana)
    with as_self(ana) as actor, pytest.raises(NotAllowedError, match="Nobody may see"):
        wish_mentor(actor, ana.person, languages=["English"], times=[])


def graduate(ana, town, days):
    scopes(ana, "profile", "support", "outcomes")
    with acting_as_system("test"):
        return Placement.objects.create(
            organization=town.agency, participant=ana.person, kind="other_job", title="Aide", employer_name="Lakeside",
            occupation_code=CODE, source="agency", starts_on=timezone.localdate() - timedelta(days=days),
            hours_per_week=36, wage=20, wage_unit="hour",
        )  # fmt: skip


def asked_now():
    do_all(timezone.now())
    with acting_as_system("test"):
        return list(Mentor.objects.values_list("state", "asked_month")), Message.objects.filter(
            kind="give_back"
        ).values("occasion").distinct().count()


def test_a_graduate_is_asked_at_six_and_at_twelve_months_and_answers(town, ana):
    graduate(ana, town, 100)
    assert asked_now() == ([], 0)
    graduate(ana, town, 190)
    assert asked_now() == ([("asked", 6)], 1)
    assert asked_now() == ([("asked", 6)], 1)
    with as_self(ana) as actor:
        entry = queries.my_mentor_entries(ana.person)[0]
        assert (entry.job_title, entry.employer_name) == ("Aide", "Lakeside")
        stop_mentoring(actor, entry)
    graduate(ana, town, 370)
    assert asked_now() == ([("asked", 12)], 2)
    with as_self(ana) as actor:
        entry = queries.my_mentor_entries(ana.person)[0]
        answer_as_mentor(actor, entry, Offer(["mentor", "board"], ["English"], ["weekend"], 2))
    with as_member(town.coach) as actor:
        found = queries.mentors(actor, state="willing", gives="board").get()
        assert (found.name, found.capacity, found.meets) == ("Ana Silva", 2, 0)
        with pytest.raises(SupportError, match="Nobody mentors themself"):
            propose_pair(actor, found, ana.person, [])
    assert asked_now() == ([("willing", 12)], 2)
    with as_self(ana) as actor:
        stop_mentoring(actor, entry, for_good=True)
    assert asked_now() == ([("left", 12)], 2)


def test_nobody_is_asked_who_did_not_agree_to_be_asked(town, ana):
    graduate(ana, town, 200)
    scopes(ana, "profile", "support")
    assert asked_now() == ([], 0)
    assert Mentorship is not None


def test_after_a_no_the_next_on_the_list_comes_up(town, ana):
    first = register(town)
    wanted(ana)
    with as_member(town.coach) as actor:
        row = propose_pair(actor, first, ana.person, [])
    with as_self(ana) as actor:
        decline_pair(actor, row, side=PairSide.PERSON)
    other = register(town, "Max", Offer(["mentor"], ["English", "Spanish"], ["evening"], 1))
    with as_member(town.coach) as actor:
        assert [each.mentor for each in queries.suggestions(actor)] == [other]


def test_mentors_without_room_take_no_place_on_the_page(town, ana):
    with as_member(town.coach) as actor:
        full = add_mentor(actor, name="Aa", email="a@example.org", offer=GIVES)
        with acting_as_system("test"):
            somebody = Participant.objects.create(registered_by=town.agency, code="P-7", name="Ben")
            Mentorship.objects.create(
                organization=town.agency,
                mentor=full,
                participant=somebody,
                mentor_name="Aa",
                person_name="Ben",
            )
        free = add_mentor(actor, name="Zz", email="z@example.org", offer=GIVES)
    wanted(ana)
    with as_member(town.coach) as actor:
        assert [each.mentor for each in queries.suggestions(actor, most=(1, 1))] == [free]


def test_a_form_sent_twice_is_one_talk_and_a_slip_in_the_year_is_told(town, ana):
    row = proposed(town, ana)
    with as_self(ana) as actor:
        want_mentor(actor, row)
    tell()
    by_link(take_person)
    today = timezone.localdate()
    with as_self(ana) as actor:
        pair = queries.pairs_of(ana.person)[0]
        for words in ("We met", "We met", "And again"):
            write_talk(actor, pair, held_on=today, words=words, side=PairSide.PERSON, needs_help=True)
        with pytest.raises(SupportError, match="more than a year ago"):
            write_talk(actor, pair, held_on=date(1, 1, 1), words="", side=PairSide.PERSON)
        assert sorted(each.words for each in queries.pairs_of(ana.person)[0].talks.all()) == [
            "And again",
            "We met",
        ]
    with acting_as_system("test"):
        assert Notice.objects.filter(kind="mentor_call_wanted").count() == 2


def test_a_mentor_who_stopped_meanwhile_is_not_asked_and_the_person_is_told(town, ana):
    row = proposed(town, ana)
    with as_member(town.coach) as actor:
        stop_mentoring(actor, row.mentor, for_good=True)
    with as_self(ana) as actor:
        want_mentor(actor, row)
    tell()
    with acting_as_system("test"):
        row.refresh_from_db()
        assert (row.state, row.ended_by) == ("declined", "mentor")
        assert not Request.objects.filter(kind="mentor_ask").exists()
        assert Message.objects.filter(kind="mentor_news", text__contains="is not your mentor").exists()


def test_whoever_gives_something_else_is_proposed_to_nobody(town, ana):
    board = register(town, "Bo", Offer(["board"], ["English"], [], 1))
    with as_member(town.coach) as actor, pytest.raises(NotAllowedError, match="does not give time now"):
        propose_pair(actor, board, ana.person, [])


def test_the_job_that_somebody_goes_for_counts_before_the_last_one(town, ana):
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title="Welder", occupation_code="51-4121.00")
    graduate(ana, town, 10)
    mentor = register(town)
    wanted(ana)
    with as_member(town.coach):
        assert queries.reasons_between(ana.person, mentor)[0] == "occupation"
