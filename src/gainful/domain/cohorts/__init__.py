"""Cohorts: seats behind openings, applications, the draw, who is enrolled."""
