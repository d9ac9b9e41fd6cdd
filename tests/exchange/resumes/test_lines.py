"""The lines of a résumé: where they stand, and what the person makes of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.exchange.resumes import confirmed_line, findings_of, marked

RESUME = "EXPERIENCE\n\nFlight Attendant, Northern Sky Airlines\nMarch 2015 - June 2026\n"
JOB = {"kind": "job", "title": "Flight Attendant", "code": "53-2031.00", "start": "2015-03-01", "end": ""}


def test_a_job_is_read_with_its_place_in_the_text():
    job = next(line for line in findings_of(RESUME, date(2026, 7, 1)) if line["kind"] == "job")
    assert (job["title"], job["code"], job["start"]) == ("Flight Attendant", "53-2031.00", "2015-03-01")
    assert RESUME[job["span_start"] : job["span_end"]].startswith("Flight Attendant")


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted), max_size=8),
)
def test_the_pieces_give_back_the_text_and_each_line_stands_once_at_most(text, spans):
    pieces = marked(text, [{"span_start": start, "span_end": end} for start, end in spans])
    assert "".join(piece for piece, _ in pieces) == text
    numbers = [number for _, number in pieces if number]
    assert len(numbers) == len(set(numbers))
    assert all(text[spans[n - 1][0] : spans[n - 1][1]] == piece for piece, n in pieces if n)


def test_what_the_person_says_of_a_job_counts():
    said = confirmed_line(JOB, {"title": " Cabin crew ", "is": "no", "start": "2014-01-01", "end": ""})
    assert (said["title"], said["code"]) == ("Cabin crew", "")
    assert (said["start"], said["end"]) == (date(2014, 1, 1), None)
    kept = confirmed_line(JOB, {"start": "2015-03-01"})
    assert (kept["title"], kept["code"]) == ("Flight Attendant", "53-2031.00")


def test_a_day_that_is_none_is_refused_and_a_skill_stays_as_it_was_read():
    with pytest.raises(ValueError, match="isoformat"):
        confirmed_line(JOB, {"start": "spring"})
    skill = {"kind": "competency", "competency_id": "esco:1", "name": "wait tables"}
    assert confirmed_line(skill, {"start": "spring"}) == skill
