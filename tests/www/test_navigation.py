"""The entry that is marked as the current one, by the page that is open."""

from __future__ import annotations

import pytest

from gainful.www.navigation import entries_for


def marked(role: str, path: str, section: str = "") -> list[str]:
    return [str(entry["label"]) for entry in entries_for(role, path, section) if entry["current"]]


@pytest.mark.parametrize(
    ("role", "path", "wanted"),
    [
        ("program_manager", "/program/", "Jobs"),
        ("program_manager", "/program/jobs/new/", "Jobs"),
        ("program_manager", "/program/cohorts/", "Cohorts"),
        ("program_manager", "/program/apprenticeships/", "Cohorts"),
        ("program_manager", "/program/issuer-keys/", "Cohorts"),
        ("program_manager", "/program/classes/1/", "Cohorts"),
        ("coach", "/program/classmates/1/", "Cohorts"),
        ("program_manager", "/program/layoffs/", "People"),
        ("participant", "/participant/certificates/", "Training"),
        ("participant", "/participant/classes/", "Training"),
        ("participant", "/participant/", "My next step"),
    ],
)
def test_the_entry_from_which_a_page_is_reached_is_marked(role, path, wanted):
    assert marked(role, path) == [wanted]


def test_a_page_may_name_its_entry_itself():
    assert marked("participant", "/participant/classes/", "participant:plan") == ["My plan"]
