"""Screens of job orders: start with the job, check its profile, see who could do it, make the plan."""
