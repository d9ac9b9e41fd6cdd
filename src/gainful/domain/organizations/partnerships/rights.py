"""Rights on partnerships: staff of the agency that keeps one; its partners read what concerns them, never the log."""

from __future__ import annotations

from gainful.domain.rights import STAFF, Condition, Kind, TableRights, right

MANAGERS = (Kind.OPERATOR, Kind.PROGRAM_MANAGER)
OURS = Condition("of the acting organization", "agency_id = (SELECT gainful.staff_organization())")
JOINED = Condition(
    "that the acting employer takes part in now", "id IN (SELECT gainful.joined_partnerships())"
)
_PARTNERSHIP = "partnership_id IN (SELECT id FROM organizations_partnership)"
OF_PARTNERSHIP = Condition("of a partnership they may read", _PARTNERSHIP)
OF_MEETING = Condition(
    "of a meeting they may read", "meeting_id IN (SELECT id FROM organizations_councilmeeting)"
)
OF_AGREEMENT = Condition(
    "of an agreement they may read", "agreement_id IN (SELECT id FROM organizations_supplyagreement)"
)
OUR_AGREEMENT = Condition(
    "by which the acting employer receives people",
    f"receiver_id = (SELECT gainful.actor_organization()) AND {_PARTNERSHIP}",
)
_STAYS = "it stays with its partnership"
_AUTHOR = "who made it stays so"


def _part(
    name: str,
    about: str,
    verbs: str,
    *,
    readers: tuple[Kind, ...] = (*STAFF, Kind.EMPLOYER),
    fixed: dict[str, str] | None = None,
    **more: dict[str, str],
) -> TableRights:
    """Return the rights on something that hangs on a partnership."""
    return TableRights(
        f"organizations_{name}",
        about,
        (right(readers, "S", OF_PARTNERSHIP), right(MANAGERS, verbs, OF_PARTNERSHIP)),
        history=(right(STAFF, "S", OF_PARTNERSHIP),),
        fixed={"partnership_id": _STAYS, **(fixed or {})},
        **more,  # type: ignore[arg-type]
    )


def _of_meeting(
    name: str, about: str, verbs: str, fixed: dict[str, str], **more: dict[str, str]
) -> TableRights:
    return TableRights(
        f"organizations_{name}",
        about,
        (right((*STAFF, Kind.EMPLOYER), "S", OF_MEETING), right(MANAGERS, verbs, OF_MEETING)),
        history=(right(STAFF, "S", OF_MEETING),),
        fixed={"meeting_id": "it stays with its meeting", **fixed},
        **more,  # type: ignore[arg-type]
    )


TABLES = (
    TableRights(
        "organizations_partnership",
        "Strategic industry partnerships and layoffs.",
        (
            right(STAFF, "S", OURS),
            right(MANAGERS, "IU", OURS),
            right(Kind.EMPLOYER, "S", JOINED),
        ),
        history=(
            right(
                STAFF,
                "S",
                Condition(
                    "of a partnership they may read", "pgh_obj_id IN (SELECT id FROM organizations_partnership)"
                ),
            ),
        ),
        fixed={
            "agency_id": "a partnership stays with its agency",
            "kind": "what brought it together stays",
            "created_by_id": _AUTHOR,
        },
        authors={"created_by_id": "it says who made it"},
        seen={"owner_id": "accounts_user"},
        open_columns={"owner_id": "who looks after it opens nothing to them"},
    ),
    _part(
        "partner", "Who takes part in a partnership.", "IU",
        fixed={"organization_id": "another partner is another row", "role": "another part is another row"},
        once={"left_on": "who left joins again with another row"},
        seen={"organization_id": "organizations_organization"},
    ),
    _part(
        "contact", "Contact log of a partnership, with the next action.", "IU", readers=STAFF,
        fixed={"organization_id": "an entry stays with its partner", "created_by_id": _AUTHOR},
        once={"done_at": "what was done stays so"},
        authors={"created_by_id": "it says who wrote it"}, seen={"organization_id": "organizations_organization"},
    ),
    _part(
        "councilmember", "Seats on the advisory council.", "IU",
        fixed={"organization_id": "a seat stays with its organization"},
        once={"left_on": "who left is seated again with another row"},
        seen={"organization_id": "organizations_organization"},
    ),
    _part(
        "councilmeeting", "Meetings of the advisory council.", "IU",
        fixed={"created_by_id": _AUTHOR}, by_action={"status": "move_meeting"}, begins={"status": "'planned'"},
        authors={"created_by_id": "it says who called it"},
    ),
    _of_meeting(
        "meetingpresence", "Who was at a meeting.", "ID", {}, seen={"member_id": "organizations_councilmember"}
    ),
    _of_meeting("agendaitem", "The agenda of a meeting.", "IUD", {}),
    _of_meeting(
        "councildecision", "Decisions of the council; they stay as they were made.", "I", {},
        authors={"created_by_id": "it says who wrote it down"},
        seen={"item_id": "organizations_agendaitem", "replaces_id": "organizations_councildecision"},
    ),
    TableRights(
        "organizations_supplyagreement",
        "Talent supplier agreements.",
        (
            right(STAFF, "S", OF_PARTNERSHIP),
            right(MANAGERS, "IU", OF_PARTNERSHIP),
            right(Kind.EMPLOYER, "S", OUR_AGREEMENT),
        ),
        history=(right(STAFF, "S", OF_PARTNERSHIP),),
        fixed={
            "partnership_id": _STAYS,
            "created_by_id": _AUTHOR,
            **dict.fromkeys(
                ("supplier_id", "receiver_id", "occupation_code", "people", "starts_on", "ends_on"),
                "other terms are another agreement",
            ),
        },
        by_action={"status": "move_agreement"},
        begins={"status": "'proposed'"},
        authors={"created_by_id": "it says who made it"},
        seen={"supplier_id": "organizations_organization", "receiver_id": "organizations_organization"},
    ),
    TableRights(
        "organizations_supply",
        "People hired under an agreement, entered by hand.",
        (right((*STAFF, Kind.EMPLOYER), "S", OF_AGREEMENT), right(MANAGERS, "I", OF_AGREEMENT)),
        history=(right(STAFF, "S", OF_AGREEMENT),),
        authors={"created_by_id": "it says who wrote it"},
    ),
)  # fmt: skip

FUNCTIONS = """
CREATE OR REPLACE FUNCTION gainful.joined_partnerships() RETURNS SETOF uuid LANGUAGE sql ROWS 20
  STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.partnership_id FROM organizations_partner p
  WHERE p.organization_id = (SELECT gainful.actor_organization()) AND p.left_on IS NULL
$$;
"""
