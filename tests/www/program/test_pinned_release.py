"""A job order keeps the release of O*NET that it was made with; a new one takes the release in use."""

from __future__ import annotations

import shutil

from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.engine.occupations import load_reference
from gainful.engine.occupations.versions import choose_version


def begun(town):
    text = {"text": town.posting, "employer": str(town.employer_org.pk)}
    assert town.manager.client.post(reverse("program:job_start"), text).status_code == 302
    with acting_as_system("test"):
        return JobOrder.objects.order_by("-created_at").first()


def changed(town, order):
    url = reverse("program:job_occupation", args=[order.pk])
    assert town.manager.client.post(url, {"code": "31-1121.00"}).status_code == 302
    with acting_as_system("test"):
        after = JobOrder.objects.get(pk=order.pk)
    return after.occupation_code, after.reference_version


def test_an_order_keeps_its_release_while_it_is_there(town, tmp_path, monkeypatch):
    """The second release is a copy of the shipped one under another name: only the name can tell them apart."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path))
    shutil.copytree(load_reference("onet-30.0").folder, tmp_path / "reference/onet-30.9")
    first = begun(town)
    choose_version("onet-30.9", tmp_path / "reference")
    second = begun(town)
    assert (first.reference_version, second.reference_version) == ("onet-30.0", "onet-30.9")
    assert changed(town, first) == ("31-1121.00", "onet-30.0")
    for order in (first, second):
        page = town.manager.client.get(reverse("program:job_people", args=[order.pk]))
        assert page.status_code == 200
    shutil.rmtree(tmp_path / "reference/onet-30.9")
    assert changed(town, second) == ("31-1121.00", "onet-30.0")
