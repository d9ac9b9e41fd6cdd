"""Courses from a spreadsheet: the columns, their cells, a record per row, and rows held against each other."""

from gainful.exchange.courses.catalogue import CourseRow, check_catalogue, prerequisite_circles
from gainful.exchange.courses.cells import parse_cip
from gainful.exchange.courses.columns import FIELDS
from gainful.exchange.courses.file import CourseFile, open_courses, parse_course, read_courses

__all__ = [
    "FIELDS",
    "CourseFile",
    "CourseRow",
    "check_catalogue",
    "open_courses",
    "parse_cip",
    "parse_course",
    "prerequisite_circles",
    "read_courses",
]
