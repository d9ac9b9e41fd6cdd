"""Files that indicators are computed from: participants, services, wages, evidence, as CSV or Parquet."""

from __future__ import annotations

from gainful.exchange.outcome_files.reading import Loaded
from gainful.exchange.tables.errors import UnreadableColumns

__all__ = ["Loaded", "UnreadableColumns"]
