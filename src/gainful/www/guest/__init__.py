"""Screens: guest."""
