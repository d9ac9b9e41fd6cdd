"""Rights on the list of loaded reference releases: it belongs to everybody, so the terminal alone changes it."""

from __future__ import annotations

from gainful.domain.rights import ANY_ROW, SIGNED_IN, TableRights, right

TABLES = (
    TableRights(
        "reference_referencerelease",
        "Which reference releases are loaded.",
        (right(SIGNED_IN, "S", ANY_ROW),),
    ),
)
