"""How long something is, as people say it."""

from __future__ import annotations

import pytest

from gainful.domain.messages.local_times import length_words


@pytest.mark.parametrize(
    ("minutes", "wanted"),
    [
        (0, "0 minutes"), (1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (61, "1 hour 1 minute"),
        (90, "1 hour 30 minutes"), (180, "3 hours"),
    ],
)  # fmt: skip
def test_hours_are_said_from_the_first_full_one_on(minutes, wanted):
    assert length_words(minutes) == wanted
