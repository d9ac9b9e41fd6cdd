"""Rights after the hire: staff of the agency, the person, and the employer what concerns their own hires."""

from __future__ import annotations

from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right
from gainful.domain.support.rights.common import ours

CHECK_IN, CONCERN = "support_checkin", "support_concern"
OF_HIRE = "placement_id IN (SELECT p.id FROM placements_placement p WHERE p.participant_id = {table}.participant_id)"
HELD = ours(CHECK_IN, more=f" AND {OF_HIRE.format(table=CHECK_IN)}", words=", of a placement they may read")
BY_US = Condition(
    "about the acting employer's own hires",
    "employer_id = (SELECT gainful.actor_organization()) AND placement_id IN (SELECT id FROM placements_placement)",
)
RAISED = Condition(
    f"{BY_US.words}, for the agency that placed them",
    f"({BY_US.sql}) AND gainful.is_placed(placement_id, organization_id, participant_id)"
    " AND raised_by_id = (SELECT gainful.actor_user())",
)
_AGREED = "organization_id = (SELECT gainful.staff_organization())"


def heard(table: str) -> Condition:
    """Return the condition: staff of the agency, where the person lets them ask how the job is going."""
    return Condition(
        f"of the acting organization, of {consented(table, 'outcomes').words}",
        f"{_AGREED} AND {consented(table, 'outcomes').sql}",
    )


TABLES = (
    TableRights(
        CHECK_IN,
        "Talks of the coach after the hire; rows are added, never changed.",
        (right(STAFF, "S", ours(CHECK_IN)), right(STAFF, "I", HELD), right(SIGNED_IN, "S", own(CHECK_IN))),
        history=(right(STAFF, "S", ours(f"{CHECK_IN}event")), right(SIGNED_IN, "S", own(f"{CHECK_IN}event"))),
        authors={"coach_id": "it says who talked"},
        seen={"placement_id": "placements_placement", "note_id": "support_casenote"},
    ),
    TableRights(
        CONCERN,
        "What an employer sees with somebody they hired.",
        (
            right(STAFF, "SU", heard(CONCERN)),
            right(SIGNED_IN, "S", own(CONCERN)),
            right(Kind.EMPLOYER, "SU", BY_US),
            right(Kind.EMPLOYER, "I", RAISED),
        ),
        history=(right(STAFF, "S", heard(f"{CONCERN}event")), right(SIGNED_IN, "S", own(f"{CONCERN}event"))),
        fixed=dict.fromkeys(
            ("participant_id", "organization_id", "employer_id", "placement_id", "words", "raised_by_id"),
            "what was raised stays as it was",
        ),
        by_action=dict.fromkeys(("state", "settled_at"), "move_concern"),
        begins={"state": "'raised'", "settled_at": "NULL"},
        authors={"raised_by_id": "it says who raised it"},
        limits={Kind.EMPLOYER: ("state", "settled_at")},
    ),
)  # fmt: skip
