"""Screens: operator."""
