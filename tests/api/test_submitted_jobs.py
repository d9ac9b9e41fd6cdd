"""An employer sends in a job through the API; its agency takes it up or declines."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import Organization
from tests.town import POSTING, town

__all__ = ["town"]
PATH = "/api/v1/submitted-jobs"


def only_agency(town):
    """Leave one agency, so that none has to be named."""
    with acting_as_system("test"):
        Organization.objects.filter(kind="agency").exclude(pk=town.agency.pk).update(kind="partner")


def test_sent_as_text_or_file_taken_up_and_read(town):
    sent = town.employer.client.post(
        PATH,
        {
            "text": POSTING,
            "openings": 2,
            "wage_low": "18.00",
            "wage_unit": "hour",
            "agency": str(town.agency.pk),
        },
    )
    assert sent.status_code == 201
    job = sent.json()
    assert (job["title"], job["status"], job["employer"], job["wage_low"]) == (
        "Certified Nursing Assistant", "waiting", "Lakeside Care", 18.0,
    )  # fmt: skip
    filed = town.employer.client.post(
        PATH, {"agency": str(town.agency.pk), "file": SimpleUploadedFile("job.txt", POSTING.encode())}
    )
    assert filed.status_code == 201
    assert len(town.manager.client.get(PATH, {"waiting": True}).json()) == 2
    order = town.manager.client.post(f"{PATH}/{job['id']}/take-up")
    assert (order.status_code, order.json()["status"]) == (201, "profile_ready")
    assert town.employer.client.get(f"{PATH}/{job['id']}").json()["job_order"] == order.json()["id"]


def test_declined_and_taken_back(town):
    keys = [
        town.employer.client.post(PATH, {"text": POSTING, "agency": str(town.agency.pk)}).json()["id"]
        for _ in range(2)
    ]
    kind = "application/json"
    declined = town.manager.client.post(
        f"{PATH}/{keys[0]}/decline", {"reason": "No course yet"}, content_type=kind
    )
    assert (declined.json()["status"], declined.json()["reason"]) == ("declined", "No course yet")
    assert town.employer.client.post(f"{PATH}/{keys[1]}/withdraw").json()["status"] == "withdrawn"
    late = town.manager.client.post(f"{PATH}/{keys[1]}/take-up")
    assert (late.status_code, "Taken back" in late.json()["message"]) == (403, True)


def test_strangers_and_what_cannot_be_read_are_refused(town):
    only_agency(town)
    job = town.employer.client.post(PATH, {"text": POSTING}).json()["id"]
    assert town.manager.client.post(PATH, {"text": POSTING}).status_code == 403
    assert town.coach.client.get(PATH).status_code == 403
    assert town.stranger.client.get(f"{PATH}/{job}").status_code == 404
    assert town.stranger.client.post(f"{PATH}/{job}/take-up").status_code == 404
    assert town.employer.client.post(f"{PATH}/{job}/take-up").status_code == 403
    nothing = town.employer.client.post(PATH, {"text": " "})
    assert (nothing.status_code, nothing.json()["field"]) == (422, "text")
    turned = town.employer.client.post(PATH, {"text": POSTING, "wage_low": "20", "wage_high": "19"})
    assert (turned.status_code, turned.json()["field"]) == (422, "wage_high")
    other = town.employer.client.post(PATH, {"text": POSTING, "agency": str(town.employer_org.pk)})
    assert (other.status_code, other.json()["field"]) == (422, "agency")
