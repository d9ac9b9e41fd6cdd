"""From an introduction to a hire: each step by whoever takes it, and everything that must be refused, in words."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.clock import tick
from gainful.domain.messages.models import ContactRules, Message, Request
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.placements import queries
from gainful.domain.placements.actions import (
    Why,
    accept_offer,
    agree,
    ask_again,
    close_introduction,
    decline,
    hire,
    introduce,
    invite,
    make_offer,
    record_interview,
    refuse,
    step_back,
    take_hire_back,
    take_offer_back,
)
from gainful.domain.placements.models import Introduction, Placement, Step
from tests.person import ana
from tests.placements import HOUSE, NO, committed, soon, terms, way
from tests.town import town

__all__ = ["ana", "town", "way"]
pytestmark = pytest.mark.django_db


def seen_by_employer(way) -> list[Introduction]:
    with way.as_employer() as actor:
        return list(queries.introductions(actor))


def second_person(town, code="P-2"):
    with acting_as_system("test"):
        person = Participant.objects.create(registered_by=town.agency, code=code, name=f"Ben {code}")
        Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile"], basis="verbal",
            expires_at=timezone.now() + timedelta(days=30),
        )  # fmt: skip
    return person


def test_the_employer_reads_nothing_before_the_person_agrees(way):
    row = way.asked()
    assert row.status == "asked"
    assert seen_by_employer(way) == []
    with way.as_person() as actor:
        agree(actor, row, hide=["contact"])
    [shown] = seen_by_employer(way)
    assert shown.card["name"] == "Ana Silva"
    assert shown.card["note"] == "On time, every day."
    assert shown.card["learns"] == ["Patient care"]
    assert "contact" not in shown.card
    assert shown.shared_until == timezone.localdate() + timedelta(days=180)


def test_the_way_to_a_hire_fills_one_opening_and_keeps_every_step(way):
    row = way.invited()
    [meeting] = row.interviews.all()
    with way.as_employer() as actor:
        offer = make_offer(
            actor, row, terms(wage=Decimal(3000), wage_unit="month"), answer_by=timezone.localdate()
        )
        assert offer.opening_id == way.openings[0].pk
    with way.as_person() as actor:
        accept_offer(actor, row)
    with way.as_employer() as actor:
        placed = hire(actor, row, wage=Decimal(3120))
    way.openings[0].refresh_from_db()
    row.refresh_from_db()
    assert (row.status, way.openings[0].status) == ("hired", "filled")
    assert (placed.kind, placed.source, placed.opening_id) == ("hire", "employer", way.openings[0].pk)
    assert placed.wage_hourly == Decimal("20.00")  # 3,120 × 12 ÷ (52 × 36)
    with acting_as_system("test"):
        verbs = list(Step.objects.filter(introduction=row).values_list("verb", "role"))
    assert verbs == [
        ("agree", "participant"), ("invite", "employer"), ("offer", "employer"), ("accept", "participant"),
        ("hire", "employer"),
    ]  # fmt: skip
    assert meeting.place == "Ward 3"


def test_an_incumbent_takes_an_internal_role_on_the_same_path(way):
    with acting_as_system("test"):
        way.ana.person.scenario = "incumbent"
        way.ana.person.save()
    row, placed = way.hired()
    assert row.is_internal
    assert (placed.kind, placed.opening.status if placed.opening else "") == ("internal", "filled")


def test_a_second_call_while_the_first_waits_asks_nothing_new(way):
    first, second = way.asked(), way.asked()
    assert first.pk == second.pk
    with acting_as_system("test"):
        assert Request.objects.filter(about_kind="introduction").count() == 1


def test_nobody_is_introduced_without_a_committed_opening(way):
    with acting_as_system("test"):
        way.order.opening_rows.update(status="withdrawn")
    with way.as_manager() as actor, pytest.raises(JobOrderError, match="No opening of this job is committed"):
        introduce(actor, way.order, way.ana.person)


def test_nobody_is_introduced_to_an_employer_who_does_not_see_the_job(way):
    with acting_as_system("test"):
        type(way.order).objects.filter(pk=way.order.pk).update(status="profile_ready")
    way.order.refresh_from_db()
    with way.as_manager() as actor, pytest.raises(JobOrderError, match="its employer does not see it"):
        introduce(actor, way.order, way.ana.person)


def test_only_managers_of_the_agency_introduce(way, town):
    for who in (way.as_coach(), way.as_employer()):
        with who as actor, pytest.raises(NotAllowedError, match="Only managers of the agency"):
            introduce(actor, way.order, way.ana.person)


def test_somebody_without_a_plan_is_introduced_too(way, town):
    person = second_person(town)
    row = way.asked(person)
    assert (row.plan_place, row.card["learns"], row.card["name"]) == (None, [], "Ben P-2")


def test_staff_answer_only_with_how_the_person_said_it(way):
    row = way.asked()
    with way.as_coach() as actor:
        with pytest.raises(JobOrderError, match="how the person told you"):
            agree(actor, row)
        agree(actor, row, why=HOUSE.voice)
    with acting_as_system("test"):
        [step] = Step.objects.filter(introduction=row)
    assert (step.role, step.for_person, step.user_id) == ("coach", "verbal", way.town.coach.user.pk)


def test_a_no_needs_a_reason_and_shows_nothing(way):
    row = way.asked()
    with way.as_person() as actor:
        with pytest.raises(JobOrderError, match="Choose a reason"):
            decline(actor, row, Why("bored"))
        with pytest.raises(JobOrderError, match="Say in a few words"):
            decline(actor, row, Why("other"))
        decline(actor, row, Why("place", "Two buses."))
    row.refresh_from_db()
    assert (row.status, row.card) == ("declined", {})
    assert seen_by_employer(way) == []


def test_after_a_refusal_the_employer_holds_nothing_of_the_person(way):
    row = way.introduced()
    with way.as_employer() as actor:
        refuse(actor, row, Why("experience"))
        [shown] = queries.introductions(actor)
        assert (shown.status, shown.card) == ("refused", {})
        with pytest.raises(NotAllowedError, match="is “The employer said no”"):
            make_offer(actor, row, terms(), answer_by=timezone.localdate())


def test_stepping_back_takes_the_card_away_and_frees_the_opening(way, town):
    row = way.offered()
    with way.as_person() as actor:
        step_back(actor, row, NO)
    assert seen_by_employer(way) == []
    with acting_as_system("test"):
        assert row.offers.get().status == "declined"
    with way.as_manager() as actor:
        assert queries.open_openings(actor) == {way.order.pk: 2}


def test_two_openings_take_two_offers_and_no_third(way, town):
    way.offered()
    people = [second_person(town, f"P-{n}") for n in (2, 3)]
    rows = []
    for person in people:
        row = way.asked(person)
        with way.as_coach() as actor:
            agree(actor, row, why=HOUSE.voice)
        rows.append(row)
    with way.as_employer() as actor:
        make_offer(actor, rows[0], terms(), answer_by=timezone.localdate())
        with pytest.raises(JobOrderError, match="No opening of this job is committed and free"):
            make_offer(actor, rows[1], terms(), answer_by=timezone.localdate())


def test_an_opening_withdrawn_under_an_offer_is_named_when_the_person_begins(way):
    row = way.accepted()
    with acting_as_system("test"):
        way.openings[0].status = "withdrawn"
        way.openings[0].save()
    with way.as_employer() as actor, pytest.raises(JobOrderError, match="no longer committed"):
        hire(actor, row)
    with acting_as_system("test"):
        assert Placement.objects.count() == 0


def test_nobody_begins_before_the_first_day(way):
    row = way.introduced()
    later = timezone.localdate() + timedelta(days=9)
    with way.as_employer() as actor:
        make_offer(actor, row, terms(starts_on=later), answer_by=timezone.localdate())
    with way.as_person() as actor:
        accept_offer(actor, row)
    with way.as_employer() as actor, pytest.raises(JobOrderError, match="first day has not come"):
        hire(actor, row)


def test_a_hire_taken_back_frees_its_opening_and_stays_to_be_seen(way):
    row, placed = way.hired()
    with way.as_employer() as actor, pytest.raises(NotAllowedError):
        take_hire_back(actor, row)
    with way.as_manager() as actor:
        take_hire_back(actor, row)
        placed.refresh_from_db()
        way.openings[0].refresh_from_db()
        assert (row.status, way.openings[0].status) == ("accepted", "committed")
        assert placed.taken_back_at is not None
        again = hire(actor, row)
    assert again.source == "agency"
    assert again.opening_id == placed.opening_id


def test_an_offer_taken_back_can_be_made_anew(way):
    row = way.offered()
    with way.as_employer() as actor:
        take_offer_back(actor, row, Why("closed"))
        second = make_offer(actor, row, terms(), answer_by=timezone.localdate())
    assert (second.number, row.status) == (2, "offered")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"wage": None}, "Say what the job pays"),
        ({"wage": Decimal(0)}, "above 0 USD"),
        ({"wage_unit": "fortnight"}, "what the wage is paid for"),
        ({"hours_per_week": Decimal(120)}, "at most 100"),
        ({"hours_per_week": None}, "how many hours"),
        ({"title": " "}, "what the job is called"),
        ({"benefits": ("yacht",)}, "“yacht” is not a benefit"),
        ({"subsidy": Decimal(100)}, "needs a subsidised wage"),
        ({"starts_on": timezone.localdate() - timedelta(days=1)}, "today or later"),
    ],
)
def test_an_offer_that_says_too_little_is_refused(way, values, words):
    row = way.introduced()
    with way.as_employer() as actor, pytest.raises(JobOrderError, match=words):
        make_offer(actor, row, terms(**values), answer_by=timezone.localdate())
    with acting_as_system("test"):
        assert row.offers.count() == 0


def test_interviews_are_planned_moved_and_told_of(way):
    row = way.introduced()
    with way.as_employer() as actor:
        with pytest.raises(JobOrderError, match="still to come"):
            invite(actor, row, at=soon(-1), place="Ward 3")
        with pytest.raises(JobOrderError, match="Say where"):
            invite(actor, row, at=soon(), place=" ")
        first = invite(actor, row, at=soon(), place="Ward 3")
        second = invite(actor, row, at=soon(5), place="Ward 4")
        first.refresh_from_db()
        assert first.status == "cancelled"
        with pytest.raises(JobOrderError, match="still to come"):
            record_interview(actor, row, second.pk, "held")
        assert record_interview(actor, row, second.pk, "cancelled").status == "cancelled"


def test_asking_again_needs_a_new_yes(way):
    row = way.introduced()
    with way.as_employer() as actor:
        refuse(actor, row, Why("hours"))
    with way.as_manager() as actor:
        ask_again(actor, row)
    row.refresh_from_db()
    assert (row.status, row.agreed_at, row.card["name"]) == ("asked", None, "Ana Silva")
    assert seen_by_employer(way) == []


def test_the_agency_ends_an_introduction_and_its_requests(way):
    row = way.offered()
    with way.as_manager() as actor:
        close_introduction(actor, row, Why("closed"))
    with acting_as_system("test"):
        assert row.offers.get().status == "withdrawn"
        assert not Request.objects.filter(about_id=str(row.pk), state="open").exists()
    assert seen_by_employer(way) == []


@pytest.mark.django_db(transaction=True)
def test_those_concerned_are_told_and_asked_and_no_message_names_the_person(way):
    row = way.introduced()
    tick(timezone.now())
    with way.as_employer() as actor:
        make_offer(actor, row, terms(), answer_by=timezone.localdate())
    tick(timezone.now())
    with way.as_person() as actor:
        step_back(actor, row, NO)
    tick(timezone.now())
    with acting_as_system("test"):
        asked = dict(Request.objects.filter(about_id=str(row.pk)).values_list("kind", "state"))
        texts = " ".join(Message.objects.values_list("text", flat=True))
        told = Message.objects.filter(subject__startswith="A person stepped back")
        assert told.filter(user=way.town.employer.user).exists()
    assert asked == {"introduction": "answered", "meet_person": "answered", "job_offer": "answered"}
    assert "Silva" not in texts
    assert "The pay" in texts


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_in_its_readers_language_and_by_their_clock(way, settings):
    settings.TIME_ZONE = "America/New_York"
    with acting_as_system("test"):
        User.objects.filter(pk=way.ana.user.pk).update(language="es")
        ContactRules.objects.create(participant=way.ana.person, time_zone="America/Denver")
    row = way.introduced()
    with way.as_employer() as actor:
        invite(actor, row, at=soon(), place="Ward 3")
    tick(timezone.now())
    with acting_as_system("test"):
        theirs = Message.objects.filter(participant=way.ana.person, text__contains="Ward 3").first()
        agency = Message.objects.filter(subject__startswith="Interview planned").first()
    days = "lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    assert re.search(rf"({days}), \d+ de [a-z]+ de \d{{4}}, .+ \(M[SD]T\), Ward 3", theirs.text), theirs.text
    assert re.search(r"day, [A-Z]\w+\.? \d+, \d{4}, .* \(E[SD]T\), Ward 3", agency.text), agency.text


@pytest.mark.django_db(transaction=True)
def test_silence_ends_the_question_and_shows_nothing(way):
    row = way.asked()
    tick(timezone.now() + timedelta(days=20))
    row.refresh_from_db()
    with acting_as_system("test"):
        row.refresh_from_db()
        assert (row.status, row.card) == ("lapsed", {})
        assert Request.objects.get(about_id=str(row.pk)).state == "expired"
    assert seen_by_employer(way) == []


def test_another_agency_and_another_employer_see_nothing(way, town):
    row = way.introduced()
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager") as actor:
        assert not Introduction.objects.exists()
        with pytest.raises(NotAllowedError):
            agree(Actor(actor.user, actor.organization, actor.role), row, why=HOUSE.voice)


def test_when_the_agreement_runs_out_the_employer_reads_nothing(way):
    row = way.introduced()
    with acting_as_system("test"):
        Introduction.objects.filter(pk=row.pk).update(shared_until=timezone.localdate() - timedelta(days=1))
    assert seen_by_employer(way) == []


def test_when_consent_ends_the_agency_reads_nothing(way):
    row = way.introduced()
    with acting_as_system("test"):
        Consent.objects.update(revoked_at=timezone.now())
    with way.as_manager() as actor:
        assert list(queries.introductions(actor)) == []
        assert not Step.objects.filter(introduction=row).exists()


def test_two_orders_have_introductions_of_their_own(way, town):
    way.asked()
    with acting_as_system("test"):
        other = JobOrder.objects.create(
            agency=town.agency,
            employer=town.employer_org,
            title="Cook",
            status="sent_to_employer",
            openings=1,
        )
    committed(other, 1)
    with way.as_manager() as actor:
        introduce(actor, other, way.ana.person)
        assert queries.introductions(actor).count() == 2
        assert queries.introductions(actor, order=other.pk).count() == 1
