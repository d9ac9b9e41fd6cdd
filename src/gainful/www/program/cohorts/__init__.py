"""Screens: the program manager's cohorts."""
