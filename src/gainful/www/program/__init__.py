"""Screens: program."""
