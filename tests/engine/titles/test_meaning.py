"""Titles beside the tasks and descriptions of occupations, by sentence vectors."""

from __future__ import annotations

import numpy as np
import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.titles.meaning import TitleMeaning, centred
from gainful.engine.titles.ranking import rank_occupations


@pytest.fixture(scope="module")
def codes() -> list[str]:
    return [occupation.code for occupation in load_reference().occupations]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("person who fixes heating and cooling", "49-9021.00"),
        ("drives children to school", "53-3051.00"),
        ("draws blood from patients", "31-9097.00"),
    ],
)
def test_a_title_in_other_words_lies_near_its_tasks(codes: list[str], title: str, code: str) -> None:
    tasks, description = TitleMeaning(load_reference(), codes).likeness(title)
    assert tasks.shape == description.shape == (len(codes),)
    together = tasks + description
    assert code in {codes[place] for place in np.argsort(-together)[:5]}


def test_rows_are_about_their_middle_and_empty_ones_stay_empty() -> None:
    rows = centred(np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], np.float32))
    assert rows[2].tolist() == [0.0, 0.0]
    assert np.allclose(np.linalg.norm(rows[:2], axis=1), 1.0)
    assert np.allclose(rows[0], -rows[1])


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Forklift operator/loader", "53-7051.00"),
        ("Wind Turbine Technician (Traveling)", "49-9081.00"),
        ("Hotel Housekeeper / Room Attendant", "37-2012.00"),
        ("Handyman", "49-9071.00"),
    ],
)
def test_titles_that_words_alone_misread(title: str, code: str) -> None:
    """Read before as mining machines, a hydroelectric plant, metal pickling and a car park."""
    assert rank_occupations([title], 1)[0][0].code == code
