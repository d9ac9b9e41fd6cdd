"""A person answers what they need on their own pages: part by part, saved as they go."""

from __future__ import annotations

from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.support.models import Assessment, NeedAnswer
from tests.helped import as_self, revoke
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


def text(response):
    return " ".join(response.content.decode().split())


def begin(ana, preset="single_parent"):
    response = ana.client.post(reverse("participant:needs"), {"preset": preset})
    with acting_as_system("test"):
        found = Assessment.objects.get(state="open")
    assert response.url == reverse("participant:needs_go_on", args=[found.pk])
    return found


def topic(found, name):
    return reverse("participant:needs_topic", args=[found.pk, name])


def test_from_the_first_question_to_a_support_need(ana):
    found = begin(ana)
    first = ana.client.get(reverse("participant:needs_go_on", args=[found.pk]))
    assert first.url == topic(found, "child_care")
    page = text(ana.client.get(first.url))
    assert "Do you take care of a child" in page
    assert "Part 1 of 8." in page
    answers = {"q-child_care_has": "yes", "q-child_care_cover": "no", "q-child_care_when": ["day", "sick"],
               "q-want_child_care": "now"}  # fmt: skip
    assert ana.client.post(first.url, answers).url == topic(found, "transport")
    assert ana.client.post(topic(found, "transport"), {"later": "1"}).url == reverse("participant:needs")
    said = text(ana.client.get(reverse("participant:needs_said", args=[found.pk])))
    assert "You want help now with: <strong>Child care" in said
    assert "Days; When my child is sick" in said
    done = ana.client.post(reverse("participant:needs_said", args=[found.pk]))
    assert done.url == reverse("participant:support")
    with acting_as_system("test"):
        assert ana.person.barriers.get(resolved_at=None).kind == "childcare"


def test_what_cannot_be_read_is_said_beside_its_question_and_the_rest_is_saved(ana):
    found = begin(ana, "everybody")
    response = ana.client.post(
        topic(found, "family"), {"q-family_care": "yes", "q-family_hours": "many", "q-want_family": "now"}
    )
    assert response.status_code == 422
    page = text(response)
    assert "Write a whole number." in page
    assert 'value="many"' in page, "what was typed stays"
    with acting_as_system("test"):
        assert set(NeedAnswer.objects.values_list("question", flat=True)) == {"family_care", "want_family"}


def test_each_answer_is_saved_in_the_background(ana):
    found = begin(ana, "everybody")
    save = reverse("participant:needs_save", args=[found.pk])
    assert ana.client.post(save, {"q-want_food": "now"}).status_code == 204
    refused = ana.client.post(save, {"q-want_food": "perhaps"})
    assert (refused.status_code, refused.json()) == (
        422,
        {"wrong": {"want_food": "Choose one of the answers."}},
    )
    ana.client.post(save, {"q-transport_how": ["bus", "walk"]})
    ana.client.post(save, {"q-transport_how": ""})
    with acting_as_system("test"):
        assert NeedAnswer.objects.get().value == "now", "none ticked is no answer"


def test_sensitive_parts_say_who_sees_them_and_where_to_turn(ana):
    found = begin(ana, "everybody")
    page = text(ana.client.get(topic(found, "psychological")))
    assert "Call or text 988" in page
    assert "Nobody sees this part unless you let them" in page


def test_who_lets_nobody_in_is_shown_the_way(ana):
    revoke(ana)
    assert "Nobody may see what you need help with" in text(ana.client.get(reverse("participant:needs")))
    assert "So nobody could help you" in text(ana.client.get(reverse("participant:support")))


def test_a_score_shows_its_source_and_the_finished_one_takes_no_answer(ana):
    found = begin(ana, "everybody")
    food = {"q-food_last": "often", "q-food_balanced": "often", "q-food_cut": "no", "q-food_less": "no",
            "q-food_hungry": "no"}  # fmt: skip
    ana.client.post(topic(found, "food"), food)
    said = reverse("participant:needs_said", args=[found.pk])
    ana.client.post(said)
    page = text(ana.client.get(said))
    assert "Low food security" in page
    assert "user notes: the sum of affirmative answers" in page
    assert ana.client.post(topic(found, "food"), food).url == said
    assert "This step is not open while it is “Finished”" in text(ana.client.get(said))
    assert ana.client.get(reverse("participant:needs_go_on", args=[found.pk])).url == said


def test_a_part_is_added_and_strange_addresses_are_404(ana):
    found = begin(ana)
    add = ana.client.post(reverse("participant:needs_add", args=[found.pk]), {"topic": "legal"})
    assert add.url == topic(found, "legal")
    assert ana.client.get(topic(found, "moon")).status_code == 404
    assert (
        ana.client.post(reverse("participant:needs_add", args=[found.pk]), {"topic": "moon"}).status_code
        == 302
    )


def test_another_persons_assessment_is_not_there(town, ana):
    found = begin(ana)
    assert town.stranger.client.get(topic(found, "food")).status_code == 403
    with as_self(ana):
        assert Assessment.objects.count() == 1
