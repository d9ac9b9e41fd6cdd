"""Pages of a partnership: what is sent is stored, what is refused is said beside the field, nothing is half-saved."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.job_orders.models import Opening
from gainful.domain.organizations.models import (
    CouncilDecision,
    CouncilMeeting,
    Partnership,
    Supply,
    SupplyAgreement,
)
from tests.cohorts import DAYS, committed
from tests.curricula import mill, signed

__all__ = ["mill"]
HOME = "/program/partnerships/"


def test_a_partnership_is_started_and_filled_by_mouse(mill):
    browser = mill.manager.client
    made = browser.post(HOME, {"name": "Metal", "kind": "industry", "about": "Welders"})
    assert made.status_code == 302
    with acting_as_system("test"):
        found = Partnership.objects.get(name="Metal")
    page = f"{HOME}{found.pk}/"
    assert "Nobody yet. Begin with the lead." in browser.get(page).content.decode()
    again = browser.post(HOME, {"name": "metal", "kind": "industry"})
    assert (again.status_code, "There is a partnership" in again.content.decode()) == (422, True)
    sent = {"partner-organization": str(mill.employer_org.pk), "partner-role": "lead"}
    assert browser.post(f"{page}do/partner/", sent).status_code == 302
    log = {"contact-way": "call", "contact-day": timezone.localdate().isoformat(), "contact-note": "Hello",
           "contact-next_action": "Visit", "contact-next_on": "2020-01-01"}  # fmt: skip
    assert browser.post(f"{page}do/contact/", {**log, "contact-next_on": ""}).status_code == 422
    assert browser.post(f"{page}do/contact/", log).status_code == 302
    shown = browser.get(page).content.decode()
    assert "Visit" in shown
    assert "late" in shown
    home = browser.get(HOME).content.decode()
    assert "1 next action is due." in home
    assert (
        "Metal,Strategic industry partnership,0" in browser.get("/program/partnerships.csv").content.decode()
    )
    assert browser.post(f"{page}do/nothing/").status_code == 404


def test_a_decision_opens_a_change_and_both_pages_show_the_other(mill):
    version = signed(mill)
    browser, council = mill.manager.client, f"{HOME}{mill.partnership.pk}/council/"
    sent = {"seat-name": "Pat Reyes", "seat-organization": str(mill.employer_org.pk)}
    assert browser.post(f"{council}seat/", sent).status_code == 302
    planned = {"meeting-starts_at": "2026-01-05T10:00", "meeting-agenda": "Lifting\nDates"}
    assert browser.post(f"{council}meeting/", planned).status_code == 302
    with acting_as_system("test"):
        meeting, seat = CouncilMeeting.objects.get(), mill.partnership.council.get()
    page = f"{HOME}meetings/{meeting.pk}/"
    assert browser.post(page, {"verb": "hold", "minutes": "Said.", "seen": ""}).status_code == 422
    assert (
        browser.post(
            page, {"verb": "hold", "minutes": "Said.", "present": str(seat.pk), "seen": ""}
        ).status_code
        == 302
    )
    both = browser.post(page, {"verb": "hold", "minutes": "Other.", "present": str(seat.pk), "seen": ""})
    assert both.status_code == 422
    text = both.content.decode()
    assert "What somebody else wrote meanwhile" in text
    assert "Said." in text
    assert "Other." in text
    assert browser.post(page, {"verb": "decide", "text": "Add a lifting day"}).status_code == 302
    with acting_as_system("test"):
        decision = CouncilDecision.objects.get()
    change = f"{HOME}decisions/{decision.pk}/change/"
    assert browser.post(change, {"curriculum": "x"}).headers["Location"] == council
    opened = browser.post(change, {"curriculum": str(version.curriculum_id)})
    assert opened.headers["Location"] == f"/program/curricula/{version.curriculum_id}/"
    shown = browser.get(opened.headers["Location"]).content.decode()
    assert "The council decided on January 5, 2026: Add a lifting day." in shown
    assert "version 2" in browser.get(council).content.decode()
    with acting_as_system("test"):
        assert CurriculumVersion.objects.get(number=2).decisions.get().decision == decision


def test_an_agreement_is_proposed_agreed_and_counted(mill):
    browser, page = mill.manager.client, f"{HOME}{mill.partnership.pk}/supply/"
    sent = {
        "supplier": str(mill.agency.pk), "receiver": str(mill.employer_org.pk), "people": 12,
        "occupation_code": "31-1131.00", "starts_on": "2026-01-01", "ends_on": "2030-01-01",
    }  # fmt: skip
    assert browser.post(page, {**sent, "occupation_code": "nurse"}).status_code == 422
    assert browser.post(page, sent).status_code == 302
    with acting_as_system("test"):
        key = mill.partnership.agreements.get().pk
    step = f"{HOME}agreements/{key}/"
    browser.post(f"{step}agree/", {"agreed_by": "Pat"})
    browser.post(f"{step}supply/", {"people": 3, "day": "2026-02-01", "note": "Letter"})
    shown = browser.get(page).content.decode()
    assert "3 of 12 people agreed are hired." in shown
    assert "0 through openings kept here, 3 entered by hand." in shown
    assert mill.stranger.client.get(page).status_code == 404


def test_a_hire_counts_for_one_agreement_whoever_else_promised_the_same_work(mill):
    today = timezone.localdate()
    with acting_as_system("test"):
        made = committed(mill.agency, mill.employer_org, 3, title="Filled")
        Opening.objects.filter(pk__in=[row.pk for row in made]).update(
            status="filled", changed_at=timezone.now()
        )
        usual = {
            "partnership": mill.partnership, "receiver": mill.employer_org, "occupation_code": "31-1131.00",
            "starts_on": today, "status": "agreed",
        }  # fmt: skip
        agreements = [
            SupplyAgreement.objects.create(
                supplier=who, people=people, ends_on=today + DAYS * days, **{**usual, **more}
            )
            for who, people, days, more in (
                (mill.agency, 5, 90, {}), (mill.second.organization, 1, 30, {}),
                (mill.agency, 9, 10, {"status": "proposed"}), (mill.agency, 9, 20, {"occupation_code": "31-1120.00"}),
            )
        ]  # fmt: skip
        Supply.objects.create(agreement=agreements[0], day=today, people=1, note="Letter")
    page = f"{HOME}{mill.partnership.pk}/supply/"
    shown = mill.manager.client.get(page).content.decode()
    assert "4 of 15 people agreed are hired." in shown
    assert "Each hire counts once" in shown
    api = mill.manager.client.get(f"/api/v1/partnerships/{mill.partnership.pk}/agreements").json()
    counted = {row["id"]: (row["hired"], row["entered"]) for row in api}
    assert [counted[str(row.pk)] for row in agreements] == [(2, 1), (1, None), (0, None), (0, None)]


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("council/meeting/", {"meeting-starts_at": "9999-12-31T23:59", "meeting-agenda": "Lifting"}),
        ("council/meeting/", {"meeting-starts_at": "0026-01-05T10:00", "meeting-agenda": "Lifting"}),
        ("do/contact/", {"contact-way": "call", "contact-day": "0206-01-05", "contact-note": "Hello"}),
        (
            "do/contact/",
            {"contact-way": "call", "contact-day": "2026-01-05", "contact-note": "Hello",
             "contact-next_action": "Visit", "contact-next_on": "9999-12-31"},
        ),
        ("supply/", {"people": 2, "occupation_code": "31-1131.00", "starts_on": "2026-01-01", "ends_on": "9999-12-31"}),
    ],
)  # fmt: skip
def test_a_year_typed_wrongly_is_told_and_breaks_no_page(mill, path, sent):
    browser, page = mill.manager.client, f"{HOME}{mill.partnership.pk}/"
    both = (
        {"supplier": str(mill.agency.pk), "receiver": str(mill.employer_org.pk)} if path == "supply/" else {}
    )
    refused = browser.post(f"{page}{path}", {**sent, **both})
    assert (refused.status_code, "more than ten years away" in refused.content.decode()) == (422, True)
    for shown in (page, f"{page}council/", f"{page}supply/"):
        assert browser.get(shown).status_code == 200


def test_a_layoff_of_another_century_is_told(mill):
    sent = {"name": "Mill", "kind": "layoff", "notice_on": "0202-01-05"}
    refused = mill.manager.client.post(HOME, sent)
    assert (refused.status_code, "more than ten years away" in refused.content.decode()) == (422, True)
