"""Which thing of a day is which kind of service, and that exits follow the agency's dated rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.measures import queries
from gainful.domain.measures.actions import set_service_rule, take_rule_back
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import ServiceRule
from gainful.domain.measures.service_kinds import DEFAULTS, EXTENDS, Rule, Rules, ServiceType
from gainful.domain.support.models import Assessment
from gainful.engine.indicators.vocabulary import SERVICE_TYPES
from gainful.imports.measured import Wanted, measure
from tests.measured import DAY, as_manager, at_noon, person

SPRING = date(2026, 3, 1)


def test_the_kinds_are_the_engines_and_no_service():
    assert set(ServiceType.values) == {*SERVICE_TYPES, "none"}
    assert {one.type for one in DEFAULTS} <= set(SERVICE_TYPES)


def test_support_follow_up_self_service_and_information_keep_no_case_open():
    assert {"support", "follow-up", "self-service", "information-only", "none"} & EXTENDS == set()
    assert {"career", "assessment", "case-management", "occupational", "job-search"} <= EXTENDS


@pytest.mark.parametrize(
    ("source", "detail", "kind"),
    [
        ("enrolment", "", "occupational"),
        ("appointment", "own", "case-management"),
        ("appointment", "housing", "support"),
        ("appointment", "work", "career"),
        ("referral", "food", "support"),
        ("check_in", "", "follow-up"),
        ("something else", "", "none"),
    ],
)
def test_the_given_table(source, detail, kind):
    assert Rules().type_of(source, detail, SPRING) == kind


def test_the_newest_rule_of_the_day_holds_and_a_detail_goes_before_the_rest():
    rules = Rules(
        [
            Rule("referral", "", "other", date(2026, 1, 1)),
            Rule("referral", "", "none", date(2026, 6, 1)),
            Rule("referral", "housing", "career", date(2026, 2, 1)),
        ]
    )
    assert rules.type_of("referral", "food", date(2025, 12, 31)) == "support"
    assert rules.type_of("referral", "food", date(2026, 1, 1)) == "other"
    assert rules.type_of("referral", "food", date(2026, 6, 1)) == "none"
    assert rules.type_of("referral", "housing", date(2026, 1, 15)) == "other"
    assert rules.type_of("referral", "housing", date(2026, 7, 1)) == "career"
    assert (
        rules.type_of("referral", "work", date(2026, 7, 1)) == "career"
    )  # the given rule about the detail stays


def _two_talks(town):
    """Somebody with talks 200 and 150 days ago, and a third one 100 days ago."""
    today = timezone.localdate()
    with acting_as_system("test"):
        who = person(town, "A1")
        for days in (200, 150, 100):
            Assessment.objects.create(
                participant=who, organization=town.agency, instrument="needs", version=1, language="en",
                topics=["food"], state="finished", finished_at=at_noon(today - days * DAY),
            )  # fmt: skip


def test_exits_follow_a_rule_from_its_day_and_come_back_when_it_is_taken_back(town):
    _two_talks(town)
    today = timezone.localdate()
    with as_manager(town) as actor:
        assert measure(actor, Wanted()).body["exits"] == 1
        rule = set_service_rule(
            actor,
            source="assessment",
            service_type="follow-up",
            valid_from=today - 160 * DAY,
            reason="State letter 7",
        )
        after = measure(actor, Wanted(), again=True)
        assert (after.body["periods"], after.body["exits"]) == (1, 1)  # the first talk alone made the period
        take_rule_back(actor, rule)
        every = set_service_rule(
            actor,
            source="assessment",
            service_type="none",
            valid_from=today - 900 * DAY,
            reason="State letter 8",
        )
        assert measure(actor, Wanted(), again=True) is None  # nothing is a service any more
        take_rule_back(actor, every)
        assert measure(actor, Wanted(), again=True).body["exits"] == 1
    assert ServiceRule.objects.filter(taken_back_at__isnull=False).count() == 2


def test_a_rule_is_refused_in_words(town):
    with as_manager(town) as actor:
        good = {"source": "money", "service_type": "other", "valid_from": SPRING, "reason": "x"}
        for changed, words in (
            ({"source": "x"}, "Choose what happened"),
            ({"service_type": "x"}, "Choose what it counts as"),
            ({"detail": "food"}, "Only appointments and referrals"),
            ({"valid_from": date(2014, 7, 21)}, "from 22 July 2014"),
            ({"reason": "  "}, "Say where it stands"),
        ):
            with pytest.raises(MeasureError, match=words):
                set_service_rule(actor, **{**good, **changed})
        rule = set_service_rule(actor, **good)
        with pytest.raises(MeasureError, match="a rule for this from that day already"):
            set_service_rule(actor, **good)
        take_rule_back(actor, rule)
        with pytest.raises(MeasureError, match="taken back already"):
            take_rule_back(actor, rule)
        set_service_rule(actor, **good)
        table = {(place.source, place.detail): place for place in queries.service_table(actor)}
        assert [own.service_type for own in table["money", ""].own] == ["other"]


@pytest.mark.parametrize("role", ["coach", "employer"])
def test_only_managers_set_a_rule(town, role):
    who = town.coach if role == "coach" else town.employer
    with acting_as(who.user, who.organization, role=role) as actor, pytest.raises(PermissionDenied):
        set_service_rule(actor, source="money", service_type="other", valid_from=SPRING, reason="x")


def test_a_strangers_rule_cannot_be_taken_back(town):
    with as_manager(town) as actor:
        rule = set_service_rule(actor, source="money", service_type="other", valid_from=SPRING, reason="x")
    with (
        acting_as(town.stranger.user, town.stranger.organization, role="program_manager") as actor,
        pytest.raises(MeasureError, match="another agency"),
    ):
        take_rule_back(actor, rule)


def test_whoever_takes_their_consent_back_leaves_figures_to_come_and_stays_in_those_made(town):
    today = timezone.localdate()
    with acting_as_system("test"):
        people = [person(town, f"B{n}") for n in range(3)]
        for who in people:
            Assessment.objects.create(
                participant=who, organization=town.agency, instrument="needs", version=1, language="en",
                topics=["food"], state="finished", finished_at=at_noon(today - timedelta(days=100)),
            )  # fmt: skip
    with as_manager(town) as actor:
        first = measure(actor, Wanted())
    with acting_as_system("test"):
        people[0].consents.update(revoked_at=timezone.now())
    with as_manager(town) as actor:
        second = measure(actor, Wanted(), again=True)
        assert (first.body["exits"], first.unseen) == (3, 0)
        assert (second.body["exits"], second.unseen) == (2, 1)
        assert queries.report(first.pk).body["exits"] == 3
