"""The API of support: the same rules as the pages, in JSON."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db.models import Sum
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.participants.models import ReadLog
from tests.domain.support.test_checkins import job
from tests.helped import assigned, fund, open_ana, revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "assigned", "fund", "job", "open_ana", "town"]
V1 = "/api/v1"


def call(who, method, path, body=None):
    options = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(who.client, method)(V1 + path, **options)


def test_needs_from_begin_to_finish(town, ana):
    person = f"/participants/{ana.person.pk}"
    made = call(ana, "post", f"{person}/assessments", {"topics": ["food", "transport"]})
    assert made.status_code == 201
    row = made.json()
    wrong = call(ana, "put", f"/assessments/{row['id']}/answers", {"answers": {"want_food": "perhaps"}})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "answers.want_food")
    answers = {"want_transport": "now", "transport_how": ["bus"]}
    saved = call(ana, "put", f"/assessments/{row['id']}/answers", {"answers": answers}).json()
    assert saved["wanted"] == ["transport"]
    done = call(ana, "post", f"/assessments/{row['id']}/finish").json()
    assert done["state"] == "finished"
    again = call(ana, "put", f"/assessments/{row['id']}/answers", {"answers": answers})
    assert again.status_code == 403
    assert len(call(town.coach, "get", f"{person}/assessments").json()) == 1
    with acting_as_system("test"):
        assert ReadLog.objects.filter(what="Support read through the API").exists()


def test_sensitive_answers_need_the_scope(town, open_ana):
    person = f"/participants/{open_ana.person.pk}"
    row = call(open_ana, "post", f"{person}/assessments", {"topics": ["legal", "food"]}).json()
    answers = {"legal_matters": ["record"], "want_food": "now"}
    call(open_ana, "put", f"/assessments/{row['id']}/answers", {"answers": answers})
    assert "legal_matters" in call(town.coach, "get", f"{person}/assessments").json()[0]["answers"]
    scopes(open_ana, "profile", "support")
    assert call(town.coach, "get", f"{person}/assessments").json()[0]["answers"] == {"want_food": "now"}


def test_a_plan_with_versions(town, ana):
    person = f"/participants/{ana.person.pk}"
    goal = call(ana, "post", f"{person}/goals", {"need": "transport", "own_words": "Be on time"}).json()
    action = call(
        town.coach, "post", f"/goals/{goal['id']}/actions", {"text": "Call", "owner": "coach"}
    ).json()
    step = f"/goal-actions/{action['id']}/step"
    assert call(town.coach, "post", step, {"verb": "finish", "version": 1}).json()["state"] == "done"
    stale = call(ana, "post", step, {"verb": "reopen", "version": 1})
    assert (stale.status_code, "Somebody changed this" in stale.json()["message"]) == (422, True)
    reached = call(ana, "post", f"/goals/{goal['id']}/step", {"verb": "reach"}).json()
    assert (reached["state"], reached["actions"][0]["state"]) == ("reached", "done")
    assert call(town.coach, "get", f"{person}/goals").json()[0]["own_words"] == "Be on time"


def test_notes_and_who_may_not_write_them(town, ana):
    notes = f"/participants/{ana.person.pk}/notes"
    assert call(town.coach, "post", notes, {"kind": "call", "text": "x", "minutes": 5}).status_code == 201
    assert call(town.coach, "get", notes).json()[0]["minutes"] == 5
    assert call(ana, "get", notes).json() == []
    assert call(ana, "post", notes, {"kind": "call", "text": "x"}).status_code == 403


def test_a_note_is_corrected_and_its_time_counts_once(town, ana):
    notes = f"/participants/{ana.person.pk}/notes"
    first = call(town.coach, "post", notes, {"kind": "meeting", "text": "x", "minutes": 50}).json()
    again = {"kind": "call", "text": "It was a call", "minutes": 5, "corrects": first["id"]}
    second = call(town.coach, "post", notes, again).json()
    assert (second["corrects_id"], second["minutes"]) == (first["id"], 5)
    refused = call(town.coach, "post", notes, again)
    assert (refused.status_code, "corrected already" in refused.json()["message"]) == (422, True)
    assert call(town.coach, "post", notes, {**again, "corrects": str(ana.person.pk)}).status_code == 404
    with acting_as_system("test"):
        assert LedgerRow.objects.aggregate(sum=Sum("minutes"))["sum"] == 5


def test_money_is_asked_and_decided_by_somebody_else(town, ana, fund):
    asked = {"kind": "food", "words": "Lunch", "amount": "12.50"}
    row = call(town.coach, "post", f"/participants/{ana.person.pk}/money", asked).json()
    approve = f"/support-money/{row['id']}/approve"
    body = {"fund": str(fund.pk), "amount": "12.50"}
    assert call(town.coach, "post", approve, body).status_code in {403, 404}
    assert [each["id"] for each in call(town.manager, "get", "/support-money").json()] == [row["id"]]
    done = call(town.manager, "post", approve, body).json()
    assert (done["state"], Decimal(done["approved"])) == ("approved", Decimal("12.50"))
    back = call(
        town.manager, "post", f"/support-money/{row['id']}/refuse", {"reason": "Paid by the center"}
    ).json()
    assert (back["state"], back["reason"]) == ("refused", "Paid by the center")
    assert call(town.manager, "post", approve, {**body, "fund": row["id"]}).status_code == 404


def test_a_sum_is_given_proven_and_in_the_books(town, ana, fund):
    key = str(uuid4())
    asked = {"kind": "transport", "words": "Bus pass", "amount": "90", "key": key}
    row = call(ana, "post", f"/participants/{ana.person.pk}/money", asked).json()
    assert call(ana, "post", f"/participants/{ana.person.pk}/money", asked).json()["id"] == row["id"], (
        "sent twice, asked once"
    )
    call(town.manager, "post", f"/support-money/{row['id']}/approve", {"fund": str(fund.pk), "amount": "90"})
    give = {"way": "voucher", "payee": "Metro", "reference": "V-7", "day": str(timezone.localdate())}
    for body in ({**give, "day": "9999-12-31"}, {**give, "day": "0001-01-01"}, {**give, "way": "gold"}):
        assert call(town.coach, "post", f"/support-money/{row['id']}/give", body).status_code == 422, body
    assert call(ana, "post", f"/support-money/{row['id']}/give", give).status_code == 403
    assert call(town.stranger, "post", f"/support-money/{row['id']}/give", give).status_code == 404
    assert call(town.coach, "post", f"/support-money/{row['id']}/give", give).json()["state"] == "given"
    prove = {"receipt": "R-1", "day": str(timezone.localdate()), "spent": "80.50"}
    assert (
        call(town.coach, "post", f"/support-money/{row['id']}/prove", {**prove, "spent": "-1"}).status_code
        == 422
    )
    done = call(town.coach, "post", f"/support-money/{row['id']}/prove", prove).json()
    assert (done["state"], Decimal(done["spent"])) == ("proven", Decimal("80.50"))
    with acting_as_system("test"):
        assert LedgerRow.objects.get().cost == Decimal("80.50")
    other = call(ana, "post", f"/participants/{ana.person.pk}/money", {**asked, "key": str(uuid4())}).json()
    assert call(ana, "post", f"/support-money/{other['id']}/withdraw").json()["state"] == "withdrawn"


def test_appointments_are_made_moved_kept_and_never_two_at_once(town, ana):
    path = f"/participants/{ana.person.pk}/appointments"
    first = (timezone.now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    body = {"what": "First talk", "starts_at": first.isoformat(), "minutes": 30}
    made = call(town.coach, "post", path, body)
    assert (made.status_code, made.json()["state"]) == (201, "booked")
    assert call(town.coach, "post", path, body).status_code == 422, "sent twice"
    touching = {**body, "starts_at": (first + timedelta(minutes=30)).isoformat()}
    assert call(town.coach, "post", path, touching).status_code == 201, "the end does not belong to it"
    for wrong in ({"starts_at": "9999-12-31T23:59:00-12:00"}, {"starts_at": "0001-01-01T00:00:00+14:00"},
                  {"starts_at": "2026-12-01T10:00:00"}, {"minutes": -5}, {"what": ""}):  # fmt: skip
        assert call(town.coach, "post", path, {**body, **wrong}).status_code == 422, wrong
    for who, status in ((ana, 403), (town.employer, 403), (town.stranger, 404)):
        assert call(who, "post", path, touching).status_code == status
    steps = f"/appointments/{made.json()['id']}/steps"
    later = (first + timedelta(hours=2)).isoformat()
    assert call(town.coach, "post", steps, {"verb": "move"}).json()["field"] == "starts_at"
    moved = call(town.coach, "post", steps, {"verb": "move", "starts_at": later, "minutes": 45}).json()
    assert datetime.fromisoformat(moved["starts_at"]) == first + timedelta(hours=2)
    assert call(town.coach, "post", steps, {"verb": "keep"}).status_code == 422, "it has not begun"
    for who, status in ((ana, 403), (town.stranger, 404)):
        assert call(who, "post", steps, {"verb": "cancel"}).status_code == status
    done = call(
        town.coach, "post", steps, {"verb": "cancel", "side": "person", "reason": "Sick child"}
    ).json()
    assert (done["state"], done["cancelled_by"], done["is_late_cancel"]) == ("cancelled", "person", False)
    assert call(town.coach, "post", path, {**body, "referral_id": str(uuid4())}).status_code == 404


def test_talks_after_the_hire_a_concern_and_coming_back(town, ana, job):
    talks = f"/placements/{job.pk}/talks"
    said = {"moment": "month_1", "side": "person", "text": "She likes it", "minutes": 15}
    assert call(town.coach, "post", talks, said).status_code == 201
    assert call(town.coach, "post", talks, said).status_code == 422, "written down already"
    assert call(town.coach, "post", talks, {**said, "moment": "month_12"}).json()["field"] == "moment"
    for who, status in ((ana, 403), (town.employer, 403), (town.stranger, 404)):
        assert call(who, "post", talks, said).status_code == status
    found = call(town.coach, "get", f"/participants/{ana.person.pk}/talks").json()
    assert [each["with_person"] is not None for each in found[0]["talks"]] == [
        False,
        True,
        False,
        False,
        False,
    ]
    concern = {"words": "Late on Mondays", "wish": "A call", "key": str(uuid4())}
    raised = call(town.employer, "post", f"/placements/{job.pk}/concerns", concern)
    assert (raised.status_code, raised.json()["state"]) == (201, "raised")
    assert call(town.employer, "post", f"/placements/{job.pk}/concerns", concern).json() == raised.json()
    assert call(town.coach, "post", f"/placements/{job.pk}/concerns", concern).status_code == 403
    back = call(ana, "post", f"/participants/{ana.person.pk}/again").json()
    listed = call(town.coach, "get", f"/participants/{ana.person.pk}/assessments").json()
    assert [(each["id"], each["moment"]) for each in listed] == [(back["assessment"], "again")]


def test_a_raise_without_rules_is_not_computed(town, ana):
    body = {"before": {"hours": 20, "wage": 15}, "after": {"hours": 40, "wage": 15}, "benefits": ["SNAP"],
            "day": "2026-12-01"}  # fmt: skip
    for who in (town.coach, ana):
        found = call(who, "post", "/raise", body).json()
        assert (found["change"], Decimal(found["pay_after"])) == (None, Decimal(2600))
        assert "no rule" in found["lines"][0]["why_not"]


def test_the_day_of_a_coach_alone(town, ana, assigned):
    found = call(town.coach, "get", "/today").json()
    assert [each["code"] for each in found[0]["reasons"]] == ["no_assessment"]
    assert call(town.manager, "get", "/today").status_code == 403


@pytest.mark.parametrize("path", ["assessments", "goals", "notes", "money"])
def test_after_the_consent_nothing_is_there(town, ana, path):
    revoke(ana)
    assert call(town.coach, "get", f"/participants/{ana.person.pk}/{path}").status_code == 404
    assert call(town.stranger, "get", f"/participants/{ana.person.pk}/{path}").status_code == 404
