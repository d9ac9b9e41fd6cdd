"""Gainful: job-centric upskilling, from the job that needs doing to what came of it."""

from gainful.extras import explain_missing_extras

__version__ = "0.2.0"
explain_missing_extras()
