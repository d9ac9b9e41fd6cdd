"""My support plan: goals in my words, actions, money, what a raise would change, on screen and on paper."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

from django.urls import reverse
from pypdf import PdfReader

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.support.actions.money import load_benefits
from gainful.domain.support.actions.notes import NoteText, add_note
from gainful.domain.support.models import Goal, GoalAction, MoneyRequest
from gainful.engine.support.benefits import BenefitRule
from tests.helped import as_member, assigned
from tests.person import ana
from tests.town import town

__all__ = ["ana", "assigned", "town"]
SHOW = "participant:support"


def text(response):
    return " ".join(response.content.decode().split())


def test_a_goal_an_action_and_done(ana, assigned):
    ana.client.post(reverse("participant:support_goal"), {"need": "transport", "own_words": "Be on time"})
    with acting_as_system("test"):
        goal = Goal.objects.get()
    new = reverse("participant:support_action_new", args=[goal.pk])
    assert ana.client.post(new, {"text": "", "owner": "person"}).status_code == 422
    ana.client.post(new, {"text": "Buy a pass", "owner": "person", "due_on": "2027-01-04"})
    page = text(ana.client.get(reverse(SHOW)))
    assert "“Be on time”" in page
    assert "by Jan 4, 2027" in page
    assert "Coach of Harbor Workforce helps you." in page
    with acting_as_system("test"):
        action = GoalAction.objects.get()
    change = reverse("participant:support_action", args=[action.pk])
    ana.client.post(change, {"text": "Buy a week pass", "owner": "person", "version": "1"})
    stale = ana.client.post(change, {"text": "Buy nothing", "owner": "person", "version": "1"})
    assert stale.status_code == 422
    assert "Somebody changed this while you had it open" in text(stale)
    ana.client.post(reverse("participant:support_action_step", args=[action.pk, "finish"]))
    ana.client.post(reverse("participant:support_goal_step", args=[goal.pk, "reach"]))
    assert "Reached" in text(ana.client.get(reverse(SHOW)))
    assert ana.client.post(reverse("participant:support_goal_step", args=[goal.pk, "fly"])).status_code == 404


def test_what_is_missing_in_a_form_is_said_and_kept(ana):
    response = ana.client.post(reverse("participant:support_goal"), {"need": "food", "own_words": ""})
    assert response.status_code == 422
    assert "This field is required" in text(response)
    response = ana.client.post(
        reverse("participant:support_money"), {"kind": "food", "words": "Lunch", "amount": "0"}
    )
    assert response.status_code == 422
    assert "Ask for more than 0 USD" in text(response)
    assert 'value="Lunch"' in text(response)


def test_money_is_asked_for_and_withdrawn(ana):
    ana.client.post(
        reverse("participant:support_money"), {"kind": "food", "words": "Lunch", "amount": "12.50"}
    )
    with acting_as_system("test"):
        row = MoneyRequest.objects.get()
    assert (row.asked, row.asked_by_person) == (Decimal("12.50"), True)
    assert "Lunch</strong>, $12.50" in text(ana.client.get(reverse(SHOW)))
    ana.client.post(reverse("participant:support_money_withdraw", args=[row.pk]))
    again = ana.client.post(reverse("participant:support_money_withdraw", args=[row.pk]), follow=True)
    assert "This step is not open while it is “No longer asked”" in text(again)


def test_the_plan_is_a_pdf_with_my_own_words(ana):
    ana.client.post(
        reverse("participant:support_goal"), {"need": "transport", "own_words": "Be on time #1 *x*"}
    )
    response = ana.client.get(reverse("participant:support_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_the_plan_on_paper_is_in_my_language(ana):
    """Every word that is not the person's own is Spanish, and a screen reader is told so."""
    ana.client.post(
        reverse("participant:support_goal"), {"need": "transport", "own_words": "Llegar a tiempo"}
    )
    with acting_as_system("test"):
        GoalAction.objects.create(
            goal=Goal.objects.get(), participant=ana.person, text="Preguntar por el autobús", owner="person"
        )
    papers = {}
    for language in ("en", "es"):
        made = ana.client.get(reverse("participant:support_pdf"), headers={"accept-language": language})
        paper = PdfReader(io.BytesIO(made.content))
        papers[language] = (
            str(paper.trailer["/Root"]["/Lang"]),
            " ".join(page.extract_text() for page in paper.pages),
        )
    assert (papers["en"][0], papers["es"][0]) == ("en", "es")
    english, spanish = (set(re.findall(r"[^\W\d_]{3,}", text)) for _lang, text in papers.values())
    own = set(re.findall(r"[^\W\d_]{3,}", f"Llegar a tiempo Preguntar por el autobús {ana.person}"))
    assert {"About", "Who", "State"} <= english
    assert (english & spanish) - own <= {"plan"}


def test_notes_that_are_shared_with_me_are_shown_and_others_not(town, ana):
    with as_member(town.coach) as actor:
        add_note(actor, ana.person, NoteText("call", "Bring your ID on Monday", "person"))
        add_note(actor, ana.person, NoteText("call", "Sounded tired", "agency"))
    page = text(ana.client.get(reverse(SHOW)))
    assert "Bring your ID on Monday" in page
    assert "Sounded tired" not in page


def test_my_file_and_the_page_of_what_is_kept_hold_my_support(town, ana):
    ana.client.post(reverse("participant:support_goal"), {"need": "transport", "own_words": "Be on time"})
    with as_member(town.coach) as actor:
        add_note(actor, ana.person, NoteText("call", "Sounded tired", "agency"))
    held = ana.client.get(reverse("participant:download")).json()["support"]
    assert held["goals"][0]["own_words"] == "Be on time"
    assert held["notes_shared_with_me"] == []
    page = text(ana.client.get(reverse("participant:kept")))
    assert "My support: what I need, my goals, money</strong>: 1" in page
    assert "support" in ana.client.get("/api/v1/me/export").json()


def raise_of(ana, **more):
    return ana.client.post(
        reverse("participant:raise"),
        {"hours_before": "20", "wage_before": "15", "hours_after": "24", "wage_after": "15", "household": "3",
         "benefits": "SNAP, Child care help", "day": "2026-12-01", **more},
    )  # fmt: skip


def test_a_raise_that_costs_more_than_it_brings_is_said_before_anything_is_agreed(town, ana):
    assert "Not computed." in text(raise_of(ana))
    points = {
        "SNAP": (((Decimal(0), Decimal(700)), (Decimal(2500), Decimal(0))), False),
        "Child care help": (((Decimal(0), Decimal(1100)), (Decimal(1500), Decimal(0))), True),
    }
    with as_member(town.manager) as actor:
        load_benefits(
            actor,
            [
                BenefitRule(name, 3, date(2026, 10, 1), None, step, pairs, f"Notice {name}")
                for name, (pairs, step) in points.items()
            ],
        )
    page = text(raise_of(ana))
    assert (
        "The raise would leave $912.80 a month less" in page
    )  # 260 more pay, 72.80 less SNAP, 1,100 less care
    assert "Notice SNAP" in page
    assert "The raise would leave $" in text(raise_of(ana, benefits="SNAP"))
    assert "household of this size" in text(raise_of(ana, household="2"))
    assert raise_of(ana, wage_after="").status_code == 422
    in_spanish = ana.client.get(
        reverse("participant:raise"), headers={"accept-language": "es"}
    ).content.decode()
    assert "Uno tras otro con comas, con estos nombres: Child care help, SNAP" in in_spanish, (
        "a rule is found by its name alone"
    )
