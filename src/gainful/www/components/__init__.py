"""Screens: components."""
