"""Rights on case notes and assignments: notes by the scope that their author chose."""

from __future__ import annotations

from gainful.domain.participants.rights import own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right
from gainful.domain.support.rights.common import WE_LEAD, elsewhere, ours

NOTE, ASSIGNMENT = "support_casenote", "support_assignment"
_MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
_READABLE = " AND (shared_with <> 'author' OR author_id = (SELECT gainful.actor_user()))"


def readable(table: str) -> Condition:
    """Return the condition on a note that staff may read."""
    return ours(table, sensitive=True, more=_READABLE, words="; private ones only by their author")


KINDS = {
    "notes": ("call", "meeting", "visit", "message", "no_answer", "other"),
    "notes_class": ("attended", "absent"),
    "notes_work": ("employer",),
}
"""Which kinds of notes a scope of consent opens to another agency, of those that the person reads, too."""


def opened(table: str) -> tuple[Condition, ...]:
    """Return the conditions on notes of other agencies, one a kind."""
    return tuple(
        elsewhere(
            table, scope, f" AND shared_with = 'person' AND kind IN ({', '.join(map(repr, kinds))})",
            f"; of the kinds {', '.join(kinds)}, shared with the person",
        )
        for scope, kinds in KINDS.items()
    )  # fmt: skip


SHOWN = Condition("about themselves, shared with them", f"{own(NOTE).sql} AND shared_with = 'person'")
SHOWN_EVENT = Condition(
    "about themselves, shared with them", f"{own(f'{NOTE}event').sql} AND shared_with = 'person'"
)
WRITTEN = ours(
    NOTE, sensitive=True, more=" AND author_id = (SELECT gainful.actor_user())", words="; by whoever acts"
)

TABLES = (
    TableRights(
        NOTE,
        "Case notes; rows are added, never changed.",
        (
            right(STAFF, "S", readable(NOTE)), *(right(STAFF, "S", each) for each in opened(NOTE)),
            right(STAFF, "I", WRITTEN), right(SIGNED_IN, "S", SHOWN),
        ),
        history=(right(STAFF, "S", readable(f"{NOTE}event")), right(SIGNED_IN, "S", SHOWN_EVENT)),
        authors={"author_id": "it says who wrote it"},
        seen={
            "goal_id": "support_goal", "referral_id": "support_referral", "corrects_id": NOTE,
            "participant_id": "participants_participant",
        },
    ),
    TableRights(
        ASSIGNMENT,
        "Which coach looks after whom.",
        (right(STAFF, "SIU", ours(ASSIGNMENT)), right(SIGNED_IN, "S", own(ASSIGNMENT))),
        history=(
            right(STAFF, "S", ours(f"{ASSIGNMENT}event")),
            right(SIGNED_IN, "S", own(f"{ASSIGNMENT}event")),
        ),
        fixed={
            "participant_id": "an assignment is for one person",
            "organization_id": "an assignment stays with its agency",
            "coach_id": "another coach is another assignment",
            "made_by_id": "who made it stays so",
        },
        once={"ended_at": "an ended assignment stays ended"},
        begins={"ended_at": "NULL"},
        authors={"made_by_id": "it says who made it"},
        seen={"participant_id": "participants_participant", "coach_id": "accounts_user"},
    ),
    TableRights(
        "support_caseload",
        "How many people a coach can look after.",
        (right(STAFF, "S", WE_LEAD), right(_MANAGERS, "IU", WE_LEAD)),
        history=(right(STAFF, "S", WE_LEAD),),
        fixed={
            "organization_id": "a caseload is of one agency",
            "coach_id": "another coach is another row",
        },
        seen={"coach_id": "accounts_user"},
    ),
)  # fmt: skip
