"""A figure is one figure: page, API, `gainful indicators` over the exported files, and the engine in Python."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.cli import main
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts.models import Enrolment
from gainful.domain.measures import rows
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import Release, Report
from gainful.domain.participants.models import Consent
from gainful.engine.tables import open_duckdb
from gainful.exchange.indicator_inputs import load_inputs
from gainful.exchange.outcome_files.report import published_document, report_document, work_out
from gainful.exchange.wage_records import WageStore, load_or_make_key
from gainful.imports import measured
from gainful.imports.long_work import Progress
from gainful.imports.measured import WEEKS, Wanted, measure, question_of, release_figures
from gainful.imports.wage_places import wage_folder
from tests.measured import DAY, as_manager, installation, wage_file

IN_TEST, SLOW = (1, 3), (2, *range(4, 105))
"""One agency with wage records and one without in each run; a hundred in `make test-all`."""
CUTS = ("", "our_program", "site", "cohort", "employer", "situation", "area")


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder and a key of this test alone."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("GAINFUL_WAGE_KEY_FILE", str(tmp_path / "wage.key"))
    return tmp_path


def _numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r'<data value="([^"]+)">', text)]


def _of_body(body: dict) -> list[float]:
    """Every value of a body in the order in which the page shows them."""
    found = [one["value"] for kind in ("indicators", "program_metrics") for one in body[kind]]
    for kind in ("indicators", "program_metrics"):
        for whole in body[kind]:
            rows = [
                one
                for segment in body.get("segments", ())
                for one in segment[kind]
                if one["id"] == whole["id"]
            ]
            if any(one["value"] is not None or one["pending"] for one in rows):
                found += [one["value"] for one in rows]
    return [value for value in found if value is not None]


def _everywhere(town, capsys, data, seed):
    """Ask each door the same question and return what they say: page, API, terminal, Python."""
    made = installation(town, seed)
    if seed % 3:
        store = WageStore(wage_folder(town.agency), load_or_make_key())
        store.import_file(wage_file(data / "wages.csv", made.people, seed))
    cut = CUTS[seed % len(CUTS)]
    page = town.manager.client.get(reverse("program:measures"), {"cut": cut}).content.decode()
    api = town.manager.client.get("/api/v1/indicators", {"cut": cut}).json()["body"]
    pack = town.manager.client.get(reverse("program:measures_files"))
    folder = data / "files"
    with zipfile.ZipFile(io.BytesIO(pack.content)) as files:
        files.extractall(folder)
    by = ["--by", cut] if cut else []
    some = [f"--wages={folder / 'wages.csv'}"]
    others = ("participants", "services", "evidence", "placements", "costs")
    given = [name for name in others if len((folder / f"{name}.csv").read_text().splitlines()) > 1]
    some += [f"--{name}={folder / name}.csv" for name in given]
    question = question_of(Wanted(cut).checked())
    capsys.readouterr()
    asked = ["indicators", *some, "--as-of", question.as_of.isoformat(), "--placement-weeks", str(WEEKS), *by,
             "--metrics", "all"]  # fmt: skip
    if seed % 3:  # the store knows which quarters are in; files say it
        quarters = api["wage_quarters"]
        asked += ["--wages-from", quarters["first"], "--wages-through", quarters["last"]]
    assert main([*asked, "--json"]) == 0
    terminal = json.loads(capsys.readouterr().out)
    return page, api, terminal


@pytest.mark.parametrize("seed", [*IN_TEST, *(pytest.param(seed, marks=pytest.mark.slow) for seed in SLOW)])
def test_page_api_terminal_and_python_say_the_same_to_the_digit(town, capsys, data, seed):
    page, api, terminal = _everywhere(town, capsys, data, seed)
    notes = {"notes"}
    assert {k: v for k, v in api.items() if k not in notes} == {
        k: v for k, v in terminal.items() if k not in notes
    }
    shown = _numbers(page)
    assert shown[: len(_of_body(terminal))] == _of_body(terminal)
    assert len(terminal["indicators"]) == 6
    with as_manager(town) as actor:
        report = measure(actor, Wanted(api.get("by") or ""))
    assert report.body == api
    assert Report.objects.count() == 1  # asked three times, worked out once


@pytest.mark.slow
def test_python_reads_the_files_and_finds_what_the_page_shows(town, data):
    made = installation(town, 4)
    folder = data / "files"
    folder.mkdir()
    with as_manager(town) as actor:
        body = measure(actor, Wanted("cohort")).body
        from gainful.imports.measured import export_files

        export_files(town.agency, folder, Wanted().checked())
    connection = open_duckdb()
    loaded = load_inputs(
        connection, folder / "participants.csv", folder / "services.csv", folder / "wages.csv",
        folder / "evidence.csv", "cohort", placements=folder / "placements.csv", costs=folder / "costs.csv",
    )  # fmt: skip
    answer = work_out(question_of(Wanted("cohort").checked()), loaded)
    found = json.loads(json.dumps(report_document(answer).to_json()))
    assert found["segments"] == body["segments"]
    assert found["indicators"] == body["indicators"]
    assert {row["segment"] for row in body["segments"]} <= {group.name for group in made.groups} | {
        "(not given)"
    }
    connection.disconnect()


def _is_what_the_terminal_would_publish(agency, body, by):
    with measured.answered(agency, Wanted(by).checked()) as (answer, _found):
        masked = json.loads(json.dumps(published_document(answer).to_json()))
    assert body["segments"] == masked["segments"]
    assert body["indicators"] == masked["indicators"]
    counts = [one[name] for one in body["indicators"] for name in ("numerator", "denominator", "pending")]
    counts += [
        one[name]
        for group in body["segments"]
        for one in group["indicators"]
        for name in ("numerator", "denominator")
    ]
    assert [count for count in counts if count]
    assert all(count is None or count == 0 or count >= 10 for count in counts)


def test_nobody_to_count_is_said_and_not_zero(town, data):
    page = town.manager.client.get(reverse("program:measures")).content.decode()
    assert "There is nobody to count yet" in page
    assert town.manager.client.get("/api/v1/indicators").status_code == 404
    with as_manager(town) as actor:
        assert measure(actor, Wanted()) is None
        with pytest.raises(MeasureError, match="nothing to release"):
            release_figures(actor, "")


@pytest.mark.slow
def test_of_many_people_the_page_shows_the_last_figures_while_new_ones_are_worked_out(
    town, data, monkeypatch
):
    installation(town, 5)
    monkeypatch.setattr(rows, "LARGE", 5)
    page = reverse("program:measures")
    with as_manager(town) as actor:
        yesterday = Wanted(as_of=timezone.localdate() - DAY)
        first = measure(actor, yesterday)
        waits = []
        monkeypatch.setattr(
            measured, "start", lambda *given, **_: waits.append(given) or Progress("x", "running")
        )
        found = measured.measure_beside(actor, Wanted())
        assert (found.report, found.progress.state) == (first, "running")
    told = town.manager.client.get(page).content.decode()
    assert "You can leave this page and come back" in told
    shown = _of_body(first.body)
    assert _numbers(told)[: len(shown)] == shown
    monkeypatch.undo()
    monkeypatch.setenv("GAINFUL_DATA", str(data / "var"))
    monkeypatch.setattr(rows, "LARGE", 5)
    told = town.manager.client.get(page).content.decode()  # at once, as tests work
    assert "You can leave this page" not in told
    assert Report.objects.count() == 2


def test_who_withdraws_after_being_measured_leaves_what_is_worked_out_since_and_stays_in_what_was(town, data):
    made = installation(town, 5, people=40)
    with as_manager(town) as actor:
        before = measure(actor, Wanted())
        release = release_figures(actor, "our_program")
        kept = [json.loads(json.dumps(one.body)) for one in (before, release)]
        gone = next(code for code in (who.code for who in made.people) if code in _codes(town))
    with acting_as_system("test"):
        Consent.objects.filter(participant__code=gone).update(revoked_at=timezone.now())
    with as_manager(town) as actor:
        after = measure(actor, Wanted(), again=True)
        assert (after.people, after.unseen) == (before.people - 1, before.unseen + 1)
        assert gone not in _codes(town)
        assert [Report.objects.get(pk=before.pk).body, Release.objects.get(pk=release.pk).body] == kept
    page = town.manager.client.get(reverse("program:measures")).content.decode()
    assert "The consent of 1 person has ended" in page


def _codes(town):
    return {row[0] for row in rows.tables(town.agency, timezone.localdate()).participants}


@pytest.mark.slow
def test_a_definition_that_changed_leaves_old_figures_theirs(town, data):
    installation(town, 5)
    with as_manager(town) as actor:
        old = measure(actor, Wanted())
    with acting_as_system("test"):
        body = {
            **old.body,
            "indicators": [
                {**old.body["indicators"][0], "definition": "As it was told in 2020.", "version": 0}
            ],
        }
        earlier = Report.objects.create(
            organization=town.agency, as_of=old.as_of, body=body, people=1, trend=[]
        )
    client = town.manager.client
    assert (
        "As it was told in 2020."
        in client.get(reverse("program:measures_report", args=[earlier.pk])).content.decode()
    )
    client.post(reverse("program:measures_again"))
    assert "As it was told in 2020." not in client.get(reverse("program:measures")).content.decode()
    listed = client.get(reverse("program:measures_reports")).content.decode()
    assert reverse("program:measures_report", args=[earlier.pk]) in listed


def _hidden(body: dict) -> set[tuple]:
    groups = [(None, body), *((group["segment"], group) for group in body["segments"])]
    return {
        (name, one["id"], count)
        for name, group in groups
        for one in group["indicators"]
        for count in one["hidden"]
    }


def test_a_release_is_held_against_the_one_of_the_quarter_before(town, data):
    """Few have moved: what stood in for others a quarter ago stays hidden, and every count stays inside.

    The first is what the terminal would publish; each of the two leaves once in its quarter.
    """
    made = installation(town, 5, people=60)
    with as_manager(town) as actor:
        first = release_figures(actor, "cohort")
        _is_what_the_terminal_would_publish(town.agency, first.body, "cohort")
    with acting_as_system("test"):
        Release.objects.filter(pk=first.pk).update(quarter=first.quarter - 1)
        there = set(Enrolment.objects.filter(cohort=made.groups[1]).values_list("participant_id", flat=True))
        moved = Enrolment.objects.filter(cohort=made.groups[0]).exclude(participant_id__in=there)[:6]
        assert Enrolment.objects.filter(pk__in=[one.pk for one in moved]).update(cohort=made.groups[1])
    with as_manager(town) as actor:
        second = release_figures(actor, "cohort")
        with pytest.raises(MeasureError, match="Figures of this quarter have left already"):
            release_figures(actor, "our_program")
    assert _hidden(first.body)
    was, now = (
        {(segment, indicator, name): count for segment, indicator, name, count, _told in one.counts}
        for one in (first, second)
    )
    few = {key for key in _hidden(first.body) if key in now and abs(now[key] - was[key]) < 5}
    assert few
    assert few <= _hidden(second.body)
    assert any(count != now.get(key) for key, count in was.items())
    answer = town.manager.client.get("/api/v1/indicators/release").json()
    assert "counts" not in answer
    assert answer["body"]["indicators"] == second.body["indicators"]
