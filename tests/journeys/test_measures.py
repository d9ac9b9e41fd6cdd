"""Both sides say how it goes, the manager reads what became of people, and anybody reads what was released."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date, datetime

import pytest
from playwright.sync_api import expect

from gainful.cli import main
from tests.journeys.browser import looked_at
from tests.journeys.hands import Mouse
from tests.journeys.hires import open_step, turn_pages

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PHONE = 360
HIRES = "/program/outcomes/?kind=internal"
WEEKS = 8
"""Weeks within which a job counts as a placement, as the page counts."""


def _answered(someone):
    someone.button("Send my answer").click()
    expect(someone.page.get_by_text("Thank you. Your answer is in.")).to_be_visible()


def _link_to_answer(manager, name):
    """Take the link by which a hired person answers, as the agency hands it over without e-mail."""
    manager.open("/program/requests/?state=open")
    row = manager.page.locator("tr", has_text="How is it going at work?").filter(has_text=name).first
    turn_pages(manager, Mouse(), row)
    row.locator("summary").click()
    row.get_by_role("button", name="Give a link").click()
    return manager.field("The link").input_value()


def _both_sides_answer(visitor, manager):
    """Somebody was hired thirty days ago: they and the employer answer on phones; then one who was not drawn does."""
    manager.open(HIRES)
    hired = manager.page.locator("tr", has_text="Took an internal role").last
    name = hired.get_by_role("link").first.inner_text()
    phone = visitor(width=PHONE)
    phone.page.goto(_link_to_answer(manager, name))
    assert looked_at(phone.page) == []
    phone.page.get_by_label("Do you work at the moment?").select_option("yes")
    phone.page.get_by_label("Are you still in this job?").select_option("yes")
    phone.page.get_by_label("All in all, how does life go?").fill("7")
    _answered(phone)

    employer = visitor(width=PHONE)
    employer.sign_in("employer")
    employer.link("Say how a hire goes").first.click()
    assert looked_at(employer.page) == []
    employer.page.get_by_label("Which skills do you miss?").fill("Charting")
    _answered(employer)

    other = visitor(width=PHONE)
    other.sign_in("participant")
    other.open("/participant/jobs/")
    other.link("How are you doing?").click()
    assert looked_at(other.page) == []
    other.page.get_by_label("Do you work at the moment?").select_option("yes")
    _answered(other)
    return name


def _gets_a_raise(manager, name):
    manager.open(HIRES)
    manager.page.get_by_role("link", name=name).last.click()
    manager.page.wait_for_url("**/program/placements/*/")
    box = open_step(manager, Mouse(), "Tell us what happened")
    box.get_by_label("What happened?").select_option("raise")
    box.get_by_label("On which day?").fill(date.today().isoformat())  # noqa: DTZ011
    box.get_by_label("Wage now, USD").fill("22.25")
    box.get_by_label("Who told you?").select_option("employer")
    box.get_by_role("button", name="Record it").click()
    expect(manager.page.get_by_text("1.25 USD an hour against the first wage")).to_be_visible()


def _words_are_read(manager):
    """What was said is read for topics, and what was changed for it is told."""
    manager.open("/program/measures/said/")
    assert looked_at(manager.page) == []
    manager.page.get_by_role("link", name=re.compile("^Read ")).first.click()
    manager.page.get_by_label("Skills that are missing: ").check()
    assert looked_at(manager.page) == []
    manager.button("Save").click()
    expect(manager.page.get_by_text("Noted. Here is the next one.")).to_be_visible()
    manager.open("/program/measures/waves/")
    expect(
        manager.page.get_by_text("Too many more are lost").or_(manager.page.get_by_text("near enough"))
    ).to_have_count(1)


def _fetched(manager, path):
    answer = manager.page.request.get(manager.address + path)
    assert answer.ok, path
    return answer.body()


def _rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def _given(manager, label, name, text):
    manager.page.get_by_label(label).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )


def _by_terminal(folder, as_of, quarters, capsys):
    """Return every value that `gainful indicators` gives for the files, everybody first."""
    capsys.readouterr()
    given = [f"--{name}={folder / name}.csv" for name in ("participants", "services", "placements", "evidence", "costs")
             if len((folder / f"{name}.csv").read_text().splitlines()) > 1]  # fmt: skip
    asked = [*given, f"--wages={folder / 'wages.csv'}", "--as-of", as_of, "--placement-weeks", str(WEEKS)]
    asked += ["--wages-from", quarters[0], "--wages-through", quarters[1], "--metrics", "all", "--json"]
    assert main(["indicators", *asked]) == 0
    body = json.loads(capsys.readouterr().out)
    values = [one["value"] for kind in ("indicators", "program_metrics") for one in body[kind]]
    return [value for value in values if value is not None]


def _looks_before_it_leaves(manager):
    """The sample has released this quarter: what the next set would give away is seen, and cannot leave yet."""
    manager.open("/program/measures/releases/")
    manager.button("Show what would leave").click()
    manager.page.wait_for_url("**/releases/previews/**")
    expect(manager.page.get_by_role("heading", name="What stays here, and why")).to_be_visible()
    expect(manager.page.get_by_text("fewer than 10 people stand behind it").first).to_be_visible()
    expect(manager.page.get_by_text("Figures of this quarter have left already")).to_be_visible()
    expect(manager.button("Release exactly this")).to_have_count(0)
    assert looked_at(manager.page) == []
    manager.page.get_by_role("link", name="how the page of").first.click()
    expect(manager.page.get_by_text("Nobody outside the agency sees it yet.")).to_be_visible()
    assert looked_at(manager.page) == []


def test_from_a_hire_to_the_public_page(visitor, tmp_path, capsys):
    """Hired, both sides answer at 30 days, one not drawn does, a raise, wages, a pair, figures, PIRL, public page."""
    manager = visitor()
    manager.sign_in("program_manager")
    _gets_a_raise(manager, _both_sides_answer(visitor, manager))
    _words_are_read(manager)
    with zipfile.ZipFile(io.BytesIO(_fetched(manager, "/program/measures/files.zip"))) as pack:
        counted = {row["person"] for row in _rows(pack.read("participants.csv"))}
        at = max((int(row["year"]), int(row["quarter"])) for row in _rows(pack.read("wages.csv")))
    names = {row["person_id"]: row["name"] for row in _rows(_fetched(manager, "/program/people.csv"))}
    code = max(code for code in counted & set(names) if " " in names[code])
    last = names[code].rpartition(" ")[2]

    manager.open("/program/measures/wages/")
    _given(manager, "File of wage records", "state.csv",
           f"person,employer,year,quarter,wages\n900-11-0001,State 9,{at[0]},{at[1]},4321.00\n")  # fmt: skip
    manager.button("Bring the file in").click()
    expect(manager.page.get_by_text("1 row is in.")).to_be_visible()
    manager.link("Whose wages these are: compare names and birth dates").click()
    _given(manager, "File of the people behind", "people.csv",
           f"person,first_name,last_name,birth_date,ssn4\n900-11-0001,Zedekiah,{last},1987-05-17,4002\n")  # fmt: skip
    _given(manager, "Birth dates and last four", "own.csv",
           f"person,birth_date,ssn4\n{code},1987-05-17,4001\n")  # fmt: skip
    manager.button("Compare").click()
    expect(manager.page.get_by_text("1 pair waits for you.")).to_be_visible(timeout=60_000)
    assert looked_at(manager.page) == []
    manager.link(names[code]).click()
    expect(manager.page.get_by_text("ZEDEKIAH")).to_be_visible()
    assert looked_at(manager.page) == []
    manager.page.get_by_label("What it rests on").fill("Called them: the second name is used at work")
    manager.button("They are the same person").click()
    expect(manager.page.get_by_text("Noted.")).to_be_visible()

    manager.open("/program/measures/")
    manager.button("Work it out again").click()
    shown = manager.page.content()
    on_page = [
        float(value) for value in re.findall(r'<data value="([^"]+)">', shown.partition('id="r-trend"')[0])
    ]
    quarters = re.search(r"Wage records of (\d{4}Q\d) to (\d{4}Q\d) are in", shown)
    folder = tmp_path / "files"
    with zipfile.ZipFile(io.BytesIO(_fetched(manager, "/program/measures/files.zip"))) as pack:
        pack.extractall(folder)
    wages = [row for row in _rows((folder / "wages.csv").read_bytes()) if row["employer"] == "State 9"]
    assert [(row["person"], float(row["wages"])) for row in wages] == [(code, 4321.0)]
    told = re.search(r"As of (\w+ \d+, \d{4})", shown)
    as_of = datetime.strptime(told[1], "%B %d, %Y").date().isoformat()  # noqa: DTZ007 - a day
    assert on_page == _by_terminal(folder, as_of, quarters.groups(), capsys)

    with zipfile.ZipFile(io.BytesIO(_fetched(manager, "/program/measures/pirl.zip"))) as pack:
        assert len(_rows(pack.read("pirl.csv"))) > 0
    with zipfile.ZipFile(io.BytesIO(_fetched(manager, "/program/measures/results.zip"))) as pack:
        told = json.loads(pack.read("datapackage.json"))
    assert "answers-and-records" in {table["name"] for table in told["resources"]}
    manager.open("/program/measures/answers-and-records/?show=all")
    assert looked_at(manager.page) == []
    _looks_before_it_leaves(manager)
    anybody = visitor()
    anybody.open("/guest/programs/")
    anybody.link("Care careers (sample)").click()
    expect(anybody.page.get_by_text("How sure is this?")).to_be_visible()
    assert looked_at(anybody.page) == []
