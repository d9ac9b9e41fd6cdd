"""Rights on the ledger: staff of the agency, a person's rows under their consent; the person their own."""

from __future__ import annotations

from gainful.domain.ledger.rights_sql import FUNCTIONS, TRIGGERS
from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, TableRights, right

__all__ = ["FUNCTIONS", "TABLES", "TRIGGERS"]

TABLE = "ledger_ledgerrow"
OURS = Condition(
    "of the acting organization, about nobody or about people who consented to it",
    "organization_id = (SELECT gainful.staff_organization())"
    f" AND (participant_id IS NULL OR {consented(TABLE, 'profile').sql})",
)

ENTERED = Condition(
    f"{OURS.words}, of what happened, today; a signature writes what is planned",
    f"({OURS.sql}) AND is_actual AND created_at BETWEEN now() - interval '1 hour' AND now() + interval '1 hour'"
    " AND (source_kind <> 'plan' OR EXISTS (SELECT FROM plans_plan p WHERE p.id::text = source_id))"
    " AND (corrects_id IS NULL OR gainful.is_our_ledger_row(corrects_id))",
)
TABLES = (
    TableRights(
        TABLE,
        "Planned and actual hours and dollars; rows are added, never changed.",
        (right(STAFF, "S", OURS), right(STAFF, "I", ENTERED), right(SIGNED_IN, "S", own(TABLE))),
        authors={"entered_by_id": "it says who entered it"},
        seen={"program_id": "programs_program", "fund_id": "programs_fund", "corrects_id": TABLE},
    ),
)
