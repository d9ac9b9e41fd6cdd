"""Nouns, who may, what happens."""
