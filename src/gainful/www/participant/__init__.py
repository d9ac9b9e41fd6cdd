"""Screens: participant."""
