"""What a second agency reads of plan, notes and measures: part by part, as the person lets it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.actions import grant_consent, narrow_consent
from gainful.domain.participants.actions.shared_measures import enter_measure
from gainful.domain.participants.measure_queries import latest_of, measures_of
from gainful.domain.participants.models import Consent
from gainful.domain.support.models import CaseNote, Goal, GoalAction
from tests.helped import as_member, as_self
from tests.person import ana, signed_in
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def written(town, ana):
    """The first agency has goals and notes of every kind, sensitive and private ones among them."""
    with acting_as_system("test"):
        for need, words, sensitive in (
            ("transport", "A bus pass", False),
            ("legal", "Clear my record", True),
        ):
            goal = Goal.objects.create(
                participant=ana.person,
                organization=town.agency,
                need=need,
                own_words=words,
                is_sensitive=sensitive,
            )
            GoalAction.objects.create(
                goal=goal, participant=ana.person, text=f"Step of {words}", owner="person"
            )
        for kind, shared, sensitive in (
            ("call", "person", False), ("meeting", "agency", False), ("attended", "person", False),
            ("employer", "person", False), ("visit", "person", True), ("message", "author", False),
        ):  # fmt: skip
            CaseNote.objects.create(
                participant=ana.person, organization=town.agency, author=town.coach.user, author_name="Coach",
                kind=kind, text=f"Note {kind}", shared_with=shared, is_sensitive=sensitive,
            )  # fmt: skip
        user = User.objects.create_user("coach@elsewhere.example")
        Membership.objects.create(user=user, organization=town.stranger.organization, role="coach")
    town.other_coach = signed_in(user)
    return ana


def let(town, ana, *scopes):
    with as_self(ana) as actor:
        return grant_consent(
            actor,
            ana.person,
            town.stranger.organization,
            scopes=scopes,
            expires_at=timezone.now() + timedelta(days=9),
        )


def seen(town):
    with as_member(town.stranger):
        return (
            set(Goal.objects.values_list("own_words", flat=True)),
            set(GoalAction.objects.values_list("text", flat=True)),
            set(CaseNote.objects.values_list("kind", flat=True)),
        )


@pytest.mark.parametrize(
    ("scopes", "goals", "notes"),
    [
        (["profile", "support"], set(), set()),
        (["profile", "plan"], {"A bus pass"}, set()),
        (["profile", "plan", "sensitive"], {"A bus pass", "Clear my record"}, set()),
        (["profile", "notes"], set(), {"call"}),
        (["profile", "notes", "sensitive"], set(), {"call", "visit"}),
        (["profile", "notes_class"], set(), {"attended"}),
        (["profile", "notes_work", "notes_class"], set(), {"employer", "attended"}),
    ],
)
def test_each_part_opens_its_own_and_nothing_else(town, written, scopes, goals, notes):
    let(town, written, *scopes)
    assert seen(town) == (goals, {f"Step of {goal}" for goal in goals}, notes)


def test_pages_api_and_pdf_show_it_and_less_once_narrowed(town, written):
    consent = let(town, written, "profile", "support", "plan", "notes")
    page = reverse("coach:support", args=[written.person.pk])
    words = town.other_coach.get(page).content.decode()
    assert {"A bus pass", "Note call", "Harbor Workforce"} == {
        each for each in ("A bus pass", "Note call", "Harbor Workforce", "Note meeting") if each in words
    }
    api = town.other_coach.get(f"/api/v1/participants/{written.person.pk}/goals").json()
    assert [goal["own_words"] for goal in api] == ["A bus pass"]
    for part in ("plan", "notes"):
        with as_self(written) as actor:
            consent = narrow_consent(actor, consent, without=part)
    words = town.other_coach.get(page).content.decode()
    assert not any(each in words for each in ("A bus pass", "Note call"))
    assert town.other_coach.get(f"/api/v1/participants/{written.person.pk}/goals").json() == []


def test_another_agency_reads_a_goal_and_changes_nothing_of_it(town, written):
    let(town, written, "profile", "support", "plan")
    with as_member(town.stranger):
        goal = Goal.objects.get()
        assert Goal.objects.filter(pk=goal.pk).update(own_words="Ours now") == 0
        assert GoalAction.objects.filter(goal=goal).update(text="Ours now") == 0
    step = reverse("coach:support_goal_step", args=[goal.pk, "reach"])
    assert town.other_coach.post(step).status_code in {302, 403, 404, 422}
    add = f"/api/v1/goals/{goal.pk}/actions"
    given = {"text": "Ours", "owner": "person"}
    assert town.other_coach.post(add, given, "application/json").status_code in {403, 404, 422}
    with acting_as_system("test"):
        assert Goal.objects.get(pk=goal.pk).state == "open"
        assert GoalAction.objects.filter(text="Ours").count() == 0


def test_measures_are_entered_once_and_read_by_whom_the_person_lets(town, written):
    with as_member(town.coach) as actor, pytest.raises(ValidationError):
        enter_measure(actor, written.person, kind="income", value="24000")
    with as_self(written) as actor:
        grant_consent(
            actor, written.person, town.agency, scopes=["profile", "support", "measures"],
            expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
    page = reverse("coach:support_measures", args=[written.person.pk])
    wrong = town.coach.client.post(page, {"income": "24,000", "credit": "900"})
    assert (wrong.status_code, "from 300 to 850" in wrong.content.decode()) == (422, True)
    town.coach.client.post(page, {"income": "$24,000", "credit": "640", "housing": "rent"})
    with as_self(written):
        assert {row.words for row in measures_of(written.person)} == {"$24,000", "640", "A rented home"}
    mine = reverse("participant:shared_measures")
    assert written.client.post(mine, {"income": "26000"}).status_code == 302
    assert "$26,000" in written.client.get(mine).content.decode()
    assert written.client.get("/api/v1/me/measures").json()[0]["kind"] == "credit"
    let(town, written, "profile", "support")
    api = f"/api/v1/participants/{written.person.pk}/measures"
    assert town.other_coach.get(api).json() == []
    assert (
        town.other_coach.post(api, {"kind": "credit", "value": "700"}, "application/json").status_code == 422
    )
    let(town, written, "profile", "measures")
    told = {row["kind"]: row["value"] for row in reversed(town.other_coach.get(api).json())}
    assert told == {"income": "26000", "credit": "640", "housing": "rent"}
    assert (
        "$26,000" in town.other_coach.get(reverse("coach:support", args=[written.person.pk])).content.decode()
    )
    assert (
        town.other_coach.post(api, {"kind": "credit", "value": "700"}, "application/json").status_code == 201
    )
    with as_member(town.coach):
        newest = {row.kind: row for row in latest_of(measures_of(written.person))}
        assert (newest["credit"].value, str(newest["credit"].organization)) == ("700", "Prairie Workforce")
    assert Consent is not None
