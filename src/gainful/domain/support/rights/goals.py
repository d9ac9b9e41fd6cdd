"""Rights on the support plan: the person and staff of the agency that works with them on it."""

from __future__ import annotations

from gainful.domain.participants.rights import own
from gainful.domain.rights import SIGNED_IN, STAFF, Condition, Kind, TableRights, right
from gainful.domain.support.rights.common import elsewhere, mine_for_helper, of_parent, ours

GOAL, ACTION = "support_goal", "support_goalaction"
OURS = ours(GOAL, sensitive=True)
SHARED = Condition(
    "of a plan that answers their own concern",
    "concern_id IN (SELECT id FROM support_concern WHERE employer_id = (SELECT gainful.actor_organization()))",
)
NOT_EMPLOYER = tuple(kind for kind in SIGNED_IN if kind is not Kind.EMPLOYER)
ELSEWHERE = elsewhere(GOAL, "plan")
OF_GOAL = of_parent(ACTION, "goal_id", GOAL, "a goal")
OF_OUR_GOAL = of_parent(
    ACTION, "goal_id", GOAL, "a goal of the acting organization or of their own", " AND (goal_id IN (SELECT g.id FROM"
    f" {GOAL} g WHERE g.organization_id = (SELECT gainful.staff_organization())) OR {own(ACTION).sql})",
)  # fmt: skip

TABLES = (
    TableRights(
        GOAL,
        "Goals of support plans.",
        (
            right(STAFF, "SIU", OURS),
            right(STAFF, "S", ELSEWHERE),
            right(SIGNED_IN, "SU", own(GOAL)),
            right(SIGNED_IN, "I", mine_for_helper(GOAL)),
            right(Kind.EMPLOYER, "S", SHARED),
        ),
        history=(
            right(STAFF, "S", ours(f"{GOAL}event", sensitive=True)),
            right(SIGNED_IN, "S", own(f"{GOAL}event")),
        ),
        fixed={
            "participant_id": "a goal is one person's",
            "organization_id": "a goal stays with its agency",
            "need": "another need is another goal",
            "concern_id": "a shared goal stays shared with its employer",
            "is_sensitive": "the need says which are sensitive",
            "created_by_id": "who set it stays so",
        },
        by_action=dict.fromkeys(("state", "settled_at"), "move_goal"),
        begins={"state": "'open'", "settled_at": "NULL", "version": "1"},
        authors={"created_by_id": "it says who set it"},
        rises={"version": "it counts changes"},
        seen={"participant_id": "participants_participant", "concern_id": "support_concern"},
    ),
    TableRights(
        ACTION,
        "What somebody does for a goal, by when.",
        (right(SIGNED_IN, "S", OF_GOAL), right(NOT_EMPLOYER, "IU", OF_OUR_GOAL)),
        history=(right(SIGNED_IN, "S", of_parent(f"{ACTION}event", "goal_id", GOAL, "a goal")),),
        fixed={
            "goal_id": "an action stays with its goal",
            "participant_id": "an action is for one person",
            "created_by_id": "who set it stays so",
        },
        begins={"version": "1"},
        authors={"created_by_id": "it says who set it"},
        rises={"version": "it counts changes"},
        seen={"referral_id": "support_referral"},
    ),
)
