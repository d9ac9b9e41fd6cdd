"""Screens: instructor."""
