"""Write a directory as HSDS 3 JSON: one page of the form that its API has, with all services."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gainful.exchange.hsds.records import Record


def page(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return records as one page of the form that the HSDS 3 API has."""
    return {
        "total_items": len(records), "total_pages": 1, "page_number": 1, "size": len(records),
        "first_page": True, "last_page": True, "empty": not records, "contents": list(records),
    }  # fmt: skip


def as_json(services: Iterable[Record], organizations: Iterable[Record] = ()) -> str:
    """Return the directory as JSON; organizations without a service stand behind the services."""
    return json.dumps(page([*services, *organizations]), ensure_ascii=False, indent=1, sort_keys=False) + "\n"
