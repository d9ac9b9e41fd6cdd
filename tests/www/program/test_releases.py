"""Releasing figures on the page: looked at as others would read them, then released as they stand, once a quarter."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.cli import main
from gainful.commands import measures as commands
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.measures.models import PublicProgram, Release, ReleasePreview
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.actions.erase_person import erase
from gainful.domain.participants.models import Consent, Participant
from gainful.imports import measured
from gainful.imports.long_work import Progress
from gainful.imports.measured import release_figures
from tests.measured import DAY, as_manager, installation

PAGE, API = "program:releases", "/api/v1/indicators/release"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder of this test alone."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))


def looked(town, cut="our_program"):
    """Look at what would leave on the page; returns the preview and the page."""
    told = town.manager.client.post(reverse("program:release_look"), {"cut": cut}, follow=True)
    assert told.status_code == 200
    with acting_as_system("test"):
        return ReleasePreview.objects.order_by("-made_at").first(), told.content.decode()


def sent(town, **given):
    """Press “Release exactly this”; returns what the page says."""
    return town.manager.client.post(reverse(PAGE), given, follow=True).content.decode()


def test_figures_leave_once_a_quarter_and_only_when_somebody_says_that_they_looked(town, data):
    """What has left cannot be taken back: one press in passing releases nothing, and then nothing is offered."""
    installation(town, 5, people=40)
    assert "Nothing left. Look at what would leave first" in sent(town, cut="our_program", sure="1")
    seen, page = looked(town)
    assert 'name="sure"' in page
    assert "Nothing left. Look at what would leave first" in sent(town, preview=seen.pk)
    assert "Nothing left. Look at what would leave first" in sent(town, preview="nonsense", sure="1")
    with acting_as_system("test"):
        assert not Release.objects.exists()
    told = sent(town, preview=seen.pk, sure="1")
    assert "Released. These figures stay as they are" in told
    assert "Figures of this quarter have left. The next set can leave from" in told
    after, page = looked(town, "site")
    assert 'name="sure"' not in page
    assert "Figures of this quarter have left already, so these cannot leave now." in page
    assert "Figures of this quarter have left already." in sent(town, preview=after.pk, sure="1")
    with acting_as_system("test"):
        assert Release.objects.count() == 1


def test_what_leaves_is_what_was_looked_at_to_the_digit(town, data):
    installation(town, 5, people=40)
    seen, _page = looked(town)
    sent(town, preview=seen.pk, sure="1")
    with acting_as_system("test"):
        left = Release.objects.get()
    assert (left.body, left.cut, left.as_of) == (seen.body, seen.cut, seen.as_of)
    assert [tuple(row[:4]) for row in left.counts] == [tuple(row[:4]) for row in seen.counts]
    assert [row[4] for row in left.counts] == [not row[4] for row in seen.counts]


def test_the_page_names_every_count_that_stays_and_why(town, data):
    """By hand from what leaves: whatever is hidden there is held back here, and a small count says that it is small."""
    installation(town, 5, people=40)
    seen, page = looked(town)
    url = reverse("program:release_preview_csv", args=[seen.pk])
    held = list(csv.DictReader(io.StringIO(town.manager.client.get(url).content.decode("utf-8-sig"))))
    groups = [("", seen.body), *((one["segment"], one) for one in seen.body["segments"])]
    hidden = {
        (name, one["id"], count)
        for name, group in groups
        for one in group["indicators"]
        for count in one["hidden"]
    }
    hidden |= {
        (name, "", count) for name, group in groups for count in ("periods", "exits") if group[count] is None
    }
    of_indicators = {one["id"] for one in seen.body["indicators"]} | {""}
    told = {(row["segment"], row["indicator"], row["count"]) for row in held if row["count"] != "others"}
    assert hidden
    assert {row for row in told if row[1] in of_indicators} == hidden
    small = {(row["people"], row["why"]) for row in held if row["people"] and 0 < int(row["people"]) < 10}
    assert small
    assert {why for _people, why in small} == {"small"}
    assert {row["why"] for row in held} <= {"small", "together", "earlier", "rests"}
    assert "fewer than 10 people stand behind it" in page
    assert "with what is told it would give a hidden count back" in page
    assert f"{len(held)} are held back" in page


def test_the_reason_names_an_earlier_release_where_it_is_the_reason(town, data):
    installation(town, 5, people=60)
    with as_manager(town) as actor:
        first = release_figures(actor, "our_program")
    with acting_as_system("test"):
        Release.objects.filter(pk=first.pk).update(quarter=first.quarter - 1)
    seen, page = looked(town)
    before = {tuple(row[:3]) for row in first.counts if not row[4] and not 0 < row[3] < 10}
    assert before
    assert {row[4] for row in seen.counts if tuple(row[:3]) in before} == {"earlier"}
    assert "an earlier release hid it, and fewer than 5 came or went since" in page


def test_nothing_leaves_of_another_day_or_after_a_consent_has_ended(town, data):
    installation(town, 5, people=40)
    seen, _page = looked(town)
    with acting_as_system("test"):
        gone = Consent.objects.filter(participant__code="M001")
        gone.update(revoked_at=timezone.now())
    assert "consent has ended since these figures were worked out" in sent(town, preview=seen.pk, sure="1")
    anew, _page = looked(town)
    with acting_as_system("test"):
        ReleasePreview.objects.filter(pk=anew.pk).update(as_of=timezone.localdate() - DAY)
    assert "These figures are of another day." in sent(town, preview=anew.pk, sure="1")
    page = town.manager.client.get(reverse("program:release_preview", args=[anew.pk])).content.decode()
    assert 'name="sure"' not in page
    with acting_as_system("test"):
        assert not Release.objects.exists()


def test_nothing_leaves_that_counted_somebody_who_was_erased_since(town, data):
    installation(town, 5, people=40)
    seen, _page = looked(town)
    with acting_as_system("test"):
        person = Participant.objects.get(code="M001").pk
        elsewhere = Organization.objects.create(name="Elsewhere", kind="agency")
        theirs = ReleasePreview.objects.create(organization=elsewhere, as_of=timezone.localdate(), body={})
    erase(person, asked_by="test", reason="she asked")
    said = sent(town, preview=seen.pk, sure="1")
    with acting_as_system("test"):
        assert not Release.objects.exists()
        assert list(ReleasePreview.objects.values_list("pk", flat=True)) == [theirs.pk]
    assert "Look at what would leave first" in said
    anew, _page = looked(town)
    assert "Released." in sent(town, preview=anew.pk, sure="1")


def test_a_consent_that_was_given_anew_holds_nothing_up(town, data):
    installation(town, 5, people=40)
    seen, _page = looked(town)
    with acting_as_system("test"):
        old = Consent.objects.get(participant__code="M001")
        Consent.objects.filter(pk=old.pk).update(revoked_at=timezone.now())
        Consent.objects.create(
            participant=old.participant, organization=town.agency, scopes=["profile"], basis="signed_form",
            expires_at=timezone.now() + 400 * DAY,
        )  # fmt: skip
    assert "Released." in sent(town, preview=seen.pk, sure="1")


def test_browser_api_and_terminal_show_the_same_and_each_can_release_it(town, data, capsys, monkeypatch):
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    installation(town, 5, people=40)
    seen, _page = looked(town)
    client = town.manager.client
    api = client.get(f"{API}/previews/{seen.pk}").json()
    assert api["body"] == seen.body
    capsys.readouterr()
    assert main(["measures", "release", "--agency", town.agency.name, "--json"]) == 0
    terminal = json.loads(capsys.readouterr().out)
    assert terminal["body"] == seen.body
    assert [{**one, "words": None} for one in api["held_back"]] == [
        {**one, "words": None} for one in terminal["held_back"]
    ]
    assert main(["measures", "release", "--agency", town.agency.name]) == 0
    told = capsys.readouterr().out
    assert f"{len(api['held_back']):,} are held back:" in told
    assert "fewer than 10 people stand behind it" in told
    made = client.post(f"{API}/previews", {"cut": "our_program"}, content_type="application/json")
    assert (made.status_code, made.json()["body"]) == (201, seen.body)
    assert client.post(API, {"cut": "our_program"}, content_type="application/json").status_code == 422
    with acting_as_system("test"):
        assert not Release.objects.exists()
    assert main(["measures", "release", "--agency", town.agency.name, "--preview", "x"]) == 1
    assert "There is no preview x" in capsys.readouterr().err
    given = ["--preview", terminal["id"]]
    assert main(["measures", "release", "--agency", town.agency.name, *given]) == 0
    again = client.post(API, {"preview": made.json()["id"]}, content_type="application/json")
    assert "have left already" in again.json()["message"]
    assert client.get(API).json()["body"] == seen.body


def test_a_program_s_page_is_read_before_anybody_else_reads_it(town, data):
    """Before figures leave, and before the page is published: the same words and figures as afterwards."""
    made = installation(town, 5, people=60)
    client, care = town.manager.client, made.programs[0]
    seen, page = looked(town)
    url = reverse("program:release_preview_page", args=[seen.pk, care.pk])
    assert url in page
    before = client.get(url).content.decode()
    assert "Nobody outside the agency sees it yet." in before
    api = client.get(f"{API}/previews/{seen.pk}/programs/{care.pk}").json()
    sent(town, preview=seen.pk, sure="1")
    form = reverse("program:public_page", args=[care.pk])
    words = {"about": "Ten weeks of learning.", "takes": "Adults of the county.", "contact": "Casey"}
    look = client.post(form, {**words, "look": "1"}).content.decode()
    assert "Nothing is published yet." in look
    assert "Ten weeks of learning." in look
    with acting_as_system("test"):
        assert not PublicProgram.objects.exists()
    assert client.get(reverse("guest:program", args=[care.pk])).status_code == 404
    client.post(form, words)
    public = client.get(reverse("guest:program", args=[care.pk])).content.decode()
    for shown in (before, look):
        assert _became(shown) == _became(public)
    with acting_as_system("test"):
        assert PublicProgram.objects.get().figures == api["figures"]


def _became(page: str) -> str:
    """Return the sentence, the chart and the table of what a page says became of people."""
    return " ".join(page.partition('id="became"')[2].partition("</table>")[0].split())


def test_of_many_people_what_would_leave_is_worked_out_beside_the_page(town, data, monkeypatch):
    installation(town, 5, people=40)
    monkeypatch.setattr("gainful.domain.measures.rows.LARGE", 5)
    waits = []
    monkeypatch.setattr(
        measured, "start", lambda *given, **_: waits.append(given) or Progress("x", "running")
    )
    told = town.manager.client.post(reverse("program:release_look"), {"cut": ""}, follow=True)
    assert told.redirect_chain[-1][0] == reverse(PAGE)
    assert len(waits) == 1
    with acting_as_system("test"):
        assert not ReleasePreview.objects.exists()
    monkeypatch.undo()


def test_coaches_read_it_and_managers_alone_look_and_release(town, data):
    installation(town, 5, people=40)
    seen, _page = looked(town)
    coach = town.coach.client
    page = coach.get(reverse("program:release_preview", args=[seen.pk])).content.decode()
    assert 'name="sure"' not in page
    assert coach.post(reverse("program:release_look"), {"cut": ""}).status_code == 403
    coach.post(reverse(PAGE), {"preview": seen.pk, "sure": "1"})
    assert coach.post(f"{API}/previews", {"cut": ""}, content_type="application/json").status_code == 403
    assert coach.post(API, {"preview": str(seen.pk)}, content_type="application/json").status_code == 403
    stranger = town.stranger.client
    for name in ("program:release_preview", "program:release_preview_csv"):
        assert stranger.get(reverse(name, args=[seen.pk])).status_code == 404
    assert stranger.get(f"{API}/previews/{seen.pk}").status_code == 404
    with acting_as_system("test"):
        assert not Release.objects.exists()


def test_the_next_set_may_leave_on_the_first_day_of_the_next_quarter():
    assert Release(quarter=2026 * 4 + 3).next_from.isoformat() == "2027-01-01"
    assert Release(quarter=2026 * 4).next_from.isoformat() == "2026-04-01"
