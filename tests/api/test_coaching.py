"""Who looks after whom, caseloads and presets through the API: the same rules as on the pages."""

from __future__ import annotations

import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import ReadLog
from tests.api.test_support_plans import call
from tests.domain.support.test_notes import second
from tests.helped import open_ana, revoke
from tests.person import ana
from tests.town import town

__all__ = ["ana", "open_ana", "second", "town"]


def test_a_coach_takes_a_person_on_and_a_manager_hands_them_over(town, ana, second):
    person = f"/participants/{ana.person.pk}"
    taken = call(town.coach, "put", f"{person}/coach", {})
    assert (taken.status_code, taken.json()["coach_id"]) == (200, str(town.coach.user.pk))
    handed = call(town.coach, "put", f"{person}/coach", {"coach": str(second.pk)})
    assert handed.status_code == 403
    assert call(town.manager, "put", f"{person}/coach", {"coach": str(second.pk)}).status_code == 200
    assert [row["coach"] for row in call(ana, "get", f"{person}/coaches").json()] == ["Second"]
    assert call(town.coach, "delete", f"{person}/coach").status_code == 403
    assert call(town.manager, "delete", f"{person}/coach").status_code == 204
    assert call(town.manager, "delete", f"{person}/coach").status_code == 204, "nobody does already"
    assert call(ana, "get", f"{person}/coaches").json() == []


def test_who_is_no_coach_here_or_has_no_consent_is_refused(town, ana):
    person = f"/participants/{ana.person.pk}"
    for wrong in (str(town.manager.user.pk), "00000000-0000-0000-0000-000000000000"):
        refused = call(town.manager, "put", f"{person}/coach", {"coach": wrong})
        assert (refused.status_code, refused.json()["message"]) == (
            404,
            "There is no such coach at your agency.",
        )
    assert call(ana, "put", f"{person}/coach", {}).status_code == 403
    revoke(ana)
    assert call(town.coach, "put", f"{person}/coach", {}).status_code == 404


def test_caseloads_are_the_managers_and_name_who_would_move(town, ana, second):
    call(town.coach, "put", f"/participants/{ana.person.pk}/coach", {})
    set_to = f"/caseloads/{town.coach.user.pk}"
    assert call(town.manager, "put", set_to, {"most": 0, "languages": ["ES"]}).status_code == 204
    found = call(town.manager, "get", "/caseloads").json()
    row = next(row for row in found["coaches"] if row["coach"] == str(town.coach.user.pk))
    assert (row["people"], row["most"], row["languages"], row["is_over"]) == (1, 0, ["es"], True)
    assert [(move["person"], move["to"]) for move in found["moves"]] == [(str(ana.person.pk), str(second.pk))]
    with acting_as_system("test"):
        assert ReadLog.objects.filter(what="Caseloads looked at", participant=ana.person).count() == 1
    assert call(town.manager, "put", set_to, {"most": 1001}).status_code == 422
    assert call(town.manager, "get", "/caseloads?offset=25").json()["coaches"] == []
    for who in (town.coach, ana):
        assert call(who, "get", "/caseloads").status_code == 403
        assert call(who, "put", set_to, {"most": 5}).status_code == 403


@pytest.mark.parametrize("topics", [[], ["moon"]])
def test_a_preset_without_a_topic_that_is_asked_is_refused(town, topics):
    assert (
        call(town.manager, "put", "/needs-presets/ours", {"name": "Ours", "topics": topics}).status_code
        == 422
    )


def test_presets_are_read_by_staff_and_changed_by_managers(town, ana):
    made = call(
        town.manager, "put", "/needs-presets/ours", {"name": "Night shift", "topics": ["transport", "food"]}
    )
    assert made.status_code == 200
    assert set(made.json()["topics"]) == {"food", "transport"}
    found = call(town.coach, "get", "/needs-presets").json()
    assert found[-1] == made.json()
    assert len(found) > 1, "those that come with Gainful stand before it"
    body = {"name": "x", "topics": ["food"]}
    assert call(town.coach, "put", "/needs-presets/ours", body).status_code == 403
    assert call(ana, "get", "/needs-presets").status_code == 403
