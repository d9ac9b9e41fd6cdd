"""One posting read against releases of different layouts: same occupation, same hours, same steps down.

The figures are those of the shipped 30.0, written again in the layouts of 29.3 (five zones) and 31.0 (four zones).
"""

from __future__ import annotations

import numpy as np
import pytest

from gainful.engine.gap import preparation
from gainful.engine.held.work_history import HistoryTable, held_levels
from gainful.engine.occupations import load_reference
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.feeders import feeder_occupations
from gainful.engine.ranking.job_tables import above_the_job
from gainful.exchange.reference import import_onet
from tests.exchange.reference import rewritten

POSTINGS = {
    "31-1131.00": """Certified Nursing Assistant
Hillcrest Care Home, Dayton, OH
Help residents to wash, dress and eat, measure vital signs and write them down, lift and turn residents safely.
You must be on the state's register of nurse aides. $18.50 an hour.""",
    "47-2111.00": """Journeyman Electrician
Install conduit and pull wire in new offices, read blueprints, test circuits and find faults, follow the code.
Requires a journeyman license and a driver's license. $32 an hour.""",
}
WORKED_AS = [
    "53-2031.00",
    "35-3031.00",
    "31-1121.00",
    "11-1011.00",
    "29-1141.00",
    "53-7062.00",
    "15-1252.00",
    "35-9021.00",
]


@pytest.fixture(scope="module", params=[pytest.param("29.3", marks=pytest.mark.slow), "31.0"])
def other(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    import_onet(rewritten.write(load_reference("onet-30.0"), folder, request.param), folder / "out")
    return load_reference(f"onet-{request.param}", folder / "out")


@pytest.fixture(scope="module")
def shipped():
    return load_reference("onet-30.0")


def test_the_layout_changes_names_and_zones_only(shipped, other):
    np.testing.assert_array_equal(other.level, shipped.level)
    np.testing.assert_array_equal(other.importance, shipped.importance)
    assert other.titles == shipped.titles
    np.testing.assert_array_equal(other.preparation_years, shipped.preparation_years)
    zones = {o.job_zone for o in other.occupations}
    assert zones == ({None, 2, 3, 4, 5} if other.version == "onet-31.0" else {None, 1, 2, 3, 4, 5})


@pytest.mark.parametrize("code", list(POSTINGS))
def test_a_posting_gives_the_same_occupation_hours_and_steps_down(shipped, other, code):
    here, there = (required_profile(POSTINGS[code], reference=r) for r in (shipped, other))
    assert here.occupation.code == there.occupation.code == code
    lists = [
        feeder_occupations(found.profile, code=code, reference=r)
        for found, r in ((here, shipped), (there, other))
    ]
    assert [f.code for f in lists[0].steps_down] == [f.code for f in lists[1].steps_down]
    for mine, theirs in zip(lists[0].feeders, lists[1].feeders, strict=True):
        assert (mine.code, mine.step) == (theirs.code, theirs.step)
        assert (mine.hours_low, mine.hours_high) == (theirs.hours_low, theirs.hours_high)


def test_every_occupation_takes_the_same_preparation(shipped, other):
    for occupation in shipped.occupations:
        mine, theirs = preparation(shipped, occupation.code), preparation(other, occupation.code)
        assert (theirs.hours_low, theirs.hours_high) == (mine.hours_low, mine.hours_high)


def test_people_hold_the_same_and_step_down_alike(shipped, other):
    np.testing.assert_array_equal(_held(shipped), _held(other))
    for job in ("35-9021.00", "31-1131.00", "47-2111.00", "29-1141.00"):
        assert _above(shipped, job).tolist() == _above(other, job).tolist()
    assert _above(shipped, "35-9021.00").any()


def _rows(reference):
    return np.array([reference.row(code) for code in WORKED_AS], np.int32)


def _held(reference):
    people = np.arange(len(WORKED_AS), dtype=np.int32)
    half = np.full(len(WORKED_AS), 0.5)
    return held_levels(HistoryTable(people, _rows(reference), half, half), len(WORKED_AS), reference)[0]


def _above(reference, job):
    return above_the_job(reference, job)[_rows(reference) + 1]
