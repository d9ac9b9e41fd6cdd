"""Conversations and requests of the agency."""
