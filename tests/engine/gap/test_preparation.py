"""Preparation for an occupation: what stands in where O*NET has no answers."""

from gainful.engine.gap import DEGREE_HOURS, school_hours
from gainful.engine.occupations import load_reference


def test_schooling_without_answers_is_the_middle_of_the_job_zone():
    reference = load_reference()
    hours, row = school_hours(reference), reference.row("13-2011.00")
    assert reference.education("13-2011.00").school_hours is None
    known = [
        reference.education(o.code).school_hours
        for o in reference.occupations
        if o.job_zone == reference.occupations[row].job_zone and reference.education(o.code).school_hours
    ]
    assert min(known) < hours[row] < max(known)
    assert hours[row] > DEGREE_HOURS
