"""No training without a job: seats ≤ committed unfilled openings ÷ expected completion rate, or a named override."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Application, Cohort, Enrolment
from gainful.domain.cohorts.seats import CompletionRate, completion_rate, seat_limit
from gainful.domain.job_orders.actions import withdraw_opening
from gainful.domain.job_orders.errors import JobOrderError as Refused
from gainful.domain.job_orders.models import Commitment, Opening
from tests.cohorts import DAYS, committed, eligible, make_cohort, manager, opened

pytestmark = pytest.mark.django_db


def test_the_rate_is_one_until_ten_people_have_completed():
    assert CompletionRate(9, 12).rate == 1
    assert CompletionRate(9, 12).seats_for(20) == 20
    assert CompletionRate(10, 16).rate == Fraction(5, 8)
    assert CompletionRate(10, 16).seats_for(20) == 32
    assert CompletionRate(10, 13).seats_for(7) == 9, "7 / (10/13) is 9.1: a seat is never rounded up"


def test_a_cohort_opens_with_as_many_seats_as_openings_and_not_with_one_more(town, made, as_web_role):
    cohort = make_cohort(town, made, seats=21)
    with manager(town) as actor:
        with pytest.raises(Refused, match=r"20 committed openings .* allow 20 seats, not 21"):
            actions.open_cohort(actor, cohort)
        cohort.refresh_from_db()
        assert cohort.status == "draft"
        actions.change_seats(actor, cohort, 20)
        assert actions.open_cohort(actor, cohort).status == "open"
        limit = seat_limit(cohort)
        assert (limit.openings, limit.limit, limit.beyond, limit.is_allowed) == (20, 20, 0, True)
        with pytest.raises(Refused, match="allow 20 seats, not 22"):
            actions.change_seats(actor, cohort, 22)


def test_without_openings_no_cohort_opens(town, made):
    cohort = make_cohort(town, made, behind=0, seats=1)
    with manager(town) as actor, pytest.raises(Refused, match="0 committed openings"):
        actions.open_cohort(actor, cohort)


def test_a_named_override_opens_more_and_says_how_far_beyond(town, made, as_web_role):
    cohort = make_cohort(town, made, behind=4, seats=6)
    who = {"name": "Mara Lund", "title": "Director"}
    with manager(town) as actor:
        for missing, words in (("name", "full name"), ("title", "job title"), ("reason", "Say why")):
            given = {**who, "reason": "Two more are promised by phone.", missing: " "}
            with pytest.raises(Refused, match=words):
                actions.override_seats(actor, cohort, seats=6, **given)
        with pytest.raises(Refused, match="allow 4 seats already"):
            actions.override_seats(actor, cohort, seats=4, reason="x", **who)
        actions.override_seats(actor, cohort, seats=6, reason="Two more are promised by phone.", **who)
        actions.open_cohort(actor, cohort)
        limit = seat_limit(cohort)
    assert (limit.limit, limit.beyond, limit.override.name) == (4, 2, "Mara Lund")
    with manager(town) as actor, pytest.raises(Refused, match="not 7"):
        actions.change_seats(actor, cohort, 7)


@pytest.mark.parametrize("who", ["coach", "employer", "stranger"])
def test_only_managers_of_the_agency_open_and_override(town, made, who):
    cohort = make_cohort(town, made)
    person = getattr(town, who)
    with acting_as(person.user, person.organization, role=person.role) as actor:
        with pytest.raises(Refused, match="Your role does not allow this step"):
            actions.open_cohort(actor, cohort)
        with pytest.raises(Refused, match="Your role does not allow this step"):
            actions.override_seats(actor, cohort, seats=99, name="X", title="X", reason="X")


def test_an_opening_stands_behind_one_cohort_and_has_to_be_committed(town, made):
    first = make_cohort(town, made, behind=1, seats=1)
    with acting_as_system("test"):
        offered = Opening.objects.create(job_order=made.openings[0].job_order, number=99)
        elsewhere = committed(town.stranger.organization, town.employer_org, 1)[0]
        past = made.openings[2]
        Commitment.objects.filter(pk=made.openings[1].commitment_id)
    with manager(town) as actor:
        second = actions.create_cohort(actor, made.program, _named("Autumn"))
        with pytest.raises(Refused, match="stands behind a cohort already"):
            actions.add_openings(actor, second, [made.openings[0].pk])
        with pytest.raises(Refused, match="is not committed: Offered"):
            actions.add_openings(actor, second, [offered.pk])
        with pytest.raises(Refused, match="no such opening"):
            actions.add_openings(actor, second, [elsewhere.pk])
        assert first.opening_rows.count() == 1
        actions.release_opening(actor, first, first.opening_rows.get().pk)
        assert actions.add_openings(actor, second, [made.openings[0].pk, past.pk])


def _named(name):
    from tests.cohorts import draft

    return draft(name=name, seats=1)


def test_a_withdrawn_or_filled_or_expired_opening_counts_no_more(town, made, as_web_role):
    cohort = opened(town, made)
    row = made.openings[0]
    with manager(town) as actor:
        withdraw_opening(actor, row.job_order, row.pk, reason="Ward closed")
        assert seat_limit(cohort).openings == 19
    with acting_as_system("test"):
        Opening.objects.filter(pk=made.openings[1].pk).update(status="filled")
    with manager(town):
        assert seat_limit(cohort).openings == 18
        assert not seat_limit(cohort).is_allowed
    from gainful.domain.cohorts.seats import openings_behind

    with manager(town):
        late = timezone.localdate() + 400 * DAYS
        assert openings_behind([cohort.pk], late) == {cohort.pk: 0}, "commitments end after a year"


def test_the_programs_rate_counts_who_completed_among_those_whose_training_ended(town, made):
    cohort = opened(town, made)
    rows = eligible(town, cohort, 16)
    with acting_as_system("test"):
        for place, row in enumerate(rows):
            status = "completed" if place < 10 else "left"
            Application.objects.filter(pk=row.pk).update(status="enrolled")
            Enrolment.objects.create(
                cohort=cohort, organization=town.agency, participant=row.participant, application=row, name=row.name,
                status=status, starts_on=cohort.starts_on, ends_on=cohort.ends_on,
            )  # fmt: skip
        Enrolment.objects.filter(application=rows[15]).update(status="not_started")
    with manager(town):
        assert completion_rate(made.program.pk) == CompletionRate(10, 15)
        assert seat_limit(cohort).rate == CompletionRate(0, 0), (
            "an open cohort rests on the rate of its opening"
        )
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager"):
        assert Cohort.objects.exclude(is_public=True).count() == 0


def test_a_cohort_moves_by_its_table_and_cancels_with_words(town, made):
    cohort = opened(town, made)
    with manager(town) as actor:
        with pytest.raises(Refused, match="this step is not open now"):
            actions.start_cohort(actor, cohort)
        actions.close_applications(actor, cohort)
        with pytest.raises(Refused, match="Nobody is enrolled"):
            actions.start_cohort(actor, cohort)
        actions.open_again(actor, cohort)
        with pytest.raises(Refused, match="Say why"):
            actions.cancel_cohort(actor, cohort, reason=" ")
        actions.cancel_cohort(actor, cohort, reason="The ward closed")
        assert (cohort.status, cohort.ended_reason) == ("cancelled", "The ward closed")
        assert cohort.opening_rows.filter(released_at=None).count() == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ends_on": timezone.localdate()}, "last day lies before the first"),
        ({"apply_until": timezone.localdate() + 40 * DAYS}, "end after the first day"),
        ({"apply_until": timezone.localdate() - DAYS}, "last day to apply is past"),
        ({"later_start_on": timezone.localdate() + 30 * DAYS}, "cannot start before"),
        ({"name": ""}, "name"),
        ({"seats": 0}, "seats"),
    ],
)
def test_what_cannot_be_used_is_named(town, made, changed, words):
    with pytest.raises(Refused, match=words):
        make_cohort(town, made, **changed)


def test_tracks_share_the_seats_and_a_fund_is_spent_once(town, made):
    cohort = make_cohort(town, made)
    with manager(town) as actor:
        actions.add_track(actor, cohort, name="Days", seats=12, target=10, target_on=cohort.ends_on)
        with pytest.raises(Refused, match="Say by when"):
            actions.add_track(actor, cohort, name="Weekends", seats=8, target=3)
        with pytest.raises(Refused, match="tracks have 12 seats together, the cohort 20"):
            actions.open_cohort(actor, cohort)
        actions.add_track(actor, cohort, name="Nights", seats=8)
        actions.add_fund(actor, cohort, fund=made.fund, amount=60_000)
        other = actions.create_cohort(actor, made.program, _named("Autumn"))
        with pytest.raises(Refused, match=r"has \$40,000.00 left"):
            actions.add_fund(actor, other, fund=made.fund, amount=60_000)
        actions.open_cohort(actor, cohort)
        with pytest.raises(Refused, match="not open now"):
            actions.add_track(actor, cohort, name="Late", seats=1)


def test_an_override_allows_so_many_beyond_and_no_more_when_openings_go(town, made):
    cohort = make_cohort(town, made, behind=4, seats=6)
    who = {"name": "Mara Lund", "title": "Director", "reason": "Two more are promised by phone."}
    with manager(town) as actor:
        actions.override_seats(actor, cohort, seats=6, **who)
        assert seat_limit(cohort).is_allowed
    with acting_as_system("test"):
        Opening.objects.filter(pk=made.openings[0].pk).update(status="withdrawn")
    with manager(town):
        limit = seat_limit(cohort)
        assert (limit.limit, limit.beyond, limit.is_allowed) == (3, 3, False)
