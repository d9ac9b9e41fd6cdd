"""Continuous archiving of the embedded database, and its return to any moment: PostgreSQL's own tools, encrypted."""
