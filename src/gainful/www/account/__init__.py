"""Screens: one's own account."""
