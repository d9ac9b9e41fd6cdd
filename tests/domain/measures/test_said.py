"""What people say: two read alone, agreement is counted, differences are settled by name, quotes need consent."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gainful.cli import main
from gainful.commands import measures as commands
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.measures import said_queries as said
from gainful.domain.measures.actions import (
    Changed,
    Given,
    answer,
    code_answer,
    settle,
    start_codebook,
    tell_improvement,
    use_codebook,
)
from gainful.domain.measures.errors import MeasureError, NotAllowedError
from gainful.domain.measures.models import Coding, FollowUp, FollowUpAnswer, Improvement
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Consent
from tests.measured import as_manager, job, person


def said_by(town, code, words, **also):
    """Somebody answered in their own words."""
    who = person(town, code)
    today = timezone.localdate()
    row = FollowUp.objects.create(
        organization=town.agency, participant=who, side="person", clock="hire", moment="month_1", began_on=today,
        due_on=today, placement=job(town, who, today), state="answered",
    )  # fmt: skip
    return FollowUpAnswer.objects.create(follow_up=row, works="yes", words=words, role="participant", **also)


@pytest.fixture
def answers(town):
    """Three answers in words, and the codebook that Gainful comes with in use."""
    with acting_as_system("test"):
        made = [
            said_by(town, f"W{n}", words)
            for n, words in enumerate(
                ("The bus is late", "Pay is low and nights are hard", "Nothing"), start=1
            )
        ]
    with as_manager(town) as actor:
        start_codebook(actor)
        use_codebook(actor)
    return made


def coach(town):
    """Act as the coach, the second coder."""
    return acting_as(town.coach.user, town.agency, role="coach")


def test_two_read_alone_and_what_differs_is_settled_by_name(town, answers):
    bus, pay, _none = answers
    with as_manager(town) as actor:
        code_answer(actor, bus.pk, ["transport"])
        code_answer(actor, pay.pk, ["pay", "hours"])
        told = said.what_people_say(actor)
        assert (told.read, told.waiting) == (0, 1)
        with pytest.raises(NotAllowedError):
            code_answer(actor, bus.pk, ["pay"])
        with pytest.raises(NotAllowedError):
            settle(actor, bus.pk, ["transport"], "Only one has read it")
    with coach(town) as actor:
        assert not Coding.objects.exists()  # nobody reads the other's reading before their own
        with pytest.raises(MeasureError, match="has no topic"):
            code_answer(actor, bus.pk, ["busses"])
        code_answer(actor, bus.pk, ["transport"])
        code_answer(actor, pay.pk, ["pay"])
        told = said.what_people_say(actor)
        assert [one.answer.pk for one in told.open] == [pay.pk]
        by_key = {one.key: one for one in told.topics}
        assert (by_key["transport"].people, by_key["pay"].people) == (1, 0)
        assert by_key["hours"].agreement.kappa == 0
        assert told.agreement.kappa == pytest.approx(0.78125)  # 28 decisions: 2 both, 1 apart, 25 neither
        settle(actor, pay.pk, ["pay", "hours"], "Nights are hours")
    with as_manager(town) as actor:
        told = said.what_people_say(actor)
        assert told.open == []
        assert {one.key: one.people for one in told.topics if one.people} == {
            "transport": 1,
            "pay": 1,
            "hours": 1,
        }
        (settled,) = [one.settlement for one in said.read_answers(told.book) if one.settlement]
        assert settled.settled_by == town.coach.user


def test_whoever_saw_suggestions_did_not_read_alone(town, answers):
    bus = answers[0]
    with as_manager(town) as actor:
        code_answer(actor, bus.pk, ["transport"], saw_suggestions=True)
    with coach(town) as actor:
        code_answer(actor, bus.pk, ["transport"])
        told = said.what_people_say(actor)
    assert (told.read, told.alone, told.agreement) == (1, 0, None)


def test_a_third_does_not_code_and_a_new_version_starts_anew(town, answers):
    bus = answers[0]
    for acting in (as_manager(town), coach(town)):
        with acting as actor:
            code_answer(actor, bus.pk, ["transport"])
    with acting_as_system("test"):
        third = User.objects.create_user("third@example.org")
        Membership.objects.create(user=third, organization=town.agency, role="coach")
    with acting_as(third, town.agency, role="coach") as actor, pytest.raises(NotAllowedError):
        code_answer(actor, bus.pk, ["pay"])
    with as_manager(town) as actor:
        with pytest.raises(MeasureError, match="why"):
            start_codebook(actor)
        start_codebook(actor, "Nights apart from hours")
        assert use_codebook(actor).number == 2
        told = said.what_people_say(actor)
        assert (told.book.number, told.read, told.waiting) == (2, 0, 3)
        old = said.codebooks(actor).get(number=1)
        assert len(said.read_answers(old)) == 1


def quotable(town, count, words="My shifts change every week"):
    """So many people whose answer two read as being about hours, and who may be quoted."""
    with acting_as_system("test"):
        made = [said_by(town, f"Q{n}", f"{words} {n}", may_quote=True) for n in range(count)]
        book = said.codebook_in_use(town.agency)
        for one in made:
            for place in (1, 2):
                Coding.objects.create(answer=one, codebook=book, place=place, codes=["hours"])
    return made


def hours(actor):
    return next(one for one in said.what_people_say(actor).topics if one.key == "hours")


def test_words_are_quoted_with_consent_and_never_of_a_few(town, answers):
    made = quotable(town, 9)
    with as_manager(town) as actor:
        assert hours(actor).quotes == []
        given = Changed(
            "hours", "Shifts change", "We ask for a month ahead", support="work", quoted=made[0].pk
        )
        with pytest.raises(MeasureError, match="too few"):
            tell_improvement(actor, given)
    tenth = one_more(town)
    with as_manager(town) as actor:
        assert len(hours(actor).quotes) == said.SMALLEST
        row = tell_improvement(
            actor, Changed("hours", "Shifts change", "A month ahead", support="work", quoted=made[0].pk)
        )
        assert said.improvements(actor).get().quote == "My shifts change every week 0"
    with acting_as_system("test"):
        Consent.objects.filter(participant=made[0].follow_up.participant).update(revoked_at=timezone.now())
    with as_manager(town) as actor:
        assert said.improvements(actor).get(pk=row.pk).quote is None
        assert hours(actor).people == 9  # who took the consent back is in no count that is made since
        assert hours(actor).quotes == []
    assert tenth.may_quote


def one_more(town):
    with acting_as_system("test"):
        made = said_by(town, "Q99", "Nights", may_quote=True)
        book = said.codebook_in_use(town.agency)
        for place in (1, 2):
            Coding.objects.create(answer=made, codebook=book, place=place, codes=["hours"])
    return made


def test_a_newer_answer_takes_the_place_of_the_one_that_was_read(town, answers):
    bus = answers[0]
    for acting in (as_manager(town), coach(town)):
        with acting as actor:
            code_answer(actor, bus.pk, ["transport"])
    with as_manager(town) as actor:
        answer(actor, bus.follow_up, Given(words="The bus is fine now", for_side="verbal"))
        told = said.what_people_say(actor)
        assert (told.read, told.waiting) == (0, 3)
        with pytest.raises(MeasureError, match="newer one"):
            settle(actor, bus.pk, ["transport"], "x")


def test_an_improvement_names_one_thing_that_changed(town, answers):
    with as_manager(town) as actor:
        for given in (
            Changed("hours", "x", "y"),
            Changed("hours", "x", "y", support="yachts"),
            Changed("no such", "x", "y", support="work"),
            Changed("hours", " ", "y", support="work"),
        ):
            with pytest.raises(MeasureError):
                tell_improvement(actor, given)


def test_those_who_answered_read_what_was_changed_and_others_do_not(town, answers, ana):
    with as_manager(town) as actor:
        tell_improvement(
            actor, Changed("transport", "The bus is late", "We pay for rides", support="transport")
        )
    page = reverse("participant:jobs")
    assert "We pay for rides" not in ana.client.get(page).content.decode()
    with acting_as_system("test"):
        row = FollowUp.objects.first()
        FollowUp.objects.filter(pk=row.pk).update(participant=ana.person)
    shown = ana.client.get(page).content.decode()
    assert "You said: The bus is late We changed: We pay for rides" in shown
    assert "We pay for rides" not in town.stranger.client.get(reverse("program:said")).content.decode()


def test_page_api_terminal_and_package_say_the_same(town, answers, capsys, monkeypatch):
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    bus = answers[0]
    manager, second = town.manager.client, town.coach.client
    assert manager.get(reverse("program:said_next")).url == reverse("program:said_answer", args=[bus.pk])
    page = reverse("program:said_answer", args=[bus.pk])
    assert "The bus is late" in manager.get(page).content.decode()
    assert manager.post(page, {"codes": ["transport"]}).status_code == 302
    assert "You have read it" in manager.get(page).content.decode()
    assert (
        second.post(
            f"/api/v1/said/answers/{bus.pk}/codings", {"codes": ["pay"]}, content_type="application/json"
        ).status_code
        == 201
    )
    differ = manager.get(page).content.decode()
    assert "Two have read it" in differ
    assert "Suggested topics" in differ
    assert manager.post(page, {"codes": ["transport"]}).status_code == 422  # why is missing
    assert manager.post(page, {"codes": ["transport"], "note": "The way to work"}).status_code == 302
    by_api = manager.get("/api/v1/said").json()
    assert {one["key"]: one["people"] for one in by_api["topics"] if one["people"]} == {"transport": 1}
    by_page = list(
        csv.DictReader(io.StringIO(manager.get(reverse("program:said_export")).content.decode("utf-8-sig")))
    )
    assert main(["measures", "said", "--agency", town.agency.name]) == 0
    by_hand = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert by_page == by_hand
    assert by_page[0]["counts"] == "transport"
    assert main(["measures", "said", "--topics", "--agency", town.agency.name]) == 0
    topics = {
        row["topic"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff")))
    }
    assert topics["transport"]["people"] == "1"
    assert float(topics[""]["kappa"]) == by_api["agreement"]["kappa"]
    assert f"{by_api['agreement']['kappa']:.2f}" in manager.get(reverse("program:said")).content.decode()


def test_pages_of_the_codebook_and_of_what_was_changed(town, answers):
    manager = town.manager.client
    page = reverse("program:codebook")
    assert "Version 1: In use" in manager.get(page).content.decode()
    manager.post(page, {"start": "1", "reason": "Nights apart"})
    assert manager.post(page, {"name": "Nights", "definition": "", "example": "x"}).status_code == 422
    assert (
        manager.post(
            page, {"name": "Nights", "definition": "Night work", "example": "I work nights"}
        ).status_code
        == 302
    )
    manager.post(page, {"drop": "search"})
    manager.post(page, {"use": "1"})
    told = manager.get("/api/v1/said").json()
    keys = {one["key"] for one in told["topics"]}
    assert told["codebook"] == 2
    assert "nights" in keys
    assert "search" not in keys
    assert town.coach.client.post(page, {"start": "1", "reason": "x"}).status_code == 200
    assert said_in_use_is(town, 2)
    home = reverse("program:said")
    sent = {"code": "nights", "said": "Nights are hard", "changed": "Day shifts first", "support": "work"}
    assert manager.post(home, {**sent, "said": ""}).status_code == 422
    assert manager.post(home, sent, follow=True).content.decode().count("Day shifts first") >= 1
    row = Improvement.objects.get()
    assert town.coach.client.post(reverse("program:improvement_back", args=[row.pk])).status_code == 403
    assert town.stranger.client.post(reverse("program:improvement_back", args=[row.pk])).status_code == 404
    assert (
        "Day shifts first"
        not in manager.post(reverse("program:improvement_back", args=[row.pk]), follow=True)
        .content.decode()
        .partition("Tell what you changed")[0]
    )


def said_in_use_is(town, number):
    with acting_as_system("test"):
        return said.codebook_in_use(town.agency).number == number


def test_the_page_asks_as_often_for_many_answers_as_for_one(town, answers):
    page = reverse("program:said")
    town.manager.client.get(page)
    counts = []
    for more in (1, 12):
        with acting_as_system("test"):
            book = said.codebook_in_use(town.agency)
            for n in range(more):
                one = said_by(town, f"C{more}-{n}", "Nights")
                for place in (1, 2):
                    Coding.objects.create(answer=one, codebook=book, place=place, codes=["hours"] * place)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            town.manager.client.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1]
