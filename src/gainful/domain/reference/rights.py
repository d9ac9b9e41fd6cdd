"""Rights on the list of loaded reference releases: it names nobody and belongs to everybody."""

from __future__ import annotations

from gainful.domain.rights import ANY_ROW, SIGNED_IN, Kind, TableRights, right

TABLES = (
    TableRights(
        "reference_referencerelease",
        "Which reference releases are loaded.",
        (right(SIGNED_IN, "S", ANY_ROW), right(Kind.OPERATOR, "IU", ANY_ROW)),
    ),
)
