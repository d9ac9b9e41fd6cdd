"""Screens: coach."""
