"""What is shipped of others: every package of the lock is listed, none is under a licence that may not be."""

from __future__ import annotations

import json
import re

import pytest
from scripts import sbom


def listed() -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| ([a-z0-9][\w.-]*) \| (\S+) \| (.+) \|$", sbom.PAGE.read_text(), re.MULTILINE)
    return {name: (version, said) for name, version, said in rows if name != "package"}


def test_every_package_of_the_lock_is_listed_with_its_version():
    wanted = {name: version for name, (version, _marker) in sbom.locked().items()}
    assert {name: version for name, (version, _said) in listed().items()} == wanted, (
        "run scripts/sbom.py --licences"
    )


def test_none_is_under_a_licence_that_may_not_be():
    assert sbom.refused({name: said for name, (_version, said) in listed().items()}) == []
    assert [name for name, (_version, said) in listed().items() if "UNKNOWN" in said] == []


@pytest.mark.parametrize(
    ("said", "bad"),
    [
        ("GNU Affero General Public License v3", True),
        ("GPL-3.0-only", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT License", False),
        ("Business Source License (BUSL-1.1)", True),
    ],
)
def test_a_licence_is_told_from_another(said, bad):
    assert bool(sbom.refused({"x": said})) is bad


@pytest.mark.slow
def test_the_bill_of_materials_has_each_package_with_its_hashes(tmp_path):
    assert sbom.main([str(tmp_path / "sbom.json")]) == 0
    made = json.loads((tmp_path / "sbom.json").read_text())
    found = {one["name"] for one in made["components"]}
    assert set(sbom.locked()) <= {name.lower() for name in found}
    assert all(one["externalReferences"][0]["hashes"] for one in made["components"])
