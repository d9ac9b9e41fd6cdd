"""Placements: introductions, outcomes, living costs."""
