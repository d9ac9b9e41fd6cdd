"""The people of an agency by their roles; whoever says what such people may do takes the roles from here."""

from __future__ import annotations

MANAGERS = frozenset({"program_manager", "operator"})
"""Who runs an agency's work: orders, plans, cohorts, agreements."""
STAFF = MANAGERS | {"coach"}
"""Everybody of an agency who works with people."""
EMPLOYERS = frozenset({"employer"})
"""Who acts for an employer."""
