"""What has to be true before a draw, and what may change after it: proofs, parties, dates, seats, what stays public."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.links import application_link
from gainful.domain.cohorts.models import Application, Draw, Enrolment
from gainful.domain.cohorts.words import news_of
from gainful.domain.job_orders.errors import JobOrderError as Refused
from gainful.domain.messages import clock as messages_clock
from gainful.domain.messages.links import acting_through
from gainful.engine.allocation import verify_record
from tests.cohorts import DAYS, draft, eligible, form, make_cohort, manager, opened

pytestmark = pytest.mark.django_db
VALUES = {"Union": "4 8 15 16 23 42 of the union", "College": "what the college wrote on paper"}
PARTIES = {name: sha256(value.encode()).hexdigest() for name, value in VALUES.items()}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def cohort(town, made):
    """Four seats, seven people; one says that they served and has shown no paper yet."""
    found = make_cohort(town, made, seats=4, behind=8)
    with manager(town) as actor:
        actions.add_rule(
            actor,
            found,
            kind="priority",
            question="Did you serve?",
            rank=1,
            proof="DD-214",
            law="38 U.S.C. 4215",
        )
        actions.open_cohort(actor, found)
    rows = eligible(town, found, 7)
    with acting_as_system("test"):
        rows[0].answers.create(rule=found.rules.get(), says="yes")
    with manager(town) as actor:
        actions.close_applications(actor, found)
    found.served = rows[0]
    return found


def announce(town, cohort, **more):
    with manager(town) as actor:
        return actions.announce_draw(actor, cohort, actions.PublicValue(parties=PARTIES), **more)


def open_it(town, draw):
    with manager(town) as actor:
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
        return actions.open_draw(actor, draw)


def tell():
    while messages_clock.tell_next():
        pass


def status_of(row):
    with acting_as_system("test"):
        return Application.objects.get(pk=row.pk).status


# a proof that nobody has seen


def test_nobody_loses_priority_in_silence_because_a_proof_was_not_looked_at(town, cohort):
    with pytest.raises(
        Refused, match=r"Nobody has seen the proof of 1 yes .* Person .* \(DD-214\)"
    ) as refused:
        announce(town, cohort)
    assert refused.value.field == "without_proof"
    with acting_as_system("test"):
        assert not Draw.objects.exists()
    with manager(town) as actor:
        actions.see_proof(actor, cohort.served, cohort.rules.get())
    draw = announce(town, cohort)
    with acting_as_system("test"):
        assert draw.entries.get(application=cohort.served).chance == "1"
    assert "counts as a no" not in draw.record["committed"]["priorities"]


def test_a_draw_without_a_proof_says_so_in_what_is_published(town, cohort):
    draw = announce(town, cohort, without_proof=True)
    with acting_as_system("test"):
        assert draw.entries.get(application=cohort.served).chance == "4/7"
    told = draw.record["committed"]["priorities"]
    assert "1 yes to “Did you serve?” counts as a no: nobody has seen the proof." in told
    assert cohort.served.name not in told


def test_a_proof_that_ends_before_the_first_day_is_asked_for_again(town, cohort):
    with manager(town) as actor:
        actions.see_proof(actor, cohort.served, cohort.rules.get(), until=cohort.starts_on - DAYS)
    with pytest.raises(Refused, match="Nobody has seen the proof of 1 yes"):
        announce(town, cohort)


def test_an_eligible_applicant_reads_which_proof_is_wanted_and_can_still_bring_it(town, cohort, as_web_role):
    with acting_as_system("test"):
        row = Application.objects.select_related("cohort__organization").get(pk=cohort.served.pk)
        assert "Show us before seats are drawn: DD-214." in news_of(row)
        _link, token = application_link(row)
    with acting_through(token) as (_link, actor):
        mine = Application.objects.select_related("cohort", "organization").get(pk=row.pk)
        actions.add_document(actor, mine, PNG, "dd214.png")
    with manager(town) as actor:
        actions.see_proof(actor, row, cohort.rules.get())
    with acting_as_system("test"):
        assert row.documents.count() == 1
        assert "DD-214" not in news_of(row)


# parties


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            f"Union={PARTIES['Union']}\nUnion={PARTIES['College']}\nCity={'a' * 64}",
            "Union stands there twice",
        ),
        (f"={PARTIES['Union']}\nCollege={PARTIES['College']}", "Name at least two parties"),
    ],
)
def test_no_partys_hash_is_dropped_or_left_without_a_name(town, made, lines, words):
    found = opened(town, made, seats=4, behind=4)
    eligible(town, found, 6)
    with manager(town) as actor:
        actions.close_applications(actor, found)
        with pytest.raises(Refused, match=words) as refused:
            actions.announce_draw(actor, found, actions.PublicValue.from_lines(None, lines))
    assert refused.value.field == "parties"


# what changes after the announcement


def test_a_later_start_that_is_set_after_the_announcement_ends_the_comparison(town, cohort):
    draw = announce(town, cohort, without_proof=True)
    later = cohort.starts_on + 20 * DAYS
    with manager(town) as actor:
        actions.change_cohort(actor, cohort, later_start_on=later)
    with acting_as_system("test"):
        draw = Draw.objects.select_related("cohort").get(pk=draw.pk)
        assert [(row["design"], row["until"]) for row in draw.comparisons] == [("lottery", None)]
        assert [(row["design"], row["until"], row["people"]) for row in draw.comparisons_now] == [
            ("lottery", later.isoformat(), 7), ("staggered", later.isoformat(), 7),
        ]  # fmt: skip
        draw.cohort.later_start_on = None
        assert draw.comparisons_now == draw.comparisons


def test_more_seats_after_a_draw_go_down_the_drawn_list(town, cohort, as_web_role):
    draw = announce(town, cohort, without_proof=True)
    with manager(town) as actor, pytest.raises(Refused, match="The draw is announced for these seats"):
        actions.change_seats(actor, cohort, 5)
    open_it(town, draw)
    with manager(town) as actor:
        first = Application.objects.select_related("cohort").filter(cohort=cohort, status="offered").first()
        actions.decline_seat(actor, first, reason="moved")
        with pytest.raises(Refused, match="These seats were drawn: they cannot become fewer"):
            actions.change_seats(actor, cohort, 3)
        with pytest.raises(Refused, match="8 committed openings"):
            actions.change_seats(actor, cohort, 9)
        actions.change_seats(actor, cohort, 5)
    tell()
    with acting_as_system("test"):
        draw = Draw.objects.get(pk=draw.pk)
        entries = draw.entries.select_related("application")
        found = {entry.place: entry.application.status for entry in entries if entry.outcome == "waiting"}
        assert verify_record(draw.record, published_commitment=draw.commitment) == []
    assert found == {1: "offered", 2: "offered", 3: "waiting"}


def test_a_published_draw_is_not_taken_off_its_page(town, cohort):
    with manager(town) as actor:
        actions.change_cohort(actor, cohort, is_public=False)
        actions.change_cohort(actor, cohort, is_public=True)
    announce(town, cohort, without_proof=True)
    with manager(town) as actor, pytest.raises(Refused, match="it stays public"):
        actions.change_cohort(actor, cohort, is_public=False)


# days, names, what is over, buttons pressed twice


@pytest.mark.parametrize("field", ["starts_on", "ends_on", "apply_until", "later_start_on"])
def test_a_year_typed_wrongly_is_told_at_once(town, made, field):
    today = timezone.localdate()
    far = {"starts_on": today + 9 * DAYS, "ends_on": today + 20 * DAYS, "apply_until": today + 5 * DAYS}
    with manager(town) as actor, pytest.raises(Refused, match="more than ten years away") as refused:
        actions.create_cohort(actor, made.program, draft(**{**far, field: today.replace(year=9999, day=1)}))
    assert refused.value.field == field


def test_a_second_cohort_of_one_name_is_told_in_words(town, made):
    opened(town, made)
    with manager(town) as actor:
        with pytest.raises(Refused, match="Another cohort of this program has this name already"):
            actions.create_cohort(actor, made.program, draft())
        other = actions.create_cohort(actor, made.program, draft(name="Fall"))
        with pytest.raises(Refused, match="Another cohort of this program has this name already"):
            actions.change_cohort(actor, other, name="Spring")


def test_a_refused_applicant_is_not_brought_back_into_a_cohort_that_is_over(town, made):
    found = opened(town, made, seats=2, behind=2)
    _application, _token = actions.apply_publicly(found.pk, form())
    with manager(town) as actor:
        row = Application.objects.select_related("cohort__organization").get()
        actions.refuse_application(actor, row, reason="other", words="Full")
        actions.cancel_cohort(actor, found, reason="The employer closed")
        with pytest.raises(Refused, match="Spring is over: nobody gets a seat in it any more"):
            actions.check_again(actor, row)
    assert status_of(row) == "refused"


def test_a_seat_taken_or_declined_twice_is_taken_or_declined_once(town, made, as_web_role):
    found = opened(town, made, seats=2, behind=2)
    rows = eligible(town, found, 2)
    with manager(town) as actor:
        actions.close_applications(actor, found)
        actions.offer_seats(actor, found)
    with acting_as_system("test"):
        tokens = [application_link(row)[1] for row in rows]
    for token, step, left in (
        (tokens[0], actions.accept_seat, "enrolled"),
        (tokens[1], actions.decline_seat, "declined"),
    ):
        for _press in range(2):
            with acting_through(token) as (link, actor):
                row = Application.objects.select_related("cohort", "organization", "participant").get(
                    pk=link.about_id
                )
                step(actor, row)
        assert status_of(row) == left
    with acting_as_system("test"):
        assert Enrolment.objects.count() == 1
    with (
        acting_through(tokens[1]) as (link, actor),
        pytest.raises(Refused, match="this step is not open now"),
    ):
        actions.accept_seat(actor, Application.objects.select_related("cohort").get(pk=link.about_id))
