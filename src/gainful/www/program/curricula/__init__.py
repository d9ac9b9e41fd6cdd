"""Curricula: start, edit, compare, send to the employers, put to use."""
