"""A plan as CSV tables that a spreadsheet opens safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from gainful.exchange.tabular import safe_cell


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return CSV text (RFC 4180, UTF-8)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def budget_csv(plan: dict[str, Any]) -> str:
    """Return the budget of a plan in its JSON form; the last row is the total, USD."""
    keys = ("part", "label", "quantity", "unit", "unit_price", "amount", "source")
    rows = [tuple(line[key] for key in keys) for line in plan["cost"]["lines"]]
    header = ("part", "what", "quantity", "unit", "unit_price_usd", "amount_usd", "source")
    return to_csv(header, [*rows, ("total", "", "", "", "", plan["cost"]["total"], "")])


def plan_zip(plan: dict[str, Any]) -> bytes:
    """Return every table of a plan in its JSON form as CSV files in one zip."""
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in plan_tables(plan).items():
            archive.writestr(name, text)
    return packed.getvalue()


def plan_tables(plan: dict[str, Any]) -> dict[str, str]:
    """Return file name → CSV text for a plan in its JSON form."""
    return {
        "people.csv": to_csv(
            ("rank", "id", "name", "occupation", "hours_low", "hours_high", "wage_change", "support", "takes"),
            (
                (p["rank"], p["id"], p["name"], p["occupation"]["title"], p["hours_low"], p["hours_high"],
                 p["wage_change"], "; ".join(p["support"]), "; ".join(p["takes"]))
                for p in plan["people"]
            ),
        ),
        "courses.csv": to_csv(
            ("id", "title", "provider", "hours", "price", "modality", "start", "end", "closes"),
            (
                (c["id"], c["title"], c["provider"], c["hours"], c["price"], c["modality"], c["start"], c["end"],
                 "; ".join(c["closes"]))
                for c in plan["courses"]
            ),
        ),
        "feeders.csv": to_csv(
            ("code", "title", "step", "shortfall", "surplus", "hours_low", "hours_high", "wage_now", "wage_change",
             "local_employment", "in_pool"),
            (
                tuple(f[key] for key in ("code", "title", "step", "shortfall", "surplus", "hours_low", "hours_high",
                                         "wage_now", "wage_change", "local_employment", "in_pool"))
                for f in plan["feeder_occupations"]
            ),
        ),
        "budget.csv": to_csv(
            ("part", "label", "quantity", "unit", "unit_price", "amount", "source"),
            (
                tuple(b[key] for key in ("part", "label", "quantity", "unit", "unit_price", "amount", "source"))
                for b in plan["cost"]["lines"]
            ),
        ),
    }  # fmt: skip
