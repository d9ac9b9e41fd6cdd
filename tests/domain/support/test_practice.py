"""Practice work: signed by every side, logged week by week, reviewed by the host, signed by the person."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.messages.clock import tick
from gainful.domain.messages.duties import do_all
from gainful.domain.messages.links import LinkClosed, acting_through, token_of
from gainful.domain.messages.models import Message, SignedLink
from gainful.domain.participants import queries as people
from gainful.domain.support import practice_queries as queries
from gainful.domain.support.about_me import support_about_me
from gainful.domain.support.actions.practice import (
    Signer,
    Terms,
    change_practice,
    draft_practice,
    send_practice,
    sign_practice,
    withdraw_practice,
)
from gainful.domain.support.actions.practice_weeks import (
    break_off,
    confirm_week,
    counter_sign,
    log_week,
    review_practice,
)
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import PracticeAgreement
from gainful.domain.support.states.practice import PRACTICE_RULES, PracticeSide
from tests.helped import as_member, as_self, revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
HOST, ME, AGENCY, BOSS = (
    PracticeSide.HOST,
    PracticeSide.PARTICIPANT,
    PracticeSide.PROVIDER,
    PracticeSide.EMPLOYER,
)


def monday():
    today = timezone.localdate()
    return today - timedelta(days=today.weekday() + 7)


def terms(**given):
    fields = {
        "kind": "employment", "host_name": "More Than Books", "host_contact": "Kim Vang",
        "host_email": "kim@books.example", "work": "Bookshop", "tasks": "Sort, shelve, sell", "place": "12 Lake Street",
        "starts_on": monday(), "ends_on": monday() + timedelta(days=90), "hours_per_week": Decimal(20),
        "insurer": "host", "insurance": "WC-1, call 612-555-0100", "person_name": "Ana", "wage": Decimal("15.00"),
    }  # fmt: skip
    return Terms(**{**fields, **given})


def sent(town, ana, **given):
    with as_member(town.coach) as actor:
        row = draft_practice(actor, ana.person, terms(**given))
    with as_member(town.manager) as actor:
        return send_practice(actor, row)


def through(scope):
    """Act through the newest link of this scope, as its reader does."""
    with acting_as_system("test"):
        link = SignedLink.objects.filter(scope=scope, revoked_at=None).order_by("-created_at", "-id").first()
    assert link is not None, scope
    return acting_through(token_of(link.pk))


def by_link(scope, step):
    with through(scope) as (link, actor):
        row = queries.linked_agreement(link.about_id)
        assert row is not None
        return step(actor, row, link)


def host_signs(row):
    by_link("practice_host", lambda actor, found, link: sign_practice(
        actor, found, Signer("Kim Vang", "Manager", link.pk), side=HOST, seen_hash=row.content_hash))  # fmt: skip


def in_force(town, ana, **given):
    row = sent(town, ana, **given)
    with as_self(ana) as actor:
        sign_practice(actor, row, Signer("Ana Silva"), side=ME, seen_hash=row.content_hash)
    host_signs(row)
    with as_member(town.manager) as actor:
        sign_practice(actor, row, Signer("Manager"), side=AGENCY, seen_hash=row.content_hash)
        row.refresh_from_db()
    return row


def tell():
    """Let the clock tell what happened."""
    tick(timezone.now())


def test_all_sign_hours_are_confirmed_the_host_reviews_and_the_person_signs(town, ana):
    row = in_force(town, ana)
    assert row.state == "in_force"
    tell()
    with as_self(ana) as actor:
        assert "All have signed" in " ".join(
            Message.objects.filter(kind="practice_news").values_list("text", flat=True)
        )
        week = log_week(
            actor, row, day=monday() + timedelta(days=2), hours=Decimal("18.5"), words="Shelves", side=ME
        )
    assert week.week_on == monday()

    def confirm(actor, found, link):
        return confirm_week(
            actor, found, queries.week(found, str(week.pk)), Signer("Kim Vang", link_id=link.pk)
        )

    assert by_link("practice_host", confirm).confirmed_by == "Kim Vang"
    do_all(timezone.now())
    do_all(timezone.now())
    with as_member(town.manager):
        entry = LedgerRow.objects.get(source_kind="practice")
        assert (entry.minutes, entry.part, entry.is_actual, entry.participant) == (
            1110,
            "support",
            True,
            ana.person,
        )
    by_link("practice_host", lambda actor, found, link: review_practice(
        actor, found, Signer("Kim Vang"), outcome="hired", words="On time, kind to customers", side=HOST))  # fmt: skip
    with as_self(ana) as actor:
        row.refresh_from_db()
        with pytest.raises(SupportError, match="what you see differently"):
            counter_sign(actor, row, agrees=False, side=ME)
        counter_sign(actor, row, agrees=True, words="Thank you", side=ME)
        assert (row.state, row.outcome, row.person_agrees) == ("closed", "hired", True)
        assert [each["outcome"] for each in support_about_me(ana.person)["practice_work"]] == ["hired"]
        looks = [(each.reader, each.organization_name) for each in people.reads_of(ana.person)]
    assert ("Kim Vang", "More Than Books") in looks


def test_a_current_employer_signs_too_and_letters_name_nobody(town, ana):
    row = sent(town, ana, employer_name="Mill", employer_email="boss@mill.example")
    with as_self(ana) as actor:
        sign_practice(actor, row, Signer("Ana"), side=ME, seen_hash=row.content_hash)
    host_signs(row)
    with as_member(town.manager) as actor:
        sign_practice(actor, row, Signer("M"), side=AGENCY, seen_hash=row.content_hash)
        row.refresh_from_db()
        assert row.state == "sent"
    by_link("practice_employer", lambda actor, found, link: sign_practice(
        actor, found, Signer("Boss"), side=BOSS, seen_hash=row.content_hash))  # fmt: skip
    with acting_as_system("test"):
        row.refresh_from_db()
        letters = Message.objects.filter(address__in=["kim@books.example", "boss@mill.example"])
        assert letters.count() == 2
        assert not [each for each in letters if "Ana" in each.text + each.subject]
    assert row.state == "in_force"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"host_name": " "}, "Name the host"),
        ({"host_contact": ""}, "who guides"),
        ({"work": ""}, "what work"),
        ({"tasks": ""}, "what the person does"),
        ({"place": ""}, "Say where"),
        ({"insurance": ""}, "which policy"),
        ({"person_name": ""}, "called at work"),
        ({"host_email": "x"}, "Enter an email address"),
        ({"employer_name": "Mill"}, "Enter an email address"),
        ({"kind": "job"}, "what kind"),
        ({"insurer": "nobody"}, "who insures"),
        ({"hours_per_week": Decimal(0)}, "more than 0"),
        ({"hours_per_week": Decimal(41)}, "at most 40"),
        ({"ends_on": monday() - timedelta(days=1)}, "before the first"),
        ({"ends_on": monday() + timedelta(days=367)}, "a year at most"),
        ({"wage": Decimal(-1)}, "0 USD or more"),
        ({"host_language": "xx"}, "language of the list"),
        ({"employer_language": ""}, "language of the list"),
    ],
)
def test_terms_that_cannot_be_are_refused(town, ana, given, words):
    with as_member(town.coach) as actor, pytest.raises(SupportError, match=words):
        draft_practice(actor, ana.person, terms(**given))


def test_who_may_not(town, ana):
    for who in (town.operator, town.employer, town.stranger):
        with as_member(who) as actor, pytest.raises((PermissionDenied, NotAllowedError)):
            draft_practice(actor, ana.person, terms())
    with as_member(town.coach) as actor:
        row = draft_practice(actor, ana.person, terms())
        with pytest.raises(NotAllowedError, match="role"):
            send_practice(actor, row)
        change_practice(actor, row, terms(work="Warehouse"))
        assert row.work == "Warehouse"
    with as_member(town.manager) as actor:
        send_practice(actor, row)
        with pytest.raises(NotAllowedError, match="not open while"):
            change_practice(actor, row, terms())
    with as_member(town.stranger):
        assert queries.agreement(row.pk) is None
    with as_member(town.coach) as actor:
        for step in (
            lambda: sign_practice(actor, row, Signer("C"), side=AGENCY, seen_hash=row.content_hash),
            lambda: review_practice(actor, row, Signer("C"), outcome="hired", words="x", side=HOST),
            lambda: counter_sign(actor, row, agrees=True, side=ME),
        ):
            with pytest.raises(NotAllowedError):
                step()


def test_nobody_signs_for_another_side_or_other_words(town, ana):
    row = sent(town, ana)
    with as_self(ana) as actor:
        with pytest.raises(SupportError, match="What you read has changed"):
            sign_practice(actor, row, Signer("Ana"), side=ME, seen_hash="")
        with pytest.raises(SupportError, match="Write your name"):
            sign_practice(actor, row, Signer(" "), side=ME, seen_hash=row.content_hash)
        with pytest.raises(NotAllowedError, match="Nobody signs for this side"):
            sign_practice(actor, row, Signer("Ana"), side=BOSS, seen_hash=row.content_hash)
        sign_practice(actor, row, Signer("Ana"), side=ME, seen_hash=row.content_hash)
        with pytest.raises(NotAllowedError, match="signed already"):
            sign_practice(actor, row, Signer("Ana"), side=ME, seen_hash=row.content_hash)


def test_the_database_lets_nobody_sign_for_another_side(town, ana, as_web_role):
    row = sent(town, ana)
    with as_self(ana) as actor, pytest.raises(Exception, match="row-level security"):
        sign_practice(actor, row, Signer("Ana"), side=HOST, seen_hash=row.content_hash)


def test_a_link_ends_with_the_consent_and_with_what_is_taken_back(town, ana):
    row = sent(town, ana)
    host = through("practice_host")
    with as_member(town.manager) as actor:
        withdraw_practice(actor, row)
    with host as (link, _actor):
        assert queries.linked_agreement(link.about_id) is None
    sent(town, ana)
    again = through("practice_host")
    revoke(ana)
    with pytest.raises((LinkClosed, AssertionError)), again as (link, _actor):
        assert queries.linked_agreement(link.about_id) is not None


def test_weeks_outside_the_agreement_and_confirmed_ones_stay(town, ana):
    row = in_force(town, ana)
    with as_self(ana) as actor:
        for day in (monday() - timedelta(days=1), timezone.localdate() + timedelta(days=8)):
            with pytest.raises(SupportError, match="not one of the agreement"):
                log_week(actor, row, day=day, hours=Decimal(1), words="", side=ME)
        with pytest.raises(SupportError, match="between 0 and 60"):
            log_week(actor, row, day=monday(), hours=Decimal(61), words="", side=ME)
        week = log_week(actor, row, day=monday(), hours=Decimal(10), words="", side=ME)
        with pytest.raises(NotAllowedError, match="role"):
            confirm_week(actor, row, week, Signer("Ana"))
        changed = log_week(actor, row, day=monday(), hours=Decimal(12), words="", side=ME)
    with as_member(town.coach) as actor:
        with pytest.raises(NotAllowedError, match="changed or confirmed meanwhile"):
            confirm_week(actor, row, week, Signer("Coach"))
        confirm_week(actor, row, changed, Signer("Coach"))
    with as_self(ana) as actor, pytest.raises(NotAllowedError, match="confirmed already"):
        log_week(actor, row, day=monday(), hours=Decimal(40), words="", side=ME)


def test_each_side_may_end_it_and_the_host_still_reviews(town, ana):
    row = in_force(town, ana)
    with as_self(ana) as actor:
        break_off(actor, row, side=ME, why="Too far")
        assert (row.state, row.broken_off_by) == ("broken_off", "participant")
        with pytest.raises(NotAllowedError, match="not open while"):
            break_off(actor, row, side=ME, why="")
    by_link("practice_host", lambda actor, found, link: review_practice(
        actor, found, Signer("Kim"), outcome="partly", words="Three weeks", side=HOST))  # fmt: skip
    with as_member(town.manager) as actor:
        assert queries.agreements(actor, state="reviewed", search="books").get().outcome == "partly"


def test_without_support_in_the_consent_nothing_is_written(town, ana):
    scopes(ana, "profile")
    with as_member(town.coach) as actor, pytest.raises(NotAllowedError, match="does not cover"):
        draft_practice(actor, ana.person, terms())


def test_every_step_that_the_table_refuses_is_refused(town, ana):
    from gainful.domain.support.access import may_step

    with as_member(town.coach) as actor:
        row = draft_practice(actor, ana.person, terms())
    for state in ("draft", "sent", "in_force", "broken_off", "reviewed", "closed", "withdrawn"):
        row.state = state
        for role, who in (
            ("coach", town.coach),
            ("program_manager", town.manager),
            ("operator", town.operator),
        ):
            acts = Actor(who.user, who.organization, role)
            for verb, rule in PRACTICE_RULES.items():
                assert may_step(acts, PRACTICE_RULES, verb, row) == (
                    role in rule.roles and state in rule.states
                )
    assert date(2026, 11, 2).weekday() == 0
    assert PracticeAgreement._meta.get_field("hours_per_week").default == 20


@pytest.mark.parametrize("first_day", [date(9999, 12, 1), date(1, 1, 1)])
def test_a_slip_in_the_year_is_told_before_anybody_signs(town, ana, first_day):
    given = terms(starts_on=first_day, ends_on=first_day + timedelta(days=20))
    with as_member(town.coach) as actor, pytest.raises(SupportError, match="Look at the year"):
        draft_practice(actor, ana.person, given)


def test_a_form_sent_twice_is_one_agreement(town, ana):
    with as_member(town.coach) as actor:
        rows = [draft_practice(actor, ana.person, terms(work=work)) for work in ("Shop", "Shop", "Kitchen")]
    assert rows[0] == rows[1] != rows[2]


def test_hours_that_changed_after_they_were_read_are_not_confirmed(town, ana):
    row = in_force(town, ana)
    with as_self(ana) as actor:
        week = log_week(actor, row, day=monday(), hours=Decimal(10), words="", side=ME)
        changed = log_week(actor, row, day=monday(), hours=Decimal(40), words="", side=ME)
    with as_member(town.coach) as actor:
        with pytest.raises(NotAllowedError, match="changed or confirmed meanwhile"):
            confirm_week(actor, row, changed, Signer("Coach"), seen=Decimal("10.0"))
        assert confirm_week(actor, row, changed, Signer("Coach"), seen=Decimal("40.0")).confirmed_at
    assert week.pk == changed.pk


def test_hours_of_the_last_week_count_after_the_review_too(town, ana):
    row = in_force(town, ana)
    by_link("practice_host", lambda actor, found, link: review_practice(
        actor, found, Signer("Kim"), outcome="completed", words="Good", side=HOST))  # fmt: skip
    with as_self(ana) as actor:
        row.refresh_from_db()
        week = log_week(actor, row, day=monday(), hours=Decimal(8), words="", side=ME)
        counter_sign(actor, row, agrees=True, side=ME)
        row.refresh_from_db()
        with pytest.raises(NotAllowedError, match="not open while"):
            log_week(actor, row, day=monday(), hours=Decimal(9), words="", side=ME)
    with as_member(town.coach) as actor:
        assert confirm_week(actor, row, week, Signer("Coach")).confirmed_by == "Coach"


def test_no_hours_after_it_was_broken_off(town, ana):
    row = in_force(town, ana)
    with as_self(ana) as actor:
        break_off(actor, row, side=ME, why="", on=monday() - timedelta(days=1))
        with pytest.raises(SupportError, match="not one of the agreement"):
            log_week(actor, row, day=monday() + timedelta(days=1), hours=Decimal(8), words="", side=ME)


def test_the_persons_own_file_holds_weeks_and_signatures(town, ana):
    row = in_force(town, ana)
    with as_self(ana) as actor:
        log_week(actor, row, day=monday(), hours=Decimal(8), words="Shelves", side=ME)
        mine = support_about_me(ana.person)
    assert [each["words"] for each in mine["practice_weeks"]] == ["Shelves"]
    assert {each["name"] for each in mine["practice_signatures"]} == {"Ana Silva", "Kim Vang", "Manager"}
