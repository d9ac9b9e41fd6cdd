"""Rights on copies of a day and on what came back: the coach who took them; the person sees edits about themselves."""

from __future__ import annotations

from gainful.domain.participants.rights import consented, own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, TableRights, right

COPY, PERSON, EDIT = "support_daycopy", "support_dayperson", "support_offlineedit"
_MINE = "organization_id = (SELECT gainful.staff_organization()) AND coach_id = (SELECT gainful.actor_user())"
MINE = Condition("their own, of the acting organization", _MINE)

OF_COPY = Condition("of their own copy", f"copy_id IN (SELECT id FROM {COPY})")


def mine_about(table: str) -> Condition:
    """Return the condition: one's own edits, about nobody or about people whose consent is in force."""
    return Condition(
        f"{MINE.words}, about nobody or {consented(table, 'support').words}",
        f"{_MINE} AND (participant_id IS NULL OR {consented(table, 'support').sql})",
    )


TABLES = (
    TableRights(
        COPY,
        "What a coach took along for a day, and until when it opens.",
        (right(STAFF, "SIU", MINE),),
        history=(right(STAFF, "S", MINE),),
        fixed={
            "organization_id": "a copy is of one agency",
            "coach_id": "a copy is one coach's",
            "locks_at": "when it locks stays so",
        },
        once={"ended_at": "an ended copy stays ended"},
        begins={"ended_at": "NULL"},
        authors={"coach_id": "it says who took it"},
    ),
    TableRights(
        PERSON,
        "Who is on a copy of a day; rows are added, never changed.",
        (right(STAFF, "SI", OF_COPY), right(SIGNED_IN, "S", own(PERSON))),
        history=(right(STAFF, "S", OF_COPY), right(SIGNED_IN, "S", own(f"{PERSON}event"))),
        seen={"copy_id": COPY, "participant_id": "participants_participant"},
    ),
    TableRights(
        EDIT,
        "Edits made without a connection.",
        (right(STAFF, "SIU", mine_about(EDIT)), right(SIGNED_IN, "S", own(EDIT))),
        history=(right(STAFF, "S", mine_about(f"{EDIT}event")), right(SIGNED_IN, "S", own(f"{EDIT}event"))),
        fixed={
            "copy_id": "an edit came from one copy",
            "organization_id": "an edit stays with its agency",
            "coach_id": "whose edit it is stays so",
            "participant_id": "an edit is about one person",
            "target": "what it changes stays so",
            "fields": "what it said stays so",
        },
        authors={"coach_id": "it says whose it is"},
        seen={"copy_id": COPY},
    ),
)
