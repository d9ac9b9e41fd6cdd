"""Gainful: job-centric upskilling, from the job that needs doing to what came of it."""

__version__ = "0.1.0"
