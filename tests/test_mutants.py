"""The script that asks whether tests notice a change finds the changes it says, chooses by its seed, and never lies."""

from __future__ import annotations

import pytest
from scripts.mutants import ROOT
from scripts.mutants.__main__ import package_of, packages, sample
from scripts.mutants.branches import KEPT as BRANCHES
from scripts.mutants.branches import ROOMS, kept
from scripts.mutants.changes import changes_of
from scripts.mutants.named import NAMED
from scripts.mutants.refusals import KEPT, STOREYS, files_of, refusals

MOST, MOST_BRANCHES = 0, 0
"""Refusals of domain, api and www that no test ran were 57 when the list was begun; and what the rooms of the list of
branches may lack."""
SOURCE = b'''"""A gate."""
ROLES = ("coach", "operator")
BOUND = 5


def may(role, age):
    """Say who may."""
    if role not in ROLES or not age:
        raise ValueError("no")
    tell(role)
    return age >= BOUND and min(age, 2) * 3
'''
EXPECTED = {
    ("shortened", ""): 'ROLES = ("coach",)',
    ("constant", "6"): "BOUND = 6",
    ("comparison", "in"): "if role in ROLES or",
    ("and/or", "and"): "ROLES and not age",
    ("condition", "False"): "if False:",
    ("condition", "True"): "if True:",
    ("refusal", "pass"): ":\n        pass\n",
    ("call", "pass"): "    pass\n    return",
    ("comparison", ">"): "age > BOUND",
    ("twin", "max"): "max(age, 2)",
    ("arithmetic", "/"): "min(age, 2) / 3",
}


def test_each_kind_of_change_is_found_and_written_into_the_text():
    texts = [change.applied(SOURCE).decode() for change in changes_of("gate.py", SOURCE)]
    for wanted in EXPECTED.values():
        assert sum(wanted in text for text in texts) >= 1, wanted
    assert all(text != SOURCE.decode() for text in texts)
    assert not [text for text in texts if '"""A gate."""' not in text], "words of people are left alone"


def test_signs_of_several_bytes_do_not_move_a_change():
    text = 'x = "– “quoted” –"; y = 1 < 2\n'.encode()
    changed = {change.applied(text).decode() for change in changes_of("x.py", text)}
    assert 'x = "– “quoted” –"; y = 1 <= 2\n' in changed


def test_the_same_seed_takes_the_same_sample_and_another_takes_another():
    files = packages()["domain/ledger"]
    first, again, other = (sample(files, 15, seed) for seed in ("1/ledger", "1/ledger", "2/ledger"))
    assert first == again != other
    assert len({(change.path, change.line) for change in first}) == 15


def test_every_package_is_sampled():
    found = packages()
    assert {"api", "engine/impact", "domain/rights", "www/guest", "exchange/pirl", "site"} <= set(found)
    assert package_of("src/gainful/domain/plans/actions/sign_plan.py") == "domain/plans"
    assert package_of("src/gainful/domain/cohorts/certificate_access.py") == "access"
    assert package_of("src/gainful/engine/indicators/exits.py") == "exits"
    assert len(found["gates"]) == 5, "each gate and what puts them together"
    assert not [path for paths in found.values() for path in paths if "/migrations/" in path]


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.sentence)
def test_a_named_change_still_names_its_line_and_its_tests(named):
    change = named.change(ROOT)
    text = (ROOT / named.path).read_bytes()
    compile(change.applied(text), named.path, "exec")
    assert change.applied(text) != text
    for test in named.tests:
        assert (ROOT / test).exists(), test


def test_refusals_are_named_without_their_line_so_that_the_list_outlives_an_edit(tmp_path):
    path = ROOT / "src" / "gainful" / "domain" / "ledger" / "actions.py"
    found = dict(refusals(path))
    text = path.read_text().splitlines()
    assert all("raise " in text[line - 1] for line in found)
    assert (
        "domain/ledger/actions.py _require: PermissionDenied('Only staff of the agency enter what a plan took.')"
        in found.values()
    )


def test_the_list_of_refusals_without_a_test_is_sorted_and_each_still_stands_in_the_code():
    kept = KEPT.read_text().splitlines()
    standing = {name for storey in STOREYS for path in files_of(storey) for _line, name in refusals(path)}
    assert kept == sorted(kept)
    assert [name for name in kept if name not in standing] == [], "take it off the list"
    assert len(kept) <= MOST, "the list only shrinks: write the test"


def test_the_list_of_branches_without_a_test_names_files_of_its_rooms_and_only_shrinks():
    lines = BRANCHES.read_text().splitlines()
    assert lines == sorted(lines)
    assert sum(kept().values()) <= MOST_BRANCHES, "the list only shrinks: write the test"
    for name, count in kept().items():
        assert name.startswith(ROOMS)
        assert (ROOT / "src" / "gainful" / name).exists(), "take it off the list"
        assert count > 0
