from __future__ import annotations

import pytest

from gainful.engine.postings.profile import required_profile
from gainful.engine.skills.expectation import shares_a_word


@pytest.mark.parametrize(
    ("words", "label", "shared"),
    [
        ("math", "mathematics", True),
        ("dusting", "remove dust", True),
        ("Draw blood", "take blood samples", True),
        ("must be of a high", "drive vehicles", False),
        ("Work within a framework", "social theory", False),
        ("use of the", "use with the", False),
    ],
)
def test_words_that_are_shared(words: str, label: str, shared: bool) -> None:
    assert shares_a_word(words, label) is shared


def test_no_skill_of_a_posting_is_made_of_words_that_it_shares_nothing_with() -> None:
    text = "Mechanical Contracts Manager\nDuties\n- Run pipefitting projects\n- Candidates must be of a high calibre\n"
    names = {line.name for line in required_profile(text).profile.lines if any(e.span for e in line.evidence)}
    assert not names & {"drive vehicles", "Transportation"}
