"""Screens, by who uses them."""
