"""Screens: employer."""
