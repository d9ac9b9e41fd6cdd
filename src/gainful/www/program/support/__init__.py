"""Screens of a program manager about support: money to decide, caps, benefits, presets, caseloads."""
