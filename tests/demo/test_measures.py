"""The sample agency's past: figures, a release, a public page, questions to both sides, on every page of them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.demo.measures import CARE, GROUPS, SEATS, seed_measures
from gainful.demo.promises import Sample
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures.models import FollowUp, FollowUpAnswer, PublicProgram, Release
from gainful.domain.messages.models import Request
from gainful.domain.participants.models import Consent, Scope
from gainful.domain.programs.models import Program
from gainful.www.components.indicator_page import sentence
from tests.cohorts import committed
from tests.measured import DAY, person
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def sampled(town, ana, tmp_path, monkeypatch):
    """The town with a sample past, in a data folder of its own."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("GAINFUL_WAGE_KEY_FILE", str(tmp_path / "wage.key"))
    with acting_as_system("test"):
        Program.objects.create(organization=town.agency, name=CARE)
        for number in range(SEATS * len(GROUPS)):
            person(town, f"S{number:03}", is_sample=True, email=f"s{number}@example.org")
        Consent.objects.filter(participant=ana.person).update(scopes=list(Scope.values))
        for opening in committed(town.agency, town.employer_org, 1):
            opening.job_order.contact_email = "pat@example.org"
            opening.job_order.save()
    sample = Sample(
        town.agency, town.employer_org, town.manager.user, town.coach.user, town.employer.user, ana.user
    )
    seed_measures(sample)
    seed_measures(sample)
    return town


@pytest.mark.slow  # the journeys ask these pages for the same sample
def test_the_sample_past_is_made_once_and_every_page_shows_it(sampled, ana):
    town_ = sampled
    with acting_as_system("test"):
        release, page = Release.objects.get(), PublicProgram.objects.get()
        mine = FollowUp.objects.get(participant=ana.person)
        hire = FollowUp.objects.get(side="employer")
        assert Request.objects.filter(kind="follow_up").count() == 2
    manager = town_.manager.client
    for cut in ("", "cohort", "our_program"):
        text = manager.get(reverse("program:measures"), {"cut": cut}).content.decode()
        assert len(re.findall(r'<data value="0\.\d+">', text)) > 5
        assert "95% interval" in text
    parquet = manager.get(reverse("program:measures_parquet"))
    assert parquet.content[:4] == b"PAR1"
    assert (
        manager.get(reverse("program:measures_csv"))
        .content.decode("utf-8-sig")
        .startswith("segment,indicator,version,name,unit,value")
    )
    pirl = manager.get(reverse("program:measures_pirl"))
    assert pirl["Content-Type"] == "application/zip"
    for name in ("waves", "service_rules", "releases", "measures_reports"):
        assert manager.get(reverse(f"program:{name}")).status_code == 200
    assert manager.get(reverse("program:wave", args=[mine.pk])).status_code == 200
    assert manager.get(reverse("program:public_page", args=[page.program_id])).status_code == 200
    public = town_.stranger.client.get(reverse("guest:program", args=[page.program_id])).content.decode()
    assert "Whom does it take?" in public
    assert "How sure is this?" in public
    hidden = [one for one in page.figures["indicators"] if one["hidden"]]
    assert (not hidden) or "hidden, to protect people" in public or "–" in public
    assert release.body["published"]["smallest_count"] == 10
    _both_sides_answer(town_, ana, mine, hire)


def _both_sides_answer(town_, ana_, mine, hire):
    """Both sides find their question from their first page and answer it."""
    listed = ana_.client.get(reverse("participant:jobs")).content.decode()
    address = reverse("participant:follow_up", args=[mine.pk])
    assert address in listed
    wrong = ana_.client.post(address, {"works": "no", "wage": "20", "wage_unit": "hour"})
    assert wrong.status_code == 422
    assert "You say that you do not work" in wrong.content.decode()
    assert ana_.client.post(address, {"works": "yes", "in_school": ""}).status_code == 302
    address = reverse("employer:follow_up", args=[hire.pk])
    assert address in town_.employer.client.get(reverse("employer:home")).content.decode()
    assert town_.employer.client.post(address, {"satisfied": "4", "missing": "Charting"}).status_code == 302
    with acting_as_system("test"):
        said = FollowUpAnswer.objects.filter(follow_up__in=[mine, hire])
        assert {(one.works, one.satisfied, one.missing) for one in said} == {
            ("yes", None, ""),
            ("", 4, "Charting"),
        }
    for client, row in ((ana_.client, hire), (town_.employer.client, mine), (town_.stranger.client, mine)):
        name = "employer" if client is town_.employer.client else "participant"
        assert client.get(reverse(f"{name}:follow_up", args=[row.pk])).status_code in {403, 404}
    assert timezone.localdate() - hire.due_on < DAY


def test_a_hidden_number_of_exits_is_never_said_to_be_none():
    one = {"value": None, "unit": "share", "hidden": ["numerator"], "pending": None}
    said = sentence({"exits": None, "indicators": [one]})
    assert said == "How many people left, and how many of them worked, is hidden to protect them."
    told = {**one, "value": 0.5, "denominator": 4, "hidden": []}
    assert sentence({"exits": None, "indicators": [told]}).startswith("How many people left is hidden")
    assert sentence({"exits": 0, "indicators": [one]}).startswith("0 exits")
