"""Competency profiles of a job or a person, with the evidence for each line."""
