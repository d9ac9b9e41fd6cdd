"""Quarterly wage records: read as a stream, checked row by row, kept without any raw person key."""

from gainful.exchange.wage_records.keys import WrongKeyError, load_or_make_key, person_hash
from gainful.exchange.wage_records.reading import UnreadableWages
from gainful.exchange.wage_records.store import BusyStoreError, Imported, Quarter, WageStore

__all__ = [
    "BusyStoreError",
    "Imported",
    "Quarter",
    "UnreadableWages",
    "WageStore",
    "WrongKeyError",
    "load_or_make_key",
    "person_hash",
]
