"""Measures: waves of questions, what counts as a service, indicators, and what is released."""
