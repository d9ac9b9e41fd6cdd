"""A coach works on one person's support: a note with all that follows, needs together, money given and proven."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.support.actions.money import Ask, approve_money, ask_money
from gainful.domain.support.models import (
    Assessment,
    Assignment,
    CaseNote,
    Goal,
    GoalAction,
    MoneyRequest,
    Referral,
)
from tests.domain.support.conftest import help_
from tests.helped import as_member, assigned, fund, open_ana, revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "assigned", "fund", "help_", "open_ana", "town"]


def text(response):
    return " ".join(response.content.decode().split())


def page(town, ana):
    return town.coach.client.get(reverse("coach:support", args=[ana.person.pk]))


def write(town, ana, **given):
    fields = {"kind": "meeting", "text": "She needs a pass", "shared_with": "agency", **given}
    return town.coach.client.post(reverse("coach:support_write", args=[ana.person.pk]), fields)


def test_a_note_a_goal_an_action_and_a_sum_in_one_form(town, ana):
    response = write(
        town, ana, goal_need="transport", goal_own_words="Be on time", action_text="Buy the pass",
        action_owner="coach", action_due="2027-01-04", money_kind="transport", money_amount="90", minutes="20",
    )  # fmt: skip
    assert response.url == reverse("coach:support", args=[ana.person.pk])
    with acting_as_system("test"):
        assert CaseNote.objects.get().goal == Goal.objects.get()
        assert GoalAction.objects.get().owner == "coach"
        assert MoneyRequest.objects.get().words == "She needs a pass"
    shown = text(page(town, ana))
    assert "“Be on time”" in shown
    assert "Buy the pass" in shown


def test_a_form_that_is_sent_twice_is_written_once(town, ana):
    shown = page(town, ana).content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', shown)[1]
    for _time in range(2):
        response = write(
            town, ana, goal_need="transport", goal_own_words="Be on time", money_kind="transport", money_amount="90",
            minutes="20", key=key,
        )  # fmt: skip
        assert response.status_code == 302
    with acting_as_system("test"):
        assert [model.objects.count() for model in (CaseNote, Goal, MoneyRequest)] == [1, 1, 1]
        assert LedgerRow.objects.get().minutes == 20
    assert write(town, ana, key="no number").status_code == 422


def test_a_referral_goes_with_the_note_and_the_goal(town, ana, help_):
    response = write(
        town, ana, goal_need="child_care", goal_own_words="A place for my son", action_text="Visit it",
        refer_to="evening", refer_agreed="verbal",
    )  # fmt: skip
    assert response.url == reverse("coach:support", args=[ana.person.pk])
    with acting_as_system("test"):
        sent, note = Referral.objects.get(), CaseNote.objects.get()
        assert (sent.service, sent.need, sent.state) == (help_.service, "child_care", "sent")
        assert (note.referral, GoalAction.objects.get().referral) == (sent, sent)
    assert help_.free() == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"refer_to": "care"},
            "Several services fit: Evening care (Bright Start); Night care (Bright Start).",
        ),
        ({"refer_to": "moon"}, "No open service of the directory is called “moon”."),
        ({"refer_to": "night care"}, "Say how the person agreed."),
        (
            {"refer_to": "night care", "refer_agreed": "verbal", "need": ""},
            "Say what the person needs help with.",
        ),
        ({"refer_to": "", "refer_agreed": "verbal"}, "Say to which service."),
    ],
)
def test_a_referral_that_cannot_be_sent_stores_nothing_of_what_goes_with_it(town, ana, help_, given, words):
    help_.make("Night care")
    response = write(town, ana, **{"need": "child_care", **given})
    assert response.status_code == 422
    assert words in text(response)
    with acting_as_system("test"):
        assert not CaseNote.objects.exists()
        assert not Referral.objects.exists()


def test_a_part_that_is_wrong_keeps_everything_in_the_form_and_stores_nothing(town, ana):
    response = write(town, ana, goal_need="transport", goal_own_words="", action_text="Buy the pass")
    assert response.status_code == 422
    assert "Say what is to be reached" in text(response)
    assert "She needs a pass" in text(response)
    response = write(town, ana, money_kind="food", money_amount="0")
    assert "Ask for more than 0 USD" in text(response)
    with acting_as_system("test"):
        assert not CaseNote.objects.exists()
        assert not Goal.objects.exists()


def test_needs_are_gone_through_together_without_what_is_not_shared(town, ana):
    assert "are not shared with you, so they are not asked here" in text(page(town, ana))
    begun = town.coach.client.post(
        reverse("coach:needs_begin", args=[ana.person.pk]), {"moment": "before_hire", "preset": "returning"}
    )
    first = town.coach.client.get(begun.url)
    assert first.url.endswith("/about/housing/")
    assert "Where do you live now?" in text(town.coach.client.get(first.url))
    town.coach.client.post(first.url, {"q-want_housing": "now"})
    with acting_as_system("test"):
        row = Assessment.objects.get()
    said = reverse("coach:needs_said", args=[row.pk])
    assert "What Ana Silva said" in text(town.coach.client.get(said))
    town.coach.client.post(said)
    assert "A place to live" in text(page(town, ana))
    assert (row.how, row.moment) == ("together", "before_hire")


def test_sensitive_answers_are_shown_with_the_scope_and_counted_without_it(town, open_ana):
    begun = town.coach.client.post(
        reverse("coach:needs_begin", args=[open_ana.person.pk]), {"preset": "everybody"}
    )
    with acting_as_system("test"):
        row = Assessment.objects.get()
    legal = reverse("coach:needs_topic", args=[row.pk, "legal"])
    town.coach.client.post(legal, {"q-legal_matters": ["record"]})
    said = reverse("coach:needs_said", args=[row.pk])
    assert "A court record" in text(town.coach.client.get(said))
    scopes(open_ana, "profile", "support")
    shown = text(town.coach.client.get(said))
    assert "A court record" not in shown
    assert "5 parts are not shared with you" in shown
    assert town.coach.client.get(legal).status_code == 404
    assert begun.status_code == 302


def test_money_is_given_and_proven_from_the_persons_page(town, ana, fund):
    with as_member(town.coach) as actor:
        row = ask_money(actor, ana.person, Ask("transport", Decimal(90), "Bus pass"))
    with as_member(town.manager) as actor:
        approve_money(actor, row, fund=fund, amount=Decimal(90))
    assert "Give it" in text(page(town, ana))
    address = reverse("coach:support_money", args=[row.pk])
    today = timezone.localdate().isoformat()
    bad = town.coach.client.post(address, {"way": "voucher", "payee": "", "reference": "V", "day": today})
    assert bad.status_code == 422
    town.coach.client.post(address, {"way": "voucher", "payee": "Metro", "reference": "V-1", "day": today})
    town.coach.client.post(address, {"receipt": "R-1", "day": today, "spent": "80"})
    assert "receipt R-1" in text(page(town, ana))
    done = town.coach.client.get(address, follow=True)
    assert "This step is not open while it is “Receipt is here”" in text(done)


def test_i_look_after_them_and_no_longer(town, ana):
    address = reverse("coach:look_after", args=[ana.person.pk])
    town.coach.client.post(address)
    assert "Coach looks after them since" in text(page(town, ana))
    town.coach.client.post(address, {"end": "1"})
    with acting_as_system("test"):
        assert Assignment.objects.get().ended_at is not None


def test_without_the_scope_the_page_says_so_and_shows_nothing(town, ana):
    scopes(ana, "profile")
    assert "They have not shared this with you" in text(page(town, ana))
    assert write(town, ana).status_code == 422
    revoke(ana)
    assert page(town, ana).status_code == 404


def test_the_plan_prints(town, ana):
    write(town, ana, goal_need="transport", goal_own_words="Be on time")
    response = town.coach.client.get(reverse("coach:support_pdf", args=[ana.person.pk]))
    assert response.content.startswith(b"%PDF-")


def test_steps_of_others_are_not_there(town, ana):
    write(town, ana, goal_need="transport", goal_own_words="Be on time")
    with acting_as_system("test"):
        goal = Goal.objects.get()
    assert (
        town.stranger.client.post(reverse("coach:support_goal_step", args=[goal.pk, "reach"])).status_code
        == 403
    )
    revoke(ana)
    assert (
        town.coach.client.post(reverse("coach:support_goal_step", args=[goal.pk, "reach"])).status_code == 404
    )
